"""Stocks that people measure themselves, and how they are kept. Lengths in mm."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from typing import Any, Final

from facilitatore.door.badges.stock import ROLL, Sides, Stock
from facilitatore.door.badges.stock_check import check_stock
from facilitatore.door.paper.drawing import PAGES_MM
from facilitatore.errors import BadValue

ROLL_REACH_MM: Final = 3.0
"""What a roll's printer surely does not reach, where nobody has measured it: Brother's QL at a label's ends."""

_MOST_MM: Final = 1e6
"""A number of a file may have hundreds of digits: what is larger than this is no measure, nor a count."""

_NAME: Final = re.compile(r"[^\x00-\x1f\ud800-\udfff]{1,40}")
_TEXTS: Final = ("maker", "label", "page")
_COUNTS: Final = ("cols", "rows")
_KEPT: Final = tuple(
    field.name for field in fields(Stock) if field.name not in {"key", "aliases", "driver_sizes", "endless"}
)


def measure(text: str) -> float:
    """Return the length written as ``63,5``, ``63.5`` or ``63,5 mm``.

    Raises:
        BadValue: of what ``measure``.
    """
    found = re.fullmatch(r"\s*([+-]?\d{1,5}(?:[.,]\d{1,4})?)\s*(?:mm)?\s*", text, re.ASCII | re.IGNORECASE)
    if found is None:
        raise BadValue("measure", text)
    return float(found[1].replace(",", "."))


def own_stock(  # noqa: PLR0913 - a stock is that many measures
    *,
    name: str,
    page: str,
    w_mm: float,
    h_mm: float,
    cols: int = 1,
    rows: int = 1,
    left_mm: float | None = None,
    top_mm: float | None = None,
    pitch_x_mm: float | None = None,
    pitch_y_mm: float | None = None,
    radius_mm: float = 0.0,
    margins_mm: Sides | None = None,
) -> Stock:
    """Return a stock of these measures: without margins the grid is centred, without pitches labels touch.

    Raises:
        BadValue: as `check_stock`, and of what ``stock_name``.
    """
    if not _NAME.fullmatch(name.strip()):
        raise BadValue("stock_name", name.strip()[:40], "1–40")
    pitch_x = w_mm if pitch_x_mm is None else pitch_x_mm
    pitch_y = h_mm if pitch_y_mm is None else pitch_y_mm
    left = top = 0.0
    if page in PAGES_MM:
        page_w, page_h = PAGES_MM[page]
        # Centred even if the grid is larger than the page: `check_stock` then says by how much, instead of a margin.
        left = max((page_w - (cols - 1) * pitch_x - w_mm) / 2, 0.0) if left_mm is None else left_mm
        top = max((page_h - (rows - 1) * pitch_y - h_mm) / 2, 0.0) if top_mm is None else top_mm
    reach = ROLL_REACH_MM if page == ROLL else 0.0
    margins: Sides = margins_mm or (reach, reach, reach, reach)
    stock = Stock(
        name.strip(), "", "", page, w_mm, h_mm, cols, rows, left, top, pitch_x, pitch_y, radius_mm, margins_mm=margins
    )
    check_stock(stock)
    return stock


def to_entry(stock: Stock) -> dict[str, Any]:
    """Return a stock as it is kept in the settings (JSON) or in a file (TOML); `from_entry` reads it."""
    kept = asdict(stock)
    return {name: list(kept[name]) if name == "margins_mm" else kept[name] for name in _KEPT if name not in _TEXTS[:2]}


def from_entry(name: str, entry: object) -> Stock:
    """Return the stock kept as `entry`; missing margins and pitches as for `own_stock`.

    Raises:
        BadValue: as `own_stock`; also of what ``stock_entry``: no stock at all, a measure that is no number, or one
            of a name that stocks do not have.
    """
    if not isinstance(entry, dict):
        raise BadValue("stock_entry", name, "page, w_mm, h_mm")
    wrong = [key for key, value in entry.items() if not _fits(str(key), value)]
    missing = [key for key in ("page", "w_mm", "h_mm") if key not in entry]
    if wrong or missing:
        raise BadValue("stock_entry", name, str((wrong + missing)[0]))
    given = {key: value for key, value in entry.items() if key in _KEPT and key not in _TEXTS[:2]}
    if "margins_mm" in given:
        given["margins_mm"] = tuple(map(float, given["margins_mm"]))
    return own_stock(name=name, **given)


def _fits(key: str, value: object) -> bool:
    if key in _TEXTS:
        return isinstance(value, str)
    if key in _COUNTS:
        return type(value) is int and abs(value) <= _MOST_MM
    if key in {"margins_mm", "aliases", "driver_sizes"}:
        return isinstance(value, list) and (
            key != "margins_mm" or (len(value) == len("ltrb") and all(map(_length, value)))
        )
    return key == "endless" or (key in _KEPT and _length(value))


def _length(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= _MOST_MM
