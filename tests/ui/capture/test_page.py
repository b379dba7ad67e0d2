"""Promises of the page of the notes, kept with the keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.capture.model import Note
from facilitatore.capture.note_list import import_notes
from facilitatore.capture.notes import add_note, cluster_notes, edit_note, read_clusters, read_notes, remove_note
from facilitatore.prepare.evening import read_questions
from facilitatore.resources import resource_path
from facilitatore.session import Session, edit
from facilitatore.session.joining.merge import join_into
from ui.bridge import Bridge
from ui.capture.cloud_column import SHOWN_AT_ONCE, CloudColumn
from ui.capture.page import CapturePage
from ui.jobs import Job

Typing = Callable[[str], None]
Pressing = Callable[..., None]
ENTER, ESC, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def notes(bridge: Bridge) -> list[Note]:
    """Return the notes of the laptop's group."""
    return read_notes(bridge.session, bridge.job.group)


def columns(page: CapturePage) -> list[tuple[str, str]]:
    """Return the headings of the columns, from the left, with what stands under them."""
    found = [column for column in page.notes.wall.findChildren(CloudColumn) if column.isVisible()]
    return [column.head_text() for column in sorted(found, key=lambda one: one.mapTo(page, one.rect().topLeft()).x())]


@pytest.fixture
def written(bridge: Bridge, page: CapturePage) -> list[str]:
    """Three notes in the first question, not in any cloud; returns their ids."""
    for text in ("Un numero di notte", "Due ore la settimana", "Moduli scritti chiari"):
        bridge.do(add_note, group=bridge.job.group, question=page.place.question, text=text)
    QApplication.processEvents()
    return [note.id for note in notes(bridge)]


