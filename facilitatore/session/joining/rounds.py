"""More files than may be open together: joined round by round into sorted runs on the disk, then those as one stream."""

from __future__ import annotations

import marshal
from bisect import bisect_left
from contextlib import ExitStack
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from facilitatore.session.facts import ID_BYTES
from facilitatore.session.guard import open_for_reading, read_batches
from facilitatore.session.joining.union import Window, in_step, union, window_rows
from facilitatore.session.scratch import new_file, scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from facilitatore.session.joining.reports import FileReport
    from facilitatore.session.joining.union import Portion, Wanted

AT_ONCE: Final = 50
"""Files open together; beyond, joining goes in rounds: each takes 0.2 MB, and macOS gives a process 256 files."""

_LENGTH_BYTES: Final = 8
_ID: Final = itemgetter(0)


def stream(
    reports: Sequence[FileReport], wanted: Wanted, *, may_spill: bool = True
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Yield the wanted facts of all files by portions in order of id, each once; count in the reports.

    Unless it `may_spill`, nothing is put down meanwhile: what is closed with a passphrase does not lie about.
    """
    if len(reports) <= AT_ONCE or not may_spill:
        yield from (portion.facts for portion in _round(reports, wanted))
        return
    starts = range(0, len(reports), AT_ONCE)
    size = window_rows(len(starts))
    with scratch_folder() as folder:
        runs = [_Run(folder / str(start), reports[start : start + AT_ONCE], wanted, size) for start in starts]
        for step in in_step([Window(run.rows()) for run in runs]):
            rows = sorted(chain.from_iterable(step), key=_ID)
            is_once = len(set(map(_ID, rows))) == len(rows)
            yield rows if is_once else _once(runs, step)


def _round(reports: Sequence[FileReport], wanted: Wanted) -> Iterator[Portion]:
    size = window_rows(len(reports))
    with ExitStack() as stack:
        opened = [stack.enter_context(open_for_reading(report.path, report.keys)) for report in reports]
        yield from union([(read_batches(db, size), report) for db, report in zip(opened, reports, strict=True)], wanted)


def _once(runs: Sequence[_Run], step: list[list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    """Return the rows of several runs, each once; the first run that has a fact keeps it as new."""
    told: dict[bytes, tuple[Any, ...]] = {}
    for run, rows in zip(runs, step, strict=True):
        for row in rows:
            if row[0] in told:
                run.count_as_same(row[0])
            else:
                told[row[0]] = row
    return [told[one] for one in sorted(told)]


class _Run:
    """Facts of one round, in order of id, in a file that nobody else reads; their ids stay in memory, 23 bytes each.

    Written with `marshal`: twenty times quicker than into a table, and read back by this very process.
    """

    def __init__(self, path: Path, reports: Sequence[FileReport], wanted: Wanted, size: int) -> None:
        self._path, self._reports = path, reports
        ids, self._owners = bytearray(), bytearray()
        facts = self._facts(_round(reports, wanted))
        with new_file(path).open("wb") as file:
            while some := list(islice(facts, size)):
                data = marshal.dumps(some)
                file.write(len(data).to_bytes(_LENGTH_BYTES))
                file.write(data)
                ids += b"".join(map(_ID, some))
        self._ids = bytes(ids)

    def _facts(self, portions: Iterable[Portion]) -> Iterator[tuple[Any, ...]]:
        for portion in portions:
            self._owners += bytes(portion.owners)
            yield from map(tuple, portion.facts)

    def count_as_same(self, fact_id: bytes) -> None:
        """Let the file that brought a fact in this round count it as one that was there."""
        place = bisect_left(range(len(self._owners)), fact_id, key=self._id)
        report = self._reports[self._owners[place]]
        report.new -= 1
        report.same += 1

    def _id(self, place: int) -> bytes:
        return self._ids[place * ID_BYTES : (place + 1) * ID_BYTES]

    def rows(self) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the facts by portions."""
        with self._path.open("rb") as file:
            while length := int.from_bytes(file.read(_LENGTH_BYTES)):
                yield marshal.loads(file.read(length))  # noqa: S302 - written above, in a folder of our own
