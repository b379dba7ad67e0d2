"""The right side of the page: the notes behind a sentence, or the list to link them from, and the figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitatore.capture.model import Note
from ui.plain import set_name
from ui.synthesis.link_list import LinkList
from ui.synthesis.rows import LinkRow, notes_in_words, shown_number
from ui.translations import tr
from ui.widgets import Card, FlowColumn, HeadingLabel, KeyHint, NoteCard, QuietButton, TextLabel

MOST_CARDS = 60
"""Cards made for one sentence; further notes are counted, and found in the list of the links."""


class EvidencePanel(Card):
    """The notes behind the chosen sentence, those with more dots first.

    Signals:
        link_requested(): on to the list. unlink_requested(str): this note does not stand behind it after all.
        left(): back to the sentences.
    """

    link_requested = Signal()
    unlink_requested = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._cards: dict[str, NoteCard] = {}
        self.column = FlowColumn(framed=False)
        self.more = TextLabel(role="small")
        self.link = QuietButton(tr("Collega note…"), "L")
        self.link.clicked.connect(self.link_requested)
        self.body.addWidget(self.column, 1)
        self.body.addWidget(self.more)
        self.body.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_notes(self, number: int, notes: Sequence[Note], labels: dict[str, str]) -> None:
        """Show the notes of sentence `number` (0: none is chosen); `labels` are the keys of other groups by id."""
        self.set_title(tr("Le note dietro la frase {0}").format(number) if number else tr("Le note dietro la frase"))
        self.link.setVisible(bool(number))
        empty = tr("Nessuna nota collegata: la frase è di chi redige.") if number else tr("Scegli una frase con ↓.")
        self.column.set_empty_text(empty)
        ordered = sorted(notes, key=lambda note: -note.dots)
        shown = ordered[:MOST_CARDS]
        cards = {}
        for note in shown:
            called = " ".join(part for part in (labels.get(note.group, ""), shown_number(note.number)) if part)
            card = self._cards.get(note.id)
            if card is None:
                card = NoteCard(note.id, note.text, note.kind, number=called, dots=note.dots)
                card.removal_requested.connect(self.unlink_requested)
            else:
                card.set_note(note.text, note.kind, number=called, dots=note.dots)
            cards[note.id] = card
        self._cards = cards
        self.column.set_widgets(list(cards.values()))
        hidden = len(ordered) - len(shown)
        self.more.setText(tr("e altre {0}").format(notes_in_words(hidden)))
        self.more.setVisible(hidden > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LinkPanel(Card):
    """Search and list of what can stand behind the chosen sentence.

    Signals:
        toggled(LinkRow): link it, or no longer. search_changed(str). left(): done.
    """

    toggled = Signal(object)
    search_changed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Cerca note e nuvole (Ctrl+F)"))
        set_name(self.search, tr("Cerca note e nuvole"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.search_changed)
        self.search.returnPressed.connect(self._to_list)
        self.list = LinkList()
        self.list.toggled.connect(self.toggled)
        self.list.escaped.connect(self.left)
        self.list.up_pressed.connect(self.search.setFocus)
        self.nothing = TextLabel(tr("Nessuna nota con queste parole."), "soft")
        hints = QHBoxLayout()
        hints.setSpacing(12)
        hints.addWidget(KeyHint(tr("Spazio"), tr("collega")))
        hints.addWidget(KeyHint("Esc", tr("finito")))
        hints.addStretch(1)
        self.body.addWidget(self.search)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(hints)

    def show_rows(self, number: int, rows: Sequence[LinkRow]) -> None:
        """Show what can stand behind sentence `number`."""
        self.set_title(tr("Collega note alla frase {0}").format(number))
        self.list.show_rows(rows)
        self.nothing.setVisible(not rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is done, ↓ goes from the search to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._to_list()
        else:
            super().keyPressEvent(event)

    def _to_list(self) -> None:
        if self.list.rows.rows:
            self.list.setFocus()


class FiguresCard(Card):
    """How much the synthesis rests on, without embellishment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("In onestà"), parent=parent)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self.rows: list[tuple[TextLabel, HeadingLabel | TextLabel]] = []

    def show_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show names and figures."""
        while len(self.rows) < len(figures):
            name, figure = TextLabel(), TextLabel(role="strong", wrap=False)
            place = len(self.rows)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(figure, place, 1, Qt.AlignmentFlag.AlignRight)
            self.rows.append((name, figure))
        for (name, figure), (text, value) in zip(self.rows, figures, strict=True):
            name.setText(text)
            figure.setText(value)
            set_name(figure, f"{text}: {value}")


class SidePanel(QWidget):
    """Notes and figures, or, while linking, the list in their place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = EvidencePanel()
        self.links = LinkPanel()
        self.figures = FiguresCard()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.evidence, 1)
        layout.addWidget(self.links, 1)
        layout.addWidget(self.figures)
        self.set_linking(linking=False)

    def set_linking(self, *, linking: bool) -> None:
        """Show the list, or the notes."""
        self.links.setVisible(linking)
        self.evidence.setVisible(not linking)
        self.figures.setVisible(not linking)

    @property
    def is_linking(self) -> bool:
        """Whether the list is shown."""
        return not self.links.isHidden()
