"""Rows of text to add, edit, move and remove without a mouse: the rules of the evening, the guiding questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from facilitatore.showing import shown
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets.hand import Hand, hand_of_new
from ui.widgets.how_many import HowMany
from ui.widgets.labels import CROSS, TextLabel, mark_refused


class _Row(QWidget):
    """One text with its number and the button that removes it."""

    def __init__(self, row_id: str, noun: str) -> None:
        super().__init__()
        self.row_id = row_id
        self.noun = noun
        self.saved = ""
        self.on_disk = ""
        self.found = False
        self.number = TextLabel(role="soft", wrap=False)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.field = QLineEdit()
        self.field.setProperty("role", "row")
        self.remove = QToolButton()
        self.remove.setText(CROSS)
        self.reason: TextLabel | None = None
        self._grid = layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(1, 1)
        for column, widget in enumerate((self.number, self.field, self.remove)):
            layout.addWidget(widget, 0, column)

    def show_text(self, text: str, number: int) -> None:
        """Show what is on disk, unless somebody is writing in the row, or wrote what was refused and may still mend.

        What a line cannot hold is cut, and cannot be written on.
        """
        whole, text = text, shown(text, self.field.maxLength() // 2)
        self.field.setReadOnly(text != whole)
        refused = bool(self.field.property("refused"))
        writing = refused or ((self.field.hasFocus() or self.found) and self.field.text() != self.saved)
        self.on_disk = text
        self.saved = self.saved if refused else text
        if not writing and self.field.text() != text:
            self.field.setText(text)
            self.field.setCursorPosition(0)  # a long text is read from its beginning
        self.number.setText(str(number))
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance("88"))
        set_name(self.field, f"{self.noun} {number}")
        set_name(self.remove, tr("Togli {0} {1}").format(self.noun, number))
        set_tip(self.remove, tr("Togli (Ctrl+Canc)"))

    def put_back(self, text: str) -> None:
        """Show words that were in hand, until they are kept."""
        self.found = True
        self.field.setText(text)

    def take_back(self) -> None:
        """Show again what is on disk."""
        self.saved = self.on_disk
        self.field.setText(self.on_disk)
        self.mark("")

    def mark(self, reason: str) -> None:
        """Mark the words as not kept, with the reason beneath; empty: they are kept."""
        mark_refused(self.field, reason)
        if self.reason is None and reason:
            self.reason = TextLabel(role="error")
            self._grid.addWidget(self.reason, 1, 1)
        if self.reason is not None:
            self.reason.setText(reason)
            self.reason.setVisible(bool(reason))


class EditableList(QWidget):
    """A list of texts; it changes nothing itself, it asks, and shows what `set_rows` says.

    In a row: Enter keeps the words and goes to the next row, Esc puts the old words back, ↑ ↓ go to the neighbours,
    Alt+↑ ↓ move the row, Ctrl+Delete removes it. In the last, empty row Enter adds.

    Signals:
        row_added(str): this text is to be added; call `set_rows` with it, or `clear_new` once it is safe.
        row_edited(str, str): the row of this id has this new text.
        row_removed(str): the row of this id is to go.
        row_moved(str, int): the row of this id is to stand at this index.
    """

    row_added = Signal(str)
    row_edited = Signal(str, str)
    row_removed = Signal(str)
    row_moved = Signal(str, int)

    def __init__(self, noun: str, placeholder: str = "", more: str = "", parent: QWidget | None = None) -> None:
        """`noun` is what a row is, e.g. "regola"; `placeholder` invites to add one; `more` says that not all are shown."""
        super().__init__(parent)
        self._noun = noun
        self._rows: list[_Row] = []
        self._asking: QLineEdit | None = None
        self.new = QLineEdit()
        self.new.setPlaceholderText(placeholder or tr("Aggiungi: {0}").format(noun))
        set_name(self.new, self.new.placeholderText())
        self.new.returnPressed.connect(self._add)
        self.new.installEventFilter(self)
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.more = HowMany(more or tr("Ce ne sono {0}: qui si vedono i primi {1}."))
        self._list.addWidget(self.more)
        self._list.addWidget(self.new)

    def rows(self) -> list[tuple[str, str]]:
        """Return the ids and the words in the fields."""
        return [(row.row_id, row.field.text()) for row in self._rows]

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these (id, text); a row being written in keeps its words.

        The row for new ones empties if its text is among them now.
        """
        rows = self.more.first(rows)
        known = {row.row_id: row for row in self._rows}
        before = set(known)
        kept = [known.pop(row_id) if row_id in known else self._make(row_id) for row_id, _text in rows]
        for gone in known.values():
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._rows = kept
        for place, (row, (_row_id, text)) in enumerate(zip(kept, rows, strict=True)):
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)
            row.show_text(text, place + 1)
        if any(row_id not in before and text == self.new.text().strip() for row_id, text in rows):
            self.clear_new()
        self._chain_tabs()

    def clear_new(self) -> None:
        """Empty the row for new ones: its text is safe on disk."""
        self.new.clear()

    def mark(self, row_id: str, reason: str) -> None:
        """Mark the row of this id as one whose words are not kept, for this reason; empty: they are."""
        for row in self._rows:
            if row.row_id == row_id:
                row.mark(reason)

    @property
    def asking(self) -> QLineEdit | None:
        """The field whose words are just being asked to be kept, and beneath which it is said why they are not."""
        return self._asking

    def focus_row(self, index: int) -> None:
        """Put the focus in a row; past the end, in the one for new ones."""
        (self._rows[index].field if 0 <= index < len(self._rows) else self.new).setFocus()

    def unsaved(self) -> tuple[str, ...]:
        """Ask once more to write the rows that nobody took; return the words that are in their fields alone."""
        for row in self._rows:
            row.saved = row.on_disk
            self._keep(row)
        rows = [(row.field.text().strip(), row.on_disk) for row in self._rows]
        left = [words for words, on_disk in rows if words not in ("", on_disk)]
        return tuple(words for words in (*left, self.new.text().strip()) if words)

    def hands(self) -> dict[str, Hand]:
        """Return what is in hand in each row by its id, and in the one for new ones as ``new``."""
        rows = {row.row_id: Hand(partial(_words_in, row), row.put_back) for row in self._rows}
        return {**rows, "new": hand_of_new(self.new)}

    def _make(self, row_id: str) -> _Row:
        row = _Row(row_id, self._noun)
        row.field.editingFinished.connect(lambda: self._keep(row))
        row.field.installEventFilter(self)
        row.remove.clicked.connect(lambda: self._remove(row))
        return row

    def _chain_tabs(self) -> None:
        stops = [widget for row in self._rows for widget in (row.field, row.remove)]
        for one, other in pairwise([*stops, self.new]):
            self.setTabOrder(one, other)

    def _add(self) -> None:
        text = self.new.text().strip()
        if text:
            self.row_added.emit(text)

    def _keep(self, row: _Row) -> None:
        text = row.field.text().strip()
        row.found = False
        if row.field.isReadOnly():
            return
        if not text:
            row.take_back()
        elif text != row.saved:
            row.saved = text
            row.mark("")
            self._asking = row.field
            self.row_edited.emit(row.row_id, text)
            self._asking = None
        if not row.field.hasFocus():
            row.field.setCursorPosition(0)

    def _remove(self, row: _Row) -> None:
        index = self._rows.index(row)
        self.focus_row(index + 1 if index + 1 < len(self._rows) else index - 1)
        self.row_removed.emit(row.row_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the rows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            fields: list[QLineEdit] = [*(row.field for row in self._rows), self.new]
            if watched in fields and self._key(fields.index(watched), event):
                return True
        return super().eventFilter(watched, event)

    def _key(self, index: int, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        row = self._rows[index] if index < len(self._rows) else None
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if step and held & Qt.KeyboardModifier.AltModifier:
            if row is not None and 0 <= index + step < len(self._rows):
                self.row_moved.emit(row.row_id, index + step)
            return True
        if step:
            if index + step >= 0:
                self.focus_row(index + step)
            return True
        if row is None:
            return False
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keep(row)
            self.focus_row(index + 1)
        elif key == Qt.Key.Key_Escape and row.field.text() != row.on_disk:
            row.take_back()
        elif key == Qt.Key.Key_Delete and held & Qt.KeyboardModifier.ControlModifier:
            self._remove(row)
        else:
            return False
        return True


def _words_in(row: _Row) -> str:
    text = row.field.text().strip()
    return text if text != row.on_disk else ""
