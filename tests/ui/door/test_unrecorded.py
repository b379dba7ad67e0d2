"""Promises to whoever asks not to be written down: a badge, and nothing anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.door.field import CHOOSING, SEARCHING
from ui.door.page import DoorPage

NAME = "Zoraide"


def files_with(folder: Path, name: str) -> list[str]:
    """Return the files below a folder, the home of the test included, in which a name can be read."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            content = path.read_bytes().lower()
            wanted = (name.lower().encode(), name.lower().encode("utf-16-le"))
            found += [path.name for one in wanted if one in content]
    return found


def test_no_trace(door, qtbot: QtBot, tmp_path: Path, monkeypatch) -> None:
    """F2, F8 and a group make a badge; no file of the program has the name, neither before printing nor after."""
    monkeypatch.setattr(DoorPage, "ask_pdf_path", lambda _page, _proposed: tmp_path / "etichette.pdf")
    facts = door.bridge.session.fact_count
    door.type(NAME)
    door.function(2)
    door.function(8)
    door.digit(2)
    assert (door.page.field.mode, door.page.field.text()) == (SEARCHING, "")
    assert NAME not in door.last_said()
    assert files_with(tmp_path, NAME) == []
    door.page.print_badges()
    qtbot.waitUntil(lambda: not door.bridge.is_busy)
    assert (tmp_path / "etichette.pdf").exists()
    assert (door.guests(), door.bridge.session.fact_count) == ([], facts)
    door.arrive("khad")
    door.bridge.session.back_up()
    assert files_with(tmp_path, NAME) == []
    assert files_with(tmp_path, "khadija"), "the test can see names where there are some"


def test_no_trace_of_the_family_name_either(door, qtbot: QtBot, tmp_path: Path, monkeypatch) -> None:
    """Of a family name typed with the first one nothing goes on the badge."""
    monkeypatch.setattr(DoorPage, "ask_pdf_path", lambda _page, _proposed: tmp_path / "etichette.pdf")
    made = []
    monkeypatch.setattr(door.page.printing, "print_unrecorded", lambda name, group: made.append((name, group)))
    door.type("Anna Ferrari")
    door.function(2)
    door.function(8)
    door.enter()
    assert made == [("Anna", None)]


def test_changed_mind(door) -> None:
    """F8 twice is a guest as always; Esc forgets that a badge without a trace was asked for."""
    door.type("Ines")
    door.function(2)
    door.function(8)
    assert "Non si scrive niente" in door.page.welcome.walk_in.words.text()
    door.function(8)
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Ines"]
    door.type("Remo")
    door.function(2)
    door.function(8)
    door.press(Qt.Key.Key_Escape)
    door.function(2)
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Ines", "Remo"]


def test_f8_from_the_search(door) -> None:
    """F8 on a name that is in no list asks for the group of a badge without a trace; without a name, for the name."""
    door.type(NAME)
    door.function(8)
    assert door.page.field.mode == CHOOSING
    door.enter()
    assert door.guests() == []
    door.function(8)
    door.type(NAME)
    door.enter()
    assert NAME in door.page.welcome.walk_in.heading.text()
    door.enter()
    assert door.guests() == []


def test_f8_on_who_is_in_the_list(door) -> None:
    """On somebody of the list F8 says how it is done, and changes nothing."""
    door.type("khad")
    door.function(8)
    assert "F8" in door.last_said()
    assert (door.guests(), door.page.field.mode) == ([], SEARCHING)


def test_by_mouse(door, qtbot: QtBot) -> None:
    """The buttons of the question do what the keys do."""
    card = door.page.welcome.walk_in
    door.type("Ines")
    qtbot.mouseClick(door.page.welcome.walk_in_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.unrecorded, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.back, Qt.MouseButton.LeftButton)
    assert (door.page.field.mode, door.page.field.text()) == (SEARCHING, "Ines")
    qtbot.mouseClick(door.page.welcome.walk_in_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.without_group, Qt.MouseButton.LeftButton)
    assert [guest.badge_name for guest in door.guests()] == ["Ines"]
