"""The forged super-journal and the twenty attacks of the threat model, through every door by which a file comes in.

====  ===============================  ==========================================================================
 no.  attack                           what becomes of it
====  ===============================  ==========================================================================
   0  forged super-journal             refused before SQLite sees it; the file it names is never touched
   1  view that never ends             refused: the schema is not ours to the last letter
   2  trigger                          refused: the schema
   3  generated column                 refused: the schema
   4  virtual table                    refused: the schema
   5  expression index                 refused: the schema
   6  another table                    refused: the schema
   7  newer format                     refused with both numbers, from the header
   8  other application                refused from the header
   9  write-ahead log                  refused from the header
  10  row of 20 MB                     refused: longer than a row may be; not read into memory
  11  altered row                      that row is refused and counted, the others are taken
  12  same id with other content       each such row is refused and counted
  13  text that is no UTF-8            that row is refused and counted
  14  deep JSON                        that row is refused and counted
  15  huge number                      that row is refused and counted
  16  schema altered                   refused: the schema does not parse, or is not ours
  17  sparse file of 2 TB              refused by its size, nothing is read
  18  empty                            refused: no header
  19  zip                              refused: no header of ours
  20  another program's database       refused from the header
====  ===============================  ==========================================================================
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import forge
import pytest

from facilitatore.cli import run
from facilitatore.deliver.joining import find_evenings, gather, held, look_at
from facilitatore.errors import FileProblem, ForeignJournal, Problem
from facilitatore.prepare.kit import write_kit
from facilitatore.session import Session, guard
from facilitatore.session.backup import backup_folder
from facilitatore.session.check import check_file
from facilitatore.session.joining.merge import join_files, join_into, plan_join
from facilitatore.session.places import mark_writing
from facilitatore.session.register_place import register_path
from facilitatore.session.rescue.copies import copies_for, restore
from facilitatore.session.rescue.diagnosis import diagnose
from facilitatore.session.rescue.salvage import salvage

Door = Callable[[Path, Path], object]
"""Is given the hostile file and a good one, which lies in the same folder."""


def open_it(path: Path, _good: Path) -> None:
    """Open a file for work."""
    Session.open(path).close()


def look(path: Path, _good: Path) -> None:
    """Look at a file."""
    Session.look(path).close()


def plan(path: Path, good: Path) -> None:
    """See what a file would bring."""
    with Session.open(good) as session:
        report, facts = plan_join(session, [path])
        assert not facts
        if (problem := report.files[0].problem) is not None:
            raise problem


def join_in(path: Path, good: Path) -> None:
    """Join a file into an open one."""
    with Session.open(good) as session:
        report = join_into(session, [path])
        if (problem := report.files[0].problem) is not None:
            raise problem


def drop(path: Path, good: Path) -> None:
    """Do what the window does with a file that is dropped on the page, and with the folder it lies in."""
    with Session.open(good) as session:
        there = held(session)
        for paths in ([path], find_evenings([path.parent])):
            look_at(there, paths)
            gather(there, paths)
        (arrival,) = look_at(there, [path])
        if arrival.problem is not None:
            raise arrival.problem


def make_kit(path: Path, good: Path) -> None:
    """Write the sticks of an evening beside which the hostile file lies as its register."""
    for ending in ("", "-journal"):
        with suppress(FileNotFoundError):
            shutil.move(f"{path}{ending}", f"{register_path(good)}{ending}")
    try:
        with Session.open(good) as session:
            write_kit(session, good.parent / "kit")
    finally:
        for ending in ("", "-journal"):
            with suppress(FileNotFoundError):
                shutil.move(f"{register_path(good)}{ending}", f"{path}{ending}")


def restore_backup(path: Path, good: Path) -> None:
    """Take a hostile file, put where the automatic copies lie, for one of them."""
    folder = backup_folder(forge.EVENING.hex())
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{good.stem}-20260101-200000.serata"
    for ending in ("", "-journal"):
        with suppress(FileNotFoundError):
            shutil.move(f"{path}{ending}", f"{copy}{ending}")
    try:
        copies_for(good)
        restore(copy, good.parent / "restored.serata")
    finally:
        for ending in ("", "-journal"):
            with suppress(FileNotFoundError):
                shutil.move(f"{copy}{ending}", f"{path}{ending}")


def command(*words: str) -> Door:
    """Return the door of a command, in whose words X and GOOD are the two files, and OUT is a new one."""

    def door(path: Path, good: Path) -> None:
        named = {"X": str(path), "GOOD": str(good), "OUT": str(good.parent / "out")}
        if run([named.get(word, word) for word in words]) != 0:
            raise FileProblem(path)

    return door


DOORS: Final[dict[str, Door]] = {
    "open": open_it,
    "look": look,
    "check": lambda path, _: check_file(path),
    "diagnose": lambda path, _: diagnose(path),
    "plan_join": plan,
    "join_into": join_in,
    "join_files, as a source": lambda path, good: join_files([path], good),
    "join_files, as the first source": lambda path, good: join_files([path, good], good.with_name("new.serata")),
    "join_files, as the target": lambda path, good: join_files([good], path),
    "drop on the page": drop,
    "kit": make_kit,
    "backup": restore_backup,
    "info": command("info", "X"),
    "check command": command("check", "X"),
    "export": command("export", "X", "--format", "html", "-o", "OUT"),
    "merge": command("merge", "X", "GOOD", "-o", "OUT"),
    "merge into": command("merge", "GOOD", "-o", "X"),
    "kit command": command("kit", "X", "-o", "OUT"),
    "notes list": command("notes", "list", "X", "--json"),
}

SCHEMA_OR_HEADER: Final = (
    "view that never ends",
    "trigger",
    "generated column",
    "virtual table",
    "expression index",
    "another table",
    "newer format",
    "other application",
    "write-ahead log",
    "row of 20 MB",
    "schema altered",
    "sparse file of 2 TB",
    "empty",
    "zip",
    "another program's database",
)
ROWS: Final[dict[str, Callable[[Path], Path]]] = {
    "altered row": forge.BAD_ROWS["altered row"],
    "same id with other content": lambda path: forge.run(path, """UPDATE fact SET data='{"text":"evil"}' WHERE at=3"""),
    "text that is no UTF-8": forge.BAD_ROWS["text that is no UTF-8"],
    "deep JSON": lambda path: forge.with_fact(path, forge.raw_fact(forge.BAD_DATA["deep JSON"])),
    "huge number": lambda path: forge.with_fact(path, forge.raw_fact(forge.BAD_DATA["huge number"])),
}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Return a good file of the same evening, in the folder where the hostile one will lie."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return forge.good(folder / "good.serata", 25)


def test_the_table_names_twenty_attacks() -> None:
    """Each attack of the docstring is tried below."""
    assert len(SCHEMA_OR_HEADER) + len(ROWS) == 20
    assert __doc__ is not None
    assert all(name in __doc__ for name in (*SCHEMA_OR_HEADER, *ROWS))


def test_the_forged_journal_works_where_nobody_looks(tmp_path: Path) -> None:
    """The attack is a real one: SQLite up to 3.53.2 deletes the victim when the file is simply opened."""
    path, victim = forge.good(tmp_path / "x.serata"), tmp_path / "tesi.txt"
    victim.write_text("tesi di laurea")
    forge.forge_journal(path, victim)
    db = sqlite3.connect(path)
    with suppress(sqlite3.Error):
        db.execute("SELECT count(*) FROM fact").fetchone()
    db.close()
    assert victim.exists() == (sqlite3.sqlite_version_info > (3, 53, 2))


@pytest.mark.parametrize("marked", [False, True], ids=["foreign", "where ours is expected"])
@pytest.mark.parametrize("door", DOORS)
def test_0_forged_super_journal_touches_no_victim(door: str, marked: bool, good: Path) -> None:
    """Through no door is the victim touched, nor the hostile file, nor its journal."""
    path, victim = forge.good(good.with_name("x.serata")), good.with_name("tesi.txt")
    victim.write_text("tesi di laurea")
    journal = forge.forge_journal(path, victim)
    before = (path.read_bytes(), journal.read_bytes(), good.read_bytes())
    if marked:
        mark_writing(path)
    with suppress(ForeignJournal, FileProblem):
        DOORS[door](path, good)
    assert victim.read_text() == "tesi di laurea"
    assert (path.read_bytes(), journal.read_bytes(), good.read_bytes()) == before


@pytest.mark.parametrize("door", [name for name in DOORS if name != "diagnose"])
def test_0_forged_super_journal_is_refused(door: str, good: Path) -> None:
    """Every door says no."""
    path = forge.good(good.with_name("x.serata"))
    forge.forge_journal(path, good.with_name("tesi.txt"))
    with pytest.raises(Problem):
        DOORS[door](path, good)


def test_0_even_unseen_the_forged_journal_is_not_followed(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the check of journals to fail one day, reading would still delete nothing: it is read-only and immutable."""
    path, victim = forge.good(good.with_name("x.serata")), good.with_name("tesi.txt")
    victim.write_text("tesi di laurea")
    journal = forge.forge_journal(path, victim)
    monkeypatch.setattr(guard, "check_journals", lambda _path: None)
    monkeypatch.setattr(guard, "journal_bytes", lambda _path: 0)
    with suppress(Problem):
        Session.look(path).close()
    assert victim.read_text() == "tesi di laurea"
    assert journal.exists()


