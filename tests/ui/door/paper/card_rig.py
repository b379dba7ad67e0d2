"""The corner of the door where badges are printed, by itself: the card, the run, and who would choose a file's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.door.actions import welcome_walk_in
from facilitatore.door.model import Guest
from facilitatore.door.people import read_guests
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Change
from ui.base_page import Page
from ui.bridge import Bridge
from ui.door.paper.paper_panel import PaperPanel
from ui.door.paper.print_run import PrintRun
from ui.door.paper.printing_card import PrintingCard

if TYPE_CHECKING:
    from ui.door.welcome import Welcome


class CornerPage(Page):
    """A page with nothing but the card."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.proposed: list[str] = []
        self.keys: list[int] = []
        self.card = PrintingCard()
        inside = QVBoxLayout(self.scrolling())
        inside.addWidget(self.card)
        inside.addStretch(1)

    def refresh(self, change: Change | None) -> None:
        """Show nothing else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note the keys that nobody wanted: the door's page gives them to its field."""
        self.keys.append(event.key())

    def ask_pdf_path(self, proposed: Path) -> Path | None:
        """Answer as the test says."""
        self.proposed.append(proposed.name)
        return self.path


@dataclass
class Corner:
    """The card, the run, and what they said."""

    page: CornerPage
    bridge: Bridge
    run: PrintRun
    qtbot: QtBot
    said: list[tuple[str, str]] = field(default_factory=list)
    refused: list[object] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    @property
    def card(self) -> PrintingCard:
        """The card."""
        return self.page.card

    @property
    def panel(self) -> PaperPanel:
        """The panel of paper and printer, open."""
        if self.card.panel is None or not self.card.panel.isVisible():
            self.click(self.card.paper_button)
        assert self.card.panel is not None
        return self.card.panel

    def click(self, widget: QWidget, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click the middle of a widget that is seen, or the left of one with words."""
        assert widget.isVisible()
        place = widget.rect().center()
        if isinstance(widget, QAbstractButton):
            place.setX(min(place.x(), 12))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, place)
        QApplication.processEvents()

    def fill(self, line: QLineEdit, text: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Put the words in place of those that are there, and press a key."""
        self.page.activateWindow()
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text) if text else QTest.keyClick(line, Qt.Key.Key_Backspace)
        QTest.keyClick(line, key)
        QApplication.processEvents()

    def welcome(self, *names: str) -> list[str]:
        """Let people in; return their ids."""
        before = {guest.id for guest in self.guests()}
        group = read_groups(self.bridge.session)[1].id
        for name in names:
            self.bridge.do(welcome_walk_in, name=name, group=group)
        self.run.show_waiting()
        return [guest.id for guest in self.guests() if guest.id not in before]

    def guests(self) -> list[Guest]:
        """Return who is in."""
        return read_guests(self.bridge.session)

    def waiting(self) -> list[str]:
        """Return who waits for a badge."""
        return [guest.badge_name for guest in self.guests() if guest.printed_at is None]

    def settle(self) -> None:
        """Wait until nothing goes on beside the window."""
        self.qtbot.waitUntil(lambda: not self.bridge.is_busy, timeout=10_000)
        QApplication.processEvents()

    def again(self) -> Corner:
        """Open the page anew on the same evening, as after a restart."""
        self.leave()
        return make_corner(self.bridge, self.qtbot)

    def leave(self) -> None:
        """Close the page."""
        self.page.hide()
        self.run.let_go()
        self.page.let_go()


def make_corner(bridge: Bridge, qtbot: QtBot) -> Corner:
    """Show the card of an open evening."""
    page = CornerPage()
    run = PrintRun(bridge, page, cast("Welcome", SimpleNamespace(printing=page.card)))
    corner = Corner(page, bridge, run, qtbot)
    qtbot.addWidget(page)
    run.said.connect(lambda words, kind: corner.said.append((words, kind)))
    run.printed.connect(corner.printed.append)
    bridge.refused.connect(corner.refused.append)
    page.card.print_wanted.connect(run.print_waiting)
    page.resize(842, 900)
    page.show()
    page.activateWindow()
    run.show_waiting()
    QApplication.processEvents()
    return corner


@pytest.fixture
def corner(qtbot: QtBot, tmp_path: Path, themed_app: QApplication) -> Iterator[Corner]:
    """Show the card on the first evening of Carpi."""
    bridge = Bridge()
    bridge.adopt(create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")))
    made = make_corner(bridge, qtbot)
    made.page.path = tmp_path / "etichette.pdf"
    yield made
    made.settle()
    made.leave()
    bridge.close_evening()
