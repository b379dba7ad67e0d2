"""One sentence of the synthesis with what stands behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from facilitatore.synthesis.model import BackedStatement
from ui.plain import set_name
from ui.synthesis.rows import evidence_words
from ui.translations import tr
from ui.widgets import Card, LinkButton, Pill, TextLabel


class StatementCard(Card):
    """Number, words and evidence; it changes nothing itself, it asks.

    Signals (the argument is the sentence's id):
        chosen(str), opened(str), link_requested(str), removal_requested(str); up_pressed(): ↑ in the first card.
    """

    chosen = Signal(str)
    opened = Signal(str)
    link_requested = Signal(str)
    removal_requested = Signal(str)
    up_pressed = Signal()

    def __init__(self, statement: str) -> None:
        super().__init__()
        self.statement = statement
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = TextLabel(role="strong", wrap=False)
        self.words = TextLabel(role="field")
        self.evidence = Pill()
        self.warning = TextLabel(role="warning")
        self.link = LinkButton(tr("Collega note…"))
        self.link.clicked.connect(lambda: self.link_requested.emit(self.statement))
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.evidence)
        foot.addWidget(self.link)
        foot.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.words)
        words.addWidget(self.warning)
        words.addLayout(foot)
        line = QHBoxLayout()
        line.setSpacing(18)
        line.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)

    def show_statement(self, backed: BackedStatement, number: int, warning: str) -> None:
        """Show the sentence as it is now."""
        self.number.setText(str(number))
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance("88"))
        self.words.setText(backed.statement.text)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        evidence = evidence_words(backed.evidence)
        self.evidence.setText(evidence)
        self.evidence.set_tone("link" if backed.evidence.notes else "warning")
        self.link.setVisible(not backed.evidence.notes)
        said = [tr("Frase {0}").format(number), backed.statement.text, evidence, warning]
        set_name(self, ", ".join(part for part in said if part))
        set_name(self.link, tr("Collega note alla frase {0}").format(number))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the sentence was chosen."""
        super().focusInEvent(event)
        self.chosen.emit(self.statement)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to edit."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.statement)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn keys into wishes."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.statement)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removal_requested.emit(self.statement)
        elif key == Qt.Key.Key_Up:
            self.up_pressed.emit()
        else:
            super().keyPressEvent(event)
