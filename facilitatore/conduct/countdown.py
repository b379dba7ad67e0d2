"""The countdown of an intervention: a deadline, not a counter of ticks.

Counters drift and stop with the laptop's lid; a deadline on a clock that goes on while the machine sleeps is right at
the first glance afterwards (qt.md §5: 2.7 s wrong in 4 minutes, and 6 s of sleep lost). Both the machine's clock since
boot and the wall clock are kept: the first does not jump, the second survives a restart.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

DEFAULT_SECONDS: Final = 120
AMBER_SECONDS: Final = 30
EXTENSION_SECONDS: Final = 30
MAX_SECONDS: Final = 3600
OVERRUN_SECONDS: Final = 600
"""Past its end an intervention is no intervention any more: nobody lets a neighbour speak ten minutes too long, but
clocks are forgotten. What ran further is cut there, and counted only when somebody says that it was speech."""

_THIS_RUN: Final = f"run@{os.urandom(8).hex()}"
"""Stands for the start of the machine where that has no name of its own. One made from the moment of the start would change
whenever somebody puts the wall clock right, and the countdown would then follow the wall clock."""

IDLE: Final = "idle"
RUNNING: Final = "running"
PAUSED: Final = "paused"


class Clock(Protocol):
    """Where the time comes from."""

    def since_boot(self) -> float:
        """Return seconds since the machine started, sleep included."""

    def wall(self) -> float:
        """Return seconds since 1970, UTC."""

    def boot_id(self) -> str:
        """Return a text that is the same as long as `since_boot` goes on, and another after a start of the machine."""


class MachineClock:
    """The clocks of this machine."""

    def __init__(self, boot_file: Path = Path("/proc/sys/kernel/random/boot_id")) -> None:
        """`boot_file` has the name of this start of the machine; only Linux has one."""
        self._boot_file = boot_file

    def since_boot(self) -> float:
        """Return seconds since the machine started, sleep included, by the one clock of each system that counts it."""
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.monotonic()

    def wall(self) -> float:
        """Return seconds since 1970, UTC."""
        return time.time()

    def boot_id(self) -> str:
        """Return the system's boot id; where there is none, one of this run of the program.

        Within a run the wall clock is then not asked; after it, the wall clock tells how much time went by.
        """
        try:
            return self._boot_file.read_text(encoding="ascii").strip()
        except OSError:
            return _THIS_RUN


@dataclass(frozen=True, slots=True)
class Countdown:
    """A countdown at one moment. Seconds; the deadlines count only while it is running."""

    state: str = IDLE
    total_s: float = DEFAULT_SECONDS
    left_s: float = DEFAULT_SECONDS
    deadline_boot: float = 0.0
    deadline_wall: float = 0.0
    boot_id: str = ""
    started_at: int = 0

    def remaining(self, clock: Clock) -> float:
        """Return the seconds left; below zero, the seconds over. Never more than the whole: clocks are set back."""
        if self.state != RUNNING:
            return self.left_s
        if self.boot_id == clock.boot_id():
            return min(self.deadline_boot - clock.since_boot(), self.total_s)
        return min(self.deadline_wall - clock.wall(), self.total_s)

    def spoken(self, clock: Clock) -> float:
        """Return the seconds spoken so far, pauses left out."""
        return max(0.0, self.total_s - self.remaining(clock))

    def most_spoken(self) -> float:
        """Return the seconds after which nobody believes that it is still one intervention."""
        return self.total_s + OVERRUN_SECONDS

    def start(self, clock: Clock) -> Countdown:
        """Return it running from what is left."""
        if self.state == RUNNING:
            return self
        return replace(
            self,
            state=RUNNING,
            deadline_boot=clock.since_boot() + self.left_s,
            deadline_wall=clock.wall() + self.left_s,
            boot_id=clock.boot_id(),
            started_at=self.started_at or int(clock.wall() * 1000),
        )

    def pause(self, clock: Clock) -> Countdown:
        """Return it standing still."""
        return replace(self, state=PAUSED, left_s=self.remaining(clock)) if self.state == RUNNING else self

    def extend(self, seconds: float) -> Countdown:
        """Return it with more time, or less; it cannot take back more than there was, nor what was spoken already."""
        seconds = max(seconds, -self.total_s)
        return replace(
            self,
            total_s=self.total_s + seconds,
            left_s=self.left_s + seconds,
            deadline_boot=self.deadline_boot + seconds,
            deadline_wall=self.deadline_wall + seconds,
        )


def stage(remaining_s: float, state: str) -> str:
    """Return what the face says: ``idle``, ``paused``, ``running``, ``ending`` under 30 s, ``over`` from zero on."""
    if state != RUNNING:
        return state
    if remaining_s <= 0:
        return "over"
    return "ending" if remaining_s <= AMBER_SECONDS else RUNNING


def clock_face(remaining_s: float) -> str:
    """Return the seconds left as people read them: ``1:59``, and ``−0:12`` when over."""
    # While time is left the face shows whole seconds rounded up: 0:00 appears exactly at the end.
    whole = -int(-remaining_s // 1) if remaining_s > 0 else int(-remaining_s)
    sign = "−" if remaining_s <= -1 else ""
    return f"{sign}{whole // 60}:{whole % 60:02d}"
