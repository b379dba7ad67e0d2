"""Small disks of our own, where this system lets us mount any (a container may not)."""

from __future__ import annotations

import os
import struct
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PATIENCE = 100
_SHUTDOWN, _WITHOUT_FLUSHING = 0x8004587D, 2
"""EXT4_IOC_SHUTDOWN and its hardest flag (Linux, fs/ext4/ext4.h): what xfstests use for a power cut."""


class Mounts:
    """Mounts disks in a folder, and takes them away; each method returns None where it is not allowed."""

    def __init__(self, folder: Path) -> None:
        """Keep images and mount points in `folder`."""
        self.folder = folder
        self._points: list[Path] = []
        self._loops: list[str] = []

    def memory(self, name: str, kibibytes: int) -> Path | None:
        """Return a disk in memory."""
        point = self._point(name)
        if not succeeds("mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "none", point):
            return None
        self._points.append(point)
        return point

    def image(self, path: Path, kibibytes: int, make: Sequence[str] = ("mkfs.ext4", "-q", "-F", "-m", "0")) -> bool:
        """Make a file that holds a disk."""
        with path.open("wb") as file:
            file.truncate(kibibytes << 10)
        return succeeds(*make, path)

    def loop(self, name: str, image: Path, mount: Sequence[str] = ("mount", "-t", "ext4")) -> Path | None:
        """Return the disk that a file holds."""
        point = self._point(name)
        try:
            made = subprocess.run(["losetup", "-f", "--show", str(image)], check=True, capture_output=True, text=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        device = made.stdout.strip()
        self._loops.append(device)
        if not succeeds(*mount, device, point):
            return None
        self._points.append(point)
        return point

    def pull(self, point: Path) -> bool:
        """Pull the disk out: from now on every request fails with EIO, and what was not flushed is lost."""
        import fcntl  # not on Windows, where nothing is mounted

        handle = os.open(point, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", _WITHOUT_FLUSHING))
        except OSError:
            return False
        finally:
            os.close(handle)
        return True

    def put_back(self, point: Path, image: Path) -> None:
        """Put a disk that was pulled out back in its place."""
        subprocess.run(["umount", "-l", str(point)], check=True, capture_output=True)
        self._points.remove(point)
        assert self.loop(point.name, image) == point

    def take_away(self) -> None:
        """Unmount what was mounted last first; wait while somebody still holds it."""
        for point in reversed(self._points):
            for _ in range(_PATIENCE):
                if succeeds("umount", point):
                    break
                time.sleep(0.02)
            else:
                succeeds("umount", "-l", point)
        for device in self._loops:
            succeeds("losetup", "-d", device)
        self._points, self._loops = [], []

    def _point(self, name: str) -> Path:
        point = self.folder / name
        point.mkdir(parents=True, exist_ok=True)
        return point


def succeeds(*command: object) -> bool:
    """Run a command; tell whether it is there and did its work."""
    try:
        return subprocess.run([str(part) for part in command], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def fill_up(disk: Path) -> Path:
    """Fill what is left of a disk with somebody else's file."""
    film = disk / "film.mp4"
    with film.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    return film


@contextmanager
def quota(limit: int) -> Iterator[None]:
    """Let no file of this process grow beyond some bytes: the write that crosses the limit is a short one."""
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
