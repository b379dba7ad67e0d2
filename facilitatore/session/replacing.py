"""Putting a built file in the place of one whose bytes nobody shall read any more."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from facilitatore.errors import FileProblem
from facilitatore.interrupting import one_step
from facilitatore.session.building import put_in_place, removed_if_stopped
from facilitatore.session.format import saying_what_failed
from facilitatore.session.keys import PLAIN_MAGIC
from facilitatore.session.whole_file import part_beside, parts_beside
from facilitatore.session.wiping import blank, wipe

if TYPE_CHECKING:
    from pathlib import Path


def put_in_place_of(part: Path, target: Path) -> None:
    """Give a built file the name `target`, and overwrite the file that had it.

    Raises:
        FileProblem: the name cannot be had; what was there is untouched.
    """
    if os.name == "posix":
        with saying_what_failed(target), target.open("r+b") as old, one_step():
            put_in_place(part, target)
            with suppress(OSError):  # the new one is there: what the old one leaves is free space
                blank(old)
        return
    aside = part_beside(target)  # Windows replaces no open file; a second name keeps the old one within reach
    with suppress(OSError):  # FAT has no second names
        os.link(target, aside)
    with removed_if_stopped(aside), one_step():
        put_in_place(part, target)
        with suppress(FileProblem):
            wipe(aside)


def wipe_parts(path: Path, *, only_plain: bool = False) -> None:
    """Wipe what a program killed while it built a file for the name `path` has left beside it."""
    with suppress(OSError, FileProblem):
        for part in parts_beside(path):
            if not only_plain or _is_plain(part):
                wipe(part)


def _is_plain(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(PLAIN_MAGIC)) == PLAIN_MAGIC
