"""The open file on disk: one connection that holds the lock, and the one transaction that writes facts."""

from __future__ import annotations

import gc
import os
import sqlite3
from contextlib import contextmanager, suppress
from itertools import repeat
from typing import TYPE_CHECKING, Final

from facilitatore.errors import Damaged, DiskFailed, NotWritable, Problem
from facilitatore.interrupting import one_step
from facilitatore.session.building import check_free
from facilitatore.session.facts import Fact
from facilitatore.session.format import (
    COLUMNS,
    FORMAT,
    INSERT,
    create_schema,
    format_of,
    migrate,
    problem_of,
    saying_what_failed,
    set_up_writing,
    sql_errors,
    uri_of,
)
from facilitatore.session.guard import check_ids, check_writable, open_for_reading, read_facts, restrict
from facilitatore.session.header import check_header, hold, release
from facilitatore.session.journals import (
    JOURNAL,
    blank_journal,
    check_journals,
    drop_empty_journal,
    journal_bytes,
    journal_of,
)
from facilitatore.session.keys import Keys, connect, find_key
from facilitatore.session.moving import remove
from facilitatore.session.places import mark_writing, unmark_writing, was_writing
from facilitatore.session.replacing import wipe_parts
from facilitatore.session.rights import may_write
from facilitatore.session.whole_file import check_name, flush_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from facilitatore.session.keys import FileKey
    from facilitatore.session.purge import Purges

_BUSY_SECONDS: Final = 0.3


