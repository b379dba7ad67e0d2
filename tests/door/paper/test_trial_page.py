"""The page that tells where a printer prints: printed on printers that miss, and measured on the picture."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest
from PIL import Image

from facilitatore.door.badges.stock import find_stock, load_stocks
from facilitatore.door.paper.drawing import EXACT, PAGES_MM, Adjustment, Paper, PlacedRule, PlacedText
from facilitatore.door.paper.fit import POINT_MM
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.pdf import draw
from facilitatore.door.paper.trial_page import TrialMarks, adjustment_from, trial_marks, trial_of, trial_page
from facilitatore.errors import BadValue
from facilitatore.sentences import say

FONTS = Fonts(system=False)
A4 = PAGES_MM["A4"]
UNIT = 600 / 25.4


@cache
def trial() -> Paper:
    """Return the trial page of an A4 sheet."""
    return trial_page(A4, FONTS)


def printed(printer: Adjustment, adjustment: Adjustment = EXACT) -> Image.Image:
    """Print the trial page, adjusted, on a printer that puts x at scale·x + shift; return its upper left part at 600 dpi."""
    both = Adjustment(
        printer.scale_x * adjustment.dx_mm + printer.dx_mm,
        printer.scale_y * adjustment.dy_mm + printer.dy_mm,
        printer.scale_x * adjustment.scale_x,
        printer.scale_y * adjustment.scale_y,
    )
    page = pypdfium2.PdfDocument(draw(trial(), both))[0]
    return page.render(scale=600 / 72, crop=(0, 130 / POINT_MM, 40 / POINT_MM, 0), grayscale=True).to_pil()


def darkness(picture: Image.Image, box_mm: tuple[float, float, float, float], *, down: bool) -> list[float]:
    """Return how dark (0–1) each column of a part of the picture is, or each row if `down`."""
    part = picture.crop(tuple(round(side * UNIT) for side in box_mm))
    line = part.resize((1, part.height) if down else (part.width, 1), Image.Resampling.BOX)
    return [1 - grey / 255 for grey in line.tobytes()]


def middle_mm(dark: list[float], start_mm: float) -> float:
    """Return where the only line of a profile that begins at `start_mm` is."""
    return round(start_mm * UNIT) / UNIT + sum((at + 0.5) * ink for at, ink in enumerate(dark)) / sum(dark) / UNIT


def length_mm(dark: list[float]) -> float:
    """Return how far it is from the outer side of the first stroke of a profile to that of the last one."""
    found = [at for at, ink in enumerate(dark) if ink > 0.02]
    first, last = found[0], found[-1]
    return (last - first - 1 + dark[first] + dark[last]) / UNIT


def measure(picture: Image.Image) -> TrialMarks:
    """Measure the four things as a careful person would, within a hundredth of a millimetre or so."""
    row = darkness(picture, (60, 140, 120, 165), down=True)
    below = 140 + (row.index(max(row)) + 3) / UNIT
    column = darkness(picture, (19, 60, 36, 120), down=False)
    beside = 19 + (column.index(max(column)) + 3) / UNIT
    return TrialMarks(
        middle_mm(darkness(picture, (13, 22, 32, 23), down=False), 13),
        middle_mm(darkness(picture, (22, 15, 23, 32), down=True), 15),
        length_mm(darkness(picture, (30, below, 160, below + 0.4), down=False)),
        length_mm(darkness(picture, (beside, 30, beside + 0.4, 160), down=True)),
    )


def close(measured: TrialMarks, slack: float) -> bool:
    """Say whether the printer printed where it was told."""
    found = (measured.cross_x_mm, measured.cross_y_mm, measured.line_x_mm, measured.line_y_mm)
    return found == pytest.approx((20, 20, 100, 100), abs=slack)


def test_an_exact_printer_prints_what_the_page_says() -> None:
    """Cross at 20 mm from left and top, lines of 100 mm."""
    assert close(measure(printed(EXACT)), 0.05)


PRINTERS = [
    Adjustment(1.5, -1.2, 1.0, 1.0),
    Adjustment(0.0, 0.0, 0.985, 1.015),
    Adjustment(-1.8, 1.7, 1.012, 0.99),
    Adjustment(0.4, 0.3, 0.98, 0.98),
]


@pytest.mark.parametrize("printer", PRINTERS, ids=str)
def test_what_is_measured_brings_a_printer_right(printer: Adjustment) -> None:
    """Adjusted from what was measured, the next page is right within a tenth of a millimetre."""
    found = adjustment_from(measure(printed(printer)), A4)
    assert not close(measure(printed(printer)), 0.1)
    assert close(measure(printed(printer, found)), 0.1)


def test_measuring_again_with_an_adjustment_refines_it() -> None:
    """A trial printed with a wrong adjustment is corrected from there, not from nothing."""
    printer, wrong = PRINTERS[2], Adjustment(0.9, 0.2, 1.001, 0.998)
    better = adjustment_from(measure(printed(printer, wrong)), A4, printed_with=wrong)
    assert close(measure(printed(printer, better)), 0.1)


def test_an_exact_printer_needs_nothing() -> None:
    """What the page says gives no adjustment."""
    assert adjustment_from(trial_marks(A4), A4) == EXACT


@pytest.mark.parametrize(
    ("measured", "sentence"),
    [
        (
            (36, 20, 100, 100),
            "La croce non può essere a 36 mm dal bordo: dovrebbe stare a circa 20 mm. Misura di nuovo.",
        ),
        (
            (20, 2.5, 100, 100),
            "La croce non può essere a 2,5 mm dal bordo: dovrebbe stare a circa 20 mm. Misura di nuovo.",
        ),
        (
            (20, 20, 94, 100),
            "La linea non può essere lunga 94 mm: dovrebbe misurare circa 100 mm. Misura di nuovo, e stampa al 100 %.",
        ),
        ((20, 20, 100, 10), None),
        ((20, 20, 100, 0), None),
        ((float("nan"), 20, 100, 100), None),
        ((20, 20, float("inf"), 100), None),
    ],
)
def test_absurd_measures_are_refused(measured: tuple[float, float, float, float], sentence: str | None) -> None:
    """More than 15 mm or 5 % is a slip of who measured, or a page that was fitted to the sheet."""
    with pytest.raises(BadValue) as refused:
        adjustment_from(TrialMarks(*measured), A4)
    assert say(refused.value) == (sentence or say(refused.value))
    assert say(refused.value).endswith(("di nuovo.", "100 %."))


@pytest.mark.parametrize("key", list(load_stocks()))
def test_the_trial_of_any_stock_is_on_its_page(key: str) -> None:
    """Everything on page 1 lies on the driver's page where the printer reaches; a sheet's page 2 has all its labels."""
    stock = load_stocks()[key]
    paper = trial_of(stock, FONTS)
    assert paper.page_mm == stock.driver_mm
    assert len(paper.pages) == (1 if stock.roll else 2)
    width, height = paper.page_mm
    left, top, right, bottom = stock.margins_mm if stock.roll else (5.0,) * 4
    for thing in paper.pages[0]:
        box = box_of(thing)
        assert left - 0.01 <= box[0] <= box[2] <= width - right + 0.01, (thing, box)
        assert top - 0.01 <= box[1] <= box[3] <= height - bottom + 0.01, (thing, box)
    if not stock.roll:
        numbers = [thing.line.text for thing in paper.pages[1] if isinstance(thing, PlacedText)]
        assert numbers == [str(label + 1) for label in range(stock.per_sheet)]


def box_of(thing: object) -> tuple[float, float, float, float]:
    """Return what a line or a text blackens."""
    if isinstance(thing, PlacedRule):
        return thing.x_mm, thing.y_mm, thing.x_mm + thing.w_mm, thing.y_mm + thing.h_mm
    assert isinstance(thing, PlacedText)
    em, line = thing.size_pt * POINT_MM / 1000, thing.line
    return (
        *(thing.x_mm + line.left * em, thing.y_mm - line.top * em),
        *(thing.x_mm + line.right * em, thing.y_mm - line.bottom * em),
    )


@pytest.mark.parametrize("key", [key for key, stock in load_stocks().items() if stock.roll])
def test_words_and_lines_of_a_label_do_not_cross(key: str) -> None:
    """The words stay readable on the smallest label, at 4 points and more."""
    things = trial_of(load_stocks()[key], FONTS).pages[0]
    texts = [thing for thing in things if isinstance(thing, PlacedText)]
    rules = [box_of(thing) for thing in things if isinstance(thing, PlacedRule)]
    for text in texts:
        box = box_of(text)
        assert text.size_pt >= 4
        assert all(box[2] < rule[0] or rule[2] < box[0] or box[3] < rule[1] or rule[3] < box[1] for rule in rules)


def test_a_label_has_its_own_measures() -> None:
    """No line of 100 mm fits a label; the marks say how long its lines are."""
    marks = trial_marks(find_stock("DK-11209").driver_mm)
    assert marks == TrialMarks(10, 10, 50, 10)
    assert trial_marks(find_stock("DK-11202").driver_mm) == TrialMarks(10, 10, 50, 80)
