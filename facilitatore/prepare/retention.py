"""Until when the names of an evening may be kept: three months after it, unless somebody chose a day.

Registrations are of no use after the evening they were for; the usual term is three months after the meeting
(domain.md §6a).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from facilitatore.errors import BadValue

_MONTHS: Final = 3


def default_retention(evening: date) -> date:
    """Return the day three calendar months after an evening; where that month is shorter, its last day.

    30 November gives 28 February, or 29.
    """
    months = evening.year * 12 + evening.month - 1 + _MONTHS
    year, month = divmod(months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(evening.day, monthrange(year, month + 1)[1]))


def chosen_keep_until(wanted: str, evening: str) -> str:
    """Return the ISO day somebody chose for an evening of this ISO date; empty when none was chosen.

    Raises:
        BadValue: it is no date, or lies before the evening: the names would be gone before anybody comes.
    """
    if not wanted:
        return ""
    day, held = day_of(wanted), day_of(evening)
    if day is None:
        raise BadValue("keep_until", wanted, "8/4/2018")
    if held is not None and day < held:
        raise BadValue("keep_until_early", _slashed(day), _slashed(held))
    return day.isoformat()


def retention_day(keep_until: str, evening: str) -> date | None:
    """Return the last day on which names may be kept; None when neither a term nor the evening has a date.

    A chosen day stays when the evening moves, unless the evening now comes after it; then the default holds.
    """
    day, held = day_of(keep_until), day_of(evening)
    if day is not None and (held is None or day >= held):
        return day
    return default_retention(held) if held is not None else None


def day_of(iso: str) -> date | None:
    """Return an ISO date; None for what is none."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _slashed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
