"""A file of every format that ever was is read for ever; opened for work it becomes one of today, whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import forge
import pytest

from facilitatore.errors import DiskFailed, FileProblem, TooNew
from facilitatore.session import FileKind, Session, format, new  # noqa: A004 - the room's own name
from facilitatore.session.backup import backups_of
from facilitatore.session.check import check_file
from facilitatore.session.fact_file import FactFile
from facilitatore.session.format import COLUMNS, FORMAT, expected_schema
from facilitatore.session.joining.merge import join_files
from facilitatore.session.places import mark_writing

FILES = Path(__file__).parents[1] / "files"
FIRST, SECOND = FILES / "format-1.serata", FILES / "format-2.serata"
KEPT = {1: (FIRST, 9, "78bd f106 3517 928d 1c20"), 2: (SECOND, 10, "9d17 78e2 00a4 9fcc eb74")}
"""File, number of facts and fingerprint of each format."""

MIGRATE = """
import os, sys
from pathlib import Path
from facilitatore.session.fact_file import FactFile
file = FactFile(Path(sys.argv[1]))
steps = int(sys.argv[2])
count = 0
def step():
    global count
    count += 1
    if count == steps:
        os.kill(os.getpid(), 9)
    return 0
file.db.set_progress_handler(step, 3)
file.db.execute("PRAGMA cache_size=1")
file.migrate()
file.close()
"""

NEXT = """
import sys
from pathlib import Path
from facilitatore.session import fact_file, format, guard
table = "CREATE TABLE fact(id BLOB NOT NULL PRIMARY KEY, session BLOB NOT NULL, entity BLOB NOT NULL, kind TEXT NOT NULL, "
table += "at INTEGER NOT NULL, by BLOB NOT NULL, data TEXT NOT NULL, seen BLOB NOT NULL, CHECK(length(id) = 22)) STRICT, WITHOUT ROWID"
format.FORMAT = fact_file.FORMAT = guard.FORMAT = 3
format._ROWS[3] = frozenset({("table", "fact", "fact", table)})
format._TABLE = table
from facilitatore.session import Session, new
with Session.open(Path(sys.argv[1])) as session:
    session.record("add_note", new("note", text="dal programma di domani"))
    print(session.fact_count)
"""


def facts_in(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of a file, read by plain SQL."""
    db = sqlite3.connect(path)
    rows = db.execute(f"SELECT {COLUMNS} FROM fact ORDER BY id").fetchall()
    db.close()
    return rows


def format_in(path: Path) -> int:
    """Return the number in the header."""
    return int.from_bytes(path.read_bytes()[60:64], "big")


