"""Journals and locks: nobody's crash is undone by us, nobody's file is deleted, nobody writes together with us."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import forge
import pytest

from facilitatore.errors import FileLocked, FileProblem, ForeignJournal, NotWritable
from facilitatore.session import Session, new
from facilitatore.session.check import check_file
from facilitatore.session.guard import open_for_reading
from facilitatore.session.joining.merge import join_files
from facilitatore.session.places import mark_writing, was_writing
from facilitatore.session.rescue.diagnosis import diagnose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
ASK = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError:
    sys.exit(5)
"""


def read(path: Path) -> None:
    """Open a file for reading."""
    with open_for_reading(path):
        pass


def open_for_work(path: Path) -> None:
    """Open a file for work."""
    Session.open(path).close()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a good file to join others with."""
    return forge.good(tmp_path / "base.serata")


@pytest.mark.parametrize("way", [read, open_for_work, check_file])
@pytest.mark.parametrize("marked", [False, True])
def test_forged_journal_deletes_nothing(way: Callable[[Path], object], marked: bool, tmp_path: Path) -> None:
    """A journal that names a file to delete is refused, even where ours is expected; both files stay as they are."""
    path, victim = forge.good(tmp_path / "x.serata"), tmp_path / "tesi.txt"
    victim.write_text("tesi di laurea")
    journal = forge.forge_journal(path, victim)
    before = (path.read_bytes(), journal.read_bytes())
    if marked:
        mark_writing(path)
    with pytest.raises(ForeignJournal):
        way(path)
    assert victim.read_text() == "tesi di laurea"
    assert (path.read_bytes(), journal.read_bytes()) == before


@pytest.mark.parametrize("ending", ["-wal", "-shm"])
@pytest.mark.parametrize("way", [read, open_for_work])
def test_write_ahead_log_beside_is_refused(way: Callable[[Path], object], ending: str, tmp_path: Path) -> None:
    """We never write one: whoever did, the file is not opened."""
    path = forge.good(tmp_path / "x.serata")
    (tmp_path / f"x.serata{ending}").write_bytes(b"x" * 40)
    with pytest.raises(ForeignJournal):
        way(path)


def test_hot_journal_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Half a commit that this laptop did not make is neither undone nor touched."""
    path = forge.hot_copy(tmp_path)
    journal = path.with_name(path.name + "-journal")
    before = (path.read_bytes(), journal.read_bytes())
    with pytest.raises(ForeignJournal):
        open_for_work(path)
    assert (path.read_bytes(), journal.read_bytes()) == before


def test_hot_journal_of_ours_is_recovered(tmp_path: Path) -> None:
    """Half a commit that this laptop made is undone, also where the header already tells of pages not yet written."""
    path = forge.hot_copy(tmp_path)
    mark_writing(path)
    content = bytearray(path.read_bytes())
    content[28:32] = (int.from_bytes(content[28:32], "big") + 50).to_bytes(4, "big")
    path.write_bytes(content)
    with Session.open(path) as session:
        assert len(session.things("note")) == 400


@pytest.mark.parametrize("ending", ["-journal", "-shm"])
def test_an_empty_journal_is_no_journal(ending: str, tmp_path: Path) -> None:
    """A file that was copied while it was open, with what lay beside it, is read, worked on, joined and checked."""
    path = forge.good(tmp_path / "x.serata")
    (tmp_path / f"x.serata{ending}").write_bytes(b"")
    read(path)
    assert diagnose(path).is_whole
    join_files([path], tmp_path / "y.serata")
    join_files([tmp_path / "y.serata"], path)
    with Session.open(path) as session:
        session.record("add", new("note", text="dopo"))
    assert check_file(path).altered == 0


@pytest.mark.parametrize("way", [read, open_for_work])
def test_an_empty_log_is_refused(way: Callable[[Path], object], tmp_path: Path) -> None:
    """SQLite would take the file for one with a log."""
    path = forge.good(tmp_path / "x.serata")
    (tmp_path / "x.serata-wal").write_bytes(b"")
    with pytest.raises(ForeignJournal):
        way(path)


