"""Where the parts of a badge go."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from facilitatore.door.badges.layout import Badge, PlacedBadge, Sheets, lay_out
from facilitatore.door.badges.stock import find_stock
from facilitatore.door.paper.fit import MIN_PT, POINT_MM
from facilitatore.errors import BadValue, Unknown
from tests.door.badges.laws import CODE, FONTS, inks

L4785 = find_stock("L4785")


def badge(name: str, token: str | None = CODE) -> Badge:
    """Return a badge of group B."""
    return Badge(name, "square", "#B35C00", "B", token)


def sheets(*names: str, stock: str = "L4785", used: Collection[int] = (), qr: bool = True) -> Sheets:
    """Lay out `names` on a stock."""
    return lay_out([badge(name) for name in names], find_stock(stock), used=used, fonts=FONTS, qr=qr)


def lines(placed: PlacedBadge) -> list[str]:
    """Return the lines of a badge, the group's letter last."""
    return [text.line.text for text in placed.texts]


def test_a_short_name_is_printed_large() -> None:
    """On the usual badge, 80 x 50 mm, an ordinary short name has letters of 70 points and more."""
    assert sheets("Anna").pages[0][0].texts[0].size_pt >= 70


def test_a_name_fills_the_width() -> None:
    """A longer name takes nearly all of the 72 mm there are."""
    left, _, right, _ = inks(sheets("Giuseppe").pages[0][0])[0]
    assert 70 < right - left <= 72


def test_names_of_a_sheet_stand_equally_high() -> None:
    """The middle of the capitals of two names is at one height, though their sizes differ and one has a tail."""
    first, second = (placed.texts[0] for placed in sheets("Mariagrazia", "Giuseppe").pages[0])
    cap = first.line.runs[0].face.cap_height * POINT_MM / 2000
    assert first.size_pt != second.size_pt
    assert first.y_mm - cap * first.size_pt == pytest.approx(second.y_mm - cap * second.size_pt)


def test_a_short_name_stands_in_the_middle() -> None:
    """Beside the code it is pushed to the left only as far as it must."""
    left, _, right, _ = inks(sheets("Po", stock="99012").pages[0][0])[0]
    middle = 88.56 / 2
    assert abs((left + right) / 2 - middle) < 3


def test_a_label_taller_than_wide_from_a_roll_is_laid_out_along() -> None:
    """The page of a 62 x 100 mm label is 100 x 62, as wide as a name wants it."""
    laid = sheets("Anna", stock="DK-11202")
    assert laid.paper().page_mm == (100, 62)
    assert (laid.pages[0][0].area.w_mm, laid.pages[0][0].area.h_mm) == (100, 62)


def test_each_label_of_a_roll_is_a_page() -> None:
    """Two badges are two pages."""
    assert [[placed.cell for placed in page] for page in sheets("Anna", "Luca", stock="99014").pages] == [[0], [0]]


def test_a_name_goes_in_two_lines_only_if_that_helps() -> None:
    """«Maria Grazia» stays in one line where it is large enough, and is broken where it would be small."""
    assert lines(sheets("Maria Grazia").pages[0][0])[0] == "Maria Grazia"
    assert lines(sheets("Maria Grazia Annunziata").pages[0][0])[:2] == ["Maria Grazia", "Annunziata"]


def test_a_sheet_that_is_used_up_is_thrown_away() -> None:
    """With all ten labels gone, printing begins on the first label of a new sheet."""
    pages = sheets("Anna", used=range(1, 11)).pages
    assert [[placed.cell for placed in page] for page in pages] == [[0]]


def test_long_names_break_at_a_space() -> None:
    """Three given names go in two lines, broken where they are largest."""
    assert lines(sheets("Maria Antonietta Guendalina").pages[0][0])[:2] == ["Maria Antonietta", "Guendalina"]


def test_names_break_after_a_hyphen() -> None:
    """The hyphen stays at the end of the first line."""
    assert lines(sheets("Abdurrahmaan-Muhammad").pages[0][0])[:2] == ["Abdurrahmaan-", "Muhammad"]


def test_a_name_that_cannot_break_is_whole_and_told() -> None:
    """A name too long for 14 points is printed smaller, not cut, and who prints is told."""
    laid = sheets("Wolfeschlegelsteinhausenbergerdorff", stock="4784")
    assert lines(laid.pages[0][0])[0] == "Wolfeschlegelsteinhausenbergerdorff"
    assert [warning.name for warning in laid.warnings] == ["Wolfeschlegelsteinhausenbergerdorff"]
    assert laid.warnings[0].size_pt < MIN_PT


def test_without_a_code_the_name_has_its_room() -> None:
    """Without the code the name may be larger and nothing stands in its place."""
    placed = sheets("Ada", qr=False).pages[0][0]
    assert placed.code is None
    assert placed.texts[0].size_pt > sheets("Ada").pages[0][0].texts[0].size_pt


def test_the_first_sheet_may_be_begun() -> None:
    """From label 9 of ten, three badges take the last two and the first of the next sheet."""
    pages = sheets("Anna", "Luca", "Zoë", used=range(1, 9)).pages
    assert [[placed.cell for placed in page] for page in pages] == [[8, 9], [0]]


@pytest.mark.parametrize("label", [0, -1, 11])
def test_a_used_label_off_the_sheet_is_refused(label: int) -> None:
    """There is no label 0 nor 11 on a sheet of ten."""
    with pytest.raises(BadValue) as refused:
        sheets("Anna", used=[1, label])
    assert (refused.value.what, refused.value.value, refused.value.limit) == ("used", str(label), "1–10")


def test_an_empty_name_is_refused() -> None:
    """A badge with nothing on it is a mistake of the list."""
    with pytest.raises(BadValue) as refused:
        sheets("Anna", " \t")
    assert refused.value.what == "first_name"


def test_wrong_marks_and_colours_are_refused() -> None:
    """Shape and colour are ours or none."""
    with pytest.raises(Unknown):
        lay_out([Badge("Anna", "unicorn")], L4785, fonts=FONTS)
    with pytest.raises(BadValue):
        lay_out([Badge("Anna", "circle", "blue")], L4785, fonts=FONTS)


def test_a_badge_without_group_has_the_name_alone() -> None:
    """Who has not chosen a group gets a badge all the same."""
    placed = lay_out([Badge("Anna")], L4785, fonts=FONTS).pages[0][0]
    assert (lines(placed), placed.mark, placed.code) == (["Anna"], None, None)


def test_missing_letters_are_told_by_name() -> None:
    """Each name with a letter no font has is listed with those letters."""
    assert sheets("Anna", "王小").missing == {"王小": ("王", "小")}
