"""The run sheet with its times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.prepare.model import Phase

_DAY_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase with its planned times, ``HH:MM``; an evening may run past midnight."""

    phase: Phase
    starts_at: str
    ends_at: str


def plan_times(phases: Iterable[Phase], starts_at: str) -> list[PlannedPhase]:
    """Lay the phases one after the other from `starts_at`; an unreadable start counts as 20:30."""
    try:
        minute = minutes_of(starts_at)
    except BadValue:
        minute = minutes_of("20:30")
    planned = []
    for phase in phases:
        end = minute + phase.minutes
        planned.append(PlannedPhase(phase, clock_text(minute), clock_text(end)))
        minute = end
    return planned


def minutes_of(clock: str) -> int:
    """Return the minutes from midnight of ``HH:MM``; a dot or a missing leading zero will do.

    Raises:
        BadValue: it is no time of day.
    """
    match = re.fullmatch(r"\s*(\d{1,2})[:.](\d{2})\s*", clock)
    if match is None or int(match[1]) >= 24 or int(match[2]) >= 60:  # noqa: PLR2004 - hours and minutes
        raise BadValue("time", clock, "20:30")
    return int(match[1]) * 60 + int(match[2])


def clock_text(minute: int) -> str:
    """Return minutes from midnight as ``HH:MM``."""
    minute %= _DAY_MINUTES
    return f"{minute // 60:02d}:{minute % 60:02d}"


def duration_minutes(starts_at: str, ends_at: str) -> int:
    """Return how long from one time of day to the next other.

    Raises:
        BadValue: one of the two is no time of day.
    """
    return (minutes_of(ends_at) - minutes_of(starts_at)) % _DAY_MINUTES
