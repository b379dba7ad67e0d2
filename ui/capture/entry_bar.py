"""The line in which notes are typed: kind, words, Enter, next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from facilitatore.capture.model import NOTE_KINDS
from ui.plain import add_entry, set_name
from ui.translations import tr
from ui.undo_gate import passes_by
from ui.widgets import KeyHint, QuietButton, kind_word


class EntryField(QLineEdit):
    """A text field that leaves Ctrl+Z and Ctrl+Y to the window while it has nothing of its own to take back."""

    focused = Signal()
    down_pressed = Signal()
    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        """Let the window's undo pass: Qt's field keeps the keys even when it is empty."""
        if passes_by(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody writes here."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn ↓ and Esc into signals; everything else is typing."""
        if event.key() == Qt.Key.Key_Down and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class EntryBar(QWidget):
    """Kind and words of the next note, or of the one that is being corrected.

    While a note is corrected, what was being typed waits, kind included, and comes back afterwards.

    Signals:
        submitted(str): Enter on these words; call `accept` once they are safe, else they stay.
    """

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = NOTE_KINDS[0]
        self.editing = ""
        self._waiting = ("", self.kind)
        self._shown = ""
        self.kind_button = QuietButton("", "Alt 1")
        self.kind_button.clicked.connect(self._open_menu)
        self.field = EntryField()
        self.field.setProperty("role", "field")
        self.field.returnPressed.connect(self._submit)
        self.field.escaped.connect(self.leave)
        self.enter = KeyHint("Invio", tr("aggiungi"))
        self.save = KeyHint("Invio", tr("salva"))
        self.escape = KeyHint("Esc", tr("lascia com’era"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.kind_button)
        layout.addWidget(self.field, 1)
        for hint in (self.enter, self.save, self.escape):
            layout.addWidget(hint)
        self._show_mode()
        self.set_kind(self.kind)

    def set_kind(self, kind: str) -> None:
        """Give the note in hand this kind; it holds for the next ones too."""
        self.kind = kind
        button = self.kind_button
        # A kind of a later version has no key here.
        button.key = tr("Alt {0}").format(NOTE_KINDS.index(kind) + 1) if kind in NOTE_KINDS else ""
        button.setText(kind_word(kind))
        set_name(button, tr("Tipo di nota: {0}").format(kind_word(kind)))
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)

    def edit(self, note: str, text: str, kind: str) -> None:
        """Put a note into the field to correct it."""
        if not self.editing:
            self._waiting = (self.field.text(), self.kind)
        self.editing = note
        self.field.setText(text)
        self._shown = self.field.text()  # of a text without end the field takes the beginning
        self.set_kind(kind)
        self._show_mode()
        self.field.setFocus()
        self.field.end(False)

    def is_untouched(self) -> bool:
        """Tell whether the words of the corrected note are as they were."""
        return self.field.text() == self._shown

    def unsaved(self) -> tuple[str, ...]:
        """Return the words that are nowhere but here: those of the next note, and what was changed in another."""
        words = [] if self.editing and self.is_untouched() else [self.field.text()]
        if self.editing:
            words.append(self._waiting[0])
        return tuple(text for text in words if text.strip())

    def draft(self) -> dict[str, str]:
        """Return what is in hand, with the kind and the id of the note that is being corrected, if it is."""
        text, kind = self._waiting if self.editing and self.is_untouched() else (self.field.text(), self.kind)
        draft = {"text": text, "kind": kind}
        if self.editing and not self.is_untouched():
            waiting, waiting_kind = self._waiting
            draft |= {"editing": self.editing, "waiting": waiting, "waiting_kind": waiting_kind}
        return draft if self.unsaved() else {}

    def take_draft(self, draft: dict[str, str], shown: str | None, kind: str) -> None:
        """Put words back, after which stays what was typed a moment ago.

        `shown` is what the note that they correct says now, None where there is none to correct; `kind` is what it is,
        if the draft names none that can be chosen: a note of a later version keeps its own.
        """
        if shown is None or self.editing:
            self.set_kind(_known_kind(draft, "kind", self.kind))
            words = (draft.get("text", ""), draft.get("waiting", ""), self.field.text())
            self.field.setText(" ".join(word for word in words if word.strip()))
            return
        typed = self.field.text()
        self.editing, self._shown = draft["editing"], shown
        waiting = " ".join(word for word in (draft.get("waiting", ""), typed) if word.strip())
        self._waiting = (waiting, _known_kind(draft, "waiting_kind", self.kind))
        self.field.setText(draft.get("text", ""))
        self.set_kind(_known_kind(draft, "kind", kind))
        self._show_mode()

    def accept(self) -> None:
        """Empty the field: its words are on the disk."""
        if self.editing:
            self.leave()
        else:
            self.field.setText("")

    def leave(self) -> None:
        """Stop correcting, and go on with what was being typed."""
        if self.editing:
            self.editing = ""
            text, kind = self._waiting
            self.field.setText(text)
            self.set_kind(kind)
            self._show_mode()

    def keep_as_new(self) -> None:
        """Go on with the words as a new note: the one corrected is not there any more."""
        self.editing = ""
        if self.kind not in NOTE_KINDS:
            self.set_kind(NOTE_KINDS[0])
        self._show_mode()

    def _show_mode(self) -> None:
        editing = bool(self.editing)
        self.enter.setVisible(not editing)
        self.save.setVisible(editing)
        self.escape.setVisible(editing)
        set_name(self.field, tr("Correggi la nota") if editing else tr("Nuova nota"))
        self.field.setPlaceholderText(tr("Scrivi la nota, con davanti il numero del foglio se c’è: #12 o B2-039"))

    def _submit(self) -> None:
        if self.field.text().strip():
            self.submitted.emit(self.field.text())

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, kind in enumerate(NOTE_KINDS, 1):
            add_entry(menu, tr("{0}  (Alt {1})").format(kind_word(kind), place), partial(self._pick, kind))
        menu.popup(self.kind_button.mapToGlobal(QPoint(0, self.kind_button.height())))

    def _pick(self, kind: str) -> None:
        self.set_kind(kind)
        self.field.setFocus()


def _known_kind(draft: dict[str, str], field: str, otherwise: str) -> str:
    return draft[field] if draft.get(field) in NOTE_KINDS else otherwise
