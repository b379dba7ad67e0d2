"""The format of the file: one table, frozen for ever, with our mark in the header.

History of the format:

* 1 — the first: table ``fact`` and three indexes. Read for ever, brought to 2 when it is opened for work.
* 2 — the same table as one tree in order of id, without indexes: a fifth smaller, and nothing can disagree with it.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from facilitatore.errors import (
    Damaged,
    DiskFailed,
    DiskFull,
    FileHeld,
    FileLocked,
    NameTooLong,
    NotOurs,
    NotWritable,
    Problem,
    WrongPassphrase,
)
from facilitatore.session.moving import StillHeldError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID: Final = 0x46414349
"""``FACI`` at byte 68 of the file."""

FORMAT: Final = 2
"""``user_version`` at byte 60: the envelope, not the kinds of thing, which may grow freely."""

COLUMNS: Final = "id, session, entity, kind, at, by, data, seen"
INSERT: Final = "INSERT OR IGNORE INTO fact VALUES (?,?,?,?,?,?,?,?)"

_COLUMNS_OF_THE_TABLE: Final = (
    "id BLOB NOT NULL PRIMARY KEY, session BLOB NOT NULL, entity BLOB NOT NULL, kind TEXT NOT NULL, "
    "at INTEGER NOT NULL, by BLOB NOT NULL, data TEXT NOT NULL, seen BLOB NOT NULL"
)
_TABLE: Final = f"CREATE TABLE fact({_COLUMNS_OF_THE_TABLE}) STRICT, WITHOUT ROWID"

_ROWS: Final[dict[int, frozenset[tuple[str, str, str, str | None]]]] = {
    1: frozenset(
        {
            ("table", "fact", "fact", f"CREATE TABLE fact({_COLUMNS_OF_THE_TABLE}) STRICT"),
            ("index", "sqlite_autoindex_fact_1", "fact", None),
            ("index", "fact_session", "fact", "CREATE INDEX fact_session ON fact(session, kind)"),
            ("index", "fact_entity", "fact", "CREATE INDEX fact_entity ON fact(entity)"),
            ("index", "fact_purge", "fact", "CREATE INDEX fact_purge ON fact(session) WHERE kind='purge'"),
        }
    ),
    2: frozenset({("table", "fact", "fact", _TABLE)}),
}


def expected_schema(version: int) -> frozenset[tuple[str, str, str, str | None]]:
    """Return the rows of ``sqlite_schema`` that a file of this format has, and no others; none for one that never was."""
    return _ROWS.get(version, frozenset())


def format_of(db: sqlite3.Connection) -> int:
    """Return the format of an open file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def set_up_writing(db: sqlite3.Connection) -> None:
    """Choose how commits reach the disk.

    TRUNCATE with EXTRA lost nothing in any crash state tried; Python's default lost the last acknowledged note in 5
    power cuts of 40, WAL up to 899 (storage.md §4). `secure_delete` wipes what is forgotten.
    """
    db.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
    db.execute("PRAGMA synchronous=EXTRA")
    db.execute("PRAGMA fullfsync=ON")  # macOS: else a commit waits for the drive to have it, not to have written it
    db.execute("PRAGMA secure_delete=ON").fetchall()
    db.execute("PRAGMA trusted_schema=OFF")
    db.execute("PRAGMA cell_size_check=ON")


def create_schema(db: sqlite3.Connection) -> None:
    """Write our mark and the empty table, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={FORMAT}")
    db.execute(_TABLE)
    db.execute("COMMIT")


def migrate(db: sqlite3.Connection) -> None:
    """Bring an open file of an older format to this one, in one transaction: a crash leaves the old or the new.

    The facts pass through memory, never through a temporary file.
    """
    db.execute("PRAGMA temp_store=MEMORY").fetchall()
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute(f"CREATE TEMP TABLE old AS SELECT {COLUMNS} FROM fact NOT INDEXED")
        db.execute("DROP TABLE main.fact")
        db.execute(_TABLE)
        db.execute(f"INSERT INTO main.fact SELECT {COLUMNS} FROM temp.old ORDER BY id")
        db.execute("DROP TABLE temp.old")
        db.execute(f"PRAGMA user_version={FORMAT}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def uri_of(path: Path, mode: str) -> str:
    """Return the address SQLite opens, whatever bytes the name is made of."""
    return f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}"


@contextmanager
def saying_what_failed(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the disk into `Problem`s that name `path`."""
    try:
        yield
    except sql_errors() as error:
        raise problem_of(error, path) from error
    except UnicodeDecodeError as error:
        raise Damaged(path) from error  # an altered letter in the schema
    except OSError as error:
        raise problem_of_disk(error, path) from error


def is_there(path: Path) -> bool:
    """Tell whether something has this name.

    Raises:
        NameTooLong, NotWritable, DiskFailed: nobody can tell.
    """
    with saying_what_failed(path):
        return path.exists()


def sql_errors() -> tuple[type[Exception], ...]:
    """Return what SQLite raises, and SQLCipher too once it was needed: its errors are not those of `sqlite3`."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if cipher is None else (sqlite3.Error, cipher.Error)


def problem_of(error: Exception, path: Path) -> Problem:
    """Say which `Problem` an SQLite error is, by its result code (https://sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kinds: dict[int, type[Problem]] = {
        sqlite3.SQLITE_FULL: DiskFull,
        sqlite3.SQLITE_READONLY: NotWritable,
        sqlite3.SQLITE_CANTOPEN: NotWritable,
        sqlite3.SQLITE_PERM: NotWritable,
        sqlite3.SQLITE_BUSY: FileLocked,
        sqlite3.SQLITE_LOCKED: FileLocked,
        sqlite3.SQLITE_IOERR: DiskFailed,
        sqlite3.SQLITE_NOTADB: NotOurs,
    }
    if code == sqlite3.SQLITE_NOTADB and not isinstance(error, sqlite3.Error):
        return WrongPassphrase(path)  # to SQLCipher a first page that the key does not fit is noise
    return kinds.get(code, Damaged)(path)


def problem_of_disk(error: OSError, path: Path) -> Problem:
    """Say which `Problem` an error of the operating system is."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(path)
    if isinstance(error, StillHeldError):
        return FileHeld(path)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR):
        return NotWritable(path)
    return NameTooLong(path) if error.errno == errno.ENAMETOOLONG else DiskFailed(path)
