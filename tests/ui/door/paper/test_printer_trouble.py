"""Promises of what is said when nothing comes out of a printer, and that then nothing comes out later."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from facilitatore.door.badges.layout import Badge, lay_out
from facilitatore.door.badges.stock import find_stock
from facilitatore.door.paper.drawing import EXACT, Paper, PlacedMark
from facilitatore.door.paper.fonts import Fonts
from facilitatore.errors import PrinterTrouble
from tests.ui.door.paper.cups import A4, Cups, wait_for_job
from ui.door.paper import printer as printing
from ui.door.paper import printer_cups
from ui.door.paper.printer import print_paper, trouble_of

pytestmark = pytest.mark.usefixtures("qapp")


def send(*, insist: bool = False) -> None:
    """Print a badge on the queue «Fogli»."""
    stock = find_stock("L4785")
    paper = lay_out([Badge("Ines")], stock, fonts=Fonts(system=False)).paper()
    print_paper(paper, "Fogli", stock=stock, adjustment=EXACT, title="Facilitatore: 1 etichetta", insist=insist)


@pytest.mark.parametrize(
    ("command", "reason"), [("cupsdisable", "stopped"), ("cupsreject", "refused"), ("lpadmin -x", "missing")]
)
def test_nothing_is_sent(cups: Cups, command: str, reason: str) -> None:
    """A queue in pause, one that takes no jobs, one that is gone: the reason is said, and nothing is left waiting."""
    out = cups.add_queue("Fogli", A4)
    cups.command(*command.split(), "Fogli")
    assert trouble_of("Fogli") == reason
    with pytest.raises(PrinterTrouble) as told:
        send(insist=True)
    assert told.value.reason == reason
    assert printer_cups.our_jobs("Fogli") == []
    assert list(out.glob("*.pdf")) == []


def test_no_paper(cups: Cups) -> None:
    """A printer that says it has no paper while the job is there gives it back: nothing comes out later."""
    out = cups.add_queue("Fogli", A4)
    (out / "no-paper").touch()
    with pytest.raises(PrinterTrouble) as told:
        send()
    assert told.value.reason == "paper"
    assert printer_cups.our_jobs("Fogli")[-1].state == printer_cups.CANCELED
    assert list(out.glob("*.pdf")) == []


def test_insisting_after_paper_was_put_in(cups: Cups) -> None:
    """What CUPS remembers of the paper may be old: who insists gets the job printed."""
    out = cups.add_queue("Fogli", A4)
    cups.command("lpadmin", "-p", "Fogli", "-o", "printer-state-reasons=media-empty-error")
    (out / "no-paper").touch()
    with pytest.raises(PrinterTrouble):
        send()
    assert trouble_of("Fogli") == "paper"
    (out / "no-paper").unlink()
    send(insist=True)
    wait_for_job(out)


def test_a_queue_that_stops_at_the_job(cups: Cups) -> None:
    """A printer that was unplugged stops its queue: the job is not taken for printed, and does not wait there."""
    out = cups.add_queue("Fogli", A4)
    (out / "unplugged").touch()
    with pytest.raises(PrinterTrouble) as told:
        send()
    assert told.value.reason == "stopped"
    (out / "unplugged").unlink()
    cups.command("cupsenable", "Fogli")
    time.sleep(0.1)
    assert list(out.glob("*.pdf")) == []


def test_a_queue_that_holds_jobs(cups: Cups) -> None:
    """A queue that keeps jobs until somebody lets them go, as for a password, prints nothing now: the job is back."""
    cups.add_queue("Fogli", A4)
    cups.command("lpadmin", "-p", "Fogli", "-o", "job-hold-until-default=indefinite")
    with pytest.raises(PrinterTrouble) as told:
        send()
    assert told.value.reason == "failed"
    assert printer_cups.our_jobs("Fogli")[-1].state == printer_cups.CANCELED


def test_each_takes_back_its_own(cups: Cups) -> None:
    """Jobs sent at once to a printer without paper, with the same title, are all taken back."""
    out = cups.add_queue("Fogli", A4)
    (out / "no-paper").touch()
    with ThreadPoolExecutor(3) as threads:
        told = [work.exception() for work in [threads.submit(send, insist=False) for _ in range(3)]]
    assert all(isinstance(trouble, PrinterTrouble) for trouble in told)
    (out / "no-paper").unlink()
    assert {job.state for job in printer_cups.our_jobs("Fogli")} == {printer_cups.CANCELED}


def test_refused_between_looking_and_sending(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that begins to refuse jobs just before ours is found out all the same."""
    cups.add_queue("Fogli", A4)
    find_out = printing.trouble_of
    asked: list[str] = []

    def blind_at_first(name: str) -> str | None:
        asked.append(name)
        return None if len(asked) == 1 else find_out(name)

    monkeypatch.setattr(printing, "trouble_of", blind_at_first)
    cups.command("cupsreject", "Fogli")
    with pytest.raises(PrinterTrouble) as told:
        send()
    assert told.value.reason == "refused"


def test_what_cannot_be_painted_is_not_begun(cups: Cups) -> None:
    """A thing nobody can paint, on the last page, is found before the job begins: no half of it comes out."""
    out = cups.add_queue("Fogli", A4)
    whole = lay_out([Badge("Ines")], find_stock("L4785"), fonts=Fonts(system=False)).paper()
    bad = PlacedMark("stella", "#000000", 10, 10, 10)
    with pytest.raises(KeyError):
        print_paper(
            Paper("Badge", whole.page_mm, (*whole.pages, (bad,))), "Fogli", stock=None, adjustment=EXACT, title="x"
        )
    assert printer_cups.our_jobs("Fogli") == []
    assert list(out.iterdir()) == []


def test_without_a_print_system() -> None:
    """Where no server answers there are no printers, and one that was chosen once is missing."""
    code = (
        "from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from ui.door.paper.printer import printers, trouble_of; print(printers(), trouble_of('Fogli'))"
    )
    nowhere = {**os.environ, "CUPS_SERVER": f"{os.environ['CUPS_SERVER']}-none"}
    done = subprocess.run([sys.executable, "-c", code], env=nowhere, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[] missing"


def test_a_server_that_hangs(tmp_path: Path) -> None:
    """A print system that takes questions and never answers costs seconds, not the evening."""
    path = tmp_path / "sock"
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(path))
        silent.listen(8)
        code = (
            "from ui.door.paper import printer_cups; printer_cups._PATIENCE_S /= 30;"
            "from ui.door.paper.printer import printers, trouble_of; print(printers(), trouble_of('Fogli'))"
        )
        environment = {**os.environ, "CUPS_SERVER": str(path)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True, timeout=60
        )
    assert done.stdout.decode().strip() == "[] offline"


def test_nothing_of_printing_is_loaded_before() -> None:
    """Importing the module loads neither Qt's printing nor CUPS: the window starts without."""
    code = (
        "import sys, ui.door.paper.printer; from ui.door.paper.printer_cups import _library;"
        "print('PySide6.QtPrintSupport' in sys.modules, _library.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["False", "0"]
