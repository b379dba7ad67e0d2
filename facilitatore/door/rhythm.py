"""How quickly people come, and when those who are awaited will be in at this pace.

Pure: moments in, figures out. Nothing is said of few arrivals, nor of a forecast longer than an hour.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.prepare.model import Evening

_MINUTE_MS: Final = 60_000
_WINDOW_MS: Final = 5 * _MINUTE_MS
"""How far back the pace is taken: shorter it jumps, longer it does not notice that the queue has gone."""

_ENOUGH: Final = 3
"""Arrivals within the window below which a pace is a matter of chance."""

_LONGEST_MIN: Final = 60
_NEAR_MS: Final = 3 * 60 * _MINUTE_MS


class Rhythm(NamedTuple):
    """The pace of the door: people `per_minute`, how many are `awaited`, and in how many `minutes` they would be in.

    `minutes` is None when nobody is awaited, or when it would take longer than an hour. `at` is the moment of the
    forecast, in UTC ms; `late` tells that it lies after the evening has begun.
    """

    per_minute: float
    awaited: int
    minutes: int | None = None
    at: int | None = None
    late: bool = False


def rhythm_of(arrivals: Iterable[int], awaited: int, now: int, starts_at: int | None = None) -> Rhythm | None:
    """Return the pace of the last five minutes and what it promises; None when there is too little to say.

    Args:
        arrivals: when people came, in UTC ms, in any order; those after `now`, from another laptop's clock, are left out.
        awaited: how many of the list are not in yet.
        now: UTC ms.
        starts_at: when the evening begins, in UTC ms; one more than three hours away is another day's, and is ignored.
    """
    past = [moment for moment in arrivals if moment <= now]
    recent = [moment for moment in past if moment > now - _WINDOW_MS]
    if len(recent) < _ENOUGH:
        return None
    since = max(min(past), now - _WINDOW_MS)
    per_minute = len(recent) / max((now - since) / _MINUTE_MS, 1.0)
    minutes = math.ceil(awaited / per_minute)
    if not awaited or minutes > _LONGEST_MIN:
        return Rhythm(per_minute, awaited)
    at = now + math.ceil(awaited / per_minute * _MINUTE_MS)
    late = starts_at is not None and abs(starts_at - now) <= _NEAR_MS and at > starts_at
    return Rhythm(per_minute, awaited, minutes, at, late)


def starts_at_of(evening: Evening) -> int | None:
    """Return when the evening begins, in UTC ms, by the clock of this laptop's place; None when it does not say."""
    try:
        return round(datetime.fromisoformat(f"{evening.date}T{evening.starts_at}").astimezone().timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