def schema_in(path: Path) -> set[tuple[object, ...]]:
    """Return the schema as it is written."""
    db = sqlite3.connect(path)
    rows = set(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
    db.close()
    return rows


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """Return a copy of the file of the first format."""
    return Path(shutil.copyfile(FIRST, tmp_path / "first.serata"))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Return a copy of the file of the second format."""
    return Path(shutil.copyfile(SECOND, tmp_path / "second.serata"))


def test_a_file_of_every_format_is_kept() -> None:
    """Whoever makes a new format keeps a file of it here, and the way it was made."""
    assert set(KEPT) == set(range(1, FORMAT + 1))
    assert all((FILES / f"make_format_{number}.py").exists() for number in KEPT)


@pytest.mark.parametrize("number", KEPT)
def test_kept_file_is_whole(number: int) -> None:
    """It still passes its check, with the fingerprint it always had."""
    path, facts, mark = KEPT[number]
    report = check_file(path)
    assert (format_in(path), report.facts, report.altered) == (number, facts, 0)
    assert (report.roots[0].name, report.fingerprint) == ("Adolescenti, 2018-11-20", mark)
    assert schema_in(path) == expected_schema(number)


@pytest.mark.parametrize("number", KEPT)
def test_looking_leaves_every_byte(number: int, tmp_path: Path) -> None:
    """Not one byte, nor the time of the last change, nor a neighbour: an old file on a stick stays old."""
    path = tmp_path / "x.serata"
    shutil.copyfile(KEPT[number][0], path)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with Session.look(path) as session:
        assert session.fact_count == KEPT[number][1]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["x.serata"]


@pytest.mark.parametrize("number", KEPT)
def test_it_shows_what_it_always_showed(number: int, tmp_path: Path) -> None:
    """Notes, a conflict, a removal and a kind of a later program fold as on the first day."""
    path = Path(shutil.copyfile(KEPT[number][0], tmp_path / "x.serata"))
    with Session.open(path, FileKind.EVENING) as session:
        notes = [(note.text("text"), note.real("pos"), note.deleted) for note in session.things("note")]
        assert notes[:2] == [("Perché? 👩‍👧", 0.0, False), ("Un luogo", 1.5, False)]
        assert len(notes) == number + 1
        assert [conflict.values for conflict in session.conflicts()] == [("Una piazza", "Un luogo")]
        assert session.counts() == {"evening": 1, "hologram": 1, "note": number + 1}
        assert session.get("04" * 16) is None


def test_working_on_an_old_file_brings_it_to_today(first: Path) -> None:
    """Same facts, same fingerprint, today's schema to the letter; the next opening finds nothing left to do."""
    before = facts_in(first)
    with Session.open(first) as session:
        assert session.fingerprint() == KEPT[1][2]
    assert (format_in(first), schema_in(first)) == (FORMAT, expected_schema(FORMAT))
    assert facts_in(first) == before
    content = first.read_bytes()
    with Session.open(first) as session:
        assert session.fact_count == 9
    assert first.read_bytes() == content


def test_the_old_file_is_backed_up_first(first: Path) -> None:
    """Also when a copy was made a moment ago: the copy has every fact."""
    with Session.open(first) as session:
        copies = backups_of(first, session.id)
    assert [check_file(copy).fingerprint for _, copy in copies] == [KEPT[1][2]]
    assert [format_in(copy) for _, copy in copies] == [1]


def test_a_migrated_file_still_forgets(first: Path, tmp_path: Path) -> None:
    """The purge in it still absorbs a guest that comes late."""
    late = forge.fact(0, {"title": "Adolescenti", "date": "2018-11-20"}, "evening")
    guest = forge.make_fact(forge.EVENING, b"\5" * 16, "guest", {"badge_name": "Zenobia"}, by=b"A", at=1)
    forge.build_file(tmp_path / "late.serata", sorted([late, guest]))
    join_files([tmp_path / "late.serata"], first)
    with Session.open(first) as session:
        assert session.things("guest") == []


@pytest.mark.parametrize("number", KEPT)
def test_joined_alone_it_is_what_is_written_today(number: int, tmp_path: Path) -> None:
    """A join of a kept file alone has the bytes of today's format: for the newest, its very own."""
    target = tmp_path / "again.serata"
    join_files([KEPT[number][0]], target)
    if number == FORMAT:
        assert _without_version(target.read_bytes()) == _without_version(SECOND.read_bytes())
    assert (format_in(target), facts_in(target)) == (FORMAT, facts_in(KEPT[number][0]))


def test_formats_are_joined_in_any_order_to_the_same_bytes(first: Path, second: Path, tmp_path: Path) -> None:
    """Old with new, new with old, and each as the target: one file."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    join_files([first, second], tmp_path / "a" / "x.serata")
    join_files([second, first], tmp_path / "b" / "x.serata")
    join_files([Path(shutil.copyfile(second, tmp_path / "copy.serata"))], first)
    contents = {path.read_bytes() for path in (tmp_path / "a" / "x.serata", tmp_path / "b" / "x.serata", first)}
    assert len(contents) == 1
    assert check_file(first).fingerprint == KEPT[2][2]


@pytest.mark.parametrize("step", [*range(1, 40, 6), *range(40, 330, 17)])
def test_killed_while_migrating_it_is_the_old_or_the_new(step: int, first: Path) -> None:
    """A kill at any step leaves all facts; the next opening brings the file to today."""
    environment = {**os.environ, "PYTHONPATH": str(Path(format.__file__).parents[2])}
    subprocess.run([sys.executable, "-c", MIGRATE, str(first), str(step)], check=False, env=environment)
    with Session.open(first) as session:
        assert session.fingerprint() == KEPT[1][2]
        assert session.fact_count == 9
    assert (format_in(first), schema_in(first)) == (FORMAT, expected_schema(FORMAT))


def test_interrupted_at_any_step_the_old_file_stays(first: Path) -> None:
    """An error in the middle leaves the very bytes of the facts, and the file opens again as the old one."""
    before, steps = first.read_bytes(), 0
    while format_in(first) == 1:
        steps += 1
        file = FactFile(first)
        count = iter(range(steps))
        file.db.set_progress_handler(lambda count=count: next(count, None) is None, 20)
        try:
            file.migrate()
        except FileProblem:
            assert first.read_bytes() == before
        finally:
            file.db.set_progress_handler(None, 0)
            file.close()
    assert steps > 5
    assert check_file(first).fingerprint == KEPT[1][2]


def test_a_migration_that_fails_says_so(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is given back, unlocked and as it was."""

    def fail(_file: FactFile) -> None:
        raise DiskFailed(first)

    before = first.read_bytes()
    monkeypatch.setattr(FactFile, "migrate", fail)
    with pytest.raises(DiskFailed):
        Session.open(first)
    assert first.read_bytes() == before
    monkeypatch.undo()
    Session.open(first).close()


def test_half_a_commit_in_an_old_file_is_undone_before_it_is_migrated(first: Path) -> None:
    """A crash of the program of last year, opened by that of today."""
    db = sqlite3.connect(first, isolation_level=None)
    db.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=1; BEGIN IMMEDIATE;")
    rows = [tuple(forge.fact(number, {"text": "x" * 300})) for number in range(1000, 1400)]
    db.executemany(f"INSERT INTO fact({COLUMNS}) VALUES(?,?,?,?,?,?,?,?)", rows)
    torn = {ending: Path(f"{first}{ending}").read_bytes() for ending in ("", "-journal")}
    db.execute("ROLLBACK")
    db.close()
    for ending, content in torn.items():
        Path(f"{first}{ending}").write_bytes(content)
    mark_writing(first)
    with Session.open(first) as session:
        assert session.fingerprint() == KEPT[1][2]
    assert format_in(first) == FORMAT


def test_the_next_program_reads_ours_and_we_refuse_its_files(second: Path) -> None:
    """A program of format 3 opens ours and keeps every fact; what it wrote we refuse, with both numbers."""
    environment = {**os.environ, "PYTHONPATH": str(Path(format.__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", NEXT, str(second)], check=True, env=environment, capture_output=True, text=True
    )
    assert done.stdout.split() == ["11"]
    assert format_in(second) == 3
    before = second.read_bytes()
    for way in (Session.open, Session.look, check_file):
        with pytest.raises(TooNew) as caught:
            way(second)
        assert (caught.value.found, caught.value.known) == (3, FORMAT)
    assert second.read_bytes() == before


def test_a_new_file_has_the_format_of_today(tmp_path: Path) -> None:
    """Made, or joined: the number and the schema of today."""
    with forge.evening(tmp_path / "x.serata", "a") as session:
        session.record("add_note", new("note", text="b"))
    assert (format_in(tmp_path / "x.serata"), schema_in(tmp_path / "x.serata")) == (FORMAT, expected_schema(FORMAT))


def _without_version(content: bytes) -> bytes:
    """Leave out SQLite's own version number (bytes 96-99 of the header)."""
    return content[:96] + content[100:]
