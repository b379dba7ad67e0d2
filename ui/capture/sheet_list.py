"""The list of sheets on the left of a form: role play, pair dialogue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui import theme
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import HeadingLabel, QuietButton, TextLabel

_ID = Qt.ItemDataRole.UserRole


class _List(QListWidget):
    """The rows; Enter opens the form, Canc asks to remove."""

    opened = Signal()
    removal_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the two keys into wishes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)


class SheetList(QWidget):
    """Shows the sheets and which one is in the form.

    Signals:
        chosen(str): this sheet into the form. opened(): on to the form. new_wanted(): an empty form.
        removal_requested(str): this sheet is to go.
    """

    chosen = Signal(str)
    opened = Signal()
    new_wanted = Signal()
    removal_requested = Signal(str)

    def __init__(self, title: str, new_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _List()
        set_name(self.list, title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._choose)
        self.list.opened.connect(self.opened)
        self.list.removal_requested.connect(self._remove)
        self.new = QuietButton(new_text, "Alt N")
        self.new.clicked.connect(self.new_wanted)
        self.remove = QuietButton(tr("Togli il foglio"), tr("Canc"))
        self.remove.clicked.connect(self._remove)
        self.empty = TextLabel(tr("Ancora nessun foglio."), "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(HeadingLabel(title, "title"))
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.new)
        layout.addWidget(self.remove)
        layout.addStretch(0)
        self.setFixedWidth(round(236 * theme.text_scale_now() ** 0.7))

    def show_sheets(self, sheets: Sequence[tuple[str, str]], current: str) -> None:
        """Show these (id, name), with one of them, or none, in the form."""
        with QSignalBlocker(self.list):
            rows = [(item.data(_ID), item.text()) for item in self._items()]
            if rows != list(sheets):
                self.list.clear()
                for sheet, name in sheets:
                    item = QListWidgetItem(name)
                    item.setData(_ID, sheet)
                    self.list.addItem(item)
            place = next((place for place, (sheet, _name) in enumerate(sheets) if sheet == current), -1)
            self.list.setCurrentRow(place)
        self.empty.setVisible(not sheets)
        self.list.setVisible(bool(sheets))
        self.remove.setEnabled(place >= 0)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))

    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.removal_requested.emit(item.data(_ID))
