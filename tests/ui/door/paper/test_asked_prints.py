"""Promises to somebody whose name is asked, where each arrival prints: one badge, with the name that was said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.door.conftest import ROSA, Door, add, in_register
from tests.ui.door.paper.cups import BROTHER, Cups, wait_for_job
from ui.door.field import CHOOSING, SEARCHING
from ui.settings import change_settings


@pytest.fixture
def out(asked: Door, cups: Cups) -> Path:
    """Give the door a label printer; return the folder where its labels come out."""
    folder = cups.add_queue("rotolo", *BROTHER)
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    asked.page.refresh(None)
    return folder


def test_one_key_prints(asked: Door, out: Path, qtbot: QtBot) -> None:
    """The answer lets in and prints; what it does is said before."""
    asked.type("rosa")
    asked.enter()
    assert (
        asked.page.welcome.name_card.does.text() == "Un tasto: entra, si stampa, e resta scritto per le altre serate."
    )
    asked.digit(1)
    wait_for_job(out, 1)
    qtbot.waitUntil(lambda: not asked.bridge.is_busy, timeout=10_000)
    assert asked.guests()[0].printed_at is not None


def test_then_the_group(door: Door, cups: Cups, qtbot: QtBot) -> None:
    """Who has no group is asked for the name and then for the group; Esc there writes nothing at all."""
    folder = cups.add_queue("rotolo", *BROTHER)
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    add(door, ROSA)
    door.type("rosa")
    door.enter()
    door.digit(2)
    assert (door.page.field.mode, door.guests(), in_register(door)[2]) == (CHOOSING, [], True)
    assert door.page.welcome.walk_in.heading.text() == "In quale gruppo va Rosa?"
    door.press(Qt.Key.Key_Escape)
    assert (door.page.field.mode, door.page.field.text(), in_register(door)[2]) == (SEARCHING, "rosa", True)
    door.enter()
    door.digit(2)
    door.digit(3)
    assert ([guest.badge_name for guest in door.guests()], door.group_keys()) == (["Rosa"], ["C"])
    assert in_register(door) == ("Rosa", "Anna", False)
    wait_for_job(folder, 1)
    qtbot.waitUntil(lambda: not door.bridge.is_busy, timeout=10_000)
