"""Paper painted by Qt: the preview and the printer draw what `facilitatore.door.paper.pdf` writes.

Letters are filled outlines, not Qt's text: the printer's driver has no say in fonts, and the shapes are those that
were measured for the layout.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPainterPath, QPolygonF, QTransform

from facilitatore.door.paper.drawing import (
    MARK_POINTS,
    Placed,
    PlacedCode,
    PlacedMark,
    PlacedText,
)
from facilitatore.door.paper.fit import POINT_MM
from facilitatore.door.paper.qr import MODULES, qr_runs

if TYPE_CHECKING:
    from facilitatore.door.paper.fonts import Face, Step
    from facilitatore.door.paper.text import GlyphRun

_EM = 1000
"""Units of the outlines in an em."""

_EDGES = range(MODULES + 1)
_INK = QColor("black")
_FEWEST_PIXELS = 1.5
"""Modules of fewer device pixels are left to grey: moved to whole pixels, they would be of very different widths."""

_glyphs: WeakKeyDictionary[Face, dict[int, QPainterPath]] = WeakKeyDictionary()
"""Outlines already made, for as long as their font is in use."""


def paint_things(painter: QPainter, things: Iterable[Placed], unit: float, *, coloured: bool = True) -> None:
    """Paint `things`; the painter's origin is the sheet's top left corner, `unit` how many of its units make 1 mm.

    The painter is left as it was. Letters no font has come out as empty boxes. Not `coloured`, colours come out black
    and greys as they are: a printer with black only would make dots of a group's colour.
    """
    painter.save()
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(unit, unit)
        for thing in things:
            _paint(painter, thing, coloured=coloured)
    finally:
        painter.restore()


def _paint(painter: QPainter, thing: Placed, *, coloured: bool) -> None:
    if isinstance(thing, PlacedCode):
        _paint_code(painter, thing)
        return
    shade = _shade(thing.colour, coloured=coloured)
    if isinstance(thing, PlacedText):
        _paint_text(painter, thing, shade)
    elif isinstance(thing, PlacedMark):
        painter.fillPath(_mark_path(thing), shade)
    else:
        painter.fillRect(QRectF(thing.x_mm, thing.y_mm, thing.w_mm, thing.h_mm), shade)


def _shade(colour: str, *, coloured: bool) -> QColor:
    shade = QColor(colour)
    return shade if coloured or not shade.saturation() else _INK


def _paint_text(painter: QPainter, text: PlacedText, shade: QColor) -> None:
    """Fill a line font by font: outlines of two fonts may turn in opposite ways, and would cut holes in each other."""
    em_mm = text.size_pt * POINT_MM / _EM
    painter.save()
    painter.translate(text.x_mm, text.y_mm)
    painter.scale(em_mm, -em_mm)
    for run in text.line.runs:
        painter.fillPath(_run_path(run), shade)
        painter.translate(run.width, 0)
    painter.restore()


def _run_path(run: GlyphRun) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    known = _glyphs.setdefault(run.face, {})
    pen = 0.0
    for gid, shift_x, shift_y, advance, _ in run.glyphs:
        if gid not in known:
            known[gid] = _glyph_path(run.face.outline(gid))
        path.addPath(known[gid].translated(pen + shift_x, shift_y))
        pen += advance
    return path


def _glyph_path(steps: Iterable[Step]) -> QPainterPath:
    path = QPainterPath()
    for step, at in steps:
        if step == "m":
            path.moveTo(*at)
        elif step == "l":
            path.lineTo(*at)
        elif step == "q":
            path.quadTo(*at)
        elif step == "c":
            path.cubicTo(*at)
        else:
            path.closeSubpath()
    return path


def _mark_path(mark: PlacedMark) -> QPainterPath:
    path = QPainterPath()
    if mark.mark == "circle":
        path.addEllipse(QRectF(mark.x_mm, mark.y_mm, mark.size_mm, mark.size_mm))
        return path
    corners = [QPointF(x, y) for x, y in MARK_POINTS[mark.mark]]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return QTransform(mark.size_mm, 0, 0, mark.size_mm, mark.x_mm, mark.y_mm).map(path)


def _paint_code(painter: QPainter, code: PlacedCode) -> None:
    """Paint the modules as one path, which has no seams on paper; on a screen on whole pixels, where they are crisp."""
    edges = _whole_pixels(painter, code)
    if edges is not None:
        across, down = edges
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for x, y, length in qr_runs(code.token):
            corner = QPointF(across[x], down[y])
            painter.fillRect(QRectF(corner, QPointF(across[x + length], down[y + 1])), _INK)
        painter.restore()
        return
    module = code.size_mm / MODULES
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for x, y, length in qr_runs(code.token):
        path.addRect(code.x_mm + x * module, code.y_mm + y * module, length * module, module)
    painter.fillPath(path, _INK)


def _whole_pixels(painter: QPainter, code: PlacedCode) -> tuple[list[float], list[float]] | None:
    """Return in mm where columns and rows begin once moved to the device's pixels; None where that is no use."""
    onto = painter.deviceTransform()
    if painter.paintEngine().type() != QPaintEngine.Type.Raster or onto.isRotating():
        return None
    module = code.size_mm / MODULES
    if min(abs(onto.m11()), abs(onto.m22())) * module < _FEWEST_PIXELS:
        return None
    return (
        [(round(onto.m11() * (code.x_mm + at * module) + onto.dx()) - onto.dx()) / onto.m11() for at in _EDGES],
        [(round(onto.m22() * (code.y_mm + at * module) + onto.dy()) - onto.dy()) / onto.m22() for at in _EDGES],
    )
