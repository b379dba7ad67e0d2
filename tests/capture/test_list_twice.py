"""A list that is read again, edited or not, here or on another laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from facilitatore.capture.list_likeness import alike_lists
from facilitatore.capture.note_list import NoteImport, import_notes
from facilitatore.capture.note_words import import_in_words
from facilitatore.capture.notes import add_note, edit_note, read_clusters, read_notes, remove_cluster, remove_note
from facilitatore.prepare.evening import read_questions
from facilitatore.session import FileKind, Session
from facilitatore.session.building import copy_facts

Take = Callable[..., NoteImport]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Return a function that imports a list with this text into an evening, for group A where it says none."""

    def taking(session: Session, text: str, name: str = "note.csv") -> NoteImport:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return import_notes(session, path, group="A")

    return taking


@pytest.fixture
def laptops(evening: Session, tmp_path: Path) -> Iterator[tuple[Session, Session]]:
    """Open two copies of one evening."""
    with ExitStack() as stack:
        paths = [tmp_path / name / "gruppo-A.serata" for name in ("uno", "due")]
        for path in paths:
            path.parent.mkdir()
            copy_facts(tuple(evening.all_facts()), path)
        one, other = (stack.enter_context(Session.open(path, FileKind.EVENING)) for path in paths)
        yield one, other


def join(one: Session, other: Session) -> None:
    """Give each of two laptops what the other has."""
    one.take_in_facts(other.all_facts())
    other.take_in_facts(one.all_facts())
    assert one.fingerprint() == other.fingerprint()


# -- in one file ------------------------------------------------------------------------------------------------


def test_dots_that_were_counted_since_are_taken(evening: Session, take: Take) -> None:
    """The edited list says seven: the note has seven, it is told, and one undo brings back what was."""
    take(evening, "testo;bollini\nPanchine;0\n")
    done = take(evening, "testo;bollini\nPanchine;7\n")
    assert (done.added, done.changed, done.same, read_notes(evening)[0].dots) == (0, 1, 0, 7)
    assert import_in_words(done, evening) == ["0 note aggiunte, 1 cambiata.", "Riga 2: bollini 0 → 7."]
    evening.undo()
    assert read_notes(evening)[0].dots == 0


def test_cloud_question_and_kind_are_taken(evening: Session, take: Take, group: str) -> None:
    """A note that had none of them gets them, in one step with the cloud that was not there."""
    take(evening, "testo;tipo\nPanchine;bisogno\n")
    done = take(evening, "testo;tipo;nuvola;domanda\nPanchine;proposta;Verde;2\n")
    (note,) = read_notes(evening)
    assert (note.kind, note.question) == ("proposal", read_questions(evening, group)[1].id)
    assert [cloud.id for cloud in read_clusters(evening)] == [note.cluster]
    assert import_in_words(done, evening)[1:] == [
        "Riga 2: tipo bisogno → proposta.",
        "Riga 2: domanda – → 2.",
        "Riga 2: nuvola – → «Verde».",
    ]
    evening.undo()
    assert (read_clusters(evening), read_notes(evening)[0].cluster) == ([], None)


def test_what_somebody_wrote_by_hand_stays_and_is_told(evening: Session, take: Take) -> None:
    """Dots counted in the program are not written over by a list that says otherwise."""
    take(evening, "testo;bollini\nPanchine;0\n")
    edit_note(evening, read_notes(evening)[0].id, dots=5)
    before = evening.fingerprint()
    for text in ("testo;bollini\nPanchine;0\n", "testo;bollini\nPanchine;3\n"):
        done = take(evening, text)
        assert (done.same, done.changed, evening.fingerprint()) == (1, 0, before)
        assert import_in_words(done, evening)[1].startswith("Riga 2: bollini 5 qui, ")


def test_a_cloud_that_was_taken_away_stays_away(evening: Session, take: Take) -> None:
    """The list that brought it does not bring it back, but says so."""
    text = "testo;nuvola\nPanchine;Verde\n"
    take(evening, text)
    remove_cluster(evening, read_clusters(evening)[0].id)
    done = take(evening, text)
    assert (read_clusters(evening), read_notes(evening)[0].cluster) == ([], None)
    assert import_in_words(done, evening)[1] == "Riga 2: nuvola – qui, «Verde» nell’elenco: resta com’è qui."


