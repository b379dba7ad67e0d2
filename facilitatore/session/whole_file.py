"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import Final

from facilitatore.errors import DiskFailed, DiskFull, FileMissing, FileProblem, NotWritable

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG})


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, bring it to the disk, then put it in its place; what was there before is replaced.

    Raises:
        NotWritable: the folder is read-only, or `path` is a folder.
        DiskFull: no room left.
        FileMissing: the folder does not exist; the problem carries the path of the folder.
        DiskFailed: any other error of the medium.
    """
    part = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise _problem(path, error) from error


def flush_folder(folder: Path) -> None:
    """Bring the new name to the disk, where folders can be opened (not on Windows) and synced (not on every stick)."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _problem(path: Path, error: OSError) -> FileProblem:
    if error.errno in _FULL:
        return DiskFull(path)
    if error.errno in _FORBIDDEN:
        return NotWritable(path)
    return FileMissing(path.parent) if error.errno == errno.ENOENT else DiskFailed(path)
