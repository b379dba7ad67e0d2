"""Printing from the door: whose badges wait, the PDF beside the window, and what was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitatore.door.actions import mark_printed
from facilitatore.errors import NotDrawable
from facilitatore.prepare.evening import read_evening
from facilitatore.sentences import say
from ui.door.lines import state_words
from ui.translations import tr

if TYPE_CHECKING:
    from pathlib import Path

    from facilitatore.door.badges.layout import Badge
    from facilitatore.door.badges.printing import PrintedBadges
    from facilitatore.door.badges.stock import Stock
    from facilitatore.door.people import Expected
    from facilitatore.prepare.model import Group
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.welcome import Welcome


class PrintRun(QObject):
    """The way of the badges onto paper.

    Signals:
        printed(str): the PDF lies there, and the guests are marked; with a sentence.
    """

    printed = Signal(str)

    def __init__(self, bridge: Bridge, page: Page, welcome: Welcome) -> None:
        """`page` is who asks, `welcome` shows the sheet and the button."""
        super().__init__(page)
        self._bridge, self._page, self._welcome = bridge, page, welcome
        self._busy = self._gone = False
        page.track(bridge.busy, self._work_ended)

    def let_go(self) -> None:
        """Forget work that is still going on: the page is about to be deleted."""
        self._gone = True

    def waiting(self) -> int:
        """Return how many badges are to be printed; none while a PDF is being made."""
        return 0 if self._busy else len(self._unprinted())

    def _unprinted(self) -> list[tuple[str, Badge]]:
        from facilitatore.door.badges.printing import badges_for

        return badges_for(self._bridge.session, only="unprinted")

    def show_waiting(self) -> None:
        """Say on the card how many wait."""
        self._welcome.printing.load()
        self._welcome.printing.set_waiting(len(self._unprinted()), busy=self._busy)

    def show_badge(self, line: Expected | None, group: Group | None) -> None:
        """Show the badge of somebody, or an empty label."""
        if line is None or not line.badge_name.strip():
            self._welcome.printing.set_chosen(None, "")
            return
        from facilitatore.door.badges.printing import badge_of

        token = line.guest.token if line.guest else line.person.token if line.person else ""
        badge = badge_of(line.badge_name, group, token)
        self._welcome.printing.set_chosen(badge, tr("{0} · {1}").format(line.badge_name, state_words(line)))

    def show_walk_in(self, name: str) -> None:
        """Show the badge of somebody who is in no list, before the group is chosen."""
        from facilitatore.door.badges.printing import badge_of

        self._welcome.printing.set_chosen(badge_of(name, None, ""), tr("{0} · non in elenco").format(name))

    def proposed_path(self) -> Path:
        """Return a name for the PDF beside the evening."""
        session = self._bridge.session
        return session.path.with_name(tr("etichette-{0}.pdf").format(read_evening(session).date))

    def print_into(self, path: Path) -> None:
        """Make the PDF beside the window; then mark who is on it."""
        found = self._unprinted()
        stock, start = self._welcome.printing.chosen_stock(), self._welcome.printing.start.value()
        evening = self._bridge.session.id
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        self._busy = True
        self._welcome.printing.set_waiting(len(found), busy=True)
        self._bridge.run_beside(
            lambda: _write(path, found, stock, start), lambda printed: self._written(evening, path, printed)
        )

    def _written(self, evening: str, path: Path, printed: PrintedBadges) -> None:
        self._busy = False
        if self._gone or not self._bridge.has_session or self._bridge.session.id != evening:
            return
        ids = printed.ids
        self._welcome.printing.used(len(ids))
        if self._bridge.do(mark_printed, ids, origin=self._page) is None:
            return
        words = tr("1 etichetta in «{0}»") if len(ids) == 1 else tr("{1} etichette in «{0}»")
        advice = tr("stampa al 100 %, senza adattare alla pagina")
        told = tr("{0}: {1}.").format(words.format(path.name, len(ids)), advice)
        if printed.missing:
            told = tr("{0} {1}").format(told, tr(say(NotDrawable(printed.missing))))
        self.printed.emit(told)

    def _work_ended(self, busy: bool) -> None:
        """Let people try again after a PDF that could not be made."""
        if self._busy and not busy:
            self._busy = False
            if self._bridge.has_session:
                self.show_waiting()


def _write(path: Path, found: list[tuple[str, Badge]], stock: Stock, start: int) -> PrintedBadges:
    """Make the PDF and bring it to the disk, whole or not at all."""
    from facilitatore.door.badges.printing import print_drawable
    from facilitatore.session.whole_file import write_whole

    printed = print_drawable(found, stock, start=start)
    write_whole(path, printed.pdf)
    return printed
