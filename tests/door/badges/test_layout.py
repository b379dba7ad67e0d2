"""Where the parts of a badge go."""

from __future__ import annotations

import pytest

from facilitatore.door.badges.layout import Badge, PlacedBadge, Sheets, lay_out
from facilitatore.door.badges.stock import find_stock, load_stocks
from facilitatore.door.paper.fit import MIN_PT, POINT_MM
from facilitatore.door.paper.fonts import Fonts
from facilitatore.errors import BadValue, Unknown

FONTS = Fonts(system=False)
L4785 = find_stock("L4785")
CODE = "K7QX2MPA9RTC"

NAMES = [
    "Li",
    "Anna",
    "Giuseppe",
    "Maria Antonietta Guendalina",
    "Wolfeschlegelsteinhausen",
    "Nguyễn Thị Ánh",
    "Jean-Baptiste",
    "عبد الرحمن",
    "Їжакевич",
]


def badge(name: str, token: str | None = CODE) -> Badge:
    """Return a badge of group B."""
    return Badge(name, "square", "#B35C00", "B", token)


def sheets(*names: str, stock: str = "L4785", start: int = 1, qr: bool = True) -> Sheets:
    """Lay out `names` on a stock."""
    return lay_out([badge(name) for name in names], find_stock(stock), start=start, fonts=FONTS, qr=qr)


def lines(placed: PlacedBadge) -> list[str]:
    """Return the lines of a badge, the group's letter last."""
    return [text.line.text for text in placed.texts]


def inks(placed: PlacedBadge) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of what each line blackens, in mm on the page."""
    boxes = []
    for text in placed.texts:
        em = text.size_pt * POINT_MM / 1000
        line = text.line
        x, y = text.x_mm, text.y_mm
        boxes.append((x + line.left * em, y - line.top * em, x + line.right * em, y - line.bottom * em))
    return boxes


def code_with_border(placed: PlacedBadge) -> tuple[float, float, float, float]:
    """Return the square of the code and its four white modules."""
    assert placed.code
    quiet = placed.code.size_mm / 21 * 4
    x, y, size = placed.code.x_mm, placed.code.y_mm, placed.code.size_mm
    return x - quiet, y - quiet, x + size + quiet, y + size + quiet


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Say whether two boxes have nothing in common."""
    slack = 0.01
    beside = one[2] <= other[0] + slack or other[2] <= one[0] + slack
    return beside or one[3] <= other[1] + slack or other[3] <= one[1] + slack


@pytest.mark.parametrize("key", list(load_stocks()))
def test_nothing_is_cut_nor_touches_on_any_stock(key: str) -> None:
    """On every stock each name is inside its label, off the printer's margins, clear of code, mark and letter."""
    stock = load_stocks()[key]
    page_w, page_h = stock.page_mm
    for placed in (one for page in sheets(*NAMES, stock=key).pages for one in page):
        area = placed.area
        assert placed.mark
        mark = placed.mark
        square = (mark.x_mm, mark.y_mm, mark.x_mm + mark.size_mm, mark.y_mm + mark.size_mm)
        boxes = inks(placed)
        for box in (*boxes, square):
            assert box[0] >= max(area.x_mm + 2, 4.5)
            assert box[2] <= min(area.x_mm + area.w_mm - 2, page_w - 4.5)
            assert box[1] >= max(area.y_mm + 2, 4.5)
            assert box[3] <= min(area.y_mm + area.h_mm - 2, page_h - 4.5)
            assert apart(box, code_with_border(placed))
        assert all(apart(one, other) for index, one in enumerate(boxes) for other in (*boxes[:index], square))


@pytest.mark.parametrize("key", list(load_stocks()))
def test_the_code_is_large_enough_and_bordered(key: str) -> None:
    """On every stock the code is 10 mm at least, where scanners still read it, and its white border is on the label."""
    placed = sheets("Anna", stock=key).pages[0][0]
    box, area = code_with_border(placed), placed.area
    assert placed.code
    assert placed.code.size_mm >= 10
    assert box[2] <= area.x_mm + area.w_mm
    assert box[3] <= area.y_mm + area.h_mm