def test_0_salvage_reads_past_a_forged_super_journal(good: Path) -> None:
    """The facts are saved from the bytes alone: no journal is followed."""
    path, victim = forge.good(good.with_name("x.serata")), good.with_name("tesi.txt")
    victim.write_text("tesi di laurea")
    forge.forge_journal(path, victim)
    assert salvage(path, good.with_name("saved.serata")).facts == 21
    assert victim.read_text() == "tesi di laurea"


@pytest.mark.parametrize("door", [name for name in DOORS if name != "diagnose"])
@pytest.mark.parametrize("name", SCHEMA_OR_HEADER)
def test_hostile_file_is_refused_at_every_door(name: str, door: str, good: Path) -> None:
    """It is refused, it stays as it is, and so does the good file."""
    path = forge.NOT_OPENED[name][1](good.with_name("x.serata"))
    before = (good.read_bytes(), path.stat().st_size, path.stat().st_mtime_ns)
    with pytest.raises(Problem):
        DOORS[door](path, good)
    assert (good.read_bytes(), path.stat().st_size, path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("order", ["source", "first"])
def test_hostile_rows_are_refused_one_by_one(name: str, order: str, good: Path) -> None:
    """Of the facts only the hostile one is left out, and it is counted."""
    path, target = ROWS[name](good.with_name("x.serata")), good.with_name("new.serata")
    report = join_files([path, good] if order == "first" else [good, path], target)
    assert report.refused == 1
    assert check_file(target).facts == check_file(good).facts
    assert check_file(target).fingerprint == check_file(good).fingerprint


@pytest.mark.parametrize("name", ROWS)
def test_hostile_rows_are_counted_before_a_join(name: str, good: Path) -> None:
    """What the page shows of such a file says how many rows are refused."""
    path = ROWS[name](good.with_name("x.serata"))
    with Session.open(good) as session:
        report, facts = plan_join(session, [path])
    assert (report.files[0].refused, facts) == (1, [])


def test_unknown_kinds_are_carried_along_and_counted(good: Path) -> None:
    """A thing of a later program is joined, kept in its very words, and counted among the things."""
    later = forge.fact(900, {"x": {"y": 1}}, "hologram")
    path, target = forge.good(good.with_name("x.serata"), 5, later), good.with_name("new.serata")
    join_files([good, path], target)
    with Session.open(target) as session:
        assert session.counts()["hologram"] == 1
        assert later in session.all_facts()


@pytest.mark.parametrize("at", [0, -1, 1, 3_800_000_000_000, 2**47, 2**62, -(2**62)])
def test_dates_of_any_time_survive(at: int, good: Path) -> None:
    """A clock of 1970, of 2090 or of no time at all is only a label: open, join, copy and salvage keep the fact."""
    odd = forge.make_fact(forge.EVENING, b"\7" * 16, "note", {"text": "orologio"}, by=b"B" * 8, at=at)
    path, target = forge.good(good.with_name("x.serata"), 3, odd), good.with_name("new.serata")
    with Session.open(path) as session:
        assert odd in session.all_facts()
        assert session.get("07" * 16) is not None
    join_files([good, path], target)
    salvage(target, good.with_name("saved.serata"))
    for file in (target, good.with_name("saved.serata")):
        with Session.look(file) as session:
            assert odd in session.all_facts()
    assert run(["export", str(target), "--format", "sqlite", "-o", str(good.with_name("out.sqlite"))]) == 0
    db = sqlite3.connect(good.with_name("out.sqlite"))
    assert any("orologio" in line for line in db.iterdump())
    db.close()