@pytest.mark.parametrize("ending", ["-journal", "-shm"])
@pytest.mark.parametrize("way", [read, open_for_work])
def test_a_link_in_the_place_of_a_journal_is_no_empty_journal(
    way: Callable[[Path], object], ending: str, tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    """What it leads to may be anybody's, empty or not there yet."""
    path, victim = forge.good(tmp_path / "x.serata"), tmp_path / "tesi.txt"
    victim.write_bytes(b"")
    link(tmp_path / f"x.serata{ending}", victim)
    with pytest.raises(ForeignJournal):
        way(path)
    assert victim.read_bytes() == b""


@pytest.mark.parametrize("way", [read, open_for_work])
def test_a_blank_journal_with_a_forged_end_deletes_nothing(way: Callable[[Path], object], tmp_path: Path) -> None:
    """SQLite would write over its beginning, and after the next crash believe its end."""
    path, victim = forge.good(tmp_path / "x.serata"), tmp_path / "tesi.txt"
    victim.write_text("tesi di laurea")
    journal = forge.forge_journal(path, victim)
    journal.write_bytes(bytes(28) + journal.read_bytes()[28:])
    with pytest.raises(ForeignJournal):
        way(path)
    assert victim.read_text() == "tesi di laurea"


def test_refused_file_leaves_no_mark(tmp_path: Path) -> None:
    """A file that could not be opened is not marked as ours: a journal that appears later is foreign."""
    path = forge.run(tmp_path / "x.serata", "CREATE TABLE future(a)")
    with pytest.raises(FileProblem):
        open_for_work(path)
    assert not was_writing(path)


@pytest.mark.parametrize("way", [read, open_for_work])
def test_file_of_another_program_is_locked(way: Callable[[Path], object], base: Path) -> None:
    """A file on which another program is working is said to be locked."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(base)], stdin=-1, stdout=-1) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(FileLocked):
            way(base)
        other.kill()
    way(base)


def read_while_somebody_writes(path: Path, moment: str) -> None:
    """Open a file for reading; another program writes before the first row, or after it."""
    with open_for_reading(path) as db:
        if moment == "after":
            assert db.execute("SELECT count(*) FROM fact").fetchone() == (21,)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("DELETE FROM fact WHERE at=3")
        other.close()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_file_written_while_it_is_read_is_locked(moment: str, base: Path) -> None:
    """Reading takes no lock: who finds at the end that somebody wrote meanwhile throws away what was read."""
    with pytest.raises(FileLocked):
        read_while_somebody_writes(base, moment)
    assert check_file(base).facts == 20


def test_reading_leaves_the_file_free(base: Path) -> None:
    """In the middle of reading, another program may have the file for itself: it is immutable, and no lock is held."""
    alone = ASK.replace("IMMEDIATE", "EXCLUSIVE")
    with open_for_reading(base) as db:
        rows = db.execute("SELECT id FROM fact")
        next(rows)
        assert subprocess.run([sys.executable, "-c", alone, str(base)], check=False).returncode == 0
        rows.close()


@pytest.mark.parametrize("way", [read, open_for_work, lambda path: join_files([path], path)])
def test_second_look_in_the_same_program_keeps_the_lock(way: Callable[[Path], object], base: Path) -> None:
    """Looking again at a file that we hold is refused, and other programs still find it locked."""
    with Session.open(base):
        with pytest.raises(FileLocked):
            way(base)
        assert subprocess.run([sys.executable, "-c", ASK, str(base)], check=False).returncode == 5


def test_closed_file_can_be_opened_again(base: Path) -> None:
    """Closing gives the file back, and leaves no journal beside it."""
    Session.open(base).close()
    Session.open(base).close()
    assert not base.with_name(base.name + "-journal").exists()
    assert not was_writing(base)


def test_locked_target_is_not_joined_into(base: Path, tmp_path: Path) -> None:
    """Joining into a file on which another program works changes nothing."""
    other = forge.good(tmp_path / "o.serata", 30)
    db = sqlite3.connect(base, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileLocked):
        join_files([other], base)
    db.close()
    assert check_file(base).facts == 21


def test_names_of_any_kind_can_be_opened(tmp_path: Path) -> None:
    """Percent signs, question marks, accents and bytes that are no text are only a name."""
    for name in ("100%25?a#b.serata", "perché è.serata", os.fsdecode(b"\xff\xe9.serata")):
        path = tmp_path / name
        shutil.copyfile(forge.good(tmp_path / "good.serata"), path)
        with Session.open(path) as session:
            session.record("add_note", new("note", text="x"))
            written = session.fact_count
        assert check_file(path).facts == written


@pytest.mark.parametrize("content", [b"\0" * 512, b"x" * 40, b""])
def test_looking_touches_nothing_beside(content: bytes, tmp_path: Path) -> None:
    """Whatever journal somebody left, a file that is only looked at leaves every neighbour as it was."""
    path = forge.good(tmp_path / "x.serata")
    journal = tmp_path / "x.serata-journal"
    journal.write_bytes(content)
    before = {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in tmp_path.iterdir() if one.is_file()}
    try:
        Session.look(path).close()
    except ForeignJournal:
        assert content
    assert before == {
        one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in tmp_path.iterdir() if one.is_file()
    }


def test_a_blank_journal_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """SQLite would remove it: it is not ours to remove."""
    path = forge.good(tmp_path / "x.serata")
    journal = tmp_path / "x.serata-journal"
    journal.write_bytes(b"\0" * 512)
    with pytest.raises(ForeignJournal):
        open_for_work(path)
    assert journal.read_bytes() == b"\0" * 512


def test_a_file_that_is_looked_at_cannot_be_written(tmp_path: Path) -> None:
    """Looking holds no lock, so it may not write."""
    path = forge.good(tmp_path / "x.serata")
    with Session.look(path) as seen, pytest.raises(NotWritable):
        seen.record("add_note", new("note", text="Ciao"))


def test_our_half_commit_is_undone_by_looking_too(tmp_path: Path) -> None:
    """After a crash the first command may be one that only reads: it finds the file whole."""
    path = forge.hot_copy(tmp_path)
    mark_writing(path)
    with Session.look(path) as seen:
        assert len(seen.things("note")) == 400
