"""The left side of the door: the field, its keys, the people found, and the badge."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.door.field import CHOOSING, NAMING, SEARCHING, DoorField
from ui.door.lines import DoorLines, DoorList
from ui.door.walk_in import WalkInCard
from ui.translations import tr
from ui.widgets import KeyHint, QuietButton, TextLabel
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from ui.door.paper.printing_card import PrintingCard

_LEAST_LINES = 4


class Welcome(QWidget):
    """Widgets only; the page connects them.

    Signals:
        print_wanted(): print what has not been printed.
    """

    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = DoorField()
        self.lines = DoorLines()
        self.list = DoorList(self.lines)
        self.empty = TextLabel(role="soft")
        self.walk_in = WalkInCard()
        self.walk_in_button = QuietButton(tr("Non è in elenco"), "F2")
        self.walk_in_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._printing: PrintingCard | None = None
        self._group_keys = 0
        keys = QWidget()
        self._flow = WrapLayout(keys, 12, 6)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(keys, 1)
        row.addWidget(self.walk_in_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.field)
        layout.addLayout(row)
        layout.addWidget(self.walk_in)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        self._column = layout
        self.show_group_keys(0)
        self.show_mode(SEARCHING)

    @property
    def printing(self) -> PrintingCard:
        """The badge and its sheet, made when the page is first filled: one can type before they are there."""
        if self._printing is None:
            from ui.door.paper.printing_card import PrintingCard

            self._printing = card = PrintingCard()
            card.print_wanted.connect(self.print_wanted)
            self._column.addWidget(card)
            for before, after in pairwise((self.walk_in_button, card.stock, card.start, card.button)):
                QWidget.setTabOrder(before, after)
        return self._printing

    def show_group_keys(self, count: int) -> None:
        """Name the keys of the door; those of the groups go from 1 to `count`."""
        if self._flow.count() and count == self._group_keys:
            return
        self._group_keys = count
        self._flow.clear()
        hints = [(tr("Invio"), tr("accogli")), ("↑↓", tr("scegli"))]
        if count:
            figures = tr("1…{0}").format(min(count, 9)) if count > 1 else "1"
            hints.append((figures, tr("sposta l’ultimo")))
            hints.append((tr("Alt {0}").format(figures), tr("gruppo")))
        hints.append((tr("Ctrl Z"), tr("annulla")))
        for key, words in hints:
            self._flow.addWidget(KeyHint(key, words))

    def show_mode(self, mode: str) -> None:
        """Show the list, or the question for the group."""
        self.walk_in.setVisible(mode == CHOOSING)
        self.list.setVisible(mode != CHOOSING and bool(self.lines.rowCount()))
        self.field.setReadOnly(mode == CHOOSING)
        self.walk_in_button.setEnabled(mode == SEARCHING)
        if mode == SEARCHING:
            self.field.setPlaceholderText(tr("Nome o cognome: bastano tre lettere"))
            self.field.setAccessibleName(tr("Cerca chi arriva"))
        elif mode == NAMING:
            self.field.setAccessibleName(tr("Nome di chi arriva"))
        else:
            self.field.setAccessibleName(tr("Tasto del gruppo"))

    def show_found(self, found: int, *, searching: bool, known: bool) -> None:
        """Say why the list is empty, when it is."""
        if searching:
            words = tr("Nessuno con questo nome. F2 per accogliere chi non è in elenco.")
        elif known:
            words = tr("Sono arrivati tutti quelli in elenco.")
        else:
            words = tr("Non c’è ancora un elenco: importalo, oppure scrivi un nome e premi F2.")
        self.empty.setText(words)
        self.empty.setVisible(not found and self.field.mode == SEARCHING)
        self.list.setVisible(bool(found) and self.field.mode != CHOOSING)
        self.list.setMinimumHeight(max(self.list.sizeHintForRow(0), 0) * min(found, _LEAST_LINES) + 12)
