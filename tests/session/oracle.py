"""What an evening must show, worked out the slow way: from full causal histories instead of `seen` and heads.

The oracle shares no code with `facilitatore.session`. It is told who did what and everything that person knew then.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

NAMED = {"guest"}
"""The kinds that can be forgotten: a wish to forget anything else has no effect."""

Left = frozenset[tuple[int, bytes, str]]
"""What is left of a guest: clock, device and remaining words of each deed, as JSON."""

SILENT = {"cluster", "colour", "deleted", "listed", "pos", "printed_as", "printed_at", "question", "x", "y"}


@dataclass(frozen=True)
class Deed:
    """One thing somebody did: `fields` of a thing, or None to forget it; `knew` is all that stood behind it.

    `at` and `by` are the clock and the device that its fact carries.
    """

    entity: bytes
    kind: str
    fields: dict[str, Any] | None
    knew: frozenset[bytes]
    forgets_kind: str = ""
    at: int = 0
    by: bytes = b""


@dataclass
class Shown:
    """What must be seen of one thing: the standing deeds of each field and the set of their values, as JSON."""

    heads: dict[str, set[bytes]]
    values: dict[str, set[str]]
    deleted: bool


@dataclass
class Oracle:
    """Every deed of every laptop, by the id of the fact that tells it."""

    deeds: dict[bytes, Deed] = field(default_factory=dict)

    def forgotten(self, known: frozenset[bytes]) -> set[bytes]:
        """Return the things that a laptop which knows `known` must have wiped."""
        gone = {self.deeds[one].entity for one in known if self._is_purge(one) and not self.deeds[one].forgets_kind}
        kinds = {self.deeds[one].forgets_kind for one in known if self._is_purge(one)}
        named = [deed for deed in self.deeds.values() if deed.kind in NAMED and deed.fields is not None]
        return {deed.entity for deed in named if deed.entity in gone or deed.kind in kinds}

    def left(self, known: frozenset[bytes]) -> set[Left]:
        """Return what must be left of each guest that went: that somebody came, and to which group, without a name."""
        gone = self.forgotten(known)
        told: dict[bytes, set[tuple[int, bytes, str]]] = {}
        for deed in (self.deeds[one] for one in known):
            if deed.fields is not None and deed.entity in gone and (still := _nameless(deed.fields)):
                told.setdefault(deed.entity, set()).add((deed.at, deed.by, json.dumps(still, sort_keys=True)))
        return {frozenset(deeds) for deeds in told.values()}

    def takes(self, files: list[frozenset[bytes]]) -> bool:
        """Tell whether joining the files of laptops that knew so much takes any name away."""
        gone = self.forgotten(frozenset().union(*files))
        return any(
            not self._is_purge(one) and self.deeds[one].entity in gone for file in files for one in self.facts(file)
        )

    def _is_purge(self, one: bytes) -> bool:
        return self.deeds[one].fields is None

    def facts(self, known: frozenset[bytes]) -> set[bytes]:
        """Return the ids that must be in the file of a laptop which knows `known`: nothing lost, nothing back."""
        gone = self.forgotten(known)
        return {one for one in known if self._is_purge(one) or self.deeds[one].entity not in gone}

    def shown(self, known: frozenset[bytes]) -> dict[bytes, Shown]:
        """Return what must be seen of each thing by whoever knows `known`."""
        by_field: dict[bytes, dict[str, list[bytes]]] = {}
        for one in self.facts(known):
            deed = self.deeds[one]
            for name in deed.fields or ():
                by_field.setdefault(deed.entity, {}).setdefault(name, []).append(one)
        return {entity: self._thing(fields) for entity, fields in by_field.items()}

    def _thing(self, fields: dict[str, list[bytes]]) -> Shown:
        heads = {
            name: {one for one in deeds if not any(one in self.deeds[other].knew for other in deeds)}
            for name, deeds in fields.items()
        }
        values = {name: {self._value(one, name) for one in ones} for name, ones in heads.items()}
        return Shown(heads, values, "true" in values.get("deleted", ()) and self._is_gone(heads))

    def _value(self, one: bytes, name: str) -> str:
        return json.dumps((self.deeds[one].fields or {})[name], sort_keys=True)

    def _is_gone(self, heads: dict[str, set[bytes]]) -> bool:
        """Tell whether every word that stands was known to one of those who removed the thing."""
        known = {old for one in heads["deleted"] for old in (one, *self.deeds[one].knew)}
        words = {one for name, ones in heads.items() if name not in SILENT for one in ones}
        return words <= known


def _nameless(fields: dict[str, Any]) -> dict[str, Any]:
    """Return what may still be said of a guest: words that a removal has not seen keep it there."""
    still = {name: value for name, value in fields.items() if name in ("token", "group")}
    if fields.keys() - SILENT:
        still |= {"let_in": True, "deleted": False}
    return still | {name: value for name, value in fields.items() if name == "deleted"}
