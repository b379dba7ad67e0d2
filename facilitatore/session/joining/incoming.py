"""Reading what files bring to an open one, and saying what joining them comes to; nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Protocol

from facilitatore.errors import OtherEvening, Problem, WrongKind
from facilitatore.session.changes import conflicts_of
from facilitatore.session.facts import PURGE, Fact, valid_rows
from facilitatore.session.fingerprint import fingerprint
from facilitatore.session.fold import fold_all
from facilitatore.session.guard import open_for_reading, read_batches
from facilitatore.session.joining.reports import FileReport, JoinReport
from facilitatore.session.keys import Keys
from facilitatore.session.purge import FORGETTABLE, Purges
from facilitatore.session.roots import FileKind, read_roots

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from pathlib import Path

_AT: Final = itemgetter(4)
_BY: Final = itemgetter(5)

Brought = tuple[FileReport, list[Fact]]
"""What is known of a file, and the facts it brings."""


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


def read_brought(
    session: Holding, there: Iterable[Fact], paths: Sequence[Path], passphrases: Sequence[str] = ()
) -> list[Brought]:
    """Read what files bring that an open one has not, which holds the facts `there`; each fact comes once.

    The `passphrases` are tried on registers that are closed with one.

    Facts that would be forgotten are among them: `settle` leaves them out.
    """
    keys = Keys(*passphrases)
    known = {fact.id: fact for fact in there}
    own = set(known)
    found: list[Brought] = []
    for path in paths:
        report = FileReport(path, keys=keys)
        try:
            facts = _read_file(report, known, bytes.fromhex(session.id), session.file_kind)
        except Problem as problem:
            report.problem = problem
            facts = []
        report.keys = None
        found.append((report, facts))
        known.update((fact.id, fact) for fact in facts)
    _tell_wishes([report for report, _ in found], own, known.values())
    return found


def _tell_wishes(reports: Sequence[FileReport], own: Container[bytes], known: Iterable[Fact]) -> None:
    """Leave among what files ask what is new and can be forgotten; note the kinds of the rest, which has no effect."""
    named = {fact.entity for report in reports for fact in report.asks}
    kinds = {fact.entity: fact.kind for fact in known if fact.entity in named and fact.kind != PURGE} if named else {}
    for report in reports:
        asked, void = [], Purges.of(report.asks).void
        for purge in report.asks:
            wish = Purges.of([purge])
            kind = kinds.get(purge.entity, "")
            if wish.things and kind and kind not in FORGETTABLE:
                void.add(kind)
            elif wish and purge.id not in own:
                asked.append(purge)
        report.asks, report.void = tuple(asked), tuple(sorted(void))


def settle(
    there: Iterable[Fact], brought: Sequence[Brought], refused: Container[bytes] = ()
) -> tuple[JoinReport, list[Fact]]:
    """Say what joining comes to, and which facts are joined, when the purges whose ids are `refused` are left out.

    What remains of facts that are forgotten on the way comes in their place; what remains of ours is left to `there`.
    """
    ours = list(there)
    known = {fact.id for fact in ours}  # something may have been joined since the files were read
    own = Purges.of(ours)
    everything = [fact for fact in chain(ours, *(facts for _, facts in brought)) if own.keep(fact)]
    purges = Purges.of(fact for fact in everything if fact.id not in refused)
    fresh: list[Fact] = []
    reports = []
    for report, facts in brought:
        wanted = [fact for fact in facts if fact.id not in refused and fact.id not in known]
        forgotten = sum(not purges.keep(fact) for fact in wanted)
        comes = [fact for fact in purges.settle(wanted) if fact.id not in known]
        known.update(fact.id for fact in comes)
        absorbed = count_things(fact for fact in wanted if not own.keep(fact))
        told = replace(report, new=len(comes), forgotten=forgotten, forgets=len(report.asks), absorbed=absorbed)
        reports.append(replace(told, loses=_lost(report.asks, everything)))
        fresh += comes
    touched = {fact.entity for fact in fresh}
    left = (fact for fact in ours if fact.entity in touched and purges.keep(fact))
    return JoinReport(tuple(reports), tuple(conflicts_of(fold_all([*left, *fresh]).values()))), fresh


def _lost(asks: Sequence[Fact], known: Iterable[Fact]) -> dict[str, int]:
    """Count, kind by kind, the things that purges would take away of what is known."""
    asked = Purges.of(asks)
    return count_things(fact for fact in known if not asked.keep(fact)) if asked else {}


def count_things(facts: Iterable[Fact]) -> dict[str, int]:
    """Count the things that facts speak of, kind by kind."""
    return dict(Counter({fact.entity: fact.kind for fact in facts}.values()))


def _read_file(report: FileReport, known: dict[bytes, Fact], session: bytes, kind: FileKind) -> list[Fact]:
    """Read the facts of a file that are not known; raise the problem that keeps it from being joined."""
    brought: list[Fact] = []
    ids: list[bytes] = []
    with open_for_reading(report.path, report.keys) as db:
        report.roots = read_roots(db, report.path)
        is_ours = any(root.id == session and root.kind == kind for root in report.roots)
        for batch in read_batches(db):
            own = [row for row in batch if row[1] == session] if is_ours else []
            others = valid_rows([row for row in batch if row[1] != session] if is_ours else batch)
            fresh = [row for row in own if known.get(row[0]) != row]
            facts = valid_rows(fresh)
            true = own if len(facts) == len(fresh) else _true_rows(own, fresh, facts)
            brought += facts
            report.others += len(others)
            report.same += len(own) - len(fresh)
            report.refused += len(batch) - len(own) - len(others) + len(fresh) - len(facts)
            report.asks += tuple(Fact._make(row) for row in true if row[3] == PURGE)
            ids += [row[0] for row in true]
            _note_writers(report, true if is_ours else others)
        _refuse_others(report, session, kind)
    report.fingerprint = fingerprint(ids)
    return brought


def _true_rows(own: list[Any], fresh: list[Any], facts: list[Fact]) -> list[Any]:
    refused = {row[0] for row in fresh} - {fact.id for fact in facts}
    return [row for row in own if row[0] not in refused]


def _note_writers(report: FileReport, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add to the report who wrote so many of the rows, which are in order of time, and when last."""
    newest = dict(zip(map(_BY, rows), map(_AT, rows), strict=True))
    for device, count in Counter(map(_BY, rows)).items():
        report.writers[device] = (report.writers.get(device, (0, 0))[0] + count, newest[device])


def _refuse_others(report: FileReport, session: bytes, kind: FileKind) -> None:
    if all(root.kind != kind for root in report.roots):
        raise WrongKind(report.path, kind)
    if all(root.id != session for root in report.roots):
        raise OtherEvening(report.path, ", ".join(root.name for root in report.roots))
