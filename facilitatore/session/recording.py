"""Writing what actions ask, as steps that can be undone: drafts become facts, in one transaction each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.errors import BadValue, Forgotten
from facilitatore.session.changes import Change, Draft, different
from facilitatore.session.fact_file import FactFile, SeenFile, no_collecting
from facilitatore.session.facts import Fact, canonical_json, make_fact, now_ms
from facilitatore.session.folded import Folded
from facilitatore.session.history import Entry, Memory, Step, heads_before, reverse, reversed_step
from facilitatore.session.places import device_of_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facilitatore.session.history import Reversal

MAX_FACT_CHARACTERS: Final = 1_000_000
"""A quarter of the row that we accept from elsewhere: what we write, every copy of us can read."""

_MAX_UNDO: Final = 200
_AHEAD_MS: Final = 60_000


class Recording(Folded):
    """The facts of an open file, to which actions add, and what of them can be undone."""

    def __init__(self, file: FactFile | SeenFile) -> None:
        """Read everything from an open file; see `Session.open` and `Session.create`."""
        self._file = file
        self._by = b""
        self._last_at = 0
        self._undo: list[Entry] = []
        self._redo: list[Entry] = []
        self._memory = Memory()
        self._recorded = 0
        with no_collecting():
            super().__init__(file.read())

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._file.path

    @property
    def device(self) -> bytes:
        """The 8 bytes that sign what is written here, in this copy of the file on this laptop."""
        if not self._by:
            self._by = device_of_copy(self.id, self.path)
        return self._by

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
        facts = [fact for step in steps for fact in step.facts]
        self._commit(facts)
        for fact in facts:
            self._memory.wrote(fact, {})
        if steps and undoable:
            self._recorded += 1
            self._undo = [*self._undo[1 - _MAX_UNDO :], Entry(action, tuple(steps))]
            self._redo = []
        return change_of(action, facts, origin)

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
        fact = make_fact(self._root, entity, draft.kind, fields, seen=seen, by=self.device, at=self._clock())
        before = heads_before(now, fields, seen)
        return Step((fact,), before, is_birth=now is None, was_gone=now is not None and now.deleted)

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
        steps: list[Step] = []
        written: list[tuple[Fact, Reversal]] = []
        for step in reversed(entry.steps):
            thing = self._things.get(step.facts[0].entity)
            if thing is not None and (reversals := reverse(step, thing, self._memory)):
                facts = [self._reversing(step.facts[0], reversal) for reversal in reversals]
                steps.append(reversed_step(facts, reversals, thing))
                written += zip(facts, reversals, strict=True)
        facts = [fact for fact, _ in written]
        self._commit(facts)
        for fact, reversal in written:
            self._memory.wrote(fact, reversal.restores)
        source.pop()
        target.append(Entry(entry.action, tuple(steps)))
        return change_of(entry.action, facts, origin)

    def _reversing(self, undone: Fact, reversal: Reversal) -> Fact:
        return make_fact(
            self._root,
            undone.entity,
            undone.kind,
            reversal.fields,
            seen=reversal.seen,
            by=self.device,
            at=self._clock(),
        )

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

    def _commit(self, facts: list[Fact]) -> None:
        if not facts:
            return
        for fact in facts:
            if not self._purges.keep(fact):
                raise Forgotten(fact.kind)
        self._file.write(facts)
        self._keep(facts)

    def _clock(self) -> int:
        """Return the time for a fact, in UTC ms, never twice: things made by one action keep their order."""
        if not self._last_at:
            self._last_at = _just_ahead(self.all_facts())
        self._last_at = max(now_ms(), self._last_at + 1)
        return self._last_at

    def _forget_undo(self) -> None:
        """Let nothing be undone any more: what it would put back may be gone."""
        self._undo, self._redo, self._memory = [], [], Memory()


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


def change_of(action: str, facts: Iterable[Fact], origin: object) -> Change:
    """Return what writing or removing these facts changed."""
    facts = list(facts)
    kinds = frozenset(fact.kind for fact in facts)
    return Change(action, kinds, tuple(dict.fromkeys(fact.entity.hex() for fact in facts)), origin)
