"""The first look at a file, without SQLite: how long it is, what its first 100 bytes say, and whether we hold it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.errors import Damaged, FileLocked, FileMissing, NotOurs, NotReadable, TooNew
from facilitatore.session.format import APPLICATION_ID, FORMAT, saying_what_failed
from facilitatore.session.journals import journal_bytes
from facilitatore.session.keys import PAGE_BYTES, SALT_BYTES, looks_ciphered
from facilitatore.session.places import was_writing

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 4 << 30
_HEADER_BYTES: Final = 100


def check_header(path: Path) -> bytes:
    """Look at the size and at the first 100 bytes, without SQLite (https://sqlite.org/fileformat2.html §1.3).

    Returns the salt of a register that is closed with a passphrase, nothing for a plain file.

    Raises:
        FileMissing, NotOurs, TooNew, Damaged, NotReadable: what is there cannot be a file of ours.
        FileLocked: this very program holds it open.
    """
    size = size_of(path)
    if size > MAX_BYTES:
        raise Damaged(path)
    header = read_header(path)
    if looks_ciphered(path, header):
        if size % PAGE_BYTES and not (journal_bytes(path) and was_writing(path)):
            raise Damaged(path)  # only half of it was copied
        return header[:SALT_BYTES]
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
    if header[18:20] != b"\1\1" or page == 0:
        raise Damaged(path)
    if (size % page or size // page < pages) and not (journal_bytes(path) and was_writing(path)):
        raise Damaged(path)  # a kill in the middle of a commit leaves this too, and a journal of ours that undoes it
    return b""


def size_of(path: Path) -> int:
    """Return how many bytes a file has that somebody may read: there, a file, and not held by this very program.

    Raises:
        FileMissing, NotOurs, NotReadable, FileLocked: it is not.
    """
    with saying_what_failed(path):
        try:
            if not path.exists():
                raise FileMissing(path)
            if not path.is_file():
                raise NotOurs(path)
        except PermissionError as error:
            raise NotReadable(path) from error
        if _identity(path) in _HELD:
            raise FileLocked(path)
        return path.stat().st_size


def read_header(path: Path) -> bytes:
    """Return the first 100 bytes of a file, or as many as there are.

    Raises:
        NotReadable, DiskFailed: it cannot be read.
    """
    with saying_what_failed(path):
        try:
            with path.open("rb") as file:
                return file.read(_HEADER_BYTES)
        except PermissionError as error:
            raise NotReadable(path) from error


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
