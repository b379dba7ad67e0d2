"""Surfaces: the card, the pill, and the mark of a group with its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.plain import set_name
from ui.translations import tr
from ui.widgets.labels import ElidedLabel, HeadingLabel
from ui.widgets.shapes import ShapeMark, shape_word


class Card(QFrame):
    """A white sheet with a thin line and round corners; `body` is the vertical layout to fill."""

    def __init__(self, title: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        """`tone`: plain, quiet, warning or current (accent line)."""
        super().__init__(parent)
        self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 14, 18, 16)
        self.body.setSpacing(8)
        self.heading = HeadingLabel(title, "title")
        self.body.addWidget(self.heading)
        self.heading.setVisible(bool(title))

    def set_title(self, title: str) -> None:
        """Change the heading; an empty one disappears."""
        self.heading.setText(title)
        self.heading.setVisible(bool(title))

    def set_tone(self, tone: str) -> None:
        """Change the tone: plain, quiet, warning or current."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()


class Pill(ElidedLabel):
    """A word in a rounded box. Tones: plain (line), accent (filled), link (accent line), warning."""

    def __init__(self, text: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        self._tone = tone
        super().__init__(text, "pill", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        """Change the tone: plain, accent, link or warning."""
        self._tone = tone
        side, height = (14, 6) if tone == "accent" else (10, 2)
        self.setContentsMargins(side, height, side, height)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box and the word."""
        fill, line, ink = {
            "accent": ("accent_paper", "accent_paper", "accent"),
            "link": ("card", "accent", "accent"),
            "warning": ("warning_paper", "warning_ink", "warning_ink"),
        }.get(self._tone, ("card", "control_line", "ink"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(line), 1))
        painter.setBrush(theme.colour(fill))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = min(box.height() / 2, 18)
        painter.drawRoundedRect(box, radius, radius)
        painter.setPen(theme.colour(ink))
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignCenter, self.shown_text())


class GroupMark(QWidget):
    """The shape of a group and its name, in the group's colour: ■ Caregiver."""

    def __init__(
        self, mark: str = "", name: str = "", colour: str = "", role: str = "strong", parent: QWidget | None = None
    ) -> None:
        """`mark`, `colour`: as in the group; `role`: a key of `theme.POINTS`. An empty name shows the shape alone."""
        super().__init__(parent)
        self.shape = ShapeMark(role=role)
        self.name = ElidedLabel(role=role)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(self.shape)
        layout.addWidget(self.name, 1)
        self.set_group(mark, name, colour)

    def set_group(self, mark: str, name: str, colour: str, on: str = "card") -> None:
        """Show another group; `on` is the surface behind (card, paper, rail, quiet_card)."""
        self.shape.set_shape(mark, colour, on)
        self.shape.setVisible(bool(mark))
        self.name.setText(name)
        name = self.name.text()
        self.name.set_group_colour(colour, on)
        self.name.setVisible(bool(name))
        set_name(self, tr("{0}, {1}").format(name, shape_word(mark)) if mark else name)
