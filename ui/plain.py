"""Texts shown as they stand: Qt guesses at markup where it shows a text, and takes a letter after & for a key.

What it takes for markup may name a picture, and a picture is opened: any file of the laptop, or of a server. So nothing
else in the window sets a tooltip, a name for screen readers, or an entry of a menu; `tests/ui/test_plain.py` holds it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractButton, QListWidgetItem, QMenu, QMessageBox, QWidget

from facilitatore.showing import shown

_JOINER: Final = "\u2060"
"""A word joiner: no width, no break, nothing to say; after < or & it leaves nothing that opens a tag."""
_TIP_WIDTH: Final = 90
_TIP_LETTERS: Final = 1_500


def plain(text: str) -> str:
    """Return `text` so that Qt shows it as it stands: unchanged, or with a word joiner where it would see markup."""
    if not GuiQt.mightBeRichText(text):
        return text
    return text.replace("<", f"<{_JOINER}").replace("&lt;", f"&{_JOINER}lt;")


def set_tip(widget: QWidget | QListWidgetItem, text: str) -> None:
    """Say `text` under the mouse."""
    widget.setToolTip(_tip(text))


def tip_data(role: int, text: str) -> str | None:
    """Return the answer of a model to `role`, of an item that says `text` under the mouse; None to any other role."""
    return _tip(text) if role == Qt.ItemDataRole.ToolTipRole else None


def set_name(widget: QWidget, text: str) -> None:
    """Tell a screen reader what `widget` is."""
    widget.setAccessibleName(plain(shown(text)))


def set_description(widget: QWidget, text: str) -> None:
    """Tell a screen reader what else there is to say of `widget`."""
    widget.setAccessibleDescription(plain(shown(text)))


class PlainWords(QAbstractButton if TYPE_CHECKING else object):  # type: ignore[misc]
    """What every button is besides being Qt's: its words are what was given, an & and all."""

    _words = ""

    def setText(self, text: str) -> None:
        """Change the words."""
        self._words = text
        super().setText(_without_key(text))

    def text(self) -> str:
        """Return the words as they were given."""
        return self._words


def add_entry(menu: QMenu, text: str, chosen: Callable[[], object]) -> QAction:
    """Add an entry that does `chosen`."""
    entry = menu.addAction(_without_key(text))
    entry.setToolTip(plain(text))  # Qt would say the words there, whatever they are
    entry.triggered.connect(lambda _checked: chosen())
    return entry


def _without_key(text: str) -> str:
    return text.replace("&", "&&")


def _tip(text: str) -> str:
    """Return `text` in lines that fit the screen: Qt breaks none of a plain text."""
    if len(text) > _TIP_LETTERS:
        text = text[: _TIP_LETTERS - 1] + "…"
    if len(text) > _TIP_WIDTH:
        text = "\n".join(textwrap.fill(line, _TIP_WIDTH) for line in text.split("\n"))
    return plain(text)


def box_of(text: str) -> QMessageBox:
    """Return a window of its own that says a sentence."""
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Facilitatore")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
