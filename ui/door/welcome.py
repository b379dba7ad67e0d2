"""The left side of the door: the field, its keys, the people found, and the badge."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.door.field import ASKING, BY_KEY, CHOOSING, NAMING, RENAMING, SEARCHING, DoorField
from ui.door.keys import KeyRow
from ui.door.lines import DoorLines, DoorList
from ui.door.name_card import NameCard
from ui.door.walk_in import WalkInCard
from ui.plain import set_description
from ui.translations import tr
from ui.widgets import QuietButton, TextLabel

if TYPE_CHECKING:
    from facilitatore.door.model import Guest
    from facilitatore.door.people import Expected
    from ui.door.paper.printing_card import PrintingCard

_LEAST_LINES = 4
_WITHOUT_LIST = frozenset({CHOOSING, RENAMING})
"""What the field does while there is nobody to look for."""


class Welcome(QWidget):
    """Widgets only; the page connects them.

    Signals:
        print_wanted(): print what has not been printed.
        import_offered(bool): the button to import a list is seen here, or is not any more.
    """

    print_wanted = Signal()
    import_offered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = DoorField()
        self.lines = DoorLines()
        self.list = DoorList(self.lines)
        self.keys = KeyRow()
        self.question = TextLabel(role="accent")
        self.empty = TextLabel(role="soft")
        self.import_button = QuietButton(tr("Importa un elenco…"))
        self.import_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.walk_in = WalkInCard()
        self.name_card = NameCard()
        self.walk_in_button = QuietButton(tr("Non è in elenco"), "F2")
        self.walk_in_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._printing: PrintingCard | None = None
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.keys, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.walk_in_button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.question)
        layout.addWidget(self.field)
        layout.addWidget(self._row)
        layout.addWidget(self.walk_in)
        layout.addWidget(self.empty)
        layout.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.name_card)
        layout.addStretch(0)
        self._column, self._gap = layout, layout.count() - 1
        self.import_button.hide()
        self.show_keys(0, printing=False, chosen=None, last=None, namesakes=False)
        self.show_mode(SEARCHING)
        self.show_placeholder(at_group=False)

    @property
    def printing(self) -> PrintingCard:
        """The badge and its sheet, made when the page is first filled: one can type before they are there."""
        if self._printing is None:
            from ui.door.paper.printing_card import PrintingCard

            self._printing = card = PrintingCard()
            card.print_wanted.connect(self.print_wanted)
            self._column.addWidget(card)
            for before, after in pairwise((self.walk_in_button, self.import_button, *card.tab_stops())):
                QWidget.setTabOrder(before, after)
        return self._printing

    def show_keys(
        self,
        groups: int,
        *,
        printing: bool,
        chosen: Expected | None,
        last: Guest | None,
        namesakes: bool,
        asking: bool = False,
    ) -> None:
        """Name the keys of the door that do something now; those of the groups go from 1 to `groups`.

        `printing`: Enter prints as well; `asking`: for the group first. `chosen`: the line that is chosen; without one the keys are for who came
        `last`, if somebody did; who has no group yet is given one. `namesakes`: they share the name with somebody who is in.
        """
        enter = tr("accogli: quale gruppo?") if asking else tr("accogli e stampa") if printing else tr("accogli")
        keys = [("enter", tr("Invio"), enter), ("down", "↑↓", tr("scegli"))]
        figures = tr("1…{0}").format(min(groups, 9)) if groups > 1 else "1"
        if groups and chosen is not None:
            keys.append(("group", tr("Alt {0}").format(figures), tr("gruppo")))
        elif groups and last:
            words = tr("sposta l’ultimo") if last.where else tr("dai un gruppo all’ultimo")
            keys.append(("move", figures, words))
        if chosen is not None or last:
            keys.append(("rename", "F3", tr("cambia nome")))
        if last if chosen is None else chosen.guest is not None:
            keys.append(("reprint", "F4", tr("ristampa")))
        if namesakes:
            keys.append(("initial", "F6", tr("aggiungi l’iniziale")))
        self.keys.show_keys([*keys, ("undo", tr("Ctrl Z"), tr("annulla"))])
        if self._printing is not None:
            self._printing.show()

    def show_nobody(self) -> None:
        """Leave only what one can do with words that are nobody's, beside the button for who is in no list."""
        self.keys.show_keys([("leave", tr("Esc"), tr("cancella e cerca di nuovo"))])

    def show_counting(self) -> None:
        """Leave only what a group's own door needs, where badges are counted and nobody is let in."""
        self.keys.show_keys([("undo", tr("Ctrl Z"), tr("annulla"))])
        self.printing.hide()

    def show_mode(self, mode: str, placeholder: str = "", question: str = "") -> None:
        """Show the list, or the question for the name or the group, or whose name is being written."""
        self.field.show_mode(mode, placeholder)
        self.question.setText(question)
        self.question.setVisible(bool(question))
        if question:
            set_description(self.field, question)
        self.walk_in.setVisible(mode == CHOOSING)
        self.name_card.setVisible(mode == ASKING)
        if self._printing is not None:
            self._printing.setVisible(mode != ASKING)  # the badges there could be are in the card
        self._row.setVisible(mode not in BY_KEY)
        self.walk_in_button.setVisible(mode == SEARCHING)
        if mode in {NAMING, RENAMING}:
            writing = tr("scrivi il nome") if mode == RENAMING else tr("avanti")
            leaving = tr("lascia com’è") if mode == RENAMING else tr("torna indietro")
            self.keys.show_keys([("enter", tr("Invio"), writing), ("leave", tr("Esc"), leaving)])
        self._show_list(shown=mode not in _WITHOUT_LIST and bool(self.lines.rowCount()))
        if mode != SEARCHING:
            self.empty.hide()
            self._offer_import(shown=False)

    def close_panel(self) -> bool:
        """Close paper and printer; False when they are not open."""
        return self._printing is not None and self._printing.close_panel()

    def show_placeholder(self, *, at_group: bool) -> None:
        """Say in the field what it is for: names at the door, badges at a group's own."""
        words = tr("Leggi un’etichetta, o scrivi un nome") if at_group else tr("Nome o cognome: bastano tre lettere")
        self.field.setPlaceholderText(words)

    def show_found(self, found: int, why_empty: str, *, to_import: bool) -> None:
        """Show the list, or say why there is none, with the way to one (`to_import`) where that helps."""
        searching = self.field.mode == SEARCHING
        self.empty.setText(why_empty)
        self.empty.setVisible(not found and searching)
        self._offer_import(shown=not found and searching and to_import)
        self._show_list(shown=bool(found) and self.field.mode not in _WITHOUT_LIST)
        self.list.setMinimumHeight(max(self.list.sizeHintForRow(0), 0) * min(found, _LEAST_LINES) + 12)

    def _offer_import(self, *, shown: bool) -> None:
        self.import_button.setVisible(shown)
        self.import_offered.emit(shown)

    def _show_list(self, *, shown: bool) -> None:
        """Show the list, or leave its room empty: the badge keeps its size."""
        self.list.setVisible(shown)
        self._column.setStretch(self._gap, 0 if shown else 1)
