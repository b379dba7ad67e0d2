"""The doors that every input goes through, and what must hold behind each: no exception of ours but `Problem`."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from inputs import EVENING, Input, Row, made, note, root, true_id

from facilitatore.errors import Problem
from facilitatore.session import FileKind, Session, new
from facilitatore.session.check import check_file
from facilitatore.session.facts import Fact
from facilitatore.session.joining.merge import join_files, plan_join
from facilitatore.session.places import mark_writing, unmark_writing
from facilitatore.session.purge import presence_of_guest
from facilitatore.session.rescue.diagnosis import diagnose
from facilitatore.session.rescue.salvage import Scan, read_every_fact, salvage

SLOW_EVERY: Final = 6
"""The doors that write come to every sixth input: they cost ten times as much."""


class Failure(Exception):  # noqa: N818 - it is what was looked for
    """Something happened that must not."""


class Held:
    """An open evening, as far as comparing needs it."""

    def __init__(self, facts: list[Fact]) -> None:
        self.id = EVENING.hex()
        self.file_kind = FileKind.EVENING
        self._facts = facts

    def all_facts(self) -> list[Fact]:
        """Return every fact."""
        return self._facts


class Doors:
    """Puts an input on the disk and opens it in every way."""

    def __init__(self, folder: Path) -> None:
        self._path, self._base = folder / "x.serata", folder / "base.serata"
        self._journal, self._target = folder / "x.serata-journal", folder / "out.serata"
        base = made(folder, (root(), *(note(number, f"nota {number}") for number in range(8))))
        self._base_bytes, self._base_rows = base.content, base.known
        self._held = Held([Fact._make(row) for row in sorted(base.rows)])

    def go_through(self, one: Input, number: int, *, with_all: bool) -> int | None:
        """Try an input at each door; return how many facts looking at it shows, None when it is refused.

        Raises:
            Failure: an exception that is no `Problem`, a fact that nobody wrote, a byte that was changed.
        """
        self._lay_out(one)
        count = self._guarded("look", lambda: self._look(one))
        self._guarded("diagnose", lambda: diagnose(self._path))
        self._guarded("scan", lambda: self._believe(read_every_fact(self._path, Scan()), one))
        self._guarded("plan", lambda: self._plan(one))
        self._unchanged(one)
        turn = number % SLOW_EVERY
        if with_all or turn == 0:
            self._guarded("join", lambda: self._join(one, number))
            self._unchanged(one)
        if with_all or turn == 2:
            self._guarded("salvage", lambda: self._salvage(one))
            self._unchanged(one)
        if with_all or turn == 4:
            self._guarded("open", lambda: self._open(one, number))
        return count

    def _lay_out(self, one: Input) -> None:
        for path in self._path.parent.glob("x.serata*"):
            path.unlink()
        self._path.write_bytes(one.content)
        if one.journal is not None:
            self._journal.write_bytes(one.journal)
        self._target.unlink(missing_ok=True)
        self._base.write_bytes(self._base_bytes)

    def _guarded(self, door: str, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Problem:
            return None
        except Failure as failure:
            raise Failure(f"{door}: {failure}") from failure
        except Exception as bug:
            where = traceback.extract_tb(bug.__traceback__)[-1]
            raise Failure(f"{door}: {type(bug).__name__} {bug} at {where.filename}:{where.lineno}") from bug

    def _unchanged(self, one: Input) -> None:
        if self._path.read_bytes() != one.content:
            raise Failure("the file was changed")
        if (self._journal.read_bytes() if self._journal.exists() else None) != one.journal:
            raise Failure("the journal was changed")

    def _believe(self, facts: Iterable[tuple[Any, ...]], one: Input, also: frozenset[Row] = frozenset()) -> int:
        number = 0
        for fact in facts:
            number += 1
            if tuple(fact) not in one.known and tuple(fact) not in also and not _remains(fact, one):
                raise Failure(f"accepted what nobody wrote: {tuple(fact)!r:.300}")
            if fact[0] != true_id(fact):
                raise Failure(f"accepted a false id: {tuple(fact)!r:.300}")
        return number

    def _look(self, one: Input) -> int:
        with Session.look(self._path) as session:
            session.conflicts()
            for kind in session.counts():
                session.things(kind)
            return self._believe(session.all_facts(), one)

    def _plan(self, one: Input) -> None:
        report, facts = plan_join(self._held, [self._path])
        self._believe(facts, one)
        counts = report.files[0]
        if min(counts.new, counts.same, counts.refused, counts.others, counts.forgotten) < 0:
            raise Failure(f"counts below zero: {counts}")

    def _join(self, one: Input, number: int) -> None:
        sources = [self._path, self._base] if number % 2 else [self._base, self._path]
        try:
            join_files(sources, self._target)
        finally:
            if not self._target.exists() and any(self._target.parent.glob("*.part")):
                raise Failure("half a file is left")
        self._whole(self._target, one)
        again = self._target.read_bytes()
        join_files([self._path], self._target)
        if self._target.read_bytes() != again:
            raise Failure("joining again changed the file")

    def _whole(self, path: Path, one: Input) -> None:
        """Check a file that we wrote with plain SQL."""
        db = sqlite3.connect(path)
        try:
            self._believe(db.execute("SELECT * FROM fact"), one, self._base_rows)
            if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Failure("wrote a file that is not whole")
        finally:
            db.close()
        if check_file(path).altered:
            raise Failure("wrote a fact that does not hold")

    def _salvage(self, one: Input) -> None:
        salvage(self._path, self._target)
        db = sqlite3.connect(self._target)
        try:
            self._believe(db.execute("SELECT * FROM fact"), one)
        finally:
            db.close()

    def _open(self, one: Input, number: int) -> None:
        """Open for work, now and then as a laptop that stopped while writing; write a note and open again."""
        if number % 4 == 0:
            mark_writing(self._path)
        try:
            with Session.open(self._path) as session:
                self._believe(session.all_facts(), one)
                session.record("add_note", new("note", text="prova"))
                facts = session.all_facts()
            with Session.look(self._path) as session:
                if session.all_facts() != facts:
                    raise Failure("what was written is not what is read")
        finally:
            unmark_writing(self._path)


def _remains(fact: tuple[Any, ...], one: Input) -> bool:
    """Tell whether a fact is what stays of a guest of the input that somebody forgot."""
    guests = (Fact._make(row) for row in one.known if row[3] == "guest")
    return fact[3] == "presence" and any(presence_of_guest(guest) == tuple(fact) for guest in guests)
