"""What importing a list would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from facilitatore.door.lists.reasons import REASONS
from ui import theme
from ui.translations import tr
from ui.widgets import HeadingLabel, PrimaryButton, QuietButton, TextLabel

if TYPE_CHECKING:
    from facilitatore.door.lists.importing import ImportPlan
    from facilitatore.door.lists.rows import Verdict

_ORDER = ("to_check", "new", "updated", "discarded", "same")
"""What a person should look at comes first."""

_WHY = 1
_LEAST_ROWS = 8


def verdict_word(verdict: str) -> str:
    """Return the word of a verdict."""
    words = {
        "new": tr("nuova"),
        "same": tr("già in elenco"),
        "updated": tr("aggiornata"),
        "to_check": tr("da guardare"),
        "discarded": tr("scartata"),
    }
    return words.get(verdict, verdict)


def why_words(verdict: Verdict) -> str:
    """Return the reason of a verdict, who the other person is, and who comes along without a name."""
    parts = [REASONS.get(verdict.why, verdict.why), verdict.detail]
    reason = ": ".join(part for part in parts if part)
    if not verdict.row.companions:
        return reason
    along = tr("viene con altre {0} persone senza nome").format(verdict.row.companions)
    if verdict.row.companions == 1:
        along = tr("viene con un’altra persona senza nome")
    return "; ".join(part for part in (reason, along) if part)


def counts_words(plan: ImportPlan) -> str:
    """Return how many rows have each verdict."""
    counted = (
        (tr("{0} da guardare"), plan.to_check),
        (tr("{0} nuove"), plan.new),
        (tr("{0} aggiornate"), plan.updated),
        (tr("{0} già in elenco"), plan.same),
        (tr("{0} scartate"), plan.discarded),
    )
    return ", ".join(words.format(number) for words, number in counted if number) or tr("Nessuna riga.")


class PlanTable(QAbstractTableModel):
    """The rows of a plan: verdict, why, names, group, number of the row."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Verdict] = []
        self._titles: Mapping[str, str] = {}

    def set_plan(self, plan: ImportPlan, titles: Mapping[str, str]) -> None:
        """Show a plan; `titles` are the groups' by key."""
        self.beginResetModel()
        self._rows = sorted(plan.rows, key=lambda verdict: (_ORDER.index(verdict.verdict), verdict.row.row))
        self._titles = titles
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _headings()[section]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; what is cut short is whole in the tooltip."""
        verdict = self._rows[index.row()]
        if role == Qt.ItemDataRole.FontRole:
            return theme.type_font("strong") if index.column() == 0 and verdict.verdict == "to_check" else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("soft_ink") if verdict.verdict in ("same", "discarded") else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = verdict.row
        return (
            verdict_word(verdict.verdict),
            why_words(verdict),
            row.first_name,
            row.family_name,
            self._titles.get(row.group_key or "", ""),
            str(row.row),
        )[index.column()]


def _headings() -> tuple[str, ...]:
    return (tr("Esito"), tr("Perché"), tr("Nome"), tr("Cognome"), tr("Gruppo"), tr("Riga"))


class ImportPanel(QWidget):
    """The preview of an import; Enter imports, Esc goes back.

    Signals:
        accepted(): write it.
        left(): do not.
    """

    accepted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = HeadingLabel()
        self.counts = TextLabel()
        self.note = TextLabel(
            tr("Le righe da guardare entrano anche loro, quelle scartate no. Un solo Ctrl Z toglie tutto."), "small"
        )
        self.rows = PlanTable()
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(tr("Righe dell’elenco"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.import_button = PrimaryButton(tr("Importa"), tr("Invio"))
        self.import_button.clicked.connect(self.accepted)
        self.back_button = QuietButton(tr("Lascia stare"), tr("Esc"))
        self.back_button.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self.heading, self.counts, self.note):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def set_plan(self, name: str, plan: ImportPlan, titles: Mapping[str, str]) -> None:
        """Show what importing the file called `name` would do."""
        self.heading.setText(tr("Elenco «{0}»").format(name))
        self.counts.setText(counts_words(plan))
        self.rows.set_plan(plan, titles)
        self.table.resizeColumnsToContents()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight(height * _LEAST_ROWS)
        words = tr("Importa 1 persona") if plan.writes == 1 else tr("Importa {0} persone").format(plan.writes)
        self.import_button.setText(words if plan.writes else tr("Niente da importare"))
        self.import_button.setEnabled(plan.writes > 0)
        (self.import_button if plan.writes else self.back_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Import at Enter, go back at Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.back_button if self.back_button.hasFocus() else self.import_button).click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
