"""What each column of a list is taken for, over its real rows, to be changed where the program guessed wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from facilitatore.door.lists.parse.column_choice import MEANINGS, meanings_of
from ui import theme
from ui.door.lists.words import heading_of, meaning_words
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Choice, ElidedLabel

if TYPE_CHECKING:
    from facilitatore.door.lists.planning import FoundList

_SHOWN_COLUMNS: Final = 60
_SHOWN_ROWS: Final = 3
_WIDTH: Final = 168


class ColumnsView(QScrollArea):
    """One choice per column, its heading and its first rows under it.

    Signals:
        chosen(int, str): the column with this number, from 0, is for this (a `column_choice.Meaning`).
    """

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.choices: dict[int, Choice] = {}
        self._table: object = None
        self._row: int | None = None

    def show_list(self, found: FoundList) -> None:
        """Show the columns of a list; the widgets are made again only for another one."""
        if self._table is not found.table or self._row != found.columns.header_row:
            self._table, self._row = found.table, found.columns.header_row
            self._build(found)
        meanings = meanings_of(found.columns, found.table.width)
        for column, choice in self.choices.items():
            choice.setCurrentIndex(MEANINGS.index(meanings[column]))

    def _build(self, found: FoundList) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        self.choices = {}
        width = round(_WIDTH * theme.text_scale_now())
        samples = _samples(found)
        for place, column in enumerate(_worth_showing(found)):
            heading = heading_of(found, column)
            if column in found.table.hidden:
                grid.addWidget(_line(tr("codice fiscale: mai"), "warning"), 0, place)
            else:
                grid.addWidget(self._choice(column, heading), 0, place)
            grid.addWidget(_line(heading, "strong"), 1, place)
            for line, row in enumerate(samples, start=2):
                hidden = column in found.table.hidden
                grid.addWidget(_line(tr("nascosto") if hidden else found.table.cell(row, column), "small"), line, place)
            grid.setColumnMinimumWidth(place, width)
            grid.setColumnStretch(place, 1)
        self.setWidget(inside)
        for choice in [*self.choices.values()][:1]:
            self.setFocusProxy(choice)
        self.updateGeometry()

    def _choice(self, column: int, heading: str) -> Choice:
        choice = Choice()
        choice.addItems([meaning_words()[meaning] for meaning in MEANINGS])
        set_name(choice, tr("Colonna «{0}»").format(heading))
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(6)
        choice.setMaxVisibleItems(len(MEANINGS))
        choice.activated.connect(lambda index: self.chosen.emit(column, MEANINGS[index]))
        choice.installEventFilter(self)
        self.choices[column] = choice
        return choice

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll to the choice that takes the focus."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take room for the bar only where the columns do not fit."""
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return as much height as the rows need."""
        inside = self.widget()
        if inside is None:
            return QSize(0, 0)
        hint = inside.sizeHint()
        bar = self.horizontalScrollBar().sizeHint().height() if inside.minimumSizeHint().width() > self.width() else 0
        return QSize(hint.width(), hint.height() + bar)

    def minimumSizeHint(self) -> QSize:
        """Return the height: it scrolls sideways only."""
        return QSize(0, self.sizeHint().height())


def _line(text: str, role: str) -> ElidedLabel:
    label = ElidedLabel(text, role)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _samples(found: FoundList) -> list[int]:
    """Return the first rows that hold something, for people to see what a column really has."""
    start = 0 if found.columns.header_row is None else found.columns.header_row + 1
    rows = (row for row in range(start, len(found.table.rows)) if any(found.table.rows[row]))
    return [row for row, _ in zip(rows, range(_SHOWN_ROWS), strict=False)]


def _worth_showing(found: FoundList) -> list[int]:
    """Return the columns that hold anything, as many as anybody would look through."""
    table = found.table
    filled = {column for row in table.rows for column, cell in enumerate(row) if cell} | table.hidden
    return sorted(filled)[:_SHOWN_COLUMNS]
