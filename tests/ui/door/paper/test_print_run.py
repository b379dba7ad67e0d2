"""Promises of printing from the door: nobody is lost, nobody printed twice, with files and with a real CUPS."""

from __future__ import annotations

import time
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from facilitatore.door.actions import rename_guest, send_away
from facilitatore.errors import NotDrawable, NotWritable
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import edit
from tests.ui.door.paper.card_rig import Corner, make_corner
from tests.ui.door.paper.cups import A4, BROTHER, Cups, wait_for_job
from ui.door.paper.sending import proposed_path
from ui.settings import change_settings, read_settings

FOREIGN = "il codice di un altro programma, troppo lungo"


def names_in(pdf: Path) -> list[str]:
    """Return the words of a PDF, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def use_sheets(corner: Corner, printer: str) -> None:
    """Print on sheets of L4785 with a printer."""
    change_settings(badge_printer=printer, badge_stock="L4785")
    corner.run.show_waiting()


def use_roll(corner: Corner, printer: str) -> None:
    """Print on labels of 62 × 100 mm with a printer."""
    change_settings(badge_printer=printer, badge_stock="DK-11202")
    corner.run.show_waiting()


# -- a file ---------------------------------------------------------------------------------------------------------


def test_pdf(corner: Corner) -> None:
    """Printing into a PDF asks where, writes everybody who waits, marks them, and says to print it at 100 %."""
    corner.welcome("Khadija", "Olena")
    corner.click(corner.card.button)
    corner.settle()
    assert corner.page.path is not None
    assert names_in(corner.page.path) == ["Khadija B Olena B"]
    assert corner.waiting() == []
    assert "100 %" in corner.printed[0]
    assert not corner.card.button.isEnabled()


def test_pdf_not_wanted(corner: Corner) -> None:
    """Whoever chooses no place for the file prints nothing, and everybody still waits."""
    corner.page.path = None
    corner.welcome("Khadija")
    corner.run.print_waiting()
    assert corner.waiting() == ["Khadija"]
    assert corner.page.proposed == ["etichette-2018-01-08.pdf"]
    assert corner.card.button.isEnabled()


def test_second_pdf(corner: Corner) -> None:
    """The second batch is proposed under another name: the first file may not be on paper yet."""
    corner.page.path = proposed_path(corner.bridge.session)
    corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.settle()
    corner.welcome("Olena")
    corner.run.print_waiting()
    corner.settle()
    assert corner.page.proposed == ["etichette-2018-01-08.pdf", "etichette-2018-01-08-2.pdf"]


def test_pdf_refused(corner: Corner, tmp_path: Path) -> None:
    """A file that cannot be written is said, and everybody still waits."""
    corner.page.path = tmp_path / "non c'è" / "e.pdf"
    corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.settle()
    assert len(corner.refused) == 1
    assert corner.waiting() == ["Khadija"]
    assert corner.card.button.text() == "Stampa 1 etichetta"
    assert corner.card.button.isEnabled()


def test_nobody_waits(corner: Corner) -> None:
    """With nobody to print no file is asked for."""
    corner.run.print_waiting()
    assert corner.said == [("Nessuna etichetta da stampare.", "info")]
    assert corner.page.proposed == []


def test_sheet_goes_on(corner: Corner) -> None:
    """The next badges go on after the labels that are gone, over those marked by hand."""
    change_settings(badge_used={"L4785": [1, 2, 4]})
    corner.welcome("Khadija", "Olena")
    corner.run.print_waiting()
    corner.settle()
    assert corner.card.memory.used() == {1, 2, 3, 4, 5}
    assert "prossima etichetta: 6 di 10" in corner.card.words.text()


def test_undrawable_name_waits(corner: Corner) -> None:
    """A name in letters that no font has waits and is said; the others are printed."""
    corner.welcome("Khadija", "\U0001e290\U0001e291")
    corner.run.print_waiting()
    corner.settle()
    assert corner.waiting() == ["\U0001e290\U0001e291"]
    assert "\U0001e290\U0001e291" in corner.printed[0]


def test_only_undrawable_names(corner: Corner) -> None:
    """Where no name can be drawn nothing is written, and it is said why."""
    corner.welcome("\U0001e290\U0001e291")
    corner.run.print_waiting()
    corner.settle()
    assert [type(problem) for problem in corner.refused] == [NotDrawable]
    assert corner.page.path is not None
    assert not corner.page.path.exists()


def test_adjusted_pdf(corner: Corner, tmp_path: Path) -> None:
    """The correction made for PDFs moves what is in them."""
    corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.settle()
    assert corner.page.path is not None
    exact = corner.page.path.read_bytes()
    (who,) = [guest.id for guest in corner.guests()]
    change_settings(badge_adjustments={"": {"dx_mm": 2.0, "dy_mm": 0, "scale_x": 1, "scale_y": 1}}, badge_used={})
    corner.run.print_guest(who)
    corner.page.path = tmp_path / "seconda.pdf"
    corner.run.print_waiting()
    corner.settle()
    assert corner.page.path.read_bytes() != exact


# -- nobody twice, nobody lost --------------------------------------------------------------------------------------


def test_twice_in_a_moment(corner: Corner) -> None:
    """Asking again while a batch is printing prints nothing twice."""
    corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.run.print_waiting()
    corner.settle()
    assert len(corner.page.proposed) == 1
    assert "non è ancora finita" in corner.said[0][0]
    assert corner.waiting() == []


def test_arrival_while_printing(corner: Corner) -> None:
    """Who comes in while others are being printed waits for the next batch."""
    corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.welcome("Olena")
    corner.settle()
    assert corner.waiting() == ["Olena"]


def test_renamed_while_printing(corner: Corner) -> None:
    """Who gets another name while the old one is being printed waits for the new badge."""
    (who,) = corner.welcome("Kadija")
    corner.run.print_waiting()
    corner.bridge.do(rename_guest, who, name="Khadija")
    corner.settle()
    assert corner.waiting() == ["Khadija"]


def test_gone_while_printing(corner: Corner) -> None:
    """Who is taken back while being printed stays away, and the others are marked."""
    (who, _) = corner.welcome("Khadija", "Olena")
    corner.run.print_waiting()
    corner.bridge.do(send_away, who)
    corner.settle()
    assert [guest.badge_name for guest in corner.guests()] == ["Olena"]
    assert corner.waiting() == []


def test_undo_leaves_printed(corner: Corner) -> None:
    """Ctrl+Z after printing takes back the arrival, not the mark of the printer."""
    corner.welcome("Khadija", "Olena")
    corner.run.print_waiting()
    corner.settle()
    corner.bridge.undo()
    assert [guest.badge_name for guest in corner.guests()] == ["Khadija"]
    assert corner.waiting() == []


def test_disk_refuses_the_mark(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A badge that is out but could not be marked is not printed again, and is marked with the next."""
    corner.welcome("Khadija")
    session = corner.bridge.session

    def refuse(*_words: object, **_more: object) -> None:
        raise NotWritable(session.path)

    with monkeypatch.context() as broken:
        broken.setattr(type(session), "note", refuse)
        corner.run.print_waiting()
        corner.settle()
    assert corner.run.waiting() == 0
    corner.welcome("Olena")
    assert corner.run.waiting() == 1
    corner.run.print_waiting()
    corner.settle()
    assert corner.waiting() == []


