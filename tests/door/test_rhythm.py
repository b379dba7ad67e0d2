"""Promises of the pace of the door."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door.rhythm import rhythm_of, starts_at_of
from facilitatore.prepare.model import Evening

MINUTE = 60_000
NOW = 1_700_000_000_000


def evening(date: str, starts_at: str) -> Evening:
    """Make an evening that begins then."""
    return Evening("", "", "", date, "", starts_at, "", "", "")


def every(seconds: int, count: int) -> list[int]:
    """Return arrivals so many seconds apart, the last one now."""
    return [NOW - seconds * 1000 * place for place in range(count)]


def test_four_a_minute() -> None:
    """Somebody every 15 seconds is 4 a minute, and 18 others are in within 5 minutes."""
    rhythm = rhythm_of(every(15, 100), 18, NOW)
    assert rhythm is not None
    assert (rhythm.per_minute, rhythm.minutes, rhythm.late) == (4.0, 5, False)


def test_too_little_to_say() -> None:
    """Nothing is said of nobody, of two arrivals, nor of a queue that ended long ago."""
    assert rhythm_of([], 10, NOW) is None
    assert rhythm_of(every(15, 2), 10, NOW) is None
    assert rhythm_of([moment - 6 * MINUTE for moment in every(15, 50)], 10, NOW) is None


def test_the_first_minute() -> None:
    """Three people in the first seconds are three in a minute, not a crowd."""
    rhythm = rhythm_of([NOW - 2000, NOW - 1000, NOW], 10, NOW)
    assert rhythm is not None
    assert rhythm.per_minute == 3.0


def test_nobody_awaited() -> None:
    """Where nobody is awaited there is a pace, and no forecast."""
    rhythm = rhythm_of(every(15, 30), 0, NOW)
    assert rhythm is not None
    assert rhythm.minutes is None


def test_no_forecast_beyond_an_hour() -> None:
    """A slow pace with many awaited promises nothing."""
    rhythm = rhythm_of(every(60, 10), 200, NOW)
    assert rhythm is not None
    assert rhythm.minutes is None


def test_after_the_beginning() -> None:
    """It is late when the last would come in after the evening has begun, tonight only."""
    for starts_in, late in ((3, True), (6, False), (-1, True), (24 * 60, False), (-24 * 60, False)):
        rhythm = rhythm_of(every(15, 30), 18, NOW, NOW + starts_in * MINUTE)
        assert rhythm is not None
        assert rhythm.late is late


def test_a_clock_that_is_ahead() -> None:
    """Arrivals of another laptop whose clock is ahead are not counted before their time."""
    assert rhythm_of([NOW + MINUTE] * 10, 5, NOW) is None


def test_when_the_evening_begins() -> None:
    """The beginning is by the clock of the place; what is no time is none."""
    wanted = datetime(2026, 3, 2, 20, 30).astimezone().timestamp() * 1000
    assert starts_at_of(evening("2026-03-02", "20:30")) == wanted
    assert starts_at_of(evening("2026-03-02", "")) is None
    assert starts_at_of(evening("", "20:30")) is None
    assert starts_at_of(evening("ieri", "sera")) is None


@given(st.lists(st.integers(0, 2**45), max_size=60), st.integers(0, 5000), st.integers(0, 2**45))
def test_never_absurd(arrivals: list[int], awaited: int, now: int) -> None:
    """Whatever the clocks say, the pace is positive and a forecast lies within the hour to come."""
    rhythm = rhythm_of(arrivals, awaited, now, now)
    if rhythm is not None:
        assert 0 < rhythm.per_minute <= len(arrivals)
        assert rhythm.minutes is None or (0 < rhythm.minutes <= 60 and rhythm.at is not None and rhythm.at > now)
