"""The field in which a sentence is written or corrected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.plain import set_name
from ui.translations import tr
from ui.widgets import KeyHint


class _Field(QPlainTextEdit):
    """Two lines; Enter submits, Shift+Enter breaks the line, ↓ after the last line goes to the sentences."""

    submitted = Signal()
    escaped = Signal()
    down_pressed = Signal()

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(super().sizeHint().width(), 2 * self.fontMetrics().lineSpacing() + 32)

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(120, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window while there is nothing of our own to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            if undo or (event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the field."""
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shift:
            self.submitted.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Down and not shift and not self._can_go_down():
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _can_go_down(self) -> bool:
        return self.textCursor().movePosition(QTextCursor.MoveOperation.Down)


class StatementField(QWidget):
    """A new sentence, or the one that is being corrected; what was being written waits meanwhile.

    Signals:
        submitted(str): Enter; call `accept` once the words are safe, else they stay.
        down_pressed(): on to the sentences.
    """

    submitted = Signal(str)
    down_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editing = ""
        self._waiting = ""
        self._shown = ""
        self.field = _Field()
        self.field.setProperty("role", "field")
        self.field.setTabChangesFocus(True)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.submitted.connect(self._submit)
        self.field.escaped.connect(self.leave)
        self.field.down_pressed.connect(self.down_pressed)
        self._add = KeyHint("Invio", tr("aggiungi"))
        self._save = KeyHint("Invio", tr("salva"))
        self._escape = KeyHint("Esc", tr("lascia com’era"))
        hints = QVBoxLayout()
        hints.setSpacing(4)
        hints.addStretch(1)
        for hint in (self._add, self._save, self._escape):
            hints.addWidget(hint)
        hints.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.field, 1)
        layout.addLayout(hints)
        self._show_mode()

    def edit(self, statement: str, text: str) -> None:
        """Put a sentence into the field to correct it."""
        if not self.editing:
            self._waiting = self.field.toPlainText()
        self.editing, self._shown = statement, text
        self._show_mode()
        self.field.setPlainText(text)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.setFocus()

    def has_news(self) -> bool:
        """Tell whether the sentence in hand has other words than when it was opened."""
        return self.field.toPlainText() != self._shown

    def unsaved(self) -> tuple[str, ...]:
        """Return the words that are in the field alone, and those that wait behind a correction."""
        here = self.field.toPlainText() if not self.editing or self.has_news() else ""
        waiting = self._waiting if self.editing else ""
        return tuple(words for words in (here.strip(), waiting.strip()) if words)

    def draft(self) -> dict[str, str]:
        """Return what is in hand, with the id of the sentence that is being corrected, if it is."""
        corrects = bool(self.editing) and self.has_news()
        text = self.field.toPlainText() if corrects or not self.editing else self._waiting
        draft = {"text": text, **({"editing": self.editing, "waiting": self._waiting} if corrects else {})}
        return draft if self.unsaved() else {}

    def take_draft(self, draft: dict[str, str], shown: str | None) -> None:
        """Put words back; `shown` is what the sentence that they correct says now, None where there is none to correct.

        What was typed a moment ago stays, after them.
        """
        text, waiting, typed = draft.get("text", ""), draft.get("waiting", ""), self.field.toPlainText()
        if shown is None or self.editing:
            words = (text, waiting, typed)
            self.field.setPlainText("\n".join(word for word in words if word.strip()))
        else:
            self.editing, self._shown = draft["editing"], shown
            self._waiting = "\n".join(word for word in (waiting, typed) if word.strip())
            self.field.setPlainText(text)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._show_mode()

    def accept(self) -> None:
        """Empty the field: its words are on the disk."""
        if self.editing:
            self.leave()
        else:
            self.field.setPlainText("")

    def leave(self) -> None:
        """Stop correcting, and go on with what was being written."""
        if self.editing:
            self.editing = ""
            self.field.setPlainText(self._waiting)
            self._show_mode()

    def keep_as_new(self) -> None:
        """Go on with the words as a new sentence: the one corrected is not there any more."""
        self.editing = ""
        self._show_mode()

    def _submit(self) -> None:
        if self.field.toPlainText().strip():
            self.submitted.emit(self.field.toPlainText())

    def _show_mode(self) -> None:
        editing = bool(self.editing)
        self._add.setVisible(not editing)
        self._save.setVisible(editing)
        self._escape.setVisible(editing)
        set_name(self.field, tr("Correggi la frase") if editing else tr("Nuova frase"))
        self.field.setPlaceholderText(tr("Scrivi una frase della sintesi"))
