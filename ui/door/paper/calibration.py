"""A printer that misses by a millimetre: four measures of its trial page, and it is made up for."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitatore.door.badges.stock import measure_words
from facilitatore.door.paper.drawing import EXACT, Adjustment
from facilitatore.door.paper.trial_page import TrialMarks, adjustment_from, trial_marks
from facilitatore.errors import Problem
from facilitatore.sentences import say
from ui.door.paper.measure_field import MeasureField
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import FieldRow, QuietButton, TextLabel
from ui.widgets.wrap_row import WrapLayout, wrap_row

if TYPE_CHECKING:
    from facilitatore.door.badges.stock import Stock

_SEEN_MM: Final = 0.05
_SEEN_SCALE: Final = 0.0005


class CalibrationPanel(QWidget):
    """Trial page, four fields, and the correction in words.

    Signals:
        trial_wanted(): print the trial page.
        corrected(Adjustment): what makes up for the printer from now on.
        left(): the panel is to be closed.
    """

    trial_wanted = Signal()
    corrected = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._adjustment = EXACT
        self._page_mm = (210.0, 297.0)
        self.words = TextLabel(role="strong")
        self.trial_button = QuietButton(tr("Stampa il foglio di prova"))
        self.fields = [MeasureField() for _ in range(4)]
        self.rows = [FieldRow("", field) for field in self.fields]
        self.error = TextLabel(role="error")
        self.correct_button = QuietButton(tr("Correggi"))
        self.reset_button = QuietButton(tr("Azzera"))
        self.leave_button = QuietButton(tr("Chiudi"))
        self._build()
        self.trial_button.clicked.connect(self.trial_wanted)
        self.correct_button.clicked.connect(self._correct)
        self.reset_button.clicked.connect(self._reset)
        self.leave_button.clicked.connect(self.left)
        for field in self.fields:
            field.measure_changed.connect(self._show_buttons)
        self.error.hide()

    def _build(self) -> None:
        fields = WrapLayout(None, 14, 8)
        for row in self.rows:
            fields.addWidget(row)
        how = tr(
            "Stampa il foglio di prova, misura con un righello e scrivi i millimetri, anche con la virgola: "
            "12,5. Un campo vuoto vuol dire che la misura è giusta."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(TextLabel(how, "small"))
        column.addWidget(wrap_row(self.trial_button))
        column.addLayout(fields)
        column.addWidget(self.error)
        column.addWidget(wrap_row(self.correct_button, self.reset_button, self.leave_button))

    def show_printer(self, name: str, adjustment: Adjustment, stock: Stock) -> None:
        """Show the correction of a printer, and what its trial page on this paper has to measure."""
        self._adjustment, self._page_mm = adjustment, stock.driver_mm
        self.words.setText(tr("{0}: {1}").format(name, self.adjustment_words()))
        right = trial_marks(stock.driver_mm)
        names = (
            tr("1 · dal bordo sinistro alla croce"),
            tr("2 · dal bordo in alto alla croce"),
            tr("3 · linea orizzontale"),
            tr("4 · linea verticale"),
        )
        for row, field, words, wanted in zip(self.rows, self.fields, names, astuple(right), strict=True):
            row.label.setText(words)
            set_name(field, words)
            field.setPlaceholderText(tr("{0} mm").format(measure_words(wanted)))
        self._show_buttons()

    def first_field(self) -> QWidget:
        """Return where the keyboard begins."""
        return self.trial_button

    def adjustment_words(self) -> str:
        """Return the correction in words."""
        return adjustment_words(self._adjustment)

    def _show_buttons(self) -> None:
        self.correct_button.setEnabled(any(field.text().strip() for field in self.fields))
        self.reset_button.setEnabled(self._adjustment != EXACT)

    def _correct(self) -> None:
        right = astuple(trial_marks(self._page_mm))
        try:
            found = [field.length_mm() for field in self.fields]
            measured = [wanted if length is None else length for length, wanted in zip(found, right, strict=True)]
            adjustment = adjustment_from(TrialMarks(*measured), self._page_mm)
        except Problem as problem:
            self._say(tr(say(problem)))
            return
        self._tell(adjustment)

    def _reset(self) -> None:
        self._tell(EXACT)

    def _tell(self, adjustment: Adjustment) -> None:
        for field in self.fields:
            field.clear()
        self._say("")
        self.corrected.emit(adjustment)

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))


def adjustment_words(adjustment: Adjustment) -> str:
    """Return a correction in words: «corretto di 1,2 mm a destra, 0,5 mm in basso»."""
    sides = (
        (adjustment.dx_mm, tr("{0} mm a destra"), tr("{0} mm a sinistra")),
        (adjustment.dy_mm, tr("{0} mm in basso"), tr("{0} mm in alto")),
    )
    parts = [
        (onward if length > 0 else backward).format(measure_words(round(abs(length), 1)))
        for length, onward, backward in sides
        if abs(length) >= _SEEN_MM
    ]
    scales = (
        (adjustment.scale_x, tr("larghezza {0} %")),
        (adjustment.scale_y, tr("altezza {0} %")),
    )
    parts += [
        words.format(f"{(scale - 1) * 100:+.1f}".replace(".", ",").replace("-", "−"))
        for scale, words in scales
        if abs(scale - 1) >= _SEEN_SCALE
    ]
    return tr("corretto di {0}").format(", ".join(parts)) if parts else tr("nessuna correzione")
