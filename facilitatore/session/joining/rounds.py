"""More files than may be open together: joined round by round into sorted runs on the disk, then those as one stream."""

from __future__ import annotations

import marshal
import tempfile
from bisect import bisect_right
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from pathlib import Path
from struct import iter_unpack
from typing import TYPE_CHECKING, Any, Final

from facilitatore.session.facts import ID_BYTES, Fact
from facilitatore.session.guard import open_for_reading, read_batches
from facilitatore.session.joining.reports import FileReport
from facilitatore.session.joining.union import Source, Wanted, union, window_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AT_ONCE: Final = 50
"""Files open together; beyond, joining goes in rounds: each takes 0.2 MB, and macOS gives a process 256 files."""

_LENGTH_BYTES: Final = 8


def stream(reports: Sequence[FileReport], wanted: Wanted, *, may_spill: bool = True) -> Iterator[list[Fact]]:
    """Yield the wanted facts of all files by portions in order of id, each once; count in the reports.

    Unless it `may_spill`, nothing is put down meanwhile: what is closed with a passphrase does not lie about.
    """
    if len(reports) <= AT_ONCE or not may_spill:
        yield from _round(reports, wanted)
        return
    starts = range(0, len(reports), AT_ONCE)
    with tempfile.TemporaryDirectory(prefix="facilitatore-") as folder:
        runs: list[_Run] = []

        def told(after: bytes, upto: bytes) -> set[bytes]:
            return set().union(*(run.between(after, upto) for run in runs))

        for start in starts:
            portions = _round(reports[start : start + AT_ONCE], replace(wanted, told=told))
            runs.append(_Run(Path(folder) / str(start), portions, window_rows(len(starts))))
        counted_already = FileReport(Path(folder))
        yield from union([Source(run.rows(), counted_already, is_trusted=True) for run in runs], wanted)


def _round(reports: Sequence[FileReport], wanted: Wanted) -> Iterator[list[Fact]]:
    size = window_rows(len(reports))
    with ExitStack() as stack:
        opened = [stack.enter_context(open_for_reading(report.path, report.keys)) for report in reports]
        yield from union(
            [Source(read_batches(db, size), report) for db, report in zip(opened, reports, strict=True)], wanted
        )


class _Run:
    """Facts of one round, in order of id, in a file that nobody else reads; their ids stay in memory, 22 bytes each.

    Written with `marshal`: twenty times quicker than into a table, and read back by this very process.
    """

    def __init__(self, path: Path, portions: Iterable[list[Fact]], size: int) -> None:
        self._path = path
        ids = bytearray()
        facts: Iterator[tuple[Any, ...]] = (tuple(fact) for portion in portions for fact in portion)
        with path.open("wb") as file:
            while some := list(islice(facts, size)):
                data = marshal.dumps(some)
                file.write(len(data).to_bytes(_LENGTH_BYTES))
                file.write(data)
                ids += b"".join([fact[0] for fact in some])
        self._ids = bytes(ids)

    def between(self, after: bytes, upto: bytes) -> Iterator[bytes]:
        """Yield the ids after one and up to another."""
        places = range(len(self._ids) // ID_BYTES)
        first = bisect_right(places, after, key=self._id)
        last = bisect_right(places, upto, lo=first, key=self._id)
        return map(itemgetter(0), iter_unpack(f"{ID_BYTES}s", self._ids[first * ID_BYTES : last * ID_BYTES]))

    def _id(self, place: int) -> bytes:
        return self._ids[place * ID_BYTES : (place + 1) * ID_BYTES]

    def rows(self) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the facts by portions."""
        with self._path.open("rb") as file:
            while length := int.from_bytes(file.read(_LENGTH_BYTES)):
                yield marshal.loads(file.read(length))  # noqa: S302 - written above, in a folder of our own
