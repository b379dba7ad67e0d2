"""What an action asks of the file (`Draft`) and what it learns back (`Change`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from facilitatore.session.facts import canonical_json, new_thing_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.session.fold import Thing


@dataclass(frozen=True, slots=True)
class Draft:
    """The wish to give some fields of a thing some values; `thing` is None for a new one."""

    kind: str
    id: str
    fields: dict[str, Any]
    thing: Thing | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an action changed: which kinds, which things, and who asked (so that it can ignore its own echo)."""

    action: str
    kinds: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    origin: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A content field for which two people wrote different `values`, oldest first; a person chooses."""

    id: str
    kind: str
    field: str
    values: tuple[Any, ...]


def new(kind: str, /, *, id: str = "", **fields: Any) -> Draft:  # noqa: A002 - it is the id
    """Draft a new thing; fields that are None are left out. `id` only where it must be known before."""
    given = {name: value for name, value in fields.items() if value is not None}
    return Draft(kind, id or new_thing_id().hex(), given)


def edit(thing: Thing, /, **fields: Any) -> Draft:
    """Draft new values for some fields of `thing`."""
    return Draft(thing.kind, thing.id, fields, thing)


def remove(thing: Thing) -> Draft:
    """Draft the removal of `thing`: it holds only against the words that have been seen."""
    return Draft(thing.kind, thing.id, {"deleted": True}, thing)


def conflicts_of(things: Iterable[Thing]) -> list[Conflict]:
    """Return the undecided conflicts among `things`."""
    return [
        Conflict(thing.id, thing.kind, name, tuple(values))
        for thing in things
        if not thing.deleted
        for name, values in sorted(thing.conflicts.items())
    ]


def different(thing: Thing, fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is already so; deciding a conflict is a change even when it keeps the value shown."""
    return {
        name: value
        for name, value in fields.items()
        if name in thing.conflicts
        or len(thing.heads.get(name, ())) > 1
        or canonical_json({name: thing.fields.get(name)}) != canonical_json({name: value})
        or (name == "deleted" and thing.revived)
    }
