"""What the facts of a thing say together: a pure function of their set, whatever their order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from facilitatore.session.facts import PURGE, Fact, split_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

SILENT_FIELDS: Final = frozenset({"cluster", "colour", "deleted", "pos", "printed_at", "question", "x", "y"})
"""Layout: two laptops that place a thing differently settle on the newest, without a conflict to decide."""

SILENT_KINDS: Final = frozenset({"countdown", "phase_run"})
"""States of the moment: nobody decides afterwards which countdown was right."""


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
        """Return a text field; anything else, as a foreign file may hold, is the empty text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def optional_text(self, name: str) -> str | None:
        """Return a text field, or None when it is missing or empty."""
        return self.text(name) or None

    def integer(self, name: str) -> int:
        """Return a whole number, 0 when it is none."""
        return self.optional_integer(name) or 0

    def optional_integer(self, name: str) -> int | None:
        """Return a whole number, or None when it is none."""
        value = self.fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def real(self, name: str) -> float:
        """Return a number, 0.0 when it is none."""
        value = self.fields.get(name)
        return float(value) if isinstance(value, (int, float)) and abs(value) < 1e300 else 0.0  # noqa: PLR2004

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, leaving out whatever is no text."""
        value = self.fields.get(name)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def is_true(self, name: str) -> bool:
        """Tell whether the field is exactly true."""
        return self.fields.get(name) is True


def is_silent(kind: str, field: str) -> bool:
    """Tell whether two different values of the field settle on the newest without being shown."""
    return field in SILENT_FIELDS or kind in SILENT_KINDS


def read_data(facts: list[Fact]) -> list[dict[str, Any]]:
    """Return the fields each fact assigns. One parse for all: 3 times quicker than one each."""
    try:
        data = json.loads("[" + ",".join([fact.data for fact in facts]) + "]")
    except ValueError:
        data = []
    if len(data) == len(facts) and all(type(item) is dict for item in data):
        return data  # type: ignore[no-any-return]
    return [_read_one(fact) for fact in facts]


def _read_one(fact: Fact) -> dict[str, Any]:
    try:
        data = json.loads(fact.data)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def fold_all(facts: Iterable[Fact]) -> dict[bytes, Thing]:
    """Fold every thing the facts speak of."""
    told = [fact for fact in facts if fact.kind != PURGE]
    by_entity: dict[bytes, list[tuple[Fact, dict[str, Any]]]] = {}
    for said in zip(told, read_data(told), strict=True):
        by_entity.setdefault(said[0].entity, []).append(said)
    return {entity: fold(said) for entity, said in by_entity.items()}


def fold_facts(facts: list[Fact]) -> Thing:
    """Fold the facts of one thing."""
    return fold(list(zip(facts, read_data(facts), strict=True)))


def fold(said: list[tuple[Fact, dict[str, Any]]]) -> Thing:
    """Fold the facts of one thing, each with the fields it assigns.

    A field's heads are the facts that assign it and that no other fact assigning it has seen (storage.md §2.3, L6).
    """
    if len(said) == 1:
        return _told_once(*said[0])
    replaced = {(seen, name) for fact, data in said if fact.seen for seen in split_ids(fact.seen) for name in data}
    said.sort()
    kind = said[0][0].kind
    heads: dict[str, list[Fact]] = {}
    fields: dict[str, Any] = {}
    conflicts: dict[str, list[Any]] = {}
    for fact, data in said:
        for name, value in data.items():
            if (fact.id, name) in replaced:
                continue
            if name in heads:
                heads[name].append(fact)
                if not is_silent(kind, name) and not _same(fields[name], value):
                    conflicts.setdefault(name, [fields[name]])
                if name in conflicts:
                    conflicts[name] = [old for old in conflicts[name] if not _same(old, value)] + [value]
            else:
                heads[name] = [fact]
            fields[name] = value
    removed = fields.get("deleted") is True
    dead = removed and _saw_all_words(kind, heads)
    return Thing(said[0][0].entity.hex(), kind, fields, conflicts, dead, removed and not dead, heads, said[0][0].id)


def _told_once(fact: Fact, data: dict[str, Any]) -> Thing:
    heads = {name: [fact] for name in data}
    return Thing(fact.entity.hex(), fact.kind, data, {}, data.get("deleted") is True, False, heads, fact.id)


def _saw_all_words(kind: str, heads: dict[str, list[Fact]]) -> bool:
    """Tell whether the removals had seen every word that still stands: only then do they hold."""
    known = {seen for fact in heads["deleted"] for seen in (fact.id, *split_ids(fact.seen))}
    return all(fact.id in known for name, facts in heads.items() if not is_silent(kind, name) for fact in facts)


def _same(one: object, other: object) -> bool:
    """Compare two JSON values; true is not 1."""
    return type(one) is type(other) and one == other
