"""Promises of the page of the synthesis, kept with the keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from facilitatore.capture.notes import add_note, cluster_notes, read_clusters, read_notes
from facilitatore.prepare.evening import read_groups
from facilitatore.session import Session
from facilitatore.session.joining.merge import join_into
from facilitatore.synthesis.statements import (
    add_statement,
    backed_statements,
    edit_statement,
    link_evidence,
    read_statements,
)
from ui.bridge import Bridge
from ui.jobs import Job
from ui.synthesis.page import SynthesisPage
from ui.synthesis.statement_card import StatementCard
from ui.widgets import NoteCard

Typing = Callable[[str], None]
Pressing = Callable[..., None]
ENTER, ESC, DOWN, UP, SPACE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Space,
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def texts(bridge: Bridge) -> list[str]:
    """Return the sentences of the laptop's group."""
    return [statement.text for statement in read_statements(bridge.session, bridge.job.group)]


def cards(page: SynthesisPage) -> list[StatementCard]:
    """Return the cards of the sentences, from above."""
    return [widget for widget in page.statements.widgets() if isinstance(widget, StatementCard)]


def behind(page: SynthesisPage) -> list[str]:
    """Return the ids of the notes shown behind the chosen sentence."""
    return [card.note_id for card in page.side.evidence.column.widgets() if isinstance(card, NoteCard)]


def figures(page: SynthesisPage) -> dict[str, str]:
    """Return the figures by their names."""
    return {name.text(): figure.text() for name, figure in page.side.figures.rows}


@pytest.fixture
def gathered(page: SynthesisPage, bridge: Bridge) -> list[str]:
    """Two notes in a cloud, one outside, one of another group; returns their ids."""
    assert page.isVisible()
    own, other = bridge.job.group, read_groups(bridge.session)[1].id
    for text, group, dots in (
        ("Di notte", own, 3),
        ("Di giorno", own, 0),
        ("Perché mai", own, 1),
        ("Altrove", other, 4),
    ):
        bridge.do(add_note, group=group, text=text, dots=dots)
    ids = [note.id for note in read_notes(bridge.session)]
    bridge.do(cluster_notes, ids[:2], group=own, name="Notti e urgenze")
    return ids


@pytest.fixture
def sentence(bridge: Bridge, gathered: list[str]) -> str:
    """One sentence without notes; returns its id."""
    assert gathered
    bridge.do(add_statement, group=bridge.job.group, text="Serve qualcuno la notte.")
    QApplication.processEvents()
    return read_statements(bridge.session)[0].id


def test_a_sentence_is_typed_and_the_next_can_follow(
    bridge: Bridge, page: SynthesisPage, type_text: Typing, press: Pressing
) -> None:
    """Words and Enter: the sentence is in the file, numbered, and the empty field has the focus."""
    type_text("È la notte che manca.")
    press(ENTER)
    type_text("Poi il riposo.")
    press(ENTER)
    assert texts(bridge) == ["È la notte che manca.", "Poi il riposo."]
    assert [(card.number.text(), card.words.text()) for card in cards(page)] == [
        ("1", "È la notte che manca."),
        ("2", "Poi il riposo."),
    ]
    assert page.entry.field.toPlainText() == ""
    assert page.entry.field.hasFocus()


def test_refused_words_stay_in_the_field(bridge: Bridge, page: SynthesisPage, press: Pressing) -> None:
    """A sentence that cannot be written stays where it was typed."""
    page.entry.field.setPlainText("a" * 6000)
    press(ENTER)
    assert texts(bridge) == []
    assert len(page.entry.field.toPlainText()) == 6000


@pytest.mark.usefixtures("sentence")
def test_enter_corrects_the_sentence(bridge: Bridge, page: SynthesisPage, type_text: Typing, press: Pressing) -> None:
    """Enter on a sentence opens it, Enter saves it and goes back to it; the words that waited are there again."""
    type_text("a metà")
    press(DOWN, ENTER)
    type_text(" Sempre.")
    press(ENTER)
    assert texts(bridge) == ["Serve qualcuno la notte. Sempre."]
    assert page.entry.field.toPlainText() == "a metà"
    assert cards(page)[0].hasFocus()


