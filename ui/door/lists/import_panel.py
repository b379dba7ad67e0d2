"""What importing a list would do, column by column and row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitatore.door.lists.match.decisions import Decision, decide, renamed
from facilitatore.door.lists.parse.column_choice import free_texts
from ui.door.lists.columns_view import ColumnsView, heading_of
from ui.door.lists.header_row import HeaderRow
from ui.door.lists.plan_table import PlanTable, PlanView
from ui.door.lists.row_actions import KEYS, RowActions
from ui.door.lists.words import counts_words, filter_words, free_text_words
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Choice, HeadingLabel, PrimaryButton, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.door.lists.match.decisions import Act, Decisions
    from facilitatore.door.lists.parse.rows import RowKey
    from facilitatore.door.lists.planning import FoundList, ImportPlan

KINDS: Final = ("to_check", "new", "updated", "same", "discarded")
"""The verdicts, what a person should look at first."""


class ImportPanel(QWidget):
    """The preview of an import; Enter imports, Esc goes back, letters decide about the chosen row.

    Signals:
        accepted(): write it.
        left(): do not.
        column_chosen(int, str): a column is for something else.
        swap_all_asked(): first and family names are the other way round.
        sheet_chosen(str): read another sheet.
        header_row_chosen(int): the headings are in this row, from 0; -1: there are none.
        decided(object): the decisions, a dict by row key.
    """

    accepted = Signal()
    left = Signal()
    column_chosen = Signal(int, str)
    swap_all_asked = Signal()
    sheet_chosen = Signal(str)
    header_row_chosen = Signal(int)
    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decisions: Decisions = {}
        self._before: list[Decisions] = []  # what was decided before each decision, for Ctrl+Z
        self._table: object = None
        self._waiting: Callable[[], None] | None = None  # a plan that came while a name was being typed
        self.heading = HeadingLabel()
        self.counts = TextLabel()
        self.sheet = Choice()
        set_name(self.sheet, tr("Foglio"))
        self.sheet.textActivated.connect(self.sheet_chosen)
        self.header_row = HeaderRow()
        self.header_row.chosen.connect(self.header_row_chosen)
        self.columns = ColumnsView()
        self.columns.chosen.connect(self.column_chosen)
        self.free_text = TextLabel("", "small")
        self.swap_all = QuietButton(tr("Scambia nome e cognome in tutte"))
        self.swap_all.clicked.connect(self.swap_all_asked)
        self.rows = PlanTable()
        self.rows.renamed.connect(self._renamed)
        self.table = PlanView(self.rows)
        self.table.edited.connect(self._show_waiting)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.actions_row = RowActions()
        self.actions_row.asked.connect(self._act)
        self.actions_row.edit_asked.connect(self._edit)
        self.import_button = PrimaryButton(tr("Importa"), tr("Invio"))
        self.import_button.clicked.connect(self.accepted)
        self.back_button = QuietButton(tr("Lascia stare"), tr("Esc"))
        self.back_button.clicked.connect(self.left)
        self.note = TextLabel(
            tr("Le righe da guardare entrano anche loro, quelle scartate no. Un solo Ctrl Z toglie tutto."), "small"
        )
        for button in (self.import_button, self.back_button):
            button.installEventFilter(self)
        self._build()

    def _build(self) -> None:
        self.filters: dict[str, QuietButton] = {}
        group = QButtonGroup(self)
        for kind in ("", *KINDS):
            button = QuietButton()
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, kind=kind: self._show_kind(kind))
            group.addButton(button)
            self.filters[kind] = button
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.sheet)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.counts)
        layout.addWidget(self.columns)
        layout.addWidget(self.free_text)
        layout.addWidget(wrap_row(*self.filters.values(), self.swap_all, self.header_row, gap=8))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.actions_row)
        layout.addLayout(buttons)

    # -- showing ------------------------------------------------------------------------------------------------

    def set_plan(self, found: FoundList, plan: ImportPlan, decisions: Decisions, titles: Mapping[str, str]) -> None:
        """Show what importing a list would do; the chosen rows stay chosen while it is the same list.

        While a name is being typed nothing changes under it: the plan is shown when the name is there.
        """
        again = self._table is found.table
        self._waiting = None
        if again and self.table.is_editing():
            self._waiting = lambda: self.set_plan(found, plan, decisions, titles)
            return
        self._set_plan(found, plan, decisions, titles)

    def _show_waiting(self) -> None:
        """Show the plan that came while a name was being typed, unless what was typed has asked for another one."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _set_plan(self, found: FoundList, plan: ImportPlan, decisions: Decisions, titles: Mapping[str, str]) -> None:
        again = self._table is found.table
        keys: list[RowKey] = [verdict.row.key for verdict in self.table.chosen()] if again else []
        line = self.table.currentIndex().row() if again else 0
        self._table, self._decisions = found.table, decisions
        self._show_head(found, plan)
        self.columns.show_list(found)
        if not again:
            self._before = []
            self.rows.kind = "to_check" if plan.to_check else ""
        self.rows.set_plan(plan, decisions, titles)
        self._show_filters(plan)
        self.table.fit()
        self.table.choose(keys, line)
        self._show_chosen()
        self._show_import(plan)
        if not again:
            (self.import_button if plan.writes else self.back_button).setFocus()

    def _show_head(self, found: FoundList, plan: ImportPlan) -> None:
        self.heading.setText(tr("Elenco «{0}»").format(found.path.name))
        named = bool(found.columns.names)
        self.counts.setText(
            counts_words(plan) if named else tr("Nessuna colonna sembra un nome: scegli qui sotto quale lo è.")
        )
        self.counts.set_role("body" if named else "warning")
        self.counts.setVisible(not named)  # the buttons below count the rows already
        self.sheet.setVisible(len(found.table.sheets) > 1)
        if [self.sheet.itemText(i) for i in range(self.sheet.count())] != list(found.table.sheets):
            self.sheet.clear()
            self.sheet.addItems(found.table.sheets)
        self.sheet.setCurrentText(found.table.sheet or "")
        self.header_row.show_list(found)
        left = [heading_of(found, column) for column in free_texts(found.table, found.columns)]
        kept = [heading_of(found, column) for column in found.columns.kept_notes]
        self.free_text.setText(free_text_words(left, kept))
        self.free_text.set_role("warning" if kept else "small")
        self.free_text.setVisible(bool(left or kept))
        self.swap_all.setVisible(named)

    def _show_filters(self, plan: ImportPlan) -> None:
        counts = {kind: getattr(plan, kind) for kind in KINDS} | {"": len(plan.rows)}
        if self.rows.kind and not counts[self.rows.kind] and not self.rows.rowCount():
            self.rows.show_kind("")
        for kind, button in self.filters.items():
            button.setText(filter_words(kind, counts[kind]))
            button.setVisible(not kind or counts[kind] > 0 or kind == self.rows.kind)
            button.setChecked(kind == self.rows.kind)

    def _show_import(self, plan: ImportPlan) -> None:
        words = tr("Importa 1 persona") if plan.writes == 1 else tr("Importa {0} persone").format(plan.writes)
        self.import_button.setText(words if plan.writes else tr("Niente da importare"))
        self.import_button.setEnabled(plan.writes > 0)

    def _show_kind(self, kind: str) -> None:
        self.rows.show_kind(kind)
        self.table.choose([])
        self._show_chosen()
        self.table.setFocus()

    def _show_chosen(self) -> None:
        self.actions_row.show_rows(self.table.chosen(), self._decisions)

    # -- deciding -----------------------------------------------------------------------------------------------

    def _act(self, act: Act) -> None:
        changed = {
            verdict.row.key: decide(verdict, self._decisions.get(verdict.row.key, Decision()), act)
            for verdict in self.table.chosen()
        }
        self._decide(changed)

    def _renamed(self, key: RowKey, first: str, family: str) -> None:
        line = self.rows.line_of(key)
        verdict = self.rows.verdict(line)
        if verdict is not None:
            self._decide({key: renamed(verdict, self._decisions.get(key, Decision()), first, family)})

    def _decide(self, changed: Mapping[RowKey, Decision]) -> None:
        decisions = {key: one for key, one in {**self._decisions, **changed}.items() if not one.empty}
        if decisions != self._decisions:
            self._before.append(self._decisions)
            self._take(decisions)

    def _take(self, decisions: Decisions) -> None:
        self._waiting = None
        self._decisions = decisions  # the next key may come before the new plan
        self.decided.emit(decisions)

    def _edit(self) -> None:
        self.table.setFocus()
        self.table.edit_name()

    # -- keys ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z from the window while there are decisions to take back: it would undo what was done before."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes_back(event):
            event.accept()
            return True
        return super().event(event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        return bool(self._before) and event.matches(QKeySequence.StandardKey.Undo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Import at Enter, go back at Esc, decide with a letter."""
        key = Qt.Key(event.key())
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if self.header_row.field.hasFocus() and key != Qt.Key.Key_Escape:
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.table.setFocus()  # the Enter after the number of a row must not import
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            (focus if isinstance(focus, QPushButton) and focus.hasFocus() else self.import_button).click()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_F2:
            self._edit()
        elif self._takes_back(event):
            self._take(self._before.pop())
        elif key in KEYS and not held:
            self._act(KEYS[key])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move among the rows with the arrows also while a button has the focus, where Qt would go to the next one."""
        arrows = {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in arrows:
            self.table.setFocus()
            self.table.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
