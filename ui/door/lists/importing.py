"""Importing a list from the door: reading it beside the window, looking at it, writing it into the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitatore.errors import Problem
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session.register_place import register_path
from ui.translations import tr

if TYPE_CHECKING:
    from pathlib import Path

    from facilitatore.door.lists.importing import ImportPlan
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.lists.import_panel import ImportPanel


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
        self._plan: ImportPlan | None = None
        self._gone = False
        self._panel: ImportPanel | None = None

    @property
    def panel(self) -> ImportPanel:
        """What is shown of a list, made for the first one."""
        if self._panel is None:
            from ui.door.lists.import_panel import ImportPanel

            self._panel = ImportPanel()
            self._panel.accepted.connect(self._accept)
            self._panel.left.connect(lambda: self.finished.emit(""))
        return self._panel

    def let_go(self) -> None:
        """Forget work that is still going on: the page is about to be deleted."""
        self._gone = True

    def look_at(self, path: Path) -> None:
        """Read the list at `path` beside the window, then show it."""
        from facilitatore.door.lists.importing import read_plan, setting_of

        setting = setting_of(self._bridge.session, self._bridge.register)
        evening = self._bridge.session.id
        self._bridge.run_beside(lambda: read_plan(setting, path), lambda plan: self._show(evening, path, plan))

    def _show(self, evening: str, path: Path, plan: ImportPlan) -> None:
        if self._gone or not self._bridge.has_session or self._bridge.session.id != evening:
            return
        self._plan = plan
        titles = {group.key: f"{group.key} · {group.short_title}" for group in read_groups(self._bridge.session)}
        self.panel.set_plan(path.name, plan, titles)
        self.planned.emit()

    def _accept(self) -> None:
        plan = self._plan
        if plan is None or not plan.writes or not self._has_register():
            return
        from facilitatore.door.lists.importing import import_people

        session = self._bridge.session
        titles = {group.key: group.title for group in read_groups(session)}
        date = read_evening(session).date
        done = self._bridge.do_register(import_people, plan, evening_date=date, group_titles=titles, origin=self._page)
        if done is not None:
            self._plan = None
            one = plan.writes == 1
            words = tr("1 persona importata nel registro.") if one else tr("{0} persone importate nel registro.")
            self.finished.emit(words.format(plan.writes))

    def _has_register(self) -> bool:
        """Make the register beside the evening if there is none; False, and it is said, when that cannot be."""
        if self._bridge.register is not None:
            return True
        from facilitatore.prepare.kit import create_register

        session = self._bridge.session
        try:
            register = create_register(session, register_path(session.path))
        except Problem as problem:
            self._bridge.refused.emit(problem)
            return False
        self._bridge.adopt_register(register)
        return True
