"""The questions of a list beside each other: all of them, the one that is asked, and the badge that comes of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from facilitatore.door.lists.match.questions import with_answers, with_choice, with_typed, without_answer
from facilitatore.italian import number
from ui.door.lists.badge_side import BadgeSide
from ui.door.lists.question_card import QuestionCard
from ui.door.lists.question_list import QuestionList, about, lines_of
from ui.translations import tr
from ui.widgets import QuietButton, TextLabel
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from facilitatore.door.lists.match.answers import Answers
    from facilitatore.door.lists.parse.rows import Row, RowKey
    from facilitatore.door.lists.planning import ImportPlan
    from facilitatore.door.naming import Choice
    from facilitatore.prepare.model import Group
    from ui.door.lists.ways import Way


class QuestionsPage(QWidget):
    """After an answer the next open question comes.

    Signals:
        answered(object): what was answered about the rows, a dict by row key.
        settled(): nothing is left to ask.
    """

    answered = Signal(object)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self._rows: dict[RowKey, Row] = {}
        self._groups: Mapping[str, Group] = {}
        self._answers: Answers = {}
        self._names_in = ""
        self.heading = TextLabel("", "strong", wrap=False)
        self.list, self.card, self.side = QuestionList(), QuestionCard(), BadgeSide()
        self.sure_button = QuietButton("", "G")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addWidget(self.sure_button)
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.sides.setContentsMargins(0, 0, 0, 0)
        self.sides.setSpacing(12)
        self.right = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.right.setSpacing(12)
        self.right.addWidget(self.card, 46)
        self.right.addWidget(self.side, 22)
        self.sides.addWidget(left, 32)
        self.sides.addLayout(self.right, 68)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_question())
        self.card.chosen.connect(self._choose)
        self.card.typed.connect(self._take_typed)
        self.card.passed.connect(self._pass)
        self.card.stepped.connect(self.step)
        self.card.shown.connect(self._show_badges)

    def show_plan(self, plan: ImportPlan, answers: Answers, groups: Mapping[str, Group], names_in: str) -> None:
        """Show the questions of a plan; `groups` are the evening's by key, `names_in` the headings of the names."""
        if self._plan is None or self._plan.read is not plan.read:
            self._rows = {row.key: row for row in plan.read}
        self._plan, self._groups, self._names_in = plan, groups, names_in
        self.show_answers(answers)

    def begin(self) -> None:
        """Forget what was passed over in the list before."""
        self.list.questions.passed = set()
        self.card.question = None
        self.list.show_lines([])

    def show_answers(self, answers: Answers) -> None:
        """Show the questions with these answers.

        One whose answer was taken back is asked again; else an open one that is asked stays, or the next open one comes.
        """
        if self._plan is None:
            return
        self._answers, questions = answers, self.list.questions
        told = {about(one) for one in questions.lines if one.answer is not None} - questions.passed
        asked = about(self.card.question) if self.card.question is not None else None
        place = self.list.line
        lines = lines_of(with_answers(self._plan.questions, answers))
        self.list.show_lines(lines)
        left = sum(question.answer is None for question in lines)
        self.heading.setText(tr("Righe in domanda: {0} su {1}").format(number(left), number(len(lines))))
        still_open = [(about(one), at) for at, one in enumerate(lines) if one.answer is None]
        wanted = [at for key, at in still_open if key in told] + [at for key, at in still_open if key == asked]
        following = wanted[0] if wanted else questions.next_open(place)
        self.list.choose(following if following is not None else place)
        self._show_question()

    @property
    def some(self) -> bool:
        """Whether there are questions at all, answered or not."""
        return bool(self.list.questions.lines)

    @property
    def open_left(self) -> bool:
        """Whether a question is open that was not passed over."""
        return self.list.questions.next_open(0) is not None

    def _show_question(self) -> None:
        question = self.list.current
        if question is not None and (question != self.card.question or self.card.rows is not self._rows):
            place = tr("Domanda {0} di {1}").format(number(self.list.line + 1), number(len(self.list.questions.lines)))
            self.card.show_question(question, self._rows, self._groups, place, self._names_in)
            bring_into_view(self.card)

    def _show_badges(self, names: tuple[str, ...], alike: list[str]) -> None:
        question = self.card.question
        if question is not None:
            self.side.show_badges(names, alike, self._groups.get(question.row.group_key or ""))
            self.side.setVisible(question.kind == "name")

    # -- answering ----------------------------------------------------------------------------------------------

    def press(self, letter: str) -> bool:
        """Do what a letter or a figure is for; False when it is for nothing."""
        if letter == "D":
            self._pass()
        elif letter == "T":
            self.card.all_alike.click()
        else:
            return self.card.press(letter)
        return True

    def step(self, step: int) -> None:
        """Go to the question before or after this one."""
        count = len(self.list.questions.lines)
        if count:
            self.list.choose((self.list.line + step) % count)
            self.list.setFocus()

    def _choose(self, way: Way) -> None:
        question = self.card.question
        if way.give is not None:
            self._answer(way.give(self._answers))
        elif way.choice is not None and question is not None:
            alike = self.card.alike
            self._answer(with_choice(self._rows, self._answers, question, way.choice, alike=alike))

    def _take_typed(self, name: Choice) -> None:
        question = self.card.question
        self.leave_field()
        if question is not None:
            self._answer(with_typed(self._answers, question.row.key, name.first, name.family))

    def leave_field(self) -> None:
        """Put the field of the name away."""
        self.card.stop_typing()
        self.list.setFocus()

    def _pass(self) -> None:
        """Leave the question to the door, and go on to the next one."""
        question = self.list.current
        if question is not None:
            self.list.questions.passed.add(about(question))
            self._answer(without_answer(self._answers, question, alike=True))

    def _answer(self, answers: Answers) -> None:
        self.card.question = None  # asked: the next one comes
        self.list.setFocus()
        if answers != self._answers:
            self.answered.emit(answers)
        else:
            self.show_answers(answers)
        if not self.open_left:
            self.settled.emit()
