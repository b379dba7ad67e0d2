"""Labels that are in no list: a few measures, the sheet drawn beside them as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitatore.door.badges.own_stock import ROLL_REACH_MM, own_stock
from facilitatore.door.badges.stock import ROLL, measure_words
from facilitatore.door.badges.stock_check import stock_warnings
from facilitatore.errors import Problem
from facilitatore.sentences import STOCK_REASONS, say
from ui.door.paper.measure_field import MeasureField
from ui.door.paper.sheet_picture import SheetPicture
from ui.translations import tr
from ui.widgets import Choice, FieldRow, NumberField, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.door.badges.stock import Stock

_MOST: Final = 50
_Fields = tuple[tuple[str, QWidget], ...]


class OwnSizePanel(QWidget):
    """The measures, what is wrong with them in words, and the picture of the sheet.

    Signals:
        kept(Stock): these labels are to be remembered and used.
        left(): the measures are not wanted.
    """

    kept = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stock: Stock | None = None
        self.name = QLineEdit()
        self.name.setMaxLength(40)
        self.page = Choice()
        for words, page in ((tr("A4"), "A4"), (tr("A5"), "A5"), (tr("Letter"), "Letter"), (tr("rotolo"), ROLL)):
            self.page.addItem(words, page)
        self.width_mm, self.height_mm = MeasureField(), MeasureField()
        self.cols, self.rows = NumberField(1, _MOST), NumberField(1, _MOST)
        self.left_mm, self.top_mm = MeasureField(tr("centrato")), MeasureField(tr("centrato"))
        self.pitch_x_mm, self.pitch_y_mm = MeasureField(tr("senza spazi")), MeasureField(tr("senza spazi"))
        self.radius_mm = MeasureField(tr("vivi"))
        self.reach_mm = MeasureField(measure_words(ROLL_REACH_MM))
        self.words = TextLabel(role="warning")
        self.picture = SheetPicture()
        self.keep_button = QuietButton(tr("Tieni e usa"))
        self.leave_button = QuietButton(tr("Lascia stare"))
        self._of_sheets: list[QWidget] = []
        self._of_rolls: list[QWidget] = []
        self.hint = TextLabel(role="small")
        self._build()
        self._connect()
        self._check()

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.hint)
        label: _Fields = (
            (tr("Nome"), self.name),
            (tr("Foglio"), self.page),
            (tr("Larghezza"), self.width_mm),
            (tr("Altezza"), self.height_mm),
        )
        grid: _Fields = (
            (tr("Colonne"), self.cols),
            (tr("Righe"), self.rows),
            (tr("Margine a sinistra"), self.left_mm),
            (tr("Margine in alto"), self.top_mm),
        )
        steps: _Fields = (
            (tr("Passo in orizzontale"), self.pitch_x_mm),
            (tr("Passo in verticale"), self.pitch_y_mm),
            (tr("Angoli tondi"), self.radius_mm),
        )
        reach: _Fields = ((tr("Bordo non stampato"), self.reach_mm),)
        for fields in (label, grid, steps, reach):
            rows = [FieldRow(words, field) for words, field in fields]
            line = wrap_row(*rows, gap=14)
            column.addWidget(line)
            if fields is not label:
                (self._of_rolls if fields is reach else self._of_sheets).append(line)
        column.addWidget(self.words)
        column.addWidget(wrap_row(self.keep_button, self.leave_button))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(column, 1)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        for field in (*self._measures(), self.reach_mm):
            field.measure_changed.connect(self._check)
        for number in (self.cols, self.rows):
            number.valueChanged.connect(lambda _value: self._check())
        self.name.textChanged.connect(lambda _text: self._check())
        self.page.activated.connect(lambda _row: self._check())
        self.keep_button.clicked.connect(self._keep)
        self.leave_button.clicked.connect(self.left)

    def _measures(self) -> tuple[MeasureField, ...]:
        return (
            self.width_mm,
            self.height_mm,
            self.left_mm,
            self.top_mm,
            self.pitch_x_mm,
            self.pitch_y_mm,
            self.radius_mm,
        )

    def begin(self, stock: Stock, name: str) -> None:
        """Start from the measures of the labels in use: most own sizes are a correction. `name` is that of own ones."""
        self.name.setText(name)
        self.page.setCurrentIndex(max(self.page.findData(stock.page), 0))
        self.cols.setValue(stock.cols)
        self.rows.setValue(stock.rows)
        lengths = (stock.w_mm, stock.h_mm, stock.left_mm, stock.top_mm, stock.pitch_x_mm, stock.pitch_y_mm)
        for field, length in zip(self._measures(), (*lengths, stock.radius_mm or None), strict=True):
            field.set_length(length)
        self.reach_mm.set_length(max(stock.margins_mm) if stock.roll else None)
        self._check()

    def first_field(self) -> QWidget:
        """Return where the keyboard begins."""
        return self.width_mm

    def _read(self) -> Stock:
        width, height = self.width_mm.needed_mm(), self.height_mm.needed_mm()
        name = self.name.text().strip() or _proposed_name(self.width_mm.text(), self.height_mm.text())
        if self.page.currentData() == ROLL:
            found = self.reach_mm.length_mm()
            reach = ROLL_REACH_MM if found is None else found
            return own_stock(name=name, page=ROLL, w_mm=width, h_mm=height, margins_mm=(reach, reach, reach, reach))
        return own_stock(
            name=name,
            page=self.page.currentData(),
            w_mm=width,
            h_mm=height,
            cols=self.cols.value(),
            rows=self.rows.value(),
            left_mm=self.left_mm.length_mm(),
            top_mm=self.top_mm.length_mm(),
            pitch_x_mm=self.pitch_x_mm.length_mm(),
            pitch_y_mm=self.pitch_y_mm.length_mm(),
            radius_mm=self.radius_mm.length_mm() or 0.0,
        )

    def _check(self) -> None:
        """Draw the sheet, or say what cannot be; what may be a slip is said and allowed."""
        roll = self.page.currentData() == ROLL
        for line in self._of_sheets:
            line.setVisible(not roll)
        for line in self._of_rolls:
            line.setVisible(roll)
        of_sheet = tr(
            "Misure in millimetri. Il passo va dal bordo di un’etichetta allo stesso bordo di quella accanto."
        )
        of_roll = tr(
            "Misure in millimetri: la larghezza del rotolo, quanto è lunga un’etichetta, "
            "e quanto la stampante lascia bianco tutt’intorno."
        )
        self.hint.setText(of_roll if roll else of_sheet)
        self.name.setPlaceholderText(_proposed_name(self.width_mm.text(), self.height_mm.text()))
        try:
            self._stock = self._read()
        except Problem as problem:
            self._stock = None
            self.words.set_role("error")
            self.words.setText(tr(say(problem)))
        else:
            reasons = [tr(STOCK_REASONS.get(reason, reason)) for reason in stock_warnings(self._stock)]
            self.words.set_role("warning")
            self.words.setText(tr("Attenzione: {0}.").format("; ".join(reasons)) if reasons else "")
            self.picture.set_sheet(self._stock)
        self.words.setVisible(bool(self.words.text()))
        self.picture.setEnabled(self._stock is not None)
        self.picture.update()
        self.keep_button.setEnabled(self._stock is not None)

    def _keep(self) -> None:
        if self._stock is not None:
            self.kept.emit(self._stock)


def _proposed_name(width: str, height: str) -> str:
    """Return a name for who gives none."""
    return tr("nostre {0} × {1}").format(width.strip() or "…", height.strip() or "…")[:40]