def test_killed_while_printing(corner: Corner) -> None:
    """If the program ends while printing, the badge still waits and the door is asked to look at the printer."""
    (who,) = corner.welcome("Khadija")
    corner.card.memory.set_sending(corner.bridge.session.id, [who])
    again = corner.again()
    assert again.run.waiting() == 1
    assert "si è interrotta" in again.card.doubt.text()
    again.click(again.card.out_button)
    assert again.waiting() == []
    assert not again.card.doubt.isVisible()
    again.leave()


def test_killed_and_not_out(corner: Corner) -> None:
    """Badges that did not come out are printed with the next batch."""
    (who,) = corner.welcome("Khadija")
    corner.card.memory.set_sending(corner.bridge.session.id, [who])
    again = corner.again()
    again.click(again.card.not_out_button)
    assert again.waiting() == ["Khadija"]
    assert read_settings()["badge_sending"]["ids"] == []
    again.leave()


def test_doubt_survives_other_badges(corner: Corner, tmp_path: Path) -> None:
    """The question about the printer stays while others are printed, and goes with the badge itself."""
    who, _ = corner.welcome("Khadija", "Olena")
    corner.card.memory.set_sending(corner.bridge.session.id, [who, "f" * 32])
    again = corner.again()
    again.page.path = tmp_path / "etichette.pdf"
    assert "di un’etichetta" in again.card.doubt.text()
    again.run.print_waiting()
    again.settle()
    assert not again.card.doubt.isVisible()
    again.leave()


