"""Promises to words that are being typed when the program ends without being asked: killed, stopped, logged off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitatore.capture.notes import read_notes
from facilitatore.prepare.evening import find_group, read_ground_rules
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session
from facilitatore.session.drafts import read_drafts
from facilitatore.session.places import was_writing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind there")

WORDS = "Un taxi da Fossoli, anche di notte"
PATIENCE_S = 60
"""Until a test gives up on a program that does nothing; nothing is measured."""

PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtCore import Qt, QEvent, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from ui.__main__ import get_ready
get_ready()
from ui.app import open_window

def window():
    return next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "MainWindow")

def write_in(field, text):
    field.setFocus()
    for letter in text:
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))

def begin():
    if sys.argv[2] == "look":
        entry = window().page(3).notes.entry
        print(json.dumps([entry.field.text(), window().bar.text()]), flush=True)
        window().leave()
        return
    if sys.argv[2] == "rule":
        window().show_room(0)
        QApplication.processEvents()
        field = window().page(0).rules._rows[0].field
        field.selectAll()
    else:
        field = window().page(3).notes.entry.field
    write_in(field, sys.argv[3])
    print("typed", flush=True)

QTimer.singleShot(0, lambda: QTimer.singleShot(300, begin))
sys.exit(open_window(Path(sys.argv[1])))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make the evening of a group's laptop, whose first page is the one of the notes."""
    create_evening(tmp_path / "gruppo-A.serata", find_template("carpi-2018-1")).close()
    return tmp_path / "gruppo-A.serata"


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    """Keep the programs that a test started, and end those that are left."""
    running: list[subprocess.Popen[str]] = []
    yield running
    for program in running:
        program.kill()
        program.communicate()


def start(path: Path, what: str, words: str = "") -> subprocess.Popen[str]:
    """Start the program in a process of its own, in the home of the test."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path), what, words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def type_in(started: list[subprocess.Popen[str]], path: Path, what: str = "note") -> subprocess.Popen[str]:
    """Start the program, type the words in a field, press nothing."""
    program = start(path, what, WORDS)
    started.append(program)
    assert program.stdout is not None
    assert program.stdout.readline() == "typed\n"
    return program


def look(path: Path) -> tuple[str, str]:
    """Start the program again; return what stands in the line of the notes, and what is said."""
    out, errors = start(path, "look").communicate(timeout=PATIENCE_S)
    assert "Traceback" not in errors
    field, said = json.loads(out)
    return field, said


def test_killed_after_a_pause(path: Path, started: list[subprocess.Popen[str]]) -> None:
    """Once the words are on the disk, which no key asks for, a kill takes nothing; they stand in their field again."""
    with Session.look(path) as session:
        session_id = session.id
    program = type_in(started, path)
    given_up = time.monotonic() + PATIENCE_S
    while not any(WORDS in draft.get("text", "") for draft in read_drafts(path, session_id).values()):
        assert time.monotonic() < given_up, "half a note was never written"
        time.sleep(0.05)
    program.send_signal(signal.SIGKILL)
    program.wait()
    field, said = look(path)
    assert field == WORDS
    assert "Ritrovato" in said
    with Session.look(path) as session:
        assert read_notes(session, find_group(session, "A").id) == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_told_to_stop(name: str, path: Path, started: list[subprocess.Popen[str]]) -> None:
    """The window closes as when somebody closes it: no traceback, the file is given back, half a note found again."""
    program = type_in(started, path)
    program.send_signal(getattr(signal, name))
    _, errors = program.communicate(timeout=PATIENCE_S)
    assert (program.returncode, errors.replace("This plugin does not support propagateSizeHints()\n", "")) == (0, "")
    assert not was_writing(path)
    Session.open(path).close()
    assert look(path)[0] == WORDS


def test_told_to_stop_with_the_cursor_in_a_rule(path: Path, started: list[subprocess.Popen[str]]) -> None:
    """What closing the window would write is written."""
    type_in(started, path, "rule").send_signal(signal.SIGTERM)
    started[0].communicate(timeout=PATIENCE_S)
    with Session.look(path) as session:
        assert read_ground_rules(session)[0].text == WORDS
