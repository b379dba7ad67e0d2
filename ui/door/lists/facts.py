"""What was read of a list, in three calm cards: rows, persons, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from facilitatore.door.lists.match.tally import tally
from ui.door.lists.words import column_words, person_words, row_words
from ui.translations import tr
from ui.widgets import Card, ElidedLabel, LinkButton, TextLabel

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
        self.columns_read, self.columns_left = ElidedLabel("", "small"), ElidedLabel("", "small")
        self.unread = ElidedLabel("", "warning")
        self.change = LinkButton(tr("Cambia…"))
        self.change.clicked.connect(self.columns_wanted)
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.sides.setContentsMargins(0, 0, 0, 0)
        self.sides.setSpacing(12)
        column_lines = (self.columns_read, self.columns_left, self.unread)
        for card, share, words in (
            (self.rows, 28, (self.row_facts,)),
            (self.persons, 28, (self.person_facts,)),
            (self.columns, 44, column_lines),
        ):
            card.body.setContentsMargins(16, 8, 16, 9)
            card.body.setSpacing(2)
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
        told = tally(plan.rows)
        for card, label, words in (
            (self.rows, self.row_facts, row_words(told)),
            (self.persons, self.person_facts, person_words(told, plan)),
        ):
            card.set_title(words[0])
            label.setText(words[1])
        title, *lines = column_words(found, plan)
        self.columns.set_title(title)
        for shown, line in zip((self.columns_read, self.columns_left, self.unread), lines, strict=True):
            shown.setText(line)
            shown.setVisible(bool(line))
