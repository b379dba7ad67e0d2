"""The buttons of the rail: the rooms, and what this laptop is for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from facilitatore.showing import shown
from ui import theme
from ui.plain import PlainWords, set_description, set_name, set_tip
from ui.translations import tr
from ui.widgets.labels import MOST_IN_LINE
from ui.widgets.shapes import draw_shape, shape_word

RAIL_WIDTH = 168
_PRESSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _RailButton(PlainWords, QAbstractButton):
    """What the two kinds of button of the rail share: the focus ring and Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it too."""
        if event.key() in _PRESSING:
            self.click()
        else:
            super().keyPressEvent(event)

    def paint_back(self, painter: QPainter) -> QRectF:
        """Paint the sheet behind, and the ring of the focus; return its rectangle."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -2)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("shadow"))
            painter.drawRoundedRect(box.adjusted(0.5, 1, -0.5, 1), 9, 9)
            painter.setBrush(theme.colour("card"))
            painter.drawRoundedRect(box, 9, 9)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("quiet_card"))
            painter.drawRoundedRect(box, 9, 9)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 9, 9)
        return box

    def paint_words(self, painter: QPainter, rect: QRectF, text: str) -> bool:
        """Paint one line, shortened if it must be; tell whether it was."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        return shown != text


class RoomButton(_RailButton):
    """One room: its number in a small box and its name."""

    def __init__(self, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        set_name(self, name)
        set_description(self, f"Ctrl+{number}")
        set_tip(self, f"{name} (Ctrl+{number})")

    def sizeHint(self) -> QSize:
        """Return room for the number and the name in bold."""
        metrics = QFontMetrics(theme.type_font("strong"))
        return QSize(metrics.horizontalAdvance(self.text()) + self._badge() + 36, max(48, metrics.height() + 18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        box = self.paint_back(painter)
        side = self._badge()
        badge = QRectF(box.left() + 11, box.center().y() - side / 2, side, side)
        here = theme.colour("accent" if self.isChecked() else "soft_ink")
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "control_line"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge, 5, 5)
        painter.setFont(theme.type_font("small", bold=True))
        painter.setPen(here)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(theme.type_font("body", bold=self.isChecked()))
        painter.setPen(theme.colour("accent" if self.isChecked() else "ink"))
        left = badge.right() + 10
        self.paint_words(painter, QRectF(left, box.top(), box.right() - left - 6, box.height()), self.text())

    def _badge(self) -> int:
        return QFontMetrics(theme.type_font("small")).height() + 4


class JobButton(_RailButton):
    """What this laptop is for: the group it serves, or the door, or the Cabina di Regia."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._colour = "", ""
        self.set_job("")

    def set_job(self, title: str, mark: str = "", colour: str = "") -> None:
        """Show a job; without a mark it is not a group's."""
        self._mark, self._colour = mark, colour
        self._caption = tr("Gruppo di questo portatile") if mark else tr("Questo portatile")
        self.setText(shown(title, MOST_IN_LINE) or tr("scegli…"))
        said = tr("{0}: {1}").format(self._caption, self.text())
        set_name(self, tr("{0}, {1}").format(said, shape_word(mark)) if mark else said)
        set_tip(self, self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the caption, wrapped in the width of the rail, and of the title on one line."""
        width = max(self.width(), RAIL_WIDTH - 20)
        small, strong = (QFontMetrics(theme.type_font(role)) for role in ("small", "strong"))
        room = QRect(0, 0, width - 19, 1000)
        caption = small.boundingRect(room, Qt.TextFlag.TextWordWrap, self._caption).height()
        return QSize(RAIL_WIDTH - 20, caption + strong.height() + 14)

    def minimumSizeHint(self) -> QSize:
        """Return the same: it is never squeezed."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the caption wraps otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it, the title at the bottom and the caption above."""
        painter = QPainter(self)
        box = self.paint_back(painter).adjusted(11, 4, -6, -5)
        painter.setFont(theme.type_font("strong"))
        line = painter.fontMetrics().height()
        shade = theme.group_colour(self._colour, "rail") if self._colour else theme.colour("accent")
        painter.setPen(shade)
        left = box.left()
        if self._mark:
            side = line * 0.56
            draw_shape(painter, QRectF(left, box.bottom() - line / 2 - side / 2, side, side), self._mark, shade)
            left += side + 6
        self.paint_words(painter, QRectF(left, box.bottom() - line, box.right() - left, line), self.text())
        painter.setFont(theme.type_font("small"))
        painter.setPen(theme.colour("soft_ink"))
        above = QRectF(box.left(), box.top(), box.width(), box.height() - line)
        painter.drawText(above, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap, self._caption)
