"""The format of the file: one table, frozen for ever, with our mark in the header.

History of the format:

* 1 — the first: table ``fact`` and three indexes.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from facilitatore.errors import Damaged, DiskFailed, DiskFull, FileLocked, NotOurs, NotWritable, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID: Final = 0x46414349
"""``FACI`` at byte 68 of the file."""

FORMAT: Final = 1
"""``user_version`` at byte 60: the envelope, not the kinds of thing, which may grow freely."""

COLUMNS: Final = "id, session, entity, kind, at, by, data, seen"
INSERT: Final = "INSERT OR IGNORE INTO fact VALUES (?,?,?,?,?,?,?,?)"

SCHEMA: Final = (
    (
        "CREATE TABLE fact(id BLOB NOT NULL PRIMARY KEY, session BLOB NOT NULL, entity BLOB NOT NULL, kind TEXT NOT NULL, "
        "at INTEGER NOT NULL, by BLOB NOT NULL, data TEXT NOT NULL, seen BLOB NOT NULL) STRICT"
    ),
    "CREATE INDEX fact_session ON fact(session, kind)",
    "CREATE INDEX fact_entity ON fact(entity)",
    "CREATE INDEX fact_purge ON fact(session) WHERE kind='purge'",
)
"""The indexes serve one evening out of an archive, one thing, and the purges (without the last, 1,000 joins cost
67 s instead of 11: storage.md §2.1)."""

_AUTO_INDEX = ("index", "sqlite_autoindex_fact_1", "fact", None)


def expected_schema() -> set[tuple[str, str, str, str | None]]:
    """Return the rows of ``sqlite_schema`` that our file has, and no others."""
    rows: set[tuple[str, str, str, str | None]] = {_AUTO_INDEX}
    for statement in SCHEMA:
        name = statement.split("(")[0].split()[2]
        rows.add(("table" if name == "fact" else "index", name, "fact", statement))
    return rows


def set_up_writing(db: sqlite3.Connection) -> None:
    """Choose how commits reach the disk.

    TRUNCATE with EXTRA lost nothing in any crash state tried; Python's default lost the last acknowledged note in 5
    power cuts of 40, WAL up to 899 (storage.md §4). `secure_delete` wipes what is forgotten.
    """
    db.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
    db.execute("PRAGMA synchronous=EXTRA")
    db.execute("PRAGMA secure_delete=ON").fetchall()
    db.execute("PRAGMA trusted_schema=OFF")
    db.execute("PRAGMA cell_size_check=ON")


def create_schema(db: sqlite3.Connection) -> None:
    """Write our mark and the empty table, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={FORMAT}")
    for statement in SCHEMA:
        db.execute(statement)
    db.execute("COMMIT")


def uri_of(path: Path, mode: str) -> str:
    """Return the address SQLite opens, whatever bytes the name is made of."""
    return f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}"


@contextmanager
def saying_what_failed(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the disk into `Problem`s that name `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise problem_of(error, path) from error
    except UnicodeDecodeError as error:
        raise Damaged(path) from error  # an altered letter in the schema
    except OSError as error:
        raise problem_of_disk(error, path) from error


def problem_of(error: sqlite3.Error, path: Path) -> Problem:
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
    return kinds.get(code, Damaged)(path)


def problem_of_disk(error: OSError, path: Path) -> Problem:
    """Say which `Problem` an error of the operating system is."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(path)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR):
        return NotWritable(path)
    return DiskFailed(path)
