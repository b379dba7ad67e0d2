"""Undo and redo: one more fact that puts the previous values back.

It replaces only what the undone action itself wrote. What somebody else wrote since, on this laptop or merged from
another, is not in its `seen` and therefore stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from facilitatore.session.facts import Fact, split_ids
from facilitatore.session.fold import read_data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from facilitatore.session.fold import Thing


@dataclass(frozen=True, slots=True)
class Step:
    """What one action said of one thing, and for each of its fields the heads that this replaced, with their values.

    It takes several facts to put back several values that stood in conflict; they are replaced together.
    `was_gone`: the thing was removed before, and no words kept it there.
    """

    facts: tuple[Fact, ...]
    before: dict[str, tuple[tuple[Fact, Any], ...]]
    is_birth: bool
    was_gone: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One action, as it can be undone."""

    action: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reversal:
    """A fact to write so as to undo: `fields` of the thing, replacing `seen`, restoring what `restores` had said."""

    fields: dict[str, Any]
    seen: frozenset[bytes]
    restores: dict[str, Fact]


@dataclass(slots=True)
class Memory:
    """What undo must remember of this sitting: the facts written here, and which older fact each one restores."""

    mine: set[bytes] = field(default_factory=set)
    restored: dict[tuple[bytes, str], bytes] = field(default_factory=dict)

    def origin(self, fact_id: bytes, name: str) -> bytes:
        """Return the fact that first said what this one says again after some undo and redo."""
        while (older := self.restored.get((fact_id, name))) is not None:
            fact_id = older
        return fact_id

    def says_again(self, fact_id: bytes, name: str, said: Collection[bytes]) -> bool:
        """Tell whether a fact is one of `said`, or says one of them again after some undo and redo."""
        while fact_id not in said:
            older = self.restored.get((fact_id, name))
            if older is None:
                return False
            fact_id = older
        return True

    def wrote(self, fact: Fact, restores: dict[str, Fact]) -> None:
        """Remember a fact written here."""
        self.mine.add(fact.id)
        for name, older in restores.items():
            self.restored[fact.id, name] = older.id


def heads_before(
    thing: Thing | None, fields: Iterable[str], seen: Collection[bytes]
) -> dict[str, tuple[tuple[Fact, Any], ...]]:
    """Return the heads of `fields` that a fact which has `seen` so much replaces, with their values, for an undo.

    Where others had replaced all it has seen, what they said is what an undo says again.
    """
    if thing is None:
        return {}
    before: dict[str, tuple[tuple[Fact, Any], ...]] = {}
    for name in fields:
        standing = thing.heads.get(name, [])
        heads = [head for head in standing if head.id in seen] or standing
        before[name] = tuple((head, data.get(name)) for head, data in zip(heads, read_data(heads), strict=True))
    return before


def reverse(step: Step, thing: Thing, memory: Memory) -> list[Reversal]:
    """Return the facts that undo `step` on the thing as it is now; none when others have replaced it all.

    Several values that stood in conflict before come back as several facts.
    """
    if step.is_birth:
        gone = thing.fields.get("deleted") is True
        return [] if gone else [Reversal({"deleted": True}, _own_heads(thing, memory), {})]
    standing: dict[str, set[bytes]] = {}
    for name in step.before:
        said = {fact.id for fact in step.facts}
        if still := {head.id for head in thing.heads.get(name, ()) if memory.says_again(head.id, name, said)}:
            standing[name] = still
    rounds = max([1, *(len(step.before[name]) for name in standing)])
    reversals = (_reversal(index, standing, step, thing, memory) for index in range(rounds))
    return [reversal for reversal in reversals if reversal.fields]


def reversed_step(facts: Sequence[Fact], reversals: Sequence[Reversal], thing: Thing) -> Step:
    """Return the step that writing these `facts` for the `reversals` was, on the thing as it was before them."""
    seen = frozenset[bytes]().union(*(reversal.seen for reversal in reversals))
    before = heads_before(thing, reversals[0].fields, seen)
    return Step(tuple(facts), before, is_birth=False, was_gone=thing.deleted)


def _reversal(index: int, standing: dict[str, set[bytes]], step: Step, thing: Thing, memory: Memory) -> Reversal:
    fields: dict[str, Any] = {}
    restores: dict[str, Fact] = {}
    seen: set[bytes] = set()
    for name, own in standing.items():
        before = step.before[name]
        if index < len(before):
            restores[name], fields[name] = before[index]
        elif index == 0:
            fields[name] = False if name == "deleted" else None
        else:
            continue
        seen |= own
    if fields.get("deleted") is True:
        removal = restores["deleted"]
        seen |= _known_to(removal, thing, memory) if step.was_gone else set(split_ids(removal.seen))
    return Reversal(fields, frozenset(seen), restores)


def _own_heads(thing: Thing, memory: Memory) -> frozenset[bytes]:
    return frozenset(head.id for heads in thing.heads.values() for head in heads if head.id in memory.mine)


def _known_to(removal: Fact, thing: Thing, memory: Memory) -> set[bytes]:
    """Return the words that `removal` had seen, those among them that an undo or a redo has said again included.

    A removal holds only against words it has seen. Words it had not seen kept the thing there; they must do so again.
    """
    known = set(split_ids(removal.seen))
    for name, heads in thing.heads.items():
        origins = {memory.origin(one, name) for one in known}
        known |= {head.id for head in heads if memory.origin(head.id, name) in origins}
    return known
