"""Full, read-only and failing disks: nothing that was acknowledged is lost, and what went wrong is said."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import forge
import pytest

from facilitatore.errors import (
    Damaged,
    DiskFailed,
    DiskFull,
    FileExists,
    FileLocked,
    NotOurs,
    NotWritable,
    Problem,
)
from facilitatore.session import FileKind, Session, new
from facilitatore.session.check import check_file
from facilitatore.session.fact_file import FactFile
from facilitatore.session.format import problem_of, problem_of_disk

if TYPE_CHECKING:
    from collections.abc import Iterator

FILLER = """
import resource, signal, sys
from pathlib import Path
from facilitatore.errors import DiskFailed, DiskFull
from facilitatore.session import Session, new
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
with Session.open(Path(sys.argv[1])) as session:
    try:
        while True:
            print(session.record("add", new("note", text="x" * 500)).ids[0], flush=True)
    except (DiskFull, DiskFailed):
        print("full")
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """Return a disk of one megabyte, or None where this system lets us mount none."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)]
    try:
        mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    yield place if mounted else None
    if mounted:
        subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


def test_limited_file_keeps_every_acknowledged_note(tmp_path: Path) -> None:
    """Where the system lets a file grow no further, the writing fails, the notes before it stay, the file is whole."""
    pytest.importorskip("resource")
    path = tmp_path / "x.serata"
    forge.evening(path).close()
    run = subprocess.run([sys.executable, "-c", FILLER, str(path)], check=True, capture_output=True, text=True)
    *ids, last = run.stdout.split()
    assert last == "full"
    with Session.open(path) as session:
        assert len(ids) > 100
        assert {note.id for note in session.things("note")} == set(ids)


def test_read_only_medium_is_said(tmp_path: Path) -> None:
    """A file on a read-only medium can be read, not opened for work."""
    path = forge.good(tmp_path / "x.serata")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError) as caught:
        db.execute("DELETE FROM fact")
    assert isinstance(problem_of(caught.value, path), NotWritable)
    db.close()


def test_read_only_mount_is_said(small_disk: Path | None, tmp_path: Path) -> None:
    """On a medium mounted read-only a file is checked, not opened for work, nor made."""
    path = forge.good((small_disk or tmp_path) / "x.serata")
    if small_disk is None:
        return
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert check_file(path).facts == 21
    with pytest.raises(NotWritable):
        Session.open(path)
    with pytest.raises(NotWritable):
        Session.create(small_disk / "new.serata", FileKind.EVENING, fields={"title": "x"})


def test_missing_folder_is_not_writable(tmp_path: Path) -> None:
    """No evening is made in a folder that is not there."""
    with pytest.raises(NotWritable):
        Session.create(tmp_path / "no" / "x.serata", FileKind.EVENING, fields={"title": "x"})


def test_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    """A new evening never takes the place of another file."""
    path = tmp_path / "x.serata"
    path.write_text("tesi")
    with pytest.raises(FileExists):
        Session.create(path, FileKind.EVENING, fields={"title": "x"})
    assert path.read_text() == "tesi"


def test_evening_that_could_not_be_made_is_not_left_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the first fact cannot be written the file goes, and its name is free again."""
    path = tmp_path / "x.serata"
    with monkeypatch.context() as broken:
        broken.setattr(FactFile, "_transact", fail_with(sqlite3.SQLITE_FULL))
        with pytest.raises(DiskFull):
            Session.create(path, FileKind.EVENING, fields={"title": "x"})
    assert [entry for entry in tmp_path.iterdir() if entry.is_file()] == []
    Session.create(path, FileKind.EVENING, fields={"title": "x"}).close()


def fail_with(code: int, *, after_writing: bool = False) -> object:
    """Return a `FactFile._transact` that ends in an error of SQLite."""
    whole = FactFile._transact

    def transact(file: FactFile, *what: object) -> None:
        if after_writing:
            whole(file, *what)  # type: ignore[arg-type]
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise error

    return transact


@pytest.mark.parametrize("after_writing", [False, True])
def test_failing_disk_is_looked_at_again(after_writing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an error of the medium the file is opened again: memory says what the disk holds."""
    with forge.evening(tmp_path / "x.serata", "prima") as session:
        with monkeypatch.context() as broken:
            broken.setattr(FactFile, "_transact", fail_with(sqlite3.SQLITE_IOERR, after_writing=after_writing))
            if after_writing:
                session.record("add", new("note", text="dopo"))
            else:
                with pytest.raises(DiskFailed):
                    session.record("add", new("note", text="dopo"))
        session.record("add", new("note", text="infine"))
        texts = [note.text("text") for note in session.things("note")]
        assert texts == (["prima", "dopo", "infine"] if after_writing else ["prima", "infine"])
    with Session.open(tmp_path / "x.serata") as again:
        assert [note.text("text") for note in again.things("note")] == texts


@pytest.mark.unix_like
def test_medium_pulled_out_and_put_back_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the medium is away writing fails; once it is back the same window goes on."""
    path, away = tmp_path / "x.serata", tmp_path / "away"
    with forge.evening(path, "prima") as session:
        with monkeypatch.context() as broken:
            broken.setattr(FactFile, "_transact", fail_with(sqlite3.SQLITE_IOERR))
            path.rename(away)
            for _ in range(2):
                with pytest.raises(Problem):
                    session.record("add", new("note", text="perso"))
        away.rename(path)
        session.record("add", new("note", text="dopo"))
        assert [note.text("text") for note in session.things("note")] == ["prima", "dopo"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_READONLY, NotWritable),
        (sqlite3.SQLITE_CANTOPEN, NotWritable),
        (sqlite3.SQLITE_BUSY, FileLocked),
        (sqlite3.SQLITE_IOERR, DiskFailed),
        (sqlite3.SQLITE_IOERR | 10 << 8, DiskFailed),
        (sqlite3.SQLITE_NOTADB, NotOurs),
        (sqlite3.SQLITE_CORRUPT, Damaged),
    ],
)
def test_every_result_code_has_its_problem(code: int, kind: type[Problem]) -> None:
    """An error of SQLite is said by its result code, extended or not."""
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    assert type(problem_of(error, Path("x.serata"))) is kind


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EROFS, NotWritable), (errno.EIO, DiskFailed)]
)
def test_every_disk_error_has_its_problem(number: int, kind: type[Problem]) -> None:
    """An error of the system is said by its number."""
    assert type(problem_of_disk(OSError(number, os.strerror(number)), Path("x.serata"))) is kind
