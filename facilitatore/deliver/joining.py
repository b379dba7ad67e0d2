"""Looking at the files that come back from the groups, in their words, before anything is joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from facilitatore.session.facts import PURGE, Fact
from facilitatore.session.merge import plan_join
from facilitatore.session.session import FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facilitatore.errors import Problem
    from facilitatore.session import Change, Session
    from facilitatore.session.merge import FileReport, JoinReport

_DEPTH: Final = 2
_MOST: Final = 300


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
    """What one file brings: things that were not there by kind, things it `changed`, and the rest as in the report.

    `undecided` are the fields, each with its thing's id, that somebody would have to decide because of this file.
    """

    path: Path
    title: str
    born: dict[str, int]
    changed: int
    same: int
    refused: int
    forgets: int
    undecided: frozenset[tuple[str, str]]
    written_at: float | None
    problem: Problem | None

    @property
    def conflicts(self) -> int:
        """How much would have to be decided."""
        return len(self.undecided)


def held(session: Session) -> Held:
    """Return a copy of what `session` holds now."""
    return Held(session.id, session.file_kind, tuple(session.all_facts()))


def find_evenings(paths: Iterable[Path]) -> list[Path]:
    """Return the files given, and those ending in ``.serata`` inside the folders given, two folders deep.

    Each once, in order of name within a folder; at most 300, so that a whole disk dropped by mistake stays harmless.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = _inside(path, _DEPTH) if path.is_dir() else [path]
        for one in inside:
            if len(found) < _MOST:
                found.setdefault(one)
    return list(found)


def _inside(folder: Path, depth: int) -> Iterable[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return  # a folder nobody may read brings nothing
    for entry in entries:
        if entry.is_dir() and depth and not entry.is_symlink() and not entry.name.startswith("."):
            yield from _inside(entry, depth - 1)
        elif entry.suffix == f".{FileKind.EVENING}" and entry.is_file():
            yield entry


def look_at(there: Held, paths: Sequence[Path]) -> list[Arrival]:
    """Look at files that could be joined, in the order given; a file that cannot is there with its `problem`."""
    report, fresh = plan_join(there, paths)
    return _arrivals(report, fresh, {fact.entity for fact in there.facts})


def _arrivals(report: JoinReport, fresh: Sequence[Fact], known: set[bytes]) -> list[Arrival]:
    arrivals, start = [], 0
    for file in report.files:
        brought = fresh[start : start + file.new] if file.problem is None else []
        start += len(brought)
        kinds = {fact.entity: fact.kind for fact in brought if fact.kind != PURGE}
        born: dict[str, int] = {}
        for entity, kind in kinds.items():
            if entity not in known:
                born[kind] = born.get(kind, 0) + 1
        changed = sum(entity in known for entity in kinds)
        things = {entity.hex() for entity in kinds}
        undecided = frozenset((one.id, one.field) for one in report.conflicts if one.id in things)
        known |= kinds.keys()
        arrivals.append(_arrival(file, born, changed, undecided))
    return arrivals


def _arrival(file: FileReport, born: dict[str, int], changed: int, undecided: frozenset[tuple[str, str]]) -> Arrival:
    try:
        written_at = file.path.stat().st_mtime
    except OSError:
        written_at = None
    return Arrival(
        file.path,
        file.root.title if file.root else "",
        born,
        changed,
        same=file.same,
        refused=file.refused,
        forgets=file.forgets,
        undecided=undecided,
        written_at=written_at,
        problem=file.problem,
    )


def gather(there: Held, paths: Sequence[Path]) -> list[Fact]:
    """Read and check the facts that the files bring and `there` lacks; files that cannot be joined bring none."""
    _, facts = plan_join(there, paths)
    return facts


def take_in(session: Session, facts: Sequence[Fact], *, origin: object = None) -> Change:
    """Join gathered facts into the open evening, after a backup of it.

    Raises:
        FileProblem: writing failed; nothing was written.
    """
    if facts:
        session.back_up()
    return replace(session.take_in_facts(facts), origin=origin)
