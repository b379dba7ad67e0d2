"""What two people wrote differently, with when and where each wrote it, so that somebody can choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from facilitatore.session.facts import read_object
from facilitatore.session.places import device_id

if TYPE_CHECKING:
    from facilitatore.session import Session, Thing


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values: written `at` (UTC ms, None if nobody can say), and whether it was on this laptop."""

    value: Any
    at: int | None
    is_here: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field of a thing with several sides, the oldest first; `group` and `number` say which thing it is."""

    id: str
    kind: str
    field: str
    group: str
    number: str
    sides: tuple[Side, ...]


def read_disagreements(session: Session) -> list[Disagreement]:
    """Return everything that nobody has decided yet, by kind and then by age."""
    here = device_id()
    found = []
    for conflict in session.conflicts():
        thing = session.get(conflict.id)
        if thing is not None:
            sides = tuple(_side(thing, conflict.field, value, here) for value in conflict.values)
            group = thing.id if thing.kind == "group" else thing.text("group")
            number = thing.text("number") or str(thing.optional_integer("number") or "")
            found.append(
                (thing.kind, thing.born, Disagreement(thing.id, thing.kind, conflict.field, group, number, sides))
            )
    return [one for _kind, _born, one in sorted(found, key=lambda entry: (entry[0], entry[1], entry[2].field))]


def _side(thing: Thing, field: str, value: Any, here: bytes) -> Side:
    for fact in thing.heads.get(field, ()):
        told = read_object(fact.data) or {}
        if field in told and told[field] == value:
            return Side(value, fact.at, fact.by == here)
    return Side(value, None, is_here=False)
