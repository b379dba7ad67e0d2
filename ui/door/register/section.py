"""One thing that can be done with the register: what it is for, and behind a button the fields it needs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.plain import set_description
from ui.translations import tr
from ui.widgets import Card, PrimaryButton, QuietButton, TextLabel
from ui.widgets.scrolling import bring_into_view
from ui.widgets.wrap_row import wrap_row

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Line(QLineEdit):
    """A field whose Enter ends with it: what it did moved the focus to a button, which must not be pressed as well."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for itself alone."""
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()


class SecretLine(Line):
    """Shows dots, until somebody wants to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_letters(False)

    def show_letters(self, on: bool) -> None:
        """Show letters, or dots again."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)


class Section(Card):
    """A card that opens in its place; never a box over the page.

    Signals:
        opened(): its fields are seen now.
        done(str): it was done, with a sentence.
    """

    opened = Signal()
    done = Signal(str)

    def __init__(self, title: str, words: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.words = TextLabel(words, "soft")
        self.open_button = QuietButton(button)
        self.open_button.clicked.connect(self.open)
        self.buttons = wrap_row(self.open_button)
        self.part = QWidget()
        self.fields = QVBoxLayout(self.part)
        self.fields.setContentsMargins(0, 4, 0, 0)
        self.fields.setSpacing(8)
        self.part.hide()
        for widget in (self.words, self.buttons, self.part):
            self.body.addWidget(widget)

    def open(self) -> None:
        """Show the fields."""
        self.buttons.hide()
        self.part.show()
        self.opened.emit()

    def close_part(self, *, give_focus: bool = False) -> bool:
        """Hide and empty the fields; False when they are not seen."""
        if self.part.isHidden():
            return False
        self.part.hide()
        self.buttons.show()
        self.empty()
        if give_focus:
            self.open_button.setFocus()
        return True

    def empty(self) -> None:
        """Take out of the fields what was written there."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.close_part(give_focus=True):
            return
        super().keyPressEvent(event)


class Certain(Card):
    """What exactly would go, and the two ways on: the harmless one has the focus.

    Signals:
        confirmed(): do it.
        left(): do not.
    """

    confirmed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="warning", parent=parent)
        self.words = TextLabel()
        self.yes_button = PrimaryButton()
        self.yes_button.clicked.connect(self.confirmed)
        self.no_button = QuietButton(tr("Lascia stare"), tr("Esc"))
        self.no_button.clicked.connect(self.left)
        self.body.addWidget(self.words)
        self.body.addWidget(wrap_row(self.no_button, self.yes_button))
        self.hide()

    def ask(self, title: str, words: str, yes: str) -> None:
        """Say what would go; `yes` are the words of the button that does it."""
        self.set_title(title)
        self.words.setText(words)
        self.yes_button.setText(yes)
        self.show()
        self.no_button.setFocus()
        set_description(self.no_button, words)
        bring_into_view(self)
