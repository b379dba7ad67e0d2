"""The journal that may lie beside a file: ours after a crash, or one that nobody should follow."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from facilitatore.errors import ForeignJournal
from facilitatore.session.format import saying_what_failed
from facilitatore.session.places import was_writing

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL: Final = "-journal"
"""What SQLite adds to the name of a file for its rollback journal."""

_SUPER_JOURNAL_END: Final = bytes.fromhex("d9d505f920a163d7")
_NONE_THERE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
"""What the system says where no journal can be, also beside a file whose name leaves no room for it."""


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the rollback journal of a file."""
    return path.with_name(path.name + JOURNAL)


def check_journals(path: Path) -> None:
    """Refuse a file beside which lies a journal that this laptop did not leave.

    A forged journal names a file that SQLite, up to 3.53.2, deletes on opening (storage.md §5, reproduced). We never
    write one of that sort, and never use a write-ahead log.

    Raises:
        ForeignJournal: it is not ours; nothing was touched.
    """
    for ending in ("-wal", "-shm"):
        if os.path.lexists(f"{path}{ending}"):
            raise ForeignJournal(path)
    journal = journal_of(path)
    try:
        size = journal.stat().st_size
    except OSError as error:
        if error.errno in _NONE_THERE:
            return
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
    if os.path.lexists(f"{path}{JOURNAL}") and not was_writing(path):
        raise ForeignJournal(path)


def journal_bytes(path: Path) -> int:
    """Return how long the journal beside a file is, 0 when SQLite would not look at it.

    A first byte of zero says that nothing of the commit has reached the file yet (``hasHotJournal`` in SQLite's
    pager.c): a program killed at that moment leaves it.
    """
    journal = journal_of(path)
    try:
        size = journal.stat().st_size
        with journal.open("rb") as file:
            return 0 if file.read(1) in (b"", b"\0") else size
    except OSError as error:
        return 0 if error.errno in _NONE_THERE else 1  # there, and not to be read


def drop_empty_journal(path: Path) -> None:
    """Remove the empty or blank journal that SQLite leaves; call it while the lock is ours."""
    with suppress(OSError):
        if not journal_bytes(path):
            journal_of(path).unlink(missing_ok=True)
