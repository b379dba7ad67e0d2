"""The one field of the door: it searches, takes a name, or waits for a key; other widgets never need the focus."""

from __future__ import annotations

from time import monotonic
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.plain import set_name
from ui.translations import tr

SEARCHING, NAMING, RENAMING, ASKING, CHOOSING = "searching", "naming", "renaming", "asking", "choosing"
BY_KEY: Final = frozenset({ASKING, CHOOSING})
"""What the field does while each key is an answer, and nothing can be typed."""

HOLD_MS: Final = 60
"""How long a figure or letter that is a command waits to see whether it is the first of a scanner's: one types every
1 to 30 ms, a hurried hand every 80."""

_QUICK_S: Final = 0.035
_MOST: Final = 200
_CTRL_Y = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LINE_FEED = "\n"
_HELD = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr})
_LAST_GROUP_KEY: Final = 8


class DoorField(QLineEdit):
    """A large field whose special keys become wishes; `mode` is searching, naming, renaming, asking or choosing.

    Signals:
        stepped(int): ↑ ↓ and page keys: so many lines down.
        entered(): Enter.
        scanned(str): a scanner typed this and Enter, where a hand would have given a command.
        walk_in_wanted(): F2.
        rename_wanted(): F3.
        reprint_wanted(): F4.
        initial_wanted(): F6.
        unrecorded_wanted(): F8.
        group_wanted(int, bool): the group at this place, from 0; True: for the line that is chosen (Alt was held).
        name_chosen(int): while asking, the name at this place, from 0.
        letter_typed(str): a letter while choosing.
        left(): Esc, when there is something to leave.
        undo_wanted(): Ctrl+Z with no words of one's own to take back.
    """

    stepped = Signal(int)
    entered = Signal()
    scanned = Signal(str)
    walk_in_wanted = Signal()
    rename_wanted = Signal()
    reprint_wanted = Signal()
    initial_wanted = Signal()
    unrecorded_wanted = Signal()
    group_wanted = Signal(int, bool)
    name_chosen = Signal(int)
    letter_typed = Signal(str)
    left = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = SEARCHING
        self.setProperty("role", "field")
        self.setAcceptDrops(False)  # a list dropped here is the page's to import, not text
        self.setMaxLength(_MOST)
        self._held = ""
        self._typing_since = 0.0
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self.release)

    def unsaved(self) -> str:
        """Return a name that is being written, or that the disk refused; words one searches with are none."""
        return self.text().strip() if self.mode in (NAMING, RENAMING) and self.isModified() else ""

    def typed_quickly(self) -> bool:
        """Tell whether what stands in the field came faster than a hand types."""
        return bool(self.text()) and monotonic() - self._typing_since < _QUICK_S * len(self.text())

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
        if self._holds(event) or self._asked(event) or self._group_key(event):
            return
        if self.mode in BY_KEY:
            event.ignore()
            return
        if self.selectedText() == self.text():  # what is typed now is the first letter of something new
            self._typing_since = monotonic()
        super().keyPressEvent(event)

    # -- a hand or a scanner ------------------------------------------------------------------------------------

    def _holds(self, event: QKeyEvent) -> bool:
        """Hold back a key that would be a command until it is clear that no scanner typed it."""
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        letter = event.text() if plain and event.text().isprintable() else ""
        if self._held:
            if Qt.Key(event.key()) in _HELD:
                return False
            if letter:
                self._held += letter
                self._hold.start()
                return True
            if _is_enter(event) and len(self._held) > 1:
                scanned, self._held = self._held, ""
                self._hold.stop()
                self.scanned.emit(scanned)
                return True
            self.release()
            return False
        if letter and (self.mode in BY_KEY or (self._is_free() and letter in "123456789")):
            self._held = letter
            self._hold.start()
            return True
        return False

    def _is_free(self) -> bool:
        return self.mode == SEARCHING and not self.text()

    def drop_held(self) -> None:
        """Forget what is held back: the page is about to be deleted."""
        self._held = ""
        self._hold.stop()

    def release(self) -> None:
        """Do what was held back: no scanner went on typing."""
        held, self._held = self._held, ""
        self._hold.stop()
        if len(held) > 1 and self.mode == SEARCHING:
            self.setText(held)
        elif len(held) == 1 and held in "123456789" and self.mode == ASKING:
            self.name_chosen.emit(int(held) - 1)
        elif len(held) == 1 and held in "123456789":
            self.group_wanted.emit(int(held) - 1, False)
        elif len(held) == 1 and self.mode == CHOOSING:
            self.letter_typed.emit(held)

    # -- wishes -------------------------------------------------------------------------------------------------

    def _asked(self, event: QKeyEvent) -> bool:
        """Answer the keys that are no text."""
        key = Qt.Key(event.key())
        wishes = {
            Qt.Key.Key_F2: self.walk_in_wanted,
            Qt.Key.Key_F3: self.rename_wanted,
            Qt.Key.Key_F4: self.reprint_wanted,
            Qt.Key.Key_F6: self.initial_wanted,
            Qt.Key.Key_F8: self.unrecorded_wanted,
        }
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif _is_enter(event):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif key in wishes and not event.modifiers():
            if not event.isAutoRepeat():
                wishes[key].emit()
        elif key == Qt.Key.Key_Escape and (self.mode != SEARCHING or self.text()):
            self.left.emit()
        elif self._nothing_to_undo(event):
            self.undo_wanted.emit()
        else:
            return False
        return True

    def _group_key(self, event: QKeyEvent) -> bool:
        """Answer Alt and a figure, which name a group for the line that is chosen."""
        place = event.key() - int(Qt.Key.Key_1)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != Qt.KeyboardModifier.AltModifier or not 0 <= place <= _LAST_GROUP_KEY:
            return False
        if self.mode in {SEARCHING, CHOOSING}:
            self.group_wanted.emit(place, True)
        return True

    def show_mode(self, mode: str, placeholder: str = "") -> None:
        """Search, take a name, or wait for a key, and say so to a screen reader."""
        self.mode = mode
        self.setReadOnly(mode in BY_KEY)
        if mode != self.property("mode"):
            self.setProperty("mode", mode)  # the style sheet shows that nobody is looked for
            self.style().unpolish(self)
            self.style().polish(self)
        names = {
            SEARCHING: tr("Cerca chi arriva"),
            NAMING: tr("Nome di chi arriva"),
            RENAMING: tr("Nome sull’etichetta"),
            ASKING: tr("Numero del nome"),
            CHOOSING: tr("Tasto del gruppo"),
        }
        set_name(self, names[mode])
        if placeholder:
            self.setPlaceholderText(placeholder)


def _is_enter(event: QKeyEvent) -> bool:
    """Tell whether a key ends a line: some scanners close with a line feed instead of Enter."""
    return Qt.Key(event.key()) in _ENTER or event.text() == _LINE_FEED
