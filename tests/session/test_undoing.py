"""Half a commit where ours is expected: undone when it is ours, never to the harm of the evening when it is not."""

from __future__ import annotations

import shutil
import sqlite3
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import forge
import pytest

from facilitatore.errors import Damaged, FileLocked, FileProblem, ForeignJournal
from facilitatore.session import Session
from facilitatore.session.backup import backup_folder
from facilitatore.session.building import build_file
from facilitatore.session.facts import make_fact
from facilitatore.session.places import mark_writing
from facilitatore.session.rescue.salvage import salvage
from facilitatore.session.scratch import scratch_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAGIC = bytes.fromhex("d9d505f920a163d7")
ROOT_AND_NOTES = 401


def read(path: Path) -> int:
    """Look at a file."""
    with Session.look(path) as session:
        return len(session.all_facts())


def work(path: Path) -> int:
    """Open a file for work."""
    with Session.open(path) as session:
        return len(session.all_facts())


HALF_A_COMMIT = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.executescript("PRAGMA cache_size=1; BEGIN IMMEDIATE")
db.execute("UPDATE fact SET data = data || hex(zeroblob(300))")
print("half", flush=True)
sys.stdin.read()
"""
WAYS = pytest.mark.parametrize("way", [read, work])


def journal_of(path: Path) -> Path:
    """Return where the journal of a file lies."""
    return path.with_name(path.name + "-journal")


def cutting_journal(path: Path, pages: int) -> Path:
    """Lay beside a file a journal, without a page in it, that says the file had so many pages."""
    header = MAGIC + struct.pack(">IIIII", 0, 1234, pages, 512, 4096)
    journal_of(path).write_bytes(header.ljust(512, b"\0") + bytes(8))
    return path


def with_journal_of(path: Path, other: Path) -> Path:
    """Lay the journal of another file beside a file."""
    shutil.copy(journal_of(other), journal_of(path))
    return path


def small(folder: Path) -> Path:
    """Return a file that is smaller than the one of the journal beside it."""
    return with_journal_of(forge.good(folder / "x.serata", 25), forge.hot_copy(folder))


def other_evening(folder: Path) -> Path:
    """Return an evening beside which lies a whole journal of another one: playing it back makes that other one."""
    path, other = forge.good(folder / "x.serata", 25), folder / "other.serata"
    evening = b"\7" * 16
    build_file(other, [make_fact(evening, evening, "evening", {"title": "Altra"}, by=b"B" * 8, at=1)])
    pages = other.read_bytes()
    nonce = 99
    journal = (MAGIC + struct.pack(">IIIII", len(pages) // 4096, nonce, len(pages) // 4096, 512, 4096)).ljust(
        512, b"\0"
    )
    for number in range(len(pages) // 4096):
        page = pages[number * 4096 : number * 4096 + 4096]
        check = (nonce + sum(page[at] for at in range(4096 - 200, 0, -200))) & 0xFFFFFFFF
        journal += struct.pack(">I", number + 1) + page + struct.pack(">I", check)
    journal_of(path).write_bytes(journal)
    return path


NOT_OURS: dict[str, tuple[Callable[[Path], Path], int, type[FileProblem]]] = {
    "of a larger file": (small, 26, Damaged),
    "cuts to one page": (lambda folder: cutting_journal(forge.good(folder / "x.serata", 400), 1), 401, Damaged),
    "cuts to nothing": (lambda folder: cutting_journal(forge.good(folder / "x.serata", 400), 0), 401, Damaged),
    "of another evening": (other_evening, 26, ForeignJournal),
}


@WAYS
@pytest.mark.parametrize("name", NOT_OURS)
def test_a_journal_that_does_harm_is_refused(name: str, way: Callable[[Path], int], tmp_path: Path) -> None:
    """Where our own mark stands too: file and journal stay as they are, and every fact can be saved from them."""
    make, facts, problem = NOT_OURS[name]
    path = make(tmp_path)
    before = (path.read_bytes(), journal_of(path).read_bytes())
    mark_writing(path)
    with pytest.raises(problem):
        way(path)
    assert (path.read_bytes(), journal_of(path).read_bytes()) == before
    journal_of(path).unlink()
    assert read(path) == facts
    assert not list(scratch_place().iterdir())


def test_without_its_check_such_a_journal_does_harm(tmp_path: Path) -> None:
    """The attack is a real one: SQLite itself cuts the file, and nothing of the evening is left."""
    path = NOT_OURS["of another evening"][0](tmp_path)
    db = sqlite3.connect(path)
    db.execute("SELECT count(*) FROM fact").fetchone()
    db.close()
    assert b"nota" not in path.read_bytes()


@WAYS
def test_our_own_half_commit_is_undone(way: Callable[[Path], int], tmp_path: Path) -> None:
    """What was there before the commit stands again, and no copy of the trial is left."""
    path = forge.hot_copy(tmp_path)
    mark_writing(path)
    assert way(path) == ROOT_AND_NOTES
    assert not journal_of(path).exists()
    assert not list(scratch_place().iterdir())


def test_a_journal_of_an_older_state_loses_nothing_for_good(tmp_path: Path) -> None:
    """It makes a whole file of the same evening; the facts that the file had are in an automatic copy first."""
    path = with_journal_of(forge.good(tmp_path / "x.serata", 900), forge.hot_copy(tmp_path))
    mark_writing(path)
    assert read(path) == ROOT_AND_NOTES
    copies = list(backup_folder(forge.EVENING.hex()).glob("x-*.serata"))
    assert [read(copy) for copy in copies] == [901]


def test_where_the_laptop_is_full_a_half_commit_is_undone_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of our own that cannot be written does not stand between a person and the evening."""
    path = forge.hot_copy(tmp_path)
    mark_writing(path)
    scratch_place().write_bytes(b"")
    assert read(path) == ROOT_AND_NOTES


def test_a_file_that_is_being_written_is_locked(tmp_path: Path) -> None:
    """Another program of ours in the middle of a commit is no accident: nothing is tried, the file is in use."""
    path = forge.good(tmp_path / "x.serata", 400)
    mark_writing(path)
    program = subprocess.Popen(
        [sys.executable, "-c", HALF_A_COMMIT, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "half\n"
        assert journal_of(path).stat().st_size > 512
        with pytest.raises(FileLocked):
            read(path)
        program.kill()
    assert read(path) == ROOT_AND_NOTES


def test_a_salvaged_file_next_to_a_harmful_journal_is_whole(tmp_path: Path) -> None:
    """`check --save` reads past it."""
    path = NOT_OURS["cuts to nothing"][0](tmp_path)
    assert salvage(path, tmp_path / "saved.serata").facts == ROOT_AND_NOTES


def test_what_a_killed_trial_left_goes_with_the_names(tmp_path: Path) -> None:
    """A program killed while it tried leaves a copy that holds names: forgetting wipes it."""
    forge.good(tmp_path / "x.serata")
    left = scratch_place() / "0011" / "0011.serata"
    with Session.open(tmp_path / "x.serata") as session:
        left.parent.mkdir(parents=True)
        shutil.copy(tmp_path / "x.serata", left)
        session.forget(kinds=["guest"])
    assert not left.exists()
