"""The facts of many files as one stream in order of id, each once, in little memory.

From every file a window of rows is in memory. What lies below the end of the shortest window can be told at once: rows
that two files have in the same words are one, only the others are checked (`valid_rows`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from facilitatore.session.facts import Fact, valid_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from facilitatore.session.joining.reports import FileReport
    from facilitatore.session.purge import Purges

_ID: Final = itemgetter(0)
_IN_MEMORY: Final = 3000
"""Rows of all files that are in memory together."""


class Source:
    """One of the files: its rows in order of id, and the report that counts them.

    `is_trusted`: the rows are not checked, because they bring nothing and only tell what is there already.
    """

    def __init__(self, rows: Iterator[list[tuple[Any, ...]]], report: FileReport, *, is_trusted: bool = False) -> None:
        self.report = report
        self.is_trusted = is_trusted
        self._rows = rows
        self.window: list[tuple[Any, ...]] = []
        self.is_over = False
        self._few = 1

    def fill(self) -> None:
        """Fetch more rows when few are waiting.

        Not only when none are: the shortest window says how much of all can be told, so none may become very short.
        """
        while not self.is_over and len(self.window) < self._few:
            more = next(self._rows, [])
            self._few = max(self._few, len(more) // 2)
            self.is_over = not more
            self.window = self.window + more if self.window else more

    def take(self, bound: bytes) -> list[tuple[Any, ...]]:
        """Give the waiting rows up to an id."""
        if self.window and self.window[-1][0] <= bound:
            taken, self.window = self.window, []
            return taken
        cut = bisect_right(self.window, bound, key=_ID)
        taken, self.window = self.window[:cut], self.window[cut:]
        return taken


def window_rows(files: int) -> int:
    """Return how many rows to fetch from each of so many files at once."""
    return max(16, _IN_MEMORY // max(1, files))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts are wanted: those of `sessions` that `purges` do not forget.

    `told` gives the ids between two that were told before and are not told again.
    """

    sessions: frozenset[bytes]
    purges: Purges
    told: Callable[[bytes, bytes], Container[bytes]] = lambda _after, _upto: ()


def union(sources: Sequence[Source], wanted: Wanted) -> Iterator[list[Fact]]:
    """Yield the wanted facts of all sources by portions in order of id, each once; count in the reports.

    The first source that has a fact counts it as new, the others as the same.
    """
    last = b""
    while True:
        for source in sources:
            source.fill()
        ends = [source.window[-1][0] for source in sources if source.window]
        if not ends:
            return
        bound = min((source.window[-1][0] for source in sources if not source.is_over), default=max(ends))
        told = wanted.told(last, bound)
        taken: dict[bytes, Fact] = {}
        for source in sources:
            _take(source, source.take(bound), taken, told, wanted)
        yield [taken[one] for one in sorted(taken)]
        last = bound


def _take(
    source: Source, rows: list[tuple[Any, ...]], taken: dict[bytes, Fact], told: Container[bytes], wanted: Wanted
) -> None:
    """Add the wanted rows of a source to those `taken` from the sources before it."""
    report = source.report
    fresh = rows if taken.keys().isdisjoint(map(_ID, rows)) else [row for row in rows if taken.get(row[0]) != row]
    own = [row for row in fresh if row[1] in wanted.sessions]
    others = valid_rows([row for row in fresh if row[1] not in wanted.sessions]) if len(own) < len(fresh) else []
    facts = list(map(Fact._make, own)) if source.is_trusted else valid_rows(own)
    kept = [fact for fact in facts if wanted.purges.keep(fact)] if wanted.purges else facts
    new = [fact for fact in kept if fact[0] not in told] if told else kept
    report.same += len(rows) - len(fresh) + len(kept) - len(new)
    report.others += len(others)
    report.refused += len(fresh) - len(others) - len(facts)
    report.forgotten += len(facts) - len(kept)
    report.new += len(new)
    taken.update(zip(map(_ID, new), new, strict=True))
