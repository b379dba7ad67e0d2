"""Promises of what the spooler of Windows tells: by plain numbers, and over a library that answers as ``winspool`` does."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from facilitatore.door.badges.layout import Badge, lay_out
from facilitatore.door.badges.stock import find_stock
from facilitatore.door.paper.drawing import EXACT
from facilitatore.door.paper.fonts import Fonts
from facilitatore.errors import PrinterTrouble
from tests.ui.door.paper.card_rig import Corner
from tests.ui.door.paper.cups import A4, BROTHER, Cups
from ui.door.paper import printer as printing
from ui.door.paper import printer_windows
from ui.door.paper.printer import print_paper, printers
from ui.door.paper.printer_cups import _trouble
from ui.door.paper.printer_windows import JobInfo1, PrinterInfo2, Spooler, asks_for_file, trouble, trouble_of_job
from ui.settings import change_settings

WORK_OFFLINE, PRINTING, TONER_LOW = 0x400, 0x400, 0x20000
JOB_ERROR, JOB_SPOOLED, JOB_PRINTING, JOB_PAPER_OUT, JOB_PRINTED = 0x2, 0x0, 0x10, 0x40, 0x80


class Winspool:
    """Answers as ``winspool.drv`` does: a call without room tells how much it needs, and fails.

    `jobs` are what each look at the queue finds, the last for ever: a status, or None once the job is gone.
    """

    def __init__(
        self, status: int = 0, attributes: int = 0, port: str = "USB001", jobs: Any = (), pages: int = 0
    ) -> None:
        self.info = PrinterInfo2(port=port, status=status, attributes=attributes)
        self.pages, self.jobs, self.looks = pages, list(jobs), 0
        self.deleted: list[int] = []
        self.open = 0
        self.silent = False

    def OpenPrinterW(self, name: str, handle: Any, _: None) -> int:
        if name not in {"Etichette", "rotolo"}:
            return 0
        handle._obj.value = 7
        self.open += 1
        return 1

    def ClosePrinter(self, handle: Any) -> int:
        assert handle.value == 7
        self.open -= 1
        return 1

    def GetPrinterW(self, _: Any, level: int, room: Any, size: int, need: Any) -> int:
        assert level == 2
        return 0 if self.silent else self._answer(bytes(self.info), room, size, need)

    def EnumJobsW(self, _: Any, first: int, many: int, level: int, room: Any, size: int, need: Any, told: Any) -> int:
        assert (first, level) == (0, 1)
        assert many > 100
        if self.silent:
            return 0
        status = self.jobs[min(self.looks, len(self.jobs) - 1)] if self.jobs else None
        self.looks += room is not None
        of_another = JobInfo1(id=4, document="Bilancio.xlsx", status=JOB_ERROR)
        ours = JobInfo1(id=5, document="Facilitatore: 1 etichetta", status=status or 0, pages_printed=self.pages)
        self.kept = [of_another] if status is None else [of_another, ours]
        told._obj.value = len(self.kept)
        return self._answer(b"".join(map(bytes, self.kept)), room, size, need)

    def SetJobW(self, _: Any, job: int, level: int, info: None, command: int) -> int:
        assert (level, info, command) == (0, None, 5)
        self.deleted.append(job)
        return 1

    @staticmethod
    def _answer(answer: bytes, room: Any, size: int, need: Any) -> int:
        need._obj.value = len(answer)
        if room is None or size < len(answer):
            return 0
        ctypes.memmove(room, answer, len(answer))
        return 1


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_windows, "_LOOK_S", 0)


@pytest.fixture
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_windows, "_PATIENCE_S", 0)
    monkeypatch.setattr(printer_windows, "_PATIENCE_A_SHEET_S", 0)


@pytest.mark.parametrize(
    ("status", "attributes", "reason"),
    [
        (0, 0, None),
        (TONER_LOW, 0, None),
        (PRINTING | TONER_LOW, 0, None),
        (0x1000000, 0, None),  # saving power
        (0, WORK_OFFLINE, "offline"),
        (0x80, 0, "offline"),
        (0x2, 0, "offline"),
        (0x8, 0, "offline"),  # paper jam
        (0x400000, 0, "offline"),  # door open
        (0x100000, 0, "offline"),  # somebody has to come
        (0x40000, 0, "offline"),  # no toner
        (0x10, 0, "paper"),
        (0x40 | 0x2, 0, "paper"),
        (0x1, 0, "stopped"),
    ],
)
def test_what_holds_a_printer(status: int, attributes: int, reason: str | None) -> None:
    """Away, jammed, open, without paper or paused: it prints nothing. Low toner, or asleep: it prints."""
    assert trouble(status, attributes) == reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (JOB_SPOOLED, None),
        (JOB_PRINTING, None),
        (JOB_PRINTED, None),
        (JOB_PRINTED | 0x4, None),  # printed, and being removed for that
        (JOB_PRINTING | JOB_ERROR, "offline"),
        (0x20, "offline"),
        (0x400, "offline"),
        (JOB_PAPER_OUT | JOB_ERROR, "paper"),
        (0x1, "failed"),
        (0x200, "failed"),
        (0x4, "failed"),
    ],
)
def test_what_holds_a_job(status: int, reason: str | None) -> None:
    """A job with an error, without paper, paused, or taken out by somebody does not come out."""
    assert trouble_of_job(status) == reason


def test_ports_that_ask() -> None:
    """«Microsoft Print to PDF» and printing to a file are known by their port, not by a name in some language."""
    assert [asks_for_file(port) for port in ("PORTPROMPT:", "FILE:", "LPT1:,file:", "USB001", "10.0.0.7", "")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_printer_that_asks_is_left_out(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not among the printers; chosen earlier, it is refused before anything is sent: no window holds up the others."""
    out = cups.add_queue("rotolo", *BROTHER)
    cups.add_queue("Fogli", A4)
    assert {one.name for one in printers()} == {"rotolo", "Fogli"}
    spooler = Spooler(Winspool(port="PORTPROMPT:"))
    monkeypatch.setattr(printing, "spooler", lambda: spooler)
    assert [one.name for one in printers()] == ["Fogli"]
    paper = lay_out([Badge("Ines")], find_stock("DK-11202"), fonts=Fonts(system=False)).paper()
    with pytest.raises(PrinterTrouble) as told:
        print_paper(paper, "rotolo", stock=find_stock("DK-11202"), adjustment=EXACT, title="x", insist=True)
    assert told.value.reason == "asks"
    assert list(out.iterdir()) == []


