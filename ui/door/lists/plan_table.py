"""The rows of a list with their verdicts: one line each, names to be put right in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.door.lists.words import verdict_word
from ui.plain import set_name, tip_data
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.lists.parse.rows import RowKey, Verdict
    from facilitatore.door.lists.planning import ImportPlan
    from facilitatore.prepare.model import Group

FIRST_NAME, FAMILY_NAME, VERDICT, WHY, GROUP, ROW = range(6)
_LEAST_ROWS: Final = 5
_MEASURED: Final = 40
"""Names, the longest, that decide how wide a column is: measuring 3,000 would hold the window up."""
_PADDING: Final = 22
_LEAST_WHY: Final = 120


def headings() -> tuple[str, ...]:
    """Return the headings of the table."""
    return (tr("Nome"), tr("Cognome"), tr("Esito"), tr("Perché"), tr("Gruppo"), tr("Riga"))


class PlanTable(QAbstractTableModel):
    """The rows of a plan: names, verdict, why, group, number of the row.

    Signals:
        renamed(object, str, str): the row with this key gets this first and family name.
    """

    renamed = Signal(object, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Verdict, ...] = ()
        self._rows: list[Verdict] = []
        self._groups: Mapping[str, Group] = {}
        self.kind = ""

    def set_plan(self, plan: ImportPlan, groups: Mapping[str, Group]) -> None:
        """Show a plan; `groups` are the evening's by key."""
        self._all, self._groups = plan.rows, groups
        self.show_kind(self.kind)

    def show_kind(self, kind: str) -> None:
        """Show only the rows with one verdict; empty: all."""
        self.kind = kind
        self.beginResetModel()
        self._rows = [verdict for verdict in self._all if not kind or verdict.verdict == kind]
        self.endResetModel()

    def line_of(self, key: RowKey) -> int:
        """Return the line of a row of the list, or -1."""
        return next((line for line, verdict in enumerate(self._rows) if verdict.row.key == key), -1)

    def key_at(self, line: int) -> RowKey | None:
        """Return which row of the list a line is."""
        return self._rows[line].row.key if 0 <= line < len(self._rows) else None

    def longest(self, column: int) -> list[str]:
        """Return the longest texts of a column."""
        return sorted({self._words(verdict, column) for verdict in self._rows}, key=len)[-_MEASURED:]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return the number of columns."""
        return 0 if parent.isValid() else len(headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return headings()[section]
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Return that names can be edited, of rows that are imported."""
        flags = super().flags(index)
        editable = index.column() in (FIRST_NAME, FAMILY_NAME) and not self._rows[index.row()].row.discarded
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; what is cut short is whole in the tooltip."""
        verdict = self._rows[index.row()]
        if role == Qt.ItemDataRole.FontRole:
            strong = verdict.verdict == "to_check" if index.column() == VERDICT else index.column() == FIRST_NAME
            return theme.type_font("strong") if strong else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("soft_ink") if verdict.verdict in ("same", "discarded") else None
        words = self._words(verdict, index.column())
        return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else tip_data(role, words)

    def _words(self, verdict: Verdict, column: int) -> str:
        row, group = verdict.row, self._groups.get(verdict.row.group_key or "")
        title = f"{group.key} · {group.short_title}" if group is not None else ""
        words = (row.first_name, row.family_name, verdict_word(verdict.verdict), verdict.words(), title, str(row.row))
        return words[column]

    def setData(
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Take a name that was typed."""
        row = self._rows[index.row()].row
        names = [row.first_name, row.family_name]
        if role != Qt.ItemDataRole.EditRole or index.column() not in (FIRST_NAME, FAMILY_NAME):
            return False
        names[index.column()] = " ".join(str(value).split())
        if names != [row.first_name, row.family_name]:
            self.renamed.emit(row.key, *names)
        return True


class PlanView(QTableView):
    """The table; letters and Enter are left to the panel, F2 and a double click edit a name.

    Signals:
        edited(): nothing is being typed any more.
    """

    edited = Signal()

    def __init__(self, model: PlanTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self.setModel(model)
        set_name(self, tr("Righe dell’elenco"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def fit(self) -> None:
        """Give every name its whole width, the reason what is left; where that is nothing the table scrolls."""
        strong, small = (QFontMetrics(theme.type_font(role)) for role in ("strong", "small"))
        for column, heading in enumerate(headings()):
            widths = [strong.horizontalAdvance(text) for text in self._plan.longest(column)]
            self.setColumnWidth(column, max([small.horizontalAdvance(heading), *widths]) + _PADDING)
        self.verticalHeader().setDefaultSectionSize(strong.height() + 15)
        self.setMinimumHeight(self.verticalHeader().defaultSectionSize() * (_LEAST_ROWS + 1))
        self._share()

    def _share(self) -> None:
        others = sum(self.columnWidth(column) for column in range(ROW + 1) if column != WHY)
        self.setColumnWidth(WHY, max(self.viewport().width() - others, _LEAST_WHY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the reason what is left."""
        super().resizeEvent(event)
        self._share()

    def choose(self, key: RowKey | None, otherwise: int = 0) -> None:
        """Choose the line of a row again, or the one at the place `otherwise`."""
        line = self._plan.line_of(key) if key is not None else -1
        line = line if line >= 0 else min(max(otherwise, 0), self._plan.rowCount() - 1)
        if line >= 0:
            index = self._plan.index(line, FIRST_NAME)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def is_editing(self) -> bool:
        """Tell whether a name is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Say that nothing is being typed any more."""
        super().closeEditor(editor, hint)
        self.edited.emit()

    def edit_name(self) -> None:
        """Edit the first name of the current line, or its family name when that is the current cell."""
        current = self.currentIndex()
        if current.isValid():
            index = self._plan.index(current.row(), FAMILY_NAME if current.column() == FAMILY_NAME else FIRST_NAME)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the lines; the rest is the panel's."""
        moves = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
        moves |= {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        if self.is_editing():
            return  # the Enter that ends a name comes by here too: it must not import
        if event.key() in moves:
            super().keyPressEvent(event)
        else:
            event.ignore()
