"""What people wrote differently: when and on which laptop each wrote it, and who decided, if anybody did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from facilitatore.deliver.laptops import LaptopMark, laptops_of
from facilitatore.session.facts import ID_BYTES, PURGE, canonical_json, split_ids
from facilitatore.session.fold import by_thing, is_silent, read_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from facilitatore.session import Session, Thing
    from facilitatore.session.facts import Fact


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values: written `at` (UTC ms, None if nobody can say), and whether it was on this laptop.

    `by` is the device that wrote it, `laptop` what is known of it; empty and None if nobody can say. Who only put a
    value back, by undoing or by choosing it, did not write it.
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


@dataclass(frozen=True, slots=True)
class Settled:
    """A point where people wrote differently until somebody decided: the `decision` is what holds since, by whom.

    `by_removing`: the thing itself was removed by somebody who had seen the sides; the decision has no value then.
    """

    point: Disagreement
    decision: Side
    by_removing: bool


def read_disagreements(session: Session) -> list[Disagreement]:
    """Return everything that nobody has decided yet, by kind and then by age."""
    conflicts = session.conflicts()
    if not conflicts:
        return []
    facts = session.all_facts()
    laptops = {mark.device: mark for mark in laptops_of(facts)}
    told = by_thing(facts)
    found = []
    for conflict in conflicts:
        thing = session.get(conflict.id)
        if thing is not None:
            history = _History(told[bytes.fromhex(thing.id)])
            heads = [head.id for head in thing.heads.get(conflict.field, ())]
            sides = tuple(_side(history, conflict.field, value, heads, laptops) for value in conflict.values)
            found.append((thing.kind, thing.born, _disagreement(thing, conflict.field, sides)))
    return [one for _kind, _born, one in sorted(found, key=lambda entry: (entry[0], entry[1], entry[2].field))]


def read_settled(session: Session) -> list[Settled]:
    """Return every point where people wrote differently and somebody has decided, by kind and then by age.

    Where the same was decided again, the last decision; a point whose decision was undone is a disagreement again.
    """
    facts = [fact for fact in session.all_facts() if fact.kind != PURGE]
    if all(len(fact.seen) <= ID_BYTES for fact in facts):
        return []
    laptops = {mark.device: mark for mark in laptops_of(facts)}
    found: dict[tuple[str, ...], tuple[str, bytes, Settled]] = {}
    for entity, told in by_thing(facts).items():
        thing = session.look_up(entity.hex())
        if thing is None or all(len(fact.seen) <= ID_BYTES for fact in told):
            continue
        history = _History(told)
        still_open = {(name, *_keys(name, values)) for name, values in thing.conflicts.items() if not thing.deleted}
        for fact in told:
            for name, parents in history.joined_by(fact, thing).items():
                values = history.values(parents, name)
                point = (name, *_keys(name, values))
                if len(values) > 1 and point not in still_open:
                    sides = tuple(_side(history, name, value, parents, laptops) for value in values)
                    decided = _decision(history, fact, name, laptops)
                    is_removal = name not in history.data[fact.id]
                    one = Settled(_disagreement(thing, name, sides), decided, is_removal)
                    told_once = (thing.id, *point, canonical_json({name: decided.value}))
                    found[told_once] = (thing.kind, thing.born, one)
    return [one for _kind, _born, one in sorted(found.values(), key=lambda entry: (*entry[:2], entry[2].point.field))]


def _keys(name: str, values: Iterable[Any]) -> list[str]:
    """Return values as texts that are equal where they are the same: true is not 1."""
    return sorted(canonical_json({name: value}) for value in values)


def _disagreement(thing: Thing, field: str, sides: tuple[Side, ...]) -> Disagreement:
    group = thing.id if thing.kind == "group" else thing.text("group")
    number = thing.text("number") or str(thing.optional_integer("number") or "")
    return Disagreement(thing.id, thing.kind, field, group, number, sides)


class _History:
    """The facts of one thing, oldest first, with what each assigns and which of them it replaced."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        ordered = [fact for fact in sorted(facts) if fact.kind != PURGE]
        self.facts = {fact.id: fact for fact in ordered}
        self.data = {fact.id: data for fact, data in zip(ordered, read_data(ordered), strict=True)}

    def joined_by(self, fact: Fact, thing: Thing) -> dict[str, list[bytes]]:
        """Return, by field, the facts that `fact` replaced together; a removal that holds replaces them in every field."""
        removes = thing.deleted and self.data[fact.id].get("deleted") is True
        joined: dict[str, list[bytes]] = {}
        for one in sorted(split_ids(fact.seen)):
            for name in self.data.get(one, ()):
                if not is_silent(thing.kind, name) and (removes or name in self.data[fact.id]):
                    joined.setdefault(name, []).append(one)
        return {name: self._standing(some, name) for name, some in joined.items() if len(some) > 1}

    def _standing(self, ids: Sequence[bytes], name: str) -> list[bytes]:
        """Leave out what others of these had replaced in a field: a fact is seen for any of the fields it assigns."""
        replaced: set[bytes] = set()
        waiting = list(ids)
        while waiting:
            one = waiting.pop()
            if name in self.data.get(one, ()):
                fresh = set(split_ids(self.facts[one].seen)) - replaced
                replaced |= fresh
                waiting += fresh
        return [one for one in ids if one not in replaced]

    def values(self, ids: Sequence[bytes], name: str) -> list[Any]:
        """Return what these facts assign to a field, each value once."""
        told = {canonical_json({name: self.data[one][name]}): self.data[one][name] for one in ids}
        return list(told.values())

    def first_to_say(self, ids: Iterable[bytes], name: str, value: Any) -> Fact | None:
        """Return the fact that gave a field this value first, among these and what they replaced, step by step.

        First is who replaced nobody that had said it, not who has the earliest clock.
        """
        wanted = canonical_json({name: value})
        says: dict[bytes, bool] = {}  # whether one of those that a fact replaced, or itself, says so
        waiting, firsts = [(one, False) for one in ids], []
        while waiting:
            one, is_second_visit = waiting.pop()
            if is_second_visit:
                said_before = any(says.get(older, False) for older in split_ids(self.facts[one].seen))
                says[one] = canonical_json({name: self.data[one][name]}) == wanted
                if says[one] and not said_before:
                    firsts.append(one)
                says[one] = says[one] or said_before
            elif one not in says and name in self.data.get(one, ()):
                says[one] = False
                waiting.append((one, True))
                waiting += [(older, False) for older in split_ids(self.facts[one].seen)]
        return self.facts[min(firsts)] if firsts else None


def _side(
    history: _History, name: str, value: Any, heads: Sequence[bytes], laptops: Mapping[bytes, LaptopMark]
) -> Side:
    """Return a value that stands in one of the `heads`, with who wrote it first."""
    wanted = canonical_json({name: value})
    data = history.data
    saying = [one for one in heads if name in data[one] and canonical_json({name: data[one][name]}) == wanted]
    fact = history.first_to_say(saying, name, value)
    if fact is None:
        return Side(value, None, is_here=False)
    mark = laptops.get(fact.by)
    return Side(value, fact.at, mark is not None and mark.is_here, fact.by, mark)


def _decision(history: _History, fact: Fact, name: str, laptops: Mapping[bytes, LaptopMark]) -> Side:
    mark = laptops.get(fact.by)
    value = history.data[fact.id].get(name)
    return Side(value, fact.at, mark is not None and mark.is_here, fact.by, mark)
