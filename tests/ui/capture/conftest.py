"""A real evening, a real bridge and the page on which its notes are typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from ui.bridge import Bridge
from ui.capture.page import CapturePage
from ui.jobs import GROUP, Job


class Keyboard:
    """Types: qtbot's own way aborts the process at a letter outside ASCII."""

    def type(self, text: str, widget: QWidget | None = None) -> None:
        """Type a text into a widget, or where the focus is."""
        for letter in text:
            self._send(widget, 0, Qt.KeyboardModifier.NoModifier, letter)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = "") -> None:
        """Press a key where the focus is."""
        self._send(None, int(key), held, text)

    def _send(self, widget: QWidget | None, key: int, held: Qt.KeyboardModifier, text: str) -> None:
        target = widget or QApplication.focusWidget()
        assert target is not None, "nobody has the focus"
        QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, held, text))
        QApplication.processEvents()


@pytest.fixture
def keyboard() -> Keyboard:
    """The keyboard."""
    return Keyboard()


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Bridge]:
    """An open evening of three groups, on the laptop of group A."""
    made = Bridge()
    made.adopt(create_evening(tmp_path / "prova.serata", find_template("carpi-2018-1")))
    made.set_job(Job(GROUP, read_groups(made.session)[0].id))
    yield made
    made.close_evening()


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, themed_app: QApplication) -> CapturePage:
    """The page, shown, with the focus in the entry field."""
    made = CapturePage(bridge)
    qtbot.addWidget(made)
    bridge.changed.connect(made.changed)
    made.resize(1198, 704)
    made.show()
    made.activateWindow()
    made.focus_entry()
    themed_app.processEvents()
    return made
