"""The sheets of labels and cards badges are printed on, as listed in ``resources/stocks.toml``. Lengths in mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from facilitatore.door.paper.drawing import PAGES_MM
from facilitatore.errors import BadValue, Unknown
from facilitatore.resources import resource_path

_MARGINS_AGREE_MM = 1.0
"""Opposite margins differ by more than this only in wrong entries (gLabels' 7163, LibreOffice's Zweckform L7162)."""

_ROUNDING_MM = 0.05


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of equal labels in a grid.

    `left_mm` and `top_mm` go from the sheet's edge to the first label, the pitches from a label's edge to the next
    one's; `aliases` are other codes sold with the same grid.
    """

    key: str
    maker: str
    label: str
    page: str
    w_mm: float
    h_mm: float
    cols: int
    rows: int
    left_mm: float
    top_mm: float
    pitch_x_mm: float
    pitch_y_mm: float
    radius_mm: float
    aliases: tuple[str, ...] = ()

    @property
    def per_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.cols * self.rows

    @property
    def page_mm(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        return PAGES_MM[self.page]

    def corner_mm(self, cell: int) -> tuple[float, float]:
        """Return where label `cell` (from 0, row by row) begins: from the left and from the top of the sheet."""
        row, col = divmod(cell, self.cols)
        return self.left_mm + col * self.pitch_x_mm, self.top_mm + row * self.pitch_y_mm

    def edge_margins_mm(self) -> tuple[float, float, float, float]:
        """Return what the grid leaves free at the left, top, right and bottom of the sheet."""
        page_w, page_h = self.page_mm
        right = page_w - self.left_mm - (self.cols - 1) * self.pitch_x_mm - self.w_mm
        bottom = page_h - self.top_mm - (self.rows - 1) * self.pitch_y_mm - self.h_mm
        return self.left_mm, self.top_mm, right, bottom


def check_stock(stock: Stock) -> None:
    """Check that the grid can exist: it fits the page, labels do not overlap, opposite margins agree within 1 mm.

    Raises:
        BadValue: of what ``stock``; the limit names the measure that is wrong.
    """
    if stock.page not in PAGES_MM:
        raise BadValue("stock", stock.key, "page")
    if min(stock.w_mm, stock.h_mm, stock.cols, stock.rows) <= 0 or stock.radius_mm < 0:
        raise BadValue("stock", stock.key, "size")
    overlap_x = stock.cols > 1 and stock.pitch_x_mm < stock.w_mm - _ROUNDING_MM
    overlap_y = stock.rows > 1 and stock.pitch_y_mm < stock.h_mm - _ROUNDING_MM
    if overlap_x or overlap_y:
        raise BadValue("stock", stock.key, "pitch")
    left, top, right, bottom = stock.edge_margins_mm()
    if min(left, top, right, bottom) < -_ROUNDING_MM:
        raise BadValue("stock", stock.key, "page")
    if max(abs(left - right), abs(top - bottom)) > _MARGINS_AGREE_MM:
        raise BadValue("stock", stock.key, "margins")


def load_stocks() -> dict[str, Stock]:
    """Return the bundled stocks by key, in the order of the file (the common name badge first)."""
    import tomllib

    table: dict[str, dict[str, Any]] = tomllib.loads(resource_path("stocks.toml").read_text(encoding="utf-8"))
    return {key: Stock(key, **{**entry, "aliases": tuple(entry.get("aliases", ()))}) for key, entry in table.items()}


def find_stock(name: str) -> Stock:
    """Return the stock called `name`: a key or an alias, whatever the case, with or without the maker.

    Raises:
        Unknown: of what ``stock``; `known` are the keys.
    """
    stocks = load_stocks()
    wanted = _folded(name)
    for stock in stocks.values():
        codes = {_folded(code) for code in (stock.key, *stock.aliases)}
        if wanted in codes | {_folded(stock.maker) + code for code in codes}:
            return stock
    raise Unknown("stock", name, tuple(stocks))


def _folded(name: str) -> str:
    return "".join(name.split()).replace("-", "").casefold()
