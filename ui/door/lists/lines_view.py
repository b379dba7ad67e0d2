"""A table of lines on which the arrows move; what else is typed is left to who shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import theme
from ui.plain import set_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QAbstractTableModel

_MEASURED: Final = 40
"""Texts, the longest, that decide how wide a column is: measuring 3,000 would hold the window up."""


class LinesView(QTableView):
    """One line is chosen at a time."""

    def __init__(self, model: QAbstractTableModel, name: str, *, stretches: int, air: tuple[int, int]) -> None:
        """The column `stretches` takes what the others leave; `air` is what a cell is wider and higher than its letters."""
        super().__init__()
        self._stretches, self._air, self._least = stretches, air, 0
        self.setModel(model)
        set_name(self, name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def fit(self, columns: Sequence[Iterable[str]], least: int) -> None:
        """Give each column the width of its longest text; the one that stretches has `least` pixels."""
        metrics = QFontMetrics(theme.type_font("strong"))
        for column, texts in enumerate(columns):
            longest = sorted(set(texts), key=len)[-_MEASURED:]
            self.setColumnWidth(column, max(map(metrics.horizontalAdvance, longest), default=0) + self._air[0])
        self.verticalHeader().setDefaultSectionSize(metrics.height() + self._air[1])
        self._least = least
        self._share()

    def _share(self) -> None:
        columns = range(self.model().columnCount())
        taken = sum(self.columnWidth(column) for column in columns if column != self._stretches)
        self.setColumnWidth(self._stretches, max(self.viewport().width() - taken, self._least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        self._share()

    def choose(self, line: int) -> None:
        """Choose a line, or the one that is nearest, and show it."""
        line = min(max(line, 0), self.model().rowCount() - 1)
        if line >= 0:
            index = self.model().index(line, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @property
    def line(self) -> int:
        """The line that is chosen, -1 for none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the lines."""
        moves = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
        moves |= {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        if event.key() in moves:
            super().keyPressEvent(event)
        else:
            event.ignore()
