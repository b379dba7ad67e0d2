"""Half-typed words are on the disk a moment after the last key, and come back into their fields after a crash.

A page says what stands in its fields and nowhere else (`Page.drafts`) and puts it back (`Page.take_drafts`); it knows
nothing of files. What is typed at the door is not kept: it may be a family name.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMetaObject, QObject, QThreadPool, QTimer
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget

from facilitatore.errors import Problem
from facilitatore.session.drafts import Drafts, read_drafts, write_drafts
from ui.base_page import shortened
from ui.beside import Work, raise_bug
from ui.rooms import name_of_room
from ui.translations import tr

if TYPE_CHECKING:
    from pathlib import Path

    from facilitatore.session import Session
    from ui.base_page import Page
    from ui.message_bar import MessageBar

PAUSE_MS: Final = 500
"""From a key until it is looked at: with the writing less than a second, also on a slow disk."""
_BETWEEN: Final = "/"


class DraftKeeper(QObject):
    """Watches the field in which somebody types, and keeps what the pages hold in hand.

    It asks the pages a moment after a key, not at each, and writes beside the window: no key waits for the disk.
    """

    def __init__(self, app: QApplication, bar: MessageBar, parent: QObject) -> None:
        """Begin to watch; nothing is kept before `begin`, and what there is to say is said in `bar`."""
        super().__init__(parent)
        self._bar = bar
        self._pages: list[Page] = []
        self._evening: tuple[Path, str] | None = None
        self._found: Drafts = {}
        self._kept: Drafts = {}
        self._pool = QThreadPool(self)  # of its own: a long join must not hold the words up
        self._pool.setMaxThreadCount(1)
        self._writing: Work | None = None
        self._was_refused = False
        self._typing: QMetaObject.Connection | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        app.focusChanged.connect(self._watch)

    # -- the evening --------------------------------------------------------------------------------------------

    def begin(self, session: Session) -> None:
        """Look for the drafts of an evening that was just opened, before its pages are made."""
        self._evening = (session.path, session.id)
        self._kept = self._found = read_drafts(*self._evening)
        if self._found:
            self.touch()

    def say_found(self) -> None:
        """Say in which rooms words are that an earlier run left half typed."""
        rooms = dict.fromkeys(name.partition(_BETWEEN)[0] for name in self._kept)
        names = [name for name in map(name_of_room, rooms) if name]
        if names and not self._bar.text():
            text = tr("Ritrovato quello che stavi scrivendo e che non era ancora salvato. È al suo posto: {0}.")
            self._bar.show_message(text.format(", ".join(names)))

    def end(self, *, keeping: bool) -> None:
        """Let the evening go. With `keeping` what is in hand is found again next time; else only what nobody saw."""
        self._pause.stop()
        if self._evening is None:
            return
        self._write(self._in_hand() if keeping else self._found)
        self._evening, self._pages, self._found, self._kept = None, [], {}, {}

    def keep_now(self) -> None:
        """Have what is in hand on the disk when this returns."""
        if self._evening is not None:
            self._write(self._in_hand())

    def _write(self, drafts: Drafts) -> None:
        """Write here and now, after what is being written beside the window."""
        self._pool.waitForDone()
        if self._evening is not None and (drafts or self._kept or self._writing is not None):
            with suppress(Problem):  # there may be no later; that the disk refuses them has been said
                write_drafts(*self._evening, drafts)
                self._kept = drafts
        self._writing = None

    def watch(self, page: Page) -> None:
        """Keep what is typed in a page, and give it what was found for it when it is filled."""
        self._pages.append(page)
        page.filled.connect(lambda: self._give(page))

    # -- found again --------------------------------------------------------------------------------------------

    def _give(self, page: Page) -> None:
        room = page.room + _BETWEEN
        mine = {name.removeprefix(room): dict(fields) for name, fields in self._found.items() if name.startswith(room)}
        if not mine:
            return
        self._found = {name: fields for name, fields in self._found.items() if not name.startswith(room)}
        lost = page.take_drafts(mine)
        if lost:
            words = "\n".join(lost)
            text = tr("Ritrovato, ma il suo posto non c’è più: «{0}»").format(shortened(words))
            self._bar.show_message(text, "warning", tr("Copia"), lambda: QApplication.clipboard().setText(words))

    # -- kept ---------------------------------------------------------------------------------------------------

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._typing is not None:
            QObject.disconnect(self._typing)  # without effect where the field is gone
            self._typing = None
        if isinstance(now, (QLineEdit, QPlainTextEdit, QAbstractSpinBox)) and hasattr(now, "textChanged"):
            self._typing = now.textChanged.connect(self.touch)

    def touch(self) -> None:
        """Keep what is in hand in a moment."""
        if self._evening is not None and not self._pause.isActive():
            self._pause.start()

    def keep(self) -> None:
        """Write what is in hand beside the window, if it is other than what is kept.

        As long as something is, look again: a kind or a place can change, and words become a note, without a key.
        """
        if self._evening is None:
            return
        drafts = self._in_hand()
        if drafts or self._kept or self._writing is not None:
            self._pause.start()
        if drafts != self._kept and self._writing is None:
            work = self._writing = Work(partial(write_drafts, *self._evening, drafts))
            work.signals.done.connect(lambda _none: self._written(work, drafts))
            work.signals.failed.connect(lambda _problem: self._not_written(work))
            work.signals.broken.connect(raise_bug)
            self._pool.start(work)

    def _in_hand(self) -> Drafts:
        drafts = dict(self._found)
        for page in self._pages:
            drafts |= {page.room + _BETWEEN + name: fields for name, fields in page.drafts().items()}
        return drafts

    def _written(self, work: Work, drafts: Drafts) -> None:
        if self._writing is work:
            self._writing, self._kept = None, drafts

    def _not_written(self, work: Work) -> None:
        if self._writing is work:
            self._writing = None
            if not self._was_refused and not self._bar.text():
                self._was_refused = True
                text = tr(
                    "Il disco di questo portatile non prende le parole a metà: prima di Invio non sono al sicuro."
                )
                self._bar.show_message(text, "warning")
