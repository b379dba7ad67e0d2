"""Notes, their kinds, dots and clusters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from facilitatore.capture import notes
from facilitatore.capture.model import KIND_WORDS, NOTE_KINDS
from facilitatore.capture.notes import (
    MAX_DOTS,
    MAX_LINE,
    MAX_NOTE,
    add_note,
    cluster_notes,
    edit_note,
    read_clusters,
    read_notes,
    remove_cluster,
    remove_note,
    rename_cluster,
)
from facilitatore.errors import BadValue, Problem, Unknown
from facilitatore.prepare.evening import find_group, read_questions
from facilitatore.session import Session, edit

MARKUP = ["<b>Grassetto</b><script>alert(1)</script>", "=cmd|' /C calc'!A0", "{{ 7*7 }} #set $x$ \\input", "a'; DROP--"]


def write(session: Session, *texts: str) -> list[str]:
    """Write notes in group A and return their ids."""
    group = find_group(session, "A").id
    return [add_note(session, group=group, text=text).ids[0] for text in texts]


def test_a_note_keeps_all_that_is_said_of_it(evening: Session, group: str) -> None:
    """Group, question, kind, words, dots and the number on paper; after opening the file again as well."""
    question = read_questions(evening, group)[1].id
    add_note(evening, group=group, question=question, kind="proposta", text="Un bus", dots=3, number=" A-07 ")
    evening.close()
    with Session.open(evening.path) as again:
        note = read_notes(again)[0]
    assert (note.group, note.question, note.kind, note.text) == (group, question, "proposal", "Un bus")
    assert (note.dots, note.number, note.cluster, note.origin) == (3, "A-07", None, "typed")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *zip(KIND_WORDS.values(), NOTE_KINDS, strict=True),
        *zip(NOTE_KINDS, NOTE_KINDS, strict=True),
        ("CRITICITÀ", "issue"),
        ("criticita", "issue"),
        ("Criticita'", "issue"),
        ("  Bisogno ", "need"),
    ],
)
def test_a_kind_may_be_said_in_italian(evening: Session, group: str, word: str, kind: str) -> None:
    """As facilitators say it, capital or not, with the accent or without."""
    add_note(evening, group=group, text="Nota", kind=word)
    assert read_notes(evening)[0].kind == kind


def test_an_unknown_kind_names_the_italian_words(evening: Session, group: str) -> None:
    """Whoever mistypes is shown the words."""
    with pytest.raises(Unknown) as caught:
        add_note(evening, group=group, text="Nota", kind="lamentela")
    assert caught.value.known == tuple(KIND_WORDS.values())


@pytest.mark.parametrize("dots", [-1, MAX_DOTS + 1, 1.5, True, "3"])
def test_dots_that_cannot_be_are_refused(evening: Session, group: str, dots: object) -> None:
    """A number from 0 to 9,999, whole."""
    with pytest.raises(BadValue):
        add_note(evening, group=group, text="Nota", dots=dots)
    assert read_notes(evening) == []


@pytest.mark.parametrize("dots", [0, MAX_DOTS])
def test_dots_at_the_limits_are_kept(evening: Session, group: str, dots: int) -> None:
    """None, and as many as a room can give."""
    add_note(evening, group=group, text="Nota", dots=dots)
    assert read_notes(evening)[0].dots == dots


@pytest.mark.parametrize("length", [MAX_NOTE + 1, 1_000_000])
def test_a_note_too_long_is_refused_not_cut(evening: Session, group: str, length: int) -> None:
    """No word gets lost in silence."""
    before = evening.fingerprint()
    with pytest.raises(BadValue) as caught:
        add_note(evening, group=group, text="a" * length)
    assert (caught.value.value, evening.fingerprint()) == (str(length), before)


def test_the_longest_note_is_kept_whole(evening: Session) -> None:
    """Five thousand letters, not one less."""
    write(evening, "è" * MAX_NOTE)
    assert read_notes(evening)[0].text == "è" * MAX_NOTE


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u202e", "\x00\x1b"])
def test_a_note_without_words_is_refused(evening: Session, group: str, text: str) -> None:
    """Spaces, direction marks and control characters are no words."""
    with pytest.raises(BadValue):
        add_note(evening, group=group, text=text)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_and_formulas_are_kept_as_text(evening: Session, text: str) -> None:
    """What is written is what is read: nothing is interpreted and nothing taken away."""
    write(evening, text)
    assert read_notes(evening)[0].text == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("prima\r\nseconda\rterza", "prima\nseconda\nterza"),
        ("\u202eerotteller\u202c", "erotteller"),
        ("cam\u200bpo\ufeff", "campo"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("  spazi in coda  \n fine ", "spazi in coda\n fine"),
        ("e\u0300", "è"),
        ("mezza \ud800 coppia", "mezza  coppia"),
        ("👩\u200d⚕️ می\u200cخواهم", "👩\u200d⚕️ می\u200cخواهم"),
    ],
)
def test_what_no_reader_sees_is_cleaned(evening: Session, typed: str, kept: str) -> None:
    """Control and direction characters go, line breaks stay; joiners, which Persian and emoji need, stay too."""
    write(evening, typed)
    assert read_notes(evening)[0].text == kept


def test_notes_are_read_in_the_order_they_were_written(evening: Session) -> None:
    """Also those written within one millisecond."""
    texts = [f"Nota {number}" for number in range(30)]
    write(evening, *texts)
    assert [note.text for note in read_notes(evening)] == texts


def test_notes_are_read_by_group_and_by_question(evening: Session, group: str) -> None:
    """A page shows its own."""
    question = read_questions(evening, group)[0].id
    add_note(evening, group=group, question=question, text="Con domanda")
    add_note(evening, group=group, text="Senza")
    add_note(evening, group=find_group(evening, "B").id, text="Altrove")
    assert [note.text for note in read_notes(evening, group)] == ["Con domanda", "Senza"]
    assert [note.text for note in read_notes(evening, group, question)] == ["Con domanda"]


def test_an_edited_note_is_cleaned_and_checked_like_a_new_one(evening: Session) -> None:
    """Words, kind, dots and number."""
    note = write(evening, "Nota")[0]
    edit_note(evening, note, text=" \u202eNuova ", kind="risorsa", dots=2, number="\n12 ")
    found = read_notes(evening)[0]
    assert (found.text, found.kind, found.dots, found.number) == ("Nuova", "resource", 2, "12")


@pytest.mark.parametrize(
    "fields", [{"text": ""}, {"text": "a" * 5001}, {"kind": "x"}, {"dots": -1}, {"number": "1" * (MAX_LINE + 1)}]
)
def test_an_edit_that_cannot_be_changes_nothing(evening: Session, fields: dict[str, object]) -> None:
    """The note stays as it was, and there is no step to undo for it."""
    note = write(evening, "Nota")[0]
    before = read_notes(evening)
    with pytest.raises(Problem):
        edit_note(evening, note, **fields)
    assert (read_notes(evening), evening.undo_action) == (before, "add_note")


def test_a_number_can_be_taken_away(evening: Session, group: str) -> None:
    """An empty number is none."""
    note = add_note(evening, group=group, text="Nota", number="7").ids[0]
    edit_note(evening, note, number=" ")
    assert read_notes(evening)[0].number is None


STEPS: dict[str, Callable[[Session, str], object]] = {
    "edit_note": lambda session, note: edit_note(session, note, text="Altra"),
    "remove_note": remove_note,
    "cluster_notes": lambda session, note: cluster_notes(session, [note], group=find_group(session, "A").id, name="N"),
}


@pytest.mark.parametrize("name", STEPS)
def test_every_step_can_be_taken_back(evening: Session, name: str) -> None:
    """Undo brings back exactly what was there."""
    note = write(evening, "Nota")[0]
    before = read_notes(evening), read_clusters(evening)
    STEPS[name](evening, note)
    assert (read_notes(evening), read_clusters(evening)) != before
    evening.undo()
    assert (read_notes(evening), read_clusters(evening)) == before


def test_a_note_removed_meanwhile_cannot_be_edited(evening: Session) -> None:
    """It is said that it is not there any more."""
    note = write(evening, "Nota")[0]
    remove_note(evening, note)
    with pytest.raises(Unknown):
        edit_note(evening, note, text="Altra")


def test_clustering_makes_the_cluster_once(evening: Session, group: str) -> None:
    """A name written again, small or capital, is the same cloud."""
    first, second = write(evening, "Una", "Due")
    cluster_notes(evening, [first], group=group, name="Sportelli")
    cluster_notes(evening, [second], group=group, name="  SPORTELLI ")
    clusters = read_clusters(evening)
    assert [one.name for one in clusters] == ["Sportelli"]
    assert {note.cluster for note in read_notes(evening)} == {clusters[0].id}


def test_clusters_of_two_groups_with_one_name_are_two(evening: Session, group: str) -> None:
    """A cloud belongs to its group."""
    other = find_group(evening, "B").id
    cluster_notes(evening, write(evening, "Una"), group=group, name="Sportelli")
    cluster_notes(evening, [add_note(evening, group=other, text="Due").ids[0]], group=other, name="Sportelli")
    assert [one.group for one in read_clusters(evening)] == [group, other]


def test_an_empty_name_takes_notes_out_of_their_cluster(evening: Session, group: str) -> None:
    """The cloud stays, without them."""
    ids = write(evening, "Una", "Due")
    cluster_notes(evening, ids, group=group, name="Sportelli")
    cluster_notes(evening, ids[:1], group=group, name=" ")
    assert [note.cluster is None for note in read_notes(evening)] == [True, False]


def test_removing_a_cluster_keeps_its_notes(evening: Session, group: str) -> None:
    """They are outside every cloud, in one step that can be taken back."""
    ids = write(evening, "Una", "Due", "Tre")
    cluster_notes(evening, ids[:2], group=group, name="Sportelli")
    before = read_notes(evening)
    remove_cluster(evening, read_clusters(evening)[0].id)
    assert [(note.text, note.cluster) for note in read_notes(evening)] == [("Una", None), ("Due", None), ("Tre", None)]
    assert read_clusters(evening) == []
    evening.undo()
    assert (read_notes(evening), len(read_clusters(evening))) == (before, 1)


def test_a_cluster_can_be_renamed(evening: Session, group: str) -> None:
    """Its notes follow, because they point at it."""
    cluster_notes(evening, write(evening, "Una"), group=group, name="Sportelli")
    rename_cluster(evening, read_clusters(evening)[0].id, name=" Una <i>porta</i> sola ")
    cluster = read_clusters(evening)[0]
    assert (cluster.name, read_notes(evening)[0].cluster) == ("Una <i>porta</i> sola", cluster.id)


@pytest.mark.parametrize("name", ["", " ", "n" * (MAX_LINE + 1)])
def test_a_cluster_needs_a_name_of_one_line(evening: Session, group: str, name: str) -> None:
    """None, or one too long, is refused."""
    cluster_notes(evening, write(evening, "Una"), group=group, name="Sportelli")
    with pytest.raises(BadValue):
        rename_cluster(evening, read_clusters(evening)[0].id, name=name)


def test_deciding_a_conflict_is_one_step(evening: Session, group: str) -> None:
    """`decide` writes the chosen value as any other."""
    note = write(evening, "Una")[0]
    notes.decide(evening, note, "text", "Una e due")
    assert read_notes(evening)[0].text == "Una e due"


def test_a_foreign_note_full_of_nonsense_can_be_read(evening: Session) -> None:
    """A list for a text, a text for a number, each reads as its default; an unknown kind stays itself."""
    write(evening, "Nota")
    thing = evening.things("note")[0]
    evening.record("nonsense", edit(thing, text=["x"], dots="molti", kind="urlo", number=7, origin=None))
    note = read_notes(evening)[0]
    assert (note.text, note.dots, note.kind, note.number, note.origin) == ("", 0, "urlo", None, "typed")