@pytest.mark.usefixtures("sentence")
def test_esc_leaves_the_sentence_as_it_was(
    bridge: Bridge, page: SynthesisPage, type_text: Typing, press: Pressing
) -> None:
    """Esc while correcting changes nothing."""
    press(DOWN, ENTER)
    type_text(" anzi no")
    press(ESC)
    assert texts(bridge) == ["Serve qualcuno la notte."]
    assert page.entry.field.toPlainText() == ""


def test_canc_removes_and_undo_brings_back(bridge: Bridge, page: SynthesisPage, sentence: str, press: Pressing) -> None:
    """The sentence goes, the message names the way back, and undo shows it again."""
    said: list[str] = []
    page.said.connect(lambda text, _kind: said.append(text))
    press(DOWN, Qt.Key.Key_Delete)
    assert texts(bridge) == []
    assert page.entry.field.hasFocus()
    assert "Ctrl+Z" in said[0]
    bridge.undo()
    assert [card.statement for card in cards(page)] == [sentence]


@pytest.mark.usefixtures("sentence")
def test_a_sentence_without_notes_says_so(page: SynthesisPage) -> None:
    """It is marked as the editors' own, in words, and offers to link notes."""
    card = cards(page)[0]
    assert card.evidence.text() == "redazione · nessuna nota collegata"
    assert card.link.isVisible()


@pytest.mark.usefixtures("sentence")
def test_l_and_space_link_notes_and_a_cloud(
    bridge: Bridge, page: SynthesisPage, gathered: list[str], press: Pressing
) -> None:
    """L shows the list; Space ticks the cloud and a note of another group; the evidence is counted at once."""
    press(DOWN, Qt.Key.Key_L, SPACE)
    press(Qt.Key.Key_End, SPACE)
    statement = read_statements(bridge.session)[0]
    assert statement.clusters == (read_clusters(bridge.session)[0].id,)
    assert statement.notes == (gathered[3],)
    assert cards(page)[0].evidence.text() == "3 note di 2 gruppi · 7 bollini"
    assert not cards(page)[0].link.isVisible()


@pytest.mark.usefixtures("sentence")
def test_space_again_unlinks_and_the_row_stays_in_hand(bridge: Bridge, page: SynthesisPage, press: Pressing) -> None:
    """A second Space takes the link away, without moving in the list."""
    press(DOWN, Qt.Key.Key_L, DOWN, SPACE)
    assert len(backed_statements(bridge.session)[0].evidence.notes) == 1
    row = page.side.links.list.current_row()
    press(SPACE)
    assert backed_statements(bridge.session)[0].evidence.notes == ()
    assert row is not None
    assert page.side.links.list.current_row() == row.__class__(row.what, row.id, row.text, row.detail, row.kind)


@pytest.mark.usefixtures("sentence")
def test_a_note_that_comes_with_its_cloud_is_not_linked_twice(
    bridge: Bridge, page: SynthesisPage, press: Pressing
) -> None:
    """Its row is ticked with the cloud's, and Space on it explains."""
    said: list[str] = []
    page.said.connect(lambda text, _kind: said.append(text))
    press(DOWN, Qt.Key.Key_L, SPACE, DOWN, SPACE)
    assert read_statements(bridge.session)[0].notes == ()
    assert "nuvola" in said[0]


@pytest.mark.usefixtures("sentence")
def test_the_list_is_searched(page: SynthesisPage, type_text: Typing, press: Pressing) -> None:
    """Words, with or without accents, leave the notes that hold them, with the heads they stand under."""
    press(DOWN, Qt.Key.Key_L)
    press(Qt.Key.Key_F, held=CTRL)
    type_text("perche")
    assert [row.text for row in page.side.links.list.rows.rows if row.what == "note"] == ["Perché mai"]


