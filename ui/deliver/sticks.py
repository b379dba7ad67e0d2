"""Which sticks are plugged in, so that one can hand over without looking for a folder."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

_LARGEST_BYTES: Final = 512 * 1024**3
"""A drive of unknown kind that is larger than this is a disk with other things on it, not a stick."""
_PLUGGED_IN: Final = {"linux": ("/media/", "/run/media/"), "darwin": ("/Volumes/",)}
"""Where the desktop puts what is plugged in; on Windows any letter but the system's may be a stick."""
_NO_MEDIA: Final = frozenset(
    {"tmpfs", "devtmpfs", "overlay", "squashfs", "fuse.portal", "nfs", "nfs4", "cifs", "smb3", "autofs"}
)
_EVERY_MS: Final = 2000


class Volume(NamedTuple):
    """A mounted file system as the system tells it; `free` and `total` are bytes."""

    root: Path
    name: str
    file_system: str
    free: int
    total: int
    is_writable: bool
    is_removable: bool | None
    """None where the system does not tell."""


def mounted_volumes() -> list[Volume]:
    """Return what is mounted and may be a stick; one pulled out in that moment is left out.

    Nothing else is asked how large it is: a share of the network that does not answer would hold the window up.
    """
    found = []
    for info in _candidates():
        root = Path(info.rootPath())
        if info.isValid() and info.isReady() and info.rootPath():
            writable = not info.isReadOnly() and os.access(root, os.W_OK)
            system = bytes(info.fileSystemType().data()).decode(errors="replace").casefold()
            device = bytes(info.device().data()).decode(errors="replace")
            removable = _is_removable(root, device)
            free, total = info.bytesAvailable(), info.bytesTotal()
            found.append(Volume(root, info.name() or root.name, system, free, total, writable, removable))
    return found


def _candidates() -> list[QStorageInfo]:
    if sys.platform != "linux":
        return QStorageInfo.mountedVolumes()
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    mounts = [line.split(" ")[:2] for line in lines]
    roots = {_unescaped(root): device for device, root in mounts if device.startswith("/dev/")}
    places = _PLUGGED_IN["linux"]
    return [
        QStorageInfo(root)
        for root, device in roots.items()
        if root.startswith(places) or _is_removable(Path(root), device)
    ]


def _unescaped(root: str) -> str:
    """Return the path of a line of ``/proc/self/mounts``, where a blank is a backslash with 040."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), root)


def _is_removable(root: Path, device: str) -> bool | None:
    """Ask the system whether a medium can be pulled out."""
    if sys.platform == "win32":
        import ctypes

        removable = 2  # DRIVE_REMOVABLE of GetDriveTypeW
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{root.drive}\\") == removable) or None
    with suppress(OSError, ValueError):
        disk = Path("/sys/class/block", Path(device).resolve().name).resolve(strict=True)
        for place in (disk, disk.parent):  # a partition says nothing, its disk does
            if (place / "removable").is_file():
                return bool(int((place / "removable").read_text(encoding="ascii"))) or None
    return None


def sticks_among(volumes: Iterable[Volume], platform: str = sys.platform) -> list[Volume]:
    """Return the volumes one would call a stick: writable, removable or small, and not what the system runs from."""
    places = _PLUGGED_IN.get(platform, ())
    system = Path(os.environ.get("SYSTEMDRIVE", "C:") + "\\") if platform == "win32" else Path("/")
    sticks = []
    for volume in volumes:
        is_there = volume.is_removable or volume.root.as_posix().startswith(places) or platform == "win32"
        is_small = volume.is_removable or 0 < volume.total <= _LARGEST_BYTES
        is_own = volume.root == system or volume.file_system in _NO_MEDIA or not volume.is_writable
        if is_there and is_small and not is_own:
            sticks.append(volume)
    return sorted(sticks, key=lambda volume: volume.root)


class StickWatch(QObject):
    """Looks for sticks every two seconds.

    Signals:
        found(list[Volume]): the sticks that are there, when they are others than before.
    """

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._told: list[tuple[Path, str]] = []

    def start(self) -> None:
        """Begin to look, at once and then again and again."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more: nobody sees it."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, and say what is there if it is something else than before."""
        sticks = sticks_among(mounted_volumes())
        now = [(stick.root, stick.name) for stick in sticks]
        if now != self._told:
            self._told = now
            self.found.emit(sticks)
