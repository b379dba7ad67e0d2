"""The sheets and rolls badges are printed on, as listed in ``resources/stocks.toml``. Lengths in mm.

A roll is a page of one label. The printer's driver has it with the roll's width first, often upright (62 x 100); the
badge lies along the longer side, so that `page_mm` of such a roll is 100 x 62: who prints turns the page by a quarter,
clockwise, and what is on the layout's left comes to the driver's top.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from facilitatore.door.paper.drawing import PAGES_MM, Adjustment
from facilitatore.errors import BadValue, Unknown
from facilitatore.resources import resource_path

ROLL = "roll"
"""The page of what is no sheet."""

_LENGTHS_MM = (20, 300)
"""What people cut from an endless roll."""

Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of equal labels in a grid, or a roll.

    `left_mm` and `top_mm` go from the sheet's edge to the first label, the pitches from a label's edge to the next
    one's; `aliases` are other codes sold with the same grid. Of a roll, as its driver has it, `w_mm` and `h_mm` are the
    label, `margins_mm` (left, top, right, bottom) what the printer cannot reach, and `driver_sizes` the names drivers
    give the size; of an `endless` one the length `h_mm` is chosen (`with_length`).
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
    margins_mm: Sides = (0.0, 0.0, 0.0, 0.0)
    driver_sizes: tuple[str, ...] = ()
    endless: bool = False

    @property
    def roll(self) -> bool:
        """Whether labels come one by one from a roll."""
        return self.page == ROLL

    @property
    def turned(self) -> bool:
        """Whether the driver's page stands upright while the badge lies along it."""
        return self.roll and self.h_mm > self.w_mm

    @property
    def per_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.cols * self.rows

    @property
    def driver_mm(self) -> tuple[float, float]:
        """Width and height of the page as the printer's driver has it."""
        return (self.w_mm, self.h_mm) if self.roll else PAGES_MM[self.page]

    @property
    def page_mm(self) -> tuple[float, float]:
        """Width and height of the page badges are laid out on."""
        width, height = self.driver_mm
        return (height, width) if self.turned else (width, height)

    @property
    def label_mm(self) -> tuple[float, float]:
        """Width and height of a label as badges are laid out on it."""
        return self.page_mm if self.roll else (self.w_mm, self.h_mm)

    @property
    def title(self) -> str:
        """The stock in a list, in Italian: ``Avery L4785 · 80 × 50 mm, 10 per foglio``."""
        name = " ".join(part for part in (self.maker, self.key) if part)
        if self.endless:
            return f"{name} · {measure_words(self.w_mm)} mm, rotolo continuo"
        many = "rotolo" if self.roll else f"{self.per_sheet} per foglio"
        # A roll that drivers know has whole millimetres on its box, whatever the driver measures.
        width, height = (round(side, 0 if self.driver_sizes else 2) for side in (self.w_mm, self.h_mm))
        return f"{name} · {measure_words(width)} × {measure_words(height)} mm, {many}"

    def corner_mm(self, cell: int) -> tuple[float, float]:
        """Return where label `cell` (from 0, row by row) begins: from the left and from the top of the sheet."""
        row, col = divmod(cell, self.cols)
        return self.left_mm + col * self.pitch_x_mm, self.top_mm + row * self.pitch_y_mm

    def edge_margins_mm(self) -> Sides:
        """Return what the grid leaves free at the left, top, right and bottom of the sheet."""
        if self.roll:
            return (0.0, 0.0, 0.0, 0.0)
        page_w, page_h = self.page_mm
        right = page_w - self.left_mm - (self.cols - 1) * self.pitch_x_mm - self.w_mm
        bottom = page_h - self.top_mm - (self.rows - 1) * self.pitch_y_mm - self.h_mm
        return self.left_mm, self.top_mm, right, bottom

    def unreachable_mm(self) -> Sides:
        """Return the left, top, right and bottom of `page_mm` that the roll's printer cannot reach."""
        left, top, right, bottom = self.margins_mm
        return (top, right, bottom, left) if self.turned else self.margins_mm

    def along_page(self, adjustment: Adjustment) -> Adjustment:
        """Return a printer's `adjustment`, measured on the driver's page, as it acts on what is laid out on `page_mm`.

        A point at x, y of the layout is at `w_mm` - y, x of the driver's page.
        """
        if not self.turned:
            return adjustment
        width = self.w_mm
        return Adjustment(
            adjustment.dy_mm,
            width * (1 - adjustment.scale_x) - adjustment.dx_mm,
            adjustment.scale_y,
            adjustment.scale_x,
        )


def measure_words(length_mm: float) -> str:
    """Return a length as Italians write it: ``63,5``."""
    return f"{round(length_mm, 2):g}".replace(".", ",")


def with_length(stock: Stock, length_mm: float) -> Stock:
    """Return an endless roll cut every `length_mm`.

    Raises:
        BadValue: of what ``stock_own_length``: the labels have their own; ``stock_length``: nobody cuts one that long.
    """
    if not stock.endless:
        raise BadValue("stock_own_length", measure_words(length_mm))
    if not _LENGTHS_MM[0] <= length_mm <= _LENGTHS_MM[1]:
        raise BadValue("stock_length", measure_words(length_mm), "{}–{}".format(*_LENGTHS_MM))
    return replace(stock, h_mm=float(length_mm))


def load_stocks() -> dict[str, Stock]:
    """Return the bundled stocks by key, in the order of the file (the common name badge first)."""
    return _parsed(resource_path("stocks.toml").read_text(encoding="utf-8"))


def _own_line(key: str) -> dict[str, Stock]:
    """Return the stock of this very key alone: one line is parsed in a tenth of the time of the file."""
    lines = resource_path("stocks.toml").read_text(encoding="utf-8").splitlines()
    return _parsed(next((line for line in lines if line.startswith(f"{key} = ")), ""))


def _parsed(text: str) -> dict[str, Stock]:
    import tomllib

    table: dict[str, dict[str, Any]] = tomllib.loads(text)
    return {key: _bundled(key, entry) for key, entry in table.items()}


def _bundled(key: str, entry: dict[str, Any]) -> Stock:
    """Return a stock from its line; a roll's line says nothing of grid and pitch."""
    grid: dict[str, Any] = {
        "cols": 1,
        "rows": 1,
        "left_mm": 0.0,
        "top_mm": 0.0,
        "pitch_x_mm": 0.0,
        "pitch_y_mm": 0.0,
        "radius_mm": 0.0,
    }
    lists = {name: tuple(entry[name]) for name in ("aliases", "margins_mm", "driver_sizes") if name in entry}
    grid.update(entry | lists)
    return Stock(key, **grid)


def find_stock(name: str) -> Stock:
    """Return the stock called `name`: a key or an alias, whatever the case, with or without the maker.

    Raises:
        Unknown: of what ``stock``; `known` are the keys.
    """
    stocks = _own_line(name) or load_stocks()
    wanted = _folded(name)
    for stock in stocks.values():
        codes = {_folded(code) for code in (stock.key, *stock.aliases)}
        if wanted in codes | {_folded(stock.maker) + code for code in codes}:
            return stock
    raise Unknown("stock", name, tuple(stocks))


def _folded(name: str) -> str:
    return "".join(name.split()).replace("-", "").casefold()