def test_a_cell_that_says_nothing_changes_nothing(evening: Session, take: Take) -> None:
    """An empty cell, and a column that is not there, leave the note as it is."""
    take(evening, "testo;bollini;nuvola;tipo\nPanchine;4;Verde;risorsa\n")
    before = evening.fingerprint()
    take(evening, "testo;bollini;nuvola;tipo\nPanchine;;;\n")
    take(evening, "testo\nPanchine\n")
    assert evening.fingerprint() == before


def test_a_typed_note_takes_what_it_lacked(evening: Session, take: Take, group: str) -> None:
    """A note typed before the list gets its dots and its paper's number from it."""
    add_note(evening, group=group, text="Panchine")
    take(evening, "testo;bollini;numero\nPanchine;4;A-01\n")
    assert [(note.dots, note.number) for note in read_notes(evening)] == [(4, "A-01")]


def test_a_paper_whose_words_were_corrected_is_the_same_note(evening: Session, take: Take) -> None:
    """Its number says so; the new words are taken, and told."""
    take(evening, "testo;numero\nPanchne;A-01\nBus;A-02\n")
    done = take(evening, "testo;numero\nPanchine;A-01\nBus;A-02\n")
    assert [note.text for note in read_notes(evening)] == ["Panchine", "Bus"]
    assert import_in_words(done, evening)[1] == "Riga 2: testo «Panchne» → «Panchine»."


def test_a_paper_is_known_however_its_number_is_written(evening: Session, take: Take) -> None:
    """Small or capital, with the sign that the window writes before a plain number or without."""
    take(evening, "testo;numero\nUna;b-01\nDue;#12\n")
    assert take(evening, "testo;numero\nUna;B-01\nDue;12\n").added == 0
    assert [note.number for note in read_notes(evening)] == ["B-01", "12"]


def test_papers_numbered_anew_for_each_question_are_others(evening: Session, take: Take) -> None:
    """Number 1 of the second question is not number 1 of the first, in one list or in two."""
    take(evening, "domanda;testo;numero\n1;Una;1\n2;Due;1\n")
    take(evening, "domanda;testo;numero\n2;Tre;2\n1;Quattro;2\n")
    assert [note.text for note in read_notes(evening)] == ["Una", "Due", "Tre", "Quattro"]


def test_a_paper_that_stands_twice_in_a_list_is_two_notes(evening: Session, take: Take) -> None:
    """Two people wrote the same number: no words are lost, and read again they are still two."""
    text = "testo;numero\nUna;7\nDue;7\n"
    assert (take(evening, text).added, take(evening, text).added, len(read_notes(evening))) == (2, 0, 2)


def test_an_import_that_was_undone_can_be_made_again(evening: Session, take: Take) -> None:
    """The same notes come back with their clouds, and can be undone once more."""
    text = "testo;nuvola\nPanchine;Verde\nBus;\n"
    take(evening, text)
    evening.undo()
    assert take(evening, text).added == 2
    assert [(note.text, bool(note.cluster)) for note in read_notes(evening)] == [("Panchine", True), ("Bus", False)]
    evening.undo()
    assert (read_notes(evening), read_clusters(evening)) == ([], [])


def test_a_note_that_was_removed_comes_back_with_its_list(evening: Session, take: Take) -> None:
    """Alone: the others are there."""
    take(evening, "testo\nPanchine\nBus\n")
    remove_note(evening, read_notes(evening)[0].id)
    done = take(evening, "testo\nPanchine\nBus\n")
    assert (done.added, done.same, len(read_notes(evening))) == (1, 1, 2)


def test_a_point_that_nobody_decided_is_left_open(laptops: tuple[Session, Session], take: Take) -> None:
    """A list is no decision."""
    one, other = laptops
    take(one, "testo;bollini\nPanchine;0\n")
    join(one, other)
    for laptop, dots in ((one, 3), (other, 4)):
        edit_note(laptop, read_notes(laptop)[0].id, dots=dots)
    join(one, other)
    take(one, "testo;bollini\nPanchine;9\n")
    assert [set(conflict.values) for conflict in one.conflicts()] == [{3, 4}]


# -- on two laptops ---------------------------------------------------------------------------------------------

LIST = "testo;bollini;nuvola\nPanchine;0;Verde\nPiù ascolto;2;\nPiù ascolto;0;\n"


