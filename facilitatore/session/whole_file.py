"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from hashlib import blake2b
from pathlib import Path
from typing import Final

from facilitatore.errors import DiskFailed, DiskFull, FileHeld, FileMissing, FileProblem, NameTooLong, NotWritable
from facilitatore.interrupting import one_step
from facilitatore.session.flushing import flush_file, flush_names
from facilitatore.session.moving import StillHeldError, move, remove

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.EBUSY})

_MOST_BYTES: Final = 255
"""How long a name may be, on every file system that people have."""

_PART_BYTES: Final = len(".01234567.part")


def name_bytes(name: str) -> int:
    """Return how long a name is: Windows counts in halves of four bytes, the others in bytes of UTF-8."""
    return len(name.encode("utf-16-le", "surrogatepass")) // 2 if os.name == "nt" else len(os.fsencode(name))


def check_name(path: Path, ending: str = "") -> None:
    """Refuse a name to which `ending` could not be added.

    Raises:
        NameTooLong: there is no room for it.
    """
    if name_bytes(path.name + ending) > _MOST_BYTES:
        raise NameTooLong(path)


def part_beside(target: Path) -> Path:
    """Return the path, used by nobody, at which the file that will take the place of `target` is built."""
    return target.parent / f"{_part_stem(target)}.{os.urandom(4).hex()}.part"


def parts_beside(target: Path) -> list[Path]:
    """Return what was built, or is being built, for the place of `target`."""
    stem = _part_stem(target)
    return [one for one in target.parent.iterdir() if one.name.startswith(f"{stem}.") and one.suffix == ".part"]


def _part_stem(target: Path) -> str:
    """Return the name of the target, or a mark of it where that is so long that nothing can be added."""
    if name_bytes(target.name) + _PART_BYTES <= _MOST_BYTES:
        return target.name
    return blake2b(os.fsencode(target.name), digest_size=16).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, bring it to the disk, then put it in its place; what was there before is replaced.

    Raises:
        NotWritable: the folder is read-only, or `path` is a folder, a pipe or a device. NameTooLong: longer than the system allows.
        FileHeld: another program has `path` open. DiskFull: no room left.
        FileMissing: the folder does not exist; the problem carries the path of the folder.
        DiskFailed: any other error of the medium.
    """
    part = part_beside(path)
    try:
        if path.exists() and not path.is_file():
            raise NotWritable(path)  # a folder; a device would be gone, for all programs
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            flush_file(file.fileno())
        with one_step():
            move(part, path)
            flush_folder(path.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            remove(part)
        if isinstance(error, OSError):
            raise _problem(path, error) from error
        raise


def flush_folder(folder: Path) -> None:
    """Bring the new name to the disk, where folders can be opened (not on Windows) and synced (not on every stick)."""
    with contextlib.suppress(OSError):
        flush_names(folder)


def _problem(path: Path, error: OSError) -> FileProblem:
    if error.errno in _FULL:
        return DiskFull(path)
    if isinstance(error, StillHeldError):
        return FileHeld(path)
    if error.errno in _FORBIDDEN:
        return NotWritable(path)
    if error.errno == errno.ENAMETOOLONG:
        return NameTooLong(path)
    return FileMissing(path.parent) if error.errno == errno.ENOENT else DiskFailed(path)