def test_evening_closed_while_printing(corner: Corner, qtbot: QtBot, tmp_path: Path) -> None:
    """Closing the evening while printing writes into no other evening, and the first one asks when it is open again."""
    corner.welcome("Khadija")
    first = corner.bridge.session.path
    corner.run.print_waiting()
    corner.leave()
    corner.bridge.adopt(create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1")))
    other = make_corner(corner.bridge, qtbot)
    qtbot.wait(300)
    assert other.guests() == []
    other.leave()
    corner.bridge.open_evening(first)
    again = make_corner(corner.bridge, qtbot)
    assert again.card.doubt.isVisible()
    again.leave()


def test_foreign_token(corner: Corner) -> None:
    """A token of another program that no code can hold keeps nobody waiting."""
    corner.welcome("Khadija")
    thing = next(iter(corner.bridge.session.things("guest")))
    corner.bridge.session.record("x", edit(thing, token=FOREIGN))
    corner.run.print_waiting()
    corner.settle()
    assert corner.waiting() == []


# -- without a trace ------------------------------------------------------------------------------------------------


def test_unrecorded(corner: Corner) -> None:
    """A badge without a trace waits in memory, is printed with the others, and nothing is written of it."""
    facts = corner.bridge.session.fact_count
    corner.run.print_unrecorded("Amina", read_groups(corner.bridge.session)[1])
    assert corner.card.button.text() == "Stampa 1 etichetta"
    assert "si perde" in corner.card.words.text()
    corner.run.print_waiting()
    corner.settle()
    assert corner.page.path is not None
    assert names_in(corner.page.path) == ["Amina B"]
    assert corner.bridge.session.fact_count == facts
    assert "Amina" not in str(read_settings())
    assert corner.run.waiting() == 0


def test_unrecorded_without_name(corner: Corner) -> None:
    """A badge without a name is refused."""
    corner.run.print_unrecorded("   ", None)
    assert len(corner.refused) == 1
    assert corner.run.waiting() == 0


def test_unrecorded_survives_a_refusal(corner: Corner, tmp_path: Path) -> None:
    """A badge without a trace still waits when the file could not be written."""
    corner.page.path = tmp_path / "non c'è" / "e.pdf"
    corner.run.print_unrecorded("Amina", None)
    corner.run.print_waiting()
    corner.settle()
    assert corner.run.waiting() == 1


# -- again ----------------------------------------------------------------------------------------------------------


def test_reprint_waits(corner: Corner, tmp_path: Path) -> None:
    """On sheets a badge wanted again waits for the next batch, once however often it is asked for."""
    (who,) = corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.settle()
    corner.run.print_guest(who)
    corner.run.print_guest(who)
    assert corner.run.waiting() == 1
    corner.page.path = tmp_path / "ancora.pdf"
    corner.run.print_waiting()
    corner.settle()
    assert names_in(corner.page.path) == ["Khadija B"]
    assert corner.run.waiting() == 0


# -- real printers --------------------------------------------------------------------------------------------------


def test_batch_on_sheets(corner: Corner, cups: Cups) -> None:
    """Ctrl+P sends the waiting badges to the chosen printer on sheets, without asking for a file."""
    out = cups.add_queue("ufficio", A4)
    use_sheets(corner, "ufficio")
    corner.welcome("Khadija", "Olena", "Remo")
    assert corner.waiting() == ["Khadija", "Olena", "Remo"]
    corner.run.print_waiting()
    corner.settle()
    wait_for_job(out)
    assert corner.page.proposed == []
    assert corner.waiting() == []
    assert corner.printed == ["3 etichette mandate alla stampante «ufficio»: se qualcuna non esce, F4 la ristampa."]


def test_other_trouble_is_not_insisted_on(corner: Corner, cups: Cups) -> None:
    """Who was told of another trouble is told that paper is out before the badge counts as printed."""
    out = cups.add_queue("ufficio", A4)
    use_sheets(corner, "ufficio")
    corner.welcome("Khadija")
    cups.command("cupsreject", "ufficio")
    corner.run.print_waiting()
    corner.settle()
    cups.command("cupsaccept", "ufficio")
    (out / "no-paper").touch()
    corner.run.print_waiting()
    corner.settle()
    (out / "no-paper").unlink()
    assert corner.waiting() == ["Khadija"]
    assert "carta" in corner.said[-1][0]


def test_sheets_do_not_print_at_once(corner: Corner, cups: Cups) -> None:
    """Sheets wait for Ctrl+P, unless somebody said otherwise."""
    cups.add_queue("ufficio", A4)
    use_sheets(corner, "ufficio")
    assert not corner.run.at_once
    corner.click(corner.panel.at_once)
    assert corner.run.at_once
    corner.settle()


def test_roll_prints_at_once(corner: Corner, cups: Cups) -> None:
    """With a label printer each arrival prints its own badge, one label each, and nothing is said in the bar."""
    out = cups.add_queue("rotolo", *BROTHER)
    use_roll(corner, "rotolo")
    assert corner.run.at_once
    for count, name in enumerate(("Khadija", "Olena"), 1):
        (who,) = corner.welcome(name)
        corner.run.print_guest(who)
        corner.settle()
        wait_for_job(out, count)
    assert corner.waiting() == []
    assert corner.said == []
    assert [len(pypdfium2.PdfDocument(job)) for job in sorted(out.glob("*.pdf"))] == [1, 1]


def test_arrivals_faster_than_the_printer(corner: Corner, cups: Cups) -> None:
    """Arrivals while the printer is busy are printed next, each once."""
    out = cups.add_queue("rotolo", *BROTHER)
    use_roll(corner, "rotolo")
    for name in ("Khadija", "Olena", "Remo"):
        (who,) = corner.welcome(name)
        corner.run.print_guest(who)
    corner.qtbot.waitUntil(lambda: corner.waiting() == [], timeout=10_000)
    corner.settle()
    wait_for_job(out, 2)
    time.sleep(0.2)
    assert sum(len(pypdfium2.PdfDocument(job)) for job in out.glob("*.pdf")) == 3


def test_printer_missing(corner: Corner, cups: Cups) -> None:
    """A printer that is gone is said in yellow; who came in is in, and waits for the badge."""
    cups.add_queue("altra", A4)
    use_roll(corner, "rotolo")
    (who,) = corner.welcome("Khadija")
    corner.run.print_guest(who)
    corner.settle()
    words, kind = corner.said[-1]
    assert "«rotolo» non c’è più" in words
    assert kind == "warning"
    assert corner.waiting() == ["Khadija"]
    assert corner.card.button.isEnabled()


def test_no_print_server(corner: Corner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer without a print system is as one without the printer."""
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    use_sheets(corner, "ufficio")
    corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.settle()
    assert corner.said[-1][1] == "warning"
    assert corner.waiting() == ["Khadija"]


def test_stopped_then_started(corner: Corner, cups: Cups) -> None:
    """Arrivals at a stopped printer wait; one Ctrl+P prints them all once it works again, and none twice."""
    out = cups.add_queue("rotolo", *BROTHER)
    cups.command("cupsdisable", "rotolo")
    use_roll(corner, "rotolo")
    for name in ("Khadija", "Olena"):
        (who,) = corner.welcome(name)
        corner.run.print_guest(who)
        corner.settle()
    assert "è in pausa" in corner.said[-1][0]
    assert "da stampare" in corner.said[-1][0]
    assert corner.card.button.text() == "Stampa 2 etichette"
    cups.command("cupsenable", "rotolo")
    corner.run.print_waiting()
    corner.settle()
    job = wait_for_job(out)
    time.sleep(0.2)
    assert len(list(out.glob("*.pdf"))) == 1
    assert len(pypdfium2.PdfDocument(job)) == 2
    assert corner.waiting() == []


def test_works_again(corner: Corner, cups: Cups) -> None:
    """The first badge after a trouble is said: what was said of the printer is not true any more."""
    out = cups.add_queue("rotolo", *BROTHER)
    cups.command("cupsdisable", "rotolo")
    use_roll(corner, "rotolo")
    (who,) = corner.welcome("Khadija")
    corner.run.print_guest(who)
    corner.settle()
    cups.command("cupsenable", "rotolo")
    corner.run.print_waiting()
    corner.settle()
    wait_for_job(out)
    assert corner.printed[-1].startswith("Mandata alla stampante «rotolo»")


def test_another_printer_chosen(corner: Corner, cups: Cups) -> None:
    """What was said of a printer is taken back when another one is chosen, and once."""
    cups.add_queue("rotolo", *BROTHER)
    cups.command("cupsdisable", "rotolo")
    use_roll(corner, "rotolo")
    taken_back: list[str] = []
    corner.run.unsaid.connect(taken_back.append)
    (who,) = corner.welcome("Khadija")
    corner.run.print_guest(who)
    corner.settle()
    printer = corner.panel.printer
    printer.setCurrentIndex(printer.findData(""))
    printer.activated.emit(printer.currentIndex())
    printer.printer_chosen.emit("")
    corner.settle()
    assert taken_back == [corner.said[-1][0]]


def test_out_of_paper(corner: Corner, cups: Cups) -> None:
    """Without paper the badge waits; with paper again Ctrl+P prints it, whatever the system still believes, and once."""
    out = cups.add_queue("rotolo", *BROTHER)
    (out / "no-paper").touch()
    use_roll(corner, "rotolo")
    (who,) = corner.welcome("Khadija")
    corner.run.print_guest(who)
    corner.settle()
    assert "carta è finita" in corner.said[-1][0]
    assert corner.waiting() == ["Khadija"]
    (out / "no-paper").unlink()
    corner.run.print_waiting()
    corner.settle()
    wait_for_job(out)
    time.sleep(0.3)
    assert len(list(out.glob("*.pdf"))) == 1
    assert corner.waiting() == []


def test_wrong_size(corner: Corner, cups: Cups) -> None:
    """A printer that has no such page prints nothing on a wrong one."""
    out = cups.add_queue("rotolo", *BROTHER)
    use_sheets(corner, "rotolo")
    corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.settle()
    assert "non ha la misura" in corner.said[-1][0]
    assert corner.waiting() == ["Khadija"]
    assert list(out.glob("*.pdf")) == []


def test_job_has_no_name(corner: Corner, cups: Cups) -> None:
    """The job's name, which printers show, tells nobody's name."""
    out = cups.add_queue("rotolo", *BROTHER)
    use_roll(corner, "rotolo")
    (who,) = corner.welcome("Khadija")
    corner.run.print_guest(who)
    corner.settle()
    wait_for_job(out)
    assert [title.read_text(encoding="utf-8") for title in out.glob("*.title")] == ["Facilitatore: 1 etichetta"]


def test_window_is_free(corner: Corner, cups: Cups) -> None:
    """The window goes on while a hundred badges are printed."""
    cups.add_queue("ufficio", A4)
    use_sheets(corner, "ufficio")
    corner.welcome(*["Nina"] * 100)
    beats: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start(5)
    corner.run.print_waiting()
    corner.settle()
    timer.stop()
    assert len(beats) > 10
