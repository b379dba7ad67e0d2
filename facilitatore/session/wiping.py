"""Taking a file away with its content: overwritten first, because removing a name leaves the bytes on the disk.

What the medium keeps for itself (flash that writes elsewhere, the journal of a file system) is out of reach: against
that only an encrypted disk, or the passphrase of the register, helps (storage.md §6).
"""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Final

from facilitatore.session.flushing import flush_file
from facilitatore.session.format import saying_what_failed
from facilitatore.session.moving import remove
from facilitatore.session.whole_file import flush_folder

if TYPE_CHECKING:
    from pathlib import Path

_AT_ONCE: Final = 1 << 20


def wipe(path: Path) -> None:
    """Overwrite a file with zeros, bring them to the disk, then remove it; nothing happens where there is none.

    Of a link only the link goes.

    Raises:
        NotWritable, DiskFailed: it is still there, maybe empty.
    """
    with saying_what_failed(path):
        if not path.is_symlink() and path.is_file():
            _blank(path)
        remove(path)
        flush_folder(path.parent)


def _blank(path: Path) -> None:
    if not os.access(path, os.W_OK):
        path.chmod(0o600)
    with path.open("r+b") as file:
        blank(file)


def blank(file: IO[bytes]) -> None:
    """Overwrite an open file with zeros, bring them to the disk, and leave it empty.

    Raises:
        OSError: the medium gave an error.
    """
    left = file.seek(0, os.SEEK_END)
    file.seek(0)
    while left > 0:
        left -= file.write(bytes(min(left, _AT_ONCE)))
    file.flush()
    flush_file(file.fileno())
    file.truncate(0)
    flush_file(file.fileno())
