"""Promises of taking in what comes back, of taking it back, and of forgetting."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitatore.capture.notes import add_note, edit_note
from facilitatore.deliver.joining import (
    find_evenings,
    gather,
    held,
    join_evenings,
    last_join,
    look_at,
    take_back,
    take_in,
)
from facilitatore.errors import AsksToForget, FileProblem, NotBackedUp
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session
from facilitatore.session.building import copy_facts
from facilitatore.session.facts import PURGE, make_fact
from facilitatore.session.fingerprint import fingerprint
from facilitatore.session.joining.merge import join_files
from facilitatore.session.places import data_folder

OnLaptop = Callable[[str], None]


@pytest.fixture
def older(session: Session, forgetful: Path, tmp_path: Path) -> Path:
    """A copy of the evening with the guest that the forgetful file asks to forget."""
    path = tmp_path / "vecchia.serata"
    copy_facts(session.all_facts(), path)
    return path


def texts(session: Session) -> set[str]:
    """Return the words of all notes."""
    return {note.text("text") for note in session.things("note")}


def test_what_a_file_would_take_away_is_said_before(session: Session, stick: Path, forgetful: Path):
    """Counted by kind, whatever else is in the list and wherever it stands there."""
    for order in ([forgetful], [stick, forgetful], [forgetful, stick]):
        arrivals = {arrival.path: arrival for arrival in look_at(held(session), order)}
        assert (arrivals[forgetful].forgets, arrivals[forgetful].loses) == (1, {"guest": 1})
        assert stick not in arrivals or arrivals[stick].forgets == 0


def test_forgetting_may_be_refused(session: Session, stick: Path, forgetful: Path):
    """Without a yes to that file nothing is forgotten here, and everything else of it is joined."""
    take_in(session, gather(held(session), [forgetful, stick]))
    assert texts(session) == {"La prima, meglio", "La seconda", "La terza", "La quarta"}
    assert session.counts()["guest"] == 1
    assert not any(fact.kind == PURGE for fact in session.all_facts())
    (again,) = look_at(held(session), [forgetful])
    assert (again.forgets, again.loses) == (1, {"guest": 1})


def test_forgetting_is_done_when_it_was_allowed(session: Session, stick: Path, forgetful: Path, older: Path):
    """With a yes the name goes for good, from the backups too; an older file does not bring it back."""
    take_in(session, gather(held(session), [forgetful, stick]), forgetting=frozenset([forgetful]))
    assert texts(session) == {"La prima, meglio", "La seconda", "La terza", "La quarta"}
    assert (session.things("guest"), len(session.things("presence"))) == ([], 1)
    for backup in (data_folder() / "backups").rglob("*.*"):
        assert b"Zenobia" not in backup.read_bytes()
    assert b"Zenobia" not in session.path.read_bytes()
    (arrival,) = look_at(held(session), [older])
    assert (arrival.new, arrival.forgets, arrival.absorbed) == (0, 0, {"guest": 1})
    assert arrival.forgotten > 0


def test_what_was_forgotten_here_is_asked_about_when_it_comes(session: Session, forgetful: Path, older: Path):
    """A file that has it is joined only with a yes to it, and is refused whole without."""
    take_in(session, gather(held(session), [forgetful]), forgetting=frozenset([forgetful]))
    before = session.all_facts()
    with pytest.raises(AsksToForget) as caught:
        take_in(session, gather(held(session), [older]))
    assert (caught.value.path, caught.value.loses) == (session.path, {"guest": 1})
    assert session.all_facts() == before
    take_in(session, gather(held(session), [older]), forgetting=frozenset([older]))
    assert session.all_facts() == before


def test_a_wish_to_forget_notes_has_no_effect(session: Session, stick: Path, tmp_path: Path):
    """Nothing goes, nobody is asked, and it is said what the file asks for: of all notes, or of one."""
    note = bytes.fromhex(session.things("note")[0].id)
    evening = bytes.fromhex(session.id)
    for entity, data in ((evening, {"kind": "note"}), (note, {})):
        path = tmp_path / f"{len(data)}.serata"
        wish = make_fact(evening, entity, PURGE, data, by=b"EVILEVIL", at=1)
        with Session.look(stick) as copy:
            copy_facts([*copy.all_facts(), wish], path)
        (arrival,) = look_at(held(session), [path])
        assert (arrival.forgets, arrival.takes, arrival.void) == (0, {}, ("note",))
        take_in(session, gather(held(session), [path]))
        assert texts(session) == {"La prima, meglio", "La seconda", "La terza"}


def test_a_purge_that_is_known_is_no_question(session: Session, stick: Path, forgetful: Path, tmp_path: Path):
    """A file asks once: what the open evening has forgotten itself comes silently."""
    take_in(session, gather(held(session), [forgetful]), forgetting=frozenset([forgetful]))
    (again,) = look_at(held(session), [forgetful])
    assert (again.new, again.forgets, again.loses) == (0, 0, {})


# -- taking in and back -------------------------------------------------------------------------------------------


def test_a_join_begins_with_a_backup(session: Session, stick: Path):
    """What was there is in it, byte for byte as facts."""
    before = session.fingerprint()
    take_in(session, gather(held(session), [stick]))
    newest = max((data_folder() / "backups" / session.id).iterdir())
    with Session.look(newest) as backup:
        assert backup.fingerprint() == before


def test_without_a_backup_nothing_is_joined(session: Session, stick: Path):
    """Where no backup can be made the evening stays as it is, and a problem says so."""
    shutil.rmtree(data_folder() / "backups", ignore_errors=True)
    (data_folder() / "backups").write_bytes(b"in the way")
    before = session.fingerprint()
    with pytest.raises(NotBackedUp):
        take_in(session, gather(held(session), [stick]))
    assert (session.fingerprint(), last_join(session)) == (before, None)


def test_without_a_record_nothing_is_joined(session: Session, stick: Path):
    """A join that could not be taken back is not begun."""
    (data_folder() / "joins").write_bytes(b"in the way")
    before = session.fingerprint()
    with pytest.raises(FileProblem):
        take_in(session, gather(held(session), [stick]))
    assert session.fingerprint() == before


def test_a_join_is_taken_back_whole(session: Session, stick: Path):
    """Facts and fingerprint are those of before, and joining again works as the first time."""
    before = session.all_facts()
    take_in(session, gather(held(session), [stick]))
    record = last_join(session)
    assert record is not None
    assert (record.before, record.after) == (fingerprint([fact.id for fact in before]), session.fingerprint())
    take_back(session, record)
    assert session.all_facts() == before
    assert last_join(session) is None
    take_in(session, gather(held(session), [stick]))
    assert session.fingerprint() == record.after


def test_a_join_is_taken_back_after_a_restart(session: Session, stick: Path):
    """The record is kept on the laptop: another day will do."""
    path, before = session.path, session.fingerprint()
    take_in(session, gather(held(session), [stick]))
    session.close()
    with Session.open(path) as again:
        record = last_join(again)
        assert record is not None
        take_back(again, record)
        assert again.fingerprint() == before
        assert record.files[0].name == "gruppo-A.serata"


def test_work_since_the_join_stays(session: Session, stick: Path):
    """Notes written since are there after the join was taken back; edits of what came are not."""
    group = read_groups(session)[0].id
    take_in(session, gather(held(session), [stick]))
    add_note(session, group=group, text="Dopo")
    second = next(note for note in session.things("note") if note.text("text") == "La seconda")
    edit_note(session, second.id, text="La seconda, corretta")
    record = last_join(session)
    assert record is not None
    take_back(session, record)
    assert texts(session) == {"La prima", "Dopo"}


def test_taking_back_keeps_what_was_there_before_what_it_saw(session: Session, stick: Path, tmp_path: Path):
    """An edit whose note had been refused stays when the note, joined later from a good copy, is taken back."""
    with Session.open(stick) as copy:
        third = next(note for note in copy.things("note") if note.text("text") == "La terza")
        edit_note(copy, third.id, text="La terza, corretta")
    bad = tmp_path / "guasta.serata"
    bad.write_bytes(stick.read_bytes())
    with sqlite3.connect(bad) as db:
        db.execute("UPDATE fact SET data = replace(data, '\"La terza\"', '\"La testa\"')")
    db.close()
    take_in(session, gather(held(session), [bad]))
    before = session.all_facts()
    take_in(session, gather(held(session), [stick]))
    assert len(session.all_facts()) == len(before) + 1
    record = last_join(session)
    assert record is not None
    take_back(session, record)
    assert session.all_facts() == before


def test_what_a_join_forgot_stays_forgotten(session: Session, stick: Path, forgetful: Path):
    """Taking it back brings nothing forgotten again, and the record says that something was."""
    take_in(session, gather(held(session), [forgetful, stick]), forgetting=frozenset([forgetful]))
    record = last_join(session)
    assert record is not None
    assert record.forgot
    assert record.after == session.fingerprint()
    take_back(session, record)
    assert (texts(session), session.things("guest")) == ({"La prima"}, [])
    assert len(session.things("presence")) == 1
    assert [fact.kind for fact in session.all_facts() if fact.kind == PURGE] == [PURGE]


def test_the_joins_of_another_copy_are_not_taken_back_here(session: Session, stick: Path):
    """What one copy got on this laptop, another may have written: it must not lose it."""
    take_in(session, gather(held(session), [stick]))
    with Session.open(stick) as copy:
        assert last_join(copy) is None


def test_joins_are_taken_back_one_by_one(session: Session, stick: Path, tmp_path: Path):
    """The last one first."""
    marks = [session.fingerprint()]
    later = tmp_path / "poi.serata"
    later.write_bytes(stick.read_bytes())
    with Session.open(later) as copy:
        add_note(copy, group=read_groups(copy)[0].id, text="La quarta")
    for path in (stick, later):
        take_in(session, gather(held(session), [path]))
        marks.append(session.fingerprint())
    for mark in reversed(marks[:-1]):
        record = last_join(session)
        assert record is not None
        take_back(session, record)
        assert session.fingerprint() == mark
    assert last_join(session) is None


def test_the_backups_folder_may_be_dropped(session: Session, stick: Path):
    """Older copies of the evening bring nothing, and what was taken back comes again out of them."""
    take_in(session, gather(held(session), [stick]))
    whole = session.fingerprint()
    record = last_join(session)
    assert record is not None
    take_back(session, record)
    found = find_evenings([data_folder() / "backups"])
    assert len(found) >= 2
    take_in(session, gather(held(session), found))
    assert session.fingerprint() == whole


# -- any order ----------------------------------------------------------------------------------------------------


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_any_order_any_tree_any_repetition(family: list[Path], chance: random.Random):
    """However the files are joined, into an open evening or into new files, the facts are the same byte for byte."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pool = [*family, *chance.choices(family, k=3)]
        chance.shuffle(pool)
        while len(pool) > 1:
            size = chance.randint(2, min(4, len(pool)))
            target = folder / f"{len(pool)}-{chance.getrandbits(40):x}.serata"
            join_files([pool.pop() for _ in range(size)], target)
            pool.insert(chance.randint(0, len(pool)), target)
        order = chance.sample(family, len(family))
        first = folder / "aperta.serata"
        first.write_bytes(order[0].read_bytes())
        with Session.open(first) as opened:
            while len(order) > 1:
                some = [order.pop() for _ in range(min(chance.randint(1, 3), len(order) - 1))]
                take_in(opened, gather(held(opened), some), forgetting=frozenset(some))
            whole = folder / "intero.serata"
            join_files(family, whole)
            with Session.look(whole) as expected:
                assert opened.all_facts() == expected.all_facts()
                assert opened.fingerprint() == expected.fingerprint()
        again = folder / "di nuovo.serata"
        join_files([first, *pool], again)
        assert pool[0].read_bytes() == whole.read_bytes() == again.read_bytes()


