"""Where this laptop keeps what is its own: who it is, which files it is writing, backups."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

import platformdirs

from facilitatore.session.flushing import flush_file
from facilitatore.session.moving import remove
from facilitatore.session.whole_file import flush_folder

if TYPE_CHECKING:
    from collections.abc import Callable

_APP = "facilitatore"
DEVICE_BYTES: Final = 8


def data_folder() -> Path:
    """Return the folder of the laptop's own data: its identity and the backups."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def state_folder() -> Path:
    """Return the folder of what is true only now: which files are being written."""
    return Path(platformdirs.user_state_dir(_APP, appauthor=False))


def device_of_copy(session_id: str, path: Path) -> bytes:
    """Return the 8 random bytes by which this laptop signs what it writes in one copy of a file.

    Made when the copy is first written here: a copy on another laptop, or in another place, gets its own, and so does a
    laptop whose disk was copied from another's. A label on facts, never a proof and never required to be unique
    (storage.md §2.2); where it cannot be kept it lasts as long as the program.
    """
    laptop = _laptop_mark()
    copy = _short_hash(f"{laptop}|{session_id}|", os.fsencode(path.resolve()))
    for known_laptop, known_copy, device in _devices():
        if (known_laptop, known_copy) == (laptop, copy):
            return device
    fresh = os.urandom(DEVICE_BYTES)
    try:
        file = _devices_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="ascii") as lines:
            lines.write(f"\n{laptop} {copy} {fresh.hex()}\n")
    except OSError:
        pass
    return fresh


def own_devices() -> frozenset[bytes]:
    """Return the device ids by which this laptop has signed, in whatever copy."""
    laptop = _laptop_mark()
    return frozenset(device for known, _, device in _devices() if known == laptop)


def _devices() -> list[tuple[str, str, bytes]]:
    """Return laptop, copy and device of each line that can be read; half a line of a full disk is none."""
    try:
        lines = _devices_file().read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        parts = line.split()
        with suppress(ValueError):
            laptop, copy, device = parts
            if len(bytes.fromhex(device)) == DEVICE_BYTES:
                found.append((laptop, copy, bytes.fromhex(device)))
    return found


def _devices_file() -> Path:
    return data_folder() / "devices"


def _laptop_mark() -> str:
    """Return what tells this laptop from one whose disk is a copy of its own: its name, and the system's number."""
    number = b""
    with suppress(OSError):
        number = Path("/etc/machine-id").read_bytes()  # none on Windows and macOS, where the name has to do
    return _short_hash(_computer_name(), number)


def _computer_name() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _short_hash(text: str, more: bytes) -> str:
    return blake2b(os.fsencode(text) + b"\0" + more, digest_size=8).hexdigest()


def mark_writing(path: Path) -> None:
    """Note that this laptop is writing `path`, so that a journal left by a crash is known to be ours.

    The note itself is on the disk when this returns: without it a power cut leaves a journal that is held for foreign.
    """
    mark = _writing_mark(path)
    if mark.exists():
        return
    with suppress(OSError):  # without the mark the journal is refused, never deleted; an empty one will do
        mark.parent.mkdir(parents=True, exist_ok=True)
        with mark.open("wb") as file:
            file.write(os.fsencode(path))
            file.flush()
            flush_file(file.fileno())
    flush_folder(mark.parent)


def unmark_writing(path: Path) -> None:
    """Note that `path` was closed in order."""
    with suppress(OSError):
        remove(_writing_mark(path))


def was_writing(path: Path) -> bool:
    """Tell whether this laptop was writing `path` when it last stopped."""
    return _writing_mark(path).exists()


def _writing_mark(path: Path) -> Path:
    name = blake2b(os.fsencode(place_on_volume(path.resolve(), _volume_number)), digest_size=16).hexdigest()
    return state_folder() / "writing" / name


def place_on_volume(path: PurePath, volume_number: Callable[[str], int]) -> str:
    """Return what names a file also when its stick comes back under another letter: the volume's number, and the path on it.

    Where there are no letters, or the volume has no number, the path itself is the name. `volume_number` is asked for
    the root of the path.
    """
    number = volume_number(path.anchor) if path.drive else 0
    return f"{number:x}:{path.relative_to(path.anchor)}" if number else str(path)


def _volume_number(root: str) -> int:
    """Return the serial number that formatting gave to a volume, which Windows tells as its device; 0 when it is gone."""
    with suppress(OSError):
        return Path(root).stat().st_dev
    return 0
