"""The window: pages, keys, sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note, read_notes
from facilitatore.demo import play
from facilitatore.errors import FileMissing
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from ui.bridge import Bridge
from ui.laptop_menu import STEP, laptop_menu, plain_text_size, step_text, switch_palette
from ui.main_window import MainWindow
from ui.rooms import PAGES
from ui.settings import read_settings
from ui.theme import DARK, palette_now, text_scale_now

ALL_ROOMS = range(len(PAGES))


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication) -> Iterator[MainWindow]:
    """The window without an evening."""
    made = MainWindow(Bridge())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def bridge(window: MainWindow, tmp_path: Path) -> Bridge:
    """The window's bridge, with an evening open."""
    made = window._bridge
    made.adopt(create_evening(tmp_path / "prova.serata", find_template("carpi-2018-1")))
    return made


def test_ctrl_and_a_number_go_to_a_room(window: MainWindow, bridge: Bridge, qtbot: QtBot) -> None:
    """Each of the six pages shows itself, and the rail says so."""
    for room, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)):
        qtbot.keyClick(window.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
        assert window.current_page is window.page(room)
        assert window.rail.current() == room


def test_without_an_evening_there_is_only_the_welcome(window: MainWindow) -> None:
    """No room opens on nothing."""
    window.show_room(3)
    assert type(window.current_page).__name__ == "WelcomePage"


def test_a_problem_is_a_sentence_in_the_bar(window: MainWindow) -> None:
    """No box to close stands in the way."""
    window.show_problem(FileMissing(Path("a.serata")))
    assert "a.serata" in window.bar.text()
    assert window.bar.kind == "error"


def test_undo_says_what_it_took_back(window: MainWindow, bridge: Bridge, qtbot: QtBot) -> None:
    """Ctrl+Z anywhere outside a field takes back the last action."""
    bridge.do(add_note, group=read_groups(bridge.session)[0].id, text="Ciao")
    window.undo()
    assert read_notes(bridge.session) == []
    assert "nuova nota" in window.bar.text()
    window.redo()
    assert len(read_notes(bridge.session)) == 1


def test_the_band_follows_the_evening(window: MainWindow, bridge: Bridge) -> None:
    """A new title is seen at once."""
    bridge.do(edit_evening, title="Una serata sola")
    assert "Una serata sola" in window.windowTitle()


def test_every_control_of_every_page_has_a_name_to_be_read_aloud(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    """A screen reader finds no nameless button or field."""
    play(tmp_path / "demo", lambda _: None)
    window._bridge.open_evening(tmp_path / "demo" / "serata-unita.serata")
    assert window.reminder_bar.text() == ""  # the evening is of 2018, but its names may be kept: it was played today
    nameless = []
    for room in ALL_ROOMS:
        window.show_room(room)
        QApplication.processEvents()
        for control in window.page(room).findChildren(QWidget):
            if isinstance(control, (QAbstractButton, QLineEdit, QPlainTextEdit)) and control.isVisible():
                said = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
                own = control.objectName() == "qt_spinbox_lineedit"
                if not said and not own:
                    nameless.append((PAGES[room][1], type(control).__name__, control.objectName()))
    assert nameless == []


def test_hostile_words_are_shown_as_words(window: MainWindow, bridge: Bridge) -> None:
    """Markup in a title or a note is text on every page."""
    bridge.do(edit_evening, title="<b>Serata</b> <img src=x>")
    bridge.do(add_note, group=read_groups(bridge.session)[0].id, text="<h1>=cmd|' /C calc'!A0</h1>")
    for room in ALL_ROOMS:
        window.show_room(room)
        QApplication.processEvents()
    assert "<b>Serata</b>" in window.windowTitle()


def test_text_grows_to_double_and_colours_turn_dark(window: MainWindow, bridge: Bridge) -> None:
    """Ctrl + and Ctrl D act at once on every page, and the laptop remembers them."""
    for room in ALL_ROOMS:
        window.show_room(room)
    step_text(0.9 - STEP)
    for _ in range(4):
        step_text(STEP)
    switch_palette()
    QApplication.processEvents()
    assert text_scale_now() == 2.0
    assert palette_now() is DARK
    assert (read_settings()["text_scale"], read_settings()["dark"]) == (2.0, True)
    switch_palette()
    plain_text_size()
    assert text_scale_now() == 1.0


def test_the_menu_of_the_laptop_gives_it_a_group(window: MainWindow, bridge: Bridge) -> None:
    """One click, and the laptop works for that group."""
    menu = laptop_menu(bridge, window)
    entry = next(action for action in menu.actions() if action.text().startswith("B ·"))
    entry.trigger()
    assert bridge.job.group == read_groups(bridge.session)[1].id
    menu.deleteLater()


def test_esc_closes_what_is_said(window: MainWindow, bridge: Bridge, qtbot: QtBot) -> None:
    """Esc closes the sentence from wherever the keys go, as its cross says."""
    window.show_room(1)
    window.say("Due Andrea dentro.")
    qtbot.keyClick(window.page(1).focusProxy(), Qt.Key.Key_Escape)
    assert window.bar.text() == ""
