"""A small picture of a sheet of labels: which are gone, and which comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.plain import set_name
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.badges.stock import Stock

_HEIGHT = 240
_WIDTH = 240
_EDGE = 2
_SMALLEST_NUMBER = 13.0
"""Pixels of height under which a label has no room for its number."""


class SheetPicture(QWidget):
    """Paints a sheet as its measures say: what overlaps or leaves the sheet is seen to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stock: Stock | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sheet(self, stock: Stock | None) -> None:
        """Show another sheet, or none while its measures make no sense."""
        self._stock = stock
        set_name(self, tr("Disegno del foglio") if stock is None else tr("Foglio: {0}").format(stock.title))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the shape of the sheet, larger with the text."""
        scale = 1 + (theme.text_scale_now() - 1) * 0.5
        width, height = self._stock.page_mm if self._stock else (210.0, 297.0)
        unit = min(_HEIGHT * scale / height, _WIDTH * scale / width)
        return QSize(round(width * unit) + 2 * _EDGE, round(height * unit) + 2 * _EDGE)

    def label_area(self, cell: int) -> QRectF:
        """Return where label `cell` (from 0) is, in pixels."""
        stock = self._stock
        if stock is None:
            return QRectF()
        unit = (self.width() - 2 * _EDGE) / stock.page_mm[0]
        x, y = stock.corner_mm(cell)
        w_mm, h_mm = stock.label_mm
        return QRectF(_EDGE + x * unit, _EDGE + y * unit, w_mm * unit, h_mm * unit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet and its labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("control_line"), 1))
        painter.setBrush(theme.colour("quiet_card"))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        for cell in range(self._stock.per_sheet if self._stock else 0):
            self.paint_label(painter, cell)

    def paint_label(self, painter: QPainter, cell: int) -> None:
        """Paint an ordinary label."""
        draw_label(painter, self.label_area(cell), cell + 1)


def draw_label(
    painter: QPainter, area: QRectF, number: int, *, gone: bool = False, following: bool = False, focused: bool = False
) -> None:
    """Paint label `number`: crossed where it is gone, thick and bold where it comes next."""
    inner = area.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(theme.colour("accent" if following else "control_line"), 2.4 if following else 1))
    painter.setBrush(theme.colour("quiet_card" if gone else "accent_paper" if following else "card"))
    radius = min(inner.width(), inner.height()) * 0.08
    painter.drawRoundedRect(inner, radius, radius)
    if gone:
        painter.setPen(QPen(theme.colour("control_line"), 1.2))
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    elif inner.height() >= _SMALLEST_NUMBER:
        font = theme.type_font("small", bold=following)
        font.setPixelSize(max(round(min(inner.height() * 0.6, theme.points("small") * 1.4)), 9))
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if following else "ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, str(number))
    elif following:
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(QPointF(inner.center()), 2.5, 2.5)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("ink"), 2, Qt.PenStyle.DotLine))
        painter.drawRect(inner.adjusted(1.5, 1.5, -1.5, -1.5))
