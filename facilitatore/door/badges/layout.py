"""Where everything of a badge goes: the first name as large as can be, the group's mark, the QR code of the token.

Nothing here draws: `lay_out` returns pages of placed things, for a painter. Lengths are mm from the top
left corner of the page, sizes of letters pt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import chain, count
from typing import NamedTuple

from facilitatore.door.badges.stock import Sides, Stock
from facilitatore.door.paper.drawing import MARKS, Paper, Placed, PlacedCode, PlacedMark, PlacedText
from facilitatore.door.paper.fit import MIN_PT, POINT_MM, Rect, SetName, baselines_mm, fit_name
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.qr import MAX_CHARACTERS, MODULES, QUIET_MODULES, holds
from facilitatore.door.paper.text import Line, set_line, tidy
from facilitatore.errors import BadValue, Unknown

_QR_MM = 14.0
_INSET_MM = 4.0
_PRINTABLE_MM = 5.0
"""What office printers leave white along the edges of a sheet."""

_SPARE_MM = 0.5
"""Rolls run a little askew."""

_MOST_INSET = 0.3
_CORNER = 1 - 0.5**0.5
"""A corner at this part of the radius from both sides touches the round one."""

_MARK_MM = 8.0
_INK = "#000000"
_TYPICAL_WIDTH = 3.2
"""Width of an ordinary first name to its height."""

_CAPITALS = 1.2
"""Size of the letters to the height of their room: capitals then take five sixths of it, and «Po» does not shout."""


class Badge(NamedTuple):
    """What is printed for one person. There is no surname to print.

    `group_mark` is one of `MARKS`, or None without a group; `token` None prints no code.
    """

    first_name: str
    group_mark: str | None = None
    group_colour: str = "#000000"
    group_label: str = ""
    token: str | None = None


class PlacedBadge(NamedTuple):
    """A badge on label `cell` (from 0) of its page: `area` is the label."""

    cell: int
    area: Rect
    texts: tuple[PlacedText, ...]
    mark: PlacedMark | None
    code: PlacedCode | None

    def things(self) -> tuple[Placed, ...]:
        """Return all that is drawn."""
        return (*self.texts, *(thing for thing in (self.mark, self.code) if thing is not None))


class TooLong(NamedTuple):
    """A name printed whole, but smaller than `MIN_PT`."""

    name: str
    size_pt: float


class Sheets(NamedTuple):
    """Pages of badges; `missing` are letters no font has, per name: printing them would lose them."""

    stock: Stock
    pages: tuple[tuple[PlacedBadge, ...], ...]
    warnings: tuple[TooLong, ...]
    missing: dict[str, tuple[str, ...]]

    def paper(self) -> Paper:
        """Return the sheets as a painter wants them."""
        pages = tuple(tuple(thing for badge in page for thing in badge.things()) for page in self.pages)
        return Paper("Etichette", self.stock.page_mm, pages, self.missing)


class _Group(NamedTuple):
    """What the group puts on a badge, beside a code or not: the same on many labels, and placed once for all."""

    mark: str | None
    colour: str
    label: str
    beside_code: bool


class _Measures(NamedTuple):
    """What a stock's labels have in common: `free` is what a label leaves for printing, from its top left corner."""

    free: Rect
    qr_mm: float
    mark_mm: float

    @property
    def code_mm(self) -> float:
        """The code with its white border on one side: on the other two it stands on the label's own white."""
        return self.qr_mm / MODULES * (MODULES + QUIET_MODULES)


