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
from facilitatore.session.moving import move
from facilitatore.session.whole_file import part_beside, parts_beside
from facilitatore.session.wiping import blank, wipe

if TYPE_CHECKING:
    from pathlib import Path


def put_in_place_of(part: Path, target: Path) -> bool:
    """Give a built file the name `target`, and overwrite the file that had it; False when that could not be overwritten.

    Raises:
        FileProblem: the name cannot be had; what was there is untouched.
    """
    if os.name == "posix":
        with saying_what_failed(target), target.open("r+b") as old, one_step():
            put_in_place(part, target)
            with suppress(OSError):
                blank(old)
                return True
            return False
    aside = part_beside(target)  # Windows replaces no open file; a second name keeps the old one within reach
    try:
        os.link(target, aside)
    except OSError:  # FAT has no second names
        return _change_places(part, target, aside)
    with removed_if_stopped(aside), one_step():
        put_in_place(part, target)
        return _is_wiped(aside)


def _change_places(part: Path, target: Path, aside: Path) -> bool:
    """Do the same where a file has one name only.

    For a moment nothing is called `target`: should the program end just then, what was there is found beside it, whole
    and under a name that people can open. Only when the new file has its name does the old one get that of a half file,
    which the next opening wipes.
    """
    old = target.with_name(f"{target.stem}-vecchio-{os.urandom(4).hex()}{target.suffix}")
    with one_step():
        with saying_what_failed(target):
            move(target, old)
        try:
            put_in_place(part, target)
        except BaseException:
            move(old, target)
            raise
        with suppress(OSError):
            move(old, aside)
            return _is_wiped(aside)
        return _is_wiped(old)


def _is_wiped(path: Path) -> bool:
    try:
        wipe(path)
    except FileProblem:
        return False
    return True


def wipe_parts(path: Path, *, only_plain: bool = False) -> None:
    """Wipe what a program killed while it built a file for the name `path` has left beside it."""
    with suppress(OSError, FileProblem):
        for part in parts_beside(path):
            if not only_plain or _is_plain(part):
                wipe(part)


def _is_plain(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(PLAIN_MAGIC)) == PLAIN_MAGIC
