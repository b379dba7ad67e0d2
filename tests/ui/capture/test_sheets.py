"""Promises of the two kinds of sheet: role play and pair dialogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import read_notes
from facilitatore.capture.sheets import read_pair_dialogues, read_role_plays, save_pair_dialogue
from facilitatore.prepare.templates import create_evening, find_template
from ui.bridge import Bridge
from ui.capture.page import CapturePage
from ui.capture.role_play_desk import PAUSE_MS, RolePlayDesk

Typing = Callable[[str], None]
Pressing = Callable[..., None]
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def role_play(page: CapturePage, press: Pressing) -> RolePlayDesk:
    """Open the role-play form, with the focus in its title."""
    press(Qt.Key.Key_F7)
    return page.role_play


def go_to(desk: RolePlayDesk, name: str) -> QPlainTextEdit:
    """Put the focus into a field."""
    field = desk.fields[name]
    assert isinstance(field, QPlainTextEdit)
    field.setFocus()
    return field


@pytest.mark.usefixtures("role_play")
def test_a_pause_writes_the_sheet_once(bridge: Bridge, qtbot: QtBot, type_text: Typing) -> None:
    """Typing, a pause, typing, a pause: one sheet, with the last words."""
    type_text("Il primo")
    qtbot.waitUntil(lambda: len(read_role_plays(bridge.session)) == 1, timeout=PAUSE_MS * 5)
    type_text(" ingresso")
    qtbot.waitUntil(lambda: read_role_plays(bridge.session)[0].title == "Il primo ingresso", timeout=PAUSE_MS * 5)
    assert len(read_role_plays(bridge.session)) == 1


@pytest.mark.usefixtures("role_play")
def test_leaving_a_field_writes_the_sheet(bridge: Bridge, type_text: Typing, press: Pressing) -> None:
    """Tab to the next field is enough, and the next field writes the same sheet."""
    type_text("Il primo ingresso")
    press(TAB)
    type_text("Un martedì mattina")
    press(TAB)
    sheets = read_role_plays(bridge.session)
    assert [(sheet.title, sheet.scenario) for sheet in sheets] == [("Il primo ingresso", "Un martedì mattina")]


@pytest.mark.usefixtures("role_play")
def test_the_page_left_writes_the_sheet(bridge: Bridge, page: CapturePage, type_text: Typing) -> None:
    """Words that nobody confirmed are on the disk when the page goes out of sight."""
    type_text("Il primo ingresso")
    page.hide()
    assert read_role_plays(bridge.session)[0].title == "Il primo ingresso"


@pytest.mark.usefixtures("bridge")
def test_each_line_of_the_proposals_becomes_a_note_with_its_origin(
    page: CapturePage, role_play: RolePlayDesk, press: Pressing
) -> None:
    """The field left, its lines are notes of the question, and their cards say where they come from."""
    go_to(role_play, "proposals").setPlainText("Un volontario all’ingresso\nCartelli grandi")
    press(Qt.Key.Key_F6)
    cards = page.notes.wall.cards()
    assert [(card.text, card.kind) for card in cards] == [
        ("Un volontario all’ingresso", "proposal"),
        ("Cartelli grandi", "proposal"),
    ]
    assert all(card.source is not None and "gioco di ruolo" in card.source.text() for card in cards)


def test_half_a_proposal_is_no_note(
    bridge: Bridge, role_play: RolePlayDesk, qtbot: QtBot, type_text: Typing, press: Pressing
) -> None:
    """A pause in the middle of a line writes the lines before it, not the half one; leaving it writes it whole."""
    go_to(role_play, "proposals")
    type_text("Cartelli grandi")
    press(ENTER)
    type_text("Un volon")
    qtbot.waitUntil(lambda: len(read_notes(bridge.session)) == 1, timeout=PAUSE_MS * 5)
    type_text("tario")
    press(TAB)
    assert [note.text for note in read_notes(bridge.session)] == ["Cartelli grandi", "Un volontario"]
    assert read_role_plays(bridge.session)[0].proposals == "Cartelli grandi\nUn volontario"


@pytest.mark.usefixtures("page")
def test_a_corrected_proposal_corrects_its_note(bridge: Bridge, role_play: RolePlayDesk, press: Pressing) -> None:
    """A letter put right in a line that was written already leaves one note, not two."""
    field = go_to(role_play, "proposals")
    field.setPlainText("Cartelli grndi all’ingresso\nUn volontario")
    press(TAB)
    go_to(role_play, "proposals").setPlainText("Cartelli grandi all’ingresso\nUn volontario\nUna panchina")
    press(TAB)
    assert [note.text for note in read_notes(bridge.session)] == [
        "Cartelli grandi all’ingresso",
        "Un volontario",
        "Una panchina",
    ]


def test_another_evening_does_not_get_the_words_of_this_one(
    bridge: Bridge, page: CapturePage, role_play: RolePlayDesk, type_text: Typing, tmp_path: Path
) -> None:
    """Words in hand when another evening is opened are not written into it."""
    type_text("Il primo ingresso")
    assert role_play.has_news()
    bridge.adopt(create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1")))
    page.hide()
    assert read_role_plays(bridge.session) == []


def test_alt_n_starts_another_sheet(
    bridge: Bridge, role_play: RolePlayDesk, type_text: Typing, press: Pressing
) -> None:
    """The first sheet is written, the form is empty, and both stand in the list."""
    type_text("Uno")
    press(Qt.Key.Key_N, held=ALT)
    assert role_play.text("title") == ""
    type_text("Due")
    press(TAB)
    assert [sheet.title for sheet in read_role_plays(bridge.session)] == ["Uno", "Due"]
    assert [name for _sheet, name in role_play.names()] == ["Uno", "Due"]


def test_undo_empties_the_form_and_redo_fills_the_list(
    bridge: Bridge, role_play: RolePlayDesk, type_text: Typing, press: Pressing
) -> None:
    """A sheet taken back is not written again by the form that still held it."""
    type_text("Uno")
    press(TAB)
    bridge.undo()
    assert role_play.text("title") == ""
    role_play.settle()
    assert read_role_plays(bridge.session) == []
    bridge.redo()
    assert [name for _sheet, name in role_play.names()] == ["Uno"]


def test_refused_words_stay_in_the_form(bridge: Bridge, role_play: RolePlayDesk, press: Pressing) -> None:
    """A text that cannot be written stays in its field."""
    field = go_to(role_play, "scenario")
    field.setPlainText("a" * 30_000)
    press(TAB)
    assert read_role_plays(bridge.session) == []
    assert len(field.toPlainText()) == 30_000


def test_a_pair_is_typed_and_the_next_can_follow(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """Enter goes from field to field; in the last it writes the sheet and starts the next pair."""
    press(Qt.Key.Key_F8)
    for text in ("Nessuno alza gli occhi", "Essere accolti", "Due sedie all’ingresso"):
        type_text(text)
        press(ENTER)
    sheets = read_pair_dialogues(bridge.session)
    assert [(sheet.number, sheet.heard, sheet.need, sheet.proposal) for sheet in sheets] == [
        (1, "Nessuno alza gli occhi", "Essere accolti", "Due sedie all’ingresso")
    ]
    assert page.pairs.fields["heard"].hasFocus()
    assert page.pairs.fields["heard"].text() == ""
    assert page.pairs.number.value() == 2
    assert {(note.kind, note.text) for note in read_notes(bridge.session)} == {
        ("need", "Essere accolti"),
        ("proposal", "Due sedie all’ingresso"),
    }


def test_a_pair_chosen_from_the_list_is_corrected(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """The list puts a sheet into the form; saved, it is still one sheet."""
    bridge.do(save_pair_dialogue, group=bridge.job.group, heard="Una frase")
    press(Qt.Key.Key_F8)
    page.pairs.sheets.list.setFocus()
    press(Qt.Key.Key_Down, ENTER)
    page.pairs.fields["heard"].end(False)
    type_text(" intera")
    press(ENTER, ENTER, ENTER)
    assert [sheet.heard for sheet in read_pair_dialogues(bridge.session)] == ["Una frase intera"]


def test_canc_in_the_list_removes_the_sheet_and_keeps_its_notes(
    bridge: Bridge, page: CapturePage, press: Pressing
) -> None:
    """The notes drawn from a sheet outlive it."""
    bridge.do(save_pair_dialogue, group=bridge.job.group, heard="Una frase", need="Un bisogno")
    press(Qt.Key.Key_F8)
    page.pairs.sheets.list.setFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert read_pair_dialogues(bridge.session) == []
    assert [note.text for note in read_notes(bridge.session)] == ["Un bisogno"]


@pytest.mark.usefixtures("page")
def test_an_empty_pair_is_not_written(bridge: Bridge, press: Pressing) -> None:
    """Enter through an empty form writes nothing and refuses nothing."""
    refused: list[object] = []
    bridge.refused.connect(refused.append)
    press(Qt.Key.Key_F8)
    press(ENTER, ENTER, ENTER)
    assert read_pair_dialogues(bridge.session) == []
    assert refused == []


def test_a_pair_in_hand_is_written_when_the_window_closes(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """Words that nobody confirmed with Enter are on the disk when the window lets the page go."""
    press(Qt.Key.Key_F8)
    type_text("Nessuno alza gli occhi")
    page.let_go()
    assert [sheet.heard for sheet in read_pair_dialogues(bridge.session)] == ["Nessuno alza gli occhi"]
