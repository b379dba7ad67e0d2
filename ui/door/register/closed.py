"""A register that is there and not open: its passphrase is asked for, or it is said what is wrong and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from facilitatore.errors import DiskFailed, FileLocked, NeedsPassphrase, WrongPassphrase
from facilitatore.sentences import say
from ui.door.register.copies import Copies
from ui.door.register.section import ENTER, Certain, SecretLine
from ui.translations import tr
from ui.widgets import Card, CheckBox, FieldRow, HeadingLabel, PrimaryButton, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.errors import FileProblem
    from facilitatore.session.rescue.copies import Copy


class ClosedPanel(QWidget):
    """In the place of the list at the door; Esc goes on without the register.

    Signals:
        open_wanted(str): try to open it, with this passphrase or without any.
        copy_wanted(object): let the automatic copy at this path take its place.
        new_wanted(): let a new one take its place.
        left(): go on without it.
    """

    open_wanted = Signal(str)
    copy_wanted = Signal(object)
    new_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = HeadingLabel()
        self.words = TextLabel()
        self.field = SecretLine()
        self.field.returnPressed.connect(self._open)
        self.row = FieldRow(tr("La frase"), self.field)
        self.show_box = CheckBox(tr("Mostra quello che scrivo"))
        self.show_box.toggled.connect(self.field.show_letters)
        self.open_button = PrimaryButton("", tr("Invio"))
        self.open_button.clicked.connect(self._open)
        self.new_button = QuietButton(tr("Comincia un registro nuovo…"))
        self.new_button.clicked.connect(self._ask_new)
        self.without_button = QuietButton(tr("Continua senza"), tr("Esc"))
        self.without_button.clicked.connect(self._leave)
        self.without = TextLabel(
            tr(
                "Senza registro si accoglie per nome, come chi non è in elenco. Il registro resta com’è e si apre più tardi."
            ),
            "small",
        )
        self.copies = Copies()
        self.copies.wanted.connect(self.copy_wanted)
        self.certain = Certain()
        self.certain.confirmed.connect(self.new_wanted)
        self.certain.left.connect(self._leave_new)
        card = Card()
        buttons = wrap_row(self.open_button, self.without_button, self.new_button)
        for widget in (
            self.heading,
            self.words,
            self.row,
            self.show_box,
            buttons,
            self.without,
            self.copies,
            self.certain,
        ):
            card.body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_problem(self, problem: FileProblem, copies: Sequence[Copy] = ()) -> None:
        """Ask for the passphrase, or say why there is nothing to ask; what was typed wrong stays, chosen, to be mended.

        `copies` could take the place of a register that is broken.
        """
        asks = isinstance(problem, (NeedsPassphrase, WrongPassphrase))
        wrong = isinstance(problem, WrongPassphrase)
        self.heading.setText(tr("Il registro è chiuso con una frase") if asks else tr("Il registro non si apre"))
        self.words.setText(
            tr("Scrivila, e l’elenco degli iscritti è qui. La serata intanto è aperta.") if asks else tr(say(problem))
        )
        self.row.setVisible(asks)
        self.show_box.setVisible(asks)
        self.row.set_hint(tr(say(problem)) if wrong else "", "error" if wrong else "small")
        self.open_button.setText(tr("Apri il registro") if asks else tr("Prova di nuovo"))
        self.new_button.setVisible(not isinstance(problem, (FileLocked, DiskFailed)))  # these pass by themselves
        self.copies.show_copies(copies)
        self.certain.hide()
        self.begin()

    def begin(self) -> None:
        """Be ready for the first key."""
        (self.open_button if self.row.isHidden() else self.field).setFocus()
        self.field.selectAll()  # what was wrong is typed over

    def empty(self) -> None:
        """Take every letter out of the field."""
        self.field.clear()
        self.show_box.setChecked(False)

    def _open(self) -> None:
        if self.row.isHidden() or self.field.text():
            self.open_wanted.emit(self.field.text() if self.row.isVisible() else "")

    def _ask_new(self) -> None:
        words = tr(
            "Quello di adesso resta com’è, con un altro nome: se la frase torna in mente, gli si ridà il suo. Nel registro "
            "nuovo non c’è nessuno, finché non importi di nuovo l’elenco."
        )
        self.certain.ask(tr("Cominciare un registro nuovo?"), words, tr("Comincia un registro nuovo"))

    def _leave_new(self) -> None:
        self.certain.hide()
        self.begin()

    def _leave(self) -> None:
        self.empty()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter, go on without the register with Esc."""
        if event.key() in ENTER:
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton):
                focus.click()
        elif event.key() == Qt.Key.Key_Escape and self.certain.isVisible():
            self._leave_new()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
