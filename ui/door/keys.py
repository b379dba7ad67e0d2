"""The keys of the door as words that can also be clicked: whoever prefers the mouse finds the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.plain import PlainWords, set_description, set_name
from ui.translations import tr
from ui.widgets.buttons import key_size
from ui.widgets.shapes import draw_key
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = 5


class KeyWish(PlainWords, QAbstractButton):
    """A boxed key and what it does; a click does it too. It never takes the focus from the field."""

    def __init__(self, key: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_name(self, words)
        set_description(self, tr("tasto {0}").format(key))

    def sizeHint(self) -> QSize:
        """Return room for the key and the words."""
        key = key_size(self.key)
        metrics = QFontMetrics(theme.type_font("small"))
        return QSize(key.width() + _GAP + metrics.horizontalAdvance(self.text()) + 3, key.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the key, and the words underlined under the mouse."""
        painter = QPainter(self)
        key = key_size(self.key)
        top = (self.height() - key.height()) / 2
        draw_key(painter, QRectF(0, top, key.width(), key.height()), self.key)
        font = theme.type_font("small")
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(theme.colour("ink" if self.underMouse() else "soft_ink"))
        words = QRectF(key.width() + _GAP, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.text())


class KeyRow(QWidget):
    """The row of keys under the field.

    Signals:
        wanted(str): the words of a key were clicked; its name, as given to `show_keys`.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[str, str, str]] = []
        self._flow = WrapLayout(self, 12, 6)

    def show_keys(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show these: name, key and words of each."""
        if list(keys) == self._shown:
            return
        self._shown = list(keys)
        self._flow.clear()
        for name, key, words in keys:
            button = KeyWish(key, words)
            button.clicked.connect(lambda _checked=False, name=name: self.wanted.emit(name))
            self._flow.addWidget(button)
            button.show()

    def shown(self) -> list[str]:
        """Return the keys that are shown."""
        return [key for _, key, _ in self._shown]
