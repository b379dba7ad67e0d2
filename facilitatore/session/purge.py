"""Forgetting: a purge removes facts from the disk, travels with every merge and absorbs whatever comes later.

The purged set only grows with the purges, therefore removing commutes with the union (storage.md §2.3, L2 and L9).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from facilitatore.session.facts import PURGE, Fact
from facilitatore.session.fold import read_data

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


@dataclass(slots=True)
class Purges:
    """What is to be forgotten: single things, and whole kinds of an evening, those nobody has merged yet included."""

    things: set[bytes] = field(default_factory=set)
    kinds: set[tuple[bytes, str]] = field(default_factory=set)

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Purges:
        """Collect what the purge facts among `facts` say."""
        told = [fact for fact in facts if fact.kind == PURGE]
        purges = cls()
        for fact, data in zip(told, read_data(told), strict=True):
            kind = data.get("kind")
            if isinstance(kind, str):
                purges.kinds.add((fact.session, kind))
            else:
                purges.things.add(fact.entity)
        return purges

    def __len__(self) -> int:
        return len(self.things) + len(self.kinds)

    def keep(self, row: Fact | tuple[Any, ...]) -> bool:
        """Tell whether a fact stays.

        A purge itself always does, and so does what the file is: without its root no file could be joined or opened.
        """
        _, session, entity, kind = row[:4]
        return kind == PURGE or entity == session or (entity not in self.things and (session, kind) not in self.kinds)

    def add(self, other: Purges) -> None:
        """Take in what `other` forgets."""
        self.things |= other.things
        self.kinds |= other.kinds

    def apply(self, db: sqlite3.Connection) -> None:
        """Delete what is purged, inside the caller's transaction; `secure_delete` wipes the bytes."""
        rows = db.execute("SELECT id, session, entity, kind FROM fact")
        gone = [(row[0],) for row in rows if not self.keep(row)]
        db.executemany("DELETE FROM fact WHERE id=?", gone)
