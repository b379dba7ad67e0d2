"""The laws of the fold on histories in memory: no files, hundreds a second."""

from __future__ import annotations

import json
import os
import random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle import SILENT, Deed, Oracle

from facilitatore.session.facts import Fact, canonical_json, derived_thing_id, is_valid, make_fact
from facilitatore.session.fold import fold_all
from facilitatore.session.purge import Purges

EXAMPLES = 10 * int(os.environ.get("FACILITATORE_EXAMPLES", "40"))
EVENING, NOTE = b"\1" * 16, b"\2" * 16
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,) if os.environ.get("FACILITATORE_NO_SHRINK") else (Phase.generate, Phase.shrink),
)
VALUES = st.sampled_from(("", "a", "aa", "ab", "b", 1, True, [1], [True], None))
STEPS = st.lists(
    st.tuples(
        st.sets(st.integers(0, 30), max_size=3),
        st.sampled_from(("text", "text", "text", "kind", "x", "deleted", "deleted")),
        VALUES,
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=14,
)


def write(facts: list[Fact], known: set[bytes], name: str, value: Any, at: int, by: int) -> Fact:
    """Return the fact of somebody who has joined the facts `known` and gives a field a value."""
    thing = fold_all(fact for fact in facts if fact.id in known)[NOTE]
    names = list(thing.heads) if name == "deleted" else [name]
    seen = [head.id for one in names for head in thing.heads.get(one, ())]
    return make_fact(EVENING, NOTE, "note", {name: value}, seen=seen, by=bytes([by]), at=at)


def play(steps: list[tuple[set[int], str, Any, int, int]]) -> tuple[list[Fact], Oracle]:
    """Return the facts of a history, and the oracle that was told of it."""
    fields = {"text": "x", "kind": "need"}
    birth = make_fact(EVENING, NOTE, "note", fields, by=b"A", at=0)
    facts, oracle = [birth], Oracle({birth.id: Deed(NOTE, "note", fields, frozenset())})
    for knows, name, said, at, by in steps:
        known = {birth.id}
        for one in knows:
            fact = facts[one % len(facts)]
            known |= oracle.deeds[fact.id].knew | {fact.id}
        value = (said in ("a", "b")) if name == "deleted" else said
        fact = write(facts, known, name, value, at, by)
        if fact.id in oracle.deeds:
            assert fact in facts
        else:
            facts.append(fact)
            oracle.deeds[fact.id] = Deed(NOTE, "note", {name: value}, frozenset(known))
    return facts, oracle


@QUICK
@given(STEPS, st.randoms(use_true_random=False))
def test_fold_shows_what_full_causal_histories_say(steps: list[Any], chance: random.Random) -> None:
    """Heads, conflicts and removals are those of the full histories, whatever the clocks and the order of facts."""
    facts, oracle = play(steps)
    thing = fold_all(chance.sample(facts, len(facts)))[NOTE]
    wanted = oracle.shown(frozenset(oracle.deeds))[NOTE]
    assert {name: {head.id for head in heads} for name, heads in thing.heads.items()} == wanted.heads
    for name, values in wanted.values.items():
        shown = thing.conflicts.get(name, [thing.fields[name]])
        assert json.dumps(thing.fields[name]) in values
        if name not in SILENT:
            assert {json.dumps(value) for value in shown} == values
            assert len(shown) == len(values)
    gone = thing.fields.get("deleted") is True
    assert thing.deleted == (gone and wanted.deleted)
    assert thing.revived == (gone and not thing.deleted)


@QUICK
@given(STEPS, st.randoms(use_true_random=False))
def test_fold_is_a_function_of_the_set(steps: list[Any], chance: random.Random) -> None:
    """Any order of the same facts gives the same things, to the last detail."""
    facts, _ = play(steps)
    assert fold_all(facts) == fold_all(chance.sample(facts, len(facts)))


@QUICK
@given(st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_what_is_born_twice_is_said_once(chance: random.Random, derived: bool, both: bool) -> None:
    """A thing of one list, read on two laptops: whoever changed a word changed it for both; two changes conflict.

    With a fresh id, which no two laptops give, the same facts would be a change and somebody else's word.
    """
    entity = bytes.fromhex(derived_thing_id("list", "row")) if derived else NOTE
    births = [
        make_fact(EVENING, entity, "note", {"text": "x", "dots": 0}, by=by, at=at) for by, at in ((b"A", 1), (b"B", 5))
    ]
    edits = [make_fact(EVENING, entity, "note", {"dots": 7}, seen=[births[0].id], by=b"A", at=2)]
    if both:
        edits.append(make_fact(EVENING, entity, "note", {"dots": 8}, seen=[births[1].id], by=b"B", at=9))
    thing = fold_all(chance.sample([*births, *edits], len(births + edits)))[entity]
    wanted = [7, 8] if both else [] if derived else [7, 0]
    assert thing.conflicts.get("dots", []) == wanted
    assert (thing.fields["dots"], "text" in thing.conflicts) == (8 if both else 7 if derived else 0, False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@QUICK
@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4), st.integers(-(2**62), 2**62), st.binary(max_size=9))
def test_whatever_is_written_is_valid_elsewhere(fields: dict[str, Any], at: int, by: bytes) -> None:
    """A fact with any fields, clock and device is a fact for whoever reads it, and says the same there."""
    fact = make_fact(EVENING, NOTE, "note", fields, by=by, at=at)
    assert is_valid(fact)
    assert canonical_json(fold_all([fact])[NOTE].fields) == fact.data


@QUICK
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("note", "guest", "purge")), st.integers(0, 3)), max_size=12),
    st.lists(st.integers(0, 11), max_size=12),
)
def test_forgetting_commutes_with_joining(told: list[tuple[int, str, int]], cut: list[int]) -> None:
    """Joining and then forgetting is forgetting on each side, joining, and forgetting again (L2, L9)."""
    facts = [
        make_fact(EVENING, bytes([thing]) * 16, kind, {"kind": "guest"} if kind == "purge" and at == 0 else {"x": at},
                  by=b"A", at=at)
        for thing, kind, at in told
    ]  # fmt: skip
    one = [fact for index, fact in enumerate(facts) if index in cut]
    other = [fact for index, fact in enumerate(facts) if index not in cut]
    assert normal({*normal(one), *normal(other)}) == normal(facts)


def normal(facts: Any) -> set[Fact]:
    """Return what stays of a set of facts."""
    purges = Purges.of(facts)
    return {fact for fact in facts if purges.keep(fact)}
