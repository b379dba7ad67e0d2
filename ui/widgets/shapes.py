"""Shapes painted as paths, because few fonts have ■ ◆ ⬢: marks of the groups, states, and the box around a key."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.plain import set_name
from ui.translations import tr

_CORNERS = {"triangle": 3, "diamond": 4, "pentagon": 5, "hexagon": 6}


def shape_path(mark: str, rect: QRectF) -> QPainterPath:
    """Return the outline of a mark inside `rect`.

    Marks: circle, square, triangle, diamond, pentagon, hexagon, star, cross, pause, ring; an unknown one is a ring.
    """
    path = QPainterPath()
    if mark == "circle":
        path.addEllipse(rect)
    elif mark == "square":
        path.addRect(
            rect.adjusted(rect.width() * 0.06, rect.height() * 0.06, -rect.width() * 0.06, -rect.height() * 0.06)
        )
    elif mark in _CORNERS:
        path.addPolygon(_regular(rect, _CORNERS[mark], 1.0))
        path.closeSubpath()
    elif mark == "star":
        path.addPolygon(_regular(rect, 10, 0.45))
        path.closeSubpath()
    elif mark == "cross":
        third, width, height = rect.width() / 3, rect.width(), rect.height()
        path.addRect(QRectF(rect.left() + third, rect.top(), third, height))
        path.addRect(QRectF(rect.left(), rect.top() + third, width, height / 3))
        path = path.simplified()
    elif mark == "pause":
        bar = rect.width() / 3
        path.addRect(QRectF(rect.left(), rect.top(), bar, rect.height()))
        path.addRect(QRectF(rect.right() - bar, rect.top(), bar, rect.height()))
    else:
        path.addEllipse(rect)
        inset = rect.width() * 0.22
        path.addEllipse(rect.adjusted(inset, inset, -inset, -inset))
    return path


def _regular(rect: QRectF, corners: int, inner: float) -> QPolygonF:
    """Corners on the ellipse of `rect`, the first on top; every second one at `inner` of the radius."""
    points = []
    for index in range(corners):
        angle = 2 * math.pi * index / corners - math.pi / 2
        reach = inner if index % 2 else 1.0
        x = rect.center().x() + reach * math.cos(angle) * rect.width() / 2
        points.append(QPointF(x, rect.center().y() + reach * math.sin(angle) * rect.height() / 2))
    if corners == _CORNERS["triangle"]:
        points = [QPointF(rect.center().x(), rect.top()), rect.bottomRight(), rect.bottomLeft()]
    return QPolygonF(points)


def draw_shape(painter: QPainter, rect: QRectF, mark: str, shade: QColor) -> None:
    """Fill a mark inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawPath(shape_path(mark, rect))
    painter.restore()


def draw_key(painter: QPainter, rect: QRectF, text: str) -> None:
    """Draw a keyboard key: a small box with a thicker lower edge and its name."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -1.5)
    painter.setPen(QPen(theme.colour("control_line"), 1))
    painter.setBrush(theme.colour("control_line"))
    painter.drawRoundedRect(box.adjusted(0, 1, 0, 1), 4, 4)
    painter.setBrush(theme.colour("card"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour("ink"))
    painter.setFont(theme.type_font("small"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def shape_word(mark: str) -> str:
    """Return the Italian name of a mark, for those who hear it."""
    words = {
        "circle": tr("cerchio"),
        "square": tr("quadrato"),
        "triangle": tr("triangolo"),
        "diamond": tr("rombo"),
        "pentagon": tr("pentagono"),
        "hexagon": tr("esagono"),
        "star": tr("stella"),
        "cross": tr("croce"),
    }
    return words.get(mark, "")


class ShapeMark(QWidget):
    """One shape, as large as a capital letter of the role of type it stands beside; it speaks only if it has a name."""

    def __init__(self, mark: str = "", colour: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        """`colour` is a group's own ``#RRGGBB`` or the name of a colour of the palette; `role` a key of `POINTS`."""
        super().__init__(parent)
        self._mark = mark
        self._colour = colour
        self._role = role
        self._surface = "card"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_shape(mark, colour)

    def set_shape(self, mark: str, colour: str, on: str = "card") -> None:
        """Show another shape; `on` is the surface of the palette behind it."""
        self._mark, self._colour, self._surface = mark, colour, on
        set_name(self, shape_word(mark))
        self.updateGeometry()
        self.update()

    def shade(self) -> QColor:
        """Return the colour it is painted in."""
        names = theme.palette_now().colours()
        return theme.colour(self._colour) if self._colour in names else theme.group_colour(self._colour, self._surface)

    def sizeHint(self) -> QSize:
        """Return a square of about the height of a capital."""
        side = round(theme.points(self._role) * 96 / 72 * 0.86)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape, centred."""
        if not self._mark:
            return
        side = min(self.width(), self.height()) - 1.0
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw_shape(QPainter(self), rect, self._mark, self.shade())
