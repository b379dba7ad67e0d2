"""Which folders a cloud copies: what lies there is soon on the computers of somebody else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import PurePath

_ONEDRIVE: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""The variables in which OneDrive on Windows says which folders it copies, whatever they are called."""

_NAMED: Final = {
    "onedrive": "OneDrive",
    "iclouddrive": "iCloud Drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "il mio drive": "Google Drive",
    "my drive": "Google Drive",
    "drive condivisi": "Google Drive",
    "shared drives": "Google Drive",
    "dropbox": "Dropbox",
}
"""What the clouds call their folders, in Italian and in English."""

_BEGINNINGS: Final = {"onedrive - ": "OneDrive", "dropbox (": "Dropbox"}
"""So begin the folders of an account of an office, before its name."""

_ICLOUD: Final = "com~apple~CloudDocs"


def cloud_of(
    path: PurePath, environment: Mapping[str, str], home: PurePath, in_icloud: Collection[str] = frozenset()
) -> str:
    """Return the name of the cloud that copies `path`, or ``""``; nothing is looked at but the names.

    `in_icloud` are the folders of `home` that iCloud Drive holds, where somebody chose that: ``Desktop``, ``Documents``.
    """
    said = [environment[name] for name in _ONEDRIVE if environment.get(name, "").strip()]
    if any(path.is_relative_to(folder) for folder in said):
        return "OneDrive"
    if any(path.is_relative_to(home / name) for name in in_icloud):
        return "iCloud Drive"
    before = ""
    for name, part in ((one, one.casefold()) for one in path.parts):
        if (before, part) == ("library", "mobile documents"):
            return "iCloud Drive"
        if before == "cloudstorage":  # macOS: one folder for each account, «GoogleDrive-anna@comune.it»
            kind = name.split("-")[0]
            return _NAMED.get(kind.casefold(), kind)
        begun = next((cloud for start, cloud in _BEGINNINGS.items() if part.startswith(start)), "")
        if found := _NAMED.get(part, begun):
            return found
        before = part
    return ""


def cloud_here(path: Path) -> str:
    """Return the name of the cloud that copies `path` on this laptop, or ``""``; a link is followed."""
    home = Path.home()
    held = home / "Library" / "Mobile Documents" / _ICLOUD
    in_icloud = [name for name in ("Desktop", "Documents") if os.path.lexists(held / name)]
    real = Path(os.path.realpath(path))
    return next(filter(None, (cloud_of(one, os.environ, home, in_icloud) for one in (path.absolute(), real))), "")
