"""Words, boxes and rules placed in rooms of a page, in two weights; letters that no font has are kept in mind."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from facilitatore.door.handouts.words import fit_words
from facilitatore.door.paper.drawing import MARKS, Placed, PlacedMark, PlacedRule, PlacedText
from facilitatore.door.paper.fit import POINT_MM, Rect, SetName, baselines_mm
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.text import set_line, tidy
from facilitatore.prepare.model import Group
from facilitatore.resources import resource_path

INK: Final = "#000000"
SOFT: Final = "#595F66"
"""A grey that still reads 6:1 on white, and on a printer that is short of toner."""

HAIR: Final = "#A3A8AE"
"""The grey of the rules between rows."""

Align = Literal["left", "middle", "right"]

_ALIGN_AT: Final[dict[Align, float]] = {"left": 0.0, "middle": 0.5, "right": 1.0}
_BOX_LINE_MM = 0.3
_MARK_SHARE = 0.92
"""Size of a mark beside a letter, to the height of the room."""


class Writer:
    """Places texts in rooms. Keep one for all pages of a paper: lines are set once, and `missing` adds up."""

    def __init__(self, bold: Fonts | None = None, plain: Fonts | None = None) -> None:
        """Write with FiraGO, unless other fonts are given."""
        heavy = bold or Fonts()
        light = plain or Fonts((resource_path("fonts", "FiraGO-Regular.ttf"),))
        self._set = {True: cache(lambda text: set_line(text, heavy)), False: cache(lambda text: set_line(text, light))}
        self.missing: dict[str, tuple[str, ...]] = {}

    def fit(self, text: str, room: Rect, max_pt: float, *, bold: bool = False, most_lines: int = 1) -> SetName:
        """Return `text` as large as it fits in `room`, without placing it."""
        return fit_words(text, room, max_pt, most_lines, self._set[bold])

    def place(self, words: SetName, room: Rect, *, align: Align = "left", colour: str = INK) -> tuple[Placed, ...]:
        """Place fitted words in `room`, their capitals half way up."""
        em = words.size_pt * POINT_MM / 1000
        share = _ALIGN_AT[align]
        text = " ".join(line.text for line in words.lines)
        if words.missing:
            self.missing[text] = words.missing
        return tuple(
            PlacedText(
                line,
                room.x_mm + (room.w_mm - (line.right - line.left) * em) * share - line.left * em,
                baseline,
                words.size_pt,
                colour,
            )
            for line, baseline in zip(words.lines, baselines_mm(words, room), strict=True)
            if line.runs
        )

    def write(
        self,
        text: str,
        room: Rect,
        max_pt: float,
        *,
        bold: bool = False,
        most_lines: int = 1,
        align: Align = "left",
        colour: str = INK,
    ) -> tuple[Placed, ...]:
        """Place `text` as large as it fits in `room`, `max_pt` at most."""
        if not tidy(text):
            return ()
        return self.place(
            self.fit(text, room, max_pt, bold=bold, most_lines=most_lines), room, align=align, colour=colour
        )

    def group_sign(self, group: Group, room: Rect, *, align: Align = "left") -> tuple[Placed, ...]:
        """Place the group's mark and its letter, as high as `room`; a mark that paper cannot draw leaves the letter."""
        side = min(room.h_mm * _MARK_SHARE, room.w_mm * 0.45)
        shift = side * 1.3 if group.mark in MARKS else 0.0
        # A cap is seven tenths of its size high: so much larger, and the letter is as high as the mark.
        most_pt = side / 0.7 / POINT_MM
        letter_room = Rect(room.x_mm + shift, room.y_mm, room.w_mm - shift, room.h_mm)
        letter = self.fit(group.key, letter_room, most_pt, bold=True)
        line = letter.lines[0]
        wide = shift + (line.right - line.left) * letter.size_pt * POINT_MM / 1000
        left = (room.w_mm - wide) * _ALIGN_AT[align]
        placed = self.place(letter, Rect(letter_room.x_mm + left, room.y_mm, wide - shift, room.h_mm))
        if not shift:
            return placed
        mark = PlacedMark(group.mark, group.colour, room.x_mm + left, room.y_mm + (room.h_mm - side) / 2, side)
        return (mark, *placed)


def rule(x_mm: float, y_mm: float, w_mm: float, *, thick_mm: float = 0.2, colour: str = HAIR) -> PlacedRule:
    """Return a horizontal line that hangs from `y_mm`."""
    return PlacedRule(x_mm, y_mm, w_mm, thick_mm, colour)


def box(x_mm: float, y_mm: float, side_mm: float, *, filled: bool = False) -> tuple[Placed, ...]:
    """Return a box to tick; `filled` for what is ticked already, which any printer shows and no font can lack."""
    line, inner = _BOX_LINE_MM, side_mm * 0.5
    sides = (
        PlacedRule(x_mm, y_mm, side_mm, line, INK),
        PlacedRule(x_mm, y_mm + side_mm - line, side_mm, line, INK),
        PlacedRule(x_mm, y_mm + line, line, side_mm - 2 * line, INK),
        PlacedRule(x_mm + side_mm - line, y_mm + line, line, side_mm - 2 * line, INK),
    )
    if not filled:
        return sides
    inset = (side_mm - inner) / 2
    return (*sides, PlacedRule(x_mm + inset, y_mm + inset, inner, inner, INK))
