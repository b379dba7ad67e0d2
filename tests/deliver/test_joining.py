"""Promises of looking at the files that come back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from facilitatore.capture.notes import add_note, edit_note
from facilitatore.deliver.joining import (
    find_evenings,
    gather,
    held,
    join_evenings,
    look_at,
    take_in,
)
from facilitatore.errors import NotOurs, OtherEvening
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import FileKind, Session

OnLaptop = Callable[[str], None]


def test_new_and_changed_things_are_told_apart(session: Session, stick: Path):
    """A note that was not there is born; one that was there is changed."""
    (arrival,) = look_at(held(session), [stick])
    assert (arrival.effects.counts, arrival.conflicts) == ({"born": {"note": 2}, "changed": {"note": 1}}, 0)
    assert arrival.same == session.fact_count


def test_a_second_copy_brings_nothing(session: Session, stick: Path, tmp_path: Path):
    """What an earlier file in the list brings is not counted again."""
    copy = tmp_path / "copia.serata"
    copy.write_bytes(stick.read_bytes())
    first, second = look_at(held(session), [stick, copy])
    assert (first.effects.born, second.effects.counts) == ({"note": 2}, {})


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
    assert (first.effects.born, second.effects.born) == ({}, {"note": 2})


def test_gathered_facts_are_taken_in_once(session: Session, stick: Path):
    """Taking in twice is like taking in once."""
    gathered = gather(held(session), [stick])
    change = take_in(session, gathered, origin="me")
    seal = session.fingerprint()
    again = take_in(session, gathered)
    assert again.ids == ()
    assert (change.origin, change.kinds) == ("me", {"note"})
    assert len(session.things("note")) == 3
    assert session.fingerprint() == seal


def test_folders_are_searched_four_deep(tmp_path: Path):
    """Evenings and paths of evenings in a folder and four below are found, whatever the case of their ending."""
    names = (
        "a.serata",
        "b/c.SERATA",
        "b/c/d/e/d.percorso",
        "b/c/d/e/f/g.serata",
        "b/people.registro",
        ".hidden/f.serata",
    )
    for name in (*names, "._a.serata", "a.serata.1a2b.part"):
        path = tmp_path / "chiavetta" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    found = [path.relative_to(tmp_path / "chiavetta").as_posix() for path in find_evenings([tmp_path / "chiavetta"])]
    assert found == ["a.serata", "b/c/d/e/d.percorso", "b/c.SERATA"]
    (register,) = find_evenings([tmp_path / "chiavetta"], FileKind.REGISTER)
    assert register.name == "people.registro"


def test_a_file_given_twice_is_found_once(tmp_path: Path):
    """A file given by itself and within its folder is in the list once."""
    path = tmp_path / "a.serata"
    path.write_bytes(b"")
    assert find_evenings([path, tmp_path]) == [path]


def test_a_file_says_what_it_is_before_it_is_joined(session: Session, tmp_path: Path, on_laptop: OnLaptop):
    """The evening, who wrote last and for which group, when (by its facts), and the fingerprint to compare aloud."""
    write_kit(session, tmp_path / "kit")
    path = tmp_path / "kit" / "gruppo-A.serata"
    group = read_groups(session)[0].id
    on_laptop("del gruppo")
    with Session.open(path) as copy:
        add_note(copy, group=group, text="Di là")
        fingerprint, device = copy.fingerprint(), copy.device
        newest = max(fact.at for fact in copy.all_facts())
    on_laptop("della Cabina")
    os.utime(path, (0, 0))
    (arrival,) = look_at(held(session), [path])
    assert (arrival.kind, arrival.roots[0].id.hex(), arrival.fingerprint) == (FileKind.EVENING, session.id, fingerprint)
    assert arrival.written_at == newest / 1000
    last = arrival.laptops[0]
    assert (last.device, last.group, last.facts, last.is_here) == (device, group, 1, False)
    assert (arrival.is_elsewhere, arrival.problem) == (False, None)


def test_another_evening_is_kept_apart(session: Session, stick: Path, tmp_path: Path):
    """A file of another evening brings nothing, says which it is and who wrote in it, and does not stop the others."""
    with create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1")) as other:
        other_id = other.id
    apart, joined = look_at(held(session), [tmp_path / "altra.serata", stick])
    assert apart.is_elsewhere
    assert isinstance(apart.problem, OtherEvening)
    assert (apart.roots[0].id.hex(), apart.new, apart.fingerprint) == (other_id, 0, "")
    assert apart.laptops
    assert joined.effects.born == {"note": 2}


def test_a_path_of_evenings_brings_its_own_evening(session: Session, stick: Path, tmp_path: Path):
    """Of several evenings in a file the open one takes its own; the others are counted."""
    with create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1")) as other:
        count = other.fact_count
    join_evenings(held(session), [stick, tmp_path / "altra.serata"], tmp_path / "tutto.percorso")
    (arrival,) = look_at(held(session), [tmp_path / "tutto.percorso"])
    assert (arrival.kind, len(arrival.roots), arrival.effects.born, arrival.others) == (
        FileKind.PROCESS,
        2,
        {"note": 2},
        count,
    )


def test_altered_facts_are_refused_and_counted(session: Session, stick: Path):
    """A fact that is not what was written does not come in; the rest does."""
    with sqlite3.connect(stick) as db:
        db.execute("UPDATE fact SET data = replace(data, 'La terza', 'La testa')")
    db.close()
    (arrival,) = look_at(held(session), [stick])
    assert (arrival.refused, arrival.effects.born, arrival.effects.changed) == (1, {"note": 1}, {"note": 1})
