"""Saving every fact that can still be read from a broken file into a new one; the broken one is never touched.

Every row proves itself by its hash, so that rows are looked for in every page of the file, and in the pages that a
journal beside it keeps, whatever the rest of the file has become (storage.md §5). What a purge among them forgets stays
forgotten.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final

from facilitatore.errors import Damaged, FileProblem, NothingReadable, NotReadable, WrongKind
from facilitatore.session.building import building, check_free, naming, put_in_place, removed_if_stopped
from facilitatore.session.facts import Fact, is_valid
from facilitatore.session.fingerprint import Fingerprint
from facilitatore.session.format import COLUMNS, INSERT, saying_what_failed
from facilitatore.session.guard import MAX_ROW_BYTES, open_for_reading, read_facts, read_kinds
from facilitatore.session.header import MAX_BYTES, size_of
from facilitatore.session.journals import journal_of
from facilitatore.session.moving import remove
from facilitatore.session.purge import FORGETTABLE, Purges, with_remains
from facilitatore.session.rescue.pages import (
    OURS,
    PAGE_SIZES,
    TREE_PAGES,
    Cell,
    KeptPages,
    Layout,
    Pages,
    carve_cells,
    cells_of,
    chain,
    layout_of,
    looks_like_fact,
    row_of,
)
from facilitatore.session.roots import ROOT_KINDS, read_roots
from facilitatore.session.whole_file import part_beside

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from facilitatore.session.roots import FileRoot

_BATCH: Final = 500
_PAYLOAD_FACTOR: Final = 8
"""How often the bytes of a file may be read as rows: once when nobody made cells that overlap on purpose."""
_PAYLOAD_LEAST: Final = 64 << 20


@dataclass(slots=True)
class Scan:
    """What was met while reading the pages of a file.

    `pages` the file has, of `layout`; of them `blank` ones hold only zeros, `unreadable` ones the medium did not give,
    `broken` ones are no part of a tree, of a long row or of the list of free pages. `altered` cells are not what was
    written. `sessions` are the evenings of which facts were found, `rooted` those of which it is known what they are.
    """

    layout: Layout = OURS
    pages: int = 0
    blank: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    altered: int = 0
    sessions: set[bytes] = field(default_factory=set)
    rooted: set[bytes] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved into a new file: so many facts; `forgotten` ones were left out, because a purge asks to.

    Without `roots` no fact that says what the evening is was found, and the file can only be joined with a copy.
    """

    path: Path
    facts: int
    forgotten: int
    fingerprint: str
    roots: tuple[FileRoot, ...]


class _Reading:
    """One pass over all pages: the rows that prove themselves, and what was met on the way."""

    def __init__(self, main: Pages, journal: KeptPages | None, scan: Scan) -> None:
        self._main, self._journal, self._scan = main, journal, scan
        kept = len(journal.kept) if journal is not None else 0
        self._budget = _PAYLOAD_LEAST + _PAYLOAD_FACTOR * (main.pages + kept) * main.layout.page
        self._chained: set[int] = set()
        self._maybe_broken: list[int] = []

    def facts(self) -> Iterator[Fact]:
        """Yield the facts of the file and of its journal, some of them twice."""
        for number in range(1, self._main.pages + 1):
            yield from self._facts_on(number, self._main.read(number))
        if self._journal is not None:
            yield from self._facts_kept(self._journal)
        free = _free_pages(self._main)
        scan = self._scan
        scan.unreadable = sorted(self._main.lost)
        scan.blank = [number for number in scan.blank if number not in free and number not in self._chained]
        scan.broken = [number for number in self._maybe_broken if number not in free and number not in self._chained]

    def _facts_kept(self, journal: KeptPages) -> Iterator[Fact]:
        """Yield the facts of the pages of the journal."""
        for number, place in journal.kept:
            page = journal.at(place, number)
            cells = list(cells_of(page, number, self._main.layout)) if page else []
            for cell in cells:
                fact = self._fact(cell, journal) if cell is not None else None
                if fact is not None:
                    yield fact

    def _facts_on(self, number: int, page: bytes) -> Iterator[Fact]:
        if not page:
            return
        if not page.strip(b"\0"):
            self._scan.blank.append(number)
            return
        cells = list(cells_of(page, number, self._main.layout))
        shaped = [cell for cell in cells if cell is not None and looks_like_fact(cell)]
        is_broken = page[100 if number == 1 else 0] not in TREE_PAGES or None in cells
        if is_broken:
            shaped += carve_cells(page, self._main.layout)
            self._maybe_broken.append(number)
        found: set[bytes] = set()
        for cell in shaped:
            fact = self._fact(cell, self._main) or (self._journal and self._fact(cell, self._journal))
            if fact:
                found.add(fact.id)
                yield fact
        if not is_broken:
            self._scan.altered += len(shaped) - len(found)

    def _fact(self, cell: Cell, source: Pages) -> Fact | None:
        """Return the fact of a cell; None when it is none, or does not prove itself."""
        if cell.size > MAX_ROW_BYTES or cell.size > self._budget or not looks_like_fact(cell):
            return None
        self._budget -= cell.size
        payload, pages = chain(cell, source.read, self._main.layout) if cell.overflow else (cell.local, [])
        row = row_of(payload) if len(payload) == cell.size else None
        if row is None or not is_valid(row):
            return None
        self._chained.update(pages)
        fact = Fact._make(row)
        self._scan.sessions.add(fact.session)
        if fact.entity == fact.session and fact.kind in ROOT_KINDS.values():
            self._scan.rooted.add(fact.session)
        return fact


