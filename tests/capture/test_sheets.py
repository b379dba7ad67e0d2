"""Sheets of role plays and pair dialogues: their lines become notes, once."""

from __future__ import annotations

import pytest

from facilitatore.capture.notes import MAX_NOTE, edit_note, read_notes, remove_note
from facilitatore.capture.sheets import (
    read_pair_dialogues,
    read_role_plays,
    remove_sheet,
    save_pair_dialogue,
    save_role_play,
)
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.evening import read_questions
from facilitatore.session import Session


def notes_of(session: Session) -> list[tuple[str, str]]:
    """Return kind and words of all notes."""
    return [(note.kind, note.text) for note in read_notes(session)]


def test_a_role_play_keeps_its_texts(evening: Session, group: str) -> None:
    """Scene, characters, observations and the passes of the debrief, cleaned and otherwise as written."""
    question = read_questions(evening, group)[2].id
    save_role_play(
        evening, group=group, question=question, title="Lo sportello", feelings="Fretta\u202e", facts="<b>Coda</b>"
    )
    sheet = read_role_plays(evening, group)[0]
    assert (sheet.question, sheet.title, sheet.feelings, sheet.facts) == (
        question,
        "Lo sportello",
        "Fretta",
        "<b>Coda</b>",
    )


def test_each_line_of_the_proposals_becomes_a_note(evening: Session, group: str) -> None:
    """A proposal each, with the sheet as its origin and the sheet's question; bullets and empty lines go."""
    question = read_questions(evening, group)[2].id
    change = save_role_play(
        evening, group=group, question=question, title="T", proposals="- Un cartello\n\n• Una sedia\nUn cartello"
    )
    found = read_notes(evening)
    assert notes_of(evening) == [("proposal", "Un cartello"), ("proposal", "Una sedia")]
    assert {(note.origin, note.question) for note in found} == {(f"role_play:{change.ids[0]}", question)}


def test_saving_a_sheet_again_adds_no_note(evening: Session, group: str) -> None:
    """Saved at every pause, the notes are still those."""
    sheet = save_role_play(evening, group=group, proposals="Una\nDue").ids[0]
    before = evening.fact_count
    for _ in range(3):
        save_role_play(evening, sheet, group=group, proposals="Una\nDue")
    assert (evening.fact_count, len(read_role_plays(evening))) == (before, 1)


def test_a_new_line_adds_its_note_alone(evening: Session, group: str) -> None:
    """The lines that were there give nothing again, wherever the new one is."""
    sheet = save_role_play(evening, group=group, proposals="Una\nDue").ids[0]
    save_role_play(evening, sheet, group=group, proposals="Zero\nUna\nDue")
    assert [text for _, text in notes_of(evening)] == ["Una", "Due", "Zero"]


def test_a_line_taken_away_leaves_its_note(evening: Session, group: str) -> None:
    """What was said stays said."""
    sheet = save_role_play(evening, group=group, proposals="Una\nDue").ids[0]
    save_role_play(evening, sheet, group=group, proposals="Due")
    assert len(read_notes(evening)) == 2


def test_a_note_taken_away_does_not_come_back(evening: Session, group: str) -> None:
    """Saving the sheet again, with another text changed, does not write a removed note again."""
    sheet = save_role_play(evening, group=group, proposals="Una\nDue").ids[0]
    remove_note(evening, read_notes(evening)[0].id)
    save_role_play(evening, sheet, group=group, title="Nuovo titolo", proposals="Una\nDue")
    assert [text for _, text in notes_of(evening)] == ["Due"]


def test_a_note_reworded_is_not_doubled(evening: Session, group: str) -> None:
    """A note from a sheet can be put in better words, and the sheet saved again."""
    sheet = save_role_play(evening, group=group, proposals="Una").ids[0]
    edit_note(evening, read_notes(evening)[0].id, text="Una, detta meglio")
    save_role_play(evening, sheet, group=group, proposals="Una", lessons="Ascoltare")
    assert [text for _, text in notes_of(evening)] == ["Una, detta meglio"]


def test_a_line_put_back_does_not_double_its_note(evening: Session, group: str) -> None:
    """Taken away and written again, it is the note that is there."""
    sheet = save_role_play(evening, group=group, proposals="Una\nDue").ids[0]
    save_role_play(evening, sheet, group=group, proposals="Due")
    save_role_play(evening, sheet, group=group, proposals="Due\nUna")
    assert len(read_notes(evening)) == 2


