"""Promises to badges of whom nothing is written: no window closes over them unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.prepare.templates import create_evening, find_template
from ui.bridge import Bridge
from ui.door.page import DoorPage
from ui.main_window import MainWindow

DOOR_ROOM = 1
ONE = "1 etichetta senza traccia aspetta la stampa: Ctrl P la stampa, chiudi ancora per lasciarla."


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """Show the window at the door of an evening."""
    bridge = Bridge()
    bridge.adopt(create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")))
    made = MainWindow(bridge)
    qtbot.addWidget(made)
    made.show()
    made.show_room(DOOR_ROOM)
    yield made
    qtbot.waitUntil(lambda: not bridge.is_busy)
    while made.isVisible():
        made.close()


def door_of(window: MainWindow) -> DoorPage:
    """Return the page of the door."""
    page = window.page(DOOR_ROOM)
    assert isinstance(page, DoorPage)
    return page


def test_asked_once(window: MainWindow) -> None:
    """The first close is refused with a sentence, wherever one is; the second goes through."""
    door_of(window).printing.print_unrecorded("Zoraide", None)
    window.show_room(0)
    assert not window.close()
    assert (window.bar.text(), window.bar.kind) == (ONE, "warning")
    assert window.current_page is door_of(window), "Ctrl P prints there"
    assert window.isVisible()
    assert window.close()


def test_another_badge_asks_again(window: MainWindow) -> None:
    """A badge made after the first close is asked about."""
    door_of(window).printing.print_unrecorded("Zoraide", None)
    assert not window.close()
    door_of(window).printing.print_unrecorded("Amina", None)
    assert not window.close()
    assert window.bar.text().startswith("2 etichette senza traccia aspettano la stampa: Ctrl P le stampa")


def test_printed(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the badges out the window closes at once."""
    monkeypatch.setattr(DoorPage, "ask_pdf_path", lambda _page, _proposed: tmp_path / "etichette.pdf")
    page = door_of(window)
    page.printing.print_unrecorded("Zoraide", None)
    page.print_badges()
    qtbot.waitUntil(
        lambda: (tmp_path / "etichette.pdf").exists() and page.printing.waiting() == 0 and not page._bridge.is_busy
    )
    assert window.close()


def test_nothing_to_lose(window: MainWindow) -> None:
    """Whoever is written down keeps no window open."""
    page = door_of(window)
    page.field.setText("Ines")
    page.field.walk_in_wanted.emit()
    page.field.entered.emit()
    assert page.printing.waiting() == 1
    assert window.close()


def test_another_evening(window: MainWindow, tmp_path: Path) -> None:
    """Opening another evening asks as well: this one ends with it."""
    other = create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1"))
    other.close()
    bridge = door_of(window)._bridge
    door_of(window).printing.print_unrecorded("Zoraide", None)
    assert not bridge.open_evening(tmp_path / "altra.serata")
    assert bridge.session.path.name == "serata.serata"
    assert window.bar.text() == ONE
    assert bridge.open_evening(tmp_path / "altra.serata")
    assert bridge.session.path.name == "altra.serata"
