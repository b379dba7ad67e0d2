"""Copies that nobody has to think of: beside the program's data, thinned with age."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from facilitatore.session.places import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_EVERY_SECONDS: Final = 600
_STAMP: Final = "%Y%m%d-%H%M%S"
_DAY: Final = 86_400


def backup_folder(session_id: str) -> Path:
    """Return where the backups of an evening or of a register lie."""
    return data_folder() / "backups" / session_id


def back_up(db: sqlite3.Connection, path: Path, session_id: str, *, even_if_recent: bool = False) -> Path | None:
    """Copy an open file, unless the last copy is under ten minutes old; thin the older ones.

    A backup that cannot be made never stops the work: None is returned.
    """
    folder = backup_folder(session_id)
    now = int(time.time())
    target = folder / f"{path.stem}-{datetime.fromtimestamp(now, UTC).strftime(_STAMP)}{path.suffix}"
    made = backups_of(path, session_id)
    if not even_if_recent and any(0 <= now - moment < _EVERY_SECONDS for moment, _ in made):
        return None
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        db.execute("VACUUM INTO ?", (str(part),))
        part.replace(target)
        kept = set(thin([moment for moment, _ in backups_of(path, session_id)], now))
        for moment, copy in made:
            if moment not in kept:
                copy.unlink(missing_ok=True)
    except (OSError, sqlite3.Error, UnicodeError):
        with suppress(OSError):
            part.unlink(missing_ok=True)  # half a copy, where the disk is full
        return None
    return target


def backups_of(path: Path, session_id: str) -> list[tuple[int, Path]]:
    """Return the backups of the file called like `path`, oldest first, each with its UTC second."""
    found = []
    for copy in backup_folder(session_id).glob(f"{_escape(path.stem)}-*{path.suffix}"):
        try:
            # Not `strptime`, which brings the whole of `locale` and `re` with it: 5 ms of the start.
            moment = datetime.fromisoformat(copy.stem[-15:].replace("-", "T")).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append((int(moment.timestamp()), copy))
    return sorted(found)


def drop_backups(session_id: str) -> None:
    """Remove every backup of an evening: they still hold what was just forgotten."""
    folder = backup_folder(session_id)
    for copy in folder.glob("*") if folder.is_dir() else ():
        copy.unlink(missing_ok=True)


def thin(moments: Iterable[int], now: int) -> list[int]:
    """Choose which backups stay: all of the last two hours, one an hour of the last day, one a day of 60 days."""
    kept: dict[tuple[str, int], int] = {}
    for moment in sorted(moments):
        age = now - moment
        if age < 2 * 3600:
            kept["all", moment] = moment
        elif age < _DAY:
            kept["hour", moment // 3600] = moment
        elif age < 60 * _DAY:
            kept["day", moment // _DAY] = moment
    return sorted(kept.values())


def _escape(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
