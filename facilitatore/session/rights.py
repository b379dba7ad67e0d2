"""Whether one may write, found out before anything has to be."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_TELLS_RIGHTS: Final = os.name == "posix"
_REFUSED: Final = frozenset({None, 5, 19})
"""``ERROR_ACCESS_DENIED`` and ``ERROR_WRITE_PROTECT``; 32 and 33 are of another program that holds the file for now."""


def may_write(path: Path) -> bool:
    """Tell whether a file may be changed, or files may be made in a folder.

    ``os.access`` tells it on Linux and macOS. On Windows it looks at one mark, «read-only», and not at who was given the
    right to write, nor at folders that Defender guards; SQLite would open the file for reading and refuse the first
    note. There it is tried: nothing of the file changes, and in a folder nothing is left.
    """
    return os.access(path, os.W_OK) and (_TELLS_RIGHTS or _is_let(path))


def _is_let(path: Path) -> bool:
    try:
        if path.is_dir():
            _make_and_remove(path / f".{os.urandom(4).hex()}.part")
        else:
            _open_to_write(path)
    except PermissionError as error:
        return getattr(error, "winerror", None) not in _REFUSED
    except OSError:
        pass  # something else is wrong, which whoever writes will be told
    return True


def _open_to_write(path: Path) -> None:
    """Open a file for writing, and close it. On Windows by the system's own call: `open` gives one number for all refusals."""
    if sys.platform == "win32":
        import _winapi

        everybody = 7  # others may read, write and remove it meanwhile
        how = (_winapi.GENERIC_WRITE, everybody, _winapi.NULL, _winapi.OPEN_EXISTING, 0, _winapi.NULL)
        _winapi.CloseHandle(_winapi.CreateFile(str(path), *how))
    else:
        path.open("r+b").close()


def _make_and_remove(path: Path) -> None:
    temporary = getattr(
        os, "O_TEMPORARY", 0
    )  # Windows removes it on closing, also where others hold new files for a while
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | temporary))
    with suppress(OSError):
        path.unlink(missing_ok=True)
