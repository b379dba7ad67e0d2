"""What happens while the group works: speaking turns and the phases really held."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeakingTurn:
    """One short intervention, without a name: `started_at` in UTC ms, the rest in seconds."""

    id: str
    group: str
    phase: str | None
    started_at: int
    planned_s: int
    spoken_s: int


@dataclass(frozen=True, slots=True)
class PhaseRun:
    """When a phase of the run sheet was really held, in UTC ms; `ended_at` is None while it lasts."""

    id: str
    group: str
    phase: str
    started_at: int
    ended_at: int | None
