"""What the facts of a thing say together: a pure function of their set, whatever their order."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from facilitatore.session.facts import (
    ID_BYTES,
    PURGE,
    Fact,
    canonical_json,
    is_derived,
    read_object,
    read_objects,
    split_ids,
)
from facilitatore.showing import few_marks, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

SILENT_FIELDS: Final = frozenset(
    {"cluster", "colour", "deleted", "listed", "pos", "printed_as", "printed_at", "question", "x", "y"}
)
"""Layout, and which list a note came with: two laptops settle on the newest, without a conflict to decide."""

MOST_INTEGER: Final = 2**53 - 1
"""The largest whole number on which every reader of JSON and SQLite agrees; moments in ms fit for 285,000 years."""

MOST_MOMENT: Final = 32_503_680_000_000
"""The first moment of the year 3000: past it the C library of Windows knows no time of day."""

_UNREAD: Final = 20
"""Characters of what cannot be a number, as it is shown."""

SILENT_KINDS: Final = frozenset({"countdown", "phase_run", "presence"})
"""States of the moment: nobody decides afterwards which countdown was right, or at which table a badge was read."""


_ID: Final = itemgetter(0)


@dataclass(slots=True)
class Thing:
    """One thing as its facts leave it.

    `conflicts` holds, for each content field with several un-replaced values, all of them, oldest first; the last is
    the one in `fields`. `heads` holds the un-replaced facts of each field. `revived`: somebody removed the thing
    without having seen words that somebody else wrote meanwhile; it stays.
    """

    id: str
    kind: str
    fields: dict[str, Any]
    conflicts: dict[str, list[Any]]
    deleted: bool
    revived: bool
    heads: dict[str, list[Fact]]
    born: bytes

    def text(self, name: str) -> str:
        """Return a text field with few marks on a letter; anything else, as a foreign file may hold, is the empty text."""
        value = self.fields.get(name)
        return few_marks(value) if isinstance(value, str) else ""

    def optional_text(self, name: str) -> str | None:
        """Return a text field, or None when it is missing or empty."""
        return self.text(name) or None

    def integer(self, name: str, least: int = -MOST_INTEGER, most: int = MOST_INTEGER) -> int:
        """Return a whole number, 0 when it is none or cannot be."""
        return self.optional_integer(name, least, most) or 0

    def optional_integer(self, name: str, least: int = -MOST_INTEGER, most: int = MOST_INTEGER) -> int | None:
        """Return a whole number, or None when it is none, or lies outside `least` … `most`."""
        value = self.fields.get(name)
        return value if type(value) is int and least <= value <= most else None

    def unread(self, name: str, least: int, most: int) -> str:
        """Return what stands in the field instead of a whole number from `least` to `most`, cut; mostly empty."""
        value = self.fields.get(name)
        fine = value is None or self.optional_integer(name, least, most) is not None
        return "" if fine else shown(str(value), _UNREAD)

    def moment(self, name: str) -> int:
        """Return a moment in UTC ms, 0 when it is none that every system's clock can show."""
        return self.integer(name, 0, MOST_MOMENT)

    def optional_moment(self, name: str) -> int | None:
        """Return a moment in UTC ms, or None."""
        return self.optional_integer(name, 0, MOST_MOMENT)

    def real(self, name: str) -> float:
        """Return a number, 0.0 when it is none."""
        value = self.fields.get(name)
        return float(value) if isinstance(value, (int, float)) and abs(value) < 1e300 else 0.0  # noqa: PLR2004

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, leaving out whatever is no text."""
        value = self.fields.get(name)
        return tuple(few_marks(item) for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def is_true(self, name: str) -> bool:
        """Tell whether the field is exactly true."""
        return self.fields.get(name) is True


def is_silent(kind: str, field: str) -> bool:
    """Tell whether two different values of the field settle on the newest without being shown."""
    return field in SILENT_FIELDS or kind in SILENT_KINDS


def read_data(facts: list[Fact]) -> list[dict[str, Any]]:
    """Return the fields each fact assigns; one that holds no JSON object assigns none."""
    together = read_objects([fact.data for fact in facts])
    return together if together is not None else [read_object(fact.data) or {} for fact in facts]


def fold_all(facts: Iterable[Fact]) -> dict[bytes, Thing]:
    """Fold every thing the facts speak of."""
    return fold_groups(by_thing(sorted(facts, key=_ID)))


def by_thing(facts: Iterable[Fact]) -> dict[bytes, list[Fact]]:
    """Gather the facts of each thing, purges included."""
    groups: dict[bytes, list[Fact]] = {}
    for fact in facts:
        entity = fact.entity
        if entity in groups:
            groups[entity].append(fact)
        else:
            groups[entity] = [fact]
    return groups


def fold_groups(groups: dict[bytes, list[Fact]]) -> dict[bytes, Thing]:
    """Fold every thing, given the facts of each in order of id."""
    told = {entity: [fact for fact in facts if fact.kind != PURGE] for entity, facts in groups.items()}
    data = iter(read_data([fact for facts in told.values() for fact in facts]))
    return {entity: fold([(fact, next(data)) for fact in facts]) for entity, facts in told.items() if facts}


def fold_facts(facts: list[Fact]) -> Thing:
    """Fold the facts of one thing."""
    ordered = sorted(facts, key=_ID)
    return fold(list(zip(ordered, read_data(ordered), strict=True)))


def fold(said: list[tuple[Fact, dict[str, Any]]]) -> Thing:
    """Fold the facts of one thing, in order of id, each with the fields it assigns.

    A field's heads are the facts that assign it and that no other fact assigning it has seen (storage.md §2.3, L6).
    """
    if len(said) == 1:
        return _told_once(*said[0])
    first, born_with = said[0]
    fields = dict(born_with)
    alone = [first]  # one list for all fields, which takes a third less memory: a second writer gets a new one
    heads = dict.fromkeys(born_with, alone)
    for fact, data in said[1:]:
        for name, value in data.items():
            fields[name] = value
            heads[name] = [*heads.get(name, ()), fact]
    conflicts: dict[str, list[Any]] = {}
    births = [(fact, data) for fact, data in said if not fact.seen] if is_derived(first.entity) else []
    for name, writers in heads.items():
        if len(writers) == 2 and writers[1].seen == writers[0].id:  # noqa: PLR2004 - a pair
            del writers[0]  # by far the most frequent: one person changed what stood there
        elif len(writers) > 1:
            newest = writers[-1]
            _leave_standing(writers, births, name)
            if len(writers) > 1 or writers[0] is not newest:
                values = _different_values(writers, said, name)
                fields[name] = values[-1]
                if len(values) > 1 and not is_silent(first.kind, name):
                    conflicts[name] = values
    removed = fields.get("deleted") is True
    dead = removed and _saw_all_words(first.kind, heads)
    return Thing(first.entity.hex(), first.kind, fields, conflicts, dead, removed and not dead, heads, first.id)


_Said = list[tuple[Fact, dict[str, Any]]]


def _leave_standing(writers: list[Fact], births: _Said, name: str) -> None:
    """Leave among the `writers` of a field only those that no other of them has seen."""
    replaced: set[bytes] = set()
    for fact in writers:
        if len(fact.seen) == ID_BYTES:
            replaced.add(fact.seen)
        else:
            replaced.update(split_ids(fact.seen))
    if len(births) > 1:
        replaced |= _said_alike(replaced, births, name)
    writers[:] = [fact for fact in writers if fact.id not in replaced]


def _said_alike(ids: set[bytes], births: _Said, name: str) -> set[bytes]:
    """Return the `births` that say of a field what one of the facts `ids` says: one word, read on two laptops.

    Whoever wrote over the one wrote over the other. Only a thing whose id is derived can be born twice. A removal is
    another matter: an import that was undone on one laptop takes nothing from the other, where it was meant.
    """
    told = [data[name] for fact, data in births if fact.id in ids and name in data]
    return {fact.id for fact, data in births if name in data and any(_same(data[name], one) for one in told)}


def _different_values(writers: list[Fact], said: list[tuple[Fact, dict[str, Any]]], name: str) -> list[Any]:
    """Return what the `writers` of a field say, without repetitions; what was said last is last."""
    standing = {fact.id for fact in writers}
    values: list[Any] = []
    for fact, data in said:
        if fact.id in standing:
            values = [old for old in values if not _same(old, data[name])] + [data[name]]
    return values


def _told_once(fact: Fact, data: dict[str, Any]) -> Thing:
    alone = [fact]
    heads = dict.fromkeys(data, alone)
    return Thing(fact.entity.hex(), fact.kind, data, {}, data.get("deleted") is True, False, heads, fact.id)


def _saw_all_words(kind: str, heads: dict[str, list[Fact]]) -> bool:
    """Tell whether the removals had seen every word that still stands: only then do they hold."""
    known = {seen for fact in heads["deleted"] for seen in (fact.id, *split_ids(fact.seen))}
    return all(fact.id in known for name, facts in heads.items() if not is_silent(kind, name) for fact in facts)


def _same(one: object, other: object) -> bool:
    """Compare two JSON values; true is not 1, nor inside a list."""
    if isinstance(one, (list, dict)):
        return one == other and canonical_json({"": one}) == canonical_json({"": other})
    return type(one) is type(other) and one == other