@pytest.mark.usefixtures("sentence")
def test_the_name_of_a_cloud_finds_its_notes(page: SynthesisPage, type_text: Typing, press: Pressing) -> None:
    """Searching the cloud shows it with all its notes."""
    press(DOWN, Qt.Key.Key_L)
    press(Qt.Key.Key_F, held=CTRL)
    type_text("urgenze")
    rows = [(row.what, row.text) for row in page.side.links.list.rows.rows if row.what != "head"]
    assert rows == [("cluster", "Notti e urgenze"), ("note", "Di notte"), ("note", "Di giorno")]


@pytest.mark.usefixtures("sentence")
def test_esc_goes_back_to_the_sentence(page: SynthesisPage, press: Pressing) -> None:
    """Esc leaves the list, from the list and from its search."""
    press(DOWN, Qt.Key.Key_L, ESC)
    assert cards(page)[0].hasFocus()
    assert not page.side.is_linking
    press(Qt.Key.Key_L, UP, ESC)
    assert cards(page)[0].hasFocus()


def test_the_notes_behind_the_chosen_sentence_are_shown(
    bridge: Bridge, page: SynthesisPage, gathered: list[str], sentence: str, press: Pressing
) -> None:
    """Moving to another sentence shows its notes, those with more dots first; other groups' are labelled."""
    bridge.do(link_evidence, sentence, notes=[gathered[0], gathered[3]])
    bridge.do(add_statement, group=bridge.job.group, text="Altro", notes=[gathered[2]])
    press(DOWN)
    column = page.side.evidence.column
    assert behind(page) == [gathered[3], gathered[0]]
    assert "B" in column.widgets()[0].accessibleName().split(", ")
    assert page.side.evidence.heading.text() == "Le note dietro la frase 1"
    press(DOWN)
    assert behind(page) == [gathered[2]]
    assert page.side.evidence.heading.text() == "Le note dietro la frase 2"


def test_canc_on_a_note_behind_unlinks_it(
    bridge: Bridge, page: SynthesisPage, gathered: list[str], sentence: str, press: Pressing
) -> None:
    """The link goes; the note stays."""
    bridge.do(link_evidence, sentence, notes=[gathered[2]])
    QApplication.processEvents()
    page.side.evidence.column.widgets()[0].setFocus()
    press(Qt.Key.Key_Delete)
    assert read_statements(bridge.session)[0].notes == ()
    assert gathered[2] in [note.id for note in read_notes(bridge.session)]


@pytest.mark.usefixtures("gathered")
def test_the_figures_count_the_unused_notes(bridge: Bridge, page: SynthesisPage, sentence: str) -> None:
    """Notes, dots and what the synthesis leaves out are told."""
    bridge.do(link_evidence, sentence, clusters=[read_clusters(bridge.session)[0].id])
    told = figures(page)
    assert (told["Note"], told["Bollini"], told["Note non usate nella sintesi"]) == ("3", "4", "1")


def test_a_statement_of_two_versions_is_marked(
    bridge: Bridge, page: SynthesisPage, sentence: str, tmp_path: Path
) -> None:
    """After joining, the card tells the other words too."""
    other = tmp_path / "altro.serata"
    shutil.copy(bridge.session.path, other)
    with Session.open(other) as theirs:
        edit_statement(theirs, sentence, text="La loro.")
    bridge.do(edit_statement, sentence, text="La nostra.")
    join_into(bridge.session, [other])
    page.changed(None)
    card = cards(page)[0]
    assert {card.words.text(), card.warning.text().split("«")[1].rstrip("»")} == {"La loro.", "La nostra."}


@pytest.mark.usefixtures("sentence")
def test_the_cabina_chooses_the_group(bridge: Bridge, page: SynthesisPage, press: Pressing) -> None:
    """A laptop that belongs to no group is asked for one, and sees that group's sentences."""
    assert not page.group.isVisible()
    bridge.set_job(Job())
    assert page.group.isVisible()
    page.group.setFocus()
    press(DOWN)
    assert cards(page) == []


@pytest.mark.usefixtures("page", "qtbot")
def test_shift_enter_breaks_the_line(bridge: Bridge, type_text: Typing, press: Pressing) -> None:
    """A sentence may have two lines."""
    type_text("uno")
    press(ENTER, held=SHIFT)
    type_text("due")
    press(ENTER)
    assert texts(bridge) == ["uno\ndue"]
