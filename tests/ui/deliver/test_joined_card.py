"""Promises of the last join: it can be taken back whole, also after a restart, and told on paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facilitatore.capture.note_list import import_notes
from facilitatore.capture.notes import add_note, read_notes
from facilitatore.prepare.evening import read_groups
from facilitatore.session import Session
from tests.ui.deliver.doing import join, look, row, wait_for_work
from ui.deliver.page import DeliverPage

pytestmark = pytest.mark.usefixtures("themed_app")


def test_nothing_is_offered_before_a_join(page):
    """With nothing joined there is nothing to take back."""
    assert not page.joined_card.isVisible()


def test_a_join_stays_visible(page, sticks, qtbot: QtBot):
    """After a join it is said what was done, with how to take it back and how to print it."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    assert page.joined_card.isVisible()
    assert page.joined_card.what.text().startswith("4 file · ")
    assert page.joined_card.back_button.isVisible()
    assert page.joined_card.report_button.isVisible()


def test_lists_that_look_alike_are_shown(page, bridge, sticks, tmp_path: Path, qtbot: QtBot):
    """A list that two laptops read, edited in between: which two, and how many notes are there twice."""
    for name, words in (("prima.csv", "Medico"), ("dopo.csv", "Medici")):
        (tmp_path / name).write_text(f"testo\nPanchine\nBus\n{words}\n", encoding="utf-8")
    import_notes(bridge.session, tmp_path / "prima.csv", group="A")
    with Session.open(sticks / "gruppo-A.serata") as stick:
        import_notes(stick, tmp_path / "dopo.csv")
    look(page, qtbot, sticks)
    join(page, qtbot)
    assert page.joined_card.alike.isVisible()
    assert "si assomigliano (gruppo A): 2 note uguali" in page.joined_card.alike.text()


def test_t_says_first_what_goes_and_what_stays(page, bridge, sticks, qtbot: QtBot):
    """The first T changes nothing: it says what would go; Esc leaves everything."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    joined = bridge.session.fingerprint()
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert page.joined_card.stays.isVisible()
    assert "Se ne vanno" in page.joined_card.stays.text()
    qtbot.keyClick(page.joined_card.back_button, Qt.Key.Key_Escape)
    assert not page.joined_card.stays.isVisible()
    assert bridge.session.fingerprint() == joined


@pytest.mark.parametrize("answer", [Qt.Key.Key_T, Qt.Key.Key_Return])
def test_the_second_time_it_is_taken_back(page, bridge, sticks, qtbot: QtBot, answer):
    """T and T again, or Enter: the evening is what it was before, fact for fact, and the files are offered again."""
    before = bridge.session.fingerprint()
    look(page, qtbot, sticks)
    join(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_T)
    qtbot.keyClick(page.joined_card.back_button, answer)
    wait_for_work(page, qtbot)
    assert bridge.session.fingerprint() == before
    assert not page.joined_card.isVisible()
    assert row(page, "gruppo-A.serata").state.text() == "pronto"
    assert page.join_card.join_button.isEnabled()


def test_what_was_written_since_stays(page, bridge, sticks, qtbot: QtBot):
    """A note that was written here after the join is still there when the join is taken back."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    add_note(bridge.session, group=read_groups(bridge.session)[0].id, text="Scritta dopo")
    qtbot.keyClick(page, Qt.Key.Key_T)
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert {note.text for note in read_notes(bridge.session)} == {"Qualcuno che risponda di notte", "Scritta dopo"}


def test_taken_back_and_joined_again(page, bridge, sticks, qtbot: QtBot):
    """Joined, taken back and joined again is the same as joined once."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    joined = bridge.session.fingerprint()
    qtbot.keyClick(page, Qt.Key.Key_T)
    qtbot.keyClick(page, Qt.Key.Key_T)
    wait_for_work(page, qtbot)
    join(page, qtbot)
    assert bridge.session.fingerprint() == joined


def test_it_can_be_taken_back_after_a_restart(page, bridge, sticks, qtbot: QtBot):
    """Somebody who opens the evening the next morning can still take the join back."""
    before = bridge.session.fingerprint()
    look(page, qtbot, sticks)
    join(page, qtbot)
    path = bridge.session.path
    bridge.close_evening()
    bridge.adopt(Session.open(path))
    morning = DeliverPage(bridge)
    qtbot.addWidget(morning)
    morning.show()
    qtbot.keyClick(morning, Qt.Key.Key_T)
    qtbot.keyClick(morning, Qt.Key.Key_T)
    assert bridge.session.fingerprint() == before
    wait_for_work(morning, qtbot)


def test_v_saves_the_report(page, sticks, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """V writes a PDF that names each file, and says where it is; the next one is suggested beside it."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    suggested = []
    monkeypatch.setattr(page.joined_card, "_ask_path", lambda path: suggested.append(path) or tmp_path / "verbale")
    qtbot.keyClick(page, Qt.Key.Key_V)
    wait_for_work(page, qtbot)
    pages = list(pypdfium2.PdfDocument(tmp_path / "verbale.pdf"))
    words = " ".join("\n".join(one.get_textpage().get_text_range() for one in pages).split())
    for name in ("gruppo-A.serata", "gruppo-B.serata", "gruppo-C.serata", "accoglienza.serata"):
        assert name.removesuffix(".serata") in words
    assert page.joined_card.written.where.text() == f"Il verbale è in {tmp_path / 'verbale.pdf'}."
    qtbot.keyClick(page, Qt.Key.Key_V)
    wait_for_work(page, qtbot)
    assert suggested[1].parent == tmp_path


def test_a_report_that_cannot_be_written_is_refused(page, sticks, refused, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """When the place refuses, nothing is said to be there."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(page.joined_card, "_ask_path", lambda _path: tmp_path / "file" / "verbale.pdf")
    qtbot.keyClick(page, Qt.Key.Key_V)
    wait_for_work(page, qtbot)
    assert len(refused) == 1
    assert not page.joined_card.written.isVisible()
