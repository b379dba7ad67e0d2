"""The rows of a list with their verdicts: one line each, names to be put right in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.door.lists.lines_view import LinesView
from ui.door.lists.words import KINDS, filter_words, verdict_word
from ui.plain import set_name, tip_data
from ui.translations import tr
from ui.widgets import Choice, QuietButton, TextLabel

if TYPE_CHECKING:
    from facilitatore.door.lists.parse.rows import RowKey, Verdict
    from facilitatore.door.lists.planning import ImportPlan
    from facilitatore.prepare.model import Group

FIRST_NAME, FAMILY_NAME, VERDICT, WHY, GROUP, ROW = range(6)
_LEAST_ROWS: Final = 5
_LEAST_WHY: Final = 120
_NAME_LETTERS: Final = 24


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

    def line_of(self, key: RowKey | None, otherwise: int = 0) -> int:
        """Return the line of a row of the list, or `otherwise`."""
        return next((line for line, verdict in enumerate(self._rows) if verdict.row.key == key), otherwise)

    def key_at(self, line: int) -> RowKey | None:
        """Return which row of the list a line is."""
        return self._rows[line].row.key if 0 <= line < len(self._rows) else None

    def columns(self) -> list[set[str]]:
        """Return the texts of each column that need their whole width; the reasons take what is left."""
        rows = [verdict.row for verdict in self._rows]
        found = [{row.first_name for row in rows}, {row.family_name for row in rows}]
        found += [{verdict_word(kind) for kind in {verdict.verdict for verdict in self._rows}}, set()]
        found += [{self._title(key) for key in {row.group_key for row in rows}}, {str(row.row) for row in rows[-1:]}]
        return [{heading, *texts} for heading, texts in zip(headings(), found, strict=True)]

    def _title(self, key: str | None) -> str:
        group = self._groups.get(key or "")
        return f"{group.key} · {group.short_title}" if group is not None else ""

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
        """Return that names can be edited, of rows that are imported; of a name in question the first name comes first."""
        flags, row = super().flags(index), self._rows[index.row()].row
        columns = (FIRST_NAME, FAMILY_NAME) if row.question is None else (FIRST_NAME,)
        editable = index.column() in columns and not row.discarded
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; what is cut short is whole in the tooltip."""
        verdict = self._rows[index.row()]
        if role == Qt.ItemDataRole.FontRole:
            strong = verdict.verdict == "to_check" if index.column() == VERDICT else index.column() == FIRST_NAME
            return theme.type_font("strong") if strong else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("soft_ink") if verdict.verdict in ("same", "discarded") else None
        words = self._words(verdict)[index.column()]
        return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else tip_data(role, words)

    def _words(self, verdict: Verdict) -> tuple[str, ...]:
        row, word = verdict.row, verdict_word(verdict.verdict)
        return row.first_name, row.family_name, word, verdict.words(), self._title(row.group_key), str(row.row)

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


class _NameField(QStyledItemDelegate):
    """Gives the field of a name the whole height of the line, and room for a name that grows."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Put the field over the cell."""
        area = QRect(option.rect)
        area.setWidth(max(area.width(), editor.fontMetrics().averageCharWidth() * _NAME_LETTERS))
        editor.setGeometry(area)


class PlanView(LinesView):
    """The table; F2 and a double click edit a name.

    Signals:
        edited(): nothing is being typed any more.
    """

    edited = Signal()

    def __init__(self, model: PlanTable) -> None:
        super().__init__(model, tr("Righe dell’elenco"), stretches=WHY, air=(30, 15))
        self._plan = model
        self.setItemDelegate(_NameField(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)

    def fit_names(self) -> None:
        """Give every name its whole width, the reason what is left; where that is nothing the table scrolls."""
        self.fit(self._plan.columns(), _LEAST_WHY)
        self.setMinimumHeight(self.verticalHeader().defaultSectionSize() * (_LEAST_ROWS + 1))

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
        """Move among the lines; the Enter that ends a name comes by here too, and must not import."""
        if not self.is_editing():
            super().keyPressEvent(event)


class AllRows(QWidget):
    """The table, with a choice of which rows to see.

    Signals:
        renamed(object, str, str): the row with this key gets this first and family name.
        edited(): nothing is being typed any more.
        questions_wanted(): back to what is asked.
    """

    renamed = Signal(object, str, str)
    edited = Signal()
    questions_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = PlanTable()
        self.table = PlanView(self.model)
        self.kinds = Choice()
        set_name(self.kinds, tr("Righe da mostrare"))
        self.back = QuietButton(tr("Torna alle domande"), "G")
        self.hint = TextLabel("", "small")
        self.say_refused("")
        above, inside = QHBoxLayout(), QVBoxLayout(self)
        above.addWidget(self.kinds)
        above.addWidget(self.back)
        above.addWidget(self.hint, 1)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(above)
        inside.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.model.renamed.connect(self.renamed)
        self.table.edited.connect(self.edited)
        self.back.clicked.connect(self.questions_wanted)
        self.kinds.activated.connect(lambda place: self._show_kind(self.kinds.itemData(place)))

    def show_plan(self, plan: ImportPlan, groups: Mapping[str, Group], *, again: bool) -> None:
        """Show the rows of a plan, and of the same list `again` the same row as before."""
        line = self.table.line if again else 0
        key = self.model.key_at(line) if again else None
        counts = {kind: getattr(plan, kind) for kind in KINDS} | {"": len(plan.rows)}
        self.model.kind = self.model.kind if again and counts[self.model.kind] else ""
        self.model.set_plan(plan, groups)
        self.kinds.clear()
        for kind in ("", *KINDS):
            if counts[kind]:
                self.kinds.addItem(filter_words(kind, counts[kind]), kind)
        self.kinds.setCurrentIndex(max(self.kinds.findData(self.model.kind), 0))
        self.table.fit_names()
        self.table.choose(self.model.line_of(key, line))

    def _show_kind(self, kind: str) -> None:
        self.model.show_kind(kind)
        self.table.choose(0)
        self.table.setFocus()

    def say_refused(self, name: str) -> None:
        """Say that what was typed cannot be a name; empty: what can be done here."""
        refused = tr("«{0}» non può stare su un’etichetta: il nome resta com’era.").format(name)
        self.hint.setText(refused if name else tr("F2 corregge il nome di una riga."))
        self.hint.set_role("warning" if name else "small")

    def edit(self, key: RowKey | None) -> None:
        """Edit the name of a row, or of the one that is chosen."""
        if key is not None:
            self.model.show_kind("")
            self.table.choose(self.model.line_of(key))
        self.table.setFocus()
        self.table.edit_name()
