"""The PDF of the badges, as a printer and a reader see it."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp

from facilitatore.door.badges.layout import Badge, lay_out
from facilitatore.door.badges.printing import print_badges
from facilitatore.door.badges.stock import find_stock
from facilitatore.door.paper.drawing import EXACT, Adjustment, Paper
from facilitatore.door.paper.pdf import draw
from facilitatore.door.paper.text import tidy
from facilitatore.errors import BadValue, NotDrawable

L4785 = find_stock("L4785")
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
TOKENS = [ALPHABET[index : index + 12] for index in range(10)]
DPI = 300
MM = DPI / 25.4
QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
TOLERANCE_MM = 0.2

LATIN = [
    "Anna",
    "José",
    "Анна",
    "Đorđe",
    "Nguyễn Thị",
    "<b>Ada</b>",
    "=cmd|x",
    "Sofia",
    "Maria Grazia",
    "D’Angelo",
]


def badges(names: list[str]) -> list[Badge]:
    """Return a badge for each of `names`."""
    return [Badge(name, "circle", "#0072B2", "A", TOKENS[index]) for index, name in enumerate(names)]


def page_text(data: bytes) -> list[str]:
    """Return the lines of the first page."""
    return list(pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().splitlines())


def page_image(data: bytes) -> object:
    """Return the first page at 300 dpi, in greys."""
    return pypdfium2.PdfDocument(data)[0].render(scale=DPI / 72, grayscale=True).to_pil()


def test_names_can_be_read_back() -> None:
    """What a name holds, accents, ligatures, markup or a formula, is text and the very same text."""
    words = page_text(print_badges(badges(LATIN), L4785))
    assert " ".join(words) == " A ".join([*LATIN, ""]).strip()


TRAPS = [")", "\\", "((((", "Anna) Tj ET", "\\051", "%%EOF", "endstream", "\x00Anna", "<41>", "Wolfeschlegel" * 5]


@pytest.mark.parametrize("name", TRAPS)
def test_what_means_something_to_a_pdf_is_a_name(name: str) -> None:
    """Brackets, backslashes and operators in a name neither break the file nor vanish; nothing is clipped."""
    data = print_badges([Badge(name)], L4785)
    assert page_text(data) == [tidy(name)]
    left, _, right, _ = ink_box(data)
    assert 17.5 < left < right < 17.5 + 80


def test_a_title_is_no_door_into_the_file() -> None:
    """Brackets and letters of other scripts in a title are its text."""
    title = r"Elenco \ (gruppo) ) 王 «A»"
    data = draw(Paper(title, (210, 297), ((),)))
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == title


def test_the_same_list_makes_the_same_file() -> None:
    """Two runs give the same bytes."""
    assert print_badges(badges(LATIN), L4785) == print_badges(badges(LATIN), L4785)


@pytest.mark.parametrize("stock", ["L4785", "4784", "3474", "A7"])
def test_every_code_is_read_at_300_dpi(stock: str) -> None:
    """From the largest to the smallest label, each code says its token."""
    data = print_badges(badges(["Anna"] * 4), find_stock(stock))
    found = zxingcpp.read_barcodes(page_image(data), formats=QR_CODE)
    assert sorted(code.text for code in found) == sorted(TOKENS[:4])


def test_codes_lie_where_the_layout_says() -> None:
    """On the printed page each code is within 0.2 mm of its place: 4 mm off the label's right and lower edge."""
    data = print_badges(badges(["Anna"] * 10), L4785)
    found = {code.text: code.position for code in zxingcpp.read_barcodes(page_image(data), formats=QR_CODE)}
    for cell, token in enumerate(TOKENS):
        x, y = L4785.corner_mm(cell)
        corner = found[token].top_left
        assert corner.x / MM == pytest.approx(x + 80 - 4 - 14, abs=TOLERANCE_MM)
        assert corner.y / MM == pytest.approx(y + 50 - 4 - 14, abs=TOLERANCE_MM)


def test_pages_are_a4() -> None:
    """The page is 210 x 297 mm, and as many as the labels need."""
    document = pypdfium2.PdfDocument(print_badges(badges(LATIN) * 2, L4785, used=[1]))
    assert len(document) == 3
    width, height = document[0].get_size()
    assert (width / 72 * 25.4, height / 72 * 25.4) == pytest.approx((210, 297), abs=0.01)


