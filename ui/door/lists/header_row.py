"""Which row of a list has the headings, to be changed where the program took another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets import TextLabel
from ui.widgets.choices import NumberField

if TYPE_CHECKING:
    from facilitatore.door.lists.planning import FoundList

_MOST: Final = 999


class HeaderRow(QWidget):
    """«Le intestazioni sono alla riga [4]».

    Signals:
        chosen(int): the row of the headings, from 0; -1: there are none.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = NumberField()
        self.field.setKeyboardTracking(False)
        self.field.setSpecialValueText(tr("nessuna"))
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_name(self.field, tr("Riga delle intestazioni"))
        set_tip(self.field, tr("0 se l’elenco non ha intestazioni"))
        self.field.valueChanged.connect(lambda number: self.chosen.emit(number - 1))
        self.label = TextLabel(tr("Le intestazioni sono alla riga"), "small")
        self.label.setWordWrap(False)
        self.label.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.field)

    def show_list(self, found: FoundList) -> None:
        """Show where the headings of a list are, as the spreadsheet counts its rows."""
        with QSignalBlocker(self.field):
            self.field.setRange(0, min(len(found.table.rows), _MOST))
            row = found.columns.header_row
            self.field.setValue(0 if row is None else row + 1)
