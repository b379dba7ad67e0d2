"""The door of one evening on two laptops, a group's own door, and what is there when all are joined."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.people import read_guests, read_persons
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.session import Session
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_files
from facilitatore.session.register_place import register_path
from facilitatore.synthesis.overview import read_synthesis
from ui.bridge import Bridge
from ui.door.field import SEARCHING
from ui.jobs import DOOR, Job
from ui.main_window import MainWindow

ACCOGLI = 1


class Laptop:
    """One laptop with the window open on its file."""

    def __init__(self, qtbot: QtBot, file: Path) -> None:
        """Open the file and show Accogli."""
        self.bridge, self.qtbot = Bridge(), qtbot
        self.window = MainWindow(self.bridge)
        qtbot.addWidget(self.window)
        self.window.show()
        assert self.bridge.open_evening(file)
        if not file.name.startswith("gruppo"):
            self.bridge.set_job(Job(DOOR))
        self.window.show_room(ACCOGLI)
        self.page = self.window.page(ACCOGLI)
        self.window.activateWindow()
        self.page.field.setFocus()

    def press(self, key: int, text: str = "") -> None:
        """Press a key in the field."""
        QApplication.sendEvent(
            self.page.field, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        )

    def line(self, text: str) -> None:
        """Type a line and Enter."""
        for letter in text:
            self.press(0, letter)
        self.press(Qt.Key.Key_Return, "\r")

    def walk_in(self, name: str, figure: int) -> None:
        """Let in somebody who is in no list, as quickly as that is done."""
        for letter in name:
            self.press(0, letter)
        self.press(Qt.Key.Key_F2)
        self.press(int(Qt.Key.Key_0) + figure, str(figure))
        self.qtbot.waitUntil(lambda: self.page.field.mode == SEARCHING)

    def close(self) -> None:
        """Close the window and give the files back."""
        self.window.close()


def test_two_doors_and_a_group(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> None:
    """Who came in at one door or the other, or at both, is there once; the group counts whom it saw; no family name."""
    door, other, group = (tmp_path / f"{name}.serata" for name in ("accoglienza", "accoglienza-2", "gruppo-C"))
    tokens, families = prepare(door, other, group)

    first = Laptop(qtbot, door)
    for name in ("guilia malagoli", "mussini adelmo", "ayesha k"):
        first.line(name)
    first.walk_in("Niccolò", 2)
    first.press(Qt.Key.Key_F3)
    first.line("Nico")
    assert [guest.badge_name for guest in read_guests(first.bridge.session)] == ["Giulia", "Adelmo", "Ayesha", "Nico"]
    first.close()

    second = Laptop(qtbot, other)
    for name in ("ayesha khan", "zanni"):
        second.line(name)
    second.walk_in("Ines", 1)
    second.close()

    there = Laptop(qtbot, group)
    for token in (tokens["Luca"], tokens["Ayesha"], tokens["Luca"]):
        there.line(token)
    assert there.page.figures.present.text() == "2"
    there.close()

    for name, files in (("uno", [door, other, group]), ("due", [group, other, door])):
        target = tmp_path / f"{name}.serata"
        join_files(files, target)
        check(target, families)


def prepare(door: Path, other: Path, group: Path) -> tuple[dict[str, str], set[str]]:
    """Make an evening with a list for two doors and one group; return tokens by first name, and the family names."""
    with create_evening(door, find_template("carpi-2018-1")) as evening:
        with create_register(evening, register_path(door)) as register:
            import_for_evening(evening, register, plan_import(evening, register, resource_path("sample", "people.csv")))
            persons = read_persons(register)
        for copy in (other, group):
            copy_facts(evening.all_facts(), copy)
    shutil.copy(register_path(door), register_path(other))
    return {one.first_name: one.token for one in persons}, {one.family_name for one in persons}


def check(joined: Path, families: set[str]) -> None:
    """Look at the joined file: everybody once, the group that saw them, nobody's family name, nothing to decide."""
    session = Session.look(joined)
    c = read_groups(session)[2].id
    guests = {guest.badge_name: guest for guest in read_guests(session)}
    assert sorted(guests) == ["Adelmo", "Ayesha", "Giulia", "Ines", "Luca", "Nico"]
    assert (guests["Luca"].where, guests["Ayesha"].where) == (c, c)
    assert read_synthesis(session).figures.guests == len(guests)
    written = joined.read_bytes()
    assert not [family for family in families if len(family) > 5 and family.encode() in written]
    assert session.conflicts() == []
