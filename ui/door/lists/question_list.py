"""The questions of a list, one a line; those that one answer may settle together are one line."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facilitatore.italian import number
from ui import theme
from ui.door.lists.ways import answer_words, short_words, written_words
from ui.plain import set_name, tip_data
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.lists.match.questions import Question
    from facilitatore.door.lists.parse.rows import RowKey

_BAR: Final = 4.0
_MOVES: Final = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)


def about(question: Question) -> tuple[str, RowKey]:
    """Return what tells a question from another one, whatever was answered."""
    return question.kind, question.row.key


def lines_of(questions: Sequence[Question]) -> list[Question]:
    """Put together what one answer may settle: rows alike that are open, and those with the answer in the same place."""
    found: dict[tuple[object, ...], list[Question]] = {}
    for question in questions:
        found.setdefault(_together(question), []).append(question)
    lines = sorted((same for same in found.values()), key=lambda same: same[0].row.key)
    return [
        dataclasses.replace(same[0], alike=tuple(one.row.key for one in same)) if same[0].kind == "name" else same[0]
        for same in lines
    ]


def _together(question: Question) -> tuple[object, ...]:
    if question.kind != "name" or question.several:
        return about(question)
    if question.answer is None:
        return "open", question.alike
    choice = next((one for one in question.choices if one[:2] == question.answer.people[0]), None)
    return about(question) if choice is None else ("chosen", question.alike, choice.places)


class QuestionLines(QAbstractListModel):
    """The lines; a line's text is what a screen reader says."""

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

    def told(self, question: Question) -> str:
        """Return the answer, or else what is asked."""
        left = tr("alla porta") if question.kind == "name" else tr("com’è")
        return answer_words(question) or (left if about(question) in self.passed else short_words(question))

    def next_open(self, place: int) -> int | None:
        """Return the first open question from a place on, or else from the beginning; None: nothing is left to ask."""
        count = len(self.lines)
        places = [(place + step) % count for step in range(count)] if count else []
        is_open = (one for one in places if self.lines[one].answer is None)
        return next((one for one in is_open if about(self.lines[one]) not in self.passed), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line in words."""
        question = self.lines[index.row()]
        count = len(question.alike)
        told = tr("risposta: {0}").format(self.told(question)) if question.answer else self.told(question)
        rows = tr("1 riga") if count == 1 else tr("{0} righe").format(count)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{written_words(question)}, {told}, {rows}"
        return tip_data(role, written_words(question))


class _LinePainter(QStyledItemDelegate):
    """Paints number or tick, what is written, what is asked or was answered, and how many rows."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a line with some air."""
        return QSize(120, round(QFontMetrics(theme.type_font("body")).height() * 1.6))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        model, area = index.model(), QRectF(option.rect)
        if not isinstance(model, QuestionLines):
            return
        question = model.lines[index.row()]
        count = len(question.alike)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, theme.colour("accent_paper"))
            painter.fillRect(QRectF(area.left(), area.top(), _BAR, area.height()), theme.colour("accent"))
        plain, strong = theme.type_font("body"), theme.type_font("strong")
        answer, inner = answer_words(question), area.adjusted(_BAR + 6, 0, -8, 0)
        figure = QFontMetrics(strong).horizontalAdvance("0")
        left = figure * max(len(str(len(model.lines))), 2) + 10
        painter.setFont(strong)
        painter.setPen(theme.colour("accent" if answer or chosen else "soft_ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, "✓" if answer else str(index.row() + 1))
        inner.setLeft(inner.left() + left)
        painter.setPen(theme.colour("ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number(count))
        inner.setRight(inner.right() - figure * max(len(number(count)), 2) - 8)
        painter.setFont(plain)
        told = model.told(question)
        metrics = QFontMetrics(plain)
        shown = metrics.elidedText(told, Qt.TextElideMode.ElideRight, int(inner.width() * 0.5))
        painter.setPen(theme.colour("ink" if answer else "soft_ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        inner.setRight(inner.right() - metrics.horizontalAdvance(shown) - 10)
        font = strong if chosen else plain
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if chosen else "soft_ink" if answer else "ink"))
        words = QFontMetrics(font).elidedText(written_words(question), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        painter.restore()


class QuestionList(QListView):
    """The list; letters and figures are left to the panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = QuestionLines()
        self.setModel(self.questions)
        self.setItemDelegate(_LinePainter(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_name(self, tr("Righe in domanda"))

    @property
    def current(self) -> Question | None:
        """The question that is chosen."""
        place = self.currentIndex().row()
        return self.questions.lines[place] if 0 <= place < len(self.questions.lines) else None

    def choose(self, place: int) -> None:
        """Choose the line at a place, and show it."""
        index = self.questions.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the lines; the rest is the panel's."""
        if event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()
