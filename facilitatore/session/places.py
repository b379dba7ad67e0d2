"""Where this laptop keeps what is its own: who it is, which files it is writing, backups."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import platformdirs

_APP = "facilitatore"


def data_folder() -> Path:
    """Return the folder of the laptop's own data: its identity and the backups."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def state_folder() -> Path:
    """Return the folder of what is true only now: which files are being written."""
    return Path(platformdirs.user_state_dir(_APP, appauthor=False))


def device_id() -> bytes:
    """Return this laptop's 8 random bytes: a label on its facts, never a proof and never required to be unique.

    They are made at the first need; where they cannot be kept they last as long as the program.
    """
    path = data_folder() / "device"
    try:
        return bytes.fromhex(path.read_text(encoding="ascii"))[:8]
    except (OSError, ValueError):
        fresh = os.urandom(8)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fresh.hex(), encoding="ascii")
    except OSError:
        pass
    return fresh


def mark_writing(path: Path) -> None:
    """Note that this laptop is writing `path`, so that a journal left by a crash is known to be ours."""
    mark = _writing_mark(path)
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(str(path), encoding="utf-8", errors="surrogateescape")
    except OSError:
        pass  # without the mark a crash is still recovered by hand: the journal is refused, never deleted


def unmark_writing(path: Path) -> None:
    """Note that `path` was closed in order."""
    with suppress(OSError):
        _writing_mark(path).unlink(missing_ok=True)


def was_writing(path: Path) -> bool:
    """Tell whether this laptop was writing `path` when it last stopped."""
    return _writing_mark(path).exists()


def _writing_mark(path: Path) -> Path:
    name = blake2b(os.fsencode(path.resolve()), digest_size=16).hexdigest()
    return state_folder() / "writing" / name
