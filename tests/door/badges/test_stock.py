"""The sheets of labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitatore.door.badges.stock import Stock, check_stock, find_stock, load_stocks
from facilitatore.errors import BadValue, Unknown

L4785 = Stock("L4785", "Avery", "", "A4", 80, 50, 2, 5, 17.5, 13.5, 95, 55, 4)


@pytest.mark.parametrize("key", list(load_stocks()))
def test_every_bundled_stock_can_exist(key: str) -> None:
    """No line of the table has a grid that leaves the sheet, overlaps or stands askew."""
    check_stock(load_stocks()[key])


def test_codes_are_unambiguous() -> None:
    """No code on a box names two stocks."""
    codes = [code.casefold() for stock in load_stocks().values() for code in (stock.key, *stock.aliases)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("name", ["L4785", "l4785", "L 4786", "avery L4787", "Avery-l4785"])
def test_a_stock_is_found_however_its_code_is_written(name: str) -> None:
    """Case, spaces, other codes of the same grid and the maker's name do not matter."""
    assert find_stock(name).key == "L4785"


def test_an_unknown_stock_says_which_are_known() -> None:
    """A code that is not in the table is refused with those that are."""
    with pytest.raises(Unknown) as refused:
        find_stock("L9999")
    assert (refused.value.what, refused.value.name) == ("stock", "L9999")
    assert "L4785" in refused.value.known


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"pitch_x_mm": 103.5}, "margins"),
        ({"pitch_y_mm": 338.7}, "page"),
        ({"pitch_x_mm": 79.0}, "pitch"),
        ({"cols": 0}, "size"),
        ({"page": "Legal"}, "page"),
    ],
)
def test_a_slip_in_a_measure_is_caught(change: dict[str, float], wrong: str) -> None:
    """The slips found in label databases (a pitch of 338.7 for 33.87 mm) do not pass."""
    with pytest.raises(BadValue) as refused:
        check_stock(replace(L4785, **change))  # type: ignore[arg-type]
    assert refused.value.limit == wrong


def test_labels_are_counted_row_by_row() -> None:
    """Label 3 of two columns is the first of the second row."""
    assert L4785.corner_mm(2) == (17.5, 68.5)
