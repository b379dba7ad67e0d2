"""The passphrase of the register: setting it, changing it, removing it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.door.register.section import SecretLine, Section
from ui.translations import tr
from ui.widgets import CheckBox, FieldRow, PrimaryButton, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row


class Passphrase(Section):
    """Twice typed, shown on demand, with what losing it means; one line where no cipher is installed.

    Signals:
        passphrase_wanted(str, str): the old one, empty if there is none, and the new one, empty to have none.
    """

    passphrase_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Una frase per aprirlo"), "", tr("Metti una frase…"), parent)
        self._has_one = self._removes = False
        self.remove_button = QuietButton(tr("Togli la frase…"))
        self.remove_button.clicked.connect(self.open_removing)
        layout = self.buttons.layout()
        if layout is not None:
            layout.addWidget(self.remove_button)
        self.old, self.new, self.again = SecretLine(), SecretLine(), SecretLine()
        self.old_row = FieldRow(tr("La frase di adesso"), self.old)
        self.new_row = FieldRow(tr("La frase nuova"), self.new)
        self.again_row = FieldRow(tr("Ancora la frase nuova"), self.again)
        self.show_box = CheckBox(tr("Mostra quello che scrivo"))
        self.show_box.toggled.connect(self._show_letters)
        self.warning = TextLabel(
            tr(
                "Se la frase si perde, il registro non si apre più: nessuno può recuperarlo. Scrivila su un foglio e tienilo altrove."
            )
        )
        self.yes_button = PrimaryButton()
        self.yes_button.clicked.connect(self._confirm)
        self.no_button = QuietButton(tr("Lascia stare"), tr("Esc"))
        self.no_button.clicked.connect(lambda: self.close_part(give_focus=True))
        for widget in (self.old_row, self.new_row, self.again_row, self.show_box, self.warning):
            self.fields.addWidget(widget)
        self.fields.addWidget(wrap_row(self.no_button, self.yes_button))
        for line in (self.old, self.new, self.again):
            line.textChanged.connect(lambda _text: self._tell())
            line.returnPressed.connect(self._next)

    def show_state(self, *, available: bool, has_one: bool) -> None:
        """Say whether there is one, or that there can be none on this laptop."""
        self._has_one = has_one
        if not available:
            self.words.setText(
                tr(
                    "Su questo portatile manca la parte che chiude il registro con una frase: il registro resta leggibile a chi prende il portatile."
                )
            )
        elif has_one:
            self.words.setText(
                tr("Il registro si apre solo con la frase, anche se qualcuno prende il portatile o la chiavetta.")
            )
        else:
            self.words.setText(tr("Senza frase, chi prende il portatile legge cognomi e recapiti."))
        self.open_button.setText(tr("Cambia la frase…") if has_one else tr("Metti una frase…"))
        self.buttons.setVisible(available and self.part.isHidden())
        self.remove_button.setVisible(has_one)

    def open(self) -> None:
        """Ask for a new one."""
        self._begin(removes=False)

    def open_removing(self) -> None:
        """Ask for the one that is to go."""
        self._begin(removes=True)

    def _begin(self, *, removes: bool) -> None:
        self._removes = removes
        self.old_row.setVisible(self._has_one)
        self.new_row.setVisible(not removes)
        self.again_row.setVisible(not removes)
        self.warning.setVisible(not removes)
        self.yes_button.setText(tr("Togli la frase") if removes else tr("Metti la frase"))
        self._tell()
        super().open()
        (self.old if self._has_one else self.new).setFocus()

    def empty(self) -> None:
        """Take every letter out of the fields."""
        for line in (self.old, self.new, self.again):
            line.clear()
        self.show_box.setChecked(False)

    def refuse(self, words: str) -> None:
        """Say under the field why the old phrase did not do."""
        self.old_row.set_hint(words, "error")
        self.old.setFocus()
        self.old.selectAll()

    def refuse_new(self, words: str) -> None:
        """Say under the field why the new phrase does not do."""
        self.new_row.set_hint(words, "error")
        self.new.setFocus()
        self.new.selectAll()

    def _show_letters(self, on: bool) -> None:
        for line in (self.old, self.new, self.again):
            line.show_letters(on)

    def _tell(self) -> None:
        """Say what is still missing, and let go on only when nothing is."""
        new, again = self.new.text(), self.again.text()
        self.old_row.set_hint("")
        self.new_row.set_hint(tr("Almeno dodici caratteri, o tre parole: lunga conta più di strana."))
        other = bool(again) and new != again and not new.startswith(again)
        self.again_row.set_hint(tr("Le due frasi non sono uguali.") if other else "", "error" if other else "small")
        given = bool(self.old.text()) or not self._has_one
        self.yes_button.setEnabled(given and (self._removes or (bool(new) and new == again)))

    def _next(self) -> None:
        """Go to the next field with Enter, and from the last one on with what was asked."""
        if self.yes_button.isEnabled():
            self._confirm()
        else:
            self.focusNextChild()

    def _confirm(self) -> None:
        self.passphrase_wanted.emit(self.old.text() if self._has_one else "", "" if self._removes else self.new.text())
