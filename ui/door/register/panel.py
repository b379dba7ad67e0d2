"""The register on the page of the door: what it holds, and everything that can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitatore.prepare.model import REGISTER_KEY
from ui import theme
from ui.dates import after_day, since_day, today_here, until_day
from ui.door.register.cycle_key import CycleKey
from ui.door.register.everybody import Destroying, Everybody
from ui.door.register.one_person import OnePerson
from ui.door.register.passphrase import Passphrase
from ui.door.register.section import ENTER
from ui.door.register.words import loses_words
from ui.translations import tr
from ui.widgets import HeadingLabel, QuietButton, TextLabel
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ui.door.register.section import Section

_TWO_COLUMNS: Final = 900


class RegisterView(NamedTuple):
    """What there is to say of the register.

    `people` are in it, from the day `since` on, to be forgotten after `until`; `file` is what it is called,
    its whole path unless it `is_beside` the evening. `in_register`
    and `in_both` count by kind what destroying it would take, and what forgetting everybody. `present` came tonight.
    """

    file: str
    is_beside: bool
    people: int
    since: date | None
    until: date | None
    in_register: Mapping[str, int]
    in_both: Mapping[str, int]
    present: int
    can_cipher: bool
    is_ciphered: bool
    has_key: bool
    is_forgotten: bool


class RegisterPanel(QWidget):
    """All of it; Esc closes what is open, then the panel.

    Signals:
        left(): back to who arrives.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = HeadingLabel(tr("Registro"))
        self.summary = TextLabel()
        self.place = TextLabel(role="small")
        self.back_button = QuietButton(tr("Torna a chi arriva"), tr("Esc"))
        self.back_button.clicked.connect(self.left)
        self.one, self.everybody, self.destroying = OnePerson(), Everybody(), Destroying()
        self.passphrase, self.key = Passphrase(), CycleKey()
        for section in self.sections():
            section.opened.connect(lambda opened=section: self._close_others(opened))
        self._build()

    def sections(self) -> tuple[Section, ...]:
        """Return the things that can be done."""
        return (self.one, self.everybody, self.passphrase, self.key, self.destroying)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(18)
        for column, sections in (
            (left, (self.one, self.everybody, self.destroying)),
            (right, (self.passphrase, self.key)),
        ):
            column.setSpacing(14)
            for section in sections:
                column.addWidget(section)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.summary)
        layout.addWidget(self.place)
        layout.addSpacing(6)
        layout.addLayout(self._columns)
        layout.addStretch(1)

    def show_register(self, view: RegisterView) -> None:
        """Show the register as it is now."""
        self.summary.setText(_summary(view))
        beside = tr("Sta in «{0}», accanto alla serata; nei file dei gruppi ci sono soltanto nomi propri.")
        apart = tr("Sta in «{0}», che nessuna cloud copia; nei file dei gruppi ci sono soltanto nomi propri.")
        self.place.setText((beside if view.is_beside else apart).format(view.file))
        anybody = any(count for kind, count in view.in_both.items() if kind != REGISTER_KEY)
        self.everybody.show_counts(loses_words(view.in_both) if anybody else "", view.until, today_here())
        self.destroying.show_counts(loses_words(view.in_register), view.present)
        self.key.show_state(has_key=view.has_key, is_empty=not view.people)
        for section in self.sections():
            section.setVisible(section is self.destroying or not view.is_forgotten)
        self.passphrase.show_state(available=view.can_cipher, has_one=view.is_ciphered)

    def begin(self) -> None:
        """Be ready for the first key."""
        (self.back_button if self.one.isHidden() else self.one.open_button).setFocus()

    def _close_others(self, opened: Section) -> None:
        for section in self.sections():
            if section is not opened:
                section.close_part()
        bring_into_view(opened)

    def close_all(self) -> None:
        """Close every section, and empty its fields: letters of a phrase do not stay behind."""
        for section in self.sections():
            section.close_part()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter, leave with Esc."""
        if event.key() in ENTER:
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton):
                focus.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two columns one under the other where there is no room."""
        super().resizeEvent(event)
        narrow = event.size().width() < _TWO_COLUMNS * theme.text_scale_now()
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


def _summary(view: RegisterView) -> str:
    if view.is_forgotten:
        return tr("Le persone di questo registro sono state dimenticate, e non ne entrano altre.")
    if not view.people:
        return tr("Nessuno in elenco, per ora.")
    people = tr("1 persona") if view.people == 1 else tr("{0} persone").format(view.people)
    since = tr(", {0}").format(since_day(view.since)) if view.since is not None else ""
    until = _until_words(view.until, today_here()) if view.until is not None else ""
    return tr("{0} con cognome, recapiti e iscrizioni{1}.").format(people, since) + until


def _until_words(until: date, today: date) -> str:
    if until < today:
        return tr(" Andavano dimenticate {0}.").format(after_day(until))
    return tr(" Si conservano {0}.").format(until_day(until))
