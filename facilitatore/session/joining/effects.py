"""What a join does to the things that are there: what comes, what changes, what goes. Pure functions over facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from facilitatore.session.facts import PURGE, Fact, canonical_json
from facilitatore.session.fold import by_thing, fold_facts, fold_groups, is_silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facilitatore.session.fold import Thing

_UNSEEN: Final = frozenset({"countdown", "evidence", "phase_run"})
"""Kinds that nobody counts: links behind sentences, and the clock."""

_NO_PLACE: Final = frozenset({"deleted", "listed"})
"""Fields that settle on the newest and are no place either: nobody sees from which list a note came."""

_FEW: Final = 3
"""So many things of others may go or be rewritten without a warning: more is looked at before."""

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A thing of another laptop that would go, or whose words would change.

    `before` and `after` hold the fields that change; `after` is None where the thing goes, and `before` its words then.
    """

    id: str
    kind: str
    group: str
    number: str
    before: dict[str, Any]
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Effects:
    """How many things of each kind come, have other words, go, or only lie elsewhere (cloud, place, colour, question).

    `rewrites` are those of the changed and gone ones whose words another laptop had written, in the order in which the
    things stand on their page.
    """

    born: Counts = field(default_factory=dict)
    changed: Counts = field(default_factory=dict)
    gone: Counts = field(default_factory=dict)
    moved: Counts = field(default_factory=dict)
    rewrites: tuple[Rewrite, ...] = ()

    @property
    def counts(self) -> dict[str, Counts]:
        """The four counts by name, those that count nothing left out."""
        told = {"born": self.born, "changed": self.changed, "gone": self.gone, "moved": self.moved}
        return {name: counts for name, counts in told.items() if counts}

    @property
    def is_alarming(self) -> bool:
        """Whether somebody should look at the words before: more than a few things of others, or a whole group."""
        is_group_gone = any(one.kind == "group" and one.after is None for one in self.rewrites)
        return len(self.rewrites) > _FEW or is_group_gone


def effects_of(there: Iterable[Fact], brought: Sequence[Sequence[Fact]]) -> list[Effects]:
    """Return what each portion of facts does to the facts `there` and to the portions before it."""
    touched = {fact.entity for facts in brought for fact in facts if fact.kind != PURGE}
    told = by_thing(fact for fact in there if fact.entity in touched and fact.kind != PURGE)
    things = fold_groups({entity: sorted(facts) for entity, facts in told.items()})
    found = []
    for facts in brought:
        fresh = by_thing(fact for fact in facts if fact.kind != PURGE)
        pairs = []
        for entity, some in fresh.items():
            before, known = things.get(entity), told.setdefault(entity, [])
            writers = {fact.by for fact in known}
            known += some
            things[entity] = fold_facts(known)
            pairs.append((before, things[entity], writers.isdisjoint(fact.by for fact in some)))
        found.append(_effects(pairs))
    return found


def add_up(effects: Iterable[Effects]) -> Effects:
    """Add up what several portions do, one after the other."""
    total = Effects()
    for one in effects:
        for name in ("born", "changed", "gone", "moved"):
            counts: Counts = getattr(total, name)
            for kind, count in getattr(one, name).items():
                counts[kind] = counts.get(kind, 0) + count
        total = Effects(total.born, total.changed, total.gone, total.moved, total.rewrites + one.rewrites)
    return total


def _effects(pairs: Iterable[tuple[Thing | None, Thing, bool]]) -> Effects:
    made = Effects()
    rewrites = []
    for before, after, is_foreign in sorted(pairs, key=_place):
        counts = _where(made, before, after)
        if counts is None or after.kind in _UNSEEN:
            continue
        counts[after.kind] = counts.get(after.kind, 0) + 1
        if is_foreign and before is not None and (counts is made.changed or counts is made.gone):
            rewrites.append(_rewrite(before, after))
    return Effects(made.born, made.changed, made.gone, made.moved, tuple(rewrites))


def _place(pair: tuple[Thing | None, Thing, bool]) -> tuple[float, bytes]:
    """Return where a thing stands on its page: where it stood before, as `Folded.things` has it."""
    thing = pair[0] or pair[1]
    return thing.real("pos"), thing.born


def _where(made: Effects, before: Thing | None, after: Thing) -> Counts | None:
    """Return the counts to which a thing belongs; None where nobody sees a difference."""
    was_there = before is not None and not before.deleted
    if before is None or not was_there:
        return None if after.deleted else made.born
    if after.deleted:
        return made.gone
    if _different(before, after):
        return made.changed
    layout = {name for name in after.fields if name not in _NO_PLACE and is_silent(after.kind, name)}
    return made.moved if any(not _same(before, after, name) for name in layout) else None


def _different(before: Thing, after: Thing) -> list[str]:
    """Return the fields in which the words differ."""
    return [name for name in after.fields if not is_silent(after.kind, name) and not _same(before, after, name)]


def _same(before: Thing, after: Thing, name: str) -> bool:
    return canonical_json({"": before.fields.get(name)}) == canonical_json({"": after.fields.get(name)})


def _rewrite(before: Thing, after: Thing) -> Rewrite:
    words = {name: value for name, value in before.fields.items() if not is_silent(before.kind, name)}
    names = _different(before, after)
    number = before.text("number") or str(before.optional_integer("number") or "")
    return Rewrite(
        before.id,
        before.kind,
        before.id if before.kind == "group" else before.text("group"),
        number,
        words if after.deleted else {name: before.fields.get(name) for name in names},
        None if after.deleted else {name: after.fields.get(name) for name in names},
    )
