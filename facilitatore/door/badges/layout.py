"""Where everything of a badge goes: the first name as large as can be, the group's mark, the QR code of the token.

Nothing here draws: `lay_out` returns pages of placed things, for a painter. Lengths are mm from the top
left corner of the page, sizes of letters pt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from facilitatore.door.badges.stock import Stock
from facilitatore.door.paper.drawing import MARKS, Paper, Placed, PlacedCode, PlacedMark, PlacedText
from facilitatore.door.paper.fit import MIN_PT, POINT_MM, Rect, SetName, baselines_mm, fit_name
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.qr import MODULES, QUIET_MODULES, qr_runs
from facilitatore.door.paper.text import Line, set_line, tidy
from facilitatore.errors import BadValue, Unknown

_QR_MM = 14.0
_INSET_MM = 4.0
_PRINTABLE_MM = 5.0
"""What office printers leave white along the edges of a sheet."""

_MARK_MM = 8.0
_INK = "#000000"
_TYPICAL_WIDTH = 3.2
"""Width of an ordinary first name to its height."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What is printed for one person. There is no surname to print.

    `group_mark` is one of `MARKS`, or None without a group; `token` None prints no code.
    """

    first_name: str
    group_mark: str | None = None
    group_colour: str = "#000000"
    group_label: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class PlacedBadge:
    """A badge on label `cell` (from 0) of its page: `area` is the label."""

    cell: int
    area: Rect
    texts: tuple[PlacedText, ...]
    mark: PlacedMark | None
    code: PlacedCode | None

    def things(self) -> tuple[Placed, ...]:
        """Return all that is drawn."""
        return (*self.texts, *(thing for thing in (self.mark, self.code) if thing is not None))


@dataclass(frozen=True, slots=True)
class TooLong:
    """A name printed whole, but smaller than `MIN_PT`."""

    name: str
    size_pt: float


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages of badges; `missing` are letters no font has, per name: printing them would lose them."""

    stock: Stock
    pages: tuple[tuple[PlacedBadge, ...], ...]
    warnings: tuple[TooLong, ...]
    missing: dict[str, tuple[str, ...]]

    def paper(self) -> Paper:
        """Return the sheets as a painter wants them."""
        pages = tuple(tuple(thing for badge in page for thing in badge.things()) for page in self.pages)
        return Paper("Badge", self.stock.page_mm, pages, self.missing)


@dataclass(frozen=True, slots=True)
class _Measures:
    """What a stock's labels have in common."""

    inset_mm: float
    qr_mm: float
    mark_mm: float
    max_pt: float

    @property
    def quiet_mm(self) -> float:
        """The white border of the code."""
        return self.qr_mm / MODULES * QUIET_MODULES


def lay_out(
    badges: Sequence[Badge], stock: Stock, *, start: int = 1, fonts: Fonts | None = None, qr: bool = True
) -> Sheets:
    """Place `badges` on sheets of `stock`, from label `start` (from 1) of the first one.

    Raises:
        BadValue: of what ``start`` (off the sheet), ``first_name`` (nothing to print), ``colour`` or ``token``.
        Unknown: of what ``mark``.
    """
    if not 1 <= start <= stock.per_sheet:
        raise BadValue("start", str(start), f"1–{stock.per_sheet}")
    fonts = fonts or Fonts()
    measures = _measures(stock)
    pages: list[list[PlacedBadge]] = []
    warnings: dict[str, TooLong] = {}
    missing: dict[str, tuple[str, ...]] = {}
    fit = cache(lambda name, rooms: _fit(name, rooms, measures.max_pt, fonts))
    label_line = cache(lambda label: set_line(tidy(label), fonts))
    for index, given in enumerate(badges, start - 1):
        badge = given if qr else replace(given, token=None)
        _check(badge)
        name, room = fit(badge.first_name, _rooms(badge, stock, measures))
        label = label_line(badge.group_label)
        if name.size_pt < MIN_PT:
            warnings[badge.first_name] = TooLong(badge.first_name, name.size_pt)
        for text, letters in ((badge.first_name, name.missing), (badge.group_label, label.missing)):
            missing.update({text: letters} if letters else {})
        cell = index % stock.per_sheet
        if not pages or cell == 0:
            pages.append([])
        texts = (*_placed_name(name, room), *_placed_label(label, badge, stock, measures))
        pages[-1].append(_placed(badge, stock, measures, cell, texts))
    return Sheets(stock, tuple(map(tuple, pages)), tuple(warnings.values()), missing)


