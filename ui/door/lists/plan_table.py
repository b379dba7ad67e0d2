"""The rows of a list with their verdicts: one line each, names to be put right in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.door.lists.words import verdict_word
from ui.plain import set_name, tip_data
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.lists.match.decisions import Decisions
    from facilitatore.door.lists.parse.rows import RowKey, Verdict
    from facilitatore.door.lists.planning import ImportPlan

FIRST_NAME: Final = 1
FAMILY_NAME: Final = 2
_WHY: Final = 3
_GROUP: Final = 4
_LEAST_ROWS: Final = 5
_MEASURED_ROWS: Final = 40
"""Rows that decide how wide a column is: measuring 3,000 would hold the window up."""


def headings() -> tuple[str, ...]:
    """Return the headings of the table."""
    return (tr("Esito"), tr("Nome"), tr("Cognome"), tr("Perché"), tr("Gruppo"), tr("Riga"))


class PlanTable(QAbstractTableModel):
    """The rows of a plan: verdict, names, why, group, number of the row.

    Signals:
        renamed(object, str, str): the row with this key gets this first and family name.
    """

    renamed = Signal(object, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Verdict, ...] = ()
        self._rows: list[Verdict] = []
        self._decisions: Decisions = {}
        self._titles: Mapping[str, str] = {}
        self.kind = ""

    def set_plan(self, plan: ImportPlan, decisions: Decisions, titles: Mapping[str, str]) -> None:
        """Show a plan; `titles` are the groups' by key."""
        self._all, self._decisions, self._titles = plan.rows, decisions, titles
        self._filter()

    def show_kind(self, kind: str) -> None:
        """Show only the rows with one verdict; empty: all. Rows decided about stay among those to be looked at."""
        self.kind = kind
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        kind, decided = self.kind, self._decisions if self.kind == "to_check" else {}
        self._rows = [v for v in self._all if not kind or v.verdict == kind or v.row.key in decided]
        self.endResetModel()

    def verdict(self, row: int) -> Verdict | None:
        """Return the verdict on a line of the table."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def line_of(self, key: RowKey) -> int:
        """Return the line of a row of the list, or -1."""
        return next((line for line, verdict in enumerate(self._rows) if verdict.row.key == key), -1)

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
            strong = index.column() == 0 and verdict.verdict == "to_check"
            return theme.type_font("strong") if strong else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("soft_ink") if verdict.verdict in ("same", "discarded") else None
        if role == Qt.ItemDataRole.EditRole and verdict.row.proposal is not None and index.column() in (1, 2):
            return verdict.row.proposal[index.column() - FIRST_NAME]
        words = self._words(verdict, index.column())
        return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else tip_data(role, words)

    def _words(self, verdict: Verdict, column: int) -> str:
        row = verdict.row
        if column == 0:
            word = verdict_word(verdict.verdict)
            return tr("{0} · deciso").format(word) if row.key in self._decisions else word
        if column == _WHY:
            return verdict.words()
        return ("", row.first_name, row.family_name, "", self._titles.get(row.group_key or "", ""), str(row.row))[
            column
        ]

    def setData(
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Take a name that was typed."""
        if role != Qt.ItemDataRole.EditRole or index.column() not in (FIRST_NAME, FAMILY_NAME):
            return False
        row = self._rows[index.row()].row
        names = [row.first_name, row.family_name]
        names[index.column() - FIRST_NAME] = str(value)
        self.renamed.emit(row.key, *names)
        return True


class PlanView(QTableView):
    """The table; letters, Enter and Canc are left to the panel, F2 and a double click edit a name.

    Signals:
        edited(): nothing is being typed any more.
    """

    edited = Signal()

    def __init__(self, model: PlanTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self._wanted: dict[int, int] = {}
        self.setModel(model)
        set_name(self, tr("Righe dell’elenco"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setResizeContentsPrecision(_MEASURED_ROWS)

    def fit(self) -> None:
        """Make the columns as wide as their words, the reason taking what is left."""
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        self._wanted = {column: self.columnWidth(column) for column in (FIRST_NAME, FAMILY_NAME, _GROUP)}
        self._leave_room()
        self.setMinimumHeight(self.verticalHeader().defaultSectionSize() * (_LEAST_ROWS + 1))

    def _leave_room(self) -> None:
        """Hold names and groups within a share of the table: the reason needs room too."""
        for column, width in self._wanted.items():
            share = 6 if column == _GROUP else 5
            self.setColumnWidth(column, min(width, self.viewport().width() // share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        self._leave_room()

    def chosen(self) -> list[Verdict]:
        """Return the verdicts of the selected lines, or of the current one."""
        lines = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = lines or [self.currentIndex().row()]
        return [verdict for line in lines if (verdict := self._plan.verdict(line)) is not None]

    def choose(self, keys: list[RowKey], otherwise: int = 0) -> None:
        """Select the lines with these keys again, or the line number `otherwise`."""
        lines = [line for key in keys if (line := self._plan.line_of(key)) >= 0]
        if not lines and self._plan.rowCount():
            lines = [min(max(otherwise, 0), self._plan.rowCount() - 1)]
        flags = QItemSelectionModel.SelectionFlag
        for place, line in enumerate(lines):
            how = flags.ClearAndSelect if place == 0 else flags.Select
            self.selectionModel().setCurrentIndex(self._plan.index(line, FIRST_NAME), how | flags.Rows)
        if lines:
            self.scrollTo(self._plan.index(lines[0], FIRST_NAME))

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
            column = FAMILY_NAME if current.column() == FAMILY_NAME else FIRST_NAME
            index = self._plan.index(current.row(), column)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the lines; the rest is the panel's."""
        moves = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
        moves |= {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        if self.is_editing():
            return  # the Enter that ends a name comes by here too: it must not import
        if event.key() in moves or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()
