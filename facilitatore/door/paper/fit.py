"""How large a name can be in a given room: one line, or two where it breaks well. Lengths in mm, sizes in pt."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.text import Line, set_line, tidy

POINT_MM = 25.4 / 72
"""A PostScript point."""

MIN_PT = 14.0
"""Below this a name is not read across a table; it is printed all the same, and said."""

_EM_MM = POINT_MM / 1000
_STEP_PT = 0.5
_ONE_LINE_PT = 24.0
"""From this size a name is read at two metres: smaller ones go in two lines as soon as the letters grow at all."""

_TWO_LINES_GAIN = 1.5
"""Larger ones only if the letters grow by half: a name is read sooner in one piece."""

_ROOM_GAIN = 1.15
"""A name leaves the place where the others stand only if its letters grow by this."""

_LINE_GAP_EM = 80.0
"""From the lowest of a line to the highest of the next, at least: stacked accents push lines apart."""

_LINE_PITCH_EM = 1000.0
_MOST_BREAKS = 30
_BREAKS_AFTER = "-‐"


class Rect(NamedTuple):
    """A room on the label, from its top left corner."""

    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float


class SetName(NamedTuple):
    """A name in one or two lines, all of `size_pt`; `pitch_em` is the way from a baseline to the next, in 1/1000 em."""

    lines: tuple[Line, ...]
    size_pt: float
    pitch_em: float

    @property
    def missing(self) -> tuple[str, ...]:
        """The letters that no font has."""
        return tuple(dict.fromkeys(char for line in self.lines for char in line.missing))


def fit_name(name: str, rooms: tuple[Rect, ...], max_pt: Callable[[Rect], float], fonts: Fonts) -> tuple[SetName, Rect]:
    """Set `name` in the one of `rooms` that takes it largest, at most `max_pt` of it; in the first one if that is near.

    Two lines only if they make up for it. Nothing is ever cut: a name too long for `MIN_PT` comes out smaller.
    """
    text = tidy(name)
    whole = _roomiest((set_line(text, fonts),), rooms, max_pt)
    if whole[0].size_pt >= max_pt(whole[1]):
        return whole
    broken = [
        _roomiest((set_line(first, fonts, text), set_line(second, fonts, text)), rooms, max_pt)
        for first, second in _breaks(text)
    ]
    best = max(broken, key=lambda fit: fit[0].size_pt, default=whole)
    gain = 1.0 if whole[0].size_pt < _ONE_LINE_PT else _TWO_LINES_GAIN
    return best if best[0].size_pt > whole[0].size_pt * gain else whole


def _roomiest(
    lines: tuple[Line, ...], rooms: tuple[Rect, ...], max_pt: Callable[[Rect], float]
) -> tuple[SetName, Rect]:
    tried = [(sized(lines, room, max_pt(room), _LINE_PITCH_EM), room) for room in rooms]
    usual, largest = tried[0], max(tried, key=lambda fit: fit[0].size_pt)
    return largest if largest[0].size_pt > usual[0].size_pt * _ROOM_GAIN else usual


def baselines_mm(name: SetName, room: Rect) -> tuple[float, ...]:
    """Return the baselines' distance from the top of the label.

    Capitals are centred in `room`, so that names of a sheet stand equally high; accents and tails then move the name
    as far as they need.
    """
    em = name.size_pt * _EM_MM
    first, last = name.lines[0], name.lines[-1]
    cap = max((run.face.cap_height for run in first.runs), default=0.0) or first.top
    between = name.pitch_em * (len(name.lines) - 1)
    baseline = room.y_mm + (room.h_mm + (cap - between) * em) / 2
    lowest = room.y_mm + room.h_mm + (last.bottom - between) * em
    baseline = max(min(baseline, lowest), room.y_mm + first.top * em)
    return tuple(baseline + index * name.pitch_em * em for index in range(len(name.lines)))


def _breaks(text: str) -> list[tuple[str, str]]:
    """Return the ways to break `text` in two, at a space or after a hyphen; of many those nearest to its middle."""
    ways = [(text[:index], text[index + 1 :]) for index, char in enumerate(text) if char == " "]
    ways += [(text[: index + 1], text[index + 1 :]) for index, char in enumerate(text) if char in _BREAKS_AFTER]
    whole = [(first, second) for first, second in ways if first.strip() and second.strip()]
    if len(whole) > _MOST_BREAKS:
        whole = sorted(whole, key=lambda way: abs(len(way[0]) - len(way[1])))[:_MOST_BREAKS]
    return whole


def sized(lines: tuple[Line, ...], room: Rect, max_pt: float, pitch_em: float) -> SetName:
    """Set `lines` as large as `room` takes, `max_pt` at most, their baselines `pitch_em` (1/1000 em) apart or more."""
    apart = [second.top - first.bottom + _LINE_GAP_EM for first, second in pairwise(lines)]
    pitch = max(pitch_em, *apart) if apart else 0.0
    width = max(line.right - line.left for line in lines)
    height = lines[0].top - lines[-1].bottom + pitch * (len(lines) - 1)
    taken = ((room.w_mm, width), (room.h_mm, height))
    size = min([max_pt, *(free / (used * _EM_MM) for free, used in taken if used > 0)])
    return SetName(lines, max(size // _STEP_PT * _STEP_PT, min(size, _STEP_PT)), pitch)
