"""Undo and redo put back what was there, and never take away somebody else's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import forge
import pytest

from facilitatore.session import Session, Thing, edit, new, remove
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_into

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Return an open evening with one note."""
    with forge.evening(tmp_path / "x.serata", "prima") as opened:
        yield opened


def note(session: Session) -> Thing:
    """Return the first note."""
    return session.things("note")[0]


def elsewhere(session: Session, tmp_path: Path, text: str | None) -> None:
    """Edit, or remove, the first note on another laptop that has the same file; then join its file."""
    path = tmp_path / "elsewhere.serata"
    copy_facts(session.all_facts(), path)
    with Session.open(path) as other:
        other.record("elsewhere", remove(note(other)) if text is None else edit(note(other), text=text))
    join_into(session, [path])


def test_undo_puts_the_old_value_back(session: Session) -> None:
    """An edit is undone and done again."""
    session.record("edit", edit(note(session), text="dopo"))
    assert session.undo() is not None
    assert note(session).text("text") == "prima"
    assert session.redo() is not None
    assert note(session).text("text") == "dopo"


def test_undo_of_a_birth_hides_the_thing(session: Session) -> None:
    """A new note disappears, comes back with a redo, and again."""
    for _ in range(3):
        session.undo()
        assert session.things("note") == []
        session.redo()
        assert note(session).text("text") == "prima"


def test_undo_of_a_removal_brings_the_thing_back(session: Session) -> None:
    """A removed note comes back as it was; a redo removes it again."""
    session.record("remove", remove(note(session)))
    session.undo()
    assert note(session).text("text") == "prima"
    session.redo()
    assert session.things("note") == []


def test_undo_names_the_action(session: Session) -> None:
    """What would be undone and redone is known by name; a new action leaves nothing to redo."""
    session.record("edit_note", edit(note(session), text="dopo"))
    assert (session.undo_action, session.redo_action) == ("edit_note", None)
    session.undo()
    assert (session.undo_action, session.redo_action) == ("add_note", "edit_note")
    session.record("add_note", new("note", text="altra"))
    assert session.redo_action is None


def test_nothing_to_undo_is_none(session: Session) -> None:
    """Making the evening is no action; at the end of the list nothing happens."""
    assert session.undo() is not None
    assert session.undo() is None
    assert session.things("evening") != []


def test_one_action_of_many_things_is_undone_at_once(session: Session) -> None:
    """Ten notes moved together go back together."""
    session.record("add", *(new("note", text=str(number), cluster="a") for number in range(10)))
    session.record("move", *(edit(one, cluster="b") for one in session.things("note")))
    session.undo()
    assert [one.fields.get("cluster") for one in session.things("note")] == [None, *["a"] * 10]


def test_undo_does_not_take_away_the_edit_of_another(session: Session, tmp_path: Path) -> None:
    """What another laptop wrote after my edit stays when I undo mine."""
    session.record("edit", edit(note(session), text="mia"))
    elsewhere(session, tmp_path, "sua")
    session.undo()
    assert note(session).text("text") == "sua"


def test_undo_of_a_birth_keeps_a_note_that_another_edited(session: Session, tmp_path: Path) -> None:
    """A note of mine on which another has written does not disappear when I undo it."""
    elsewhere(session, tmp_path, "sua")
    session.undo()
    assert note(session).text("text") == "sua"


def test_undo_restores_a_conflict(session: Session) -> None:
    """Undoing a decision shows both values again; doing it again decides again."""
    seen = note(session)
    session.record("edit", edit(seen, text="b"))
    session.record("edit", edit(seen, text="c"))
    session.record("decide", edit(note(session), text="b"))
    session.undo()
    assert sorted(session.conflicts()[0].values) == ["b", "c"]
    session.redo()
    assert session.conflicts() == []
    assert note(session).text("text") == "b"


def test_a_decision_can_be_undone_and_done_again_for_ever(session: Session) -> None:
    """Every undo shows the two values and no third one, every redo decides; each takes as many facts as the first."""
    shown = note(session)
    session.record("edit", edit(shown, text="b"))
    session.record("edit", edit(shown, text="c"))
    session.record("decide", edit(note(session), text="d"))
    for _ in range(3):
        known = len(session.all_facts())
        session.undo()
        assert session.conflicts()[0].values == ("b", "c")
        session.redo()
        assert session.conflicts() == []
        assert note(session).text("text") == "d"
        assert len(session.all_facts()) == known + 3


