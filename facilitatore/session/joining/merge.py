"""Joining files: a union of facts, in any order, any number of times.

Nothing is written while looking (`plan_join`). `join_files` writes a new file whose bytes depend only on the set of
facts; `join_into` adds to an open one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from facilitatore.errors import AsksToForget, OtherEvening, WrongKind
from facilitatore.session.building import building, naming, put_in_place, removed_if_stopped, wipe_abandoned_parts
from facilitatore.session.changes import conflicts_of
from facilitatore.session.cipher import put_in_place_closed
from facilitatore.session.facts import Fact, valid_rows
from facilitatore.session.fingerprint import Fingerprint
from facilitatore.session.fold import fold_facts
from facilitatore.session.format import COLUMNS, INSERT, is_there
from facilitatore.session.guard import open_for_reading, read_batches, read_kinds
from facilitatore.session.joining.incoming import Holding, count_things, read_brought, settle
from facilitatore.session.joining.reports import FileReport, JoinReport
from facilitatore.session.joining.rounds import stream
from facilitatore.session.joining.union import Wanted
from facilitatore.session.journals import JOURNAL, check_journals
from facilitatore.session.keys import Keys
from facilitatore.session.purge import FORGETTABLE, Purges, with_remains
from facilitatore.session.roots import FileKind, read_roots
from facilitatore.session.whole_file import check_name, part_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from facilitatore.session.changes import Conflict
    from facilitatore.session.fold import Thing
    from facilitatore.session.keys import FileKey
    from facilitatore.session.roots import FileRoot
    from facilitatore.session.session import Session

_LOOKED_UP: Final = 500
"""Rows looked up in the target by one query."""

_MANY: Final = 10_000


# -- into an open file --------------------------------------------------------------------------------------------


def plan_join(
    session: Holding, paths: Sequence[Path], passphrases: Sequence[str] = ()
) -> tuple[JoinReport, list[Fact]]:
    """Look at files that could be joined into an open one: what each brings, and the facts; nothing is written.

    The `passphrases` are tried on registers that are closed with one.

    A file that cannot be joined is in the report with its `problem`.
    """
    there = session.all_facts()
    return settle(there, read_brought(session, there, paths, passphrases))


def join_into(session: Session, paths: Sequence[Path], passphrases: Sequence[str] = ()) -> JoinReport:
    """Join files into an open one, after a backup of it; files that cannot be joined are left out and reported.

    Raises:
        FileProblem: writing failed; nothing was written.
    """
    report, facts = plan_join(session, paths, passphrases)
    if facts:
        session.back_up()
        session.take_in_facts(facts)
    return report


# -- into a file of its own ---------------------------------------------------------------------------------------


def join_files(
    paths: Sequence[Path], target: Path, *, forgetting: bool = True, passphrases: Sequence[str] = ()
) -> JoinReport:
    """Join files into `target`, which is taken in too if it is there; its bytes depend only on the facts.

    A target that ends in ``.percorso`` takes in several evenings; any other only what belongs to the first one.
    Unless `forgetting`, nothing is joined if anything would be forgotten, whichever file asks for it.
    The `passphrases` are tried on registers that are closed with one; the joined one is closed as the first of those.

    Raises:
        FileProblem: one of the files cannot be joined, or the target cannot be written; nothing was changed.
        AsksToForget: see above.
    """
    check_name(target, JOURNAL)
    check_journals(target)
    keys = Keys(*passphrases)
    has_target = is_there(target)
    if has_target and (report := what_is_there(target, paths, keys, forgetting=forgetting)) is not None:
        return report
    reports = [FileReport(path, keys=keys) for path in ([target, *paths] if has_target else paths)]
    purges = _look_at_all(reports, target)
    wanted = Wanted(frozenset(root.id for root in _joined_roots(reports, target)), purges)
    gone = _forgotten(reports, wanted)
    lost = count_things(gone)
    if lost and not forgetting:
        raise AsksToForget(_asking(reports, gone), lost)
    wipe_abandoned_parts(target)
    part = part_beside(target)
    key = _key_of_the_whole(keys, target)
    with removed_if_stopped(part):
        with naming(part, target), building(part, key) as db:
            marks = Fingerprint()
            for facts in with_remains(stream(reports, wanted, may_spill=key is None), purges.remains(gone)):
                marks.add_ids([fact[0] for fact in facts])
                db.executemany(INSERT, facts)
            conflicts = _conflicts_in(db)
        _put_there(part, target, key, wanted)
    for file in reports:
        file.keys = None
    return JoinReport(tuple(reports[1:] if has_target else reports), tuple(conflicts), marks.text(), lost)


def _key_of_the_whole(keys: Keys, target: Path) -> FileKey | None:
    """Return what closes the joined file: the key of the first file that had one, if any had.

    Raises:
        WrongKind: the joined file would not have the name of a register.
    """
    if keys.first is not None and target.suffix.lower() != f".{FileKind.REGISTER}":
        raise WrongKind(target, FileKind.REGISTER)
    return keys.first


def _put_there(part: Path, target: Path, key: FileKey | None, wanted: Wanted) -> None:
    if key is None or not is_there(target):
        put_in_place(part, target)
    else:
        put_in_place_closed(part, target, key, wanted.sessions)


def _look_at_all(reports: Sequence[FileReport], target: Path) -> Purges:
    """Find what each file is and what all of them forget."""
    purges = Purges()
    for report in reports:
        with open_for_reading(report.path, report.keys) as db:
            report.roots = read_roots(db, report.path)
            told = read_kinds(db)
        report.forgets = len(told)
        purges.add(Purges.of(told))
    if not reports:
        raise WrongKind(target, FileKind.EVENING)
    return purges


def _joined_roots(reports: Sequence[FileReport], target: Path) -> list[FileRoot]:
    """Return the evenings that are joined; refuse files that have none of them."""
    if target.suffix.lower() == f".{FileKind.PROCESS}":
        wanted = [root for report in reports for root in report.roots if root.kind == FileKind.EVENING]
    else:
        wanted = list(reports[0].roots[:1])
        if len(reports[0].roots) > 1:
            raise WrongKind(reports[0].path, FileKind.EVENING)
    kind, ids = wanted[0].kind if wanted else FileKind.EVENING, {root.id for root in wanted}
    for report in reports:
        if all(root.kind != kind for root in report.roots):
            raise WrongKind(report.path, kind)
        if all(root.id not in ids for root in report.roots):
            raise OtherEvening(report.path, ", ".join(root.name for root in report.roots))
    return wanted


def _forgotten(reports: Sequence[FileReport], wanted: Wanted) -> list[Fact]:
    """Return the facts of all files that are joined and will be forgotten."""
    gone: list[Fact] = []
    for report in reports if wanted.purges else ():
        with open_for_reading(report.path, report.keys) as db:
            found = read_kinds(db, FORGETTABLE)
        gone += [fact for fact in found if fact.session in wanted.sessions and not wanted.purges.keep(fact)]
    return gone


def _asking(reports: Sequence[FileReport], gone: Sequence[Fact]) -> Path:
    """Return the first file that asks to forget some of the facts that go."""
    for report in reports:
        with open_for_reading(report.path, report.keys) as db:
            asked = Purges.of(read_kinds(db))
        if not all(map(asked.keep, gone)):
            return report.path
    return reports[0].path


def what_is_there(target: Path, paths: Sequence[Path], keys: Keys, *, forgetting: bool) -> JoinReport | None:
    """Return what a join says that brings nothing the target has not; None when there is something to write.

    Rows that the target has in the same words are not checked again: that is what makes joining twice cheap.

    Raises:
        AsksToForget: the files have what the target has forgotten, and not `forgetting`.
    """
    reports = [FileReport(path, keys=keys) for path in paths]
    gone: list[Fact] = []
    with open_for_reading(target, keys) as there:
        roots = {root.id for root in read_roots(there, target)}
        purges = Purges.of(read_kinds(there))
        for report in reports:
            forgotten = _forgotten_if_nothing_else(report, there, roots, purges)
            if forgotten is None:
                return None
            gone += forgotten
            report.keys = None
        if gone and not forgetting:
            raise AsksToForget(target, count_things(gone))
        return JoinReport(tuple(reports), tuple(_conflicts_in(there)), _fingerprint_of(there))


def _fingerprint_of(there: sqlite3.Connection) -> str:
    marks = Fingerprint()
    ids = there.execute("SELECT id FROM fact ORDER BY id")
    while some := ids.fetchmany(_MANY):
        marks.add_ids([one for (one,) in some])
    return marks.text()


def _forgotten_if_nothing_else(
    report: FileReport, there: sqlite3.Connection, roots: set[bytes], purges: Purges
) -> list[Fact] | None:
    """Return the facts of a file that the target has forgotten; None when the file brings anything else."""
    gone: list[Fact] = []
    with open_for_reading(report.path, report.keys) as db:
        report.roots = read_roots(db, report.path)
        if roots.isdisjoint(root.id for root in report.roots):
            return None
        for batch in read_batches(db, _LOOKED_UP):
            fresh = _not_there(batch, there)
            report.same += len(batch) - len(fresh)
            facts = valid_rows(fresh)
            own = [fact for fact in facts if fact.session in roots]
            if any(map(purges.keep, own)) or _not_there(sorted(purges.remains(own)), there):
                return None
            report.refused += len(fresh) - len(facts)
            report.others += len(facts) - len(own)
            report.forgotten += len(own)
            gone += own
    return gone


def _not_there(rows: Sequence[tuple[Any, ...]], there: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return the rows that the open file has not, or has in other words."""
    marks = ",".join("?" * len(rows))
    same = set(there.execute(f"SELECT {COLUMNS} FROM fact WHERE id IN ({marks})", [row[0] for row in rows]))
    return [row for row in rows if row not in same]


def _conflicts_in(db: sqlite3.Connection) -> list[Conflict]:
    """Return the conflicts of a file on the disk, thing by thing, so that a file of any size fits in memory."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM fact WHERE entity IN (SELECT entity FROM fact GROUP BY entity HAVING count(*) > 1) "
        "AND kind <> 'purge' ORDER BY entity, id"
    )
    return conflicts_of(_folded(map(Fact._make, rows)))


def _folded(facts: Iterable[Fact]) -> Iterator[Thing]:
    """Fold facts that come thing by thing."""
    told: list[Fact] = []
    for fact in facts:
        if told and told[-1].entity != fact.entity:
            yield fold_facts(told)
            told = []
        told.append(fact)
    if told:
        yield fold_facts(told)
