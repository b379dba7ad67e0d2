"""Promises to somebody of the list without a group, where each arrival prints: the badge comes out once, with the group."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facilitatore.door.people import read_persons
from facilitatore.session import new
from tests.ui.door.conftest import Door
from tests.ui.door.paper.cups import BROTHER, Cups, wait_for_job
from ui.door.field import CHOOSING, NAMING, SEARCHING
from ui.door.keys import KeyWish
from ui.settings import change_settings


@pytest.fixture
def out(door: Door, cups: Cups, qtbot: QtBot) -> Path:
    """Give the door a label printer; return the folder where its labels come out."""
    folder = cups.add_queue("rotolo", *BROTHER)
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    door.page.refresh(None)
    return folder


def settle(door: Door, qtbot: QtBot) -> None:
    """Wait until nothing goes on beside the window."""
    qtbot.waitUntil(lambda: not door.bridge.is_busy, timeout=10_000)


def test_group_first(door: Door, out: Path, qtbot: QtBot) -> None:
    """Enter asks for the group and prints nothing; a figure lets in and prints one badge, with the group on it."""
    door.type("cater")
    door.enter()
    card = door.page.welcome.walk_in
    assert (door.page.field.mode, door.guests()) == (CHOOSING, [])
    assert (card.isVisible(), card.heading.text()) == (True, "In quale gruppo va Caterina?")
    assert "Khomenko" in card.words.text()
    assert card.proposal.isVisible()
    assert not card.unrecorded.isVisible()
    door.digit(3)
    assert (door.group_keys(), door.page.field.mode, door.page.field.text()) == (["C"], SEARCHING, "")
    job = wait_for_job(out, 1)
    settle(door, qtbot)
    assert len(list(out.glob("*.pdf"))) == 1
    assert len(pypdfium2.PdfDocument(job)) == 1
    (guest,) = door.guests()
    assert (guest.walk_in, guest.printed_at is not None) == (False, True)


def test_by_letter_or_mouse(door: Door, out: Path, qtbot: QtBot) -> None:
    """A letter does it too, and a click on the group."""
    door.type("cater")
    door.enter()
    door.press(Qt.Key.Key_A, "a")
    door.wait()
    door.type("andrea")
    door.enter()
    card = door.page.welcome.walk_in
    button = next(one for one in card.findChildren(type(card.back)) if one.text().startswith("B "))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert door.group_keys() == ["A", "B"]
    settle(door, qtbot)


def test_enter_again(door: Door, out: Path, qtbot: QtBot) -> None:
    """Enter again lets in without a group, and prints."""
    door.type("cater")
    door.enter()
    door.enter()
    assert door.group_keys() == [None]
    wait_for_job(out, 1)
    settle(door, qtbot)


def test_back(door: Door, out: Path) -> None:
    """Esc goes back to the words and the line that was chosen; nobody is in, and the next walk-in is another."""
    door.type("andrea")
    door.press(Qt.Key.Key_Down)
    chosen = door.page.desk.chosen()
    door.enter()
    door.press(Qt.Key.Key_Escape)
    assert (door.page.field.mode, door.page.field.text(), door.guests()) == (SEARCHING, "andrea", [])
    assert door.page.desk.chosen() == chosen
    door.press(Qt.Key.Key_F2)
    assert "Andrea non è in elenco" in door.page.welcome.walk_in.heading.text()
    assert door.page.welcome.walk_in.unrecorded.isVisible()


def test_not_asked(door: Door, out: Path, qtbot: QtBot) -> None:
    """Whoever chose a group is let in and printed with one Enter; so is who is sent to a group with Alt."""
    door.arrive("khad")
    door.type("cater")
    door.digit(1, alt=True)
    assert door.group_keys() == ["B", "A"]
    wait_for_job(out, 2)
    settle(door, qtbot)


def test_printed_later(door: Door) -> None:
    """Where badges are printed together Enter lets in at once."""
    assert door.arrive("cater").group is None
    assert door.page.field.mode == SEARCHING


def test_key_says_so(door: Door, out: Path) -> None:
    """The words of Enter say that the group is asked for."""

    def words() -> list[str]:
        return [str(one.accessibleName()) for one in door.page.welcome.keys.findChildren(KeyWish)]

    door.type("cater")
    assert "accogli: quale gruppo?" in words()
    door.press(Qt.Key.Key_Escape)
    door.type("khad")
    assert "accogli e stampa" in words()


def test_no_trace_is_for_others(door: Door, out: Path) -> None:
    """F8 at the question says how it is done for others, and goes on asking."""
    door.type("cater")
    door.enter()
    door.function(8)
    assert "F8" in door.last_said()
    assert door.page.welcome.walk_in.heading.text() == "In quale gruppo va Caterina?"
    assert door.page.field.mode == CHOOSING


def test_scanned(door: Door, out: Path, qtbot: QtBot) -> None:
    """A badge printed beforehand without a group asks for it too."""
    assert door.bridge.register is not None
    (person,) = (one for one in read_persons(door.bridge.register) if one.first_name == "Caterina")
    door.scan(person.token)
    assert (door.page.field.mode, door.guests()) == (CHOOSING, [])
    door.digit(2)
    assert door.group_keys() == ["B"]
    settle(door, qtbot)


def test_without_a_name(door: Door, out: Path, qtbot: QtBot) -> None:
    """Whose first name nobody knows is asked for the name, then for the group."""
    assert door.bridge.register is not None
    door.bridge.register.record("import_people", new("person", family_name="Zagni", token="ZAGNI2345678"))  # noqa: S106 - of a badge
    door.page.refresh(None)
    door.type("zagni")
    door.enter()
    assert door.page.field.mode == NAMING
    door.type("lia")
    door.enter()
    assert door.page.welcome.walk_in.heading.text() == "In quale gruppo va Lia?"
    door.digit(1)
    assert ([guest.badge_name for guest in door.guests()], door.group_keys()) == (["Lia"], ["A"])
    settle(door, qtbot)