def print_one(corner: Corner, cups: Cups, monkeypatch: pytest.MonkeyPatch, library: Winspool) -> None:
    """Let somebody in and print the badge on a label printer of whose queue `library` tells."""
    cups.add_queue("rotolo", *BROTHER)
    monkeypatch.setattr(printing, "spooler", lambda: Spooler(library))
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    (who,) = corner.welcome("Khadija")
    corner.run.print_guest(who)
    corner.settle()


def test_an_unplugged_printer_marks_nobody(corner: Corner, cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue takes the job, and then says that the printer does not: the badge waits, and the job is taken out."""
    library = Winspool(jobs=[None, JOB_SPOOLED, JOB_PRINTING, JOB_PRINTING | JOB_ERROR])
    print_one(corner, cups, monkeypatch, library)
    assert corner.waiting() == ["Khadija"]
    assert "non risponde" in corner.said[-1][0]
    assert library.deleted == [5]


def test_a_badge_taken_by_the_printer_needs_no_words(
    corner: Corner, cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job leaves the queue without trouble: the badge is marked, and nothing is said."""
    print_one(corner, cups, monkeypatch, Winspool(TONER_LOW, jobs=[None, JOB_SPOOLED, JOB_PRINTING, None]))
    assert (corner.waiting(), corner.printed[-1]) == ([], "")


def test_a_silent_queue_gets_weaker_words(corner: Corner, cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is told of the job, the badge is «mandata», with what to do should it not come out."""
    library = Winspool()
    library.silent = True
    print_one(corner, cups, monkeypatch, library)
    assert corner.waiting() == []
    assert "se non esce, F4" in corner.printed[-1]


def test_no_such_printer() -> None:
    """A printer that was removed is missing, not without trouble."""
    assert Spooler(Winspool()).trouble_of("Altra") == "missing"


def test_taken_by_the_printer() -> None:
    """A job that leaves the queue of a printer without trouble was taken; what others print there is not looked at."""
    library = Winspool(TONER_LOW, jobs=[JOB_SPOOLED, JOB_PRINTING, None])
    assert Spooler(library).follow("Etichette", 5, 1)
    assert (library.deleted, library.open) == ([], 0)


@pytest.mark.parametrize(
    ("library", "reason"),
    [
        (Winspool(jobs=[JOB_SPOOLED, JOB_PRINTING | JOB_ERROR]), "offline"),
        (Winspool(jobs=[JOB_PRINTING, JOB_PAPER_OUT]), "paper"),
        (Winspool(attributes=WORK_OFFLINE, jobs=[JOB_SPOOLED]), "offline"),
        (Winspool(attributes=WORK_OFFLINE, jobs=[None]), "offline"),
    ],
)
def test_a_job_that_stands_still_is_taken_back(library: Winspool, reason: str) -> None:
    """An unplugged label printer, or one without paper: the job does not count as printed, and nothing comes out later."""
    with pytest.raises(PrinterTrouble) as told:
        Spooler(library).follow("Etichette", 5, 1)
    assert (told.value.reason, library.deleted, library.open) == (reason, [5], 0)


@pytest.mark.usefixtures("_no_patience")
def test_a_job_without_a_sign_of_work() -> None:
    """Unplugged, and Windows has not found out: a job that only lies there is not taken for printed."""
    library = Winspool(jobs=[JOB_PRINTING])
    with pytest.raises(PrinterTrouble):
        Spooler(library).follow("Etichette", 5, 1)
    assert library.deleted == [5]


@pytest.mark.usefixtures("_no_patience")
@pytest.mark.parametrize("library", [Winspool(PRINTING, jobs=[JOB_PRINTING]), Winspool(jobs=[JOB_PRINTING], pages=1)])
def test_a_slow_printer_keeps_its_job(library: Winspool) -> None:
    """One that says it works, or has printed a page, is left alone; it is only not said to have it all."""
    assert not Spooler(library).follow("Etichette", 5, 1)
    assert library.deleted == []


def test_a_queue_that_says_nothing() -> None:
    """Where the spooler tells nothing of jobs, nothing is taken back, and nothing is claimed."""
    library = Winspool()
    library.silent = True
    assert not Spooler(library).follow("Etichette", 5, 1)
    assert library.deleted == []


def test_insisting() -> None:
    """Who has put paper in is not refused for what the printer said before; the job's own trouble still counts."""
    assert not Spooler(Winspool(0x10, jobs=[JOB_SPOOLED, None])).follow("Etichette", 5, 1, insist=True)
    with pytest.raises(PrinterTrouble):
        Spooler(Winspool(0x10, jobs=[JOB_PAPER_OUT])).follow("Etichette", 5, 1, insist=True)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("marker-supply-low-warning", None),
        ("toner-low-report,marker-supply-low", None),
        ("media-empty-report", None),
        ("cover-open-warning,media-empty-warning", None),
        ("media-empty", "paper"),
        ("marker-supply-low-warning,media-jam-error", "offline"),
        ("offline-report", "offline"),
    ],
)
def test_what_cups_says(told: str, reason: str | None) -> None:
    """Low toner, warnings and reports are no refusals on CUPS; «offline-report», its word for an unplugged one, is."""
    assert _trouble({"printer-state-reasons": told}) == reason
