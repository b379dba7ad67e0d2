"""The face of the countdown: a ring that empties, digits as large as there is room for, and the state in a word."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.plain import set_description, set_name
from ui.translations import tr
from ui.widgets.shapes import draw_shape

READY, RUNNING, ENDING, PAUSED, OVER = "ready", "running", "ending", "paused", "over"
_LARGEST_POINTS = 400.0
_WIDEST_DIGITS = "00:00"
_TEN_MINUTES = 600.0
_LONG_OVER = 11
"""Minutes past the end after which nothing new is told."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is told: a shape, a word and the name of a colour of the palette."""

    shape: str
    word: str
    colour: str


def look_of(state: str) -> Look:
    """Return the look of a state: ready, running, ending, paused or over."""
    looks = {
        READY: Look("ring", tr("pronto"), "soft_ink"),
        RUNNING: Look("circle", tr("in corso"), "accent"),
        ENDING: Look("triangle", tr("sta per finire"), "warning_ink"),
        PAUSED: Look("pause", tr("in pausa"), "soft_ink"),
        OVER: Look("square", tr("tempo finito"), "error_ink"),
    }
    return looks[state]


def digits(remaining_s: float) -> str:
    """Return the time left as people read it: "2:05", after the end "+0:12", at last only that it is long over.

    Seconds are rounded up, so that "0:00" is shown only when the time is really over.
    """
    if remaining_s < -_TEN_MINUTES:
        return tr("da oltre 10 min")
    seconds = math.ceil(remaining_s) if remaining_s >= 0 else math.floor(-remaining_s)
    return f"{'+' if remaining_s < 0 and seconds else ''}{seconds // 60}:{seconds % 60:02d}"


class CountdownFace(QWidget):
    """Paints what it is told; it has no clock of its own and never moves by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remaining, self._total, self._state = 0.0, 0.0, READY
        self._caption = ""
        self._centre = ("", "")
        self._shown: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 120)
        self._tell()

    @property
    def state(self) -> str:
        """The state shown: ready, running, ending, paused or over."""
        return self._state

    def set_state(self, remaining_s: float, total_s: float, state: str) -> None:
        """Show the time left of a total, both in seconds, and a state (a key of `look_of`).

        Repaints only when a digit, the word or the ring by a degree has changed: it may be called many times a second.
        """
        told = self._told()
        self._remaining, self._total, self._state = remaining_s, total_s, state
        shown = (digits(remaining_s), state, round(self._fraction() * 360))
        if shown != self._shown:
            self._shown = shown
            self.update()
        if self._told() != told:
            self._tell()

    def set_caption(self, text: str) -> None:
        """Write a line under the digits, e.g. "intervento di 2 minuti"."""
        self._caption = text
        self.update()

    def set_centre(self, figure: str, words: str = "") -> None:
        """Write inside the ring, e.g. "10" and "di 14"."""
        self._centre = (figure, words)
        self.update()

    def digits_font(self) -> QFont:
        """Return the font of the digits at the present size of the widget."""
        area = self._digits_area()
        font = theme.type_font("figure")
        metrics = QFontMetricsF(font)
        widest = _WIDEST_DIGITS if self._total >= _TEN_MINUTES else _WIDEST_DIGITS[1:]
        widest = max((widest, digits(self._remaining)), key=len)
        factor = min(area.width() / metrics.horizontalAdvance(widest), area.height() / metrics.capHeight())
        font.setPointSizeF(min(max(theme.points("figure") * factor, 1.0), _LARGEST_POINTS))
        return font

    def sizeHint(self) -> QSize:
        """Return a comfortable size; it takes all the room it gets."""
        return QSize(640, 320)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ring, word, digits and caption."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = look_of(self._state)
        self._paint_ring(painter, self._ring_area(), theme.colour(look.colour))
        area = self._digits_area()
        font = self.digits_font()
        cap = QFontMetricsF(font).capHeight()
        base = area.center().y() + cap / 2
        line = self._line()
        painter.setFont(font)
        painter.setPen(theme.colour("error_ink" if self._state == OVER else "ink"))
        painter.drawText(QPointF(area.left(), base), digits(self._remaining))
        self._paint_word(painter, look, QPointF(area.left() + 2, base - cap - line * 0.65))
        painter.setFont(theme.type_font("body"))
        painter.setPen(theme.colour("soft_ink"))
        caption = QRectF(area.left() + 2, base + line * 0.5, area.width(), line * 1.2)
        text = painter.fontMetrics().elidedText(self._caption, Qt.TextElideMode.ElideRight, int(caption.width()))
        painter.drawText(caption, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_word(self, painter: QPainter, look: Look, baseline: QPointF) -> None:
        font = theme.type_font("title")
        metrics = QFontMetricsF(font)
        side = metrics.capHeight() * 1.05
        top = baseline.y() - metrics.capHeight()
        draw_shape(painter, QRectF(baseline.x(), top, side, side), look.shape, theme.colour(look.colour))
        painter.setFont(font)
        painter.setPen(theme.colour(look.colour))
        painter.drawText(QPointF(baseline.x() + side * 1.5, baseline.y()), look.word)

    def _paint_ring(self, painter: QPainter, area: QRectF, shade: QColor) -> None:
        hole = area.adjusted(*(area.width() * part for part in (0.2, 0.2, -0.2, -0.2)))
        painter.setPen(Qt.PenStyle.NoPen)
        for fraction, fill in ((1.0, theme.colour("rail")), (self._fraction(), shade)):
            if fraction <= 0:
                continue
            ring = QPainterPath()
            ring.moveTo(area.center())
            ring.arcTo(area, 90, 360 * fraction)
            ring.closeSubpath()
            inside = QPainterPath()
            inside.addEllipse(hole)
            painter.setBrush(fill)
            painter.drawPath(ring.subtracted(inside))
        figure, words = self._centre
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.type_font("clock"))
        middle = hole.adjusted(0, 0, 0, -self._line()) if words else hole
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, figure)
        painter.setFont(theme.type_font("body"))
        painter.setPen(theme.colour("soft_ink"))
        below = hole.adjusted(0, self._line() * 1.4, 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def _fraction(self) -> float:
        if self._state == OVER or self._total <= 0:
            return 0.0
        return min(max(self._remaining / self._total, 0.0), 1.0)

    def _ring_area(self) -> QRectF:
        side = min(self.height() * 0.8, self.width() * 0.3)
        return QRectF(self.width() * 0.04, (self.height() - side) / 2, side, side)

    def _digits_area(self) -> QRectF:
        """Where the digits may be: right of the ring, with room for the word above and the caption below."""
        left = self._ring_area().right() + self.width() * 0.05
        band = self._line() * 1.85
        return QRectF(left, band, self.width() * 0.97 - left, max(self.height() - 2 * band, 10.0))

    def _line(self) -> float:
        return QFontMetricsF(theme.type_font("body")).height()

    def _tell(self) -> None:
        """Say the state and the time left, once a minute: a screen reader must not read every second aloud."""
        set_name(self, tr("Conto alla rovescia: {0}").format(look_of(self._state).word))
        left = digits(self._remaining)
        set_description(self, left if self._remaining < -_TEN_MINUTES else tr("restano {0}").format(left))

    def _told(self) -> tuple[str, int]:
        return self._state, max(math.ceil(self._remaining / 60), -_LONG_OVER)
