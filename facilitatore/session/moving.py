"""Giving files their names and taking files away: the one place of the program that does.

On Windows no file can be renamed, replaced or removed while some program has it open without having allowed that; virus
scanners, indexers and what copies folders to a cloud do so for a moment with each new file. Whoever only tried once
would fail for no reason that lasts.
"""

from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING, Final

from facilitatore.session.rights import may_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PAUSES: Final = (0.01, 0.02, 0.04, 0.08, 0.15, 0.2, 0.3, 0.4, 0.4, 0.4)
"""Seconds between one try and the next: two in all, as a scanner may take for a large file."""

_ACCESS_DENIED: Final = 5
_HELD_WINDOWS: Final = frozenset({32, 33})
"""``ERROR_SHARING_VIOLATION`` and ``ERROR_LOCK_VIOLATION``."""

_HELD: Final = frozenset({errno.EBUSY, errno.ETXTBSY})
"""What other systems say of a file on a Windows share that somebody holds there."""


class StillHeldError(PermissionError):
    """Another program has held a file open all the time; `format.problem_of_disk` makes a `Problem` of it."""


def move(source: Path, target: Path) -> None:
    """Give a file the name `target`, in place of what has it: at once, or not at all.

    Raises:
        StillHeldError: another program holds one of the two. OSError: any other reason. Both files are as they were.
    """
    _patiently(lambda: os.replace(source, target), target)  # noqa: PTH105 - atomic on every system


def remove(path: Path) -> None:
    """Take a file, or a link, away; nothing happens where there is none.

    Raises:
        StillHeldError: another program holds it. OSError: any other reason.
    """
    _patiently(lambda: path.unlink(missing_ok=True), path)


def remove_folder(path: Path) -> None:
    """Take an empty folder away.

    Raises:
        StillHeldError: another program holds it. OSError: it is not empty, or any other reason.
    """
    _patiently(path.rmdir, path)


def _patiently(step: Callable[[], object], path: Path) -> None:
    for pause in _PAUSES:
        try:
            step()
        except OSError as error:
            if not _is_held(error, path):
                raise
            time.sleep(pause)
        else:
            return
    try:
        step()
    except OSError as error:
        if _is_held(error, path) and may_write(path.parent):
            raise StillHeldError(error.errno, error.strerror, str(path)) from error
        raise


def _is_held(error: OSError, path: Path) -> bool:
    """Tell whether a refusal may be over in a moment: no rights forbid it, and the folder takes files."""
    code = getattr(error, "winerror", None)
    if code in _HELD_WINDOWS or error.errno in _HELD:
        return True
    is_refusal = code == _ACCESS_DENIED or error.errno == errno.EACCES
    return is_refusal and os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())
