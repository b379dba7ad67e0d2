"""Promises of two clouds that came to have one name: a group sees one, on every laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.capture.notes import (
    add_note,
    cluster_notes,
    read_clusters,
    read_notes,
    remove_cluster,
    rename_cluster,
)
from facilitatore.session import Session
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_files
from facilitatore.synthesis.statements import add_statement, backed_statements, read_statements, unlink_evidence


@pytest.fixture
def joined(evening: Session, group: str, tmp_path: Path) -> Session:
    """A cloud «Casa» renamed «Abitare» here, while there it was taken away and «Abitare» made anew; joined."""
    for text in ("Affitti", "Ascensori"):
        add_note(evening, group=group, text=text)
    first, second = (note.id for note in read_notes(evening))
    cluster_notes(evening, [first, second], group=group, name="Casa")
    there = tmp_path / "di-la.serata"
    copy_facts(evening.all_facts(), there)
    (casa,) = read_clusters(evening)
    rename_cluster(evening, casa.id, name="Abitare")
    with Session.open(there) as other:
        remove_cluster(other, casa.id)
        cluster_notes(other, [second], group=group, name="abitare")
    target = tmp_path / "unita.serata"
    evening.close()
    join_files([evening.path, there], target)
    with Session.open(target) as session:
        yield session


def test_clouds_of_one_name_are_one(joined: Session) -> None:
    """There is one cloud, and the note that either laptop put into it is in it."""
    (cloud,) = read_clusters(joined)
    assert cloud.name == "Abitare"
    assert [note.text for note in read_notes(joined) if note.cluster == cloud.id] == ["Ascensori"]


def test_it_is_renamed_and_taken_away_whole(joined: Session) -> None:
    """A new name is the name of all of it; taken away, no cloud is left, and undo brings one back."""
    (cloud,) = read_clusters(joined)
    rename_cluster(joined, cloud.id, name="Case")
    assert [one.name for one in read_clusters(joined)] == ["Case"]
    remove_cluster(joined, cloud.id)
    assert (read_clusters(joined), [note.cluster for note in read_notes(joined)]) == ([], [None, None])
    joined.undo()
    assert [one.name for one in read_clusters(joined)] == ["Case"]


def test_a_name_that_is_there_joins_two_clouds(evening: Session, group: str) -> None:
    """On one laptop too: a cloud renamed as another one is that one, and undo parts them again."""
    for text, name in (("Affitti", "Casa"), ("Orari", "Autobus")):
        add_note(evening, group=group, text=text)
        cluster_notes(evening, [read_notes(evening)[-1].id], group=group, name=name)
    first, second = read_clusters(evening)
    rename_cluster(evening, second.id, name="casa")
    assert [note.cluster for note in read_notes(evening)] == [first.id, first.id]
    evening.undo()
    assert [one.name for one in read_clusters(evening)] == ["Casa", "Autobus"]


def test_a_sentence_linked_to_either_has_all_the_notes(joined: Session, group: str) -> None:
    """A link to the cloud of one laptop is a link to the cloud they are, and can be taken off."""
    (cloud,) = read_clusters(joined)
    younger = next(thing.id for thing in joined.things("cluster") if thing.id != cloud.id)
    add_statement(joined, group=group, text="Serve casa.", clusters=[younger])
    (backed,) = backed_statements(joined, group)
    assert [note.text for note in backed.evidence.notes] == ["Ascensori"]
    unlink_evidence(joined, backed.statement.id, backed.statement.clusters)
    assert read_statements(joined)[0].clusters == ()
