"""Accogli: three letters, Enter, and the badge is in the queue; whoever is in no list is in with two keys more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QStackedWidget, QWidget

from facilitatore.door.people import Expected, read_expected, read_guests
from facilitatore.door.search import DoorSearch
from facilitatore.prepare.evening import read_groups
from ui import theme
from ui.base_page import Page
from ui.door.arrivals import Arrivals
from ui.door.balance import presence_of, suggested
from ui.door.field import CHOOSING, SEARCHING
from ui.door.figures import Figures
from ui.door.lists.importing import ListImport
from ui.door.paper.print_run import PrintRun
from ui.door.welcome import Welcome
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.model import Guest
    from facilitatore.prepare.model import Group
    from facilitatore.session import Change
    from ui.bridge import Bridge

_NARROW: Final = 880
_KINDS: Final = frozenset({"guest", "person", "group", "evening", "purge"})
_LISTS: Final = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods"


class DoorPage(Page):
    """What the person at the door does, with the focus always in one field.

    Signals:
        said(str, str): a sentence for the bar of the window, and its kind.
    """

    room = "door"
    said = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._groups: list[Group] = []
        self._lines: list[Expected] = []
        self._guests: list[Guest] = []
        self._search = DoorSearch(())
        self.welcome = Welcome()
        self.arrivals = Arrivals(bridge, self, self.welcome)
        self.figures = Figures()
        self.importing = ListImport(bridge, self)
        self.printing = PrintRun(bridge, self, self.welcome)
        self.field, self.list, self.lines = self.welcome.field, self.welcome.list, self.welcome.lines
        self._build()
        self._connect()
        self.setFocusProxy(self.field)

    def _build(self) -> None:
        inside = self.scrolling()
        self._stack = QStackedWidget(inside)
        self._stack.addWidget(self.welcome)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(26, 18, 26, 22)
        self._sides.setSpacing(24)
        self._sides.addWidget(self._stack, 70)
        self._sides.addWidget(self.figures, 30)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.stepped.connect(self._step)
        self.list.picked.connect(self._picked)
        self.arrivals.said.connect(self.said)
        self.arrivals.arrived.connect(self._arrived)
        self.arrivals.moved.connect(lambda: self.refresh(None))
        self.arrivals.asked.connect(self._asked)
        self.figures.import_button.clicked.connect(self.choose_list)
        self.importing.planned.connect(self._show_plan)
        self.importing.finished.connect(self._imported)
        self.printing.printed.connect(self._printed)
        self.welcome.print_wanted.connect(self.print_badges)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.print_badges)

    # -- showing ------------------------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Read who is expected and who is in, and find again what the field asks for."""
        if change is not None and not change.kinds & _KINDS:
            return
        session = self._bridge.session
        self._groups = read_groups(session)
        self._lines = read_expected(session, self._bridge.register)
        self._guests = read_guests(session)
        presence = presence_of(self._lines, self._groups)
        self._search = DoorSearch(self._lines)
        best = suggested(presence.groups)
        self.arrivals.know(self._groups, self._guests, best.group if best else None)
        by_id = {group.id: group for group in self._groups}
        self.lines.set_groups(by_id)
        self.welcome.show_group_keys(len(self._groups))
        self.figures.set_presence(presence)
        self.figures.set_last(self._guests, by_id)
        self.printing.show_waiting()
        if self.field.mode != CHOOSING:
            self._find(keep=True)

    def _find(self, *, keep: bool = False) -> None:
        """Show who answers to the words of the field; without words, who is still awaited."""
        before = self.lines.line(self.list.chosen_row()) if keep else None
        text = self.field.text() if self.field.mode == SEARCHING else ""
        found = self._search.find(text) if text.strip() else self._awaited()
        self.lines.set_lines(found)
        row = next((row for row, line in enumerate(found) if before and line.id == before.id), -1)
        self.list.choose_row(row if row >= 0 else (0 if text.strip() else -1))
        known = any(line.person for line in self._lines)
        self.welcome.show_found(len(found), searching=bool(text.strip()), known=known)
        self._show_chosen()

    def _awaited(self) -> list[Expected]:
        """Return who is expected and not in, as the badges will call them."""
        lines = [line for line in self._lines if line.guest is None and line.attends is not False]
        return sorted(lines, key=lambda line: (line.badge_name.casefold(), line.family_name.casefold()))

    def _show_chosen(self) -> None:
        """Show the badge of the chosen line, or of who came last."""
        line = self.lines.line(self.list.chosen_row())
        if line is None and self._guests:
            last = self._guests[-1]
            line = Expected(None, last, last.group, None)
        self.printing.show_badge(line, self.lines.group(line) if line else None)
        said = self.lines.index(self.list.chosen_row(), 0).data() if self.list.chosen_row() >= 0 else ""
        self.field.setAccessibleDescription(said or "")

    # -- the field ----------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self.field.mode == SEARCHING:
            self._find()

    def _step(self, rows: int) -> None:
        if self.field.mode == SEARCHING:
            self.list.choose_row(max(self.list.chosen_row() + rows, 0))
            self._show_chosen()

    def _picked(self) -> None:
        self._show_chosen()
        self.field.setFocus()

    def _arrived(self) -> None:
        self.list.choose_row(-1)
        self.refresh(None)

    def _asked(self) -> None:
        """Show the badge of whoever is in no list while the field asks for the group."""
        if self.field.mode == CHOOSING:
            self.printing.show_walk_in(self.arrivals.name())
        else:
            self._find()

    # -- lists and badges ---------------------------------------------------------------------------------------

    def ask_list_path(self) -> Path | None:
        """Let people choose the list to import."""
        kinds = tr("Elenchi ({0})").format(_LISTS)
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Importa un elenco"), "", kinds)
        return Path(chosen) if chosen else None

    def ask_pdf_path(self, proposed: Path) -> Path | None:
        """Let people choose where the PDF of the badges goes."""
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Salva le etichette"), str(proposed), tr("PDF (*.pdf)"))
        return Path(chosen) if chosen else None

    def choose_list(self) -> None:
        """Choose a list and look at what it would change."""
        path = self.ask_list_path()
        if path is not None:
            self.importing.look_at(path)
        self.field.setFocus()

    def _show_plan(self) -> None:
        self._stack.addWidget(self.importing.panel)
        self._stack.setCurrentWidget(self.importing.panel)
        self.figures.hide()
        self.importing.panel.import_button.setFocus()
        if not self.importing.panel.import_button.isEnabled():
            self.importing.panel.back_button.setFocus()

    def _imported(self, words: str) -> None:
        self._stack.setCurrentWidget(self.welcome)
        self.figures.show()
        self.field.setFocus()
        self.refresh(None)
        if words:
            self.said.emit(words, "info")

    def print_badges(self) -> None:
        """Write the badges that were not printed into a PDF."""
        count = self.printing.waiting()
        if not count:
            self.said.emit(tr("Nessuna etichetta da stampare."), "info")
            return
        path = self.ask_pdf_path(self.printing.proposed_path())
        if path is not None:
            self.printing.print_into(path)
        self.field.setFocus()

    def _printed(self, words: str) -> None:
        self.refresh(None)
        self.said.emit(words, "info")

    # -- the page -----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready to type."""
        super().showEvent(event)
        if self._stack.currentWidget() is self.welcome:
            self.field.setFocus()

    def let_go(self) -> None:
        """Drop the connections, and the work that is still going on beside the window."""
        self.importing.let_go()
        self.printing.let_go()
        super().let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the field what is typed while a button has the focus, and the focus back after Enter in another field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.field.setFocus()
        elif self._stack.currentWidget() is self.welcome and event.text().isprintable() and event.text():
            self.field.setFocus()
            self.field.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures under the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * theme.text_scale_now()
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
