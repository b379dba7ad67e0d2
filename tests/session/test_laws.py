"""Several laptops with real files write, duel, remove, forget, clone, join and go back in time; an oracle watches.

The short form runs with every test; ``FACILITATORE_EXAMPLES=2000 FACILITATORE_STEPS=50`` makes a long one.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from laptop import EVENING, NAMELESS, Laptop, check_thing, split_seen, view
from oracle import NAMED, Deed, Left, Oracle

from facilitatore.errors import AsksToForget, Forgotten
from facilitatore.session import FileKind, Session, edit, new, remove
from facilitatore.session.building import copy_facts
from facilitatore.session.facts import PURGE, make_fact
from facilitatore.session.fold import Thing
from facilitatore.session.joining.merge import join_files, join_into, plan_join

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = int(os.environ.get("FACILITATORE_EXAMPLES", "30"))
STEPS = int(os.environ.get("FACILITATORE_STEPS", "25"))
LAPTOP = st.integers(0, 9)
CLOCK = st.integers(0, 2**47)
TEXT = st.text("ab", max_size=3) | st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=6)
CHANCE = st.randoms(use_true_random=False)


class Evening(RuleBasedStateMachine):
    """Laptops write, clone, go back in time and join; the oracle keeps full causal histories."""

    def __init__(self) -> None:
        super().__init__()
        shm = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(dir=shm if shm.is_dir() else None))
        for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
            os.environ[variable] = str(self.folder / "own")
        self.count = itertools.count(1)
        self.oracle = Oracle()
        self.laptops: list[Laptop] = []
        self.old: list[tuple[Path, frozenset[bytes]]] = []
        self.born: dict[bytes, str] = {}

    @initialize(count=st.integers(2, 3), things=st.booleans())
    def start(self, count: int, things: bool) -> None:
        """Make the evening on one laptop, perhaps with a note and a guest, and copy it to the others."""
        path = self.fresh()
        with Session.create(path, FileKind.EVENING, fields={"title": "prova"}, session_id=EVENING) as session:
            self.root = {fact.id for fact in session.all_facts()}
        first = Laptop(path, b"\0", frozenset())
        self.laptops.append(first)
        for kind in ("note", "guest") if things else ():
            self.create(0, kind, "a", 0)
        for number in range(1, count):
            copy = self.fresh()
            copy_facts(first.session.all_facts(), copy)
            self.laptops.append(Laptop(copy, bytes([number]), first.known))

    def fresh(self) -> Path:
        """Return a path where nothing lies."""
        return self.folder / f"{next(self.count)}.serata"

    def laptop(self, number: int) -> Laptop:
        """Return one of the laptops."""
        return self.laptops[number % len(self.laptops)]

    def ids(self, session: Session) -> frozenset[bytes]:
        """Return the ids of the facts in a file, without those that made the evening and what is left of guests."""
        return frozenset(fact.id for fact in session.all_facts() if fact.kind != NAMELESS) - self.root

    def left(self, session: Session) -> set[Left]:
        """Return what is left of the guests that went from a file."""
        told: dict[bytes, set[tuple[int, bytes, str]]] = {}
        for fact in session.all_facts():
            if fact.kind == NAMELESS:
                said = json.dumps(json.loads(fact.data), sort_keys=True)
                told.setdefault(fact.entity, set()).add((fact.at, fact.by, said))
        return {frozenset(facts) for facts in told.values()}

    def tell(self, laptop: Laptop, action: Callable[[], object], *, saw_only_seen: bool = False) -> None:
        """Do something on a laptop and tell the oracle which facts came of it."""
        before = laptop.known
        action()
        for fact in laptop.session.all_facts():
            if fact.id in before or fact.id in self.root or fact.kind == NAMELESS:
                continue
            laptop.known |= {fact.id}
            if fact.id in self.oracle.deeds:
                continue
            knew = frozenset(split_seen(fact.seen)) if saw_only_seen else before
            data = json.loads(fact.data)
            purges = fact.kind == PURGE
            forgets_kind = data.get("kind", "") if purges else ""
            fields = None if purges else data
            self.oracle.deeds[fact.id] = Deed(fact.entity, fact.kind, fields, knew, forgets_kind, fact.at, fact.by)

    def pick(self, laptop: Laptop, chance: random.Random) -> Thing | None:
        """Return one of the things on a laptop."""
        things = laptop.things()
        return things[chance.choice(sorted(things))] if things else None

    @rule(number=LAPTOP, kind=st.sampled_from(("note", "guest")), text=TEXT, at=CLOCK)
    def create(self, number: int, kind: str, text: str, at: int) -> None:
        """Somebody writes a new thing; none of a kind that was forgotten for good."""
        laptop = self.laptop(number)
        laptop.at(at)
        entity = next(self.count).to_bytes(16, "big")
        draft = new(kind, id=entity.hex(), text=text, dots=0, token=entity.hex(), group=text)
        if kind in NAMED and any(self.oracle.deeds[one].forgets_kind == kind for one in laptop.known):
            try:
                laptop.session.record("add", draft)
            except Forgotten:
                return
            raise AssertionError
        self.born[entity] = kind
        self.tell(laptop, lambda: laptop.session.record("add", draft))

    @rule(number=LAPTOP, chance=CHANCE, name=st.sampled_from(("text", "group", "cluster", "x")), value=TEXT, at=CLOCK)
    def change(self, number: int, chance: random.Random, name: str, value: str, at: int) -> None:
        """Somebody changes a field of a thing."""
        laptop = self.laptop(number)
        thing = self.pick(laptop, chance)
        if thing is not None:
            laptop.at(at)
            self.tell(laptop, lambda: laptop.session.record("edit", edit(thing, **{name: value})))

    @rule(number=LAPTOP, chance=CHANCE, gone=st.booleans(), at=CLOCK)
    def delete(self, number: int, chance: random.Random, gone: bool, at: int) -> None:
        """Somebody removes a thing, or takes it back."""
        laptop = self.laptop(number)
        thing = self.pick(laptop, chance)
        if thing is not None:
            laptop.at(at)
            draft = remove(thing) if gone else edit(thing, deleted=False)
            self.tell(laptop, lambda: laptop.session.record("remove", draft))

    @rule(numbers=st.tuples(LAPTOP, LAPTOP), chance=CHANCE, values=st.lists(TEXT, min_size=2, max_size=3), at=CLOCK)
    def duel(self, numbers: tuple[int, int], chance: random.Random, values: list[str], at: int) -> None:
        """Two facilitators rewrite the same note on two laptops; the stick goes round; sometimes one of them decides."""
        one, other = map(self.laptop, numbers)
        both = sorted(set(one.things()) & set(other.things()))
        if one is other or not both:
            return
        entity = chance.choice(both)
        for laptop, value in zip((one, other), values, strict=False):
            laptop.at(at)
            thing = laptop.things()[entity]
            draft = edit(thing, text=value)
            self.tell(laptop, partial(laptop.session.record, "edit", draft))
        self.join(numbers)
        if len(values) > 2 and entity in one.things():
            thing = one.things()[entity]
            self.tell(one, lambda: one.session.record("decide", edit(thing, text=values[2])))

    @rule(number=LAPTOP, chance=CHANCE, value=TEXT, rivals=st.lists(TEXT, max_size=2), at=CLOCK)
    def undo_and_redo(self, number: int, chance: random.Random, value: str, rivals: list[str], at: int) -> None:
        """What was just done is undone and done again, and again: all looks as before, conflicts and removals too.

        So it is too when the thing had first been rewritten by some who did not see each other's words. Nor does it
        grow: what is undone a second time takes as many facts as the first time.
        """
        laptop = self.laptop(number)
        thing = self.pick(laptop, chance)
        if thing is None or thing.deleted:
            return
        laptop.at(at, step=1)
        for rival in rivals:
            draft = edit(thing, text=rival)
            self.tell(laptop, partial(laptop.session.record, "edit", draft), saw_only_seen=True)
        thing = laptop.things()[bytes.fromhex(thing.id)]
        before = view(laptop)
        draft = chance.choice((edit(thing, text=value, x=value), remove(thing)))
        self.tell(laptop, lambda: laptop.session.record("edit", draft))
        if view(laptop) == before:
            return
        after = view(laptop)
        written = set()
        for _ in range(2):
            known = len(laptop.known)
            self.tell(laptop, laptop.session.undo, saw_only_seen=True)
            assert view(laptop) == before
            self.tell(laptop, laptop.session.redo, saw_only_seen=True)
            assert view(laptop) == after
            written.add(len(laptop.known) - known)
        assert len(written) == 1

    @rule(number=LAPTOP)
    def undo(self, number: int) -> None:
        """Somebody undoes the last thing done on that laptop: what others said stays."""
        laptop = self.laptop(number)
        mine = set(laptop.session._memory.mine)
        others = {head.id for thing in laptop.things().values() for heads in thing.heads.values() for head in heads}
        self.tell(laptop, laptop.session.undo, saw_only_seen=True)
        standing = {head.id for thing in laptop.things().values() for heads in thing.heads.values() for head in heads}
        assert others - mine <= standing

    @rule(number=LAPTOP, chance=CHANCE, at=CLOCK, sure=st.integers(0, 1))
    def forget(self, number: int, chance: random.Random, at: int, sure: int) -> None:
        """Somebody asks that a thing be forgotten for good; a note never is."""
        laptop = self.laptop(number)
        if not laptop.things():
            self.create(number, chance.choice(("note", "guest")), "a", at)
        thing = self.pick(laptop, chance)
        if thing is None or sure:
            return
        laptop.at(at)
        if thing.kind in NAMED:
            self.tell(laptop, lambda: laptop.session.forget(ids=[thing.id]))
        else:
            with pytest.raises(ValueError, match=thing.kind):
                laptop.session.forget(ids=[thing.id])

    @rule(number=LAPTOP, chance=CHANCE, kind=st.sampled_from(("note", "evening", "purge", NAMELESS, "")))
    def stranger(self, number: int, chance: random.Random, kind: str) -> None:
        """A stranger's file asks to forget what nobody can: a kind, or one note. It has no effect, and travels."""
        laptop = self.laptop(number)
        if not laptop.things():
            self.create(number, "note", "a", 1)
        notes = [entity for entity, thing in laptop.things().items() if thing.kind == "note"]
        evening = bytes.fromhex(EVENING)
        entity = evening if kind or not notes else chance.choice(sorted(notes))
        wish = make_fact(
            evening, entity, PURGE, {"kind": kind or "note"} if entity == evening else {}, by=b"EVIL", at=1
        )
        deed = Deed(entity, PURGE, None, frozenset(), (kind or "note") if entity == evening else "")
        self.oracle.deeds[wish.id] = deed
        path = self.fresh()
        copy_facts([wish, *(fact for fact in laptop.session.all_facts() if fact.id in self.root)], path)
        self.take_in(laptop, path, frozenset([wish.id]))

    @rule(number=LAPTOP, at=CLOCK, sure=st.integers(0, 3))
    def forget_everybody(self, number: int, at: int, sure: int) -> None:
        """At the end of the evening all guests are forgotten, those that no laptop has brought yet included."""
        laptop = self.laptop(number)
        if not sure:
            laptop.at(at)
            self.tell(laptop, lambda: laptop.session.forget(kinds=["guest"]))

    @rule(number=LAPTOP)
    def clone(self, number: int) -> None:
        """A laptop's folder is copied to another one: same file, same device id."""
        laptop = self.laptop(number)
        if len(self.laptops) < 5:
            path = self.fresh()
            copy_facts(laptop.session.all_facts(), path)
            self.laptops.append(Laptop(path, laptop.device, laptop.known))

    @rule(number=LAPTOP)
    def reopen(self, number: int) -> None:
        """A laptop is switched off and on."""
        self.laptop(number).reopen()

    @rule(number=LAPTOP)
    def backup(self, number: int) -> None:
        """A copy is put aside."""
        path = self.fresh()
        copy_facts(self.laptop(number).session.all_facts(), path)
        self.old.append((path, self.laptop(number).known))

    @rule(numbers=st.tuples(LAPTOP, LAPTOP))
    def join(self, numbers: tuple[int, int]) -> None:
        """One laptop takes in the file of another."""
        one, other = map(self.laptop, numbers)
        if one is other:
            return
        path = self.fresh()
        copy_facts(other.session.all_facts(), path)
        self.take_in(one, path, other.known)

    @rule(numbers=st.tuples(LAPTOP, LAPTOP))
    def join_and_take_back(self, numbers: tuple[int, int]) -> None:
        """A join that was a mistake is taken back: the file is what it was, unless it was asked to forget."""
        one, other = map(self.laptop, numbers)
        path = self.fresh()
        copy_facts(other.session.all_facts(), path)
        _, facts = plan_join(one.session, [path])
        if any(fact.kind == PURGE for fact in facts):
            return
        before = one.session.all_facts()
        one.session.take_in_facts(facts)
        one.session.take_out_facts([fact.id for fact in facts], keeping=[fact.id for fact in before])
        assert one.session.all_facts() == before

    @precondition(lambda self: self.old)
    @rule(number=LAPTOP, which=st.integers(0, 9))
    def join_old_backup(self, number: int, which: int) -> None:
        """A laptop takes in a copy of long ago, perhaps of before something was forgotten."""
        path, known = self.old[which % len(self.old)]
        self.take_in(self.laptop(number), path, known)

    def take_in(self, laptop: Laptop, path: Path, known: frozenset[bytes]) -> None:
        """Join a file into a laptop's; a second time nothing is new and nothing is written."""
        there, asked = laptop.session.all_facts(), len(laptop.session._purges)
        report = join_into(laptop.session, [path])
        laptop.known |= known
        assert report.refused == 0
        came = set(laptop.session.all_facts()) - set(there)
        if len(laptop.session._purges) == asked:  # else something is left of our own guests, which nobody brought
            assert report.new == len(came)
        before = laptop.path.stat()
        assert join_into(laptop.session, [path]).new == 0
        assert laptop.path.stat().st_mtime_ns == before.st_mtime_ns

    @invariant()
    def every_laptop_shows_what_its_history_says(self) -> None:
        """Nothing lost, nothing back, every conflict shown, no removal of unseen words; memory equals disk."""
        for laptop in self.laptops:
            assert self.ids(laptop.session) == self.oracle.facts(laptop.known)
            assert self.left(laptop.session) == self.oracle.left(laptop.known)
            things = laptop.things()
            wanted = self.oracle.shown(laptop.known)
            assert set(things) == set(wanted)
            for entity, thing in things.items():
                check_thing(thing, wanted[entity])
                assert laptop.session._things[entity] == thing
            alive = {thing.id for kind in ("note", "guest") for thing in laptop.session.things(kind)}
            assert alive == {thing.id for thing in things.values() if not thing.deleted}

    def teardown(self) -> None:
        """Join all files in random trees and orders: same facts, same view, same bytes; then nothing is new."""
        try:
            if self.laptops:
                for laptop in self.laptops:
                    laptop.session.close()
                self.join_all([laptop.path for laptop in self.laptops] + [path for path, _ in self.old])
        finally:
            for laptop in self.laptops:
                laptop.session.close()
            shutil.rmtree(self.folder)

    def join_all(self, paths: list[Path]) -> None:
        """Join files in one go and by random trees of random groups."""
        chance = random.Random(len(paths))  # noqa: S311 - no secret
        whole = self.fresh()
        join_files(paths, whole)
        ends = [whole]
        for _ in range(2):
            pool = list(paths)
            while len(pool) > 1:
                chance.shuffle(pool)
                size = chance.randint(2, 3)
                group, pool = pool[:size], pool[size:]
                target = self.fresh()
                join_files(group, target)
                pool.append(target)
            last = self.fresh()
            join_files(pool, last)
            ends.append(last)
        assert len({path.read_bytes() for path in ends}) == 1
        knew = [*(laptop.known for laptop in self.laptops), *(known for _, known in self.old)]
        everything = frozenset().union(*knew)
        with Session.open(whole) as session:
            assert self.ids(session) == self.oracle.facts(everything)
            assert self.left(session) == self.oracle.left(everything)
        self.join_only_if_nothing_goes(paths, knew, self.fresh())
        self.join_only_if_nothing_goes(paths, knew, whole)
        before = whole.stat()
        again = join_files(paths, whole)
        assert again.new == 0
        after = whole.stat()
        assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)

    def join_only_if_nothing_goes(self, paths: list[Path], knew: list[frozenset[bytes]], target: Path) -> None:
        """Without leave to forget, files are joined if no name of theirs goes, and else nothing is written."""
        before = target.read_bytes() if target.exists() else None
        try:
            join_files(paths, target, forgetting=False)
        except AsksToForget:
            assert self.oracle.takes(knew)
            assert before == (target.read_bytes() if target.exists() else None)
        else:
            assert not self.oracle.takes(knew)


Evening.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    derandomize=True,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,) if os.environ.get("FACILITATORE_NO_SHRINK") else (Phase.generate, Phase.shrink),
)
TestEvening = Evening.TestCase
