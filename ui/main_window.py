"""The frame: rail, top band, one page at a time, and the bar for sentences. It alone knows the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from facilitatore.sentences import say
from ui.drafts import DraftKeeper
from ui.frame import Rail, TopBand
from ui.jobs import FIRST_ROOM
from ui.laptop_menu import STEP, laptop_menu, plain_text_size, step_text, switch_palette
from ui.message_bar import MessageBar
from ui.reminder import KEY as REMINDER_KEY
from ui.reminder import Reminder
from ui.rooms import CONDUCT, PAGES, make_page
from ui.settings import remember_recent
from ui.signboard import Signboard
from ui.translations import tr
from ui.undo_gate import UndoGate
from ui.words import action_words

if TYPE_CHECKING:
    from facilitatore.errors import Problem
    from facilitatore.session import Change
    from ui.base_page import Page
    from ui.bridge import Bridge

_AFTER_PAINT_MS: Final = 200
_FILTER: Final = "Serate (*.serata)"


class MainWindow(QMainWindow):
    """The window of one laptop."""

    def __init__(self, bridge: Bridge) -> None:
        """Build the frame around `bridge`; pages come when they are first wanted."""
        super().__init__()
        self._bridge = bridge
        self._pages: dict[int, Page] = {}
        self._welcome: Page | None = None
        self.setWindowTitle(tr("Facilitatore"))
        self.resize(1366, 768)
        self.rail = Rail()
        self.band = TopBand()
        self._signboard = Signboard(bridge, self.rail, self.band, self)
        self._signboard.titled.connect(self.setWindowTitle)
        self.bar = MessageBar()
        self.reminder_bar = MessageBar()
        self.reminder = Reminder(bridge, self.reminder_bar, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._add_keys()
        self._connect()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - for the type checker: no widget is made without
        UndoGate(app, self)
        self.drafts = DraftKeeper(app, self.bar, self)
        self._leaving = False
        self._show_opened()

    def _lay_out(self) -> None:
        whole = QWidget()
        self.setCentralWidget(whole)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        below = QHBoxLayout()
        column.addLayout(below, 1)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.rail)
        right = QVBoxLayout()
        below.addLayout(right, 1)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.reminder_bar)
        right.addWidget(self.bar)
        right.addWidget(self._stack, 1)

    def _add_keys(self) -> None:
        for index in range(len(PAGES)):
            self._key(f"Ctrl+{index + 1}", partial(self.show_room, index))
        self._key(QKeySequence.StandardKey.Open, self.choose_file)
        self._key(QKeySequence.StandardKey.New, self.show_welcome)
        self._key("Ctrl+Z", self.undo)
        self._key("Ctrl+Y", self.redo)
        self._key("Ctrl+Shift+Z", self.redo)
        self._key("F11", self._switch_full_screen)
        self._key(REMINDER_KEY, self.reminder.press)
        for larger in ("Ctrl++", "Ctrl+="):
            self._key(larger, partial(step_text, STEP))
        self._key("Ctrl+-", partial(step_text, -STEP))
        self._key("Ctrl+0", plain_text_size)
        self._key("Ctrl+D", switch_palette)

    def _key(self, sequence: str | QKeySequence.StandardKey, slot: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(sequence))
        action.setAutoRepeat(sequence != REMINDER_KEY)  # a key that is held down must not answer its own question
        action.triggered.connect(lambda _checked: slot())
        self.addAction(action)

    def _connect(self) -> None:
        bridge, rail = self._bridge, self.rail
        bridge.changed.connect(self._show_change)
        bridge.refused.connect(self.show_problem)
        bridge.may_close = self._may_close
        bridge.closing.connect(self._settle_pages)
        bridge.opened.connect(self._show_opened)
        bridge.job_changed.connect(self._show_job)
        self.reminder.said.connect(self.say)
        rail.room_chosen.connect(self.show_room)
        rail.job_clicked.connect(self._open_laptop_menu)
        self.band.minute_passed.connect(self._tell_phase)

    # -- pages --------------------------------------------------------------------------------------------------

    def show_room(self, index: int) -> None:
        """Show the page of a room; without an evening there is only the welcome."""
        if not self._bridge.has_session:
            self.show_welcome()
            return
        page = self.page(index)
        if not self.isVisible():
            page.wait_for_paint()
        if self.bar.kind != "error":
            self.bar.clear()  # what was said of another page is no news here
        self.rail.set_current(index)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def page(self, index: int) -> Page:
        """Return the page of a room, made at the first need."""
        if index not in self._pages:
            page = self._pages[index] = make_page(index, self._bridge, self._stack)
            self._stack.addWidget(page)
            self._listen_to(page)
            self.drafts.watch(page)
        return self._pages[index]

    def _listen_to(self, page: Page) -> None:
        for name, slot in (
            ("said", self.say),
            ("unsaid", self.bar.take_back),
            ("phase_shown", self.band.set_phase),
            ("new_requested", self.show_welcome),
            ("open_requested", self.choose_file),
            ("left", self._show_opened),
        ):
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(slot)

    @property
    def current_page(self) -> QWidget | None:
        """The page that is seen."""
        return self._stack.currentWidget()

    def show_welcome(self) -> None:
        """Show where an evening is begun or opened."""
        if self._welcome is None:
            from ui.prepare.welcome import WelcomePage

            self._welcome = WelcomePage(self._bridge)
            self._stack.addWidget(self._welcome)
            self._listen_to(self._welcome)
        self._stack.setCurrentWidget(self._welcome)
        self._welcome.setFocus()

    def _may_close(self) -> bool:
        """Ask the pages whether something would be lost; the first time, show which and say what, and why."""
        refused: list[Problem] = []
        self._bridge.refused.connect(refused.append)
        try:
            for index, page in self._pages.items():
                words = page.parting_words()
                if words:
                    self.show_room(index)
                    page.focus_unsaved()
                    self.say(" ".join([*(tr(say(problem)) for problem in refused[-1:]), words]), "warning")
                    return False
        finally:
            self._bridge.refused.disconnect(refused.append)
        return True

    def _settle_pages(self) -> None:
        """Let pages write what is still in their fields; they hear nothing more of this evening."""
        for page in self._pages.values():
            page.let_go()
        self.drafts.end(keeping=self._leaving)

    def _show_opened(self) -> None:
        """Show another evening from its first page on, or the same one again: words in hand come back to it."""
        self.drafts.end(keeping=True)
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self.bar.clear()
        self.reminder_bar.clear()
        self.band.set_phase("", "")
        self._signboard.show_evening()
        self._show_job()
        if self._bridge.has_session:
            remember_recent(self._bridge.session.path)
            self.drafts.begin(self._bridge.session)
            self.show_room(FIRST_ROOM[self._bridge.job.kind])
            self.drafts.say_found()
            QTimer.singleShot(_AFTER_PAINT_MS, self, self._after_paint)
        else:
            self.show_welcome()

    def _after_paint(self) -> None:
        """Say what is not needed to type: the phase, and whether people of this evening are past their day."""
        self._tell_phase()
        self.reminder.look()

    def _tell_phase(self) -> None:
        """Keep the phase of this laptop's group in the band, whichever page is seen."""
        if self._signboard.has_phase():
            page = self.page(CONDUCT)
            if not page.isVisible():
                page.refresh(None)

    def _show_change(self, change: Change) -> None:
        if change.action != "mark_printed":  # a printer that is done makes nothing untrue
            self.bar.clear()  # something was done since: what was said before may be true no more
        if {"evening", "group"} & change.kinds:
            self._signboard.show_evening()
            self._show_job()
        for page in self._pages.values():
            page.changed(change)

    # -- the job of this laptop ---------------------------------------------------------------------------------

    def _show_job(self) -> None:
        self._signboard.show_job()
        for page in self._pages.values():
            page.changed(None)

    def _open_laptop_menu(self) -> None:
        laptop_menu(self._bridge, self).popup(self.rail.job.mapToGlobal(self.rail.job.rect().topLeft()))

    # -- sentences ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close what the bar says with Esc, when nothing that has the focus wants the key."""
        if event.key() == Qt.Key.Key_Escape:
            (self.reminder_bar if self.bar.isHidden() else self.bar).dismiss()

    def say(self, text: str, kind: str = "info") -> None:
        """Say a sentence in the bar."""
        self.bar.show_message(text, kind)

    def show_problem(self, problem: Problem) -> None:
        """Say why something was refused, unless the page does, beneath the field that everybody looks at.

        A broken evening has a page of its own, here or behind a button.
        """
        from ui.prepare.rescue import can_help, open_rescue

        helps = can_help(problem)
        show = partial(open_rescue, problem, self._bridge, self._stack, self._listen_to)
        if helps and not self._bridge.has_session:
            show()
        elif helps or not any(page.says_refusal() for page in self._pages.values()):
            self.bar.show_message(tr(say(problem)), "error", tr("Che cosa si può salvare") if helps else "", show)

    def undo(self) -> None:
        """Take back the last action, and say which."""
        change = self._bridge.undo()
        done = tr("Annullato: {0}").format(action_words(change.action)) if change is not None else ""
        self.say(done or tr("Non c’è niente da annullare."))

    def redo(self) -> None:
        """Do again what was undone, and say what."""
        change = self._bridge.redo()
        if change is None:
            self.say(tr("Non c’è niente da rifare."))
        else:
            self.say(tr("Rifatto: {0}").format(action_words(change.action)))

    def choose_file(self) -> None:
        """Ask which evening to open."""
        name = self.ask_file()
        if name:
            self._bridge.open_evening(Path(name))

    def ask_file(self) -> str:
        """Return the name of a file chosen by the person, or nothing."""
        return QFileDialog.getOpenFileName(self, tr("Apri una serata"), str(Path.home()), tr(_FILTER))[0]

    # -- Qt -----------------------------------------------------------------------------------------------------

    def _switch_full_screen(self) -> None:
        (self.showNormal if self.isFullScreen() else self.showFullScreen)()

    def leave(self) -> None:
        """Close as somebody who cannot be asked wants it: the system ends, or the program was told to stop.

        What can be written is written; words without their Enter are found again next time.
        """
        self._leaving = True
        for page in self._pages.values() if self._bridge.has_session else ():
            page.parting_words()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the files back: everything is on the disk already, or the pages say what is not."""
        if not self._leaving and not self._may_close():
            event.ignore()
            return
        self._bridge.close_evening()
        if self._welcome is not None:
            self._welcome.let_go()
        super().closeEvent(event)
