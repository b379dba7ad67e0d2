"""Joining the files that come back: looked at first, in their words; taken in after a copy; taken back whole."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from facilitatore.deliver.join_record import joined_file, make_record
from facilitatore.deliver.laptops import LaptopMark, marks_of, rooms_of
from facilitatore.deliver.process_join import join_process
from facilitatore.errors import AsksToForget, FileProblem, NotBackedUp, OtherEvening
from facilitatore.interrupting import one_step
from facilitatore.session.building import build_file
from facilitatore.session.changes import Change
from facilitatore.session.facts import PURGE, Fact, now_ms
from facilitatore.session.joining.effects import Effects, effects_of
from facilitatore.session.joining.incoming import read_brought, settle
from facilitatore.session.joining.records import JoinRecord, drop_join, mark_taken_back, read_joins, save_join
from facilitatore.session.joining.reports import FileReport, JoinReport
from facilitatore.session.roots import FileKind, FileRoot
from facilitatore.session.scratch import FILE_MODE, scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facilitatore.errors import Problem
    from facilitatore.session import Session

_DEPTH: Final = 4
"""A stick of an office has the year, the plan, the evening and the group; a whole disk is not searched to its end."""

MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class Held:
    """A copy of what an open file holds: looking at a slow stick happens in another thread."""

    id: str
    file_kind: FileKind
    facts: tuple[Fact, ...]

    def all_facts(self) -> list[Fact]:
        """Return every fact, in order of id."""
        return list(self.facts)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one file brings: what it does to what is there (`effects`), and the rest as in the report.

    `undecided` are the fields, each with its thing's id, that somebody would have to decide because of this file.
    `roots` are the evenings in it, `laptops` who wrote in it, the one that wrote last first, `written_at` when (UTC
    seconds). `forgets` are the purges it brings and `loses` what they would take away, kind by kind; `absorbed` things of
    it are left out because they were forgotten here. `void` are kinds that it asks to forget and that nobody can.
    `forgotten` facts were forgotten before, or would be; `others` belong to another evening. `is_elsewhere`: all of it does, so that it
    is kept apart; `problem` is then an `OtherEvening`.
    """

    path: Path
    title: str
    effects: Effects
    same: int
    refused: int
    forgets: int
    undecided: frozenset[tuple[str, str]]
    written_at: float | None
    problem: Problem | None
    new: int = 0
    roots: tuple[FileRoot, ...] = ()
    kind: FileKind = FileKind.EVENING
    laptops: tuple[LaptopMark, ...] = ()
    loses: dict[str, int] = field(default_factory=dict)
    absorbed: dict[str, int] = field(default_factory=dict)
    void: tuple[str, ...] = ()
    forgotten: int = 0
    others: int = 0
    fingerprint: str = ""
    is_elsewhere: bool = False

    @property
    def conflicts(self) -> int:
        """How much would have to be decided."""
        return len(self.undecided)

    @property
    def takes(self) -> dict[str, int]:
        """What goes for ever if it is joined, kind by kind: here because it asks to, or of its own as here."""
        return together((self.loses, self.absorbed))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What files bring, read and checked, purges and what they forget included; `report` as if all were taken in."""

    facts: tuple[Fact, ...]
    report: JoinReport
    brought: tuple[tuple[FileReport, list[Fact]], ...]


def held(session: Session) -> Held:
    """Return a copy of what `session` holds now."""
    return Held(session.id, session.file_kind, tuple(session.all_facts()))


# -- finding and looking ------------------------------------------------------------------------------------------


def find_evenings(paths: Iterable[Path], kind: FileKind = FileKind.EVENING, most: int = MOST) -> list[Path]:
    """Return the files given, and those inside the folders given that may hold evenings, four folders deep.

    These end in ``.serata`` or ``.percorso``; in ``.registro`` when `kind` says that registers are wanted. Each once, in
    order of name within a folder; at most so many, so that a whole disk dropped by mistake stays harmless.
    """
    wanted = {FileKind.REGISTER} if kind == FileKind.REGISTER else {FileKind.EVENING, FileKind.PROCESS}
    endings = frozenset(f".{one}" for one in wanted)
    found: dict[Path, None] = {}
    for path in paths:
        inside = _inside(path, endings, _DEPTH) if path.is_dir() else [path]
        for one in inside:
            if len(found) < most:
                found.setdefault(one)
    return list(found)


def _inside(folder: Path, endings: frozenset[str], depth: int) -> Iterable[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return  # a folder nobody may read brings nothing
    for entry in entries:
        if entry.name.startswith("."):
            continue  # macOS leaves a «._gruppo-B.serata» beside each file of a stick
        if entry.is_dir() and depth and not entry.is_symlink():
            yield from _inside(entry, endings, depth - 1)
        elif entry.suffix.lower() in endings and entry.is_file():
            yield entry


def look_at(
    there: Held,
    paths: Sequence[Path],
    *,
    forgetting: frozenset[Path] | None = None,
    passphrases: Sequence[str] = (),
) -> list[Arrival]:
    """Look at files that could be joined, in the order given; a file that cannot is there with its `problem`.

    Purges of files that are not among `forgetting` are left out of what is counted; None takes them all in.
    """
    gathered = gather(there, paths, passphrases)
    report, fresh = settle(there.facts, gathered.brought, _refused(gathered, forgetting))
    rooms = rooms_of([*there.facts, *gathered.facts])
    return _arrivals(report, fresh, there.facts, rooms)


def _arrivals(
    report: JoinReport, fresh: Sequence[Fact], there: Sequence[Fact], rooms: dict[bytes, tuple[str, bool]]
) -> list[Arrival]:
    portions, start = [], 0
    for file in report.files:
        portions.append(fresh[start : start + file.new])
        start += file.new
    arrivals = []
    for file, brought, effects in zip(report.files, portions, effects_of(there, portions), strict=True):
        things = {fact.entity.hex() for fact in brought if fact.kind != PURGE}
        undecided = frozenset((one.id, one.field) for one in report.conflicts if one.id in things)
        laptops = marks_of(file.writers, rooms)
        arrivals.append(replace(_arrival(file), effects=effects, undecided=undecided, laptops=laptops))
    return arrivals


def _arrival(file: FileReport) -> Arrival:
    written_at = file.written_at
    return Arrival(
        file.path,
        ", ".join(root.name for root in file.roots),
        effects=Effects(),
        same=file.same,
        refused=file.refused,
        forgets=file.forgets,
        undecided=frozenset(),
        written_at=None if written_at is None else written_at / 1000,
        problem=file.problem,
        new=file.new,
        roots=file.roots,
        kind=kind_of(file.roots),
        loses=file.loses,
        absorbed=file.absorbed,
        void=file.void,
        forgotten=file.forgotten,
        others=file.others,
        fingerprint=file.fingerprint,
        is_elsewhere=isinstance(file.problem, OtherEvening),
    )


def kind_of(roots: Sequence[FileRoot]) -> FileKind:
    """Return what a file with these evenings or registers in it is."""
    if len(roots) > 1:
        return FileKind.PROCESS
    return roots[0].kind if roots else FileKind.EVENING


def gather(there: Held, paths: Sequence[Path], passphrases: Sequence[str] = ()) -> Gathered:
    """Read and check the facts that files bring and `there` lacks; those that cannot be joined bring none.

    The `passphrases` are tried on registers that are closed with one.
    """
    brought = read_brought(there, there.facts, paths, passphrases)
    report, _ = settle(there.facts, brought)
    return Gathered(tuple(fact for _, facts in brought for fact in facts), report, tuple(brought))


def _refused(gathered: Gathered, forgetting: frozenset[Path] | None) -> frozenset[bytes]:
    """Return the ids of the purges that no file among `forgetting` asks for; what one may forget, all may."""
    if forgetting is None:
        return frozenset()
    files = gathered.report.files
    accepted = {fact.id for file in files if file.path in forgetting for fact in file.asks}
    return frozenset(fact.id for file in files for fact in file.asks) - accepted


# -- taking in and taking back ------------------------------------------------------------------------------------


def take_in(
    session: Session, gathered: Gathered, *, forgetting: frozenset[Path] = frozenset(), origin: object = None
) -> Change:
    """Join gathered facts into the open file, after a backup of it, and keep a record of the join.

    What a file asks to forget is forgotten only if it is among `forgetting`; its other facts are joined all the same.
    It goes from the backups too, and with it the records of earlier joins. A file that has what the open one has
    forgotten is joined only if it is among `forgetting`.

    Raises:
        AsksToForget: a file has what the open one has forgotten, and is not among `forgetting`; nothing was joined.
        NotBackedUp: no backup could be made; nothing was joined. FileProblem: writing failed; nothing was joined.
    """
    there = session.all_facts()
    report, fresh = settle(there, gathered.brought, _refused(gathered, forgetting))
    if absorbed := together(file.absorbed for file in report.files if file.path not in forgetting):
        raise AsksToForget(session.path, absorbed)
    if not fresh:
        return Change("join", origin=origin)
    if session.back_up() is None:
        raise NotBackedUp(session.path)
    files = tuple(joined_file(file, forgot=_may_forget(file, forgetting)) for file in report.files)
    record = make_record(session.id, session.path, there, fresh, files)
    save_join(record)
    try:
        change = session.take_in_facts(fresh)
    except BaseException:
        drop_join(record)
        raise
    if record.forgot:
        with suppress(FileProblem):  # what is forgotten takes the records with it; this one tells only of what stayed
            save_join(record)
    return replace(change, origin=origin)


def _may_forget(file: FileReport, forgetting: frozenset[Path]) -> bool:
    return bool(file.asks or file.absorbed) and file.path in forgetting


def together(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Add up counts of things, kind by kind."""
    return dict(sum(map(Counter, counts), Counter[str]()))


