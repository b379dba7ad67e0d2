"""What people wrote differently, with when and on which laptop each wrote it, so that somebody can choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from facilitatore.deliver.laptops import LaptopMark, laptops_of
from facilitatore.session.facts import canonical_json, read_object

if TYPE_CHECKING:
    from facilitatore.session import Session, Thing


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values: written `at` (UTC ms, None if nobody can say), and whether it was on this laptop.

    `by` is the device that wrote it, `laptop` what is known of it; empty and None if nobody can say.
    """

    value: Any
    at: int | None
    is_here: bool
    by: bytes = b""
    laptop: LaptopMark | None = None


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
    conflicts = session.conflicts()
    if not conflicts:
        return []
    laptops = {mark.device: mark for mark in laptops_of(session.all_facts())}
    found = []
    for conflict in conflicts:
        thing = session.get(conflict.id)
        if thing is not None:
            sides = tuple(_side(thing, conflict.field, value, laptops) for value in conflict.values)
            group = thing.id if thing.kind == "group" else thing.text("group")
            number = thing.text("number") or str(thing.optional_integer("number") or "")
            found.append(
                (thing.kind, thing.born, Disagreement(thing.id, thing.kind, conflict.field, group, number, sides))
            )
    return [one for _kind, _born, one in sorted(found, key=lambda entry: (entry[0], entry[1], entry[2].field))]


def _side(thing: Thing, field: str, value: Any, laptops: dict[bytes, LaptopMark]) -> Side:
    """Return a value with who wrote it; of several who wrote the same, the last."""
    wanted = canonical_json({field: value})  # true is not 1
    for fact in reversed(thing.heads.get(field, ())):
        told = read_object(fact.data) or {}
        if field in told and canonical_json({field: told[field]}) == wanted:
            mark = laptops.get(fact.by)
            return Side(value, fact.at, mark is not None and mark.is_here, fact.by, mark)
    return Side(value, None, is_here=False)
