"""Opening files that may come from anywhere: hostile until checked, and never in place with a foreign journal.

The order is that of storage.md §5: size, header bytes, no journals beside, read-only and immutable (so that SQLite looks
at no journal and takes no lock), limits, a schema equal to ours, structure, then only reading is allowed. Each fact's id
is recomputed by whoever reads.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from itertools import pairwise
from operator import itemgetter, lt
from typing import TYPE_CHECKING, Any, Final

from facilitatore.errors import Damaged, DiskFailed, FileLocked, NotOurs, NotWritable
from facilitatore.session.facts import PURGE, Fact, have_true_ids, is_valid
from facilitatore.session.format import (
    COLUMNS,
    expected_schema,
    format_of,
    problem_of,
    saying_what_failed,
    sql_errors,
    uri_of,
)
from facilitatore.session.header import check_header
from facilitatore.session.journals import check_journals, journal_bytes
from facilitatore.session.keys import connect, find_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from facilitatore.session.keys import FileKey, Keys

MAX_ROW_BYTES: Final = 4 << 20
_MAX_SECONDS: Final = 300.0
_BUSY_SECONDS: Final = 0.5
_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, MAX_ROW_BYTES),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 10_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
)


def restrict(db: sqlite3.Connection, path: Path) -> None:
    """Set limits, and refuse a schema that is not exactly ours or a structure that does not hold.

    Raises:
        NotOurs, Damaged: not our table, or not whole. DiskFailed: not to be read now.
    """
    if isinstance(db, sqlite3.Connection):  # SQLCipher's has none to set; only who has the passphrase writes those
        for limit, value in _LIMITS:
            db.setlimit(limit, value)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    found = set(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
    version = format_of(db)
    if found != expected_schema(version):
        raise NotOurs(path)
    # Only format 1 has indexes, which have to be compared with the table.
    check = "integrity_check" if version == 1 else "quick_check"
    found_wrong = str(db.execute(f"PRAGMA {check}(1)").fetchone()[0])
    if found_wrong != "ok":
        raise DiskFailed(path) if _is_of_the_medium(found_wrong) else Damaged(path)


def _is_of_the_medium(found_wrong: str) -> bool:
    """Tell whether the check of the structure stumbled on a page that the medium did not give: the file may be whole.

    It says so in a row, and raises nothing (``checkTreePage`` and ``checkList`` in SQLite's btree.c).
    """
    import re  # 5 ms of the start, for a moment that hardly ever comes

    code = re.search(r"error code=(\d+)", found_wrong)
    return "failed to get page" in found_wrong or (code is not None and int(code[1]) & 0xFF == sqlite3.SQLITE_IOERR)


def _undo_half_a_commit(path: Path, keys: Keys | None) -> None:
    """Open for work, and close, a file that this laptop was writing when it stopped: SQLite undoes what was half done."""
    from facilitatore.session.fact_file import FactFile  # which looks at files with what is here

    FactFile(path, keys).close()


@contextmanager
def open_for_reading(path: Path, keys: Keys | None = None) -> Iterator[sqlite3.Connection]:
    """Open a file from anywhere, to read facts only; nothing in it can run and no file is touched.

    `keys` open a register that is closed with a passphrase.

    Raises:
        FileProblem: why not.
    """
    salt = check_header(path)
    check_journals(path)
    key = find_key(path, salt, keys)
    if journal_bytes(path):
        _undo_half_a_commit(path, keys)
    with saying_what_failed(path):
        before = _last_written(path)
        refuse_locked(path, key)
        db = connect(uri_of(path, "ro") + "&immutable=1", key, uri=True)
        try:
            end = time.monotonic() + _MAX_SECONDS
            db.set_progress_handler(lambda: time.monotonic() > end, 100_000)
            db.execute("PRAGMA query_only=ON").fetchall()
            db.execute("PRAGMA cache_size=-256").fetchall()  # read once from end to end: 50 of them stay small
            restrict(db, path)
            db.set_authorizer(_only_reading)
            yield db
        except UnicodeDecodeError as error:
            raise Damaged(path) from error
        finally:
            db.close()
        if _last_written(path) != before:
            raise FileLocked(path)  # half of what was read may be of before


def refuse_locked(path: Path, key: FileKey | None) -> None:
    """Ask for the lock of who reads, and give it back: an immutable file is read without any.

    Read-only, a journal is neither followed nor removed, and this pragma reads nothing but the header. Whatever else it
    stumbles upon is said by who opens the file next: SQLite calls a header that the medium did not give malformed.

    Raises:
        FileLocked: another program is writing.
    """
    db = connect(uri_of(path, "ro"), key, uri=True, timeout=_BUSY_SECONDS)
    try:
        db.execute("PRAGMA schema_version").fetchone()
    except sql_errors() as error:
        if isinstance(problem_of(error, path), FileLocked):
            raise FileLocked(path) from error
    finally:
        db.close()


def _last_written(path: Path) -> tuple[int, int]:
    """Return what tells that a file was written meanwhile, without opening it: that could cost us a lock (`hold`)."""
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


def _only_reading(action: int, _one: str | None, two: str | None, _database: str | None, trigger: str | None) -> int:
    counts = action == sqlite3.SQLITE_FUNCTION and two == "count"
    allowed = (action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) or counts) and trigger is None
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def read_facts(db: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of an open file in order of id, as `read_batches` does, one by one."""
    for batch in read_batches(db):
        yield from batch


def read_batches(db: sqlite3.Connection, size: int = 2000) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of an open file in order of id, so many at once; text that is no UTF-8 fails `is_valid`.

    Raises:
        sqlite3.DatabaseError: the order does not lead to every row: facts would be lost unseen.
    """
    db.text_factory = str  # as `_text`, and quicker by a third, until some text is no UTF-8
    number, last = 0, b""
    rows = db.execute(f"SELECT {COLUMNS} FROM fact ORDER BY id")
    while True:
        try:
            batch = rows.fetchmany(size)
        except sql_errors():
            if db.text_factory is _text:
                raise
            db.text_factory = _text
            rows = db.execute(f"SELECT {COLUMNS} FROM fact WHERE id>? ORDER BY id", (last,))
            continue
        if not batch:
            break
        number += len(batch)
        ids = [last, *(row[0] for row in batch)]
        if any(type(one) is not bytes for one in ids) or any(one >= after for one, after in pairwise(ids)):
            raise sqlite3.DatabaseError
        last = ids[-1]
        yield batch
    has_index = db.execute("SELECT count(*) FROM sqlite_schema WHERE type='index'").fetchone() != (0,)
    if has_index and db.execute("SELECT count(*) FROM fact NOT INDEXED").fetchone() != (number,):
        raise sqlite3.DatabaseError


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def read_kinds(db: sqlite3.Connection, kinds: Iterable[str] = (PURGE,)) -> list[Fact]:
    """Return the valid facts of these kinds in an open file: its purges, where nothing else is asked for."""
    db.text_factory = _text
    wanted = tuple(kinds)
    marks = ",".join("?" * len(wanted))
    rows = db.execute(f"SELECT {COLUMNS} FROM fact WHERE kind IN ({marks})", wanted)
    return [Fact._make(row) for row in rows if is_valid(row)]


def check_ids(facts: list[Fact], path: Path) -> None:
    """Refuse a file of our own in which a fact is not what was written, or not where it would be looked for.

    Raises:
        Damaged: an id is not the hash of its content, or the facts are not in order of id.
    """
    ids = list(map(itemgetter(0), facts))
    if not have_true_ids(facts) or not all(map(lt, ids, ids[1:])):
        raise Damaged(path)


def check_writable(path: Path) -> None:
    """Refuse early a folder where no journal could be made.

    Raises:
        NotWritable: the folder is missing or read-only.
    """
    if not path.parent.is_dir():
        raise NotWritable(path)
