"""What can stand on a sheet of paper, and where: lengths in mm from the sheet's top left corner, downwards.

Layouts (badges, lists, signs, the trial page) make a `Paper`; two painters put it on paper: `pdf` as a file, and the
window's as a preview and on a printer. Both draw the same, because nothing is left for them to decide.

What is placed are named tuples (`_replace` makes a changed one): a frozen dataclass takes ten times as long to define,
0.8 ms, and badges are printed by a program that lives for a quarter of a second.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from facilitatore.door.paper.text import Line

MARKS = ("circle", "square", "triangle", "diamond", "hexagon", "star")
"""The shapes of the groups' marks."""

CURVE = 0.5522847498
"""Length of the handles that make four Bézier curves a circle of radius 1."""

MARK_POINTS = {
    "square": ((0.05, 0.05), (0.95, 0.05), (0.95, 0.95), (0.05, 0.95)),
    "triangle": ((-0.02, 0.96), (1.02, 0.96), (0.5, 0.04)),
    "diamond": ((0.5, -0.06), (1.06, 0.5), (0.5, 1.06), (-0.06, 0.5)),
    "hexagon": ((0.5, -0.02), (0.95, 0.24), (0.95, 0.76), (0.5, 1.02), (0.05, 0.76), (0.05, 0.24)),
    "star": (
        (0.5, -0.04),
        (0.653, 0.33),
        (1.052, 0.361),
        (0.747, 0.62),
        (0.841, 1.009),
        (0.5, 0.8),
        (0.159, 1.009),
        (0.253, 0.62),
        (-0.052, 0.361),
        (0.347, 0.33),
    ),
}
"""Corners in the mark's square, from its top left: sizes that look alike, not sides that measure alike."""

PAGES_MM = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "Letter": (215.9, 279.4)}
"""Width and height of the sheets in use (ISO 216; ANSI A)."""


class PlacedText(NamedTuple):
    """A line with its pen's start on the baseline; `colour` as in ``#0072B2``."""

    line: Line
    x_mm: float
    y_mm: float
    size_pt: float
    colour: str


class PlacedMark(NamedTuple):
    """A group's shape, of one of the `MARKS`, in a square of `size_mm`."""

    mark: str
    colour: str
    x_mm: float
    y_mm: float
    size_mm: float


class PlacedCode(NamedTuple):
    """The QR code of a token (`qr.qr_runs`), of `size_mm` without its white border."""

    token: str
    x_mm: float
    y_mm: float
    size_mm: float


class PlacedRule(NamedTuple):
    """A filled rectangle; a line is a thin one."""

    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float
    colour: str


Placed = PlacedText | PlacedMark | PlacedCode | PlacedRule


class Adjustment(NamedTuple):
    """What makes up for a printer that misses: everything is scaled from the top left corner, then moved right and down."""

    dx_mm: float = 0.0
    dy_mm: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0


MOST_SHIFT_MM = 15.0
MOST_SCALE = 0.05
"""No printer misses by more; what is measured beyond this was measured wrongly."""

EXACT = Adjustment()
"""For a printer that prints where it is told."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Sheets ready to be drawn; `missing` are letters no font has, per text: drawing them would lose them."""

    title: str
    page_mm: tuple[float, float]
    pages: tuple[tuple[Placed, ...], ...]
    missing: dict[str, tuple[str, ...]] = field(default_factory=dict)
