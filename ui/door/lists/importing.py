"""Importing a list from the door: reading it beside the window, looking at it, writing it into the register."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitatore.errors import Problem
from facilitatore.prepare.evening import read_groups
from facilitatore.session.register_place import apart_words, register_place
from ui.door.lists.words import imported_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from facilitatore.door.lists.match.answers import Answers
    from facilitatore.door.lists.parse.column_choice import Meaning
    from facilitatore.door.lists.parse.columns import Columns
    from facilitatore.door.lists.planning import FoundList, ImportPlan, Setting
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.lists.import_panel import ImportPanel


Looked = tuple["FoundList", "ImportPlan", "Answers"]
"""A list, what importing it would do, and the answers in that."""


class ListImport(QObject):
    """The way of a list into the register.

    Signals:
        planned(): the panel shows what the list would change.
        finished(str): written, with a sentence, or left, with none.
    """

    planned = Signal()
    finished = Signal(str)

    def __init__(self, bridge: Bridge, page: Page) -> None:
        """`page` is who asks."""
        super().__init__(page)
        self._bridge, self._page = bridge, page
        self._found: FoundList | None = None
        self._plan: ImportPlan | None = None
        self._apart = ""
        """Why the register that was just made does not lie beside the evening: said with what came of the list."""
        self._planned: FoundList | None = None  # what the plan was made of: columns may have been changed since
        self._answers: Answers = {}
        self._hashes: dict[str, bytes] = {}
        self._facts = 0
        self._asked = self._shown = 0
        self._accept_next = False
        self._gone = False
        self._panel: ImportPanel | None = None

    @property
    def panel(self) -> ImportPanel:
        """What is shown of a list, made for the first one."""
        if self._panel is None:
            from ui.door.lists.import_panel import ImportPanel

            self._panel = ImportPanel()
            self._panel.accepted.connect(self._accept)
            self._panel.left.connect(self._leave)
            self._panel.columns.column_chosen.connect(self._choose_column)
            self._panel.columns.swap_all_asked.connect(self._swap_all)
            self._panel.columns.header_row_chosen.connect(self._choose_header_row)
            self._panel.columns.sheet_chosen.connect(self._choose_sheet)
            self._panel.answered.connect(self._answer)
        return self._panel

    def let_go(self) -> None:
        """Forget work that is still going on: the page is about to be deleted."""
        self._gone = True

    # -- looking ------------------------------------------------------------------------------------------------

    def look_at(self, path: Path, sheet: str | None = None) -> None:
        """Read the list at `path` beside the window, then show it; of a workbook the `sheet` of that name."""
        from facilitatore.door.lists.planning import find_list, plan_list
        from ui.door.lists.remembered import remembered_columns

        remembered = remembered_columns()

        def read(setting: Setting) -> Looked:
            found = find_list(path, sheet=sheet, remembered=remembered)
            return found, plan_list(setting, found), {}

        self._run(read)

    def _run(self, work: Callable[[Setting], Looked]) -> None:
        """Plan beside the window, and show it unless something else was asked in the meantime."""
        from facilitatore.door.lists.write.importing import setting_of

        self._asked += 1
        asked, evening = self._asked, self._bridge.session.id
        setting, facts = setting_of(self._bridge.session, self._bridge.register), self._register_facts()

        def show(result: Looked) -> None:
            wanted = asked == self._asked and not self._gone
            if wanted and self._bridge.has_session and self._bridge.session.id == evening:
                self._facts, self._shown = facts, asked
                self._show(*result)

        self._bridge.run_beside(lambda: work(setting), show)

    def _show(self, found: FoundList, plan: ImportPlan, answers: Answers) -> None:
        again = self._found is not None and self._found.table is found.table
        self._found, self._plan, self._planned, self._answers = found, plan, found, answers
        groups = {group.key: group for group in read_groups(self._bridge.session)}
        self.panel.set_plan(found, plan, answers, groups)
        if not again:
            self.planned.emit()
        if self._accept_next:
            self._accept_next = False
            self._accept()

    # -- answering -----------------------------------------------------------------------------------------------

    def _answer(self, answers: Answers) -> None:
        """Plan the list again after what was answered, or with columns that were chosen in the meantime."""
        from facilitatore.door.lists.planning import plan_again, plan_rows

        if self._found is None or self._plan is None:
            return
        found, read, unread, self._answers = self._found, self._plan.read, self._plan.unread, answers
        if found is self._planned:
            self._run(lambda setting: (found, plan_rows(setting, read, answers, unread), answers))
        else:
            self._run(lambda setting: (found, *plan_again(setting, found, read, answers)))

    def _choose_column(self, column: int, meaning: Meaning) -> None:
        from facilitatore.door.lists.parse.column_choice import choose

        if self._found is not None:
            self._take_columns(choose(self._found.table, self._found.columns, column, meaning))

    def _swap_all(self) -> None:
        from facilitatore.door.lists.parse.column_choice import swap_names

        if self._found is not None:
            self._take_columns(swap_names(self._found.table, self._found.columns))

    def _choose_header_row(self, row: int) -> None:
        """Look for the columns again under the row of the headings that somebody named, from 0; -1: there are none."""
        from facilitatore.door.lists.parse.guessing import columns_at

        if self._found is not None:
            self._take_columns(columns_at(self._found.table, None if row < 0 else row))

    def _take_columns(self, columns: Columns) -> None:
        """Plan the list again with other columns; what was answered holds for persons that are read as before."""
        if self._found is not None:
            self._found = dataclasses.replace(self._found, columns=columns)  # the next choice may come before the plan
            self._answer(self._answers)

    def _choose_sheet(self, sheet: str) -> None:
        if self._found is not None:
            self.look_at(self._found.path, sheet)

    # -- the end ------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self._forget()
        self.finished.emit("")

    def _forget(self) -> None:
        """Let go of the list, and of plans that are still being made."""
        self._asked += 1
        self._shown, self._accept_next = self._asked, False
        self._found = self._plan = self._planned = None
        self._hashes = {}

    def _register_facts(self) -> int:
        return self._bridge.register.fact_count if self._bridge.register is not None else 0

    def _accept(self) -> None:
        """Write the plan; one that is still being made, or a register that changed since, is waited for first."""
        if self._plan is not None and self._facts != self._register_facts():
            self._answer(self._answers)
            return
        if self._shown != self._asked:
            self._accept_next = True
            return
        plan, found = self._plan, self._found
        if plan is None or found is None or not plan.writes:
            return
        if not self._has_register():
            return
        if not self._has_tokens(plan):
            return
        from facilitatore.door.lists.write.importing import import_for_evening
        from ui.door.lists.remembered import remember_columns

        hashes = self._hashes
        done = self._bridge.do_register(
            lambda register: import_for_evening(self._bridge.session, register, plan, hashes=hashes, origin=self._page)
        )
        if done is not None:
            remember_columns(found)
            self._forget()
            told, self._apart = f"{imported_words(plan)} {self._apart}".strip(), ""
            self.finished.emit(told)

    def _has_tokens(self, plan: ImportPlan) -> bool:
        """Tell whether the tokens are prepared; under a key of the path that takes 0.1 s a name, beside the window.

        The plan is accepted again afterwards, as it is then.
        """
        from facilitatore.door.cycle_key import cycle_key
        from facilitatore.door.lists.write.importing import names_to_prepare, prepare_tokens

        register = self._bridge.register
        cycle = cycle_key(register) if register is not None else ""
        if not cycle or not names_to_prepare(plan, self._hashes):
            return True
        known, asked = self._hashes, self._asked

        def accept(hashes: dict[str, bytes]) -> None:
            self._hashes = hashes
            if asked == self._asked and not self._gone and self._bridge.has_session:
                self._accept()

        self._bridge.run_beside(lambda: prepare_tokens(cycle, plan, known), accept)
        return False

    def _has_register(self) -> bool:
        """Make the register beside the evening if there is none; False, and it is said, when that cannot be."""
        if self._bridge.register is not None:
            return True
        from facilitatore.prepare.kit import create_register

        session = self._bridge.session
        try:
            register = create_register(session, register_place(session.path, session.id))
        except Problem as problem:
            self._bridge.refused.emit(problem)
            return False
        self._apart = apart_words(session.path, register.path)
        self._bridge.adopt_register(register)
        return True