def lay_out(
    badges: Sequence[Badge],
    stock: Stock,
    *,
    used: Collection[int] = (),
    fonts: Fonts | None = None,
    qr: bool = True,
) -> Sheets:
    """Place `badges` on sheets of `stock`; the labels `used` (numbers from 1) of the first sheet are gone.

    If all of them are, that sheet is thrown away and the first one is new.

    Raises:
        BadValue: of what ``used`` (off the sheet), ``first_name`` (nothing to print), ``colour`` or ``token``.
        Unknown: of what ``mark``.
    """
    cells = _free_cells(stock, used)
    fonts = fonts or Fonts()
    measures = _measures(stock)
    pages: list[list[PlacedBadge]] = []
    warnings: dict[str, TooLong] = {}
    missing: dict[str, tuple[str, ...]] = {}
    fit = cache(lambda name, rooms: _fit(name, rooms, fonts))
    label_line = cache(lambda label: set_line(tidy(label), fonts))
    foot = cache(lambda group, area: _placed_group(group, label_line(group.label), area, measures))
    areas = [Rect(*stock.corner_mm(cell), *stock.label_mm) for cell in range(stock.per_sheet)]
    for given in badges:
        badge = given if qr else given._replace(token=None)
        _check(badge)
        name, room = fit(badge.first_name, _rooms(badge, measures))
        label = label_line(badge.group_label)
        if name.size_pt < MIN_PT:
            warnings[badge.first_name] = TooLong(badge.first_name, name.size_pt)
        for text, letters in ((badge.first_name, name.missing), (badge.group_label, label.missing)):
            missing.update({text: letters} if letters else {})
        page, cell = next(cells)
        if page == len(pages):
            pages.append([])
        area = areas[cell]
        names = _placed_name(name, room, area, measures.free)
        group = _Group(badge.group_mark, badge.group_colour, badge.group_label, bool(badge.token))
        code = _placed_code(badge.token, area, measures) if badge.token else None
        letter, mark = foot(group, area)
        pages[-1].append(PlacedBadge(cell, area, (*names, *letter), mark, code))
    return Sheets(stock, tuple(map(tuple, pages)), tuple(warnings.values()), missing)


def _free_cells(stock: Stock, used: Collection[int]) -> Iterator[tuple[int, int]]:
    """Return page and label (both from 0) of one badge after the other.

    Raises:
        BadValue: of what ``used``.
    """
    every = range(stock.per_sheet)
    for label in used:
        if label - 1 not in every:
            raise BadValue("used", str(label), f"1–{stock.per_sheet}")
    first = [cell for cell in every if cell + 1 not in used] or every
    return chain(((0, cell) for cell in first), ((page, cell) for page in count(1) for cell in every))


def _check(badge: Badge) -> None:
    if not tidy(badge.first_name):
        raise BadValue("first_name", badge.first_name)
    if badge.group_mark is not None and badge.group_mark not in MARKS:
        raise Unknown("mark", badge.group_mark, MARKS)
    if not re.fullmatch("#[0-9A-Fa-f]{6}", badge.group_colour):
        raise BadValue("colour", badge.group_colour, "#RRGGBB")
    if badge.token and not holds(badge.token):
        raise BadValue("token", badge.token, f"1–{MAX_CHARACTERS}")


def _measures(stock: Stock) -> _Measures:
    """Scale code, mark and margins to the label; 80 x 50 mm has them at their full size."""
    width, height = stock.label_mm
    short = min(height, width / 1.6)
    left, top, right, bottom = _insets(stock, min(_INSET_MM, short * 0.085))
    free = Rect(left, top, width - left - right, height - top - bottom)
    return _Measures(
        free=free,
        qr_mm=min(_QR_MM, short * 0.4, free.h_mm * 0.5, free.w_mm * 0.35),
        mark_mm=min(_MARK_MM, short * 0.16, free.h_mm * 0.25, free.w_mm * 0.2),
    )