def test_one_list_on_two_laptops_is_there_once(laptops: tuple[Session, Session], take: Take) -> None:
    """Notes and clouds, whatever the file is called; nothing is to be decided."""
    one, other = laptops
    take(one, LIST)
    take(other, LIST, "note (1).csv")
    join(one, other)
    assert [note.text for note in read_notes(one)] == ["Panchine", "Più ascolto", "Più ascolto"]
    assert (len(read_clusters(one)), one.conflicts(), alike_lists(one)) == (1, [], [])


def test_dots_counted_on_one_laptop_are_no_conflict(laptops: tuple[Session, Session], take: Take) -> None:
    """The other laptop said nothing of its own: it only read the same list."""
    one, other = laptops
    take(one, LIST)
    take(other, LIST)
    edit_note(one, read_notes(one)[0].id, dots=7)
    join(one, other)
    assert (read_notes(other)[0].dots, other.conflicts()) == (7, [])


def test_dots_counted_on_both_laptops_are_a_conflict(laptops: tuple[Session, Session], take: Take) -> None:
    """Like any other: both are kept, somebody decides."""
    one, other = laptops
    for laptop, dots in ((one, 7), (other, 8)):
        take(laptop, LIST)
        edit_note(laptop, read_notes(laptop)[0].id, dots=dots)
    join(one, other)
    assert [(conflict.field, set(conflict.values)) for conflict in one.conflicts()] == [("dots", {7, 8})]


def test_a_paper_copied_on_two_laptops_is_one_note(laptops: tuple[Session, Session], take: Take) -> None:
    """Two lists, one number: what they say differently is to be decided, the rest is there once."""
    one, other = laptops
    take(one, "testo;numero;bollini\nPanchine;A-01;3\nBus;A-02;1\n")
    take(other, "testo;numero;bollini\nBus;A-02;1\nPanchine;A-01;4\n")
    join(one, other)
    assert sorted(note.text for note in read_notes(one)) == ["Bus", "Panchine"]
    assert [(conflict.field, set(conflict.values)) for conflict in one.conflicts()] == [("dots", {3, 4})]


def test_the_same_words_in_two_lists_are_two_voices(laptops: tuple[Session, Session], take: Take) -> None:
    """Two tables may have said one thing."""
    one, other = laptops
    take(one, "testo\nPanchine\nBus\nMedico\n", "tavolo-1.csv")
    take(other, "testo\nAlberi\nPanchine\nCoro\nFontane\n", "tavolo-2.csv")
    join(one, other)
    assert [note.text for note in read_notes(one)].count("Panchine") == 2
    assert alike_lists(one) == []


def test_a_list_that_was_edited_in_between_is_said_to_look_alike(laptops: tuple[Session, Session], take: Take) -> None:
    """Its notes are there twice after the join; in one file they were found by their words."""
    one, other = laptops
    take(one, "testo\nPanchine\nBus\nMedico\n", "prima.csv")
    take(other, "testo\nPanchine\nBus\nMedici\n", "dopo.csv")
    join(one, other)
    (alike,) = alike_lists(one)
    assert {alike.first, alike.second} == {"prima.csv", "dopo.csv"}
    assert (alike.notes, alike.group) == (2, "A")
    assert take(one, "testo\nPanchine\nBus\nMedico\n", "prima.csv").added == 0


def test_an_import_undone_here_takes_nothing_from_who_meant_it(laptops: tuple[Session, Session], take: Take) -> None:
    """The other laptop's notes stay."""
    one, other = laptops
    take(one, LIST)
    take(other, LIST)
    one.undo()
    join(one, other)
    assert len(read_notes(one)) == 3


@pytest.mark.parametrize("reads", ["one", "other", "both"])
def test_the_group_is_said_by_the_name_of_its_file(
    laptops: tuple[Session, Session], tmp_path: Path, reads: str
) -> None:
    """A group's file is that group's, and a list needs no column for it."""
    path = tmp_path / "note.csv"
    path.write_text("testo\nPanchine\n", encoding="utf-8")
    for name, session in zip(("one", "other"), laptops, strict=True):
        if reads in (name, "both"):
            import_notes(session, path)
    join(*laptops)
    assert len(read_notes(laptops[0])) == 1
