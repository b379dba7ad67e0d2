"""Paper and printer: what is set once in an evening, on the page but out of the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from facilitatore.errors import BadValue, PrinterTrouble
from facilitatore.sentences import say
from ui import theme
from ui.door.paper.calibration import CalibrationPanel
from ui.door.paper.measure_field import MeasureField
from ui.door.paper.own_size import OwnSizePanel
from ui.door.paper.printer_choice import PrinterChoice
from ui.door.paper.sheet_picker import SheetPicker
from ui.door.paper.stock_choice import StockChoice
from ui.translations import tr
from ui.widgets import CheckBox, FieldRow, LinkButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.door.badges.stock import Stock
    from ui.door.paper.remembered import PaperMemory


_NARROW: Final = 640


class PaperPanel(QWidget):
    """Printer, labels, the open sheet; own measures and the correction of the printer open under them.

    Signals:
        changed(): something was chosen, and is remembered.
        trial_wanted(): the trial page is to be printed, without any correction.
        grown(): there is more to see than before.
        left(): the panel is to be closed.
    """

    changed = Signal()
    trial_wanted = Signal()
    grown = Signal()
    left = Signal()

    def __init__(self, memory: PaperMemory, parent: QWidget | None = None) -> None:
        """`memory` is what this laptop remembers."""
        super().__init__(parent)
        self._memory = memory
        self.printer = PrinterChoice()
        self.state = TextLabel(role="small")
        self.at_once = CheckBox(tr("Stampa subito a ogni ingresso"))
        self.calibrate = LinkButton(tr("Correggi…"))
        self.correction = TextLabel(role="small", wrap=False)
        self.stock = StockChoice()
        self.length = MeasureField()
        self.length_row = FieldRow(tr("Lunghezza dell’etichetta, in mm"), self.length)
        self.qr = CheckBox(tr("Codice QR sull’etichetta"))
        self.own_button = LinkButton(tr("Misure proprie…"))
        self.forget_button = LinkButton(tr("Togli queste misure"))
        self.restore_button = LinkButton("")
        self._forgotten: tuple[Stock, frozenset[int]] | None = None
        self.sheet = SheetPicker()
        self.sheet_words = TextLabel(role="small")
        self.new_sheet = LinkButton(tr("Foglio nuovo"))
        self.own = OwnSizePanel()
        self.calibration = CalibrationPanel()
        self._build()
        self._connect()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(FieldRow(tr("Stampante"), self.printer))
        left.addWidget(self.state)
        left.addWidget(self.at_once)
        left.addWidget(wrap_row(self.correction, self.calibrate))
        left.addSpacing(8)
        left.addWidget(FieldRow(tr("Etichette (scrivi per cercare)"), self.stock))
        left.addWidget(self.length_row)
        left.addWidget(self.qr)
        left.addWidget(wrap_row(self.own_button, self.forget_button, self.restore_button))
        left.addStretch(1)
        self._sheet_box = QWidget()
        right = QVBoxLayout(self._sheet_box)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addWidget(TextLabel(tr("Foglio in uso: segna le etichette già usate"), "small"))
        right.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.sheet_words)
        right.addWidget(self.new_sheet, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        self._choices = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._choices)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(28)
        self._sides.addLayout(left, 5)  # names of labels are long, the picture of a sheet is not wide
        self._sides.addWidget(self._sheet_box, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._choices)
        whole.addWidget(self.own)
        whole.addWidget(self.calibration)
        for later in (self.own, self.calibration, self.state):
            later.hide()

    def _connect(self) -> None:
        self.printer.printer_chosen.connect(self._choose_printer)
        self.at_once.clicked.connect(self._choose_at_once)
        self.calibrate.clicked.connect(lambda: self._open(self.calibration))
        self.stock.stock_chosen.connect(self._choose_stock)
        self.length.editingFinished.connect(self._choose_length)
        self.qr.clicked.connect(self._choose_qr)
        self.own_button.clicked.connect(self._open_own)
        self.forget_button.clicked.connect(self._forget_own)
        self.restore_button.clicked.connect(self._restore_own)
        self.sheet.used_changed.connect(self._mark_used)
        self.new_sheet.clicked.connect(lambda: self._mark_used(frozenset()))
        self.own.kept.connect(self._keep_own)
        self.own.left.connect(self._close_part)
        self.calibration.trial_wanted.connect(self.trial_wanted)
        self.calibration.corrected.connect(self._correct)
        self.calibration.left.connect(self._close_part)

    # -- showing ------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Show everything that is remembered."""
        memory = self._memory
        self.stock.show_stocks(memory.stocks, memory.own, memory.key())
        self.printer.show_chosen(memory.printer())
        self._show()

    def show_used(self) -> None:
        """Show the sheet as it is after something was printed."""
        stock, used = self._memory.stock(), self._memory.used()
        self._sheet_box.setVisible(not stock.roll)
        if stock.roll:
            return
        self.sheet.show_sheet(stock, used)
        free = stock.per_sheet - len(used)
        left = tr("ne resta 1") if free == 1 else tr("ne restano {0}").format(free)
        words = tr("Prossima: {0} di {1}, {2}. Con Maiusc e clic: tutte fino a lì.")
        self.sheet_words.setText(words.format(self.sheet.following, stock.per_sheet, left))
        self.new_sheet.setEnabled(bool(used))

    def show_state(self, printer: str, trouble: str) -> None:
        """Say what the system knows of a printer: a reason of `PrinterTrouble`, or nothing."""
        name = self.printer.words_of(printer)
        words = tr(say(PrinterTrouble(name, trouble))) if trouble else tr("La stampante non segnala problemi.")
        self.state.set_role("warning" if trouble else "small")
        self.state.setText(words if printer else "")
        self.state.setVisible(bool(printer))

    def _show(self) -> None:
        memory = self._memory
        stock, printer = memory.stock(), memory.printer()
        self.at_once.setVisible(bool(printer))
        self.at_once.setChecked(memory.at_once(stock))
        self.length_row.setVisible(stock.endless)
        if stock.endless:
            self.length.set_length(stock.h_mm)
            self.length_row.set_hint("")
        self.qr.setChecked(memory.qr())
        self.forget_button.setVisible(memory.key() in memory.own)
        if self._forgotten is not None:
            self.restore_button.setText(tr("Rimetti «{0}»").format(self._forgotten[0].key))
        self.restore_button.setVisible(self._forgotten is not None)
        adjustment = memory.adjustment(printer)
        self.calibration.show_printer(self.printer.words_of(printer), adjustment, stock)
        self.correction.setText(tr("Posizione: {0}").format(self.calibration.adjustment_words()))
        self.show_used()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _open(self, part: OwnSizePanel | CalibrationPanel) -> None:
        """Show one of the two parts in the place of the choices."""
        self._choices.hide()
        part.show()
        part.first_field().setFocus()
        self.grown.emit()

    def _close_part(self) -> None:
        opener = self.calibrate if self.calibration.isVisible() else self.own_button
        self.own.hide()
        self.calibration.hide()
        self._choices.show()
        opener.setFocus()

    # -- choosing -----------------------------------------------------------------------------------------------

    def _choose_printer(self, name: str) -> None:
        self._memory.choose_printer(name)
        self.state.hide()
        self._tell()

    def _choose_at_once(self, on: bool) -> None:
        self._memory.set_at_once(self._memory.stock(), on)
        self._tell()

    def _choose_stock(self, key: str) -> None:
        self._memory.choose_stock(key)
        self._tell()

    def _choose_length(self) -> None:
        if not self._memory.stock().endless:
            return
        try:
            self._memory.set_length(self._memory.key(), self.length.needed_mm())
        except BadValue as problem:
            self.length_row.set_hint(tr(say(problem)), "error")
        else:
            self._tell()

    def _choose_qr(self, on: bool) -> None:
        self._memory.set_qr(on)
        self._tell()

    def _mark_used(self, used: frozenset[int]) -> None:
        self._memory.set_used(self._memory.key(), used)
        self._tell()

    def _open_own(self) -> None:
        stock = self._memory.stock()
        self.own.begin(stock, stock.key if self._memory.key() in self._memory.own else "")
        self._open(self.own)

    def _keep_own(self, stock: Stock) -> None:
        self._forgotten = None
        self._memory.keep_own(stock)
        self.load()
        self.changed.emit()
        self._close_part()

    def _forget_own(self) -> None:
        used = self._memory.used()
        stock = self._memory.forget_own(self._memory.key())
        self._forgotten = (stock, used) if stock is not None else None
        self.load()
        self.changed.emit()
        self.stock.setFocus()

    def _restore_own(self) -> None:
        """Bring back the measures just taken away, with the sheet that was open."""
        if self._forgotten is not None:
            stock, used = self._forgotten
            self._forgotten = None
            self._memory.set_used(self._memory.keep_own(stock), used)
            self.load()
            self.changed.emit()
            self.stock.setFocus()

    def _correct(self, adjustment: object) -> None:
        self._memory.set_adjustment(self._memory.printer(), adjustment)  # type: ignore[arg-type]
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc: to the choices, then out of the panel; Enter does what the open part is for.

        The page would take Enter as a wish to go back to the field of the door: not while measures are typed.
        """
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            for button in (self.own.keep_button, self.calibration.correct_button):
                if button.isVisible():
                    button.click()
        elif event.key() == Qt.Key.Key_Escape and self._choices.isHidden():
            self._close_part()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sheet under the choices where there is no room beside them."""
        super().resizeEvent(event)
        self.correction.setMinimumHeight(self.calibrate.sizeHint().height())
        narrow = event.size().width() < _NARROW * theme.text_scale_now()
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
