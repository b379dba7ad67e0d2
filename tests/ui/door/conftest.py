"""The door of a real evening, driven by the keys a person presses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.model import Guest
from facilitatore.door.people import read_guests, read_persons
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import new
from facilitatore.session.register_place import register_path
from ui.bridge import Bridge
from ui.door.field import HOLD_MS
from ui.door.page import DoorPage

LIST = """Nome,Cognome,Telefono,Gruppo
Khadija,Benali,3330000011,Riconoscimento ruolo caregiver
Khalid,Ouahbi,3330000012,Casa della salute
Caterina,Khomenko,3330000013,
Andrea,Ferrari,3330000014,
Andrea,Ferrari,3330000025,
"""


@dataclass
class Door:
    """The page and what it said."""

    page: DoorPage
    bridge: Bridge
    said: list[tuple[str, str]] = field(default_factory=list)
    refused: list[object] = field(default_factory=list)

    def type(self, text: str) -> None:
        """Type letters into whatever has the focus."""
        for letter in text:
            self.press(0, letter)

    def press(
        self,
        key: int,
        text: str = "",
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press one key where the focus is."""
        target = QApplication.focusWidget() or self.page
        QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, held, text))

    def enter(self) -> None:
        """Press Enter."""
        self.press(Qt.Key.Key_Return, "\r")

    def digit(self, number: int, *, alt: bool = False) -> None:
        """Press a figure, with Alt or alone."""
        held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        self.press(int(Qt.Key.Key_0) + number, str(number), held)
        self.wait()

    def wait(self) -> None:
        """Let the time go by in which a figure might have been a scanner's first."""
        while self.page.field._hold.isActive():
            QTest.qWait(HOLD_MS)

    def scan(self, token: str) -> None:
        """Read a badge: a scanner types it and Enter, quicker than any hand."""
        self.type(token)
        self.enter()

    def function(self, number: int) -> None:
        """Press a function key."""
        self.press(int(Qt.Key.Key_F1) + number - 1)

    def undo(self) -> None:
        """Press Ctrl+Z."""
        self.press(Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)

    def arrive(self, name: str) -> Guest:
        """Type a name and Enter; return who is in now with it."""
        self.type(name)
        self.enter()
        return self.guests()[-1]

    def last_said(self) -> str:
        """Return the last sentence, empty when there was none."""
        return self.said[-1][0] if self.said else ""

    def names(self) -> list[str]:
        """Return the names in the list."""
        lines = (self.page.lines.line(row) for row in range(self.page.lines.rowCount()))
        return [line.badge_name for line in lines if line]

    def guests(self) -> list[Guest]:
        """Return who is in."""
        return read_guests(self.bridge.session)

    def group_keys(self) -> list[str | None]:
        """Return the letters of the guests' groups."""
        keys = {group.id: group.key for group in read_groups(self.bridge.session)}
        return [keys.get(guest.group or "") for guest in self.guests()]


@pytest.fixture
def empty_door(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> Iterator[Door]:
    """Show the door of the first evening of Carpi, without a register."""
    bridge = Bridge()
    bridge.adopt(create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")))
    page = DoorPage(bridge)
    door = Door(page, bridge)
    qtbot.addWidget(page)
    bridge.changed.connect(page.changed)
    bridge.refused.connect(door.refused.append)
    page.said.connect(lambda text, kind: door.said.append((text, kind)))
    page.resize(1198, 704)
    page.show()
    page.activateWindow()
    page.field.setFocus()
    QApplication.processEvents()
    yield door
    qtbot.waitUntil(lambda: not bridge.is_busy)
    page.hide()
    page.let_go()
    bridge.close_evening()


@pytest.fixture
def people_list(tmp_path: Path) -> Path:
    """Write a list of five persons."""
    path = tmp_path / "elenco.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def door(empty_door: Door, people_list: Path) -> Door:
    """Give that door a register with five persons."""
    session = empty_door.bridge.session
    register = create_register(session, register_path(session.path))
    import_for_evening(session, register, plan_import(session, register, people_list))
    empty_door.bridge.adopt_register(register)
    return empty_door


ROSA = {
    "written": "ROSA Anna",
    "choices": [["Anna", "Rosa"], ["Rosa", "Anna"], ["Rosa Anna", ""]],
    "why": "split_unsure",
}


def add(door: Door, question: dict[str, object], group: str = "") -> None:
    """Add somebody in question to the register."""
    choices = question["choices"]
    first, family = choices[0] if choices else ("", "")
    asked = {"evening": read_evening(door.bridge.session).date, "group": group}
    person = new(
        "person",
        first_name=first,
        family_name=family,
        token=f"ASKED{len(read_persons(door.bridge.register))}345678",
        registrations=[asked],
        in_question=question,
    )
    door.bridge.register.record("import_people", person)
    door.page.refresh(None)


@pytest.fixture
def asked(door: Door) -> Door:
    """Give the door somebody of the second group who is Anna or Rosa."""
    add(door, ROSA, read_groups(door.bridge.session)[1].title)
    return door


def in_register(door: Door) -> tuple[str, str, bool]:
    """Return badge, family name and whether there is still a question, of who is or was in question."""
    (person,) = (one for one in read_persons(door.bridge.register) if one.token.startswith("ASKED"))
    return person.badge_name, person.family_name, person.question is not None