def _check(badge: Badge) -> None:
    if not tidy(badge.first_name):
        raise BadValue("first_name", badge.first_name)
    if badge.group_mark is not None and badge.group_mark not in MARKS:
        raise Unknown("mark", badge.group_mark, MARKS)
    if not re.fullmatch("#[0-9A-Fa-f]{6}", badge.group_colour):
        raise BadValue("colour", badge.group_colour, "#RRGGBB")


def _measures(stock: Stock) -> _Measures:
    """Scale code, mark and margins to the label; 80 x 50 mm has them at their full size."""
    short = min(stock.h_mm, stock.w_mm / 1.6)
    return _Measures(
        inset_mm=max(min(_INSET_MM, short * 0.085), _PRINTABLE_MM - min(stock.edge_margins_mm())),
        qr_mm=min(_QR_MM, short * 0.4),
        mark_mm=min(_MARK_MM, short * 0.16),
        max_pt=min(stock.w_mm, stock.h_mm) * 1.2,
    )


def _rooms(badge: Badge, stock: Stock, measures: _Measures) -> tuple[Rect, ...]:
    """Return the rooms a name may have, the one that takes an ordinary name larger first.

    Above code and mark, or, where labels are low, above the mark and beside the code.
    """
    inset = measures.inset_mm
    w_mm, h_mm = stock.w_mm - 2 * inset, stock.h_mm - 2 * inset
    mark = measures.mark_mm * 1.5 if badge.group_mark or badge.group_label else 0.0
    if not badge.token:
        return (Rect(inset, inset, w_mm, h_mm - mark),)
    code = measures.qr_mm + measures.quiet_mm
    rooms = (Rect(inset, inset, w_mm, h_mm - max(code, mark)), Rect(inset, inset, w_mm - code, h_mm - mark))
    return tuple(sorted(rooms, key=lambda room: -min(room.h_mm, room.w_mm / _TYPICAL_WIDTH)))


def _fit(text: str, rooms: tuple[Rect, ...], max_pt: float, fonts: Fonts) -> tuple[SetName, Rect]:
    """Fit `text` in the first room that takes it at `MIN_PT`, else in the one that takes it largest."""
    tried: list[tuple[SetName, Rect]] = []
    for room in rooms:
        tried.append((fit_name(text, room, max_pt, fonts), room))
        if tried[-1][0].size_pt >= MIN_PT:
            return tried[-1]
    return max(tried, key=lambda fit: fit[0].size_pt)


def _placed_name(name: SetName, room: Rect) -> list[PlacedText]:
    em = name.size_pt * POINT_MM / 1000
    middle = room.x_mm + room.w_mm / 2
    return [
        PlacedText(line, middle - (line.left + line.right) / 2 * em, baseline, name.size_pt, _INK)
        for line, baseline in zip(name.lines, baselines_mm(name, room), strict=True)
    ]


def _placed_label(line: Line, badge: Badge, stock: Stock, measures: _Measures) -> list[PlacedText]:
    """Put the group's letter beside its mark, as high as seven tenths of it; a long one smaller, clear of the code."""
    if not line.runs:
        return []
    cap = line.runs[0].face.cap_height or line.top
    shift = measures.mark_mm * 1.3 if badge.group_mark else 0.0
    code = measures.qr_mm + measures.quiet_mm if badge.token else 0.0
    free = stock.w_mm - 2 * measures.inset_mm - shift - code
    em = min(measures.mark_mm * 0.7 / cap, free / max(line.right - line.left, 1.0))
    x = measures.inset_mm + shift - line.left * em
    middle = stock.h_mm - measures.inset_mm - measures.mark_mm / 2
    return [PlacedText(line, x, middle + cap * em / 2, em * 1000 / POINT_MM, badge.group_colour)]


def _placed(badge: Badge, stock: Stock, measures: _Measures, cell: int, texts: tuple[PlacedText, ...]) -> PlacedBadge:
    """Move what was placed on the label to the page, and add mark and code at its feet."""
    x, y = stock.corner_mm(cell)
    inset, size, code = measures.inset_mm, measures.mark_mm, measures.qr_mm
    bottom, right = y + stock.h_mm - inset, x + stock.w_mm - inset
    mark = badge.group_mark and PlacedMark(badge.group_mark, badge.group_colour, x + inset, bottom - size, size)
    return PlacedBadge(
        cell,
        Rect(x, y, stock.w_mm, stock.h_mm),
        tuple(PlacedText(text.line, x + text.x_mm, y + text.y_mm, text.size_pt, text.colour) for text in texts),
        mark or None,
        PlacedCode(qr_runs(badge.token), right - code, bottom - code, code) if badge.token else None,
    )
