"""What has to be done so that bytes and names are on the medium, and so that reading asks the medium for them.

The systems differ. On macOS ``fsync`` hands the bytes to the drive, which may keep them for a while; ``F_FULLFSYNC``
waits until the drive has written them (Apple, fcntl(2)). Each function tells whether the system gave all that is meant.
"""

from __future__ import annotations

import errno
import importlib
import os
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

_CALLS: Final[Any] = importlib.import_module("fcntl") if find_spec("fcntl") else None
"""The calls on open files that only some systems have; none on Windows."""

_HAS_NOT: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY, errno.ENOSYS, errno.EBADF})
"""What a system says of a call that this file system does not have, as some of sticks; anything else is an error."""


def flush_file(handle: int) -> bool:
    """Bring an open file to the medium; False: only as far as the drive, which may still be at it.

    Raises:
        OSError: the medium gave an error.
    """
    whole = getattr(_CALLS, "F_FULLFSYNC", None)
    if whole is not None:
        try:
            _CALLS.fcntl(handle, whole)
        except OSError as error:
            if error.errno not in _HAS_NOT:
                raise
        else:
            return True
    os.fsync(handle)
    return whole is None


def flush_names(folder: Path) -> bool:
    """Bring the names in a folder to the medium; False where the system cannot (Windows, some file systems of sticks).

    Raises:
        OSError: the medium gave an error.
    """
    if os.name != "posix":
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        return flush_file(handle)
    except OSError as error:
        if error.errno not in _HAS_NOT:
            raise
        return False
    finally:
        os.close(handle)


def past_cache(handle: int) -> bool:
    """Have an open file, flushed before, read from the medium and not from memory; False where the system cannot."""
    with suppress(OSError):
        if (no_cache := getattr(_CALLS, "F_NOCACHE", None)) is not None:
            _CALLS.fcntl(handle, no_cache, 1)
            return True
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            return True
    return False
