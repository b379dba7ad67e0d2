"""Errors of the disk, given by strace in place of what the disk would have said."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Final, NamedTuple

from recording import command_of

if TYPE_CHECKING:
    from deeds import Place

WRITES: Final = ("pwrite64",)
FLUSHES: Final = ("fdatasync", "fsync")
CUTS: Final = ("ftruncate",)
READS: Final = ("pread64",)
NAMES: Final = ("unlink", "rename")
"""What SQLite and we ask of the disk; strace counts each request by itself."""


class Fault(NamedTuple):
    """What happens to which requests: an error that strace gives, or a signal."""

    request: str
    blow: str
    for_good: bool = False

    @property
    def kills(self) -> bool:
        """Whether the program dies of it."""
        return "SIGKILL" in self.blow

    def __str__(self) -> str:
        """Return the name of the test."""
        return f"{self.blow.partition('=')[2]} in {self.request}" + (" from then on" if self.for_good else "")


class Outcome(NamedTuple):
    """What a starved process said, how it ended, and whether it was hit at all."""

    acknowledged: list[str]
    problems: list[str]
    code: int
    complaint: str
    was_hit: bool


def run_starved(deed: str, place: Place, steps: int, fault: Fault, when: int) -> Outcome:
    """Do a deed while its request number `when` fails, as stubbornly as a person would."""
    log = place.root / "strace"
    inject = f"inject={fault.request}:{fault.blow}:when={when}{'+' if fault.for_good else ''}"
    # With the filter strace is three times as fast, and gives no signals.
    command = [*_tracer(place, fault.request), *([] if fault.kills else ["--seccomp-bpf"]), "-e", inject]
    command += command_of(deed, place, steps, "stubborn")
    run = subprocess.run(command, check=False, env=place.environment, capture_output=True, text=True)
    lines = run.stdout.splitlines()
    said = log.read_text()
    log.unlink()
    return Outcome(
        [line[4:] for line in lines if line.startswith("ack ")],
        [line[8:] for line in lines if line.startswith("problem ")],
        run.returncode,
        run.stderr,
        "INJECTED" in said or "killed by SIGKILL" in said,
    )


def count_requests(deed: str, place: Place, steps: int, request: str) -> tuple[int, list[str]]:
    """Do a deed in peace; return how many such requests it makes, and what it acknowledges."""
    log = place.root / "strace"
    command = [*_tracer(place, request), "--seccomp-bpf", *command_of(deed, place, steps, "stubborn")]
    run = subprocess.run(command, check=True, env=place.environment, capture_output=True, text=True)
    number = len(re.findall(rf"^\d+ +{request}\(", log.read_text(), re.MULTILINE))
    return number, [line[4:] for line in run.stdout.splitlines() if line.startswith("ack ")]


def _tracer(place: Place, request: str) -> list[str]:
    tracer = ["strace", "-f", "-qq", "-o", str(place.root / "strace"), "-e", f"trace={request}"]
    # The loader of Python reads its libraries so too: they are not the evening's.
    ours = [place.file, place.file.with_name(place.file.name + "-journal"), *place.sources]
    return [*tracer, *(part for path in ours for part in ("-P", str(path)))] if request in READS else tracer
