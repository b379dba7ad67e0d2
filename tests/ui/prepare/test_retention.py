"""Until when names and contacts are kept: a field that follows the date until somebody chooses."""

from __future__ import annotations

from collections.abc import Callable

from facilitatore.errors import BadValue, Problem
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.evening import read_evening
from ui.bridge import Bridge
from ui.prepare.page import PreparePage


def test_three_months_are_proposed_and_written_nowhere(page: PreparePage, bridge: Bridge) -> None:
    """The field shows the day, and says why it is that one; the file holds none."""
    assert page.form.keep_until.text() == "8/4/2018"
    assert "Tre mesi" in page.form.keep_until.accessibleDescription()
    assert read_evening(bridge.session).keep_until == ""


def test_the_day_follows_the_date(page: PreparePage, bridge: Bridge) -> None:
    """A later evening, later names."""
    page._act(edit_evening, date="2018-01-15")
    assert page.form.keep_until.text() == "15/4/2018"


def test_a_chosen_day_stays(page: PreparePage, bridge: Bridge, write: Callable[..., None]) -> None:
    """Written as people write it, and no longer moved by the date."""
    write(page.form.keep_until, "31 dicembre 2018")
    assert read_evening(bridge.session).keep_until == "2018-12-31"
    assert "Scelto" in page.form.keep_until.accessibleDescription()
    page._act(edit_evening, date="2018-01-15")
    assert page.form.keep_until.text() == "31/12/2018"


def test_an_empty_field_is_three_months_again(page: PreparePage, bridge: Bridge, write: Callable[..., None]) -> None:
    """And so is the day that would be anyway."""
    for words in ("", "8/4/2018"):
        write(page.form.keep_until, "31/12/2018")
        page.form.keep_until.clear()
        write(page.form.keep_until, words)
        assert read_evening(bridge.session).keep_until == ""
        assert page.form.keep_until.text() == "8/4/2018"


def test_a_day_before_the_evening_is_refused_and_stays_to_be_mended(
    page: PreparePage, bridge: Bridge, refused: list[Problem], write: Callable[..., None]
) -> None:
    """Names would be gone before anybody comes."""
    write(page.form.keep_until, "1/1/2018")
    assert [type(problem) for problem in refused] == [BadValue]
    assert page.form.keep_until.text() == "1/1/2018"
    assert read_evening(bridge.session).keep_until == ""
