"""Promises of looking at the files that come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.capture.notes import add_note, edit_note
from facilitatore.deliver.joining import find_evenings, gather, held, look_at, take_in
from facilitatore.errors import NotOurs
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session


@pytest.fixture
def session(tmp_path: Path):
    """An evening with one note."""
    session = create_evening(tmp_path / "cabina.serata", find_template("vuota"))
    add_note(session, group=read_groups(session)[0].id, text="La prima")
    yield session
    session.close()


@pytest.fixture
def stick(session: Session, tmp_path: Path) -> Path:
    """The file of the group, with two notes more and the first one changed."""
    write_kit(session, tmp_path / "kit")
    path = tmp_path / "kit" / "gruppo-A.serata"
    with Session.open(path) as copy:
        for text in ("La seconda", "La terza"):
            add_note(copy, group=read_groups(copy)[0].id, text=text)
        edit_note(copy, copy.things("note")[0].id, text="La prima, meglio")
    return path


def test_new_and_changed_things_are_told_apart(session: Session, stick: Path):
    """A note that was not there is born; one that was there is changed."""
    (arrival,) = look_at(held(session), [stick])
    assert (arrival.born, arrival.changed, arrival.conflicts) == ({"note": 2}, 1, 0)
    assert arrival.same == session.fact_count


def test_a_second_copy_brings_nothing(session: Session, stick: Path, tmp_path: Path):
    """What an earlier file in the list brings is not counted again."""
    copy = tmp_path / "copia.serata"
    copy.write_bytes(stick.read_bytes())
    first, second = look_at(held(session), [stick, copy])
    assert (first.born, second.born, second.changed) == ({"note": 2}, {}, 0)


def test_what_differs_is_counted_where_it_comes_from(session: Session, stick: Path, tmp_path: Path):
    """A file counts what would have to be decided because of it, and no other file does."""
    edit_note(session, session.things("note")[0].id, text="La prima, diversa")
    door = tmp_path / "kit" / "accoglienza.serata"
    assert [arrival.conflicts for arrival in look_at(held(session), [door, stick])] == [0, 1]


def test_a_file_with_a_problem_is_there_with_it(session: Session, stick: Path, tmp_path: Path):
    """A file that cannot be joined does not stop the others."""
    bad = tmp_path / "boh.serata"
    bad.write_bytes(b"not ours")
    first, second = look_at(held(session), [bad, stick])
    assert isinstance(first.problem, NotOurs)
    assert (first.born, second.born) == ({}, {"note": 2})


def test_gathered_facts_are_taken_in_once(session: Session, stick: Path):
    """Taking in twice is like taking in once."""
    facts = gather(held(session), [stick])
    change = take_in(session, facts, origin="me")
    seal = session.fingerprint()
    take_in(session, facts)
    assert (change.origin, change.kinds) == ("me", {"note"})
    assert len(session.things("note")) == 3
    assert session.fingerprint() == seal


def test_folders_are_searched_two_deep(tmp_path: Path):
    """Evenings in a folder and two folders below are found, deeper ones and other files are not."""
    for name in ("a.serata", "b/c.serata", "b/c/d.serata", "b/c/d/e.serata", "b/people.registro", ".hidden/f.serata"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    found = [path.relative_to(tmp_path).as_posix() for path in find_evenings([tmp_path])]
    assert found == ["a.serata", "b/c/d.serata", "b/c.serata"]


def test_a_file_given_twice_is_found_once(tmp_path: Path):
    """A file given by itself and within its folder is in the list once."""
    path = tmp_path / "a.serata"
    path.write_bytes(b"")
    assert find_evenings([path, tmp_path]) == [path]
