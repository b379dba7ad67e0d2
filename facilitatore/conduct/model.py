"""What happens while the group works: speaking turns and the phases really held."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeakingTurn:
    """One short intervention, without a name: `started_at` in UTC ms, the rest in seconds.

    `doubtful`: the clock ran so far past the end that it was most likely forgotten, and nobody has said that it was not.
    Such a turn is in no figure.
    """

    id: str
    group: str
    phase: str | None
    started_at: int
    planned_s: int
    spoken_s: int
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class PhaseRun:
    """When a phase of the run sheet was really held, in UTC ms; `ended_at` is None while it lasts."""

    id: str
    group: str
    phase: str
    started_at: int
    ended_at: int | None
