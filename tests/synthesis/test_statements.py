"""Every sentence of a synthesis can be traced back to its notes, each counted once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.capture.model import Note
from facilitatore.capture.notes import add_note, cluster_notes, read_clusters, read_notes, remove_cluster, remove_note
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.evening import find_group
from facilitatore.session import Session
from facilitatore.synthesis.model import Statement
from facilitatore.synthesis.statements import (
    MAX_STATEMENT,
    add_statement,
    backed_statements,
    edit_statement,
    evidence_of,
    link_evidence,
    read_statements,
    remove_statement,
    unlink_evidence,
)


def write(session: Session, key: str, text: str, dots: int = 0) -> str:
    """Write a note and return its id."""
    return add_note(session, group=find_group(session, key).id, text=text, dots=dots).ids[0]


def test_a_statement_has_the_notes_it_was_drawn_from(evening: Session, group: str) -> None:
    """Linked one by one; their dots add up."""
    first, second = write(evening, "A", "Una", 3), write(evening, "A", "Due", 2)
    write(evening, "A", "Altra", 50)
    add_statement(evening, group=group, text=" Serve <b>tempo</b>. ", notes=[first, second])
    backed = backed_statements(evening, group)[0]
    assert backed.statement.text == "Serve <b>tempo</b>."
    assert [note.text for note in backed.evidence.notes] == ["Una", "Due"]
    assert (backed.evidence.groups, backed.evidence.dots) == (1, 5)


def test_a_note_linked_and_in_a_linked_cluster_counts_once(evening: Session, group: str) -> None:
    """Two ways to a note do not make two notes."""
    first, second = write(evening, "A", "Una", 3), write(evening, "A", "Due", 2)
    cluster_notes(evening, [first, second], group=group, name="Nuvola")
    add_statement(evening, group=group, text="Frase", notes=[first, first], clusters=[read_clusters(evening)[0].id] * 2)
    evidence = backed_statements(evening)[0].evidence
    assert (len(evidence.notes), evidence.dots) == (2, 5)


def test_evidence_may_come_from_several_groups(evening: Session, group: str) -> None:
    """What two groups said stands behind one sentence, and the groups are counted."""
    notes = [write(evening, key, f"Nota {key}") for key in "ABBC"]
    add_statement(evening, group=group, text="Frase", notes=notes)
    evidence = backed_statements(evening)[0].evidence
    assert (len(evidence.notes), evidence.groups) == (4, 3)


def test_a_note_put_into_a_linked_cluster_later_counts(evening: Session, group: str) -> None:
    """A cluster stands for the notes that are in it now."""
    cluster_notes(evening, [write(evening, "A", "Una")], group=group, name="Nuvola")
    add_statement(evening, group=group, text="Frase", clusters=[read_clusters(evening)[0].id])
    cluster_notes(evening, [write(evening, "A", "Due")], group=group, name="Nuvola")
    assert len(backed_statements(evening)[0].evidence.notes) == 2


def test_a_removed_note_or_cluster_is_no_evidence(evening: Session, group: str) -> None:
    """Notes outside every cluster do not stand behind a sentence that names a removed one."""
    first, second = write(evening, "A", "Una"), write(evening, "A", "Due")
    cluster_notes(evening, [second], group=group, name="Nuvola")
    cluster = read_clusters(evening)[0].id
    add_statement(evening, group=group, text="Frase", notes=[first], clusters=[cluster])
    remove_note(evening, first)
    remove_cluster(evening, cluster)
    evidence = backed_statements(evening)[0].evidence
    assert (evidence.notes, evidence.groups, evidence.dots) == ((), 0, 0)


def test_linking_twice_is_linking_once(evening: Session, group: str) -> None:
    """The second time nothing is written."""
    note = write(evening, "A", "Una")
    statement = add_statement(evening, group=group, text="Frase").ids[0]
    link_evidence(evening, statement, notes=[note])
    before = evening.fact_count
    link_evidence(evening, statement, notes=[note])
    assert (evening.fact_count, read_statements(evening)[0].notes) == (before, (note,))


def test_what_is_unlinked_no_longer_stands_behind(evening: Session, group: str) -> None:
    """The note stays, the other links too."""
    first, second = write(evening, "A", "Una"), write(evening, "A", "Due")
    statement = add_statement(evening, group=group, text="Frase", notes=[first, second]).ids[0]
    unlink_evidence(evening, statement, [first])
    assert read_statements(evening)[0].notes == (second,)
    assert len(read_notes(evening)) == 2


def test_removing_a_statement_keeps_the_notes(evening: Session, group: str) -> None:
    """And the other statements."""
    note = write(evening, "A", "Una")
    first = add_statement(evening, group=group, text="Prima", notes=[note]).ids[0]
    add_statement(evening, group=group, text="Seconda", notes=[note])
    remove_statement(evening, first)
    assert [(one.text, one.notes) for one in read_statements(evening)] == [("Seconda", (note,))]
    assert len(read_notes(evening)) == 1


def test_statements_stand_in_the_order_they_were_written(evening: Session, group: str) -> None:
    """Of one group or of all."""
    other = find_group(evening, "B").id
    for one, text in ((group, "Prima"), (other, "Altrove"), (group, "Seconda")):
        add_statement(evening, group=one, text=text)
    assert [one.text for one in read_statements(evening, group)] == ["Prima", "Seconda"]
    assert [one.text for one in read_statements(evening)] == ["Prima", "Altrove", "Seconda"]


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "a" * (MAX_STATEMENT + 1)])
def test_a_statement_needs_words_and_not_too_many(evening: Session, group: str, text: str) -> None:
    """Written or edited; nothing changes when refused."""
    statement = add_statement(evening, group=group, text="Frase").ids[0]
    before = evening.fingerprint()
    with pytest.raises(BadValue):
        add_statement(evening, group=group, text=text)
    with pytest.raises(BadValue):
        edit_statement(evening, statement, text=text)
    assert evening.fingerprint() == before


def test_a_statement_removed_meanwhile_cannot_be_edited(evening: Session, group: str) -> None:
    """Nor linked."""
    statement = add_statement(evening, group=group, text="Frase").ids[0]
    remove_statement(evening, statement)
    with pytest.raises(Unknown):
        edit_statement(evening, statement, text="Altra")
    with pytest.raises(Unknown):
        link_evidence(evening, statement, notes=["ff" * 16])


STEPS: dict[str, Callable[[Session, str, str], object]] = {
    "add_statement": lambda s, _one, note: add_statement(
        s, group=find_group(s, "B").id, text="Altra", notes=[note], clusters=["ff" * 16]
    ),
    "edit_statement": lambda s, one, _note: edit_statement(s, one, text="Detta meglio"),
    "remove_statement": lambda s, one, _note: remove_statement(s, one),
    "link_evidence": lambda s, one, _note: link_evidence(s, one, notes=["ee" * 16]),
    "unlink_evidence": lambda s, one, note: unlink_evidence(s, one, [note]),
}


@pytest.mark.parametrize("name", STEPS)
def test_every_step_can_be_taken_back(evening: Session, group: str, name: str) -> None:
    """Undo brings back statement and links exactly as they were."""
    note = write(evening, "A", "Una")
    statement = add_statement(evening, group=group, text="Frase", notes=[note]).ids[0]
    before = read_statements(evening)
    STEPS[name](evening, statement, note)
    assert read_statements(evening) != before
    evening.undo()
    assert read_statements(evening) == before


NOTES = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from(["c1", "c2", None]), st.integers(0, 9)), max_size=8
).map(
    lambda drawn: [
        Note(str(number), key, None, "need", "Nota", cluster, dots, None, "typed")
        for number, (key, cluster, dots) in enumerate(drawn)
    ]
)


@given(NOTES, st.sets(st.integers(0, 7).map(str)), st.sets(st.sampled_from(["c1", "c2"])))
def test_evidence_is_a_set_of_notes(notes: list[Note], linked: set[str], clusters: set[str]) -> None:
    """Whatever is linked, each note behind a sentence is there once, with its dots and its group."""
    evidence = evidence_of(Statement("s", "A", "Frase", (*linked, *linked), (*clusters,)), notes)
    expected = {note.id: note for note in notes if note.id in linked or note.cluster in clusters}
    assert {note.id: note for note in evidence.notes} == expected
    assert len(evidence.notes) == len(expected)
    assert evidence.dots == sum(note.dots for note in expected.values())
    assert evidence.groups == len({note.group for note in expected.values()})
