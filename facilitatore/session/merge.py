"""Joining files: a union of facts, in any order, any number of times.

Nothing is written while looking (`plan_join`). `join_files` writes a new file whose bytes depend only on the set of
facts; `join_into` adds to an open one.
"""

from __future__ import annotations

import heapq
import os
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from facilitatore.errors import FileExists, FileProblem, OtherEvening, Problem, WrongKind
from facilitatore.session.changes import conflicts_of
from facilitatore.session.fact_file import FactFile
from facilitatore.session.facts import PURGE, Fact, is_valid
from facilitatore.session.fold import fold_all
from facilitatore.session.format import INSERT, saying_what_failed
from facilitatore.session.guard import check_journals, open_for_reading, read_facts, read_purges
from facilitatore.session.purge import Purges
from facilitatore.session.session import FileKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from facilitatore.session.changes import Conflict
    from facilitatore.session.fold import Thing
    from facilitatore.session.session import Session

_AT_ONCE: Final = 200
"""Files open together; beyond, joining goes in rounds (a process may hold about 1,000 files)."""

_BATCH: Final = 2000


@dataclass(frozen=True, slots=True)
class FileRoot:
    """What a file is: its evening's or register's id, kind and title."""

    id: bytes
    kind: FileKind
    title: str


@dataclass(slots=True)
class FileReport:
    """What one file brings: facts `new` to the join, the `same`, and `refused` ones whose id is not true.

    `forgets` are the purges it brings; `forgotten` the facts it still has of what was forgotten, left out.
    """

    path: Path
    root: FileRoot | None = None
    new: int = 0
    same: int = 0
    refused: int = 0
    forgets: int = 0
    new_things: dict[str, int] | None = None
    problem: Problem | None = None
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class JoinReport:
    """What a join did, or would do."""

    files: tuple[FileReport, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def new(self) -> int:
        """Facts that were not there."""
        return sum(file.new for file in self.files)

    @property
    def same(self) -> int:
        """Facts that were there already."""
        return sum(file.same for file in self.files)

    @property
    def refused(self) -> int:
        """Rows that are not what they say they are."""
        return sum(file.refused for file in self.files)


class Holding(Protocol):
    """What an open file holds, as far as comparing needs it: a `Session`, or a copy for another thread."""

    @property
    def id(self) -> str:
        """The id of the evening or of the register."""

    @property
    def file_kind(self) -> FileKind:
        """An evening or a register."""

    def all_facts(self) -> list[Fact]:
        """Return every fact, in order of id."""


def read_root(db: sqlite3.Connection, path: Path) -> FileRoot:
    """Return what an open file is, from its root thing.

    Raises:
        WrongKind: it has none, so that it is no evening and no register.
    """
    rows = db.execute(
        "SELECT id, session, entity, kind, at, by, data, seen FROM fact "
        "WHERE entity = session AND kind IN ('evening', 'register') ORDER BY id"
    ).fetchall()
    facts = [Fact._make(row) for row in rows if is_valid(row)]
    if not facts:
        raise WrongKind(path, FileKind.EVENING)
    thing = fold_all(fact for fact in facts if fact.session == facts[0].session)[facts[0].session]
    kind = FileKind.REGISTER if thing.kind == "register" else FileKind.EVENING
    title = ", ".join(part for part in (thing.text("title"), thing.text("date")) if part)
    return FileRoot(facts[0].session, kind, title)


def plan_join(session: Holding, paths: Sequence[Path]) -> tuple[JoinReport, list[Fact]]:
    """Look at files that could be joined into an open one: what each brings, and the facts; nothing is written.

    A file that cannot be joined is in the report with its `problem`.
    """
    there = session.all_facts()
    known = {fact.id for fact in there}
    reports = [FileReport(path) for path in paths]
    brought: list[list[Fact]] = []
    for report in reports:
        try:
            brought.append(_read_file(report, known, bytes.fromhex(session.id), session.file_kind))
        except Problem as problem:
            report.problem = problem
            brought.append([])
        known.update(fact.id for fact in brought[-1])
    purges = Purges.of(fact for facts in (there, *brought) for fact in facts)
    fresh: list[Fact] = []
    for report, facts in zip(reports, brought, strict=True):
        kept = [fact for fact in facts if purges.keep(fact)]
        report.new, report.forgotten = len(kept), len(facts) - len(kept)
        report.forgets = sum(fact.kind == PURGE for fact in kept)
        report.new_things = _count_kinds(fold_all(kept).values())
        fresh += kept
    touched = {fact.entity for fact in fresh}
    union = fold_all([*(fact for fact in there if fact.entity in touched and purges.keep(fact)), *fresh])
    return JoinReport(tuple(reports), tuple(conflicts_of(union.values()))), fresh


def _read_file(report: FileReport, known: set[bytes], session: bytes, kind: FileKind) -> list[Fact]:
    with open_for_reading(report.path) as db:
        report.root = read_root(db, report.path)
        if report.root.kind != kind:
            raise WrongKind(report.path, kind)
        if report.root.id != session:
            raise OtherEvening(report.path, report.root.title)
        brought = []
        for fact in _valid_facts(db, report):
            if fact.id in known:
                report.same += 1
            else:
                brought.append(fact)
    return brought


def _count_kinds(things: Iterable[Thing]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for thing in things:
        counts[thing.kind] = counts.get(thing.kind, 0) + 1
    return counts


def _valid_facts(db: sqlite3.Connection, report: FileReport) -> Iterator[Fact]:
    for row in read_facts(db):
        if is_valid(row):
            yield Fact._make(row)
        else:
            report.refused += 1


def join_into(session: Session, paths: Sequence[Path]) -> JoinReport:
    """Join files into an open one, after a backup of it; files that cannot be joined are left out and reported.

    Raises:
        FileProblem: writing failed; nothing was written.
    """
    report, facts = plan_join(session, paths)
    if facts:
        session.back_up()
        session.take_in_facts(facts)
    return report


def join_files(paths: Sequence[Path], target: Path) -> JoinReport:
    """Join files into `target`, which is taken in too if it is there; its bytes depend only on the facts.

    Raises:
        FileProblem: one of the files cannot be joined, or the target cannot be written; nothing was changed.
    """
    check_journals(target)
    ordered = [target, *paths] if target.exists() else list(paths)
    reports = [FileReport(path) for path in ordered]
    if target.exists():
        _refuse_if_open(target)
    purges, root = _collect_purges(reports)
    if root is None:
        raise WrongKind(target, FileKind.EVENING)
    part, conflicts = _build_beside(target, _union(reports, purges))
    mine, *others = reports
    is_whole = mine.path == target and mine.refused == 0 and mine.forgotten == 0
    if is_whole and all(report.new == 0 for report in others):
        part.unlink()
    else:
        _put_in_place(part, target)
    if target in (report.path for report in reports[:1]):
        reports = reports[1:]
    return JoinReport(tuple(reports), tuple(conflicts))


def _refuse_if_open(target: Path) -> None:
    FactFile(target).close()


def _collect_purges(reports: list[FileReport]) -> tuple[Purges, FileRoot | None]:
    purges = Purges()
    first: FileRoot | None = None
    for report in reports:
        with open_for_reading(report.path) as db:
            report.root = read_root(db, report.path)
            purges.add(Purges.of(read_purges(db)))
        first = first or report.root
        if report.root.kind != first.kind:
            raise WrongKind(report.path, first.kind)
        if report.root.id != first.id:
            raise OtherEvening(report.path, report.root.title)
    return purges, first


def _union(reports: list[FileReport], purges: Purges) -> Iterator[Fact]:
    """Yield each fact of all files once, in order of id; count in the reports, the first file that has it first."""
    with ExitStack() as stack:
        streams = []
        for index, report in enumerate(reports):
            if index < _AT_ONCE:
                db = stack.enter_context(open_for_reading(report.path))
                streams.append(_numbered(_valid_facts(db, report), index))
        if len(reports) > _AT_ONCE:
            late = sorted(_read_late(reports[_AT_ONCE:]), key=lambda pair: (pair[0].id, pair[1]))
            streams.append(iter(late))
        last = b""
        for fact, index in heapq.merge(*streams):
            if fact.id == last:
                reports[index].same += 1
                continue
            last = fact.id
            if purges.keep(fact):
                reports[index].new += 1
                yield fact
            else:
                reports[index].forgotten += 1


def _numbered(facts: Iterator[Fact], index: int) -> Iterator[tuple[Fact, int]]:
    return ((fact, index) for fact in facts)


def _read_late(reports: list[FileReport]) -> Iterator[tuple[Fact, int]]:
    for offset, report in enumerate(reports):
        with open_for_reading(report.path) as db:
            for fact in _valid_facts(db, report):
                yield fact, _AT_ONCE + offset


def build_file(path: Path, facts: Iterable[Fact]) -> list[Conflict]:
    """Write a session file with these facts, given in order of id, and return the conflicts among them.

    The bytes depend on the facts alone: same order, one transaction, a fresh file.

    Raises:
        FileProblem: it could not be written; nothing is left at `path`.
    """
    with saying_what_failed(path):
        path.unlink(missing_ok=True)
    file = FactFile.create(path)
    several = SeveralWords()
    try:
        with saying_what_failed(path):
            file.db.execute("BEGIN IMMEDIATE")
            file.db.executemany(INSERT, several.watch(facts))
            file.db.execute("COMMIT")
        conflicts = several.conflicts(file)
    except BaseException:
        file.close()
        path.unlink(missing_ok=True)
        raise
    file.close()
    return conflicts


class SeveralWords:
    """Remembers, while facts stream by, which things were spoken of more than once: only they can be in conflict."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._once: set[bytes] = set()
        self._more: set[bytes] = set()

    def watch(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Let facts through."""
        for fact in facts:
            if fact.entity in self._once:
                self._more.add(fact.entity)
            else:
                self._once.add(fact.entity)
            yield fact

    def conflicts(self, file: FactFile) -> list[Conflict]:
        """Fold the things spoken of more than once, as written in `file`."""
        if not self._more:
            return []
        rows: list[Any] = []
        for entity in sorted(self._more):
            rows += file.db.execute(
                "SELECT id, session, entity, kind, at, by, data, seen FROM fact WHERE entity=?", (entity,)
            ).fetchall()
        return conflicts_of(fold_all(map(Fact._make, rows)).values())


def copy_facts(facts: Sequence[Fact], target: Path) -> None:
    """Write `facts` as a new file at `target`, whole or not at all.

    Raises:
        FileExists: there is one already. FileProblem: it could not be written.
    """
    if target.exists():
        raise FileExists(target)
    part, _ = _build_beside(target, sorted(facts))
    _put_in_place(part, target)


def _build_beside(target: Path, facts: Iterable[Fact]) -> tuple[Path, list[Conflict]]:
    """Build the file that will take the place of `target`, under a name that nobody uses; problems name the target."""
    part = target.with_name(f"{target.name}.{os.urandom(4).hex()}.part")
    try:
        return part, build_file(part, facts)
    except FileProblem as problem:
        if problem.path == part:
            problem.path = target
        raise


def _put_in_place(part: Path, target: Path) -> None:
    with saying_what_failed(target):
        try:
            os.replace(part, target)  # noqa: PTH105 - atomic on every system
        except OSError:
            part.unlink(missing_ok=True)
            raise
        flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` last through a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folders; NTFS journals the rename
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
