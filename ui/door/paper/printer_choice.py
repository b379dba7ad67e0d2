"""Which printer: a PDF, or one of the system's, asked for beside the window because the system may take its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ui.door.paper.remembered import PDF
from ui.translations import tr
from ui.widgets import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.door.paper.printer import PrinterInfo

_LETTERS = 20


class PrinterChoice(Choice):
    """«PDF» is always there; the chosen printer too, even if the system does not name it now.

    Signals:
        printer_chosen(str): the name of another printer, or `PDF`.
    """

    printer_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Sequence[PrinterInfo] | None = None
        self._chosen = PDF
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.activated.connect(self._choose)
        self._fill()

    def show_printers(self, known: Sequence[PrinterInfo]) -> None:
        """Take the printers that the system names."""
        self._known = known
        self._fill()

    def show_chosen(self, name: str) -> None:
        """Show the printer in use."""
        self._chosen = name
        self._fill()

    def words_of(self, name: str) -> str:
        """Return a printer's name for people."""
        if name == PDF:
            return tr("PDF")
        return next((one.words for one in self._known or () if one.name == name), name)

    def _fill(self) -> None:
        self.clear()
        self.addItem(tr("PDF, da stampare con un altro programma"), PDF)
        for one in self._known or ():
            self.addItem(tr("{0} (predefinita)").format(one.words) if one.default else one.words, one.name)
        if self._known is None:
            self.addItem(tr("Cerco le stampanti…"), None)
            self.model().item(self.count() - 1).setEnabled(False)  # type: ignore[attr-defined]
        if self.findData(self._chosen) < 0:
            missing = tr("{0} (non si vede)") if self._known is not None else "{0}"
            self.addItem(missing.format(self._chosen), self._chosen)
        self.setCurrentIndex(self.findData(self._chosen))

    def _choose(self, row: int) -> None:
        name = self.itemData(row)
        if isinstance(name, str) and name != self._chosen:
            self._chosen = name
            self.printer_chosen.emit(name)
        self.setCurrentIndex(self.findData(self._chosen))
