"""Where the register of an evening lies; one that does not open can be set aside.

Beside the evening, with the same name; where a cloud would copy names and contacts, in the data folder of the laptop.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from facilitatore.session.clouds import cloud_here
from facilitatore.session.format import saying_what_failed
from facilitatore.session.moving import move
from facilitatore.session.places import data_folder
from facilitatore.session.rescue.copies import free_name
from facilitatore.session.roots import FileKind

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE: Final = ("", "-journal", "-wal", "-shm")
"""What may lie with a file: a journal that stayed behind would keep the next file of that name from being opened."""


def register_path(evening: Path) -> Path:
    """Return the path beside the evening file at `evening`, where its register lies unless a cloud copies that folder."""
    return evening.parent / f"{evening.stem}.{FileKind.REGISTER}"


def register_place(evening: Path, session_id: str) -> Path:
    """Return where the register of the evening file at `evening` lies, or is to be made.

    One that is there already stays where it is: beside the evening first. The id of the evening finds the one in the
    data folder again also when the evening was moved.
    """
    beside = register_path(evening)
    if os.path.lexists(beside):
        return beside
    apart = data_folder() / "registers" / session_id / beside.name
    return apart if os.path.lexists(apart) or cloud_here(evening) else beside


def apart_words(evening: Path, register: Path) -> str:
    """Say why a register does not lie beside its evening, and where it does; nothing when it lies there."""
    cloud = cloud_here(evening)
    if register.parent == evening.parent or not cloud:
        return ""
    return f"Il registro non è accanto alla serata, perché {cloud} copierebbe nomi e recapiti in rete: è in {register}."


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
