"""An open session file: the only door through which anything is written to it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from facilitatore.errors import FileProblem, WrongKind
from facilitatore.interrupting import one_step
from facilitatore.session.backup import back_up, finish_forgetting, forget_in_backups, mark_forgetting
from facilitatore.session.changes import Change, Draft
from facilitatore.session.fact_file import FactFile, SeenFile
from facilitatore.session.facts import PURGE, Fact, make_fact, new_thing_id, split_ids
from facilitatore.session.keys import keys_of
from facilitatore.session.moving import remove
from facilitatore.session.purge import FORGETTABLE, Purges
from facilitatore.session.recording import Recording, change_of
from facilitatore.session.replacing import wipe_parts
from facilitatore.session.roots import ROOT_KINDS, FileKind
from facilitatore.session.scratch import sweep_scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facilitatore.session.keys import FileKey, Keys


class Session(Recording):
    """One open file: its facts folded in memory, what actions wrote, what was forgotten, joined and taken back."""

    @classmethod
    def open(cls, path: Path, kind: FileKind | None = None, passphrase: str | Keys = "") -> Self:
        """Open the file at `path` for work; `passphrase` opens a register that is closed with one.

        Raises:
            FileProblem: it cannot be opened, or is not whole; `WrongKind` when it is not of `kind`;
            `NeedsPassphrase`, `WrongPassphrase` and `NoCipher` for a register that stays closed.
        """
        sweep_scratch()
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
            with suppress(OSError):
                remove(path)
            raise
        return session

    @property
    def key(self) -> FileKey | None:
        """What opens this register and its copies, when it is closed with a passphrase; None for a plain file."""
        return self._file.key

    def forget(self, *, ids: Iterable[str] = (), kinds: Iterable[str] = ()) -> Change:
        """Remove things from the disk for good, here and in every file this one will be joined with.

        Each of `kinds` forgets all things of that kind in this file's evening, also those that no laptop has brought
        yet. What can be undone is forgotten with them, and the backups are written anew without them. Of a guest a
        presence without a name stays.

        Raises:
            ValueError: what is asked for cannot be forgotten (`FORGETTABLE`).
            FileProblem: nothing was written; or it was, and the backup that the problem names could not be.
        """
        ids, kinds = list(ids), list(kinds)
        asked = {thing.kind for one in ids if (thing := self._things.get(bytes.fromhex(one))) is not None}
        if not FORGETTABLE.keys() >= asked.union(kinds):
            raise ValueError(sorted(asked.union(kinds)))
        facts = [self._purge(bytes.fromhex(thing_id), {}) for thing_id in ids]
        facts += [self._purge(self._root, {"kind": kind}) for kind in kinds]
        with one_step():
            self.take_in_facts(facts)
            wipe_parts(self.path)
            sweep_scratch()
            # What could not be done a moment ago is a problem now.
            finish_forgetting(self.id, self._purge_facts(), self.key)
        return Change("forget", frozenset(kinds or {PURGE}), tuple(ids))

    def _purge(self, entity: bytes, fields: dict[str, Any]) -> Fact:
        return make_fact(self._root, entity, PURGE, fields, by=self.device, at=self._clock())

    def take_in_facts(self, facts: Sequence[Fact]) -> Change:
        """Write facts that come from elsewhere and were checked, and forget what they ask to, and what this file does.

        Raises:
            FileProblem: nothing was written.
        """
        purges = Purges.of(facts)
        purges.add(self._purges)
        grew = len(purges) > len(self._purges)
        standing = purges.settle([*self.all_facts(), *facts] if grew else facts)
        fresh = [fact for fact in standing if fact.id not in self._known]
        if not fresh:
            return Change("join")
        if grew:
            mark_forgetting(self.id)
        self._file.write(fresh, purges if grew else None)
        if grew:
            self._forget_undo()
            self._take_in(self._file.read())
            with suppress(FileProblem):  # the mark stays, and the next opening goes on
                forget_in_backups(self.id, self._purge_facts(), self.key)
        else:
            self._keep(fresh)
        return change_of("join", fresh, None)

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
        self._forget_undo()
        taken = [fact for fact in facts if fact.id in gone]
        self._take_in([fact for fact in facts if fact.id not in gone])
        return change_of("take_out", taken, None)

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
