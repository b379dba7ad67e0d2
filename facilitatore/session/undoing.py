"""Half a commit that this laptop left: undone on a copy first, because the mark says where it wrote, not what.

The mark of `places` knows a name. Another file may lie there since, or a journal of another beside it, or a forged one:
SQLite believes any journal, writes its pages over the evening, or cuts it to one page, and what stood there is gone.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from facilitatore.errors import (
    Damaged,
    DiskFailed,
    DiskFull,
    FileProblem,
    ForeignJournal,
    NotWritable,
    WrongPassphrase,
)
from facilitatore.session.backup import back_up_facts
from facilitatore.session.format import saying_what_failed, set_up_writing, uri_of
from facilitatore.session.guard import read_batches, refuse_locked, restrict
from facilitatore.session.journals import journal_of
from facilitatore.session.keys import connect
from facilitatore.session.purge import Purges
from facilitatore.session.rescue.salvage import Scan, read_every_fact
from facilitatore.session.roots import root_ids
from facilitatore.session.scratch import new_file, scratch_folder

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from facilitatore.session.facts import Fact
    from facilitatore.session.keys import FileKey

_MOST_BYTES: Final = 64 << 20
"""Of a file, to keep what it loses: looking into every page of a larger one takes minutes."""


def check_undoing(path: Path, key: FileKey | None) -> None:
    """Refuse a journal from which SQLite would not make this evening again, whole; nothing beside it is touched.

    Facts that will be undone, since nobody was told that they are on the disk, are kept in an automatic copy: should
    the journal be of an older state of this very file, they are many.

    Where this laptop has no room for the copy the journal is believed.

    Raises:
        ForeignJournal: it would put another evening, or nothing, in the place of this one.
        Damaged: what it makes is not whole. WrongPassphrase: nobody can tell what it makes.
        FileLocked: another program is writing.
    """
    refuse_locked(path, key)
    with _copied(path) as copy:
        if copy is None:
            return
        before = _facts_in(copy) if key is None and copy.stat().st_size <= _MOST_BYTES else {}
        with saying_what_failed(path):
            journal = journal_of(path).read_bytes()
        try:
            new_file(journal_of(copy)).write_bytes(journal)
            after = _undone(copy, key)
        except (OSError, DiskFull, DiskFailed, NotWritable):
            return
        except WrongPassphrase as problem:
            raise WrongPassphrase(path) from problem
        except FileProblem as problem:
            raise Damaged(path) from problem
        _refuse_other(path, before, after)
        _keep_lost(path, before, after)


@contextmanager
def _copied(path: Path) -> Iterator[Path | None]:
    """Give a copy of a file, without its journal, in a folder of our own; None where there is no room."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch_folder())
        except FileProblem:
            yield None
            return
        copy = folder / f"{os.urandom(8).hex()}{path.suffix}"
        yield copy if _copy(path, copy) else None


def _copy(path: Path, copy: Path) -> bool:
    with saying_what_failed(path), path.open("rb") as source:
        try:
            target = new_file(copy).open("wb")
        except OSError:
            return False
        with target:
            while part := source.read(1 << 20):
                try:
                    target.write(part)
                    target.flush()
                except OSError:
                    return False
    return True


def _facts_in(copy: Path) -> dict[bytes, Fact]:
    """Return the facts of a file in the middle of a commit, page by page."""
    with suppress(FileProblem):
        return {fact.id: fact for fact in read_every_fact(copy, Scan())}
    return {}


def _undone(copy: Path, key: FileKey | None) -> set[bytes]:
    """Let SQLite undo the half commit; return the ids of what stands then.

    Raises:
        FileProblem: what stands is not whole.
    """
    with saying_what_failed(copy):
        db = connect(uri_of(copy, "rw"), key, uri=True)
        try:
            set_up_writing(db)
            db.execute("PRAGMA synchronous=OFF")
            restrict(db, copy)
            return _ids_in(db)
        finally:
            db.close()


def _ids_in(db: sqlite3.Connection) -> set[bytes]:
    return {row[0] for batch in read_batches(db) for row in batch}


def _refuse_other(path: Path, before: dict[bytes, Fact], after: set[bytes]) -> None:
    """Refuse to lose what the file is; a file that was just being made is nothing yet."""
    roots = set(root_ids(before.values()))
    standing = {fact.session for fact in before.values() if fact.id in after and fact.entity == fact.session}
    is_new = not after and all(fact.entity == fact.session for fact in before.values())
    if roots and not is_new and standing.isdisjoint(roots):
        raise ForeignJournal(path)


def _keep_lost(path: Path, before: dict[bytes, Fact], after: set[bytes]) -> None:
    """Write what is about to be undone as an automatic copy, unless that is not possible."""
    if before.keys() <= after:
        return
    purges = Purges.of(before.values())
    for root in root_ids(before.values()):
        back_up_facts(purges.settle(before.values()), path, root.hex())
