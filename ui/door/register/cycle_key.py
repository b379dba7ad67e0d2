"""The key of the percorso: what a second laptop at the door needs so that the same person is the same code there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.door.register.section import Line, Section
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import FieldRow, PrimaryButton, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row


class CycleKey(Section):
    """Shows the key to be dictated or printed, or takes the one of the other laptop.

    Signals:
        key_wanted(): show the key.
        print_wanted(): print it.
        take_wanted(str): take this one.
    """

    key_wanted = Signal()
    print_wanted = Signal()
    take_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("La chiave del percorso"), "", tr("Mostra la chiave…"), parent)
        self.take_button = QuietButton(tr("Prendi quella di un altro portatile…"))
        self.take_button.clicked.connect(self.open_taking)
        layout = self.buttons.layout()
        if layout is not None:
            layout.addWidget(self.take_button)
        self.key = TextLabel(role="clock")
        self.advice = TextLabel(
            tr(
                "Dettala a voce o portala su carta, mai per posta o per messaggio: chi ha la chiave può provare i nomi."
            ),
            "small",
        )
        self.print_button = QuietButton(tr("Stampa la chiave"))
        self.print_button.clicked.connect(self.print_wanted)
        self.hide_button = QuietButton(tr("Nascondi"), tr("Esc"))
        self.hide_button.clicked.connect(lambda: self.close_part(give_focus=True))
        self.shown = wrap_row(self.hide_button, self.print_button)
        self.field = Line()
        self.field.returnPressed.connect(self._take)
        self.field.textChanged.connect(self._typed)
        self.row = FieldRow(tr("La chiave, come si legge sull’altro portatile"), self.field)
        self.yes_button = PrimaryButton(tr("Prendi la chiave"))
        self.yes_button.clicked.connect(self._take)
        self.no_button = QuietButton(tr("Lascia stare"), tr("Esc"))
        self.no_button.clicked.connect(lambda: self.close_part(give_focus=True))
        self.taking = wrap_row(self.no_button, self.yes_button)
        for widget in (self.key, self.advice, self.shown, self.row, self.taking):
            self.fields.addWidget(widget)

    def show_state(self, *, has_key: bool, is_empty: bool) -> None:
        """Say whether there is a key, or can still be one: codes that were given in another way cannot be given anew."""
        if has_key:
            words = tr(
                "Il portatile che ha la stessa chiave dà alla stessa persona lo stesso codice, senza questo registro."
            )
        elif is_empty:
            words = tr(
                "Due portatili alla porta che non possono avere lo stesso registro danno gli stessi codici se hanno la "
                "stessa chiave: si sceglie adesso, prima di importare l’elenco."
            )
        else:
            words = tr(
                "Si sceglie prima di importare l’elenco, e qui le persone hanno già i loro codici. Per una seconda porta "
                "copia questo registro sull’altro portatile."
            )
        self.words.setText(words)
        self.open_button.setText(tr("Mostra la chiave…") if has_key else tr("Fai una chiave…"))
        self.take_button.setVisible(not has_key)
        self.buttons.setVisible((has_key or is_empty) and self.part.isHidden())

    def open(self) -> None:
        """Ask for the key, and show it when it is there (`show_key`); where there is none, this is closed again."""
        self._show(taking=False)
        self.hide_button.setFocus()
        self.key_wanted.emit()

    def show_key(self, key: str) -> None:
        """Show the key, in its groups of letters."""
        self.key.setText(key)
        set_name(self.key, " ".join(key))  # letter by letter, as it is dictated

    def open_taking(self) -> None:
        """Ask for the key of the other laptop."""
        self._show(taking=True)
        self.field.setFocus()

    def _show(self, *, taking: bool) -> None:
        for widget in (self.key, self.advice, self.shown):
            widget.setVisible(not taking)
        for widget in (self.row, self.taking):
            widget.setVisible(taking)
        self._typed("")
        super().open()

    def empty(self) -> None:
        """Show the key no longer."""
        self.key.setText("")
        set_name(self.key, "")
        self.field.clear()

    def _typed(self, text: str) -> None:
        self.row.set_hint("")
        self.yes_button.setEnabled(bool(text.strip()))

    def _take(self) -> None:
        if self.field.text().strip():
            self.take_wanted.emit(self.field.text())
