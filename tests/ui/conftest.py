"""A keyboard that knows accents, and a real bridge with a real evening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from ui.bridge import Bridge
from ui.jobs import GROUP, Job


@pytest.fixture
def type_text(themed_app: QApplication) -> Callable[[str], None]:
    """Type where the focus is, with accents: qtbot's own way aborts the process at a letter outside ASCII."""

    def type_letters(text: str) -> None:
        for letter in text:
            target = QApplication.focusWidget()
            assert target is not None, "nobody has the focus"
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)
        themed_app.processEvents()

    return type_letters


@pytest.fixture
def press(qtbot: QtBot, themed_app: QApplication) -> Callable[..., None]:
    """Press keys one after the other where the focus is; shortcuts work."""

    def press_keys(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None, "nobody has the focus"
            qtbot.keyClick(target, key, held)
            themed_app.processEvents()

    return press_keys


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Bridge]:
    """Open an evening of three groups, on the laptop of group A."""
    made = Bridge()
    made.adopt(create_evening(tmp_path / "prova.serata", find_template("carpi-2018-1")))
    made.set_job(Job(GROUP, read_groups(made.session)[0].id))
    yield made
    made.close_evening()
