"""What this laptop remembers between evenings: recent files, jobs, the size of the text, light or dark.

It lies in a file that anyone may have edited, or that a disk has mangled. Each setting is read through one of the
functions below, with its type and its bounds: whatever is not so counts as never said, and goes into the log once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import platformdirs

from facilitatore.session.moving import move
from ui.error_log import write_log

KEYS: Final = frozenset(
    {
        "badge_adjustments",
        "badge_at_once",
        "badge_lengths",
        "badge_printer",
        "badge_qr",
        "badge_sending",
        "badge_stock",
        "badge_used",
        "dark",
        "jobs",
        "list_columns",
        "own_stocks",
        "put_off",
        "recent",
        "text_scale",
        "turn_seconds",
    }
)
"""Every setting there is."""

_MOST_BYTES: Final = 4_000_000
_MOST_RECENT: Final = 8
_LONGEST_PATH: Final = 4096
_SHOWN: Final = 60


def settings_path() -> Path:
    """Return where the settings lie."""
    return Path(platformdirs.user_config_dir("facilitatore", appauthor=False)) / "settings.json"


def read_settings() -> dict[str, Any]:
    """Return all settings as they stand in the file; a missing or broken file is an empty one."""
    path = settings_path()
    try:
        found = path.stat()
    except (OSError, ValueError):
        return {}
    return dict(_parsed(path, found.st_ino, found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=1)
def _parsed(path: Path, _file: int, _written_ns: int, size: int) -> dict[str, Any]:
    """Read the file once for each time it was written: at the door every key asks for ten settings."""
    try:
        data = json.loads(path.read_bytes()) if size <= _MOST_BYTES else None
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        write_log(f"settings: {path} cannot be read, everything is as at first\n")
        return {}
    return data


def read_number(key: str, default: float, least: float, most: float) -> float:
    """Return a number that is `least` or more and `most` or less."""
    return float(_read(key, default, lambda value: is_number(value, least, most)))


def read_switch(key: str) -> bool | None:
    """Return what was said; None for nothing."""
    said: bool | None = _read(key, None, lambda value: isinstance(value, bool))
    return said


def read_words(key: str, default: str, fits: Callable[[str], object]) -> str:
    """Return a text of which `fits` says that it can be."""
    return str(_read(key, default, lambda value: isinstance(value, str) and fits(value)))


def read_table(key: str) -> dict[str, Any]:
    """Return a table by names; of what it holds the reader is to expect anything."""
    return dict(_read(key, {}, lambda value: isinstance(value, dict)))


def is_number(value: object, least: float, most: float) -> bool:
    """Tell whether this is a number within its bounds: not infinite, of any number of digits, and no yes or no."""
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _read(key: str, default: Any, fits: Callable[[Any], object]) -> Any:
    if key not in KEYS:
        raise KeyError(key)
    value = read_settings().get(key)
    if value is None or fits(value):
        return default if value is None else value
    _tell_once(key, ascii(value)[:_SHOWN] if not isinstance(value, int) else "a number out of bounds")
    return default


@lru_cache(maxsize=64)
def _tell_once(key: str, value: str) -> None:
    write_log(f"settings: {key} is {value}, taken as never said\n")


def change_settings(**values: Any) -> None:
    """Keep some settings. Losing them loses no work: a disk that refuses is not worth a word."""
    path = settings_path()
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**read_settings(), **values}, ensure_ascii=False, indent=1)
        part.write_text(text, encoding="utf-8", errors="replace")  # half a character, written by hand, stops nothing
        move(part, path)
    except (OSError, ValueError, RecursionError) as error:
        write_log(f"settings: {', '.join(values)} not kept, {type(error).__name__}\n")


def remember_recent(path: Path) -> None:
    """Put a file first among the recent ones."""
    recent = [str(path), *(old for old in recent_files() if old != str(path))]
    change_settings(recent=recent[:_MOST_RECENT])


def recent_files() -> list[str]:
    """Return the files opened lately that are still there, the last one first."""
    recent: list[Any] = _read("recent", [], lambda value: isinstance(value, list))
    return [item for item in recent[:_MOST_RECENT] if isinstance(item, str) and _is_there(item)]


def _is_there(item: str) -> bool:
    """Tell whether a file can be looked at, wherever its name may lead."""
    try:
        return len(item) <= _LONGEST_PATH and Path(item).exists()
    except (OSError, ValueError):
        _tell_once("recent", ascii(item)[:_SHOWN])
        return False
