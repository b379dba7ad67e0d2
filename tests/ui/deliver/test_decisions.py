"""Promises of what is to be decided: nobody's words are lost, and nobody has to decide tonight."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import edit_note, read_notes
from facilitatore.prepare.actions import edit_group
from facilitatore.prepare.evening import read_groups
from facilitatore.session import Session
from tests.ui.deliver.doing import join, look

pytestmark = pytest.mark.usefixtures("themed_app")


def test_the_texts_to_decide_stand_side_by_side(page, sticks, qtbot: QtBot):
    """After joining, both texts are shown with the note they are of."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    shown = [
        label.text() for card in page.decisions._side_cards for label in card.findChildren(type(page.decisions.what))
    ]
    assert page.decisions.what.text() == "nota 12 · testo · Caregiver"
    assert "Un numero per la notte" in shown
    assert "Qualcuno che risponda di notte" in shown
    assert page.handing_over.undecided.isVisible()


def test_what_is_to_decide_is_seen_as_soon_as_it_is_known(page, sticks, qtbot: QtBot):
    """Wherever the page was scrolled to when it was joined, and when it was put off: the focus never lies out of sight."""
    page.resize(700, 400)
    look(page, qtbot, sticks)
    for act in (lambda: join(page, qtbot), page.decisions.put_off.emit):
        page.stick_card.first_button.setFocus()
        act()
        qtbot.waitUntil(lambda: not page.decisions.title.visibleRegion().isEmpty(), timeout=3000)
        assert page.decisions.keep_buttons[0].hasFocus()


