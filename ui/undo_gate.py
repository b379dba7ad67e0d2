"""Ctrl+Z and Ctrl+Y reach the window from any text field that has nothing of its own to take back.

Qt's fields claim both keys for themselves even when they have nothing to undo, so that after Enter in a field the
evening's undo would be out of reach.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget


def passes_by(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Tell whether an event announces Ctrl+Z or Ctrl+Y to a text field that has nothing to take back or do again."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not can_undo
    return event.matches(QKeySequence.StandardKey.Redo) and not can_redo


class UndoGate(QObject):
    """Watches the field that has the focus, and no other: a filter on everything would cost at every event."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        """Begin to watch."""
        super().__init__(parent)
        app.focusChanged.connect(self._move)

    def _move(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and own_history(now) is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep from the field what it has no use for; the window's shortcut then has it."""
        history = own_history(watched)
        if history is not None and passes_by(event, *history):
            event.ignore()
            return True
        return False


def own_history(field: QObject) -> tuple[bool, bool] | None:
    """Return whether a text field could undo and redo by itself; None for what is no text field."""
    if isinstance(field, QAbstractSpinBox):
        inside = field.findChild(QLineEdit)
        return own_history(inside) if inside is not None else (False, False)
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable(), field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit):
        document = field.document()
        return document.isUndoAvailable(), document.isRedoAvailable()
    return None
