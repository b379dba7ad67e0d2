"""What a file is: the evening, the register, or the several evenings that it holds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.errors import WrongKind
from facilitatore.session.facts import Fact, is_valid
from facilitatore.session.fold import fold_all
from facilitatore.session.format import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path


class FileKind(StrEnum):
    """What a session file is for; the value is its ending."""

    EVENING = "serata"
    REGISTER = "registro"
    PROCESS = "percorso"
    """Several evenings in one file, each apart from the others; it is joined and counted, not worked on."""


ROOT_KINDS: Final = {FileKind.EVENING: "evening", FileKind.REGISTER: "register"}
"""Kind of the thing that an evening or a register is; its id is the session's."""


class FileRoot(NamedTuple):
    """One evening or register in a file: `date` is ISO, `process` the path of evenings it belongs to."""

    id: bytes
    kind: FileKind
    title: str
    date: str
    process: str

    @property
    def name(self) -> str:
        """Title and date, as far as they are there."""
        return ", ".join(part for part in (self.title, self.date) if part)


def root_ids(facts: Iterable[Fact]) -> list[bytes]:
    """Return the ids of the evenings or registers among facts, in the order they are met."""
    kinds = ROOT_KINDS.values()
    return list(dict.fromkeys(fact.session for fact in facts if fact.entity == fact.session and fact.kind in kinds))


def read_roots(db: sqlite3.Connection, path: Path) -> tuple[FileRoot, ...]:
    """Return what an open file holds, by date.

    Raises:
        WrongKind: nothing, so that it is no evening and no register.
    """
    rows = db.execute(f"SELECT {COLUMNS} FROM fact WHERE entity = session AND kind IN ('evening', 'register')")
    facts = [Fact._make(row) for row in rows if is_valid(row)]
    things = fold_all(facts)
    roots = []
    for one in root_ids(sorted(facts)):
        thing = things[one]
        kind = FileKind.REGISTER if thing.kind == "register" else FileKind.EVENING
        roots.append(FileRoot(one, kind, thing.text("title"), thing.text("date"), thing.text("process")))
    if not roots:
        raise WrongKind(path, FileKind.EVENING)
    return tuple(sorted(roots, key=lambda root: (root.date, root.id)))
