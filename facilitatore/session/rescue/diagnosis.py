"""What is wrong with a file, part by part; nothing is touched. The sentences are in `facilitatore.damage_words`."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.errors import (
    Damaged,
    DiskFailed,
    FileProblem,
    ForeignJournal,
    NotOurs,
    WrongKind,
)
from facilitatore.session.check import CheckReport, check_file
from facilitatore.session.facts import valid_rows
from facilitatore.session.fold import fold_all
from facilitatore.session.format import APPLICATION_ID, saying_what_failed
from facilitatore.session.guard import open_for_reading, read_facts
from facilitatore.session.header import read_header, size_of
from facilitatore.session.journals import journal_of
from facilitatore.session.keys import looks_ciphered
from facilitatore.session.purge import Purges
from facilitatore.session.rescue.pages import layout_of
from facilitatore.session.rescue.salvage import Scan, read_every_fact
from facilitatore.session.rights import may_write

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from facilitatore.session.facts import Fact
    from facilitatore.session.keys import Keys

_WORTH_A_LOOK: Final = (Damaged, NotOurs, ForeignJournal, WrongKind, DiskFailed)
_BLOCK: Final = 1 << 20


class Part(StrEnum):
    """What of a file does not hold."""

    EMPTY = "empty"
    ZEROS = "zeros"
    HEADER = "header"
    CUT = "cut"
    SCHEMA = "schema"
    UNREADABLE = "unreadable"
    BLANK = "blank"
    BROKEN = "broken"
    ALTERED = "altered"
    ORDER = "order"
    ROOT = "root"
    JOURNAL = "journal"
    LOG = "log"
    READ_ONLY = "read_only"
    FOLDER = "folder"


class Damage(NamedTuple):
    """One thing that is wrong: `number` bytes, pages or facts, `of` so many; the first of the `pages` concerned."""

    part: Part
    number: int = 0
    of: int = 0
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a file is and what is wrong with it.

    `report` is there when it can be read as it is, `problem` when it cannot. `readable` facts would be saved; they are
    of these `sessions`; `counts` says how many things of each kind they tell.
    """

    path: Path
    report: CheckReport | None
    problem: FileProblem | None
    damages: tuple[Damage, ...]
    readable: int
    sessions: frozenset[bytes]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether every fact is what was written."""
        return self.report is not None and not self.report.altered


def diagnose(path: Path, keys: Keys | None = None) -> Diagnosis:
    """Look at a file, and, where it does not hold, at each of its parts.

    `keys` open a register that is closed with a passphrase, of whose parts nothing can be said.

    Raises:
        FileProblem: it is not there, not ours, of a later version, open elsewhere, or may not be read.
    """
    report: CheckReport | None = None
    problem: FileProblem | None = None
    try:
        report = check_file(path, keys)
    except _WORTH_A_LOOK as found:
        if path.is_file() and not isinstance(found, DiskFailed) and looks_ciphered(path, read_header(path)):
            raise
        problem = found
    if report is not None and not report.altered:
        sessions = frozenset(root.id for root in report.roots)
        with open_for_reading(path, keys) as db:
            facts = valid_rows(list(read_facts(db)))
        return Diagnosis(path, report, None, _rights(path), report.facts, sessions, _counts(facts))
    scan = Scan()
    rest = {fact.id: fact for fact in read_every_fact(path, scan)}
    header = read_header(path)
    if isinstance(problem, NotOurs) and not rest and not _is_marked(header) and header.strip(b"\0"):
        raise problem
    problem = problem or Damaged(path)
    with saying_what_failed(path):
        damages = _damages(path, header, scan, problem)
    sessions = frozenset(scan.sessions)
    return Diagnosis(path, report, problem, (*damages, *_rights(path)), len(rest), sessions, _counts(rest.values()))


def _counts(facts: Collection[Fact]) -> dict[str, int]:
    """Return how many things of each kind there are, those left out that are removed or to be forgotten."""
    counts: dict[str, int] = {}
    for thing in fold_all(Purges.of(facts).settle(facts)).values():
        counts[thing.kind] = counts.get(thing.kind, 0) + (not thing.deleted)
    return counts


def _damages(path: Path, header: bytes, scan: Scan, problem: FileProblem) -> list[Damage]:
    of_the_whole = _of_the_whole(path, header)
    if any(damage.part == Part.HEADER for damage in of_the_whole):
        scan.blank = [number for number in scan.blank if number > 1]  # said already
    damages = [*of_the_whole, *_of_pages(scan), *_beside(path)]
    if not damages and not isinstance(problem, WrongKind):
        damages.append(Damage(Part.SCHEMA if isinstance(problem, NotOurs) else Part.ORDER))
    if scan.sessions - scan.rooted:
        damages.append(Damage(Part.ROOT))
    return damages


def _is_marked(header: bytes) -> bool:
    return header.startswith(b"SQLite format 3\0") and header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _of_the_whole(path: Path, header: bytes) -> list[Damage]:
    """Say what is wrong with the header and the size (https://sqlite.org/fileformat2.html §1.3)."""
    size = size_of(path)
    if not size:
        return [Damage(Part.EMPTY)]
    if not header.strip(b"\0") and _is_blank(path):
        return [Damage(Part.ZEROS, size)]
    layout = layout_of(header)
    if not _is_marked(header) or layout is None or header[18:20] != b"\1\1" or header[21:24] != b"\x40\x20\x20":
        return [Damage(Part.HEADER)]
    told = int.from_bytes(header[28:32], "big") * layout.page
    if size < told or size % layout.page:
        told = max(told, size + -size % layout.page)
        return [Damage(Part.CUT, told - size, told)]
    return []


def _is_blank(path: Path) -> bool:
    """Tell whether the first megabyte holds only zeros: a file system that lost the content leaves the length."""
    with path.open("rb") as file:
        return not file.read(_BLOCK).strip(b"\0")


def _of_pages(scan: Scan) -> list[Damage]:
    if not scan.sessions:
        return []
    found = [
        Damage(part, len(pages), scan.pages, tuple(pages[:5]))
        for part, pages in (
            (Part.UNREADABLE, scan.unreadable),
            (Part.BLANK, scan.blank),
            (Part.BROKEN, scan.broken),
        )
        if pages
    ]
    return [*found, Damage(Part.ALTERED, scan.altered)] if scan.altered else found


def _beside(path: Path) -> list[Damage]:
    found = []
    journal = journal_of(path)
    with suppress(OSError):  # none there
        if size := journal.stat().st_size:
            found.append(Damage(Part.JOURNAL, size))
    if any(os.path.lexists(f"{path}{ending}") for ending in ("-wal", "-shm")):
        found.append(Damage(Part.LOG))
    return found


def _rights(path: Path) -> tuple[Damage, ...]:
    """Say why a file could be looked at, but not worked on."""
    if not may_write(path):
        return (Damage(Part.READ_ONLY),)
    return () if may_write(path.parent) else (Damage(Part.FOLDER),)
