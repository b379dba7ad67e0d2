"""The times of the run sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.errors import BadValue
from facilitatore.prepare.model import Phase
from facilitatore.prepare.run_sheet import clock_text, duration_minutes, ends_next_day, minutes_of, plan_times


def phase(minutes: int) -> Phase:
    """Return a phase of so many minutes."""
    return Phase("f", None, "Fase", minutes, "plenary", None, "", "")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20:30", 1230),
        ("20.30", 1230),
        ("20,30", 1230),
        ("2030", 1230),
        ("930", 570),
        ("18", 1080),
        ("ore 18", 1080),
        ("alle ore 18.30", 1110),
        ("h 18", 1080),
        ("18h30", 1110),
        ("9:05", 545),
        (" 00:00 ", 0),
        ("23:59", 1439),
    ],
)
def test_a_time_may_be_written_as_people_do(text: str, minutes: int) -> None:
    """With a dot, a comma or nothing between, the hour alone, with «ore», without the leading zero."""
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "ore", "24:00", "20:60", "2060", "20:3", "-1:00", "20:30:00", "20,30,", "otto", "²0:30", "12345"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    """No time is guessed."""
    with pytest.raises(BadValue):
        minutes_of(text)


def test_phases_follow_each_other() -> None:
    """Each begins when the one before ends."""
    planned = plan_times([phase(15), phase(0), phase(50)], "20.30")
    assert [(one.starts_at, one.ends_at) for one in planned] == [
        ("20:30", "20:45"),
        ("20:45", "20:45"),
        ("20:45", "21:35"),
    ]


def test_an_evening_may_run_past_midnight() -> None:
    """After 23:59 comes 00:00."""
    planned = plan_times([phase(45), phase(30)], "23:30")
    assert [(one.starts_at, one.ends_at) for one in planned] == [("23:30", "00:15"), ("00:15", "00:45")]


def test_an_unreadable_beginning_counts_as_half_past_eight() -> None:
    """A run sheet is shown even when the evening has no time."""
    assert plan_times([phase(10)], "")[0].starts_at == "20:30"


def test_the_duration_of_an_evening_past_midnight() -> None:
    """From 22:30 to 00:15 it is an hour and three quarters."""
    assert duration_minutes("22:30", "0.15") == 105


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "next_day"),
    [("20:30", "23:00", False), ("20:30", "00:30", True), ("18:00", "06:00", True), ("00:10", "23:50", False)],
)
def test_an_evening_may_end_on_the_next_day(starts_at: str, ends_at: str, next_day: bool) -> None:
    """An end that is earlier by the clock is the next day's, as long as a night may last."""
    assert ends_next_day(starts_at, ends_at) is next_day


@pytest.mark.parametrize(("starts_at", "ends_at"), [("20:30", "18:00"), ("20:30", "20:30"), ("18:00", "08:00")])
def test_an_evening_does_not_end_before_it_begins(starts_at: str, ends_at: str) -> None:
    """A whole day less two hours is a slip."""
    with pytest.raises(BadValue) as refused:
        ends_next_day(starts_at, ends_at)
    assert (refused.value.what, refused.value.value, refused.value.limit) == ("end", ends_at, starts_at)


@given(st.integers(0, 24 * 60 - 1))
def test_a_time_written_is_the_time_read(minute: int) -> None:
    """Writing and reading a time of day changes nothing."""
    assert minutes_of(clock_text(minute)) == minute


@given(st.lists(st.integers(0, 600), max_size=12))
def test_the_plan_lasts_as_long_as_its_phases(minutes: list[int]) -> None:
    """The end is the beginning and the sum of the minutes, round the clock."""
    planned = plan_times([phase(one) for one in minutes], "20:30")
    end = planned[-1].ends_at if planned else "20:30"
    assert end == clock_text(minutes_of("20:30") + sum(minutes))
