"""What this laptop remembers between evenings: recent files, jobs, the size of the text, light or dark."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs


def settings_path() -> Path:
    """Return where the settings lie."""
    return Path(platformdirs.user_config_dir("facilitatore", appauthor=False)) / "settings.json"


def read_settings() -> dict[str, Any]:
    """Return the settings; a missing or broken file is an empty one."""
    path = settings_path()
    try:
        found = path.stat()
    except (OSError, ValueError):
        return {}
    return dict(_parsed(path, found.st_ino, found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=1)
def _parsed(path: Path, _file: int, _written_ns: int, _size: int) -> dict[str, Any]:
    """Read the file once for each time it was written: at the door every key asks for ten settings."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def change_settings(**values: Any) -> None:
    """Keep some settings. Losing them loses no work: a disk that refuses is not worth a word."""
    path = settings_path()
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**read_settings(), **values}, ensure_ascii=False, indent=1)
        part.write_text(text, encoding="utf-8", errors="replace")  # half a character, written by hand, stops nothing
        os.replace(part, path)  # noqa: PTH105 - atomic on every system
    except OSError:
        return


def remember_recent(path: Path, most: int = 8) -> None:
    """Put a file first among the recent ones."""
    recent = [str(path), *(old for old in recent_files() if old != str(path))]
    change_settings(recent=recent[:most])


def recent_files() -> list[str]:
    """Return the files opened lately that are still there, the last one first."""
    recent = read_settings().get("recent")
    return (
        [item for item in recent if isinstance(item, str) and Path(item).exists()] if isinstance(recent, list) else []
    )
