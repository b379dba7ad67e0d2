"""The line that asks for the name of a cloud: to put notes into it, or to call it otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from ui.plain import set_name
from ui.translations import tr
from ui.widgets import KeyHint, TextLabel


class CloudBar(QWidget):
    """Asks for one name, with those that exist offered while typing.

    Signals:
        named(str): Enter; the bar stays until `close_bar`, so that a refused name is not lost.
        left(): Esc.
    """

    named = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = TextLabel(role="strong", wrap=False)
        self.field = QLineEdit()
        self._offered = ""
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self._completer = completer
        self.field.setCompleter(completer)
        self.field.returnPressed.connect(lambda: self.named.emit(self.field.text().strip()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.label)
        layout.addWidget(self.field, 1)
        layout.addWidget(KeyHint("Invio", tr("va bene")))
        layout.addWidget(KeyHint("Esc", tr("lascia stare")))
        self.hide()

    def ask(self, question: str, text: str, names: Sequence[str], placeholder: str = "") -> None:
        """Show the line with this question and text."""
        self._names.setStringList(list(names))
        self.label.setText(question)
        set_name(self.field, question)
        self.field.setPlaceholderText(placeholder)
        self._offered = text
        self.field.setText(text)
        self.show()

    def start(self) -> None:
        """Take the focus."""
        self.field.selectAll()
        self.field.setFocus()

    def in_hand(self) -> str:
        """Return the name that is being written, if another than was offered."""
        text = self.field.text().strip()
        return text if text != self._offered else ""

    def close_bar(self) -> None:
        """Hide the line."""
        self._offered = ""
        self.field.setText("")
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            self.left.emit()
        else:
            super().keyPressEvent(event)
