"""Stocks that people measure themselves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door.badges.own_stock import from_entry, measure, own_stock, to_entry
from facilitatore.door.badges.stock import load_stocks
from facilitatore.errors import BadValue
from facilitatore.sentences import say


@pytest.mark.parametrize("text", ["63,5", "63.5", " 63,5 mm", "+63,50", "63,5MM"])
def test_a_measure_is_read_with_comma_or_point(text: str) -> None:
    """As Italians write it, and as calculators do."""
    assert measure(text) == 63.5


@pytest.mark.parametrize(
    "text", ["", "  ", "a", "1,2,3", "1e9", "nan", "inf", "6 3", "63,5 cm", "٦٣", "--4", "9" * 400, ","]
)
def test_what_is_no_measure_is_refused(text: str) -> None:
    """With an example."""
    with pytest.raises(BadValue) as refused:
        measure(text)
    assert "63,5" in say(refused.value)


def test_missing_margins_are_centred() -> None:
    """A grid of 2 x 5 labels of 80 x 50 mm, 15 and 5 mm apart, has Avery's margins."""
    stock = own_stock(name="mie", page="A4", w_mm=80, h_mm=50, cols=2, rows=5, pitch_x_mm=95, pitch_y_mm=55)
    assert (stock.left_mm, stock.top_mm) == (17.5, 13.5)
    assert stock.title == "mie · 80 × 50 mm, 10 per foglio"


def test_missing_pitches_leave_no_gap() -> None:
    """Labels touch."""
    stock = own_stock(name="mie", page="A4", w_mm=70, h_mm=37, cols=3, rows=8)
    assert (stock.pitch_x_mm, stock.pitch_y_mm, stock.left_mm, stock.top_mm) == (70, 37, 0, 0.5)


def test_a_grid_larger_than_the_sheet_says_by_how_much() -> None:
    """Rather than that a margin is below zero."""
    with pytest.raises(BadValue) as refused:
        own_stock(name="mie", page="A4", w_mm=80, h_mm=50, cols=3, rows=5)
    assert say(refused.value).startswith("Le etichette occupano 240 mm in larghezza, ma il foglio è largo 210 mm")


def test_an_own_roll_keeps_off_its_ends() -> None:
    """Nobody has measured what its printer reaches."""
    stock = own_stock(name="mio", page="roll", w_mm=50, h_mm=80)
    assert (stock.roll, stock.turned, stock.margins_mm) == (True, True, (3, 3, 3, 3))


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "due\nrighe"])
def test_a_stock_needs_a_name(name: str) -> None:
    """On one line, and short enough for a list."""
    with pytest.raises(BadValue) as refused:
        own_stock(name=name, page="A4", w_mm=80, h_mm=50)
    assert refused.value.what == "stock_name"


@pytest.mark.parametrize("key", list(load_stocks()))
def test_a_kept_stock_comes_back(key: str) -> None:
    """Through JSON, with the same measures."""
    stock = load_stocks()[key]
    back = from_entry(key, json.loads(json.dumps(to_entry(stock))))
    assert to_entry(back) == to_entry(stock)
    assert back.page_mm == stock.page_mm


WHOLE = {"page": "A4", "w_mm": 80, "h_mm": 50, "cols": 2, "rows": 5}


@pytest.mark.parametrize(
    "entry",
    [
        *[None, [], "80x50", 7, {}, {"page": "A4"}],
        *[WHOLE | {"w_mm": wrong} for wrong in ("80", None, True, float("nan"), float("inf"), [80])],
        *[WHOLE | {"cols": wrong} for wrong in (2.5, True, "2", 0, -1, 10**9)],
        *[WHOLE | {"page": wrong} for wrong in (4, "A0", "")],
        *[WHOLE | {"margins_mm": wrong} for wrong in ([1, 2, 3], "1234", [1, 2, 3, "4"])],
        WHOLE | {"colour": "red"},
    ],
    ids=str,
)
def test_a_broken_entry_is_refused(entry: object) -> None:
    """Whatever somebody wrote into the settings, a sentence says what is wrong."""
    with pytest.raises(BadValue) as refused:
        from_entry("mie", entry)
    assert "Il valore" not in say(refused.value)


@given(
    st.dictionaries(
        st.sampled_from([*WHOLE, "left_mm", "radius_mm", "x"]),
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    )
)
def test_no_entry_makes_it_stumble(entry: dict[str, object]) -> None:
    """A stock or a sentence, never anything else."""
    sentence = "."
    try:
        from_entry("mie", WHOLE | entry)
    except BadValue as problem:
        sentence = say(problem)
    assert sentence.endswith(".")
