"""An evening from a template, a bridge and the page, shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.errors import Problem
from facilitatore.prepare.templates import create_evening, find_template
from ui.bridge import Bridge
from ui.prepare.page import PreparePage


@pytest.fixture
def write() -> Callable[..., None]:
    """Type a text over what is selected, with its accents, then Enter: qtbot's own way aborts outside ASCII."""

    def send(field: QWidget, text: str, *, over: bool = True, enter: bool = True) -> None:
        field.setFocus()
        if over:
            field.selectAll()
        for letter in text:
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
        if enter:
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            QApplication.sendEvent(field, key)

    return send


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Bridge]:
    """The first evening of Carpi, open."""
    bridge = Bridge()
    bridge.adopt(create_evening(tmp_path / "prova.serata", find_template("carpi-2018-1")))
    yield bridge
    bridge.close_evening()


@pytest.fixture
def refused(bridge: Bridge) -> list[Problem]:
    """What the world refused."""
    problems: list[Problem] = []
    bridge.refused.connect(problems.append)
    return problems


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> PreparePage:
    """The page at the size it has on a small laptop."""
    page = PreparePage(bridge)
    qtbot.addWidget(page)
    page.resize(1198, 704)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page
