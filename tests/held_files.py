"""What Windows forbids, on a system that allows it: to rename, replace or remove a file that somebody has open.

Somebody is this very process, or a scanner, which looks at each file for a moment, or another program, for as long as a
test says. Time passes only while the program waits. What SQLite removes by itself is not seen from here.
"""

from __future__ import annotations

import errno
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from facilitatore.session import moving

SHARING_VIOLATION: Final = 32


class HeldFiles:
    """Refuses, in place of the system, what happens to files that are held."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the system's calls until `patch` is undone."""
        self.now = 0.0
        self.scan_seconds = 0.0
        """How long a scanner looks at each file when somebody first wants to move or remove it."""
        self.refused: list[Path] = []
        self._held: dict[Path, float] = {}
        self._scanned: dict[tuple[int, int], float] = {}
        patch.setattr(os, "name", "windows-like")  # neither of the names at which the program does something else
        patch.setattr(moving.time, "sleep", self._sleep)
        for name in ("replace", "rename", "unlink", "remove", "rmdir"):
            patch.setattr(os, name, self._refusing(getattr(os, name)))

    def hold(self, path: Path, seconds: float = math.inf) -> None:
        """Have another program open the file at `path`, there now or later, for so many seconds of waiting."""
        self._held[path.resolve()] = self.now + seconds

    def _sleep(self, seconds: float) -> None:
        self.now += seconds

    def _refusing(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: Any, **named: Any) -> None:
            held = [path for path in arguments if self._is_held(path, named.get("dir_fd"))]
            self.refused += [Path(path) for path in held]
            if held:
                error = PermissionError(errno.EACCES, "used by another process", os.fspath(held[0]))
                error.winerror = SHARING_VIOLATION  # type: ignore[attr-defined]
                raise error
            real(*arguments, **named)

        return call

    def _is_held(self, path: Any, folder: int | None) -> bool:
        try:
            found = os.stat(path, dir_fd=folder, follow_symlinks=False)
        except OSError:
            return False
        mark = (found.st_dev, found.st_ino)
        if self.now < self._held.get(Path(path).resolve(), -math.inf) or mark in _open_here():
            return True
        return self.now < self._scanned.setdefault(mark, self.now + self.scan_seconds)


def _open_here() -> set[tuple[int, int]]:
    """Return what this process has open."""
    found = set()
    for one in Path("/dev/fd").iterdir():
        try:
            stat = os.fstat(int(one.name))
        except OSError:
            continue
        found.add((stat.st_dev, stat.st_ino))
    return found