def _free_pages(main: Pages) -> set[int]:
    """Return the pages of the list of free ones (§1.5), as far as it can be followed."""
    free: set[int] = set()
    trunk = int.from_bytes(main.read(1)[32:36], "big")
    while trunk and trunk not in free and (page := main.read(trunk)):
        free.add(trunk)
        count = min(int.from_bytes(page[4:8], "big"), len(page) // 4 - 2)
        free.update(int.from_bytes(page[8 + 4 * one : 12 + 4 * one], "big") for one in range(count))
        trunk = int.from_bytes(page[:4], "big")
    return free


def read_every_fact(path: Path, scan: Scan) -> Iterator[Fact]:
    """Yield the facts that can be read in a file and in the journal beside it, some of them twice; fill `scan`.

    Raises:
        FileProblem: the file is not there, is held by this program, or cannot be read at all.
        Damaged: it is longer than any file of ours.
    """
    size = size_of(path)
    if size > MAX_BYTES:
        raise Damaged(path)
    with saying_what_failed(path), ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except PermissionError as error:
            raise NotReadable(path) from error
        journal = _journal_beside(path, stack)
        for layout in _layouts(file):
            scan.layout, scan.pages, scan.blank, scan.altered = layout, -(-size // layout.page), [], 0
            main = Pages(file, scan.pages, layout)
            kept = KeptPages(*journal, main) if journal is not None else None
            yield from _Reading(main, kept, scan).facts()
            if scan.sessions:
                return


def _layouts(file: IO[bytes]) -> list[Layout]:
    """Return the layouts to try: what the header tells, ours, and, where the header is gone, the others."""
    try:
        told = layout_of(file.read(100))
    except OSError:
        told = None
    others = [Layout(size, size) for size in PAGE_SIZES]
    return list(dict.fromkeys([told, others[0]])) if told is not None else others


def _journal_beside(path: Path, stack: ExitStack) -> tuple[IO[bytes], int] | None:
    with suppress(OSError):
        beside = journal_of(path)
        if beside.is_file():
            file = stack.enter_context(beside.open("rb"))
            return file, min(beside.stat().st_size, MAX_BYTES)
    return None


def salvage(path: Path, target: Path, copies: Iterable[Path] = ()) -> Saved:
    """Save every fact that can still be read from a file into a new one at `target`, whole or not at all.

    What the evening is, when that is lost, is taken from the first of the `copies` that knows it.

    Raises:
        FileExists: there is a target already. NothingReadable: there is no fact left.
        FileProblem: the file cannot be read at all, or the target cannot be written.
    """
    check_free(target)
    gathered, part = part_beside(target), part_beside(target)
    with removed_if_stopped(part):
        try:
            with naming(gathered, target), building(gathered) as db:
                _gather(path, db, copies)
            with naming(part, target), open_for_reading(gathered) as rows, building(part) as db:
                saved = _write(target, rows, db)
        finally:
            with suppress(OSError):
                remove(gathered)
        put_in_place(part, target)
    return saved


def _gather(path: Path, db: sqlite3.Connection, copies: Iterable[Path]) -> None:
    """Put every readable fact into a file that only this join knows; the disk, not the memory, holds them."""
    scan = Scan()
    batch: list[Fact] = []
    for fact in read_every_fact(path, scan):
        batch.append(fact)
        if len(batch) == _BATCH:
            db.executemany(INSERT, batch)
            batch = []
    batch += _lost_roots(scan, copies)
    db.executemany(INSERT, batch)
    if not scan.sessions:
        raise NothingReadable(path)


def _lost_roots(scan: Scan, copies: Iterable[Path]) -> list[Fact]:
    """Return the facts that say what the evenings are of which none was found, from copies of them."""
    lost = scan.sessions - scan.rooted
    if not lost:
        return []
    found: list[Fact] = []
    for copy in copies:
        with suppress(FileProblem), open_for_reading(copy) as db:
            rows = (row for row in read_facts(db) if row[1] == row[2] and row[1] in lost and is_valid(row))
            found += map(Fact._make, rows)
        lost -= {fact.session for fact in found}
    return found


def _write(target: Path, rows: sqlite3.Connection, db: sqlite3.Connection) -> Saved:
    purges = Purges.of(read_kinds(rows))
    gone = [fact for fact in read_kinds(rows, FORGETTABLE) if not purges.keep(fact)]
    marks, facts = Fingerprint(), 0
    roots: tuple[FileRoot, ...] = ()
    with suppress(WrongKind):
        roots = read_roots(rows, target)
    cursor = rows.execute(f"SELECT {COLUMNS} FROM fact ORDER BY id")
    kept = ([row for row in batch if purges.keep(row)] for batch in iter(lambda: cursor.fetchmany(_BATCH), []))
    for some in with_remains(kept, purges.remains(gone)):
        marks.add_ids([row[0] for row in some])
        db.executemany(INSERT, some)
        facts += len(some)
    return Saved(target, facts, len(gone), marks.text(), roots)
