"""The page that tells where a printer really prints, and what to make of what is measured on it. Lengths in mm.

Four measures are enough: how far the first cross is from the left and from the top edge of the sheet, and how long two
lines are. A printer then puts x at a·x + b; `adjustment_from` finds what must be drawn for it to come out at x.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import Final, Protocol

from facilitatore.door.paper.drawing import (
    EXACT,
    MOST_SCALE,
    MOST_SHIFT_MM,
    Adjustment,
    Paper,
    Placed,
    PlacedRule,
    PlacedText,
)
from facilitatore.door.paper.fit import POINT_MM
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.text import set_line
from facilitatore.errors import BadValue

TITLE: Final = "Prova della stampante"

_SMALL_MM: Final = 140.0
"""Pages narrower than this are labels: they have no room for a line of 100 mm."""

_NARROW_MM: Final = 40.0
_INK: Final = "#000000"
_GREY: Final = "#6B6B6B"
_THIN_MM: Final = 0.2
_EDGE_MM: Final = 6.0
"""What is drawn stays off the edge by this, where most printers reach."""

_RULER_MM: Final = 8.0


@dataclass(frozen=True, slots=True)
class TrialMarks:
    """Where the first cross is from the left and from the top edge, and how long the two lines are."""

    cross_x_mm: float
    cross_y_mm: float
    line_x_mm: float
    line_y_mm: float


class Labels(Protocol):
    """What the trial page needs to know of a stock."""

    @property
    def roll(self) -> bool:
        """Whether the page is one label."""

    @property
    def driver_mm(self) -> tuple[float, float]:
        """Width and height of the page, as the printer has it."""

    @property
    def label_mm(self) -> tuple[float, float]:
        """Width and height of a label."""

    @property
    def per_sheet(self) -> int:
        """How many labels there are on the page."""

    def corner_mm(self, cell: int) -> tuple[float, float]:
        """Return the top left corner of a label."""


def trial_marks(page_mm: tuple[float, float]) -> TrialMarks:
    """Return what would be measured on the trial page if the printer were exact."""
    width, height = page_mm
    if min(page_mm) >= _SMALL_MM:
        return TrialMarks(20.0, 20.0, 100.0, 100.0)
    across, down = (max(math.floor(room / 10), 1) * 10.0 for room in (width - 7, height - 17))
    return TrialMarks(10.0, 10.0, across, down)


def trial_page(page_mm: tuple[float, float], fonts: Fonts) -> Paper:
    """Return a page with rulers, crosses and two lines to be measured, and the words that tell how."""
    things = _sheet(page_mm, fonts) if min(page_mm) >= _SMALL_MM else _small(page_mm, fonts)
    return Paper(TITLE, page_mm, (tuple(things),))


def trial_of(stock: Labels, fonts: Fonts | None = None) -> Paper:
    """Return the trial page of a stock: of a sheet also the outlines of its labels, to be held against the light.

    It is laid out on the page as the printer's driver has it, also of a roll on which badges are turned.
    """
    fonts = fonts or Fonts()
    trial = trial_page(stock.driver_mm, fonts)
    if stock.roll:
        return trial
    width, height = stock.label_mm
    things: list[Placed] = []
    for cell in range(stock.per_sheet):
        x, y = stock.corner_mm(cell)
        things += _outline(x, y, width, height)
        things.append(_centred(str(cell + 1), x + width / 2, y + height / 2, 12, fonts))
    return Paper(TITLE, trial.page_mm, (*trial.pages, tuple(things)))


def adjustment_from(
    measured: TrialMarks, page_mm: tuple[float, float], *, printed_with: Adjustment = EXACT
) -> Adjustment:
    """Return what makes the printer print where it is told, from what was measured on its trial page.

    `printed_with` is the adjustment the trial page was printed with, if it had one.

    Raises:
        BadValue: of what ``trial_cross`` or ``trial_line``: no printer misses by more than 15 mm or 5 %; the limit is
            about what it should be.
    """
    right = trial_marks(page_mm)
    for what, found, wanted in zip(_KINDS, astuple(measured), astuple(right), strict=True):
        most = MOST_SHIFT_MM if what == "trial_cross" else wanted * MOST_SCALE
        if not (math.isfinite(found) and abs(found - wanted) <= most and found >= 0):
            raise BadValue(what, f"{found:g}".replace(".", ","), f"{wanted:g}")
    dx, scale_x = _solved(measured.cross_x_mm, measured.line_x_mm, right.cross_x_mm, right.line_x_mm)
    dy, scale_y = _solved(measured.cross_y_mm, measured.line_y_mm, right.cross_y_mm, right.line_y_mm)
    return Adjustment(
        round(printed_with.dx_mm + printed_with.scale_x * dx, 3),
        round(printed_with.dy_mm + printed_with.scale_y * dy, 3),
        round(printed_with.scale_x * scale_x, 5),
        round(printed_with.scale_y * scale_y, 5),
    )


_KINDS: Final = ("trial_cross", "trial_cross", "trial_line", "trial_line")


def _solved(cross: float, line: float, wanted_cross: float, wanted_line: float) -> tuple[float, float]:
    """Return shift and scale that undo a·x + b, where a is `line` to what it should be and `cross` is a·wanted + b."""
    stretch = line / wanted_line
    shift = cross - stretch * wanted_cross
    return -shift / stretch, 1 / stretch


def _sheet(page_mm: tuple[float, float], fonts: Fonts) -> list[Placed]:
    width, height = page_mm
    marks = trial_marks(page_mm)
    x, y = marks.cross_x_mm, marks.cross_y_mm
    things: list[Placed] = []
    for cross_x in (x, width - x):
        for cross_y in (y, height - y):
            things += _cross(cross_x, cross_y, 5.0)
    # The arms of the first cross go on to the edges from which it is measured.
    things += [_across(_EDGE_MM, y, x - _EDGE_MM), _down(x, _EDGE_MM, y - _EDGE_MM)]
    things += _ruler_across(10, width - 16, height - _RULER_MM, fonts)
    things += _ruler_down(10, height - 16, width - _RULER_MM, fonts)
    left, top, bottom = 40.0, 40.0, 152.0
    things += [*_line_across(left, bottom, marks.line_x_mm), *_line_down(left - 12, top, marks.line_y_mm)]
    things += [
        _text("1", x - 8, y - 1.5, 12, fonts),
        _text("2", x + 1.5, y - 8, 12, fonts),
        _text("3", left + marks.line_x_mm / 2 - 1, bottom - 4, 12, fonts),
        _text("4", left - 18, top + marks.line_y_mm / 2 + 1.5, 12, fonts),
    ]
    return things + _column(_sentences(marks), left, top - 2, width - left - 25, fonts)


def _sentences(marks: TrialMarks) -> tuple[tuple[str, float], ...]:
    """Return the lines of the page with their sizes in pt; an empty one leaves a gap."""
    x, y, across, down = (f"{length:g} mm" for length in astuple(marks))
    return (
        (TITLE, 24),
        ("", 8),
        ("Stampa questa pagina al 100 %, senza adattarla al foglio.", 12),
        ("Poi prendi un righello e misura:", 12),
        ("", 8),
        (f"1   dal bordo sinistro del foglio alla prima croce: dovrebbero essere {x}", 11),
        (f"2   dal bordo in alto del foglio alla stessa croce: {y}", 11),
        (f"3   la linea orizzontale, da un’estremità all’altra: {across}", 11),
        (f"4   la linea verticale, da un’estremità all’altra: {down}", 11),
        ("", 8),
        ("Scrivi le quattro misure nel programma, con i decimi che si leggono:", 12),
        ("da allora le etichette cadranno al loro posto.", 12),
        ("", 8),
        ("Se c’è un secondo foglio, ha i contorni delle etichette:", 11),
        ("tienilo in controluce sopra un foglio di etichette vero.", 11),
    )


def _small(page_mm: tuple[float, float], fonts: Fonts) -> list[Placed]:
    """Return the trial of a label: cross, two lines with their millimetres, and a few words."""
    width, height = page_mm
    marks = trial_marks(page_mm)
    x, y = marks.cross_x_mm, marks.cross_y_mm
    reach = 4.5
    things: list[Placed] = [*_cross(x, y, 3.0)]
    things += _line_across(reach, height - reach, marks.line_x_mm)
    things += _line_down(width - reach, height - reach - 5.0 - marks.line_y_mm, marks.line_y_mm)
    whole = ("da sinistra alla croce", "dall’alto alla croce", "linea in basso", "linea a destra")
    names = whole if width >= _NARROW_MM else ("da sinistra", "dall’alto", "in basso", "a destra")
    words = [f"{at} · {name}: {mm:g} mm" for at, (name, mm) in enumerate(zip(names, astuple(marks), strict=True), 1)]
    left, top = (reach, y + 4.0) if width < height else (x + 5.0, reach)
    room = height - reach - 3.0 - top
    size = min(9.0, room / len(words) / 1.3 / POINT_MM)
    return things + _column(tuple((text, size) for text in words), left, top, width - left - reach - 3.5, fonts)


def _column(lines: tuple[tuple[str, float], ...], x: float, y: float, w_mm: float, fonts: Fonts) -> list[Placed]:
    """Set lines below each other from `y`, all smaller where one is wider than `w_mm`."""
    placed = [(set_line(text, fonts) if text else None, size) for text, size in lines]
    widest = max(line.right * size * POINT_MM / 1000 for line, size in placed if line is not None)
    shrink = min(1.0, w_mm / widest)
    things: list[Placed] = []
    for line, size in placed:
        y += size * shrink * POINT_MM * 1.3
        if line is not None:
            things.append(PlacedText(line, x, y, size * shrink, _INK))
    return things


def _text(text: str, x: float, y: float, size: float, fonts: Fonts) -> PlacedText:
    return PlacedText(set_line(text, fonts), x, y, size, _INK)


def _centred(text: str, x: float, y: float, size: float, fonts: Fonts, colour: str = _GREY) -> PlacedText:
    line, em = set_line(text, fonts), size * POINT_MM / 1000
    return PlacedText(line, x - (line.left + line.right) / 2 * em, y + line.top / 2 * em, size, colour)


def _across(x: float, y: float, length: float) -> PlacedRule:
    """A thin line whose middle is at height `y`."""
    return PlacedRule(x, y - _THIN_MM / 2, length, _THIN_MM, _INK)


def _down(x: float, y: float, length: float) -> PlacedRule:
    return PlacedRule(x - _THIN_MM / 2, y, _THIN_MM, length, _INK)


def _cross(x: float, y: float, arm: float) -> list[Placed]:
    return [_across(x - arm, y, 2 * arm), _down(x, y - arm, 2 * arm)]


def _outline(x: float, y: float, w_mm: float, h_mm: float) -> list[Placed]:
    return [_across(x, y, w_mm), _across(x, y + h_mm, w_mm), _down(x, y, h_mm), _down(x + w_mm, y, h_mm)]


def _line_across(x: float, y: float, length: float) -> list[Placed]:
    """A line to be measured: its ends are the outer sides of the end strokes, every millimetre has a tick."""
    ticks = [_down(x + mm, y - _tick(mm), _tick(mm)) for mm in range(1, round(length))]
    ends = [PlacedRule(end, y - 2.5, _THIN_MM, 3.5, _INK) for end in (x, x + length - _THIN_MM)]
    return [_across(x, y, length), *ticks, *ends]


def _line_down(x: float, y: float, length: float) -> list[Placed]:
    ticks = [_across(x - _tick(mm), y + mm, _tick(mm)) for mm in range(1, round(length))]
    ends = [PlacedRule(x - 2.5, end, 3.5, _THIN_MM, _INK) for end in (y, y + length - _THIN_MM)]
    return [_down(x, y, length), *ticks, *ends]


def _tick(mm: int) -> float:
    return 2.0 if mm % 10 == 0 else 1.5 if mm % 5 == 0 else 1.0


def _ruler_across(start: float, end: float, y: float, fonts: Fonts) -> list[Placed]:
    """A ruler whose numbers are the distance from the left edge of the sheet."""
    every = range(math.ceil(start), math.floor(end) + 1)
    ticks = [_down(mm, y - _tick(mm), _tick(mm)) for mm in every]
    numbers = [_centred(str(mm), mm, y - 3.5, 6, fonts, _INK) for mm in every if mm % 10 == 0]
    return [_across(start, y, end - start), *ticks, *numbers]


def _ruler_down(start: float, end: float, x: float, fonts: Fonts) -> list[Placed]:
    """A ruler whose numbers are the distance from the top edge of the sheet."""
    every = range(math.ceil(start), math.floor(end) + 1)
    ticks = [_across(x - _tick(mm), mm, _tick(mm)) for mm in every]
    numbers = [_centred(str(mm), x - 4.5, mm, 6, fonts, _INK) for mm in every if mm % 10 == 0]
    return [_down(x, start, end - start), *ticks, *numbers]
