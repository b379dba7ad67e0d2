"""Accogli: three letters, Enter, and the badge is in the queue; whoever is in no list is in with two keys more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from facilitatore.door.actions import check_in, move_guest, rename_guest, welcome_walk_in
from facilitatore.door.people import Expected, read_expected, read_guests
from facilitatore.door.search import DoorSearch
from facilitatore.prepare.evening import read_groups
from ui import theme
from ui.base_page import Page
from ui.door.balance import Presence, presence_of, suggested
from ui.door.field import CHOOSING, NAMING, SEARCHING
from ui.door.figures import Figures
from ui.door.importing import ListImport
from ui.door.lines import clock_of
from ui.door.print_run import PrintRun
from ui.door.welcome import Welcome
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.model import Guest, Person
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
        self._presence = Presence(0, 0, 0, ())
        self._nameless: Person | None = None
        self.welcome = Welcome()
        self.figures = Figures()
        self.importing = ListImport(bridge, self)
        self.printing = PrintRun(bridge, self, self.welcome.printing)
        self.field, self.list, self.lines = self.welcome.field, self.welcome.list, self.welcome.lines
        self._build()
        self._connect()
        self.setFocusProxy(self.field)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.importing.panel)
        inside = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(26, 18, 26, 22)
        self._sides.setSpacing(24)
        self._sides.addWidget(self._stack, 70)
        self._sides.addWidget(self.figures, 30)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _connect(self) -> None:
        field = self.field
        field.textChanged.connect(self._typed)
        field.stepped.connect(self._step)
        field.entered.connect(self._enter)
        field.walk_in_wanted.connect(self._walk_in)
        field.group_wanted.connect(self._group_key)
        field.letter_typed.connect(self._letter)
        field.left.connect(self._leave)
        field.undo_wanted.connect(self._undo)
        self.list.picked.connect(self._picked)
        self.list.welcomed.connect(self._enter)
        self.welcome.walk_in_button.clicked.connect(self._walk_in)
        self.welcome.walk_in.group_chosen.connect(self._choose_group)
        self.figures.import_button.clicked.connect(self.choose_list)
        self.importing.planned.connect(self._show_plan)
        self.importing.finished.connect(self._imported)
        self.printing.printed.connect(self._printed)
        self.welcome.printing.print_wanted.connect(self.print_badges)
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
        self._presence = presence_of(self._lines, self._groups)
        self._search = DoorSearch(self._lines)
        by_id = {group.id: group for group in self._groups}
        self.lines.set_groups(by_id)
        self.welcome.show_group_keys(len(self._groups))
        self.figures.set_presence(self._presence)
        self.figures.set_last(self._guests, by_id)
        self.printing.show_waiting()
        self._find(keep=True)

    def _find(self, *, keep: bool = False) -> None:
        """Show who answers to the words of the field; without words, who is still awaited."""
        before = self.lines.line(self.list.chosen_row()) if keep else None
        text = self.field.text() if self.field.mode == SEARCHING else ""
        found = self._search.find(text) if text.strip() else self._awaited()
        self.lines.set_lines(found)
        row = next((row for row, line in enumerate(found) if before and line.id == before.id), -1)
        self.list.choose_row(row if row >= 0 else (0 if text.strip() else -1))
        self.welcome.show_found(len(found), searching=bool(text.strip()), known=bool(self._lines))
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

    def _enter(self) -> None:
        if self.field.mode == CHOOSING:
            self._choose_group(-1)
        elif self.field.mode == NAMING:
            self._named()
        else:
            self._welcome_chosen(None)

    def _welcome_chosen(self, group: str | None) -> None:
        """Let in who is chosen, or say why not."""
        line = self.lines.line(self.list.chosen_row())
        if line is None:
            if self.field.text().strip():
                self.said.emit(tr("Nessuno in elenco con questo nome: F2 per accogliere lo stesso."), "warning")
        elif line.guest is not None:
            since = clock_of(line.guest.arrived_at)
            self.said.emit(tr("{0}: ✓ dentro dalle {1}, non serve altro.").format(line.badge_name, since), "warning")
            self.field.selectAll()
        elif line.person is not None and not line.badge_name.strip():
            self._nameless = line.person
            self._ask_name(tr("Nome per l’etichetta di {0}").format(line.family_name))
        elif line.person is not None:
            self._after(self._bridge.do(check_in, line.person, group=group, origin=self))
        self.field.setFocus()

    def _after(self, change: Change | None) -> None:
        """After something was written: show it, and be ready for the next; else the words stay."""
        if change is None:
            return
        self._nameless = None
        self._set_mode(SEARCHING)
        self.field.blockSignals(True)
        self.field.setText("")
        self.field.blockSignals(False)
        self.list.choose_row(-1)
        self.refresh(None)
        self.field.setFocus()

    def _leave(self) -> None:
        """Go back to the search; a second time, clear it."""
        if self.field.mode == SEARCHING:
            self.field.setText("")
            return
        self._nameless = None
        self._set_mode(SEARCHING)
        self._find()

    def _set_mode(self, mode: str) -> None:
        self.field.mode = mode
        self.welcome.show_mode(mode)

    # -- who is in no list --------------------------------------------------------------------------------------

    def _walk_in(self) -> None:
        """Take the words of the field as a first name; without words ask for it."""
        self.field.setFocus()
        if self.field.mode == CHOOSING:
            return
        if self.field.text().strip():
            self._ask_group()
        else:
            self._ask_name(tr("Nome di chi non è in elenco"))

    def _ask_name(self, placeholder: str) -> None:
        self._set_mode(NAMING)
        self.field.setText("")
        self.field.setPlaceholderText(placeholder)
        self._find()

    def _named(self) -> None:
        if not self.field.text().strip():
            return
        if self._nameless is None:
            self._ask_group()
            return
        person = self._nameless
        if self._bridge.do(check_in, person, origin=self) is None:
            return
        guest = next(guest for guest in read_guests(self._bridge.session) if guest.token == person.token)
        self._after(self._bridge.do(rename_guest, guest.id, name=self._name(), origin=self))

    def _name(self) -> str:
        from facilitatore.door.names import readable  # noqa: PLC0415 - with the first walk-in

        return readable(" ".join(self.field.text().split()))

    def _ask_group(self) -> None:
        best = suggested(self._presence.groups)
        self.welcome.walk_in.ask(self._name(), self._groups, best.group if best else None)
        self._set_mode(CHOOSING)
        self.printing.show_walk_in(self._name())

    def _letter(self, letter: str) -> None:
        keys = [group.key.casefold() for group in self._groups]
        if letter.casefold() in keys:
            self._choose_group(keys.index(letter.casefold()))

    def _choose_group(self, place: int) -> None:
        """Let the walk-in into the group at `place`, or into none (-1)."""
        if place >= len(self._groups):
            return
        group = self._groups[place].id if place >= 0 else None
        self._after(self._bridge.do(welcome_walk_in, name=self._name(), group=group, origin=self))

    # -- groups -------------------------------------------------------------------------------------------------

    def _group_key(self, place: int, held: bool) -> None:
        """Put into the group at `place` the chosen line (Alt held), or who came last."""
        if self.field.mode == CHOOSING:
            self._choose_group(place)
            return
        if place >= len(self._groups):
            return
        group = self._groups[place].id
        line = self.lines.line(self.list.chosen_row()) if held else None
        if line is not None and line.guest is None:
            self._welcome_chosen(group)
        elif line is not None and line.guest is not None:
            self._move(line.guest, group)
        elif self._guests:
            self._move(self._guests[-1], group)

    def _move(self, guest: Guest, group: str) -> None:
        if guest.group != group and self._bridge.do(move_guest, guest.id, group=group, origin=self) is not None:
            self.refresh(None)

    def _undo(self) -> None:
        if self._bridge.undo() is not None:
            self.refresh(None)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the field what is typed while a button has the focus."""
        if self._stack.currentWidget() is self.welcome and event.text().isprintable() and event.text():
            self.field.setFocus()
            self.field.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures under the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * theme.text_scale_now()
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
