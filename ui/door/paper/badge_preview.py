"""The badge as it will be printed: the same layout, the same painter, on a label of the same shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitatore.door.badges.layout import lay_out
from facilitatore.door.paper.fonts import Fonts
from facilitatore.errors import NotDrawable, Problem
from facilitatore.sentences import say
from ui import theme
from ui.door.paper.painter import paint_things
from ui.plain import set_description, set_name
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.badges.layout import Badge
    from facilitatore.door.badges.stock import Stock
    from facilitatore.door.paper.drawing import Placed

_WIDTH, _HEIGHT = 240.0, 150.0
_EDGE = 1.0
_SQUARE_CORNER_PX = 3.0


class BadgePreview(QWidget):
    """Paints a label: the paper is light in the dark window too, because paper is."""

    def __init__(self, parent: QWidget | None = None, fonts: Fonts | None = None) -> None:
        """`fonts` may be those of another preview: what the computer's fonts can write is looked for once."""
        super().__init__(parent)
        self._room: tuple[float, float] | None = None
        self._badge: Badge | None = None
        self._stock: Stock | None = None
        self._qr = True
        self.fonts = fonts or Fonts()
        self._things: tuple[Placed, ...] = ()
        self._corner = (0.0, 0.0)
        self.trouble = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_name(self, tr("Etichetta vuota"))

    def set_label(self, stock: Stock, *, qr: bool) -> None:
        """Show the badge on these labels, with or without its code."""
        if (stock, qr) != (self._stock, self._qr):
            self._stock, self._qr = stock, qr
            self._lay_out()
            self.updateGeometry()

    def set_room(self, width: float, height: float) -> None:
        """Take no more room than this, in pixels, however large the text is."""
        room = (width - 2 * _EDGE, height - 2 * _EDGE)
        if room != self._room:
            self._room = room
            self.updateGeometry()

    @property
    def badge(self) -> Badge | None:
        """The badge that is shown."""
        return self._badge

    def set_badge(self, badge: Badge | None) -> None:
        """Show a badge, or an empty label; `trouble` then says what would be wrong with it on paper."""
        if badge != self._badge:
            self._badge = badge
            self._lay_out()

    def _lay_out(self) -> None:
        """Place everything once: painting it again costs no shaping."""
        self._things, self.trouble = (), ""
        name = self._badge.first_name if self._badge else ""
        set_name(self, tr("Etichetta: {0}").format(name) if name else tr("Etichetta vuota"))
        if self._badge is not None and self._stock is not None:
            try:
                sheets = lay_out([self._badge], self._stock, fonts=self.fonts, qr=self._qr)
            except Problem as problem:
                self.trouble = tr(say(problem))
            else:
                placed = sheets.pages[0][0]
                self._things = placed.things()
                self._corner = (placed.area.x_mm, placed.area.y_mm)
                if sheets.missing:
                    self.trouble = tr(say(NotDrawable(sheets.missing)))
                elif sheets.warnings:
                    small = tr("Su questa etichetta «{0}» viene molto piccolo: accorcia il nome con F3.")
                    self.trouble = small.format(name)
        set_description(self, self.trouble)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the shape of the label, larger with the text."""
        scale = 1 + (theme.text_scale_now() - 1) * 0.5
        unit = self._unit(*(self._room or (_WIDTH * scale, _HEIGHT * scale)))
        width, height = self._size_mm()
        return QSize(round(width * unit + 2 * _EDGE), round(height * unit + 2 * _EDGE))

    def _size_mm(self) -> tuple[float, float]:
        return self._stock.label_mm if self._stock else (80.0, 50.0)

    def _unit(self, width: float, height: float) -> float:
        w_mm, h_mm = self._size_mm()
        return min(width / w_mm, height / h_mm)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the label and what is printed on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        w_mm, h_mm = self._size_mm()
        unit = self._unit(self.width() - 2 * _EDGE, self.height() - 2 * _EDGE)
        radius = max((self._stock.radius_mm if self._stock else 0.0) * unit, _SQUARE_CORNER_PX)
        label = QPainterPath()
        label.addRoundedRect(QRectF(_EDGE, _EDGE, w_mm * unit, h_mm * unit), radius, radius)
        painter.setPen(QPen(theme.colour("control_line"), 1))
        painter.setBrush(QColor(theme.LIGHT.card))
        painter.drawPath(label)
        painter.setClipPath(label)
        painter.translate(_EDGE - self._corner[0] * unit, _EDGE - self._corner[1] * unit)
        paint_things(painter, self._things, unit)
