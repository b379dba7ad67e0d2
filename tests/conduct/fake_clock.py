"""A clock for tests, that goes only when it is told to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class FakeClock:
    """A clock that goes only when it is told to; `wall_s` is seconds since 1970."""

    boot_s: float = 1000.0
    wall_s: float = 1_515_000_000.0
    boot: str = "prima"

    def since_boot(self) -> float:
        return self.boot_s

    def wall(self) -> float:
        return self.wall_s

    def boot_id(self) -> str:
        return self.boot

    def pass_seconds(self, seconds: float) -> None:
        """Let time go by on both clocks, as also a suspended machine does."""
        self.boot_s += seconds
        self.wall_s += seconds

    def step_wall(self, seconds: float) -> None:
        """Put the wall clock right, as NTP does."""
        self.wall_s += seconds

    def restart(self, seconds: float) -> None:
        """Switch the machine off and on again."""
        self.boot_s, self.boot = 12.0, self.boot + "'"
        self.wall_s += seconds
