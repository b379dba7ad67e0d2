"""The program of a double click: no terminal to write to, capitals in the ending, files that come as events."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session.places import state_folder
from ui.bridge import Bridge
from ui.opened_files import OpenedFiles

PATIENCE_S = 60

WINDOWED = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from ui.__main__ import main

said = []

def window():
    return next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "MainWindow")

def fail():
    QTimer.singleShot(0, look)
    raise RuntimeError("un errore nostro")

def look():
    said.append(window().bar.text())
    said.append(window()._bridge.has_session)
    window().leave()

QMessageBox.exec = lambda box: said.append(box.text())
QTimer.singleShot(0, lambda: QTimer.singleShot(300, fail))
out, sys.stdout, sys.stderr = sys.stdout, None, None
code = main(sys.argv[1:])
out.write(json.dumps([code, *said]))
out.flush()
"""


def windowed(*arguments: object) -> list[object]:
    """Start the program without a terminal; return its exit code and what it said on the screen."""
    command = [sys.executable, "-c", WINDOWED, *map(str, arguments)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, encoding="utf-8", timeout=PATIENCE_S
    )
    said: list[object] = json.loads(done.stdout)
    return said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make an evening whose ending is in capitals, as some programs of Windows write names."""
    create_evening(tmp_path / "x.serata", find_template("carpi-2018-1")).close()
    return (tmp_path / "x.serata").rename(tmp_path / "X.SERATA")


def test_without_a_terminal_a_bug_is_written_down_and_said(path: Path) -> None:
    """The evening of the double click, in capitals, is open, and the window goes on after the bug."""
    code, sentence, is_open = windowed(path)
    assert (code, is_open) == (0, True)
    assert "errore del programma, non tuo" in str(sentence)
    assert "RuntimeError: un errore nostro" in (state_folder() / "errors.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"), [(["merge", "a.serata"], "facilitatore-comandi"), (["a.serata", "b.serata"], "alla volta")]
)
def test_without_a_terminal_a_refusal_is_shown(arguments: list[str], says: str) -> None:
    """What would stand on the terminal stands in a window."""
    code, sentence = windowed(*arguments)
    assert code == 2
    assert says in str(sentence)


def test_a_file_that_the_system_asks_to_open_is_opened(path: Path, themed_app: QApplication, qtbot: QtBot) -> None:
    """A double click on macOS comes as an event to the application."""
    bridge = Bridge()
    files = OpenedFiles(bridge.open_evening, themed_app)
    themed_app.installEventFilter(files)
    try:
        with qtbot.waitSignal(bridge.opened):
            QApplication.sendEvent(themed_app, QFileOpenEvent(str(path)))
        assert bridge.session.path == path
    finally:
        themed_app.removeEventFilter(files)
        bridge.close_evening()
