"""Whether a stock can exist, and what of it looks like a slip. Lengths in mm."""

from __future__ import annotations

import math
from typing import Final

from facilitatore.door.badges.stock import ROLL, Stock, measure_words
from facilitatore.door.paper.drawing import PAGES_MM
from facilitatore.errors import BadValue

ROUNDING_MM: Final = 0.05
"""Makers round to a tenth: 3 labels of 63.5 with a pitch of 63.46 are no overlap."""

_MARGINS_AGREE_MM: Final = 1.0
"""Opposite margins differ by more than this only in wrong entries (gLabels' 7163, LibreOffice's Zweckform L7162)."""

_LABEL_MM: Final = (10.0, 420.0)
"""Nobody reads a badge under 1 cm; no label goes beyond A3."""

_MOST: Final = 50
"""Columns, or rows, of a sheet."""

_HAIR_MM: Final = 0.001
_SLIVER_MM: Final = 0.02
_EDGE_MM: Final = 1.0
_GOOD_MM: Final = (40.0, 25.0)
"""Under this the code is under 10 mm, or the name beside it under 14 pt."""


def check_stock(stock: Stock) -> None:
    """Check that the stock can exist: it fits its page, and labels do not overlap.

    Raises:
        BadValue: of what ``stock_page``, ``stock_size``, ``stock_count``, ``stock_margin``, ``stock_pitch``,
            ``stock_width``, ``stock_height`` or ``stock_reach``; the value is the measure that is wrong.
    """
    if stock.page not in (*PAGES_MM, ROLL):
        raise BadValue("stock_page", stock.page, ", ".join((*PAGES_MM, ROLL)))
    for side in (stock.w_mm, stock.h_mm):
        if not _LABEL_MM[0] <= side <= _LABEL_MM[1]:
            raise BadValue("stock_size", measure_words(side), f"{_LABEL_MM[0]:g}–{_LABEL_MM[1]:g}")
    for many in (stock.cols, stock.rows):
        if not 1 <= many <= (1 if stock.roll else _MOST):
            raise BadValue("stock_count", str(many), "1–1" if stock.roll else f"1–{_MOST}")
    measures = (stock.left_mm, stock.top_mm, stock.pitch_x_mm, stock.pitch_y_mm, stock.radius_mm, *stock.margins_mm)
    for measure in measures:
        if not (math.isfinite(measure) and measure >= 0):
            raise BadValue("stock_margin", measure_words(measure))
    if stock.roll:
        _check_reach(stock)
    else:
        _check_grid(stock)


def _check_grid(stock: Stock) -> None:
    across = (stock.cols, stock.pitch_x_mm, stock.w_mm)
    down = (stock.rows, stock.pitch_y_mm, stock.h_mm)
    for many, pitch, side in (across, down):
        if many > 1 and pitch < side - ROUNDING_MM:
            raise BadValue("stock_pitch", measure_words(pitch), measure_words(side))
    _, _, right, bottom = stock.edge_margins_mm()
    page_w, page_h = stock.page_mm
    for what, over, page in (("stock_width", right, page_w), ("stock_height", bottom, page_h)):
        if over < -ROUNDING_MM:
            raise BadValue(what, measure_words(page - over), measure_words(page))


def _check_reach(stock: Stock) -> None:
    left, top, right, bottom = stock.unreachable_mm()
    width, height = stock.page_mm
    if width - left - right < _LABEL_MM[0] or height - top - bottom < _LABEL_MM[0]:
        raise BadValue("stock_reach", measure_words(max(stock.margins_mm)))


def stock_warnings(stock: Stock) -> tuple[str, ...]:
    """Return what looks like a slip in a stock that can exist: keys of `sentences.STOCK_REASONS`.

    ``margins_x``, ``margins_y``: opposite margins disagree by more than 1 mm. ``overlap``: a pitch a hair under the
    label. ``sliver``: gaps so thin that no cutter leaves them. ``edge``: labels reach the edge of the sheet, where
    office printers leave 5 mm white. ``small``: a name with its code is hard to read. ``radius``: corners rounder than
    the label. ``long``: longer than an A4 sheet.
    """
    left, top, right, bottom = stock.edge_margins_mm()
    width, height = stock.label_mm
    gaps = [stock.pitch_x_mm - stock.w_mm] if stock.cols > 1 else []
    gaps += [stock.pitch_y_mm - stock.h_mm] if stock.rows > 1 else []
    reasons = {
        "margins_x": abs(left - right) > _MARGINS_AGREE_MM,
        "margins_y": abs(top - bottom) > _MARGINS_AGREE_MM,
        "overlap": any(gap < -_HAIR_MM for gap in gaps),
        "sliver": any(_HAIR_MM < gap < _SLIVER_MM for gap in gaps),
        "edge": not stock.roll and min(left, top, right, bottom) < _EDGE_MM,
        "small": width < _GOOD_MM[0] or height < _GOOD_MM[1],
        "radius": stock.radius_mm > min(stock.w_mm, stock.h_mm) / 2,
        "long": max(width, height) > PAGES_MM["A4"][1],
    }
    return tuple(reason for reason, holds in reasons.items() if holds)
