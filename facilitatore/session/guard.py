"""Opening files that may come from anywhere: hostile until checked, and never in place with a foreign journal.

The order is that of storage.md §5: size, header bytes, no journals beside, read-only, limits, a schema equal to ours,
structure, then only reading is allowed. Each fact's id is recomputed by whoever reads.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from facilitatore.errors import Damaged, FileLocked, FileMissing, ForeignJournal, NotOurs, NotWritable, TooNew
from facilitatore.session.facts import PURGE, Fact, have_true_ids, is_valid
from facilitatore.session.format import APPLICATION_ID, COLUMNS, FORMAT, expected_schema, saying_what_failed, uri_of
from facilitatore.session.places import was_writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = 4 << 30
MAX_ROW_BYTES: Final = 4 << 20
_HEADER_BYTES: Final = 100
_MAX_SECONDS: Final = 300.0
_BUSY_SECONDS: Final = 0.5
_BATCH: Final = 2000
_CHECKED_WHOLE: Final = 1 << 20
"""Bytes up to which the indexes are compared with the table too: an evening of three groups has 150,000."""
_SUPER_JOURNAL_END: Final = bytes.fromhex("d9d505f920a163d7")
_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, MAX_ROW_BYTES),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 10_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
)


def check_header(path: Path) -> None:
    """Look at the first 100 bytes and at the size, without SQLite (https://sqlite.org/fileformat2.html §1.3).

    Raises:
        FileMissing, NotOurs, TooNew, Damaged, NotWritable: what is there cannot be a file of ours.
        FileLocked: this very program holds it open.
    """
    with saying_what_failed(path):
        if not path.exists():
            raise FileMissing(path)
        if not path.is_file():
            raise NotOurs(path)
        if _identity(path) in _HELD:
            raise FileLocked(path)
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(b"SQLite format 3\0"):
        raise NotOurs(path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotOurs(path)
    found = int.from_bytes(header[60:64], "big")
    if found > FORMAT:
        raise TooNew(path, found, FORMAT)
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    if header[18:20] != b"\1\1" or page == 0 or size > MAX_BYTES:
        raise Damaged(path)
    if (size % page or size // page < pages) and not (_journal_bytes(path) and was_writing(path)):
        raise Damaged(path)  # a kill in the middle of a commit leaves this too, and a journal of ours that undoes it


def check_journals(path: Path) -> None:
    """Refuse a file beside which lies a journal that this laptop did not leave.

    A forged journal names a file that SQLite, up to 3.53.2, deletes on opening (storage.md §5, reproduced). We never
    write one of that sort, and never use a write-ahead log.

    Raises:
        ForeignJournal: it is not ours; nothing was touched.
    """
    for ending in ("-wal", "-shm"):
        if path.with_name(path.name + ending).exists():
            raise ForeignJournal(path)
    journal = path.with_name(path.name + "-journal")
    try:
        size = journal.stat().st_size
    except FileNotFoundError:
        return
    except OSError as error:
        raise ForeignJournal(path) from error
    if size == 0:
        return
    if not was_writing(path):
        raise ForeignJournal(path)  # a blank one too: SQLite would remove it
    with saying_what_failed(path), journal.open("rb") as file:
        file.seek(max(0, size - len(_SUPER_JOURNAL_END)))
        ends_forged = file.read() == _SUPER_JOURNAL_END
    if ends_forged:
        raise ForeignJournal(path)


def check_empty_journal(path: Path) -> None:
    """Refuse to work on a file beside which lies an empty journal that is not ours: working would remove it.

    Raises:
        ForeignJournal: it is there, and this laptop was not writing the file.
    """
    if path.with_name(path.name + "-journal").exists() and not was_writing(path):
        raise ForeignJournal(path)


def _journal_bytes(path: Path) -> int:
    """Return how long the journal beside a file is, 0 when SQLite would not look at it.

    A first byte of zero says that nothing of the commit has reached the file yet (``hasHotJournal`` in SQLite's
    pager.c): a program killed at that moment leaves it.
    """
    journal = path.with_name(path.name + "-journal")
    try:
        size = journal.stat().st_size
        with journal.open("rb") as file:
            return 0 if file.read(1) in (b"", b"\0") else size
    except FileNotFoundError:
        return 0
    except OSError:
        return 1  # there, and not to be read


def drop_empty_journal(path: Path) -> None:
    """Remove the empty or blank journal that SQLite leaves; call it while the lock is ours."""
    with suppress(OSError):
        if not _journal_bytes(path):
            path.with_name(path.name + "-journal").unlink(missing_ok=True)


def hold(path: Path) -> tuple[int, int]:
    """Note that this program has the file open: reading it with anything but SQLite would give its lock away.

    On Unix closing any handle of a file drops all locks of the process on it (https://sqlite.org/howtocorrupt.html
    §2.2): a second window of ours that only looks at the header would leave the first one without protection.
    """
    identity = _identity(path)
    _HELD.add(identity)
    return identity


def release(identity: tuple[int, int]) -> None:
    """Note that the file that `hold` returned is open no more."""
    _HELD.discard(identity)


def _identity(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_dev, stat.st_ino


_HELD: Final[set[tuple[int, int]]] = set()


def restrict(db: sqlite3.Connection, path: Path, *, thoroughly: bool = False) -> None:
    """Set limits, and refuse a schema that is not exactly ours or a structure that does not hold.

    Raises:
        NotOurs, Damaged: not our table, or not whole.
    """
    for limit, value in _LIMITS:
        db.setlimit(limit, value)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    found = set(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
    if found != expected_schema():
        raise NotOurs(path)
    is_whole = thoroughly or path.stat().st_size <= _CHECKED_WHOLE
    if db.execute(f"PRAGMA {'integrity' if is_whole else 'quick'}_check(1)").fetchone() != ("ok",):
        raise Damaged(path)


def _undo_half_a_commit(path: Path) -> None:
    """Open for work, and close, a file that this laptop was writing when it stopped: SQLite undoes what was half done."""
    from facilitatore.session.fact_file import FactFile

    FactFile(path).close()


@contextmanager
def open_for_reading(path: Path, *, thoroughly: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a file from anywhere, to read facts only; nothing in it can run and no file is touched.

    `thoroughly` compares the indexes with the table however large the file is.

    Raises:
        FileProblem: why not.
    """
    check_header(path)
    check_journals(path)
    if _journal_bytes(path):
        _undo_half_a_commit(path)
    with saying_what_failed(path):
        db = sqlite3.connect(
            uri_of(path, "ro"), uri=True, isolation_level=None, timeout=_BUSY_SECONDS, check_same_thread=False
        )
        try:
            end = time.monotonic() + _MAX_SECONDS
            db.set_progress_handler(lambda: time.monotonic() > end, 100_000)
            db.execute("PRAGMA query_only=ON").fetchall()
            restrict(db, path, thoroughly=thoroughly)
            db.set_authorizer(_only_reading)
            yield db
        except UnicodeDecodeError as error:
            raise Damaged(path) from error
        finally:
            db.close()


def _only_reading(action: int, _one: str | None, two: str | None, _database: str | None, trigger: str | None) -> int:
    counts = action == sqlite3.SQLITE_FUNCTION and two == "count"
    allowed = (action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) or counts) and trigger is None
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def read_facts(db: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of an open file in order of id; text that is no UTF-8 comes as such and fails `is_valid`.

    Raises:
        sqlite3.DatabaseError: the index that gives the order does not lead to every row: facts would be lost unseen.
    """
    db.text_factory = _text
    number, last = 0, b""
    rows = db.execute(f"SELECT {COLUMNS} FROM fact ORDER BY id")
    while batch := rows.fetchmany(_BATCH):
        number += len(batch)
        ids = [last, *(row[0] for row in batch)]
        if any(type(one) is not bytes for one in ids) or any(one >= after for one, after in pairwise(ids)):
            raise sqlite3.DatabaseError
        last = ids[-1]
        yield from batch
    if db.execute("SELECT count(*) FROM fact NOT INDEXED").fetchone() != (number,):
        raise sqlite3.DatabaseError


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def read_purges(db: sqlite3.Connection) -> list[Fact]:
    """Return the valid purge facts of an open file."""
    db.text_factory = _text
    rows = db.execute(f"SELECT {COLUMNS} FROM fact WHERE kind=?", (PURGE,))
    return [Fact._make(row) for row in rows if is_valid(row)]


def check_ids(facts: list[Fact], path: Path) -> None:
    """Refuse a file of our own in which a fact is not what was written.

    Raises:
        Damaged: an id is not the hash of its content.
    """
    if not have_true_ids(facts):
        raise Damaged(path)


def check_writable(path: Path) -> None:
    """Refuse early a folder where no journal could be made.

    Raises:
        NotWritable: the folder is missing or read-only.
    """
    if not path.parent.is_dir():
        raise NotWritable(path)
