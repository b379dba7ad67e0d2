"""Writing a whole new session file: beside its place first, then put there, so that no half file has the name.

The bytes depend on the facts alone: one tree, filled in order of id, in a fresh file (storage.md §4.5).
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from facilitatore.errors import FileExists, FileProblem
from facilitatore.interrupting import one_step
from facilitatore.session.flushing import flush_file
from facilitatore.session.format import INSERT, create_schema, is_there, saying_what_failed
from facilitatore.session.journals import JOURNAL
from facilitatore.session.keys import connect
from facilitatore.session.moving import move, remove
from facilitatore.session.whole_file import check_name, flush_folder, part_beside, parts_beside
from facilitatore.session.wiping import wipe

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from facilitatore.session.facts import Fact
    from facilitatore.session.keys import FileKey

_ABANDONED_SECONDS: Final = 60
_MODE: Final = 0o666
"""For files that people hand on: the laptop itself takes away what it keeps from others."""


@contextmanager
def building(path: Path, key: FileKey | None = None, *, mode: int = _MODE) -> Iterator[sqlite3.Connection]:
    """Give an empty session file to be filled at `path`, and bring it to the disk; after an error nothing is there.

    With a `key` it is closed with the passphrase of that key. `mode` says who may read it, as far as this laptop allows.

    Without a journal: nobody else knows the file yet, and a power cut leaves a `.part` that nobody opens.

    Raises:
        FileProblem: it could not be written.
    """
    try:
        with saying_what_failed(path):
            remove(path)
            path.touch(mode, exist_ok=False)
            db = connect(str(path), key)
            try:
                db.execute("PRAGMA journal_mode=OFF").fetchall()
                db.execute("PRAGMA synchronous=OFF")
                create_schema(db)
                db.execute("BEGIN")
                yield db
                if db.in_transaction:
                    db.execute("COMMIT")
            finally:
                db.close()
            _flush(path)
    except BaseException:
        with suppress(OSError):
            remove(path)
        raise


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        flush_file(handle)
    finally:
        os.close(handle)


def build_file(path: Path, facts: Iterable[Fact], key: FileKey | None = None, *, mode: int = _MODE) -> None:
    """Write a session file with these facts, given in order of id; unless there is a key, its bytes depend on them alone.

    Raises:
        FileProblem: it could not be written; nothing is left at `path`.
    """
    with building(path, key, mode=mode) as db:
        db.executemany(INSERT, facts)


def copy_facts(facts: Iterable[Fact], target: Path, key: FileKey | None = None) -> None:
    """Write `facts` as a new file at `target`, whole or not at all.

    Raises:
        FileExists: there is one already. FileProblem: it could not be written.
    """
    check_free(target)
    wipe_abandoned_parts(target)
    part = part_beside(target)
    with removed_if_stopped(part):
        with naming(part, target):
            build_file(part, sorted(facts), key)
        put_in_place(part, target)


def check_free(target: Path) -> None:
    """Refuse a place for a new file where there is one, or whose name leaves no room for that of a journal.

    Raises:
        FileExists, NameTooLong: see above. FileProblem: nobody can tell.
    """
    check_name(target, JOURNAL)
    if is_there(target):
        raise FileExists(target)


def wipe_abandoned_parts(target: Path) -> None:
    """Wipe what a program that was killed while it built `target` has left beside it, a minute ago or more.

    Half a file holds names that somebody may forget later in the whole one.
    """
    with suppress(OSError, FileProblem):
        for part in parts_beside(target):
            if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                wipe(part)


@contextmanager
def removed_if_stopped(*parts: Path) -> Iterator[None]:
    """Remove files that were to become others, if they do not."""
    try:
        yield
    except BaseException:
        for part in parts:
            with suppress(OSError):
                remove(part)
        raise


@contextmanager
def naming(part: Path, target: Path) -> Iterator[None]:
    """Let problems with `part` name the file that it was to become."""
    try:
        yield
    except FileProblem as problem:
        if problem.path == part:
            problem.path = target
        raise


def put_in_place(part: Path, target: Path) -> None:
    """Give a built file its name, in place of what was there; lasts through a power cut, where the system can.

    Raises:
        FileProblem: the name cannot be had; `part` is removed, what was there is untouched.
    """
    with saying_what_failed(target), one_step():
        try:
            move(part, target)
        except OSError:
            with suppress(OSError):
                remove(part)
            raise
        flush_folder(target.parent)
