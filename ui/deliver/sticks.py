"""Which sticks are plugged in, so that one can hand over without looking for a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePath, PureWindowsPath
from threading import Thread
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

from ui.deliver.drives import FIXED, REMOVABLE, USB, Drive, drives_here

_LARGEST_BYTES: Final = 512 * 1024**3
"""A drive that does not call itself removable and is larger than this is a disk with other things on it, not a stick."""
_PLUGGED_IN: Final = {"linux": ("/media/", "/run/media/"), "darwin": ("/Volumes/",)}
"""Where the desktop puts what is plugged in."""
_NO_MEDIA: Final = frozenset({"tmpfs", "devtmpfs", "overlay", "squashfs", "autofs", "iso9660", "udf", "cdfs"})
"""Memory, what is made of other places, and discs."""
_OF_SERVERS: Final = (
    *("smb", "cifs", "afpfs", "nfs", "webdav", "davfs", "9p", "afs", "ceph"),
    *("fuse.", "dfsfuse"),
)
"""How the names of file systems begin that lie on a server, or that some program makes up. ``fuseblk`` is no such: NTFS."""
_EVERY_MS: Final = 2000


class Volume(NamedTuple):
    """A drive that was asked; `free` and `total` are bytes."""

    root: Path
    name: str
    """What people call it: its label, and without one its folder or its letter."""
    file_system: str
    free: int
    total: int
    is_writable: bool
    is_removable: bool


def may_be_stick(drive: Drive, platform: str, system_root: str) -> bool:
    """Tell whether a drive may be asked whether it is a stick: one of a server never is, nor where the system lives.

    On Windows it is removable, or a fixed one on the bus of the sticks; elsewhere it may also be what the desktop put
    where it puts what is plugged in, because many sticks call themselves fixed.
    """
    if drive.kind not in {REMOVABLE, FIXED} or drive.root.casefold() == system_root.casefold():
        return False
    if drive.file_system in _NO_MEDIA or drive.file_system.startswith(_OF_SERVERS):
        return False
    return drive.kind == REMOVABLE or drive.bus == USB or drive.root.startswith(_PLUGGED_IN.get(platform, "\0"))


def is_stick(volume: Volume) -> bool:
    """Tell whether a drive that was asked is one: of a kind that lies on the medium, and removable, or small and writable.

    A stick whose switch protects it is one too, so that the page can say why nothing can be put on it.
    """
    is_small = volume.is_removable or (volume.is_writable and 0 < volume.total <= _LARGEST_BYTES)
    lies_here = volume.file_system not in _NO_MEDIA and not volume.file_system.startswith(_OF_SERVERS)
    return is_small and lies_here


def stick_name(label: str, root: PurePath) -> str:
    """Return what people call a stick: its label, the folder it is mounted on, or ``E:``."""
    return label.strip() or root.name or root.drive


def sticks_here() -> list[Volume]:
    """Return the sticks in order of place; one pulled out in that moment is left out. It may take long."""
    system_root = os.environ.get("SYSTEMDRIVE", "C:") + "\\" if sys.platform == "win32" else "/"
    drives = [drive for drive in drives_here() if may_be_stick(drive, sys.platform, system_root)]
    volumes = [volume for drive in drives if (volume := _asked(drive)) is not None]
    return sorted(filter(is_stick, volumes), key=lambda volume: volume.root)


def _asked(drive: Drive) -> Volume | None:
    """Return what the medium tells of itself, None when there is none: an empty reader of cards, a letter that went."""
    with suppress(OSError):
        info, root = QStorageInfo(drive.root), Path(drive.root)
        if (
            info.isValid() and info.isReady() and Path(info.rootPath()) == root
        ):  # and not what lay below what was pulled
            kind = bytes(info.fileSystemType().data()).decode(errors="replace").casefold()
            writable = not info.isReadOnly() and os.access(root, os.W_OK)
            pure = PureWindowsPath(drive.root) if sys.platform == "win32" else root
            name = stick_name(info.name(), pure)
            is_removable = drive.kind == REMOVABLE
            return Volume(root, name, kind, info.bytesAvailable(), info.bytesTotal(), writable, is_removable)
    return None


class _Answer(QObject):
    """Carries what was seen from beside the window into it."""

    came = Signal(object)


class StickWatch(QObject):
    """Looks for sticks every two seconds, beside the window: a drive that does not answer holds up nothing but the looking.

    The thread is none of the pool's, which is waited for when the program ends.

    Signals:
        found(list[Volume]): the sticks that are there, when they are others than before; not all can be written on.
    """

    found = Signal(object)

    def __init__(self, parent: QObject | None = None, sticks: Callable[[], Iterable[Volume]] = sticks_here) -> None:
        super().__init__(parent)
        self._sticks = sticks
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._is_looking = False
        self._told: list[tuple[Path, str, bool]] = []
        self._answer = _Answer()  # no child: whoever looks may outlive the page
        self._answer.came.connect(self._tell)

    def start(self) -> None:
        """Begin to look, at once and then again and again."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more: nobody sees it. What a look still finds is not told."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, and say what is there if it is something else than before; one look at a time."""
        if self._is_looking:
            return
        self._is_looking = True
        answer, sticks = self._answer, self._sticks

        def work() -> None:
            try:
                seen: list[Volume] | Exception = list(sticks())
            except Exception as bug:  # noqa: BLE001 - it is raised again in the window’s thread
                seen = bug
            answer.came.emit(seen)

        Thread(target=work, name="sticks", daemon=True).start()

    def _tell(self, seen: list[Volume] | Exception) -> None:
        self._is_looking = False
        if isinstance(seen, Exception):
            raise seen
        now = [(stick.root, stick.name, stick.is_writable) for stick in seen]
        if self._timer.isActive() and now != self._told:
            self._told = now
            self.found.emit(seen)
