"""The disk fails, or the program is killed, at each single request: nothing acknowledged is lost, and work goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from deeds import DEEDS, GAVE_UP, Place, prepare_evening, read_session
from forms import either, spread
from recording import can_trace
from starving import CUTS, FLUSHES, NAMES, READS, WRITES, Fault, Outcome, count_requests, run_starved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = [
    pytest.mark.skipif(not can_trace(), reason="strace is missing (Linux), or may not trace here"),
    pytest.mark.timeout(either(120, 3600)),
]
STEPS = either(3, 8)
ONCE = [
    Fault(request, f"error={error}")
    for requests, errors in (
        (WRITES, ("EIO", "ENOSPC")),
        (FLUSHES, either(("EIO",), ("EIO", "ENOSPC"))),
        (CUTS, either(("EIO",), ("EIO", "ENOSPC"))),
        (READS, ("EIO",)),
        (NAMES, ("EIO",)),
    )
    for request in requests
    for error in errors
]
LASTING = either((Fault(WRITES[0], "error=ENOSPC"), Fault(FLUSHES[0], "error=EIO")), tuple(ONCE))
FOR_GOOD = [fault._replace(for_good=True) for fault in LASTING if fault.request not in (*READS, *NAMES)]
KILLS = [
    Fault(request, "signal=SIGKILL")
    for request in either(("pwrite64", "fdatasync"), (*WRITES, *FLUSHES, *CUTS, *NAMES))
]
OPENING = """
from pathlib import Path
from facilitatore.errors import Problem
from facilitatore.session import Session
try:
    Session.{way}(Path({path!r})).close()
    print("opened")
except Problem as problem:
    print(type(problem).__name__)
"""
DONE = (
    "actions",
    "forget",
    "join into an open file",
    "join over a file",
    *either((), ("actions in a closed register",)),
)


@pytest.fixture(params=DONE)
def deed(request: pytest.FixtureRequest) -> str:
    """Return what is being done."""
    return str(request.param)


class Bench:
    """Lays out the same files again and again."""

    def __init__(self, deed: str, place: Place) -> None:
        """Make the files of a deed once."""
        self.deed, self.place = deed, place._replace(name=DEEDS[deed].name)
        DEEDS[deed].prepare(self.place)
        self._kept = place.root.with_name("kept")
        shutil.copytree(place.root, self._kept)
        self.before = words(read_session(self.place.file))

    def lay_out(self) -> None:
        """Put everything back as it was."""
        shutil.rmtree(self.place.root)
        shutil.copytree(self._kept, self.place.root)

    def runs(self, fault: Fault) -> Iterator[tuple[Outcome, list[str]]]:
        """Do the deed with each request failing in turn; yield how it went, and the words at each step in peace."""
        self.lay_out()
        number, labels = count_requests(self.deed, self.place, STEPS, fault.request)
        wanted = [self.before, *map(words, labels)]
        for when in spread(number, 3 if self.deed.startswith("actions") else 1):
            self.lay_out()
            outcome = run_starved(self.deed, self.place, STEPS, fault, when)
            assert outcome.was_hit, (fault, when)
            yield outcome, wanted


@pytest.fixture
def bench(deed: str, place: Place) -> Bench:
    """Return the files of the deed."""
    return Bench(deed, place)


def words(label: str) -> str:
    """Return the part of a label that is the same at each run."""
    return label.rsplit(" ", 1)[-1]


def count(figures: dict[str, int], outcome: Outcome) -> None:
    """Add up what happened."""
    figures["faults"] = figures.get("faults", 0) + 1
    figures["refusals said"] = figures.get("refusals said", 0) + len(outcome.problems)
    figures["steps acknowledged"] = figures.get("steps acknowledged", 0) + len(outcome.acknowledged)


@pytest.mark.parametrize("fault", ONCE, ids=str)
def test_one_failure_is_said_and_overcome(fault: Fault, bench: Bench, tell_figures: dict[str, int]) -> None:
    """An error is a `Problem`, trying again in the same program succeeds, and the file holds what was acknowledged."""
    for outcome, wanted in bench.runs(fault):
        count(tell_figures, outcome)
        assert (outcome.code, outcome.complaint) == (0, "")
        assert [words(one) for one in outcome.acknowledged] == wanted[1:]
        assert read_session(bench.place.file) == outcome.acknowledged[-1]


@pytest.mark.parametrize("fault", FOR_GOOD, ids=str)
def test_lasting_failure_loses_nothing(fault: Fault, bench: Bench, tell_figures: dict[str, int]) -> None:
    """From some moment on every request fails: what was acknowledged before is in the file, which is whole."""
    for outcome, wanted in bench.runs(fault):
        count(tell_figures, outcome)
        assert outcome.code in (0, GAVE_UP)
        assert outcome.complaint == ""
        number = len(outcome.acknowledged)
        assert words(read_session(bench.place.file)) in wanted[number : number + 2]


@pytest.mark.parametrize("fault", KILLS, ids=str)
def test_killed_inside_a_request_loses_nothing(fault: Fault, bench: Bench, tell_figures: dict[str, int]) -> None:
    """Killed in the middle of a write, a flush, a cut or a renaming: all or nothing of the step in hand."""
    for outcome, wanted in bench.runs(fault):
        count(tell_figures, outcome)
        assert outcome.code < 0
        number = len(outcome.acknowledged)
        assert words(read_session(bench.place.file)) in wanted[number : number + 2]


@pytest.mark.parametrize("way", ["look", "open"])
def test_a_stick_that_stutters_is_no_damage(way: str, place: Place, tell_figures: dict[str, int]) -> None:
    """While a whole file is opened each reading fails once: nobody is told that the file is damaged."""
    prepare_evening(place)
    code = OPENING.format(way=way, path=str(place.file))
    number = len(said_while_reading(place, code, ()).requests)
    assert number > 3
    tell_figures["faults"] = number
    for when in spread(number, 6):
        run = said_while_reading(place, code, ("-e", f"inject=pread64:error=EIO:when={when}"))
        assert run.said in ("opened", "DiskFailed"), (when, run.said)


class Reading(NamedTuple):
    """What a program said, and what it asked of the disk."""

    said: str
    requests: list[str]


def said_while_reading(place: Place, code: str, fault: Sequence[str]) -> Reading:
    """Run a program of one line while its readings of the file are traced."""
    log = place.root / "strace"
    tracer = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=pread64", "-P", str(place.file), *fault]
    run = subprocess.run(
        [*tracer, sys.executable, "-c", code], check=False, env=place.environment, capture_output=True, text=True
    )
    assert run.stderr == ""
    return Reading(run.stdout.strip(), [line for line in log.read_text().splitlines() if "pread64(" in line])