def test_a_redo_replaces_no_words_that_stood_beside(session: Session) -> None:
    """Two edits of a note as it was shown to both: the second is undone and done again, and the first still stands."""
    shown = note(session)
    session.record("edit", edit(shown, text="b"))
    session.record("edit", edit(shown, text="c"))
    session.undo()
    assert note(session).text("text") == "b"
    session.redo()
    assert session.conflicts()[0].values == ("b", "c")


def test_a_redo_takes_in_nothing_that_another_wrote_meanwhile(session: Session, tmp_path: Path) -> None:
    """What a join brings between an undo and a redo stays one word of its laptop, replaced there and nowhere else."""
    path = tmp_path / "elsewhere.serata"
    copy_facts(session.all_facts(), path)
    with Session.open(path) as other:
        other.record("elsewhere", edit(note(other), text="sua"))
    session.record("edit", edit(note(session), text="mia"))
    join_into(session, [path])
    for _ in range(2):
        session.undo()
        session.redo()
    assert sorted(session.conflicts()[0].values) == ["mia", "sua"]
    with Session.open(path) as other:
        other.record("elsewhere", edit(note(other), text="sua, poi"))
    join_into(session, [path])
    assert sorted(session.conflicts()[0].values) == ["mia", "sua, poi"]


def test_an_undo_of_words_written_on_an_older_note_says_what_another_said(session: Session, tmp_path: Path) -> None:
    """Words written on a note shown before a join are undone: what the join brought stays, and stays when redone."""
    shown = note(session)
    elsewhere(session, tmp_path, "sua")
    session.record("edit", edit(shown, text="mia"))
    for _ in range(2):
        session.undo()
        assert session.conflicts() == []
        assert note(session).text("text") == "sua"
        session.redo()
        assert sorted(session.conflicts()[0].values) == ["mia", "sua"]


def test_undone_removal_of_a_note_that_another_had_removed_brings_it_back(session: Session, tmp_path: Path) -> None:
    """A note kept because of my words, then removed by me, is there again when I undo that."""
    path = tmp_path / "elsewhere.serata"
    copy_facts(session.all_facts(), path)
    with Session.open(path) as other:
        other.record("remove", remove(note(other)))
    session.record("edit", edit(note(session), text="parole mie"))
    join_into(session, [path])
    assert note(session).revived
    session.record("remove", remove(note(session)))
    assert session.things("note") == []
    session.undo()
    assert note(session).text("text") == "parole mie"


def test_undone_removal_of_a_note_that_stale_words_had_revived_brings_it_back(session: Session) -> None:
    """Words said again by an undo keep a removed note there; removing it and undoing that leaves it there."""
    shown = note(session)
    session.record("remove", remove(shown))
    session.record("edit", edit(shown, text="scritto senza aver visto"))
    session.undo()
    assert note(session).revived
    before = note(session).text("text")
    session.record("remove", remove(note(session)))
    assert session.things("note") == []
    session.undo()
    assert note(session).text("text") == before


def test_redone_removal_holds_after_edits_were_undone_and_redone(session: Session) -> None:
    """A removal done again hides the words that undo and redo have said again."""
    session.record("edit", edit(note(session), text="dopo"))
    session.record("remove", remove(note(session)))
    for _ in range(2):
        for _ in range(3):
            session.undo()
        for _ in range(3):
            session.redo()
    assert session.things("note") == []


def test_undo_of_a_new_field_empties_it(session: Session) -> None:
    """A field that was not there before has no value after."""
    session.record("edit", edit(note(session), dots=3))
    session.undo()
    assert note(session).fields["dots"] is None


def test_undo_after_forgetting_has_nothing_to_do(session: Session) -> None:
    """Forgetting forgets what could be undone."""
    session.record("add", new("guest", badge_name="Zenobia"))
    session.forget(ids=[session.things("guest")[0].id])
    assert session.undo() is None


def test_undo_of_a_guest_that_a_join_forgot_does_nothing(session: Session, tmp_path: Path) -> None:
    """What another laptop asked to forget is not brought back by an undo."""
    path = tmp_path / "elsewhere.serata"
    session.record("add", new("guest", badge_name="Zenobia"))
    session.record("edit", edit(session.things("guest")[0], badge_name="Ada"))
    copy_facts(session.all_facts(), path)
    with Session.open(path) as other:
        other.forget(ids=[other.things("guest")[0].id])
    join_into(session, [path])
    session.undo()
    assert session.things("guest") == []


def test_two_hundred_actions_can_be_undone(session: Session) -> None:
    """The list of what can be undone is long and ends."""
    for number in range(205):
        session.record("edit", edit(note(session), text=str(number)))
    undone = 0
    while session.undo() is not None:
        undone += 1
    assert undone == 200