class FactFile:
    """A session file open for writing. SQLite's own exclusive lock says that it is: it dies with the process."""

    def __init__(self, path: Path, keys: Keys | None = None) -> None:
        """Open the file at `path`, checked and locked; `keys` open one that is closed with a passphrase.

        Raises:
            FileProblem: it cannot be opened, or is not to be trusted.
        """
        self.path = path
        salt = check_header(path)
        check_name(path, JOURNAL)
        check_journals(path)
        if not (may_write(path) and may_write(path.parent)):
            raise NotWritable(path)  # SQLite would open it all the same, and lock nothing
        self.key = find_key(path, salt, keys)
        if journal_bytes(path):
            from facilitatore.session.undoing import check_undoing  # not needed at a start in order

            check_undoing(path, self.key)
        self.db = self._connect()
        self._is_lost = False
        self._held = hold(path)
        if self.key is not None:
            wipe_parts(path, only_plain=True)  # taking the passphrase away was interrupted

    @classmethod
    def create(cls, path: Path) -> FactFile:
        """Make an empty file at `path` and open it.

        Raises:
            FileExists, NameTooLong, NotWritable, DiskFull: no file can be made there.
        """
        check_free(path)
        check_writable(path)
        check_journals(path)
        try:
            with saying_what_failed(path):
                db = sqlite3.connect(path, isolation_level=None)
                try:
                    set_up_writing(db)
                    create_schema(db)
                finally:
                    db.close()
        except Problem:
            with suppress(OSError):
                remove(path)
            drop_empty_journal(path)
            raise
        drop_empty_journal(path)
        return cls(path)

    def _connect(self) -> sqlite3.Connection:
        was_marked = was_writing(self.path)
        mark_writing(self.path)
        try:
            try:
                return self._connect_marked()
            except Damaged:
                # A first page that the medium did not give is malformed to SQLite; what is damaged is so the second time.
                return self._connect_marked()
        except BaseException:
            if not was_marked:
                unmark_writing(self.path)  # we never wrote: a journal that appears later is not ours
            raise

    def _connect_marked(self) -> sqlite3.Connection:
        uri = uri_of(self.path, "rw")
        with saying_what_failed(self.path):
            db = connect(uri, self.key, uri=True, timeout=_BUSY_SECONDS)
            try:
                # A crash is undone here, before the lock is kept: else SQLite leaves a blanked journal, foreign next time.
                set_up_writing(db)
                db.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
                db.execute("BEGIN EXCLUSIVE")
                db.execute("COMMIT")
                blank_journal(self.path)  # of a forgetting that was interrupted just after its commit
                restrict(db, self.path)
                if self.key is None:
                    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # VACUUM INTO attaches the copy it writes
            except BaseException:
                db.close()
                raise
        return db

    def read(self) -> list[Fact]:
        """Return every fact, in order of id.

        Raises:
            Damaged: a fact is not what was written.
        """
        with saying_what_failed(self.path):
            rows = self.db.execute(f"SELECT {COLUMNS} FROM fact ORDER BY id").fetchall()
        facts = list(map(tuple.__new__, repeat(Fact), rows))
        check_ids(facts, self.path)
        return facts

    @property
    def is_old(self) -> bool:
        """Whether the file has an older format than the one we write."""
        return format_of(self.db) < FORMAT

    def migrate(self) -> None:
        """Bring a file of an older format to this one, whole or not at all.

        Raises:
            FileProblem: it could not be; the file is as it was.
        """
        with saying_what_failed(self.path):
            migrate(self.db)

    def write(self, facts: Iterable[Fact], purges: Purges | None = None, without: Iterable[bytes] = ()) -> None:
        """Add facts, delete what `purges` forget and the facts `without`, in one transaction.

        When it returns they are on the disk.

        After an error of the medium SQLite may or may not have written: the file is opened again and looked at.

        Raises:
            DiskFull, NotWritable, DiskFailed, FileLocked, Damaged: nothing was written.
        """
        rows = list(facts)
        if self._is_lost:
            self._reopen()
        try:
            with one_step():
                self._transact(rows, purges, [(one,) for one in without])
        except sql_errors() as error:
            problem = problem_of(error, self.path)
            if not isinstance(problem, DiskFailed):
                raise problem from error
            if not self._holds(rows):
                raise problem from error

    def _transact(self, rows: list[Fact], purges: Purges | None, without: list[tuple[bytes]]) -> None:
        if purges is None:
            self._write_all(rows, None, without)
            return
        # The journal holds what is forgotten: kept at the commit, it is overwritten before it is cut.
        self.db.execute("PRAGMA journal_mode=PERSIST").fetchall()
        try:
            self._write_all(rows, purges, without)
        finally:
            blank_journal(self.path)
            self.db.execute("PRAGMA journal_mode=TRUNCATE").fetchall()

    def _write_all(self, rows: list[Fact], purges: Purges | None, without: list[tuple[bytes]]) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            self.db.executemany(INSERT, rows)
            self.db.executemany("DELETE FROM fact WHERE id=?", without)
            if purges is not None:
                purges.apply(self.db)
            self.db.execute("COMMIT")
        except BaseException:
            # On EIO and ENOSPC SQLite has often rolled back by itself; a second rollback would hide its error.
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    def _holds(self, rows: list[Fact]) -> bool:
        try:
            self._reopen()
            present = {fact.id for fact in self.read()}
        except Problem:
            return False  # a stick pulled out: the next writing tries again
        return all(row.id in present for row in rows)

    def _reopen(self) -> None:
        self._is_lost = True
        self.db.close()
        self.db = self._connect()
        self._is_lost = False

    def close(self) -> None:
        """Give the lock back and leave no empty journal beside the file."""
        try:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            self.db.execute("PRAGMA journal_mode=DELETE").fetchall()
        except sql_errors():
            pass  # a stick already pulled out: there is nothing left to tidy
        if os.name == "posix":
            drop_empty_journal(self.path)
        self.db.close()
        if os.name != "posix":  # on Windows no open file can be removed: ours only now, and another program's never
            drop_empty_journal(self.path)
        release(self._held)
        if self._is_tidy():
            flush_folder(self.path.parent)  # first: a journal that a power cut brings back is ours by the mark alone
            unmark_writing(self.path)

    def _is_tidy(self) -> bool:
        """Tell whether no journal is left: on a stick that was pulled out, or is read-only now, it could not be removed."""
        try:
            return self.path.exists() and not journal_of(self.path).exists()
        except OSError:
            return False


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage among what is just being made: a seventh of the time to open."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class SeenFile:
    """A session file that is only looked at: read once, never locked, never touched."""

    def __init__(self, path: Path, only: bytes | None = None, keys: Keys | None = None) -> None:
        """Name the file at `path`, of whose evenings `only` one is wanted, and what opens it."""
        self.path = path
        self.key: FileKey | None = None
        self._only = only
        self._keys = keys

    def read(self) -> list[Fact]:
        """Return every fact, in order of id.

        Raises:
            FileProblem: it cannot be read. Damaged: a fact is not what was written.
        """
        with open_for_reading(self.path, self._keys) as db:
            facts = [Fact._make(row) for row in read_facts(db)]
        if self._keys is not None:
            self.key = self._keys.first
            self._keys = Keys.holding(self.key)  # the passphrase is needed no more
        check_ids(facts, self.path)
        return facts if self._only is None else [fact for fact in facts if fact.session == self._only]

    def write(self, facts: Iterable[Fact], purges: Purges | None = None, without: Iterable[bytes] = ()) -> None:  # noqa: ARG002 - as `FactFile.write`
        """Refuse.

        Raises:
            NotWritable: always.
        """
        raise NotWritable(self.path)

    def close(self) -> None:
        """Do nothing: nothing is open."""
