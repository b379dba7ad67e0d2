"""An open session file: the only door through which anything is written to it."""

from __future__ import annotations

from bisect import insort
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

from facilitatore.errors import BadValue, Forgotten, WrongKind
from facilitatore.session.backup import back_up, drop_backups
from facilitatore.session.changes import Change, Conflict, Draft, conflicts_of, different
from facilitatore.session.fact_file import FactFile, SeenFile, no_collecting
from facilitatore.session.facts import PURGE, Fact, canonical_json, make_fact, new_thing_id, now_ms
from facilitatore.session.fingerprint import fingerprint
from facilitatore.session.fold import by_thing, fold_facts, fold_groups
from facilitatore.session.history import Entry, Memory, Step, heads_before, reverse
from facilitatore.session.places import device_id
from facilitatore.session.purge import Purges

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facilitatore.session.fold import Thing
    from facilitatore.session.history import Reversal

MAX_FACT_CHARACTERS: Final = 1_000_000
"""A quarter of the row that we accept from elsewhere: what we write, every copy of us can read."""

_MAX_UNDO: Final = 200
_AHEAD_MS: Final = 60_000


class FileKind(StrEnum):
    """What a session file is for; the value is its ending."""

    EVENING = "serata"
    REGISTER = "registro"


class Session:
    """One open file, its facts folded in memory, and what can be undone."""

    def __init__(self, file: FactFile | SeenFile) -> None:
        """Read everything from an open file; use `Session.open` or `Session.create`."""
        self._file = file
        self._by = device_id()
        self._last_at = 0
        self._undo: list[Entry] = []
        self._redo: list[Entry] = []
        self._memory = Memory()
        self._recorded = 0
        with no_collecting():
            self._take_in(file.read())

    @classmethod
    def open(cls, path: Path, kind: FileKind | None = None) -> Self:
        """Open the file at `path` for work.

        Raises:
            FileProblem: it cannot be opened, or is not whole; `WrongKind` when it is not of `kind`.
        """
        file = FactFile(path)
        try:
            session = cls(file)
            session._refuse_other_than(kind)
        except BaseException:
            file.close()
            raise
        back_up(file.db, path, session.id)
        return session

    @classmethod
    def look(cls, path: Path, kind: FileKind | None = None) -> Self:
        """Open the file at `path` only to read it: no file is touched, and a read-only stick will do.

        Raises:
            FileProblem: it cannot be read, or is not whole; `WrongKind` when it is not of `kind`.
        """
        session = cls(SeenFile(path))
        session._refuse_other_than(kind)
        return session

    def _refuse_other_than(self, kind: FileKind | None) -> None:
        if self._root not in self._things or kind not in (None, self.file_kind):
            raise WrongKind(self.path, kind or FileKind.EVENING)

    @classmethod
    def create(cls, path: Path, kind: FileKind, *, fields: dict[str, Any], session_id: str = "") -> Self:
        """Make a new file at `path` whose root thing, an evening or a register, has these `fields`.

        Raises:
            FileProblem: no file can be made there.
        """
        file = FactFile.create(path)
        try:
            session = cls(file)
            identity = session_id or new_thing_id().hex()
            session._root = bytes.fromhex(identity)
            session._write("create", [Draft(_ROOT_KIND[kind], identity, fields)], None, undoable=False)
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
        return session

    # -- what is there ------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._file.path

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

    def get(self, thing_id: str) -> Thing | None:
        """Return a thing that is not removed."""
        thing = self._things.get(_bytes_of(thing_id))
        return None if thing is None or thing.deleted else thing

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

    # -- writing ------------------------------------------------------------------------------------------------

    def record(self, action: str, *drafts: Draft, origin: object = None) -> Change:
        """Write what the drafts ask, in one transaction, as one step that can be undone.

        A draft that changes nothing writes nothing. When this returns, everything is on the disk.

        Raises:
            FileProblem, Forgotten, BadValue: nothing was written.
        """
        return self._write(action, drafts, origin, undoable=True)

    def note(self, action: str, *drafts: Draft, origin: object = None) -> Change:
        """Write as `record` does, but leave undo alone: what a new file starts with, and time that went by.

        Raises:
            FileProblem, Forgotten, BadValue: nothing was written.
        """
        return self._write(action, drafts, origin, undoable=False)

    def _write(self, action: str, drafts: Sequence[Draft], origin: object, *, undoable: bool) -> Change:
        steps = [step for draft in drafts if (step := self._step(draft)) is not None]
        self._commit([step.fact for step in steps])
        for step in steps:
            self._memory.wrote(step.fact, {})
        if steps and undoable:
            self._recorded += 1
            self._undo = [*self._undo[1 - _MAX_UNDO :], Entry(action, tuple(steps))]
            self._redo = []
        return _change(action, [step.fact for step in steps], origin)

    def _step(self, draft: Draft) -> Step | None:
        entity = bytes.fromhex(draft.id)
        # The draft may be of a moment ago: whoever merged since then has not been seen by the person who edits.
        shown = draft.thing
        now = self._things.get(entity)
        fields = draft.fields if shown is None else different(shown, draft.fields)
        if not fields:
            return None
        if len(canonical_json(fields)) > MAX_FACT_CHARACTERS:
            raise BadValue("text", canonical_json(fields)[:40], str(MAX_FACT_CHARACTERS))
        names = list(shown.heads) if shown is not None and "deleted" in fields else fields
        seen = [head.id for name in names for head in (shown.heads.get(name, ()) if shown else ())]
        fact = make_fact(self._root, entity, draft.kind, fields, seen=seen, by=self._by, at=self._clock())
        return Step(fact, heads_before(now, fields), is_birth=now is None)

    def undo(self, origin: object = None) -> Change | None:
        """Take back the last action; None when there is none.

        Raises:
            FileProblem: nothing was written.
        """
        return self._travel(self._undo, self._redo, origin)

    def redo(self, origin: object = None) -> Change | None:
        """Do again what was last undone; None when there is nothing.

        Raises:
            FileProblem: nothing was written.
        """
        return self._travel(self._redo, self._undo, origin)

    def _travel(self, source: list[Entry], target: list[Entry], origin: object) -> Change | None:
        if not source:
            return None
        entry = source[-1]
        reversals = [
            (step.fact, reversal, thing)
            for step in reversed(entry.steps)
            if (thing := self._things.get(step.fact.entity)) is not None
            for reversal in reverse(step, thing, self._memory)
        ]
        steps = [self._reversal_step(fact, reversal, thing) for fact, reversal, thing in reversals]
        self._commit([step.fact for step in steps])
        for step, (_, reversal, _) in zip(steps, reversals, strict=True):
            self._memory.wrote(step.fact, reversal.restores)
        source.pop()
        target.append(Entry(entry.action, tuple(steps)))
        return _change(entry.action, [step.fact for step in steps], origin)

    def _reversal_step(self, undone: Fact, reversal: Reversal, thing: Thing) -> Step:
        fact = make_fact(
            self._root,
            undone.entity,
            undone.kind,
            reversal.fields,
            seen=reversal.seen,
            by=self._by,
            at=self._clock(),
        )
        return Step(fact, heads_before(thing, reversal.fields), is_birth=False)

    @property
    def undo_action(self) -> str | None:
        """The name of the action that `undo` would take back."""
        return self._undo[-1].action if self._undo else None

    @property
    def recorded(self) -> int:
        """How many actions that can be undone were recorded since the file was opened."""
        return self._recorded

    @property
    def redo_action(self) -> str | None:
        """The name of the action that `redo` would do again."""
        return self._redo[-1].action if self._redo else None

    def forget(self, *, ids: Iterable[str] = (), kind: str = "") -> Change:
        """Remove things from the disk for good, here and in every file this one will be joined with.

        `kind` forgets all things of that kind in this file's evening, also those that no laptop has brought yet.
        What can be undone, and the backups, are forgotten with them.

        Raises:
            FileProblem: nothing was written.
        """
        facts = [self._purge(bytes.fromhex(thing_id), {}) for thing_id in ids]
        if kind:
            facts.append(self._purge(self._root, {"kind": kind}))
        self.take_in_facts(facts)
        self._undo, self._redo, self._memory = [], [], Memory()
        drop_backups(self.id)
        return Change("forget", frozenset({kind} if kind else {PURGE}), tuple(ids))

    def _purge(self, entity: bytes, fields: dict[str, Any]) -> Fact:
        return make_fact(self._root, entity, PURGE, fields, by=self._by, at=self._clock())

    def take_in_facts(self, facts: Sequence[Fact]) -> Change:
        """Write facts that come from elsewhere and were checked, and forget what they ask to.

        Raises:
            FileProblem: nothing was written.
        """
        purges = Purges.of(facts)
        purges.add(self._purges)
        fresh = [fact for fact in facts if fact.id not in self._known and purges.keep(fact)]
        if not fresh:
            return Change("join")
        grew = len(purges) > len(self._purges)
        self._file.write(fresh, purges if grew else None)
        if grew:
            self._take_in(self._file.read())
        else:
            self._keep(fresh)
        return _change("join", fresh, None)

    def back_up(self) -> Path | None:
        """Copy the file beside the program's data now; None when that was not possible."""
        if isinstance(self._file, SeenFile):
            return None
        return back_up(self._file.db, self.path, self.id, even_if_recent=True)

    def all_facts(self) -> list[Fact]:
        """Return every fact, in order of id, for whoever copies or joins files."""
        return sorted(fact for facts in self._facts.values() for fact in facts)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def __enter__(self) -> Self:
        """Use the open file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    # -- memory -------------------------------------------------------------------------------------------------

    def _take_in(self, facts: list[Fact]) -> None:
        self._ids = [fact.id for fact in facts]
        self._known = set(self._ids)
        self._last_at = max(self._last_at, _just_ahead(facts))
        self._purges = Purges.of(facts)
        self._facts = by_thing(facts)
        self._things = fold_groups(self._facts)
        self._root = _root_of(facts)

    def _commit(self, facts: list[Fact]) -> None:
        if not facts:
            return
        for fact in facts:
            if not self._purges.keep(fact):
                raise Forgotten(fact.kind)
        self._file.write(facts)
        self._keep(facts)

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

    def _clock(self) -> int:
        """Return the time for a fact, in UTC ms, never twice: things made by one action keep their order."""
        self._last_at = max(now_ms(), self._last_at + 1)
        return self._last_at


def _just_ahead(facts: list[Fact]) -> int:
    """Return the newest time of a file that runs a little ahead of the clock, or 0.

    An import of 500 rows ends half a second ahead of the clock: what is written next, maybe by another process, comes
    after it. A clock that is wrong by more than a minute is not followed.
    """
    now = now_ms()
    for fact in reversed(facts):
        if fact.at <= now:
            return 0
        if fact.at <= now + _AHEAD_MS:
            return fact.at
    return 0


_ROOT_KIND: Final = {FileKind.EVENING: "evening", FileKind.REGISTER: "register"}


def _root_of(facts: Iterable[Fact]) -> bytes:
    for fact in facts:
        if fact.kind in _ROOT_KIND.values() and fact.entity == fact.session:
            return fact.session
    return bytes(16)


def _change(action: str, facts: Iterable[Fact], origin: object) -> Change:
    facts = list(facts)
    kinds = frozenset(fact.kind for fact in facts)
    return Change(action, kinds, tuple(dict.fromkeys(fact.entity.hex() for fact in facts)), origin)


def _bytes_of(thing_id: str) -> bytes:
    try:
        return bytes.fromhex(thing_id)
    except ValueError:
        return b""