@pytest.fixture
def family(session: Session, stick: Path, forgetful: Path, tmp_path: Path) -> list[Path]:
    """Files of one evening: a group's, an older copy, one that forgets, one that disagrees, a path of two evenings."""
    session_copy = tmp_path / "cabina, prima.serata"
    copy_facts(session.all_facts(), session_copy)
    edit_note(session, session.things("note")[0].id, text="La prima, diversa")
    here = tmp_path / "cabina, poi.serata"
    copy_facts(session.all_facts(), here)
    create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1")).close()
    path = tmp_path / "tutto.percorso"
    join_files([here, tmp_path / "altra.serata"], path)
    alone = tmp_path / "tirata fuori.serata"
    join_files([session_copy, path], alone)
    return [session_copy, stick, forgetful, here, alone]


def test_evenings_join_into_a_path_without_the_open_file(session: Session, stick: Path, tmp_path: Path):
    """The open evening goes in as it is in memory; every evening comes out of the path as it went in."""
    with create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1")) as other:
        mark, other_id = other.fingerprint(), bytes.fromhex(other.id)
    target = tmp_path / "tutto.percorso"
    report = join_evenings(held(session), [tmp_path / "altra.serata"], target)
    assert [file.path.name for file in report.files] == ["altra.serata"]
    with Session.look(target, only=other_id) as other:
        assert other.fingerprint() == mark
    with Session.look(target, only=bytes.fromhex(session.id)) as own:
        assert own.all_facts() == session.all_facts()


def test_a_path_asks_before_it_forgets(session: Session, forgetful: Path, tmp_path: Path):
    """As any join."""
    with pytest.raises(AsksToForget) as caught:
        join_evenings(held(session), [forgetful], tmp_path / "tutto.percorso")
    assert caught.value.loses == {"guest": 1}
    assert not (tmp_path / "tutto.percorso").exists()
