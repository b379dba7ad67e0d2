"""The journal that may lie beside a file: ours after a crash, or one that nobody should follow."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

from facilitatore.errors import ForeignJournal
from facilitatore.session.format import saying_what_failed
from facilitatore.session.moving import remove
from facilitatore.session.places import was_writing
from facilitatore.session.wiping import blank

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
    write one of that sort, and never use a write-ahead log. An empty journal is none: it lies beside every file that is
    open, and is copied with it. SQLite neither reads nor removes it before it writes there itself. The same holds for an
    empty «-shm», which SQLite does not look at without a log; an empty «-wal» makes it take the file for one with a log.
    A journal whose first part is blank is refused: a forged name at its end would count again after the next crash.

    Raises:
        ForeignJournal: it is not ours; nothing was touched.
    """
    if _size_beside(path, "-wal") is not None or _size_beside(path, "-shm"):
        raise ForeignJournal(path)
    journal, size = journal_of(path), _size_beside(path, JOURNAL)
    if not size:
        return
    if not was_writing(path):
        raise ForeignJournal(path)  # a blank one too: SQLite would remove it
    with saying_what_failed(path), journal.open("rb") as file:
        file.seek(max(0, size - len(_SUPER_JOURNAL_END)))
        ends_forged = file.read() == _SUPER_JOURNAL_END
    if ends_forged:
        raise ForeignJournal(path)


def _size_beside(path: Path, ending: str) -> int | None:
    """Return how many bytes a file beside `path` has, None where there is none; what is no plain file counts as full."""
    try:
        stat = os.lstat(f"{path}{ending}")
    except OSError as error:
        if error.errno in _NONE_THERE:
            return None
        raise ForeignJournal(path) from error
    return stat.st_size if S_ISREG(stat.st_mode) else max(1, stat.st_size)


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


def blank_journal(path: Path) -> None:
    """Overwrite and empty a journal that no commit needs any more; call it while the lock is ours."""
    with suppress(OSError):
        if not journal_bytes(path) and journal_of(path).stat().st_size:
            with journal_of(path).open("r+b") as file:
                blank(file)


def drop_empty_journal(path: Path) -> None:
    """Remove the empty or blank journal that SQLite leaves; call it while the lock is ours, where open files can go."""
    with suppress(OSError):
        if not journal_bytes(path):
            remove(journal_of(path))