def ink_box(data: bytes) -> tuple[float, ...]:
    """Return left, top, right and bottom, in mm, of what is black on the first page."""
    picture = pypdfium2.PdfDocument(data)[0].render(scale=DPI / 72, grayscale=True).to_pil()
    return tuple(side / MM for side in picture.point(lambda grey: 255 - grey).getbbox())


def test_only_labels_are_printed_on() -> None:
    """Nothing is black before the first label that was chosen, nor between labels: no outlines."""
    left, top, right, bottom = ink_box(print_badges(badges(["Anna"]), L4785, used=[1, 2, 3]))
    assert (left, top) >= (112.5 + 3.5, 68.5 + 3.5)
    assert right == pytest.approx(112.5 + 80 - 4, abs=TOLERANCE_MM)
    assert bottom == pytest.approx(68.5 + 50 - 4, abs=TOLERANCE_MM)


def test_the_mark_has_the_groups_colour() -> None:
    """The middle of the mark is the colour of the group."""
    data = print_badges([Badge("Anna", "diamond", "#7A3E9D", "D", None)], L4785)
    picture = pypdfium2.PdfDocument(data)[0].render(scale=DPI / 72).to_pil()
    assert picture.getpixel((round((17.5 + 8) * MM), round((13.5 + 50 - 8) * MM))) == (0x7A, 0x3E, 0x9D)


@pytest.mark.parametrize("mark", ["circle", "square", "triangle", "diamond", "hexagon", "star"])
def test_marks_are_equally_high(mark: str) -> None:
    """Each shape is about 8 mm high, so that none looks more important."""
    data = print_badges([Badge(".", mark, "#000000", "", None)], L4785)
    picture = pypdfium2.PdfDocument(data)[0].render(scale=DPI / 72, grayscale=True).to_pil()
    area = tuple(round(side * MM) for side in (17.5, 13.5 + 37, 17.5 + 14, 13.5 + 50))
    box = picture.crop(area).point(lambda grey: 255 - grey).getbbox()
    assert (box[3] - box[1]) / MM == pytest.approx(8, abs=1.1)


def test_letters_no_font_has_stop_the_printing() -> None:
    """Who prints learns which names and which letters, and no file is made."""
    with pytest.raises(NotDrawable) as refused:
        print_badges(badges(["Anna", "Bo\ue000"]), L4785)
    assert refused.value.missing == {"Bo\ue000": ("\ue000",)}


def test_no_badges_is_no_file() -> None:
    """An empty list is said to be empty; a blank sheet would be found at the printer."""
    with pytest.raises(BadValue) as refused:
        draw(lay_out([], L4785).paper())
    assert refused.value.what == "paper"


def test_the_file_says_what_it_is_and_keeps_its_size() -> None:
    """Title and language are set, no name is in the metadata, and the print dialogue is asked not to scale."""
    data = print_badges(badges(LATIN), L4785)
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == "Etichette"
    assert b"/Lang (it)" in data
    assert b"/PrintScaling /None" in data


def test_every_font_is_embedded() -> None:
    """A print shop's check finds no font it has to look for."""
    data = print_badges(badges(LATIN), L4785)
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") == 1


def test_nothing_tells_one_run_from_another() -> None:
    """Neither date nor computer is in the file: only the list decides its bytes."""
    assert b"D:2000" in print_badges(badges(["Anna"]), L4785)


def test_an_adjustment_moves_the_sheet() -> None:
    """A printer that prints 3 mm too far left and 2 mm too high is made up for."""
    before, after = (
        ink_box(print_badges(badges(["Anna"]), L4785, adjustment=adjustment))
        for adjustment in (EXACT, Adjustment(dx_mm=3, dy_mm=2))
    )
    assert [after[side] - before[side] for side in range(4)] == pytest.approx([3, 2, 3, 2], abs=TOLERANCE_MM)


def test_an_adjustment_scales_the_sheet_from_its_corner() -> None:
    """A printer that shrinks by 2 % gets a sheet that much larger."""
    before, after = (
        ink_box(print_badges(badges(["Anna"]), L4785, adjustment=adjustment))
        for adjustment in (EXACT, Adjustment(scale_x=1.02, scale_y=1.01))
    )
    wanted = [before[0] * 1.02, before[1] * 1.01, before[2] * 1.02, before[3] * 1.01]
    assert after == pytest.approx(wanted, abs=TOLERANCE_MM)
