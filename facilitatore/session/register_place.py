"""Where the register of an evening lies: beside it, with the same name; one that does not open can be set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.session.format import saying_what_failed
from facilitatore.session.moving import move
from facilitatore.session.rescue.copies import free_name
from facilitatore.session.roots import FileKind

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE: Final = ("", "-journal", "-wal", "-shm")
"""What may lie with a file: a journal that stayed behind would keep the next file of that name from being opened."""


def register_path(evening: Path) -> Path:
    """Return the path of the register that goes with the evening file at `evening`."""
    return evening.parent / f"{evening.stem}.{FileKind.REGISTER}"


def set_aside(register: Path) -> Path:
    """Give a register that does not open another name beside it, and return that: nothing in it is changed.

    Another register can then take its place; whoever remembers the passphrase gives it its name back.

    Raises:
        FileProblem: it stays where it is.
    """
    target = free_name(register.parent, f"{register.stem}-da-parte", register.suffix)
    for ending in _BESIDE:
        there = register.with_name(register.name + ending)
        if there.exists():
            with saying_what_failed(register):
                move(there, target.with_name(target.name + ending))
    return target
