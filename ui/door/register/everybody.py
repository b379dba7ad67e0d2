"""Forgetting everybody now, and destroying the register at the end of a percorso."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dates import after_day
from ui.door.register.section import Certain, Line, Section
from ui.plain import set_description
from ui.translations import tr
from ui.widgets import FieldRow, PrimaryButton, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from datetime import date


class Everybody(Section):
    """All people of the register and of this evening, before their day has come.

    Signals:
        forget_wanted(): do it.
    """

    forget_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Dimenticare tutti adesso"), "", tr("Dimentica tutti…"), parent)
        self._goes = ""
        self.certain = Certain()
        self.certain.confirmed.connect(self.forget_wanted)
        self.certain.left.connect(lambda: self.close_part(give_focus=True))
        self.fields.addWidget(self.certain)

    def show_counts(self, goes: str, until: date | None, today: date) -> None:
        """Take what would go, and after which day somebody is reminded of it."""
        self._goes = goes
        if not goes:
            self.words.setText(tr("Qui non c’è nessuno da dimenticare."))
        elif until is None:
            self.words.setText(tr("Nessun giorno è scelto in Prepara: qui lo fai quando serve."))
        elif until < today:
            self.words.setText(tr("Il loro giorno è passato: quando tutti i file sono uniti, è ora di farlo."))
        else:
            self.words.setText(tr("Il promemoria arriva da sé {0}; qui lo fai prima.").format(after_day(until)))
        self.open_button.setEnabled(bool(goes))

    def open(self) -> None:
        """Say what goes, and ask."""
        super().open()
        words = tr(
            "Spariscono per sempre, anche dalle copie di sicurezza di questo portatile: {0}. I numeri restano; chi è solo "
            "in un file non ancora unito non si conterà più, e in questi file non entra più nessuno."
        )
        self.certain.ask(tr("Dimenticare tutti?"), words.format(self._goes), tr("Dimentica tutti"))


class Destroying(Section):
    """The end of the register: its file goes, with the copies of it on this laptop.

    Signals:
        destroy_wanted(): do it; the word was typed.
    """

    destroy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Alla fine del percorso"),
            tr("Dopo l’ultima serata il registro non serve più: si distrugge, con la sua chiave."),
            tr("Distruggi il registro…"),
            parent,
        )
        self.word = tr("DISTRUGGI")
        self.goes, self.stays = TextLabel(), TextLabel()
        self.elsewhere = TextLabel(
            tr("Le copie del registro su chiavette e altri portatili restano dove sono: vanno distrutte anche quelle.")
        )
        self.field = Line()
        self.field.textChanged.connect(self._show_typed)
        self.field.returnPressed.connect(self._confirm)
        self.yes_button = PrimaryButton(tr("Distruggi il registro"))
        self.yes_button.setEnabled(False)
        self.yes_button.clicked.connect(self._confirm)
        self.no_button = QuietButton(tr("Lascia stare"), tr("Esc"))
        self.no_button.clicked.connect(lambda: self.close_part(give_focus=True))
        self.row = FieldRow(tr("Scrivi {0} per confermare").format(self.word), self.field)
        for widget in (self.goes, self.stays, self.elsewhere, self.row, wrap_row(self.no_button, self.yes_button)):
            self.fields.addWidget(widget)

    def show_counts(self, goes: str, present: int) -> None:
        """Say what the register holds, and what is counted without it."""
        self.goes.setText(
            tr("Sparisce: {0}; il file e le sue copie di sicurezza.").format(goes or tr("il registro vuoto"))
        )
        came = (
            tr("1 presente di questa serata") if present == 1 else tr("{0} presenti di questa serata").format(present)
        )
        self.stays.setText(
            tr(
                "Resta: {0}, e quante persone sono tornate: si contano dai codici, che da soli non dicono chi è."
            ).format(came)
        )

    def open(self) -> None:
        """Ask for the word."""
        super().open()
        self.field.setFocus()
        set_description(self.field, f"{self.goes.text()} {self.stays.text()}")

    def empty(self) -> None:
        """Take the word out."""
        self.field.clear()

    def _show_typed(self) -> None:
        self.yes_button.setEnabled(self._is_typed())

    def _is_typed(self) -> bool:
        return self.field.text().strip() == self.word

    def _confirm(self) -> None:
        if self._is_typed():
            self.destroy_wanted.emit()
