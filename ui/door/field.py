"""The one field of the door: it searches, takes a name, or waits for a group; other widgets never need the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

SEARCHING, NAMING, CHOOSING = "searching", "naming", "choosing"
_CTRL_Y = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class DoorField(QLineEdit):
    """A large field whose special keys become wishes; `mode` is searching, naming or choosing.

    Signals:
        stepped(int): ↑ ↓ and page keys: so many lines down.
        entered(): Enter.
        walk_in_wanted(): F2.
        group_wanted(int, bool): the group at this place, from 0; True: for the line that is chosen (Alt was held).
        letter_typed(str): a letter while choosing.
        left(): Esc, when there is something to leave.
        undo_wanted(): Ctrl+Z with no words of one's own to take back.
    """

    stepped = Signal(int)
    entered = Signal()
    walk_in_wanted = Signal()
    group_wanted = Signal(int, bool)
    letter_typed = Signal(str)
    left = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = SEARCHING
        self.setProperty("role", "field")

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window, where it has the keys, when there are no words to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            redo = event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _CTRL_Y
            if self._nothing_to_undo(event) or (redo and not self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def _nothing_to_undo(self, event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Undo) and not (self.text() or self.isUndoAvailable())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn keys into wishes; what remains is typing."""
        if self._asked(event) or self._group_key(event):
            return
        if self.mode != CHOOSING:
            super().keyPressEvent(event)
        elif event.text().isprintable() and event.text():
            self.letter_typed.emit(event.text())
        else:
            event.ignore()

    def _asked(self, event: QKeyEvent) -> bool:
        """Answer the keys that are no text."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.entered.emit()
        elif key == Qt.Key.Key_F2:
            self.walk_in_wanted.emit()
        elif key == Qt.Key.Key_Escape and (self.mode != SEARCHING or self.text()):
            self.left.emit()
        elif self._nothing_to_undo(event):
            self.undo_wanted.emit()
        else:
            return False
        return True

    def _group_key(self, event: QKeyEvent) -> bool:
        """Answer a figure that names a group: nobody's name begins with one."""
        place = event.key() - int(Qt.Key.Key_1)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt = held == Qt.KeyboardModifier.AltModifier
        alone = held == Qt.KeyboardModifier.NoModifier and (self.mode == CHOOSING or not self.text())
        if not 0 <= place <= 8 or not (alt or alone) or self.mode == NAMING:  # noqa: PLR2004 - keys 1 to 9
            return False
        self.group_wanted.emit(place, alt)
        return True
