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
_LONGEST_PAST_MIDNIGHT: Final = 12 * 60
"""An evening that would last longer into the next day was meant to end before it began: a slip."""
_CLOCK: Final = re.compile(r"(?:(?:alle|ore|h)\b[ .]*)*(\d{1,2})(?: ?[:.,h] ?(\d{2})|(\d{2}))?", re.IGNORECASE)


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
    """Return the minutes from midnight of a time as people write it: ``20:30``, ``20.30``, ``20,30``, ``2030``, ``ore 20``.

    Raises:
        BadValue: it is no time of day.
    """
    match = _CLOCK.fullmatch(" ".join(clock.split()))
    hour, minute = (int(match[1]), int(match[2] or match[3] or 0)) if match else (24, 0)
    if hour >= 24 or minute >= 60:  # noqa: PLR2004 - hours and minutes
        raise BadValue("time" if clock.strip() else "empty_time", clock, "20:30")
    return hour * 60 + minute


def clock_text(minute: int) -> str:
    """Return minutes from midnight as ``HH:MM``."""
    minute %= _DAY_MINUTES
    return f"{minute // 60:02d}:{minute % 60:02d}"


def ends_next_day(starts_at: str, ends_at: str) -> bool:
    """Tell whether an evening with these times runs past midnight.

    Raises:
        BadValue: one of the two is no time of day, or the evening would end before it begins.
    """
    begins, ends = minutes_of(starts_at), minutes_of(ends_at)
    if ends > begins:
        return False
    if ends == begins or duration_minutes(starts_at, ends_at) > _LONGEST_PAST_MIDNIGHT:
        raise BadValue("end", clock_text(ends), clock_text(begins))
    return True


def duration_minutes(starts_at: str, ends_at: str) -> int:
    """Return how long from one time of day to the next other.

    Raises:
        BadValue: one of the two is no time of day.
    """
    return (minutes_of(ends_at) - minutes_of(starts_at)) % _DAY_MINUTES
