"""What can be changed in how a list is read: its sheet, the row of its headings, and what each column is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.door.lists.columns_view import ColumnsView
from ui.door.lists.words import column_words
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets import Choice, QuietButton, TextLabel
from ui.widgets.choices import NumberField
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.door.lists.planning import FoundList, ImportPlan

_MOST: Final = 999


class ColumnsBox(QWidget):
    """The columns over their first rows, and under them what holds for the whole list.

    Signals:
        column_chosen(int, str): a column is for something else.
        header_row_chosen(int): the headings are in this row, from 0; -1: there are none.
        sheet_chosen(str): read another sheet.
        swap_all_asked(): first and family names are the other way round.
        closed(): everything is as it should be.
    """

    column_chosen = Signal(int, str)
    header_row_chosen = Signal(int)
    sheet_chosen = Signal(str)
    swap_all_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ColumnsView()
        self.view.chosen.connect(self.column_chosen)
        self.sheet = Choice()
        set_name(self.sheet, tr("Foglio"))
        self.sheet.textActivated.connect(self.sheet_chosen)
        self.header_row = NumberField()
        self.header_row.setKeyboardTracking(False)
        self.header_row.setSpecialValueText(tr("nessuna"))
        self.header_row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_name(self.header_row, tr("Riga delle intestazioni"))
        set_tip(self.header_row, tr("0 se l’elenco non ha intestazioni"))
        self.header_row.valueChanged.connect(lambda number: self.header_row_chosen.emit(number - 1))
        self.swap_all = QuietButton(tr("Scambia nome e cognome in tutte le righe"))
        self.swap_all.clicked.connect(self.swap_all_asked)
        self.warning = TextLabel("", "warning")
        self.close_button = QuietButton(tr("Va bene così"))
        self.close_button.clicked.connect(self.closed)
        label = TextLabel(tr("Le intestazioni sono alla riga"), "small", wrap=False)
        label.setBuddy(self.header_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.warning)
        layout.addWidget(self.view)
        layout.addWidget(wrap_row(label, self.header_row, self.sheet, self.swap_all, self.close_button, gap=8))

    def show_list(self, found: FoundList, plan: ImportPlan) -> None:
        """Show how a list is read, its rows counted as the spreadsheet counts them."""
        self.view.show_list(found)
        self.warning.setText(column_words(found, plan)[-1])
        self.warning.setVisible(bool(self.warning.text()))
        self.sheet.setVisible(len(found.table.sheets) > 1)
        if [self.sheet.itemText(i) for i in range(self.sheet.count())] != list(found.table.sheets):
            self.sheet.clear()
            self.sheet.addItems(found.table.sheets)
        self.sheet.setCurrentText(found.table.sheet or "")
        with QSignalBlocker(self.header_row):
            self.header_row.setRange(0, min(len(found.table.rows), _MOST))
            row = found.columns.header_row
            self.header_row.setValue(0 if row is None else row + 1)
        named = bool(found.columns.names)
        for button in (self.swap_all, self.close_button):
            button.setVisible(named)
