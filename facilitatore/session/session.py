"""An open session file: the only door through which anything is written to it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Self

from facilitatore.errors import BadValue, FileProblem, Forgotten, WrongKind
from facilitatore.session.backup import back_up, finish_forgetting, forget_in_backups, mark_forgetting
from facilitatore.session.changes import Change, Draft, different
from facilitatore.session.fact_file import FactFile, SeenFile, no_collecting
from facilitatore.session.facts import PURGE, Fact, canonical_json, make_fact, new_thing_id, now_ms, split_ids
from facilitatore.session.folded import Folded
from facilitatore.session.history import Entry, Memory, Step, heads_before, reverse
from facilitatore.session.keys import keys_of
from facilitatore.session.places import device_of_copy
from facilitatore.session.purge import Purges
from facilitatore.session.replacing import wipe_parts
from facilitatore.session.roots import ROOT_KINDS, FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facilitatore.session.fold import Thing
    from facilitatore.session.history import Reversal
    from facilitatore.session.keys import FileKey, Keys

MAX_FACT_CHARACTERS: Final = 1_000_000
"""A quarter of the row that we accept from elsewhere: what we write, every copy of us can read."""

_MAX_UNDO: Final = 200
_AHEAD_MS: Final = 60_000


class Session(Folded):
    """One open file, its facts folded in memory, and what can be undone."""

    def __init__(self, file: FactFile | SeenFile) -> None:
        """Read everything from an open file; use `Session.open` or `Session.create`."""
        self._file = file
        self._by = b""
        self._last_at = 0
        self._undo: list[Entry] = []
        self._redo: list[Entry] = []
        self._memory = Memory()
        self._recorded = 0
        with no_collecting():
            super().__init__(file.read())

    @classmethod
    def open(cls, path: Path, kind: FileKind | None = None, passphrase: str | Keys = "") -> Self:
        """Open the file at `path` for work; `passphrase` opens a register that is closed with one.

        Raises:
            FileProblem: it cannot be opened, or is not whole; `WrongKind` when it is not of `kind`;
            `NeedsPassphrase`, `WrongPassphrase` and `NoCipher` for a register that stays closed.
        """
        file = FactFile(path, keys_of(passphrase))
        try:
            session = cls(file)
            session._refuse_other_than(kind)
        except BaseException:
            file.close()
            raise
        with suppress(FileProblem):
            # Of a laptop that was switched off meanwhile.
            finish_forgetting(session.id, session._purge_facts(), file.key)
        back_up(file.db, path, session.id, even_if_recent=file.is_old)
        if file.is_old:
            try:
                file.migrate()
            except BaseException:
                file.close()
                raise
        return session

    @classmethod
    def look(
        cls, path: Path, kind: FileKind | None = None, passphrase: str | Keys = "", *, only: bytes | None = None
    ) -> Self:
        """Open the file at `path` only to read it: no file is touched, and a read-only stick will do.

        `only` is the id of one of the evenings of a ``.percorso``, without which such a file is of no use here.

        Raises:
            FileProblem: it cannot be read, or is not whole; `WrongKind` when it is not of `kind`.
        """
        session = cls(SeenFile(path, only, keys_of(passphrase)))
        session._refuse_other_than(kind)
        return session

    def _refuse_other_than(self, kind: FileKind | None) -> None:
        is_one = self._root in self._things and len(self._roots) == 1
        if not is_one or kind not in (None, self.file_kind):
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
            session._write("create", [Draft(ROOT_KINDS[kind], identity, fields)], None, undoable=False)
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
        return session

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._file.path

    @property
    def key(self) -> FileKey | None:
        """What opens this register and its copies, when it is closed with a passphrase; None for a plain file."""
        return self._file.key

    @property
    def device(self) -> bytes:
        """The 8 bytes that sign what is written here, in this copy of the file on this laptop."""
        if not self._by:
            self._by = device_of_copy(self.id, self.path)
        return self._by

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
        fact = make_fact(self._root, entity, draft.kind, fields, seen=seen, by=self.device, at=self._clock())
        return Step(fact, heads_before(now, fields), is_birth=now is None, was_gone=now is not None and now.deleted)

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
            by=self.device,
            at=self._clock(),
        )
        return Step(fact, heads_before(thing, reversal.fields), is_birth=False, was_gone=thing.deleted)

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

    def forget(self, *, ids: Iterable[str] = (), kind: str = "", kinds: Iterable[str] = ()) -> Change:
        """Remove things from the disk for good, here and in every file this one will be joined with.

        `kind`, and each of `kinds`, forgets all things of that kind in this file's evening, also those that no laptop
        has brought yet. What can be undone is forgotten with them, and the backups are written anew without them.

        Raises:
            FileProblem: nothing was written; or it was, and the backup that the problem names could not be.
        """
        ids, kinds = list(ids), [*([kind] if kind else []), *kinds]
        facts = [self._purge(bytes.fromhex(thing_id), {}) for thing_id in ids]
        facts += [self._purge(self._root, {"kind": one}) for one in kinds]
        self.take_in_facts(facts)
        wipe_parts(self.path)
        # What could not be done a moment ago is a problem now.
        finish_forgetting(self.id, self._purge_facts(), self.key)
        return Change("forget", frozenset(kinds or {PURGE}), tuple(ids))

    def _purge(self, entity: bytes, fields: dict[str, Any]) -> Fact:
        return make_fact(self._root, entity, PURGE, fields, by=self.device, at=self._clock())

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
        if grew:
            mark_forgetting(self.id)
        self._file.write(fresh, purges if grew else None)
        if grew:
            self._undo, self._redo, self._memory = [], [], Memory()
            self._take_in(self._file.read())
            with suppress(FileProblem):  # the mark stays, and the next opening goes on
                forget_in_backups(self.id, self._purge_facts(), self.key)
        else:
            self._keep(fresh)
        return _change("join", fresh, None)

    def take_out_facts(self, ids: Iterable[bytes], *, keeping: Iterable[bytes] = ()) -> Change:
        """Take out facts that a join brought, and what was written since upon them: edits of them, words on new things.

        The facts `keeping` stay, though they look so: they were there before what they have seen. What a purge among
        those taken out has forgotten stays forgotten, and so does the purge. Undo starts anew.

        Raises:
            FileProblem: nothing was written.
        """
        facts = self.all_facts()
        gone = {fact.id for fact in facts if fact.kind != PURGE} & set(ids)
        standing = {fact.entity for fact in facts if fact.id not in gone and not fact.seen}
        kept = set(keeping)
        upon = gone
        while upon:  # a clock that was put back makes an edit come before what it has seen
            rest = (fact for fact in facts if not (fact.id in gone or fact.id in kept or fact.kind == PURGE))
            upon = {
                fact.id for fact in rest if fact.entity not in standing or not upon.isdisjoint(split_ids(fact.seen))
            }
            gone |= upon
        if not gone:
            return Change("take_out")
        self._file.write((), without=gone)
        self._undo, self._redo, self._memory = [], [], Memory()
        taken = [fact for fact in facts if fact.id in gone]
        self._take_in([fact for fact in facts if fact.id not in gone])
        return _change("take_out", taken, None)

    def back_up(self) -> Path | None:
        """Copy the file beside the program's data now; None when that was not possible."""
        if isinstance(self._file, SeenFile):
            return None
        return back_up(self._file.db, self.path, self.id, even_if_recent=True)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def __enter__(self) -> Self:
        """Use the open file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

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


def _change(action: str, facts: Iterable[Fact], origin: object) -> Change:
    facts = list(facts)
    kinds = frozenset(fact.kind for fact in facts)
    return Change(action, kinds, tuple(dict.fromkeys(fact.entity.hex() for fact in facts)), origin)
