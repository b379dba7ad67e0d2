"""Accogli: three letters, Enter, and the badge is in the queue; whoever is in no list is in with two keys more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QWidget

from facilitatore.session import Change
from ui import theme
from ui.base_page import Page
from ui.door.arrivals import Arrivals
from ui.door.asking import list_path, pdf_path
from ui.door.crowd import Crowd, warm
from ui.door.desk import Desk
from ui.door.dragging import file_in
from ui.door.field import BY_KEY, RENAMING, SEARCHING
from ui.door.figures import Figures
from ui.door.finding import Finding
from ui.door.lists.importing import ListImport
from ui.door.moving import Moving
from ui.door.naming import Naming
from ui.door.paper.print_run import PrintRun
from ui.door.register.visit import RegisterVisit
from ui.door.renaming import Renaming
from ui.door.scans import Scans
from ui.door.stage import Stage
from ui.door.unmatched import UnmatchedVisit
from ui.door.welcome import Welcome
from ui.jobs import DOOR
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.bridge import Bridge

_NARROW: Final = 880
_WARM_MS: Final = 1500
_KINDS: Final = frozenset({"guest", "person", "presence", "group", "evening", "purge", "asked_words"})
_WRITTEN_HERE: Final = Change("door", frozenset({"guest"}))
_F_KEYS: Final = frozenset(
    {Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_Up, Qt.Key.Key_Down}
)


class DoorPage(Page):
    """What the person at the door does, with the focus always in one field.

    Signals:
        said(str, str): a sentence for the bar of the window, and its kind.
        unsaid(str): a sentence that is about somebody else now.
        phase_shown(str, str): what is going on and when the evening begins, for the band; empty when nobody looks.
    """

    room = "door"
    said = Signal(str, str)
    unsaid = Signal(str)
    phase_shown = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._crowd = Crowd(bridge)
        self.welcome = Welcome()
        self.figures = Figures(self._crowd.rhythm)
        self.importing = ListImport(bridge, self)
        self.printing = PrintRun(bridge, self, self.welcome)
        self.register = RegisterVisit(bridge, self, self.printing)
        self.unmatched = UnmatchedVisit(bridge, self, self._crowd, self.figures.unmatched)
        self.desk = Desk(bridge, self, self.welcome, self.printing)
        self._scans = Scans(self.desk)
        naming = Naming(self.desk)
        self._renaming = Renaming(self.desk, naming)
        self._arrivals = Arrivals(self.desk, self._renaming, naming, self._scans)
        self._moving = Moving(self.desk, self._arrivals)
        self._finding = Finding(self.desk, self._crowd)
        self.field, self.list, self.lines = self.welcome.field, self.welcome.list, self.welcome.lines
        self._build()
        self._connect()
        self.setFocusProxy(self._stage)
        self.setAcceptDrops(True)

    def _build(self) -> None:
        inside = self.scrolling()
        self._stage = Stage(self.welcome, self.figures, inside)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(26, 18, 26, 22)
        self._sides.setSpacing(24)
        self._sides.addWidget(self._stage, 70)
        self._sides.addWidget(self.figures, 30)

    def _connect(self) -> None:
        desk = self.desk
        self.welcome.keys.wanted.connect(self._key_clicked)
        for speaker in (desk, self.printing):
            speaker.said.connect(self.said)
            speaker.unsaid.connect(self.unsaid)
        desk.arrived.connect(self._arrived)
        desk.changed.connect(self.refresh)
        desk.asked.connect(self._asked)
        self.field.textChanged.connect(self._arrivals.show_badge)
        self.figures.import_button.clicked.connect(self.choose_list)
        self.welcome.import_button.clicked.connect(self.choose_list)
        self.welcome.import_offered.connect(self.figures.leave_import)
        self.figures.dropped.connect(lambda thing, group: self._moving.drop(thing, group or None))
        self.figures.group_opened.connect(self._finding.open_group)
        self.figures.to_ask_opened.connect(self._finding.show_to_ask)
        self.importing.planned.connect(self._show_plan)
        self.importing.finished.connect(self._back_to_arrivals)
        for visit in (self.register, self.unmatched):
            visit.shown.connect(lambda panel, figures: self._stage.put_on(panel, with_figures=figures))
            visit.finished.connect(self._back_to_arrivals)
        self.register.said.connect(self.said)
        self.figures.register_button.clicked.connect(self.register.visit)
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
        self._crowd.read(change)
        self._show()
        self.figures.offer_register(self.register.is_there)
        self.register.refresh()
        self.unmatched.refresh()

    def _read_and_show(self) -> None:
        """Show what was just written here: the register was not, and is not read again."""
        self._crowd.read(_WRITTEN_HERE)
        self._show()

    def _show(self) -> None:
        known, presence = self._crowd.known, self._crowd.presence
        self.desk.know(known)
        by_id = {group.id: group for group in known.groups}
        self.lines.set_groups(by_id)
        self.figures.set_presence(presence)
        self.figures.set_last(known.guests, by_id)
        here = by_id.get(self.desk.group_here)
        if here is not None:
            self.figures.set_read(self._crowd.read_here(here.id), here, guests=bool(known.guests))
        if self.field.mode == SEARCHING:
            self.welcome.show_placeholder(at_group=here is not None)
        self._tell_band()
        self.printing.show_to_ask(self._crowd.to_ask)
        self.figures.set_to_ask(len(self._crowd.to_ask))
        self.printing.show_waiting()
        if self.field.mode not in BY_KEY | {RENAMING}:
            self._finding.find(keep=True)

    def _tell_band(self) -> None:
        if self._bridge.job.kind == DOOR and self.isVisible():
            begins = self._crowd.begins_at()
            self.phase_shown.emit(tr("Accoglienza"), tr("alle {0} si comincia").format(begins) if begins else "")

    def _key_clicked(self, name: str) -> None:
        """Do what a key does whose words were clicked."""
        field = self.field
        field.setFocus()
        wishes: dict[str, Callable[[], None]] = {
            "enter": self._arrivals.enter,
            "down": lambda: self._finding.step(1),
            "rename": field.rename_wanted.emit,
            "reprint": field.reprint_wanted.emit,
            "initial": field.initial_wanted.emit,
            "undo": self.desk.undo,
            "leave": field.left.emit,
        }
        by_mouse = tr("Con il mouse: trascina una persona, dall’elenco o dagli ultimi, sul suo gruppo.")
        wishes.get(name, lambda: self.desk.tell(by_mouse))()

    def _arrived(self, guest_id: str) -> None:
        """Be ready for the next, print if badges are printed at once, and say if two share a name."""
        self._finding.forget()
        self.list.choose_row(-1)
        self._read_and_show()
        if self.printing.at_once:
            self.printing.print_guest(guest_id)
        self._renaming.tell_namesakes(guest_id)

    def _asked(self) -> None:
        """Show the badge of whose name or group the field asks for; or find again."""
        if self.field.mode == SEARCHING:
            self._finding.find(keep=True)
        else:
            self._arrivals.show_badge()

    # -- lists and badges ---------------------------------------------------------------------------------------

    def ask_list_path(self) -> Path | None:
        """Let people choose the list to import."""
        return list_path(self)

    def ask_pdf_path(self, proposed: Path) -> Path | None:
        """Let people choose where the PDF of the badges goes."""
        return pdf_path(self, proposed)

    def choose_list(self) -> None:
        """Choose a list and look at what it would change."""
        path = None if self.register.ask_at_first(again=True) else self.ask_list_path()
        if path is not None:
            self.importing.look_at(path)
        if self._stage.is_free:
            self.field.setFocus()

    def _show_plan(self) -> None:
        self._stage.put_on(self.importing.panel)
        self.importing.panel.focus_first()

    def _back_to_arrivals(self, words: str) -> None:
        self._stage.clear()
        self.field.setFocus()
        self.refresh(None)
        if words:
            self.said.emit(words, "info")

    def print_badges(self) -> None:
        """Print the badges that wait."""
        self.printing.print_waiting()
        self.field.setFocus()

    def _printed(self, words: str) -> None:
        self._read_and_show()
        if words:
            self.said.emit(words, "info")

    # -- the page -----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready to type."""
        super().showEvent(event)
        if not self.register.ask_at_first() and self._stage.is_free:
            self.field.setFocus()
        self._tell_band()
        QTimer.singleShot(_WARM_MS, self, warm)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take from the band what is said of the door."""
        super().hideEvent(event)
        if self._bridge.job.kind == DOOR:
            self.phase_shown.emit("", "")

    def parting_words(self) -> str:
        """Say which badges would be lost, those of whom nothing is written, and the name that is being written."""
        return self.printing.parting_words() or super().parting_words()

    def let_go(self) -> None:
        """Drop the connections, and the work that is still going on beside the window."""
        self.field.drop_held()
        self.importing.let_go()
        self.printing.let_go()
        super().let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the field what is typed while a button has the focus, and the focus back after Enter in another field."""
        is_key = event.text().isprintable() and event.text()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.field.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            if not (self._finding.leave() or self.welcome.close_panel()):
                super().keyPressEvent(event)
        elif self._stage.is_free and (is_key or event.key() in _F_KEYS) and not self.field.hasFocus():
            self.field.setFocus()
            self.field.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file that could be a list."""
        if file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the list that was dropped."""
        path = file_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.importing.look_at(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures under the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * theme.text_scale_now()
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
