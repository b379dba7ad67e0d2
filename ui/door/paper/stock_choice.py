"""Which labels: sheets, rolls and own measures, found by typing a piece of what is on the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from ui import theme
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from facilitatore.door.badges.stock import Stock

_KEY = Qt.ItemDataRole.UserRole
_LETTERS = 20


class StockChoice(Choice):
    """A list in groups that can also be searched: «4785», «62», «Brother».

    Signals:
        stock_chosen(str): the key of other labels.
    """

    stock_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self._words = QLineEdit()
        set_name(self._words, tr("Etichette: scrivi per cercare"))
        self.setEditable(True)
        self.setLineEdit(self._words)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setMaxVisibleItems(16)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        completer = QCompleter(self._items, self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.activated.connect(self._choose_row)
        self._words.editingFinished.connect(self._settle)

    def show_stocks(self, stocks: Mapping[str, Stock], own: Mapping[str, Stock], current: str) -> None:
        """Fill the list and show the labels in use."""
        self._items.clear()
        bundled = {key: stock for key, stock in stocks.items() if key not in own}
        self._add(tr("Misure proprie"), own)
        self._add(tr("Fogli"), {key: stock for key, stock in bundled.items() if not stock.roll})
        self._add(tr("Rotoli"), {key: stock for key, stock in bundled.items() if stock.roll})
        self._current = current
        self._show_current()

    def _add(self, heading: str, stocks: Mapping[str, Stock]) -> None:
        if not stocks:
            return
        item = QStandardItem(heading)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.type_font("small", bold=True))
        self._items.appendRow(item)
        for key, stock in stocks.items():
            also = tr(" (anche {0})").format(", ".join(stock.aliases)) if stock.aliases else ""
            line = QStandardItem(stock.title + also)
            line.setData(key, _KEY)
            self._items.appendRow(line)

    def _show_current(self) -> None:
        row = self.findData(self._current, _KEY)
        self.setCurrentIndex(row)
        self._words.setText(self.itemText(row) if row >= 0 else "")
        self._words.setCursorPosition(0)
        set_tip(self, self._words.text())

    def _choose_row(self, row: int) -> None:
        key = self.itemData(row, _KEY)
        if isinstance(key, str) and key != self._current:
            self._current = key
            self._show_current()
            self.stock_chosen.emit(key)
        else:
            self._show_current()

    def _settle(self) -> None:
        """Take the only labels that answer to the words; words that say nothing certain leave things as they were."""
        words = self._words.text().casefold().split()
        found = [row for row in range(self.count()) if self.itemData(row, _KEY) and self._answers(row, words)]
        self._choose_row(found[0] if len(found) == 1 else self.findData(self._current, _KEY))

    def _answers(self, row: int, words: list[str]) -> bool:
        text = self.itemText(row).casefold()
        return bool(words) and all(word in text for word in words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be ready for a piece of a name."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._words.selectAll()