@pytest.mark.parametrize(("key", "kept"), [("1", "Un numero per la notte"), ("2", "Qualcuno che risponda di notte")])
def test_a_digit_decides(page, bridge, sticks, qtbot: QtBot, key, kept):
    """1 keeps the first text and 2 the second; then nothing is left to decide."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key(ord(key)))
    assert read_notes(bridge.session)[0].text == kept
    assert bridge.session.conflicts() == []
    assert page.decisions.nothing.isVisible()
    assert not page.handing_over.undecided.isVisible()


def test_a_text_can_be_written_from_both(page, bridge, sticks, qtbot: QtBot):
    """I opens both texts in one field, and Ctrl+Enter saves what was made of them."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_I)
    assert page.decisions.words.hasFocus()
    assert page.decisions.words.toPlainText() == "Un numero per la notte\nQualcuno che risponda di notte"
    page.decisions.words.setPlainText("Di notte, un numero a cui si risponda")
    qtbot.keyClick(page.decisions.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert read_notes(bridge.session)[0].text == "Di notte, un numero a cui si risponda"
    assert bridge.session.conflicts() == []


def test_an_empty_text_cannot_be_saved(page, bridge, sticks, qtbot: QtBot):
    """Writing together never empties a note; Esc leaves everything undecided."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_I)
    page.decisions.words.setPlainText("  ")
    assert not page.decisions.save_button.isEnabled()
    qtbot.keyClick(page.decisions.words, Qt.Key.Key_Escape)
    assert not page.decisions.together.isVisible()
    assert len(bridge.session.conflicts()) == 1


def test_later_shows_the_next_one_and_comes_back(page, bridge, sticks, qtbot: QtBot):
    """P puts a decision at the end of the line; it is not lost."""
    group = read_groups(bridge.session)[0].id
    with Session.open(sticks / "gruppo-A.serata") as stick:
        edit_group(stick, group, room="Aula 9")
    edit_group(bridge.session, group, room="Aula 4")
    look(page, qtbot, sticks)
    join(page, qtbot)
    first = page.decisions.what.text()
    qtbot.keyClick(page, Qt.Key.Key_P)
    second = page.decisions.what.text()
    qtbot.keyClick(page, Qt.Key.Key_P)
    assert {first, second} == {"gruppo · aula · Casa della salute", "nota 12 · testo · Caregiver"}
    assert page.decisions.what.text() == first
    assert len(bridge.session.conflicts()) == 2


def test_a_kind_is_chosen_and_not_written(page, bridge, sticks, qtbot: QtBot):
    """Two kinds of one note are shown in words, and no third one can be invented."""
    note = bridge.session.things("note")[0].id
    with Session.open(sticks / "gruppo-A.serata") as stick:
        edit_note(stick, note, kind="issue")
    edit_note(bridge.session, note, kind="proposal")
    look(page, qtbot, sticks / "gruppo-A.serata")
    join(page, qtbot)
    texts = [
        label.text() for card in page.decisions._side_cards for label in card.findChildren(type(page.decisions.what))
    ]
    assert {"criticità", "proposta"} <= set(texts)
    assert not page.decisions.together_button.isEnabled()


def test_what_people_wrote_is_plain_text(page, bridge, sticks, qtbot: QtBot):
    """Markup in a note is shown as it was typed."""
    note = bridge.session.things("note")[0].id
    edit_note(bridge.session, note, text="<b>Forte</b>")
    look(page, qtbot, sticks)
    join(page, qtbot)
    labels = [label for card in page.decisions._side_cards for label in card.findChildren(type(page.decisions.what))]
    assert "<b>Forte</b>" in [label.text() for label in labels]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_decision_can_be_undone(page, bridge, sticks, qtbot: QtBot):
    """What was decided is undecided again after Ctrl+Z, with both texts as they were."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_1)
    assert page.decisions.nothing.isVisible()
    page.changed(bridge.undo())
    assert len(bridge.session.conflicts()) == 1
    assert [card.words.text() for card in page.decisions._side_cards] == [
        "Un numero per la notte",
        "Qualcuno che risponda di notte",
    ]
    qtbot.waitUntil(lambda: not bridge.is_busy, timeout=5000)


def test_each_side_says_who_and_when(page, sticks, qtbot: QtBot):
    """The words of a group's laptop say its letters and its group, with the hour; those of here say so."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    first, second = page.decisions._side_cards
    assert first.who.text().endswith(" · Gruppo B")
    assert first.when.text().startswith("alle ")
    assert second.who.text().startswith("Questo portatile")


def test_three_texts_stand_where_they_have_room(page, bridge, sticks, tmp_path: Path, qtbot: QtBot, later):
    """A third text is shown with the others, in the order they were written; 3 keeps it."""
    note = bridge.session.things("note")[0].id
    third = tmp_path / "terza.serata"
    later()
    with Session.open(sticks / "gruppo-C.serata") as stick:
        edit_note(stick, note, text="Una voce di notte")
    shutil.copy(sticks / "gruppo-C.serata", third)
    look(page, qtbot, sticks, third)
    join(page, qtbot)
    assert [card.words.text() for card in page.decisions._side_cards][2] == "Una voce di notte"
    qtbot.keyClick(page, Qt.Key.Key_3)
    assert read_notes(bridge.session)[0].text == "Una voce di notte"


def test_later_keeps_the_keyboard_here(page, bridge, sticks, qtbot: QtBot):
    """After P the focus is on the next one to decide, not somewhere else in the window."""
    group = read_groups(bridge.session)[0].id
    with Session.open(sticks / "gruppo-A.serata") as stick:
        edit_group(stick, group, room="Aula 9")
    edit_group(bridge.session, group, room="Aula 4")
    look(page, qtbot, sticks)
    join(page, qtbot)
    page.decisions.later_button.setFocus()
    qtbot.keyClick(page.decisions.later_button, Qt.Key.Key_P)
    assert page.decisions.keep_buttons[0].hasFocus()
    assert page.decisions.after.text().startswith("Poi: ")


def test_half_a_text_is_not_lost_with_the_window(page, sticks, qtbot: QtBot):
    """Closing with a text that is not saved is refused once; one that nobody touched holds nobody up."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_I)
    assert page.parting_words() == ""
    qtbot.keyClicks(page.decisions.words, "Di notte")
    assert "non è salvato" in page.parting_words()
    assert page.parting_words() == ""


def test_a_text_written_together_comes_back(page, sticks, qtbot: QtBot):
    """What was being written from two texts is a draft; put back, it stands beside them, and the focus stays away."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    page.decisions.together_button.click()
    assert page.drafts() == {}
    page.decisions.words.setPlainText("Un numero, e qualcuno che risponde")
    drafts = page.drafts()
    page.decisions.together.hide()
    assert page.drafts() == {}
    page.stick_card.first_button.setFocus()
    assert page.take_drafts(drafts) == []
    assert page.decisions.words.toPlainText() == "Un numero, e qualcuno che risponde"
    assert page.decisions.together.isVisible()
    assert page.stick_card.first_button.hasFocus()
    assert page.take_drafts({"together": {"id": "00", "field": "text", "text": "altro"}}) == ["altro"]
