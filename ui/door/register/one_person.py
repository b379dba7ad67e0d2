"""Forgetting one person: who, what exactly goes, and only then that it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from facilitatore.door.search import DoorSearch
from facilitatore.italian import local_clock
from ui.door.lines import DoorLines, DoorList
from ui.door.register.section import Certain, Line, Section
from ui.door.register.words import full_name, person_words
from ui.plain import set_description
from ui.translations import tr
from ui.widgets import FieldRow, TextLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from facilitatore.door.people import Expected
    from facilitatore.prepare.model import Group

_SHOWN: Final = 5


class OnePerson(Section):
    """Search, choose with ↑ ↓ and Enter, read what goes, confirm.

    Signals:
        forget_wanted(object): forget this `Expected`, in the register and in the evening.
    """

    forget_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Dimenticare una persona"),
            tr("Chi lo chiede sparisce dal registro e dalla serata, per sempre. I numeri restano."),
            tr("Dimentica una persona…"),
            parent,
        )
        self._search, self._asked = DoorSearch(), None
        self.field = Line()
        self.field.textChanged.connect(lambda _text: self._find())
        self.field.returnPressed.connect(self._choose)
        self.lines = DoorLines()
        self.list = DoorList(self.lines)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.picked.connect(self._choose)
        self.nobody = TextLabel(tr("Nessuno con questo nome, né in elenco né dentro."), "soft")
        self.certain = Certain()
        self.certain.confirmed.connect(self._confirm)
        self.certain.left.connect(self._leave)
        for widget in (FieldRow(tr("Chi? Bastano tre lettere del nome o del cognome"), self.field), self.list):
            self.fields.addWidget(widget)
        self.fields.addWidget(self.nobody)
        self.fields.addWidget(self.certain)

    _asked: Expected | None

    def know(self, lines: Sequence[Expected], groups: Mapping[str, Group]) -> None:
        """Take who can be forgotten."""
        self._search.know(lines)
        self.lines.set_groups(groups)
        self._find()

    def open(self) -> None:
        """Ask who."""
        super().open()
        self._find()
        self.field.setFocus()

    def empty(self) -> None:
        """Forget whom the fields were about."""
        self._asked = None
        self.field.clear()
        self.certain.hide()

    def _find(self) -> None:
        text = self.field.text().strip()
        found = list(self._search.find(text))[:_SHOWN] if text else []
        self.lines.set_lines(found)
        self.list.choose_row(0 if found else -1)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(max(self.list.sizeHintForRow(0), 0) * len(found) + 12)
        self.nobody.setVisible(bool(text) and not found)
        self.certain.hide()
        self._asked = None

    def _choose(self) -> None:
        line = self.lines.line(self.list.chosen_row())
        if line is None:
            return
        self._asked = line
        group = self.lines.group(line)
        clock = local_clock(line.guest.arrived_at) if line.guest is not None else ""
        name = full_name(line)
        asked = name if self.lines.family_words(line) == line.family_name else f"{name} ({line.apart})"
        words = person_words(line, group.short_title if group else "", clock)
        never = tr("Se si iscrive di nuovo ricomincia da capo. Non si può annullare.")
        self.certain.ask(tr("Dimenticare {0}?").format(asked), f"{words} {never}", tr("Dimentica {0}").format(name))

    def _confirm(self) -> None:
        if self._asked is not None:
            self.forget_wanted.emit(self._asked)

    def _leave(self) -> None:
        self.certain.hide()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with ↑ ↓; Esc goes back one step at a time."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.list.isVisible() and self.certain.isHidden():
            self.list.choose_row(max(self.list.chosen_row() + step, 0))
            set_description(self.field, str(self.lines.index(self.list.chosen_row(), 0).data() or ""))
        elif event.key() == Qt.Key.Key_Escape and self.certain.isVisible():
            self._leave()
        else:
            super().keyPressEvent(event)