def test_a_short_name_is_printed_at_60_points() -> None:
    """On the usual badge, 80 x 50 mm, an ordinary short name is as large as it gets."""
    assert sheets("Anna").pages[0][0].texts[0].size_pt == 60


def test_a_name_fills_the_width() -> None:
    """A longer name takes nearly all of the 72 mm there are."""
    left, _, right, _ = inks(sheets("Giuseppe").pages[0][0])[0]
    assert 70 < right - left <= 72


def test_names_of_a_sheet_stand_equally_high() -> None:
    """Two names of one size share the baseline, though one has a tail."""
    first, second = sheets("Anna", "Olga").pages[0]
    assert first.texts[0].y_mm == second.texts[0].y_mm


def test_long_names_break_at_a_space() -> None:
    """Three given names go in two lines, broken where they are largest."""
    assert lines(sheets("Maria Antonietta Guendalina").pages[0][0])[:2] == ["Maria Antonietta", "Guendalina"]


def test_names_break_after_a_hyphen() -> None:
    """The hyphen stays at the end of the first line."""
    assert lines(sheets("Jean-Baptiste", stock="4784").pages[0][0])[:2] == ["Jean-", "Baptiste"]


def test_a_name_that_cannot_break_is_whole_and_told() -> None:
    """A name too long for 14 points is printed smaller, not cut, and who prints is told."""
    laid = sheets("Wolfeschlegelsteinhausenbergerdorff", stock="4784")
    assert lines(laid.pages[0][0])[0] == "Wolfeschlegelsteinhausenbergerdorff"
    assert [warning.name for warning in laid.warnings] == ["Wolfeschlegelsteinhausenbergerdorff"]
    assert laid.warnings[0].size_pt < MIN_PT


def test_without_a_code_the_name_has_its_room() -> None:
    """Without the code the name may be larger and nothing stands in its place."""
    placed = sheets("Maria Grazia", qr=False).pages[0][0]
    assert placed.code is None
    assert placed.texts[0].size_pt > sheets("Maria Grazia").pages[0][0].texts[0].size_pt


def test_the_first_sheet_may_be_begun() -> None:
    """From label 9 of ten, three badges take the last two and the first of the next sheet."""
    pages = sheets("Anna", "Luca", "Zoë", start=9).pages
    assert [[placed.cell for placed in page] for page in pages] == [[8, 9], [0]]


@pytest.mark.parametrize("start", [0, -1, 11])
def test_a_start_off_the_sheet_is_refused(start: int) -> None:
    """There is no label 0 nor 11 on a sheet of ten."""
    with pytest.raises(BadValue) as refused:
        sheets("Anna", start=start)
    assert (refused.value.what, refused.value.value, refused.value.limit) == ("start", str(start), "1–10")


def test_an_empty_name_is_refused() -> None:
    """A badge with nothing on it is a mistake of the list."""
    with pytest.raises(BadValue) as refused:
        sheets("Anna", " \t")
    assert refused.value.what == "first_name"


def test_wrong_marks_and_colours_are_refused() -> None:
    """Shape and colour are ours or none."""
    with pytest.raises(Unknown):
        lay_out([Badge("Anna", "star")], L4785, fonts=FONTS)
    with pytest.raises(BadValue):
        lay_out([Badge("Anna", "circle", "blue")], L4785, fonts=FONTS)


def test_a_badge_without_group_has_the_name_alone() -> None:
    """Who has not chosen a group gets a badge all the same."""
    placed = lay_out([Badge("Anna")], L4785, fonts=FONTS).pages[0][0]
    assert (lines(placed), placed.mark, placed.code) == (["Anna"], None, None)


def test_missing_letters_are_told_by_name() -> None:
    """Each name with a letter no font has is listed with those letters."""
    assert sheets("Anna", "王小").missing == {"王小": ("王", "小")}
