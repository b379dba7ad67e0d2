"""Promises of the painter: on the screen and on a printer stands what the PDF says."""

from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from facilitatore.door.badges.layout import Badge, lay_out
from facilitatore.door.badges.stock import find_stock
from facilitatore.door.paper.drawing import EXACT, MARKS, Adjustment, Paper, PlacedCode, PlacedMark, PlacedRule
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.pdf import draw
from facilitatore.door.paper.qr import MODULES
from ui.door.paper.painter import paint_things

pytestmark = pytest.mark.usefixtures("qapp")

DPI = 300
NAMES = ("Niccolò", "Đặng Thị Hương", "محمد", "Фатіма", "שרה", "ნინო", "प्रिया", "Ștefan", "สมชาย", "Anna (أنّا)")
TOKENS = tuple(f"F7TAL5XTKPXGF2GYY{letter}" for letter in "ABCDEFGHJK")


@pytest.fixture(scope="module")
def sheet() -> Paper:
    """A sheet of badges in ten scripts, with all marks, and a rule."""
    badges = [
        Badge(name, MARKS[at % 5], "#0072B2", "ABCDE"[at % 5], token)
        for at, (name, token) in enumerate(zip(NAMES, TOKENS, strict=True))
    ]
    paper = lay_out(badges, find_stock("L4785"), fonts=Fonts(system=False)).paper()
    rule = PlacedRule(17.5, 10, 175, 0.4, "#000000")
    return Paper(paper.title, paper.page_mm, ((*paper.pages[0], rule),), paper.missing)


def as_pdf(paper: Paper, adjustment: Adjustment) -> Image.Image:
    """Return the first page as the PDF shows it, in grey."""
    return pypdfium2.PdfDocument(draw(paper, adjustment))[0].render(scale=DPI / 72).to_pil().convert("L")


def as_painted(paper: Paper, adjustment: Adjustment, size: tuple[int, int]) -> Image.Image:
    """Return the first page as Qt paints it, in grey."""
    canvas = QImage(*size, QImage.Format.Format_Grayscale8)
    canvas.fill(QColor("white"))
    painter = QPainter(canvas)
    painter.scale(size[0] / paper.page_mm[0], size[1] / paper.page_mm[1])
    painter.translate(adjustment.dx_mm, adjustment.dy_mm)
    painter.scale(adjustment.scale_x, adjustment.scale_y)
    paint_things(painter, paper.pages[0], 1)
    painter.end()
    return to_pil(canvas)


def to_pil(canvas: QImage) -> Image.Image:
    """Return a grey picture as Pillow has it."""
    size = (canvas.width(), canvas.height())
    return Image.frombuffer("L", size, bytes(canvas.constBits()), "raw", "L", canvas.bytesPerLine(), 1)


@pytest.mark.parametrize("adjustment", [EXACT, Adjustment(1.5, -0.7, 1.01, 0.995)], ids=["exact", "adjusted"])
def test_same_as_the_pdf(sheet: Paper, adjustment: Adjustment) -> None:
    """At 300 dpi, less than 0.2 % of the dark pixels are other than the PDF's by more than half."""
    pdf = as_pdf(sheet, adjustment)
    painted = as_painted(sheet, adjustment, pdf.size)
    other = sum(ImageChops.difference(pdf, painted).histogram()[129:])
    assert other < 0.002 * sum(pdf.histogram()[:128])


@pytest.mark.parametrize("adjustment", [EXACT, Adjustment(-2, 3, 0.97, 1.02)], ids=["exact", "adjusted"])
def test_codes_are_read(sheet: Paper, adjustment: Adjustment) -> None:
    """Every code is read from what Qt paints."""
    painted = as_painted(sheet, adjustment, (2480, 3508))
    assert sorted(code.text for code in zxingcpp.read_barcodes(painted)) == sorted(TOKENS)


def test_nothing_faint_in_a_code_on_the_screen() -> None:
    """On a screen a code's modules lie on whole pixels, wherever it stands: black, white, and no grey between."""
    canvas = QImage(120, 120, QImage.Format.Format_Grayscale8)
    canvas.fill(QColor("white"))
    painter = QPainter(canvas)
    painter.translate(3.37, 8.81)
    paint_things(painter, [PlacedCode(TOKENS[0], 1.13, 0.77, 14)], 6.3)
    painter.end()
    picture = to_pil(canvas)
    assert {grey for _, grey in picture.getcolors()} == {0, 255}
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [TOKENS[0]]


def test_a_turned_code_has_no_seams() -> None:
    """On a turned page a code is one path: inside a dark corner no lighter line shows between modules."""
    canvas = QImage(200, 200, QImage.Format.Format_Grayscale8)
    canvas.fill(QColor("white"))
    painter = QPainter(canvas)
    painter.translate(170.3, 10.7)
    painter.rotate(90)
    paint_things(painter, [PlacedCode(TOKENS[0], 0, 0, 14)], 10.13)
    painter.end()
    module = 14 / MODULES * 10.13
    upright = [to_pil(canvas).getpixel((round(170.3 - module * 0.5), y)) for y in range(12, int(10.7 + module * 7) - 1)]
    assert set(upright) == {0}


def test_the_painter_is_left_as_it_was(sheet: Paper) -> None:
    """Whoever painted a frame before goes on with the same pen and the same place."""
    canvas = QImage(100, 100, QImage.Format.Format_Grayscale8)
    painter = QPainter(canvas)
    painter.translate(5, 7)
    before = (painter.transform(), painter.renderHints(), painter.pen(), painter.brush())
    paint_things(painter, sheet.pages[0], 0.3)
    after = (painter.transform(), painter.renderHints(), painter.pen(), painter.brush())
    painter.end()
    assert after == before


@pytest.mark.parametrize("mark", MARKS)
def test_marks_have_their_colour(mark: str) -> None:
    """A mark is filled with its group's colour, up to its middle, and not beyond its square."""
    canvas = QImage(60, 60, QImage.Format.Format_RGB32)
    canvas.fill(QColor("white"))
    painter = QPainter(canvas)
    paint_things(painter, [PlacedMark(mark, "#D55E00", 1, 1, 4)], 10)
    painter.end()
    assert canvas.pixelColor(30, 32).name() == "#d55e00"
    assert canvas.pixelColor(55, 5).name() == "#ffffff"


def test_sharp_at_any_zoom(qapp: QApplication, sheet: Paper) -> None:
    """The same sheet small and large: ink covers the same share of the paper, within half a hundredth."""
    del qapp
    shares = []
    for width in (420, 1680):
        picture = as_painted(sheet, EXACT, (width, round(width * 297 / 210)))
        histogram = picture.histogram()
        shares.append(sum((255 - grey) * many for grey, many in enumerate(histogram)) / sum(histogram) / 255)
    assert shares[0] == pytest.approx(shares[1], abs=0.005)
