"""The sheets of labels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door.badges.stock import Stock, find_stock, load_stocks, with_length
from facilitatore.door.badges.stock_check import check_stock, stock_warnings
from facilitatore.door.paper.drawing import Adjustment
from facilitatore.errors import BadValue, Unknown
from facilitatore.sentences import STOCK_REASONS, say

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


SLIPS = {
    "Le etichette occupano 1418,3 mm in altezza, ma il foglio è alto 297 mm: controlla righe, passo e margine.": {
        "pitch_y_mm": 338.7
    },
    "Le etichette occupano 257,5 mm in larghezza, ma il foglio è largo 210 mm: controlla colonne, passo e margine.": {
        "w_mm": 120,
        "pitch_x_mm": 120,
    },
    "Le etichette si sovrappongono: il passo è 79 mm, ma l’etichetta 80 mm.": {"pitch_x_mm": 79.0},
    "«0» non può essere un numero di colonne o di righe: scrivi un numero fra 1 e 50.": {"cols": 0},
    "Il formato «Legal» non c’è: scegli fra A4, A5, Letter, roll.": {"page": "Legal"},
    "Un’etichetta non può misurare 0 mm: scrivi una misura fra 10 e 420.": {"h_mm": 0},
    "Un’etichetta non può misurare nan mm: scrivi una misura fra 10 e 420.": {"h_mm": float("nan")},
    "«-3» non può essere un margine né un passo: scrivi i millimetri, da 0 in su.": {"left_mm": -3},
    "«inf» non può essere un margine né un passo: scrivi i millimetri, da 0 in su.": {"radius_mm": float("inf")},
}


@pytest.mark.parametrize("sentence", SLIPS)
def test_an_impossible_sheet_is_refused_with_what_is_wrong(sentence: str) -> None:
    """The slips found in label databases (a pitch of 338.7 for 33.87 mm) do not pass, nor does nonsense."""
    with pytest.raises(BadValue) as refused:
        check_stock(replace(L4785, **SLIPS[sentence]))  # type: ignore[arg-type]
    assert say(refused.value) == sentence


def test_a_roll_with_nothing_to_print_on_is_refused() -> None:
    """Margins that eat the label are a slip."""
    with pytest.raises(BadValue) as refused:
        check_stock(replace(find_stock("DK-11209"), margins_mm=(1.0, 12.0, 1.0, 12.0)))
    assert "12 mm" in say(refused.value)


@pytest.mark.parametrize("key", list(load_stocks()))
def test_only_the_edges_of_bundled_stocks_are_warned_about(key: str) -> None:
    """No line of the table looks like a slip; some grids do reach the edge of the sheet."""
    assert set(stock_warnings(load_stocks()[key])) <= {"edge"}


WARNED: dict[str, tuple[Stock, str]] = {
    "gLabels' 7163": (replace(find_stock("L7163"), left_mm=3.35, pitch_x_mm=103.0), "margins_x"),
    "a top margin measured twice": (replace(L4785, top_mm=10, pitch_y_mm=55), "margins_y"),
    "a pitch rounded down": (replace(find_stock("L7160"), pitch_y_mm=38.06), "overlap"),
    "a pitch rounded up": (replace(find_stock("L7160"), pitch_y_mm=38.11), "sliver"),
    "labels to the edge": (find_stock("3474"), "edge"),
    "price labels": (replace(L4785, w_mm=38, h_mm=21, pitch_x_mm=95, left_mm=38.5, top_mm=28), "small"),
    "corners rounder than the label": (replace(L4785, radius_mm=30), "radius"),
    "a banner": (replace(find_stock("DK-22205"), h_mm=300), "long"),
}


@pytest.mark.parametrize("name", WARNED)
def test_what_looks_like_a_slip_is_said(name: str) -> None:
    """Each is printed all the same, and each reason has its words."""
    stock, reason = WARNED[name]
    check_stock(stock)
    assert stock_warnings(stock) == (reason,)
    assert STOCK_REASONS[reason]


def test_no_reason_for_the_usual_badge() -> None:
    """A sheet without oddities has no warning."""
    assert stock_warnings(L4785) == ()


def test_titles_tell_size_and_number() -> None:
    """As on the box: whole millimetres for a roll that drivers know."""
    assert find_stock("L4785").title == "Avery L4785 · 80 × 50 mm, 10 per foglio"
    assert find_stock("L7160").title == "Avery L7160 · 63,5 × 38,1 mm, 21 per foglio"
    assert find_stock("porta-nome-90x54").title == "porta-nome-90x54 · 90 × 54 mm, 10 per foglio"
    assert find_stock("99012").title == "DYMO 99012 · 36 × 89 mm, rotolo"
    assert find_stock("DK-22205").title == "Brother DK-22205 · 62 mm, rotolo continuo"


def test_the_length_of_an_endless_roll_is_chosen() -> None:
    """A short one is not turned; other rolls have their own length."""
    endless = find_stock("DK-22205")
    assert with_length(endless, 40).page_mm == (62, 40)
    assert with_length(endless, 90.5).page_mm == (90.5, 62)
    for stock, length in ((endless, 5.0), (endless, 1000.0), (find_stock("DK-11202"), 90.0)):
        with pytest.raises(BadValue) as refused:
            with_length(stock, length)
        assert refused.value.what in {"stock_length", "stock_own_length"}


def test_the_margins_of_a_turned_roll_turn_too() -> None:
    """A quarter clockwise brings the layout's left to the driver's top: what the driver cannot reach there is at our left."""
    stock = find_stock("99014")
    assert stock.turned
    assert stock.driver_mm == (54.02, 100.84)
    assert stock.unreachable_mm() == (5.42, 1.02, 1.52, 1.52)


@given(
    st.floats(-15, 15),
    st.floats(-15, 15),
    st.floats(0.95, 1.05),
    st.floats(0.95, 1.05),
    st.floats(0, 100),
    st.floats(0, 54),
)
def test_turning_and_adjusting_agree(dx: float, dy: float, scale_x: float, scale_y: float, x: float, y: float) -> None:
    """Adjusting on the layout and then turning is turning and then adjusting on the driver's page."""
    stock = find_stock("99014")
    adjustment = Adjustment(dx, dy, scale_x, scale_y)
    laid = stock.along_page(adjustment)
    at_x, at_y = laid.scale_x * x + laid.dx_mm, laid.scale_y * y + laid.dy_mm
    turned = stock.w_mm - at_y, at_x
    assert turned == pytest.approx((scale_x * (stock.w_mm - y) + dx, scale_y * x + dy), abs=1e-9)


def test_every_roll_of_the_table_of_stocks_is_there() -> None:
    """Brother's and DYMO's, with the names drivers give them."""
    rolls = [stock for stock in load_stocks().values() if stock.roll]
    codes = {code for stock in rolls for code in (stock.key, *stock.aliases)}
    assert codes >= {"DK-11202", "DK-22205", "DK-11209", "DK-11201", "DK-11208"}
    assert codes >= {"99014", "99012", "11356", "99010", "30857"}
    assert all(stock.driver_sizes and min(stock.margins_mm) > 1 for stock in rolls)


def test_labels_are_counted_row_by_row() -> None:
    """Label 3 of two columns is the first of the second row."""
    assert L4785.corner_mm(2) == (17.5, 68.5)
