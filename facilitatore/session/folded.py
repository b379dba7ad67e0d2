"""The facts of a file in memory, folded into things: what everybody reads."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from facilitatore.session.changes import conflicts_of
from facilitatore.session.facts import PURGE
from facilitatore.session.fingerprint import fingerprint
from facilitatore.session.fold import by_thing, fold_facts, fold_groups
from facilitatore.session.purge import Purges
from facilitatore.session.roots import FileKind, root_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.session.changes import Conflict
    from facilitatore.session.facts import Fact
    from facilitatore.session.fold import Thing


class Folded:
    """A set of facts that grows, and the things they speak of."""

    def __init__(self, facts: list[Fact]) -> None:
        """Fold `facts`, given in order of id."""
        self._take_in(facts)

    @property
    def id(self) -> str:
        """The id of the evening or of the register, the same in all copies of the file."""
        return self._root.hex()

    @property
    def file_kind(self) -> FileKind:
        """An evening or a register."""
        root = self._things.get(self._root)
        return FileKind.REGISTER if root is not None and root.kind == "register" else FileKind.EVENING

    @property
    def fact_count(self) -> int:
        """How many facts the file holds."""
        return len(self._ids)

    def fingerprint(self) -> str:
        """Return the hash over all fact ids: equal sets of facts, equal fingerprints."""
        return fingerprint(self._ids)

    def things(self, kind: str) -> list[Thing]:
        """Return the things of a kind that are not removed, by position and then by age."""
        alive = [thing for thing in self._things.values() if thing.kind == kind and not thing.deleted]
        return sorted(alive, key=lambda thing: (thing.real("pos"), thing.born))

    def get(self, thing_id: str, *, even_removed: bool = False) -> Thing | None:
        """Return a thing that is not removed, or `even_removed`."""
        thing = self._things.get(_bytes_of(thing_id))
        return None if thing is None or (thing.deleted and not even_removed) else thing

    def look_up(self, thing_id: str) -> Thing | None:
        """Return a thing, also one that was removed."""
        return self._things.get(_bytes_of(thing_id))

    def counts(self) -> dict[str, int]:
        """Return how many things of each kind are there, kinds of a later program included."""
        counts: dict[str, int] = {}
        for thing in self._things.values():
            if not thing.deleted:
                counts[thing.kind] = counts.get(thing.kind, 0) + 1
        return counts

    def conflicts(self) -> list[Conflict]:
        """Return what two people wrote differently and nobody has decided."""
        return conflicts_of(self._things.values())

    def all_facts(self) -> list[Fact]:
        """Return every fact, in order of id, for whoever copies or joins files."""
        return sorted(fact for facts in self._facts.values() for fact in facts)

    def _purge_facts(self) -> list[Fact]:
        return [fact for facts in self._facts.values() for fact in facts if fact.kind == PURGE]

    def _take_in(self, facts: list[Fact]) -> None:
        self._ids = [fact.id for fact in facts]
        self._known = set(self._ids)
        self._purges = Purges.of(facts)
        self._facts = by_thing(facts)
        self._things = fold_groups(self._facts)
        self._roots = root_ids(facts)
        self._root = self._roots[0] if self._roots else bytes(16)

    def _keep(self, facts: Iterable[Fact]) -> None:
        touched = set()
        for fact in facts:
            if fact.id in self._known:
                continue
            self._known.add(fact.id)
            insort(self._ids, fact.id)
            self._facts.setdefault(fact.entity, []).append(fact)
            touched.add(fact.entity)
        for entity in touched:
            told = [fact for fact in self._facts[entity] if fact.kind != PURGE]
            if told:
                self._things[entity] = fold_facts(told)


def _bytes_of(thing_id: str) -> bytes:
    try:
        return bytes.fromhex(thing_id)
    except ValueError:
        return b""
