"""Strips one below the other: what lists are made of, and how they break into columns and pages. Lengths in mm."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitatore.door.handouts.writer import INK, SOFT, Writer, rule
from facilitatore.door.paper.drawing import PAGES_MM, Placed
from facilitatore.door.paper.fit import Rect, SetName
from facilitatore.errors import Unknown

_FOOTER_MM = 9.0
_FOOTER_PT = 9.5
_NUMBER_MM = 34.0
_WORDS_PT = 11.0
_LINE_MM = 5.2
_MOST_LINES = 12

ROW_MM = (7.2, 11.4, 16.0)
"""Rows of one, two and three lines; the lowest is that of a ruled exercise book, for writing by hand."""

READABLE_PT = 11.0
"""Below this a row grows by a line sooner than its letters shrink; what cannot be broken shrinks all the same."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Something as wide as its column; its things are placed from its own top left corner."""

    h_mm: float
    things: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room of a page between its margins, above its footer."""

    page_mm: tuple[float, float]
    margin_mm: float

    @property
    def w_mm(self) -> float:
        """Width between the margins."""
        return self.page_mm[0] - 2 * self.margin_mm

    @property
    def h_mm(self) -> float:
        """Height between the upper margin and the footer."""
        return self.page_mm[1] - 2 * self.margin_mm - _FOOTER_MM


def sheet_of(page: str) -> Sheet:
    """Return a sheet in use with margins that every office printer reaches.

    Raises:
        Unknown: of what ``page``.
    """
    if page not in PAGES_MM:
        raise Unknown("page", page, tuple(PAGES_MM))
    size = PAGES_MM[page]
    return Sheet(size, 12.0 if min(size) > 200 else 10.0)  # noqa: PLR2004 - small sheets, small margins


def moved(things: Iterable[Placed], dx_mm: float, dy_mm: float) -> tuple[Placed, ...]:
    """Return `things` further right and down."""
    return tuple(thing._replace(x_mm=thing.x_mm + dx_mm, y_mm=thing.y_mm + dy_mm) for thing in things)


def stack(strips: Iterable[Strip], x_mm: float, y_mm: float) -> tuple[Placed, ...]:
    """Return what is on `strips`, one below the other from a corner of the page."""
    things: list[Placed] = []
    for strip in strips:
        things += moved(strip.things, x_mm, y_mm)
        y_mm += strip.h_mm
    return tuple(things)


def height_mm(strips: Iterable[Strip]) -> float:
    """Return how high `strips` are together."""
    return sum(strip.h_mm for strip in strips)


def deal(strips: Iterable[Strip], room_mm: float, first_mm: float | None = None) -> list[list[Strip]]:
    """Deal `strips` to columns `room_mm` high, the first one `first_mm` where that is given; there is one at least."""
    columns: list[list[Strip]] = [[]]
    left_mm = room_mm if first_mm is None else first_mm
    for strip in strips:
        if strip.h_mm > left_mm and columns[-1]:
            columns.append([])
            left_mm = room_mm
        columns[-1].append(strip)
        left_mm -= strip.h_mm
    return columns


def fill(column: list[Strip], room_mm: float, blank: Strip) -> None:
    """Add `blank` strips to a column as long as there is room."""
    column.extend([blank] * int((room_mm - height_mm(column)) / blank.h_mm))


def fit_row(writer: Writer, cells: Sequence[tuple[str, float, bool]], max_pt: float) -> tuple[float, list[SetName]]:
    """Return the height of a row and its texts, given as text, width and whether bold.

    The row is as low as `ROW_MM` lets it be with letters of `READABLE_PT` and more.
    """
    rows: list[tuple[float, list[SetName]]] = []
    for lines, h_mm in enumerate(ROW_MM, 1):
        room_mm = h_mm - 0.8
        fitted = [
            writer.fit(text, Rect(0, 0, w_mm, room_mm), max_pt, bold=bold, most_lines=lines)
            for text, w_mm, bold in cells
        ]
        rows.append((h_mm, fitted))
        if _smallest_pt(fitted) >= READABLE_PT:
            return rows[-1]
    return max(rows, key=lambda row: (_smallest_pt(row[1]), -row[0]))


def _smallest_pt(fitted: Sequence[SetName]) -> float:
    return min(words.size_pt for words in fitted)


def words_strip(
    writer: Writer, text: str, w_mm: float, pt: float = _WORDS_PT, *, bold: bool = False, colour: str = INK
) -> Strip:
    """Return running words in as many lines as they need."""
    line_mm = _LINE_MM * pt / _WORDS_PT
    whole = writer.fit(text, Rect(0, 0, w_mm, line_mm), pt, bold=bold)
    fewest = min(math.ceil(pt / whole.size_pt), _MOST_LINES)
    for lines in range(fewest, _MOST_LINES + 1):
        room = Rect(0, 0, w_mm, lines * line_mm)
        words = writer.fit(text, room, pt, bold=bold, most_lines=lines)
        if words.size_pt >= pt:
            break
    return Strip(room.h_mm, writer.place(words, room, colour=colour))


def space(h_mm: float) -> Strip:
    """Return an empty strip."""
    return Strip(h_mm, ())


def footer(writer: Writer, sheet: Sheet, words: str, number: int, of: int) -> tuple[Placed, ...]:
    """Return the foot of a page: `words` and *pagina 1 di 3*, under a rule."""
    y = sheet.page_mm[1] - sheet.margin_mm - _FOOTER_MM + 2
    left = Rect(sheet.margin_mm, y + 1, sheet.w_mm - _NUMBER_MM, _FOOTER_MM - 3)
    right = Rect(left.x_mm + left.w_mm, left.y_mm, _NUMBER_MM, left.h_mm)
    return (
        rule(sheet.margin_mm, y, sheet.w_mm),
        *writer.write(words, left, _FOOTER_PT, colour=SOFT),
        *writer.write(f"pagina {number} di {of}", right, _FOOTER_PT, align="right", colour=SOFT),
    )
