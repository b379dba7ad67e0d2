"""Files that live for a moment and may hold names: in one folder of ours, which nobody else may enter, and then wiped.

Each is made with `new_file`, or by `building` with `FILE_MODE`, so that nobody else may read it either.

A program that is killed leaves them. Each folder has a lock beside it that dies with the program: what nobody locks any
more is wiped by whoever comes next.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Final

from facilitatore.errors import FileProblem
from facilitatore.session.format import saying_what_failed
from facilitatore.session.moving import remove, remove_folder
from facilitatore.session.places import state_folder
from facilitatore.session.wiping import wipe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCK: Final = ".lock"
_OURS_ALONE: Final = 0o700
FILE_MODE: Final = 0o600
"""For the files in the folder: nobody else may read them, should they ever be moved or the folder be opened."""


def scratch_place() -> Path:
    """Return the folder that holds the folders of all running programs."""
    return state_folder() / "scratch"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give an empty folder that nobody else may enter, and wipe what is in it afterwards.

    Raises:
        FileProblem: it cannot be made.
    """
    sweep_scratch()
    place = scratch_place()
    with saying_what_failed(place):
        place.mkdir(mode=_OURS_ALONE, parents=True, exist_ok=True)
        place.chmod(_OURS_ALONE)
        folder, lock = _locked_folder(place)
    try:
        yield folder
    finally:
        _clear(folder, lock)


def new_file(path: Path) -> Path:
    """Make an empty file that nobody else may read, and return its path.

    Raises:
        OSError: it is there already, or cannot be made.
    """
    path.touch(FILE_MODE, exist_ok=False)
    return path


def _locked_folder(place: Path) -> tuple[Path, IO[bytes]]:
    """Make a folder whose lock is held before it is there: what has none that holds is nobody's."""
    while True:
        folder = place / os.urandom(8).hex()
        lock = new_file(_lock_of(folder)).open("ab")
        if _take(lock) and _is_there(lock, folder):
            folder.mkdir(mode=_OURS_ALONE)
            return folder, lock
        lock.close()


def _is_there(lock: IO[bytes], folder: Path) -> bool:
    """Tell whether nobody has swept a lock away in the moment before it was taken."""
    try:
        return os.path.samestat(os.fstat(lock.fileno()), _lock_of(folder).stat())
    except FileNotFoundError:
        return False


def sweep_scratch() -> None:
    """Wipe what programs that were killed have left; what another one is using stays. Nothing is raised."""
    with suppress(OSError):
        for folder in {one.with_suffix("") for one in scratch_place().iterdir()}:
            _sweep(folder)


def _sweep(folder: Path) -> None:
    with suppress(OSError):
        lock = _lock_of(folder).open("ab")
        if _take(lock):
            _clear(folder, lock)
        else:
            lock.close()


def _clear(folder: Path, lock: IO[bytes]) -> None:
    """Wipe what is in a folder, and only then give its lock back."""
    with suppress(OSError, FileProblem):
        if folder.is_dir():
            for one in folder.iterdir():
                with suppress(FileProblem):  # what somebody holds stays, with its lock, until the next start
                    wipe(one)
            remove_folder(folder)
        lock.close()  # no open file can be removed on Windows; whoever takes the lock now finds nothing to wipe
        remove(_lock_of(folder))
    lock.close()


def _lock_of(folder: Path) -> Path:
    return folder.with_suffix(_LOCK)


def _take(lock: IO[bytes]) -> bool:
    """Take a lock that ends with this program; False where another one holds it.

    Where the system has no locks nobody gets one, and nothing is swept.

    Raises:
        OSError: there are none.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
