"""A door whose register is closed with a passphrase, or broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.people import read_persons
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import keys
from facilitatore.session.cipher import set_passphrase
from facilitatore.session.register_place import register_path
from tests.ui.door.conftest import Door
from ui.bridge import Bridge
from ui.door.page import DoorPage
from ui.door.register.panel import RegisterPanel

PHRASE = "quattro gatti sul tetto"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys in few rounds: what costs a thief days costs a test seconds."""
    monkeypatch.setattr(keys, "ITERATIONS", 1000)


@pytest.fixture
def evening_file(tmp_path: Path, people_list: Path) -> Path:
    """Write an evening with a register of five persons beside it, both closed files."""
    path = tmp_path / "accoglienza.serata"
    with (
        create_evening(path, find_template("carpi-2018-1")) as session,
        create_register(session, register_path(path)) as register,
    ):
        import_for_evening(session, register, plan_import(session, register, people_list))
    return path


@pytest.fixture
def opened(qtbot: QtBot, themed_app: QApplication, evening_file: Path) -> Iterator[list[Door]]:
    """Give a list into which `open_door` puts what it opened, so that it is closed at the end."""
    doors: list[Door] = []
    yield doors
    for door in doors:
        qtbot.waitUntil(lambda door=door: not door.bridge.is_busy)
        door.page.hide()
        door.page.let_go()
        door.bridge.close_evening()


def open_door(doors: list[Door], qtbot: QtBot, path: Path) -> Door:
    """Open the evening at `path` and show its door, as the window does."""
    bridge = Bridge()
    door = Door(DoorPage(bridge), bridge)
    doors.append(door)
    qtbot.addWidget(door.page)
    bridge.refused.connect(door.refused.append)
    bridge.changed.connect(door.page.changed)
    door.page.said.connect(lambda text, kind: door.said.append((text, kind)))
    assert bridge.open_evening(path)
    door.page.resize(1198, 704)
    door.page.show()
    door.page.activateWindow()
    QApplication.processEvents()
    return door


@pytest.fixture
def closed_door(opened: list[Door], qtbot: QtBot, evening_file: Path) -> Door:
    """Open an evening whose register is closed with `PHRASE`."""
    set_passphrase(register_path(evening_file), "", PHRASE)
    return open_door(opened, qtbot, evening_file)


@pytest.fixture
def broken_door(opened: list[Door], qtbot: QtBot, evening_file: Path) -> Door:
    """Open an evening whose register is cut in the middle; this laptop has a copy of it."""
    register = register_path(evening_file)
    door = open_door(opened, qtbot, evening_file)
    door.bridge.close_evening()
    opened.remove(door)
    door.page.hide()
    door.page.let_go()
    register.write_bytes(register.read_bytes()[:6000])
    return open_door(opened, qtbot, evening_file)


@pytest.fixture
def visited(opened: list[Door], qtbot: QtBot, evening_file: Path) -> Door:
    """Open the panel of a register of five persons, of whom Khadija is in."""
    door = open_door(opened, qtbot, evening_file)
    door.arrive("kha")
    door.page.figures.register_button.click()
    QApplication.processEvents()
    return door


def panel_of(door: Door) -> RegisterPanel:
    """Return the panel."""
    return door.page.register.panel


def families(door: Door) -> set[str]:
    """Return the family names in the register."""
    assert door.bridge.register is not None
    return {person.family_name for person in read_persons(door.bridge.register)}


@pytest.fixture
def empty_register(opened: list[Door], qtbot: QtBot, tmp_path: Path) -> Door:
    """Open the panel of a register into which no list was imported yet."""
    path = tmp_path / "porta.serata"
    with create_evening(path, find_template("carpi-2018-1")) as session:
        create_register(session, register_path(path)).close()
    door = open_door(opened, qtbot, path)
    door.page.register.visit()
    return door