def test_only_the_texts_given_change(evening: Session, group: str) -> None:
    """A page may save one field."""
    sheet = save_role_play(evening, group=group, title="T", scenario="S", proposals="Una").ids[0]
    save_role_play(evening, sheet, group=group, title="Nuovo")
    found = read_role_plays(evening)[0]
    assert (found.title, found.scenario, found.proposals, len(read_notes(evening))) == ("Nuovo", "S", "Una", 1)


def test_a_sheet_moves_to_another_question(evening: Session, group: str) -> None:
    """Saved with another question it belongs to that one; without one it keeps its own."""
    first, second = (question.id for question in read_questions(evening, group)[:2])
    role_play = save_role_play(evening, group=group, question=first, title="T").ids[0]
    pair = save_pair_dialogue(evening, group=group, question=first, heard="H").ids[0]
    save_role_play(evening, role_play, group=group, question=second, title="T")
    save_pair_dialogue(evening, pair, group=group, question=second, heard="H")
    save_role_play(evening, role_play, group=group, title="Altro")
    assert [sheet.question for sheet in (*read_role_plays(evening), *read_pair_dialogues(evening))] == [second, second]


def test_sheet_and_notes_are_one_step(evening: Session, group: str) -> None:
    """Undo takes back both."""
    save_role_play(evening, group=group, proposals="Una\nDue")
    evening.undo()
    assert (read_role_plays(evening), read_notes(evening)) == ([], [])


@pytest.mark.parametrize("length", [4 * MAX_NOTE + 1, MAX_NOTE + 1])
def test_a_text_too_long_is_refused_whole(evening: Session, group: str, length: int) -> None:
    """Neither sheet nor notes are written: also one line of proposals is bounded like a note."""
    with pytest.raises(BadValue):
        save_role_play(evening, group=group, title="T", proposals="a" * length)
    assert (read_role_plays(evening), read_notes(evening)) == ([], [])


def test_a_pair_brings_needs_and_proposals(evening: Session, group: str) -> None:
    """Each line of them is a note; the sentence heard stays on the sheet."""
    change = save_pair_dialogue(evening, group=group, heard="Mi sento solo", need="Un amico", proposal="Bocce\nCarte")
    assert notes_of(evening) == [("need", "Un amico"), ("proposal", "Bocce"), ("proposal", "Carte")]
    assert {note.origin for note in read_notes(evening)} == {f"pair_dialogue:{change.ids[0]}"}
    assert read_pair_dialogues(evening)[0].heard == "Mi sento solo"


def test_pairs_are_numbered_in_their_group(evening: Session, group: str) -> None:
    """The next free number, unless one is said; read in order of number."""
    save_pair_dialogue(evening, group=group, heard="Prima")
    save_pair_dialogue(evening, group=group, number=7, heard="Settima")
    save_pair_dialogue(evening, group=group, heard="Ottava")
    save_pair_dialogue(evening, group=group, number=3, heard="Terza")
    assert [(sheet.number, sheet.heard) for sheet in read_pair_dialogues(evening, group)] == [
        (1, "Prima"),
        (3, "Terza"),
        (7, "Settima"),
        (8, "Ottava"),
    ]


def test_saving_a_pair_again_adds_no_note(evening: Session, group: str) -> None:
    """Only new lines do."""
    sheet = save_pair_dialogue(evening, group=group, need="Un amico").ids[0]
    save_pair_dialogue(evening, sheet, group=group, need="Un amico", proposal="Bocce")
    save_pair_dialogue(evening, sheet, group=group, need="Un amico", proposal="Bocce")
    assert notes_of(evening) == [("need", "Un amico"), ("proposal", "Bocce")]
    assert [sheet.number for sheet in read_pair_dialogues(evening)] == [1]


def test_an_empty_pair_is_refused(evening: Session, group: str) -> None:
    """A sheet of spaces is no sheet."""
    with pytest.raises(BadValue):
        save_pair_dialogue(evening, group=group, heard=" \n", need="\u200b")
    assert read_pair_dialogues(evening) == []


def test_removing_a_sheet_keeps_its_notes(evening: Session, group: str) -> None:
    """What was drawn from it stands by itself."""
    sheet = save_pair_dialogue(evening, group=group, need="Un amico").ids[0]
    remove_sheet(evening, sheet)
    assert (read_pair_dialogues(evening), len(read_notes(evening))) == ([], 1)


def test_a_sheet_that_is_not_there_cannot_be_saved(evening: Session, group: str) -> None:
    """Somebody removed it meanwhile; nothing is written."""
    with pytest.raises(Unknown):
        save_role_play(evening, "ff" * 16, group=group, proposals="Una")
    assert read_notes(evening) == []
