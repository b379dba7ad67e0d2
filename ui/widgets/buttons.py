"""Buttons that show the key that does the same, and the small boxed key by itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui import theme
from ui.plain import PlainWords, set_description, set_name
from ui.translations import tr
from ui.widgets.labels import TextLabel
from ui.widgets.shapes import draw_key

_GAP = 7


def key_size(key: str) -> QSize:
    """Return the size of the box of a key in pixels."""
    metrics = QFontMetrics(theme.type_font("small"))
    height = metrics.height() + 4
    return QSize(max(metrics.horizontalAdvance(key) + 12, height), height + 1)


class KeyBox(QWidget):
    """The box of one key, e.g. "Invio"."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        set_name(self, tr("tasto {0}").format(key))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the box."""
        return key_size(self.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box."""
        draw_key(QPainter(self), QRectF(self.rect()), self.key)


class KeyHint(QWidget):
    """A boxed key and what it does: [Invio] aggiungi."""

    def __init__(self, key: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(KeyBox(key))
        if text:
            layout.addWidget(TextLabel(text, "small", wrap=False))
        set_name(self, tr("tasto {0}: {1}").format(key, text) if text else tr("tasto {0}").format(key))


class QuietButton(PlainWords, QPushButton):
    """A button with a line around it. Qt's own signal `clicked` tells that it was pressed."""

    ink = "ink"

    def __init__(self, text: str = "", key: str = "", parent: QWidget | None = None) -> None:
        """`key` is the name of the key that does the same, shown only: the page owns the shortcut."""
        super().__init__(parent)
        self.key = key
        self.setAutoDefault(False)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Change the words; the accessible name follows."""
        super().setText(text)
        set_name(self, text)
        set_description(self, tr("tasto {0}").format(self.key) if self.key else "")
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """Show another key."""
        self.key = key
        self.setText(self.text())

    def sizeHint(self) -> QSize:
        """Return room for the words, the key and a line of breath."""
        self.ensurePolished()
        hint = super().sizeHint()
        if not self.key:
            return hint
        key = key_size(self.key)
        return QSize(hint.width() + key.width() + _GAP, max(hint.height(), key.height() + 14))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: a button is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, the words in its middle and the key after them."""
        if not self.key:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        key = key_size(self.key)
        text = self.text()
        width = self.fontMetrics().horizontalAdvance(text)
        left = (self.width() - width - _GAP - key.width()) / 2
        painter.setPen(theme.colour(self._shade()))
        painter.drawText(QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        top = (self.height() - key.height()) / 2
        draw_key(painter, QRectF(left + width + _GAP, top, key.width(), key.height()), self.key)

    def _shade(self) -> str:
        if not self.isEnabled():
            return "soft_ink"
        return "accent" if self.isChecked() else self.ink


class PrimaryButton(QuietButton):
    """The one filled button of a page."""

    ink = "on_accent"

    def _shade(self) -> str:
        return "on_accent" if self.isEnabled() else "soft_ink"


class LinkButton(PlainWords, QPushButton):
    """Words in the accent colour that can be pressed, without a box."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Change the words; the accessible name follows."""
        super().setText(text)
        set_name(self, text)