def last_join(session: Session) -> JoinRecord | None:
    """Return the last join into the open file that was not taken back, or None."""
    known = {fact.id.hex() for fact in session.all_facts()}
    standing = [one for one in read_joins(session.id, session.path) if one.taken_back_at is None]
    # A power cut between the record and the join leaves a record of nothing; one without ids tells of forgetting alone.
    return next((one for one in reversed(standing) if not one.ids or not known.isdisjoint(one.ids)), None)


def take_back(session: Session, record: JoinRecord, *, origin: object = None) -> Change:
    """Take a join back: what came with it goes, and what was written upon that; all else stays, work since included.

    Before it, a backup of what is there now. What the join has forgotten stays forgotten.

    Raises:
        NotBackedUp: no backup could be made; nothing was changed. FileProblem: writing failed; nothing was changed.
    """
    if record.taken_back_at is not None:
        return Change("take_out", origin=origin)
    if session.back_up() is None:
        raise NotBackedUp(session.path)
    with one_step():
        change = session.take_out_facts(map(bytes.fromhex, record.ids), keeping=map(bytes.fromhex, record.older))
        mark_taken_back(record, now_ms())
    return replace(change, origin=origin)


# -- several evenings ---------------------------------------------------------------------------------------------


def join_evenings(there: Held, paths: Sequence[Path], target: Path, *, forgetting: bool = False) -> JoinReport:
    """Join the open evening, given as a copy, and the files of others into a ``.percorso``; no open file is touched.

    The open evening is not among the files of the report. A target that is there is taken in.

    Raises:
        FileProblem: one of the files cannot be joined, or the target cannot be written; nothing was changed.
        AsksToForget, NotBackedUp: see `join_process`.
    """
    with scratch_folder() as folder:
        own = folder / f"{os.urandom(4).hex()}.{there.file_kind}"
        build_file(own, sorted(there.facts), mode=FILE_MODE)
        report = join_process([own, *paths], target, forgetting=forgetting)
    return replace(report, files=tuple(file for file in report.files if file.path != own))
