"""The facts of many files as one stream in order of id, each once, in little memory.

From every file a window of rows is in memory. What lies below the end of the shortest window can be told at once: rows
that two files have in the same words are one, only the others are checked (`valid_rows`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from facilitatore.session.facts import Fact, valid_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from facilitatore.session.joining.reports import FileReport
    from facilitatore.session.purge import Purges

_ID: Final = itemgetter(0)
_IN_MEMORY: Final = 3000
"""Rows of all files that are in memory together."""


class Window:
    """The next rows of a file, which come in order of id."""

    def __init__(self, rows: Iterator[list[tuple[Any, ...]]]) -> None:
        self._rows = rows
        self.waiting: list[tuple[Any, ...]] = []
        self.is_over = False
        self._few = 1

    def fill(self) -> None:
        """Fetch more rows when few are waiting.

        Not only when none are: the shortest window says how much of all can be told, so none may become very short.
        """
        while not self.is_over and len(self.waiting) < self._few:
            more = next(self._rows, [])
            self._few = max(self._few, len(more) // 2)
            self.is_over = not more
            self.waiting = self.waiting + more if self.waiting else more

    def take(self, bound: bytes) -> list[tuple[Any, ...]]:
        """Give the waiting rows up to an id."""
        if self.waiting and self.waiting[-1][0] <= bound:
            taken, self.waiting = self.waiting, []
            return taken
        cut = bisect_right(self.waiting, bound, key=_ID)
        taken, self.waiting = self.waiting[:cut], self.waiting[cut:]
        return taken


def window_rows(files: int) -> int:
    """Return how many rows to fetch from each of so many files at once."""
    return max(16, _IN_MEMORY // max(1, files))


def in_step(windows: Sequence[Window]) -> Iterator[list[list[tuple[Any, ...]]]]:
    """Yield what each window has up to an id, again and again until all are over; the id goes up."""
    while True:
        for window in windows:
            window.fill()
        ends = [window.waiting[-1][0] for window in windows if window.waiting]
        if not ends:
            return
        bound = min((window.waiting[-1][0] for window in windows if not window.is_over), default=max(ends))
        yield [window.take(bound) for window in windows]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts are wanted: those of `sessions` that `purges` do not forget."""

    sessions: frozenset[bytes]
    purges: Purges


class Portion(NamedTuple):
    """Facts in order of id, and for each the number of the file that brought it first."""

    facts: list[Fact]
    owners: list[int]


def union(files: Sequence[tuple[Iterator[list[tuple[Any, ...]]], FileReport]], wanted: Wanted) -> Iterator[Portion]:
    """Yield the wanted facts of all files, given as rows in order of id, each once; count in their reports.

    The first file that has a fact counts it as new, the others as the same.
    """
    windows = [Window(rows) for rows, _ in files]
    for step in in_step(windows):
        taken: dict[bytes, Fact] = {}
        owners: dict[bytes, int] = {}
        for number, ((_, report), rows) in enumerate(zip(files, step, strict=True)):
            new = _new_facts(report, rows, taken, wanted)
            ids = list(map(_ID, new))
            taken.update(zip(ids, new, strict=True))
            owners.update(dict.fromkeys(ids, number))
        order = sorted(taken)
        yield Portion([taken[one] for one in order], [owners[one] for one in order])


def _new_facts(report: FileReport, rows: list[tuple[Any, ...]], taken: dict[bytes, Fact], wanted: Wanted) -> list[Fact]:
    """Return the wanted rows of a file that were not `taken` from those before it, and count all of them."""
    fresh = rows if taken.keys().isdisjoint(map(_ID, rows)) else [row for row in rows if taken.get(row[0]) != row]
    own = [row for row in fresh if row[1] in wanted.sessions]
    others = valid_rows([row for row in fresh if row[1] not in wanted.sessions]) if len(own) < len(fresh) else []
    facts = valid_rows(own)
    kept = [fact for fact in facts if wanted.purges.keep(fact)] if wanted.purges else facts
    report.same += len(rows) - len(fresh)
    report.others += len(others)
    report.refused += len(fresh) - len(others) - len(facts)
    report.forgotten += len(facts) - len(kept)
    report.new += len(kept)
    return kept
