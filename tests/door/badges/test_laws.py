"""The laws of badges, on every stock of the file and on any that people could measure."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitatore.door.badges.layout import Badge, lay_out
from facilitatore.door.badges.open_sheet import used_after
from facilitatore.door.badges.own_stock import own_stock
from facilitatore.door.badges.stock import Stock, find_stock, load_stocks
from facilitatore.door.badges.stock_check import stock_warnings
from facilitatore.door.paper.drawing import MARKS
from facilitatore.errors import BadValue
from tests.door.badges.laws import CODE, FONTS, NAMES, check_badge, code_with_border

L4785 = find_stock("L4785")


@pytest.mark.parametrize("qr", [True, False])
@pytest.mark.parametrize("key", list(load_stocks()))
def test_nothing_is_cut_nor_touches_on_any_stock(key: str, qr: bool) -> None:
    """On every stock each name is inside its label, where printers reach, clear of code, mark and letter."""
    stock = load_stocks()[key]
    groups = [
        ("square", "B"),
        (None, ""),
        ("diamond", "C"),
        ("triangle", "Casa della salute e del benessere"),
        (None, "F"),
    ]
    badges = [Badge(name, mark, "#B35C00", label, CODE) for name in NAMES for mark, label in groups]
    for page in lay_out(badges, stock, fonts=FONTS, qr=qr).pages:
        for placed in page:
            check_badge(stock, placed)


sides = st.floats(10, 120).map(lambda side: round(side, 2))
gaps = st.floats(0, 20).map(lambda gap: round(gap, 2))


@st.composite
def own_stocks(draw: st.DrawFn) -> Stock:
    """Draw a stock that people could measure: a roll, or a grid somewhere on a sheet."""
    width, height = draw(sides), draw(sides)
    if draw(st.booleans()):
        margins = tuple(round(draw(st.floats(0, 0.2)) * side, 2) for side in (width, height, width, height))
        stock = partial(own_stock, name="mio", page="roll", w_mm=width, h_mm=height, margins_mm=margins)
    else:
        stock = partial(
            own_stock,
            name="mio",
            page=draw(st.sampled_from(["A4", "A5", "Letter"])),
            w_mm=width,
            h_mm=height,
            cols=draw(st.integers(1, 4)),
            rows=draw(st.integers(1, 6)),
            pitch_x_mm=width + draw(gaps),
            pitch_y_mm=height + draw(gaps),
            radius_mm=draw(gaps),
        )
    try:
        return stock()
    except BadValue:
        assume(False)
        raise


@settings(max_examples=60, deadline=None)
@given(
    own_stocks(),
    st.sampled_from(NAMES),
    st.sampled_from([*MARKS, None]),
    st.sampled_from(["", "C", "Casa della salute"]),
    st.booleans(),
)
def test_the_laws_hold_on_any_stock_that_can_exist(
    stock: Stock, name: str, mark: str | None, label: str, qr: bool
) -> None:
    """Also on labels nobody sells; only those so small at the edge of a sheet that `edge` is said may be cut."""
    sheets = lay_out([Badge(name, mark, "#B35C00", label, CODE)] * 3, stock, fonts=FONTS, qr=qr)
    tiny_at_edge = not stock.roll and "edge" in stock_warnings(stock) and min(stock.label_mm) < 20
    for placed in (badge for page in sheets.pages for badge in page):
        check_badge(stock, placed) if not tiny_at_edge else None
        assert all(text.size_pt > 0 for text in placed.texts)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(1, 10)), st.integers(1, 35))
def test_used_labels_stay_white_and_no_other(used: set[int], count: int) -> None:
    """Badges take the free labels in their order, and what is gone afterwards is what `used_after` says."""
    pages = lay_out([Badge("Anna")] * count, L4785, used=used, fonts=FONTS, qr=False).pages
    taken = [[placed.cell + 1 for placed in page] for page in pages]
    free = [label for label in range(1, 11) if label not in used] or list(range(1, 11))
    assert taken[0] == free[: len(taken[0])]
    assert sum(map(len, taken)) == count
    last = taken[-1] if len(taken) > 1 or len(used) == 10 else [*used, *taken[0]]
    assert used_after(L4785, used, count) == (frozenset() if len(last) == 10 else frozenset(last))


@pytest.mark.parametrize("key", list(load_stocks()))
def test_the_code_is_large_enough_and_bordered(key: str) -> None:
    """On every stock the code is 10 mm at least, where scanners still read it, and its white border is on the label."""
    placed = lay_out([Badge("Anna", "square", "#B35C00", "B", CODE)], load_stocks()[key], fonts=FONTS).pages[0][0]
    box, area = code_with_border(placed), placed.area
    assert placed.code
    assert placed.code.size_mm >= 10
    assert box[2] <= area.x_mm + area.w_mm
    assert box[3] <= area.y_mm + area.h_mm
