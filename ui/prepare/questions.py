"""The guiding questions of a group, each with its technique and what is said to start the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from facilitatore.prepare.actions import add_question, edit_question, remove_prepared
from facilitatore.prepare.model import Group, GuidingQuestion
from ui.plain import set_name
from ui.prepare.fields import Act, CommitLine, Row, WordChoice, arrange, bold, tool
from ui.techniques import technique_words
from ui.translations import tr
from ui.widgets import Card, GroupMark, HeadingLabel, HowMany, KeyHint, TextLabel
from ui.widgets.hand import Hand, hand_of_new
from ui.widgets.labels import CROSS


class QuestionRow(Row):
    """Number, words and technique; below, what is said to start.

    Signals:
        entered(): Enter was pressed in the words, and they are safe.
        removal_requested(str): the id of the question.
    """

    entered = Signal()
    removal_requested = Signal(str)

    def __init__(self, question: str, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._act = act
        self.number = TextLabel(role="strong", wrap=False)
        self.text = CommitLine(tr("Domanda"), lambda text: self._edit(text=text), "row")
        self.text.setFont(bold())
        self.text.entered.connect(self.entered)
        self.prompt = CommitLine(tr("Che cosa si dice per cominciare"), lambda text: self._edit(prompt=text), "row")
        self.prompt.setPlaceholderText(tr("Che cosa si dice per cominciare"))
        self.technique = WordChoice(tr("Strumento"), lambda key: self._edit(technique=key))
        self.technique.set_words(technique_words())
        self.technique.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.remove = tool(CROSS, tr("Togli la domanda"), lambda: self.removal_requested.emit(self.question))
        self._grid = layout = QGridLayout(self)
        layout.setContentsMargins(2, 5, 0, 6)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(0)
        middle = Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(self.number, 0, 0)
        layout.addWidget(self.text, 0, 1)
        layout.addWidget(self.technique, 0, 2, 2, 1, middle)
        layout.addWidget(self.remove, 0, 3, 2, 1, middle)
        layout.addWidget(self.prompt, 1, 1)
        layout.setColumnStretch(1, 1)
        self.hear(self.text, self.prompt)

    def bind(self, thing: str) -> None:
        """Be the row of another question."""
        self.question = thing
        self.text.forget()
        self.prompt.forget()

    def hands(self) -> dict[str, Hand]:
        """Return what is in hand in the row."""
        return {f"{self.question}.text": self.text.hand(), f"{self.question}.prompt": self.prompt.hand()}

    def _edit(self, **fields: object) -> str:
        return self._act(edit_question, self.question, **fields)

    def show_question(self, question: GuidingQuestion) -> None:
        """Show what is on disk."""
        self.number.setText(str(question.number))
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance("88"))
        self.text.show_value(question.text)
        self.prompt.show_value(" ".join(question.prompt.split()))
        self.technique.show_value(question.technique)
        set_name(self.text, tr("Domanda {0}").format(question.number))
        set_name(self.remove, tr("Togli la domanda {0}").format(question.number))


class Questions(Card):
    """The rows and a row to add one."""

    def __init__(self, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._act = act
        self._group = ""
        self._order: list[str] = []
        self.rows: dict[str, QuestionRow] = {}
        self.mark = GroupMark(role="title")
        self.new = QLineEdit()
        self.new.setPlaceholderText(tr("Aggiungi una domanda guida"))
        set_name(self.new, self.new.placeholderText())
        self.new.returnPressed.connect(self._add)
        head = QHBoxLayout()
        head.setSpacing(10)
        title = HeadingLabel(tr("Domande guida"), "title")
        title.setWordWrap(False)
        head.addWidget(title)
        head.addWidget(self.mark, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.more = HowMany(tr("Ci sono {0} domande: qui si vedono le prime {1}."))
        foot = QHBoxLayout()
        foot.addWidget(self.new, 1)
        foot.addWidget(KeyHint(tr("Invio"), tr("aggiungi")))
        self.body.addLayout(head)
        self.body.addLayout(self._list)
        self.body.addWidget(self.more)
        self.body.addLayout(foot)

    def show_questions(self, group: Group, questions: Sequence[GuidingQuestion]) -> bool:
        """Show what is on disk; True when rows came, went or moved."""
        self._group = group.id
        questions = self.more.first(questions)
        self._order = [question.id for question in questions]
        self.mark.set_group(group.mark, group.short_title, group.colour)
        moved = arrange(self._list, self.rows, self._order, self._make)
        for question in questions:
            self.rows[question.id].show_question(question)
        return moved

    def _make(self, question: str) -> QuestionRow:
        row = QuestionRow(question, self._act)
        row.entered.connect(lambda: self._focus_after(row.question))
        row.removal_requested.connect(self._remove)
        return row

    def hands(self) -> dict[str, Hand]:
        """Return what is in hand in all rows, and in the one to add a question."""
        rows = {name: hand for row in self.rows.values() for name, hand in row.hands().items()}
        return {**rows, "new_question": hand_of_new(self.new)}

    def unsaved(self) -> str:
        """Return the words of the row to add one, which go to the disk with Enter."""
        return self.new.text().strip()

    def _add(self) -> None:
        text = self.new.text().strip()
        if text and not self._act(add_question, group=self._group, text=text):
            self.new.clear()

    def _remove(self, question: str) -> None:
        self._focus_after(question)
        self._act(remove_prepared, question)

    def _focus_after(self, question: str) -> None:
        place = self._order.index(question) + 1 if question in self._order else len(self._order)
        (self.rows[self._order[place]].text if place < len(self._order) else self.new).setFocus()
