"""The questions of a list, one a line; those that one answer may settle together are one line."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from facilitatore.italian import number
from ui import theme
from ui.door.lists.lines_view import LinesView
from ui.door.lists.ways import answer_words, short_words, written_words
from ui.plain import tip_data
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.lists.match.questions import Question
    from facilitatore.door.lists.parse.rows import RowKey

_MARK, _WRITTEN, _TOLD, _COUNT = range(4)
_LINES: Final = 100
"""Lines that decide how much room the answers have."""
_MEASURED: Final = 16
"""Letters of an answer that have room; what is written has the rest."""


def about(question: Question) -> tuple[str, RowKey]:
    """Return what tells a question from another one, whatever was answered."""
    return question.kind, question.row.key


def lines_of(questions: Sequence[Question]) -> list[Question]:
    """Put together what one answer may settle: rows alike that are open, and those with the answer in the same place."""
    found: dict[tuple[object, ...], list[Question]] = {}
    for question in questions:
        found.setdefault(_together(question), []).append(question)
    lines = sorted(found.values(), key=lambda same: same[0].row.key)
    return [_narrowed(same[0], tuple(one.row.key for one in same)) for same in lines]


def _narrowed(question: Question, alike: tuple[RowKey, ...]) -> Question:
    """Return a question about a name as one about these rows alone: the others were answered in another way."""
    whole = question.kind != "name" or alike == question.alike
    return question if whole else dataclasses.replace(question, alike=alike)


def _together(question: Question) -> tuple[object, ...]:
    if question.kind != "name" or question.several:
        return about(question)
    if question.answer is None:
        return "open", question.alike[0]
    choice = next((one for one in question.choices if one[:2] == question.answer.people[0]), None)
    return about(question) if choice is None else ("chosen", question.alike[0], choice.places)


class QuestionLines(QAbstractTableModel):
    """Number or tick, what is written, what is asked or was answered, and how many rows."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Question] = []
        self.passed: set[tuple[str, RowKey]] = set()
        """The questions that were left open on purpose."""

    def set_lines(self, lines: list[Question]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def next_open(self, place: int) -> int | None:
        """Return the first open question from a place on, or else from the beginning; None: nothing is left to ask."""
        count = len(self.lines)
        places = ((max(place, 0) + step) % count for step in range(count))
        is_open = (one for one in places if self.lines[one].answer is None)
        return next((one for one in is_open if about(self.lines[one]) not in self.passed), None)

    def told(self, question: Question) -> str:
        """Return the answer, or else what is asked."""
        left = tr("alla porta") if question.kind == "name" else tr("com’è")
        return answer_words(question) or (left if about(question) in self.passed else short_words(question))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return the number of columns."""
        return 0 if parent.isValid() else _COUNT + 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; a screen reader hears the whole line."""
        question, column = self.lines[index.row()], index.column()
        answered, written, told = question.answer is not None, written_words(question), self.told(question)
        if role == Qt.ItemDataRole.DisplayRole:
            mark = "✓" if answered else str(index.row() + 1)
            return (mark, written, told, number(len(question.alike)))[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            rows = tr("1 riga") if len(question.alike) == 1 else tr("{0} righe").format(len(question.alike))
            return ", ".join((written, tr("risposta: {0}").format(told) if answered else told, rows))
        if role == Qt.ItemDataRole.FontRole:
            return theme.type_font("strong" if column in (_MARK, _COUNT) else "body")
        if role == Qt.ItemDataRole.ForegroundRole:
            soft = column == _TOLD if not answered else column == _WRITTEN
            return theme.colour("accent" if column == _MARK else "soft_ink" if soft else "ink")
        if role == Qt.ItemDataRole.TextAlignmentRole and column > _WRITTEN:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return tip_data(role, written)


class QuestionList(LinesView):
    """The list of them."""

    def __init__(self) -> None:
        self.questions = QuestionLines()
        super().__init__(self.questions, tr("Righe in domanda"), stretches=_WRITTEN, air=(18, 9))
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: list[Question]) -> None:
        """Show these."""
        self.questions.set_lines(lines)
        told = [self.questions.told(one)[:_MEASURED] for one in lines[:_LINES]]
        most = max((len(one.alike) for one in lines), default=0)
        self.fit(([str(len(lines))], (), told, [number(most)]), 60)

    @property
    def current(self) -> Question | None:
        """The question that is chosen."""
        return self.questions.lines[self.line] if 0 <= self.line < len(self.questions.lines) else None
