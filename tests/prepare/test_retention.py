"""Until when names are kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.errors import BadValue
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.evening import read_evening
from facilitatore.prepare.retention import default_retention, retention_day
from facilitatore.session import Session


@pytest.mark.parametrize(
    ("evening", "until"),
    [
        ("2018-01-08", "2018-04-08"),
        ("2018-11-30", "2019-02-28"),
        ("2019-11-30", "2020-02-29"),
        ("2018-12-31", "2019-03-31"),
        ("2018-10-01", "2019-01-01"),
        ("2018-03-31", "2018-06-30"),
    ],
)
def test_three_calendar_months(evening: str, until: str) -> None:
    """Where the month is shorter, its last day."""
    assert default_retention(date.fromisoformat(evening)).isoformat() == until


@given(st.dates())
def test_every_evening_has_a_term_after_it(evening: date) -> None:
    """Between 89 and 92 days, up to the end of the calendar."""
    days = (default_retention(evening) - evening).days
    assert 89 <= days <= 92 or default_retention(evening) == date.max


@given(st.dates(), st.dates())
def test_a_later_evening_is_not_forgotten_earlier(one: date, other: date) -> None:
    """The terms come in the order of the evenings."""
    assert default_retention(min(one, other)) <= default_retention(max(one, other))


@pytest.mark.parametrize(
    ("keep_until", "evening", "until"),
    [
        ("", "2018-01-08", "2018-04-08"),
        ("2018-02-01", "2018-01-08", "2018-02-01"),
        ("2018-02-01", "2018-02-05", "2018-05-05"),
        ("2018-02-01", "", "2018-02-01"),
        ("presto", "2018-01-08", "2018-04-08"),
    ],
)
def test_a_chosen_day_holds_unless_the_evening_comes_after_it(keep_until: str, evening: str, until: str) -> None:
    """What is no date, from a foreign file, is no choice."""
    assert retention_day(keep_until, evening) == date.fromisoformat(until)


def test_without_dates_there_is_no_term() -> None:
    """Nobody can be late."""
    assert retention_day("", "") is None


def test_a_chosen_day_stays_when_the_evening_moves(evening: Session) -> None:
    """The default follows the evening instead."""
    edit_evening(evening, date="2018-01-15")
    assert retention_day(read_evening(evening).keep_until, "2018-01-15") == date(2018, 4, 15)
    edit_evening(evening, keep_until="2018-03-01")
    edit_evening(evening, date="2018-01-22")
    assert read_evening(evening).keep_until == "2018-03-01"
    edit_evening(evening, keep_until="")
    assert retention_day(read_evening(evening).keep_until, "2018-01-22") == date(2018, 4, 22)


@pytest.mark.parametrize("wanted", ["8 aprile", "2018-13-01", "2018-01-07"])
def test_an_impossible_day_is_refused(evening: Session, wanted: str) -> None:
    """No date, or a day before the evening; nothing is written."""
    before = evening.fingerprint()
    with pytest.raises(BadValue):
        edit_evening(evening, keep_until=wanted)
    assert evening.fingerprint() == before


def test_date_and_term_can_change_together(evening: Session) -> None:
    """The term is looked at beside the new date."""
    edit_evening(evening, date="2018-01-01", keep_until="2018-01-02")
    with pytest.raises(BadValue):
        edit_evening(evening, date="2018-02-01", keep_until="2018-01-20")
