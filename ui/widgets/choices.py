"""Check box, drop-down list, number: Fusion's own signs do not grow with the text, nor show on dark paper."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from ui import theme
from ui.plain import PlainWords, set_name

_GAP = 9


class CheckBox(PlainWords, QCheckBox):
    """A box with a tick and its words; Qt's own signals `toggled` and `clicked`."""

    def __init__(self, text: str = "", *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setChecked(checked)
        self.setText(text)
        set_name(self, text)

    def sizeHint(self) -> QSize:
        """Return room for the box and the words."""
        metrics = QFontMetrics(theme.type_font("body"))
        return QSize(self._side() + _GAP + metrics.horizontalAdvance(self.text()) + 10, metrics.height() + 12)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:
        """Take a click anywhere on the box or the words."""
        return self.rect().contains(position)  # type: ignore[call-overload,no-any-return]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring of the focus, the box, the tick and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.type_font("body"))
        side = self._side()
        box = QRectF(4, (self.height() - side) / 2, side, side)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour("accent" if on else "control_line"), 1.6))
        painter.setBrush(theme.colour("accent" if on else "card"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            tick = [(0.22, 0.52), (0.43, 0.73), (0.8, 0.28)]
            painter.setPen(QPen(theme.colour("on_accent"), side / 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corners = [QPointF(box.left() + x * side, box.top() + y * side) for x, y in tick]
            painter.drawPolyline(QPolygonF(corners))
        painter.setPen(theme.colour("ink" if self.isEnabled() else "soft_ink"))
        words = self.rect().adjusted(int(box.right()) + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _side(self) -> int:
        return round(theme.points("body") * 1.5)


class Choice(QComboBox):
    """A drop-down list with a chevron in the colour of the text."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the list of the style sheet and the chevron over it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("soft_ink"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        reach = theme.points("body") * 0.4
        middle = QPointF(self.width() - 9 - 1.6 * reach, self.height() / 2)
        corners = [middle + QPointF(x * reach, y * reach) for x, y in ((-1, -0.5), (0, 0.5), (1, -0.5))]
        painter.drawPolyline(QPolygonF(corners))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page that scrolls, unless the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QSpinBox):
    """A whole number to type, or to change with the up and down keys; no arrows too small to hit."""

    def __init__(self, least: int = 0, most: int = 999, suffix: str = "", parent: QWidget | None = None) -> None:
        """`suffix` is the unit shown after the number, e.g. " min"."""
        super().__init__(parent)
        self.setRange(least, most)
        self.setSuffix(suffix)
        self.lineEdit().setTextMargins(_GAP, 0, _GAP, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page that scrolls, unless the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
