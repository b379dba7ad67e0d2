"""Which labels of the open sheet are gone."""

from __future__ import annotations

import pytest

from facilitatore.door.badges.open_sheet import parse_used, used_after, used_before
from facilitatore.door.badges.stock import find_stock
from facilitatore.errors import BadValue
from facilitatore.sentences import say

TEN = find_stock("L4785")
ROLL = find_stock("99014")


@pytest.mark.parametrize(
    ("used", "count", "after"),
    [
        (set(), 0, set()),
        (set(), 3, {1, 2, 3}),
        ({1, 3}, 2, {1, 2, 3, 4}),
        ({10}, 9, set()),
        ({10}, 10, {1}),
        (set(), 25, {1, 2, 3, 4, 5}),
        (set(range(1, 11)), 2, {1, 2}),
        ({99}, 1, {1}),
    ],
)
def test_what_is_gone_after_printing(used: set[int], count: int, after: set[int]) -> None:
    """Holes are filled in their order; a full sheet is thrown away; numbers of another stock are forgotten."""
    assert used_after(TEN, used, count) == after


def test_a_roll_has_no_open_sheet() -> None:
    """Nothing is ever gone from it."""
    assert used_after(ROLL, (), 7) == frozenset()


def test_starting_at_a_label_is_the_ones_before_gone() -> None:
    """From label 4, three are gone; from the first, none."""
    assert used_before(4, TEN) == {1, 2, 3}
    assert used_before(1, TEN) == frozenset()


@pytest.mark.parametrize("text", ["1-3,7", "1-3, 7", " 7 ;1–3", "1,2,3,7,7", "1 - 3,7,"])
def test_used_labels_are_read_as_people_write_them(text: str) -> None:
    """Ranges with a hyphen or a dash, in any order."""
    assert parse_used(text, TEN) == {1, 2, 3, 7}


def test_nothing_used_is_nothing() -> None:
    """An empty text is a new sheet."""
    assert parse_used("  ", TEN) == frozenset()


@pytest.mark.parametrize("text", ["0", "11", "3-1", "1-11", "a", "1-", "-1", "1--2", "1.5", "9" * 30])
def test_labels_that_are_not_on_the_sheet_are_refused(text: str) -> None:
    """With those there are."""
    with pytest.raises(BadValue) as refused:
        parse_used(text, TEN)
    assert say(refused.value).endswith("scegli fra 1 e 10.")
