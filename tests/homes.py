"""Where a laptop of the tests keeps what is its own, by the variables that every system's way of asking heeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    # Windows is asked by SHGetKnownFolderPath, which heeds no variable; platformdirs looks at these before.
    "WIN_PD_OVERRIDE_APPDATA": "roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
}


def at_home(home: Path) -> dict[str, str]:
    """Return the environment of a laptop whose person lives in `home`; its folders are made."""
    folders = {variable: home / folder if folder else home for variable, folder in _FOLDERS.items()}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    return {variable: str(folder) for variable, folder in folders.items()}
