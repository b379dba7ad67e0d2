"""Forgetting: a purge removes facts from the disk, travels with every merge and absorbs whatever comes later.

Only what is in `FORGETTABLE` can be forgotten; a wish to forget anything else is carried along and has no effect. What
remains of a forgotten fact is made from that fact alone. The purged set only grows with the purges, therefore removing
commutes with the union (storage.md §2.3, L2 and L9), and so does leaving what remains.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from facilitatore.session.facts import PURGE, Fact, derived_thing_id, make_fact, read_object
from facilitatore.session.fold import is_silent, read_data

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

_ID: Final = itemgetter(0)
_OF_A_GUEST: Final = {"token": "token", "group": "group", "walk_in": "walk_in", "arrived_at": "at"}
"""The fields of a guest that stay, and what they are called in a presence."""


def presence_of_guest(fact: Fact) -> Fact | None:
    """Return what the evening goes on counting of a guest: that somebody came, when, and to which group; no name.

    Whoever drops the fact makes the same of it. The ids of what it had replaced would tell the name to somebody who
    tries names, so that what was said last holds, as everywhere in a `presence`. Words that a removal had not seen keep
    a guest there: they say so (`deleted` is false), and the removal holds if it is the later one.
    """
    said = read_object(fact.data) or {}
    plain = {name: value for name, value in said.items() if isinstance(value, (str, int, type(None)))}
    fields = {name: plain[old] for old, name in _OF_A_GUEST.items() if old in plain}
    if any(not is_silent(fact.kind, name) for name in said):
        fields |= {"let_in": True, "deleted": False}
    if "deleted" in said:
        fields["deleted"] = said["deleted"] is True
    if not fields:
        return None
    entity = bytes.fromhex(derived_thing_id("presence", fact.entity.hex()))
    return make_fact(fact.session, entity, "presence", fields, by=fact.by, at=fact.at)


def _nothing(_fact: Fact) -> None:
    """Leave nothing."""


FORGETTABLE: Final[dict[str, Callable[[Fact], Fact | None]]] = {
    "guest": presence_of_guest,
    "person": _nothing,
    "left_out": _nothing,
    "register_key": _nothing,
}
"""The kinds that can be forgotten, each with what makes of a forgotten fact the one that stays in its place."""


@dataclass(slots=True)
class Purges:
    """What is to be forgotten: single things, and whole kinds of an evening, those nobody has merged yet included.

    `void` are the kinds of which a wish asks that all be forgotten, and which nobody can forget.
    """

    things: set[tuple[bytes, bytes]] = field(default_factory=set)
    kinds: set[tuple[bytes, str]] = field(default_factory=set)
    void: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Purges:
        """Collect what the purge facts among `facts` say."""
        told = [fact for fact in facts if fact.kind == PURGE]
        purges = cls()
        for fact, data in zip(told, read_data(told), strict=True):
            kind = data.get("kind")
            if not isinstance(kind, str):
                purges.things.add((fact.session, fact.entity))
            elif kind in FORGETTABLE:
                purges.kinds.add((fact.session, kind))
            else:
                purges.void.add(kind)
        return purges

    def __len__(self) -> int:
        return len(self.things) + len(self.kinds)

    def keep(self, row: Fact | tuple[Any, ...]) -> bool:
        """Tell whether a fact stays: of one thing too only what can be forgotten goes."""
        _, session, entity, kind = row[:4]
        return kind not in FORGETTABLE or ((session, entity) not in self.things and (session, kind) not in self.kinds)

    def add(self, other: Purges) -> None:
        """Take in what `other` forgets."""
        self.things |= other.things
        self.kinds |= other.kinds
        self.void |= other.void

    def remains(self, facts: Iterable[Fact]) -> set[Fact]:
        """Return what remains of those among `facts` that do not stay."""
        left = (FORGETTABLE[fact.kind](fact) for fact in facts if not self.keep(fact))
        return {fact for fact in left if fact is not None}

    def settle(self, facts: Iterable[Fact]) -> list[Fact]:
        """Return the `facts` that stay and what remains of the others, in order of id."""
        facts = list(facts)
        return sorted({*filter(self.keep, facts), *self.remains(facts)}) if len(self) else sorted(set(facts))

    def apply(self, db: sqlite3.Connection) -> None:
        """Delete what is purged, inside the caller's transaction; `secure_delete` wipes the bytes."""
        rows = db.execute("SELECT id, session, entity, kind FROM fact")
        gone = [(row[0],) for row in rows if not self.keep(row)]
        db.executemany("DELETE FROM fact WHERE id=?", gone)


def with_remains(
    portions: Iterable[Iterable[tuple[Any, ...]]], remains: Iterable[Fact]
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield portions of facts, in order of id, with `remains` in their places, each once."""
    waiting = sorted(remains)
    for portion in portions:
        rows = list(portion)
        cut = bisect_right(waiting, rows[-1][0], key=_ID) if rows and waiting else 0
        if cut:
            rows = sorted({row[0]: row for row in (*waiting[:cut], *rows)}.values(), key=_ID)
            del waiting[:cut]
        yield rows
    if waiting:
        yield [*waiting]