def test_a_note_is_typed_and_the_next_can_follow(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """Words and Enter: the note is in the file with group and question, the field is empty and has the focus."""
    type_text("Perché così lontano?")
    press(ENTER)
    type_text("È un’altra")
    press(ENTER)
    question = read_questions(bridge.session, bridge.job.group)[0].id
    assert [(note.text, note.question) for note in notes(bridge)] == [
        ("Perché così lontano?", question),
        ("È un’altra", question),
    ]
    assert page.notes.entry.field.text() == ""
    assert page.notes.entry.field.hasFocus()


@pytest.mark.usefixtures("page")
def test_an_empty_line_is_no_note(bridge: Bridge, press: Pressing) -> None:
    """Enter on nothing adds nothing and says nothing."""
    refused: list[object] = []
    bridge.refused.connect(refused.append)
    press(ENTER)
    assert notes(bridge) == []
    assert refused == []


def test_refused_words_stay_in_the_field(bridge: Bridge, page: CapturePage, press: Pressing) -> None:
    """A note that cannot be written stays where it was typed."""
    page.notes.entry.field.setText("a" * 6000)
    press(ENTER)
    assert notes(bridge) == []
    assert len(page.notes.entry.field.text()) == 6000


def test_pasted_lines_are_all_there(bridge: Bridge, page: CapturePage, press: Pressing) -> None:
    """Fifty lines are one note with its fifty lines, and it is said; one undo takes it away."""
    said: list[str] = []
    page.said.connect(lambda text, _kind: said.append(text))
    lines = [f"• nota numero {number}" for number in range(1, 51)]
    QApplication.clipboard().setText("\r\n".join(lines) + "\n")
    page.notes.entry.field.paste()
    press(ENTER)
    assert [note.text.split("\n") for note in notes(bridge)] == [lines]
    assert said == ["50 righe incollate, in una nota sola: Ctrl+Z la toglie."]
    bridge.undo()
    assert notes(bridge) == []


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_pasted_words_do_not_stick_together(bridge: Bridge, page: CapturePage, press: Pressing, sign: str) -> None:
    """Whatever parts lines elsewhere parts them here, also when the note is corrected afterwards."""
    QApplication.clipboard().setText(f"Panchine{sign}ombra")
    page.notes.entry.field.paste()
    press(ENTER)
    assert [note.text for note in notes(bridge)] == ["Panchine\nombra"]
    page.notes.wall.card(notes(bridge)[0].id).setFocus()
    press(ENTER)
    page.notes.entry.field.end(False)
    page.notes.entry.field.insert("!")
    press(ENTER)
    assert [note.text for note in notes(bridge)] == ["Panchine\nombra!"]


@pytest.mark.usefixtures("page")
def test_the_number_of_the_paper_is_typed_before_the_words(bridge: Bridge, type_text: Typing, press: Pressing) -> None:
    """Number and words on one line give the note its number."""
    type_text("B2-039 Un taxi la notte")
    press(ENTER)
    assert [(note.number, note.text) for note in notes(bridge)] == [("B2-039", "Un taxi la notte")]


def test_a_paper_copied_twice_is_said(bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing) -> None:
    """The second note with the same number is kept, and somebody is told."""
    said: list[str] = []
    page.said.connect(lambda text, _kind: said.append(text))
    for text in ("#12 Un taxi", "#12 Un autobus"):
        type_text(text)
        press(ENTER)
    assert len(notes(bridge)) == 2
    assert len(said) == 1
    assert "12" in said[0]


def test_alt_and_a_figure_choose_the_kind_until_changed(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """Alt+4 makes this note and the next a proposal."""
    press(Qt.Key.Key_4, held=ALT)
    for text in ("uno", "due"):
        type_text(text)
        press(ENTER)
    assert [note.kind for note in notes(bridge)] == ["proposal", "proposal"]
    assert "proposta" in page.notes.entry.kind_button.text()


def test_ctrl_down_goes_to_the_next_question(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """The heading shows the next question and new notes go there; words being typed stay in the field."""
    type_text("a metà")
    press(DOWN, held=CTRL)
    second = read_questions(bridge.session, bridge.job.group)[1]
    assert page.head.heading.text() == second.text
    press(ENTER)
    assert [(note.text, note.question) for note in notes(bridge)] == [("a metà", second.id)]


def test_alt_page_up_goes_back(bridge: Bridge, page: CapturePage, press: Pressing) -> None:
    """Alt+PagGiù and Alt+PagSu do the same as Ctrl with the arrows; before the first question nothing happens."""
    press(Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, held=ALT)
    assert page.head.heading.text() == read_questions(bridge.session, bridge.job.group)[0].text


def test_a_note_is_corrected_in_the_field_and_the_waiting_words_come_back(
    bridge: Bridge, page: CapturePage, written: list[str], type_text: Typing, press: Pressing
) -> None:
    """Enter on a card opens its words, Enter saves them; what was being typed before is there again."""
    type_text("ancora da finire")
    press(DOWN, ENTER)
    assert page.notes.entry.field.text() == "Moduli scritti chiari"
    type_text("!")
    press(ENTER)
    assert notes(bridge)[2].text == "Moduli scritti chiari!"
    assert page.notes.entry.field.text() == "ancora da finire"
    assert page.notes.wall.focused_note() == written[2]


@pytest.mark.usefixtures("written")
def test_esc_leaves_a_note_as_it_was(bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing) -> None:
    """Esc while correcting changes nothing."""
    press(DOWN, ENTER)
    type_text(" anzi no")
    press(ESC)
    assert notes(bridge)[2].text == "Moduli scritti chiari"
    assert page.notes.entry.field.text() == ""


def test_going_on_to_another_note_saves_the_correction(
    bridge: Bridge, page: CapturePage, written: list[str], type_text: Typing, press: Pressing
) -> None:
    """A card opened while another note is being corrected does not throw the correction away."""
    press(DOWN, ENTER)
    type_text("!")
    page.notes.wall.opened.emit(written[0])
    assert notes(bridge)[2].text == "Moduli scritti chiari!"
    assert page.notes.entry.field.text() == "Un numero di notte"


def test_correcting_keeps_line_breaks(bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing) -> None:
    """A note of two lines, from a list, keeps both when a word is added."""
    bridge.do(add_note, group=bridge.job.group, question=page.place.question, text="uno\ndue")
    press(DOWN, ENTER)
    type_text("!")
    press(ENTER)
    assert notes(bridge)[0].text == "uno\ndue!"


def test_canc_removes_and_undo_brings_back(
    bridge: Bridge, page: CapturePage, written: list[str], press: Pressing
) -> None:
    """The note under the focus goes, the focus goes to its neighbour, and the message names the way back."""
    said: list[str] = []
    page.said.connect(lambda text, _kind: said.append(text))
    press(DOWN, Qt.Key.Key_Delete)
    assert [note.id for note in notes(bridge)] == written[:2]
    assert page.notes.wall.focused_note() == written[1]
    assert "Ctrl+Z" in said[0]
    bridge.undo()
    assert page.notes.wall.card(written[2]) is not None


@pytest.mark.usefixtures("page", "written")
def test_plus_and_minus_change_the_dots(bridge: Bridge, press: Pressing) -> None:
    """+ and − count the dots of the note under the focus, never below none."""
    press(DOWN, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus)
    assert notes(bridge)[2].dots == 1
    press(Qt.Key.Key_Minus, Qt.Key.Key_Minus)
    assert notes(bridge)[2].dots == 0


def test_m_puts_the_note_into_a_new_cloud(
    bridge: Bridge, page: CapturePage, written: list[str], type_text: Typing, press: Pressing
) -> None:
    """M asks for a name; Enter makes the cloud, and its column stands before those outside."""
    press(DOWN, Qt.Key.Key_M)
    type_text("Parole chiare")
    press(ENTER)
    assert [cluster.name for cluster in read_clusters(bridge.session)] == ["Parole chiare"]
    assert columns(page) == [("1 · Parole chiare", "1 nota"), ("Fuori nuvola", "2 note")]
    assert page.notes.wall.focused_note() == written[2]


@pytest.mark.usefixtures("written")
def test_several_notes_chosen_go_together(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """Space, or Shift with an arrow, marks; Ctrl+G gathers all that are marked."""
    press(DOWN, Qt.Key.Key_Space)
    press(UP)
    press(UP, held=SHIFT)
    press(Qt.Key.Key_G, held=CTRL)
    type_text("Tutte")
    press(ENTER)
    cluster = read_clusters(bridge.session)[0].id
    assert [note.cluster for note in notes(bridge)] == [cluster] * 3
    assert page.notes.wall.chosen_notes() == [page.notes.wall.focused_note()]


def test_a_figure_puts_the_note_into_that_cloud(
    bridge: Bridge, page: CapturePage, written: list[str], press: Pressing
) -> None:
    """1 puts the note into the first cloud and the focus stays outside for the next; 0 takes it out again."""
    bridge.do(cluster_notes, [written[0]], group=bridge.job.group, question=page.place.question, name="Notti")
    press(DOWN, Qt.Key.Key_1)
    cluster = read_clusters(bridge.session)[0].id
    assert [note.cluster for note in notes(bridge)] == [cluster, None, cluster]
    assert page.notes.wall.focused_note() == written[1]
    press(Qt.Key.Key_Left, Qt.Key.Key_0)
    assert [note.cluster for note in notes(bridge)] == [None, None, cluster]


def test_names_of_clouds_are_completed(
    bridge: Bridge, page: CapturePage, written: list[str], qtbot: QtBot, press: Pressing
) -> None:
    """The first letters of a cloud that exists are enough."""
    bridge.do(cluster_notes, [written[0]], group=bridge.job.group, question=page.place.question, name="Notti e urgenze")
    press(DOWN, Qt.Key.Key_M)
    qtbot.keyClicks(page.notes.cloud.field, "not")
    press(ENTER)
    assert [cluster.name for cluster in read_clusters(bridge.session)] == ["Notti e urgenze"]
    assert notes(bridge)[2].cluster == notes(bridge)[0].cluster


def test_a_cloud_is_renamed_and_removed(
    bridge: Bridge, page: CapturePage, written: list[str], type_text: Typing, press: Pressing
) -> None:
    """F2 on one of its notes changes the name; removed, its notes are outside."""
    bridge.do(cluster_notes, [written[0]], group=bridge.job.group, question=page.place.question, name="Notti")
    press(DOWN, Qt.Key.Key_Left, Qt.Key.Key_F2)
    type_text("Notti e urgenze")
    press(ENTER)
    assert columns(page)[0][0] == "1 · Notti e urgenze"
    page.notes.wall.cloud_removal_requested.emit(read_clusters(bridge.session)[0].id)
    assert columns(page) == [("Fuori nuvola", "3 note")]


def test_ctrl_f_finds_without_minding_accents(
    bridge: Bridge, page: CapturePage, written: list[str], type_text: Typing, press: Pressing
) -> None:
    """The search leaves the cards that hold all the words, however they are accented; Esc shows all again."""
    bridge.do(edit_note, written[0], text="Perché solo di notte")
    press(Qt.Key.Key_F, held=CTRL)
    type_text("notte PERCHE")
    assert [card.note_id for card in page.notes.wall.cards()] == [written[0]]
    press(ESC)
    assert len(page.notes.wall.cards()) == 3
    assert page.notes.entry.field.hasFocus()


@pytest.mark.usefixtures("bridge")
def test_cards_are_reused_when_a_note_is_added(
    page: CapturePage, written: list[str], type_text: Typing, press: Pressing
) -> None:
    """The cards on the wall stay the same widgets."""
    before = [page.notes.wall.card(note) for note in written]
    type_text("Un’altra")
    press(ENTER)
    assert [page.notes.wall.card(note) for note in written] == before


def test_ctrl_z_in_the_empty_field_is_left_to_the_window(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """After a note was typed, Ctrl+Z in the empty field takes the note back, not a letter."""
    from PySide6.QtGui import QKeySequence, QShortcut

    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page)
    undo.activated.connect(bridge.undo)
    type_text("Sbagliata")
    press(ENTER)
    press(Qt.Key.Key_Z, held=CTRL)
    assert notes(bridge) == []
    assert page.notes.wall.cards() == []


def test_two_versions_are_marked_and_saving_decides(
    bridge: Bridge, page: CapturePage, written: list[str], tmp_path: Path, press: Pressing
) -> None:
    """After joining, the card tells the other words; opening the note and saving it settles the matter."""
    other = tmp_path / "altro.serata"
    shutil.copy(bridge.session.path, other)
    with Session.open(other) as theirs:
        edit_note(theirs, written[2], text="Moduli in parole semplici")
    bridge.do(edit_note, written[2], text="Moduli brevi")
    join_into(bridge.session, [other])
    page.changed(None)
    card = page.notes.wall.card(written[2])
    assert card is not None
    assert card.warning is not None
    assert {card.text, card.warning.text().split("«")[1].rstrip("»")} == {"Moduli brevi", "Moduli in parole semplici"}
    shown = card.text
    press(DOWN, ENTER, ENTER)
    assert bridge.session.conflicts() == []
    assert notes(bridge)[2].text == shown
    assert card.warning.isHidden()


def test_a_note_removed_and_written_again_is_marked(
    bridge: Bridge, page: CapturePage, written: list[str], tmp_path: Path, press: Pressing
) -> None:
    """Somebody removed it, somebody else wrote on it: the card says so, until it is saved."""
    other = tmp_path / "altro.serata"
    shutil.copy(bridge.session.path, other)
    with Session.open(other) as theirs:
        edit_note(theirs, written[2], text="Moduli in parole semplici")
    bridge.do(remove_note, written[2])
    join_into(bridge.session, [other])
    page.changed(None)
    card = page.notes.wall.card(written[2])
    assert card is not None
    assert card.warning is not None
    assert "tolta" in card.warning.text()
    press(DOWN, ENTER, ENTER)
    thing = bridge.session.get(written[2])
    assert thing is not None
    assert not thing.revived


def test_the_cabina_chooses_the_group(bridge: Bridge, page: CapturePage, press: Pressing) -> None:
    """A laptop that belongs to no group is asked for one; a group's own laptop is not."""
    assert not page.head.group.isVisible()
    bridge.set_job(Job())
    assert page.head.group.isVisible()
    page.head.group.setFocus()
    press(DOWN)
    assert page.place.group == page.head.group.itemData(1)


def test_notes_without_a_question_have_a_place(bridge: Bridge, page: CapturePage, press: Pressing) -> None:
    """What a list brought without a question is found after the last one."""
    bridge.do(add_note, group=bridge.job.group, text="Senza domanda")
    for _ in read_questions(bridge.session, bridge.job.group):
        press(DOWN, held=CTRL)
    assert page.head.heading.text() == "Note senza domanda"
    assert [card.text for card in page.notes.wall.cards()] == ["Senza domanda"]


def test_a_long_column_shows_its_newest_notes(bridge: Bridge, page: CapturePage) -> None:
    """Of hundreds of notes the newest are shown at once, and the heading counts them all."""
    with bridge.session as session:
        for number in range(SHOWN_AT_ONCE + 5):
            add_note(session, group=bridge.job.group, question=page.place.question, text=f"Nota {number}")
        page.changed(None)
        cards = page.notes.wall.cards()
        assert len(cards) == SHOWN_AT_ONCE
        assert cards[-1].text == f"Nota {SHOWN_AT_ONCE + 4}"
        assert columns(page) == [("Fuori nuvola", f"{SHOWN_AT_ONCE + 5} note")]


def test_the_sample_list_is_shown_cloud_by_cloud(bridge: Bridge, page: CapturePage) -> None:
    """Every note of the question stands on exactly one card."""
    import_notes(bridge.session, resource_path("sample", "notes-A.csv"))
    page.changed(None)
    shown = sorted(card.note_id for card in page.notes.wall.cards())
    wanted = [note.id for note in notes(bridge) if note.question == page.place.question]
    assert shown == sorted(wanted)


def test_foreign_words_are_plain_text(bridge: Bridge, page: CapturePage) -> None:
    """Markup in a note is shown as it was written."""
    bridge.do(add_note, group=bridge.job.group, question=page.place.question, text="<b>no</b>")
    card = page.notes.wall.cards()[0]
    assert card.words.textFormat() == Qt.TextFormat.PlainText
    assert card.words.text() == "<b>no</b>"


def test_a_note_of_a_later_kind_is_corrected_and_stays_what_it_is(
    bridge: Bridge, page: CapturePage, written: list[str], type_text: Typing, press: Pressing
) -> None:
    """Its card shows its own word; correcting its text does not make another kind of it."""
    bridge.session.record("edit_note", edit(bridge.session.get(written[2]), kind="sorpresa"))
    page.changed(None)
    press(DOWN, ENTER)
    assert page.notes.entry.kind_button.text() == "sorpresa (che questa versione non conosce)"
    type_text("!")
    press(ENTER)
    assert (notes(bridge)[2].kind, notes(bridge)[2].text) == ("sorpresa", "Moduli scritti chiari!")
    assert page.notes.entry.kind == "need"
