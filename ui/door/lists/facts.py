"""What was read of a list, in three calm cards: rows, persons, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from facilitatore.door.lists.parse.column_choice import free_texts, meanings_of
from ui.door.lists.columns_view import heading_of
from ui.door.lists.words import free_text_words, person_words, row_words
from ui.translations import tr
from ui.widgets import Card, LinkButton, TextLabel

if TYPE_CHECKING:
    from facilitatore.door.lists.planning import FoundList, ImportPlan


class Facts(QWidget):
    """Three cards beside each other, or below where there is no room.

    Signals:
        columns_wanted(): show the columns, to be changed.
    """

    columns_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows, self.persons, self.columns = Card("x"), Card("x"), Card("x")
        self.row_facts, self.person_facts = TextLabel("", "small"), TextLabel("", "small")
        self.columns_read, self.unread = TextLabel("", "small"), TextLabel("", "warning")
        self.change = LinkButton(tr("Cambia…"))
        self.change.clicked.connect(self.columns_wanted)
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.sides.setContentsMargins(0, 0, 0, 0)
        self.sides.setSpacing(12)
        cards = ((self.rows, 3, (self.row_facts,)), (self.persons, 3, (self.person_facts,)))
        for card, share, words in (*cards, (self.columns, 4, (self.columns_read, self.unread))):
            card.body.setContentsMargins(16, 9, 16, 10)
            card.body.setSpacing(3)
            for one in words:
                card.body.addWidget(one)
            card.body.addStretch(1)
            self.sides.addWidget(card, share)
        head = QHBoxLayout()
        self.columns.body.removeWidget(self.columns.heading)
        head.addWidget(self.columns.heading, 1)
        head.addWidget(self.change)
        self.columns.body.insertLayout(0, head)

    def show_plan(self, found: FoundList, plan: ImportPlan) -> None:
        """Say what was read, and which columns hold what nobody read."""
        rows, row_facts = row_words(plan)
        self.rows.set_title(rows)
        self.row_facts.setText(row_facts)
        persons, facts = person_words(plan)
        self.persons.set_title(persons)
        self.person_facts.setText(facts)
        self._show_columns(found)

    def _show_columns(self, found: FoundList) -> None:
        filled = {column for row in found.table.rows for column, cell in enumerate(row) if cell}
        meanings = meanings_of(found.columns, found.table.width)
        read = [heading_of(found, column) for column in sorted(filled) if meanings[column]]
        left = [heading_of(found, column) for column in sorted(filled) if not meanings[column]]
        title = tr("1 colonna") if len(filled) == 1 else tr("{0} colonne").format(len(filled))
        self.columns.set_title(tr("{0}: {1}").format(title, tr("{0} lette, {1} no").format(len(read), len(left))))
        parts = [tr("Lette: {0}").format(" · ".join(read))] if read else []
        parts += [tr("Non lette: {0}").format(" · ".join(left))] if left else []
        self.columns_read.setText("\n".join(parts))
        free = [heading_of(found, column) for column in free_texts(found.table, found.columns)]
        kept = [heading_of(found, column) for column in found.columns.kept_notes]
        words = free_text_words(free, kept)
        if not found.columns.names:
            words = tr("Non trovo la colonna dei nomi: dillo tu con «Cambia…».")
        self.unread.setText(words)
        self.unread.setVisible(bool(words))