def _insets(stock: Stock, inset: float) -> Sides:
    """Return how far from the label's sides printing stays: off round corners, and where the printer reaches.

    All labels of a sheet are alike, whether they lie at its edge or not. Tiny ones keep two fifths of their sides, come
    what may of the edge (`stock_warnings` says so).
    """
    width, height = stock.label_mm
    inset = max(inset, min(stock.radius_mm, width / 2, height / 2) * _CORNER)
    if stock.roll:
        left, top, right, bottom = (max(inset, side + _SPARE_MM) for side in stock.unreachable_mm())
        return left, top, right, bottom
    left, top, right, bottom = stock.edge_margins_mm()
    across = min(max(inset, _PRINTABLE_MM - min(left, right)), width * _MOST_INSET)
    down = min(max(inset, _PRINTABLE_MM - min(top, bottom)), height * _MOST_INSET)
    return across, down, across, down


def _rooms(badge: Badge, measures: _Measures) -> tuple[Rect, ...]:
    """Return the rooms a name may have, the one that takes an ordinary name larger first.

    Above code and mark, or, where labels are low, above the mark and beside the code.
    """
    free = measures.free
    mark = measures.mark_mm * 1.5 if badge.group_mark or tidy(badge.group_label) else 0.0
    if not badge.token:
        return (Rect(free.x_mm, free.y_mm, free.w_mm, free.h_mm - mark),)
    code = measures.code_mm
    above = Rect(free.x_mm, free.y_mm, free.w_mm, free.h_mm - max(code, mark))
    beside = Rect(free.x_mm, free.y_mm, free.w_mm - code, free.h_mm - mark)
    return tuple(sorted((above, beside), key=lambda room: -min(room.h_mm, room.w_mm / _TYPICAL_WIDTH)))


def _fit(text: str, rooms: tuple[Rect, ...], fonts: Fonts) -> tuple[SetName, Rect]:
    return fit_name(text, rooms, lambda room: room.h_mm * _CAPITALS / POINT_MM, fonts)


def _placed_name(name: SetName, room: Rect, area: Rect, free: Rect) -> list[PlacedText]:
    """Centre the name on the label, or as near to it as its room allows."""
    em = name.size_pt * POINT_MM / 1000
    half = max(line.right - line.left for line in name.lines) * em / 2
    middle = area.x_mm + min(free.x_mm + free.w_mm / 2, room.x_mm + room.w_mm - half)
    return [
        PlacedText(line, middle - (line.left + line.right) / 2 * em, area.y_mm + baseline, name.size_pt, _INK)
        for line, baseline in zip(name.lines, baselines_mm(name, room), strict=True)
    ]


def _placed_group(
    group: _Group, line: Line, area: Rect, measures: _Measures
) -> tuple[tuple[PlacedText, ...], PlacedMark | None]:
    """Put the group's mark at the feet of the label, and its letter beside it, as high as seven tenths of it.

    A long one is smaller, clear of the code.
    """
    free, size = measures.free, measures.mark_mm
    left, bottom = area.x_mm + free.x_mm, area.y_mm + free.y_mm + free.h_mm
    # The triangle and the diamond stand out of their square a little, so that all marks look alike.
    mark = PlacedMark(group.mark, group.colour, left, bottom - size, size) if group.mark else None
    if not line.runs:
        return (), mark
    cap = line.runs[0].face.cap_height or line.top
    shift = size * 1.3 if mark else 0.0
    room = free.w_mm - shift - (measures.code_mm if group.beside_code else 0.0)
    tallest = size / max(line.top - cap / 2, cap / 2 - line.bottom, 1.0) / 2
    em = min(size * 0.7 / cap, tallest, room / max(line.right - line.left, 1.0))
    baseline = bottom - size / 2 + cap * em / 2
    return (PlacedText(line, left + shift - line.left * em, baseline, em / POINT_MM * 1000, group.colour),), mark


def _placed_code(token: str, area: Rect, measures: _Measures) -> PlacedCode:
    free, size = measures.free, measures.qr_mm
    right, bottom = area.x_mm + free.x_mm + free.w_mm, area.y_mm + free.y_mm + free.h_mm
    return PlacedCode(token, right - size, bottom - size, size)
