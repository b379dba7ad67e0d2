"""Promises of Enter at a door with a label printer, with a real CUPS."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitatore.door.people import read_guests
from tests.ui.door.paper.cups import BROTHER, Cups, wait_for_job
from ui.settings import change_settings


@pytest.fixture
def out(door, cups: Cups) -> Path:
    """Give the door a label printer; return the folder where its labels come out."""
    folder = cups.add_queue("rotolo", *BROTHER)
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    door.page.refresh(None)
    return folder


def test_enter_prints(door, out: Path, qtbot: QtBot) -> None:
    """Enter lets in and prints one label; a second Enter says since when and prints none; F4 prints again."""
    door.arrive("khad")
    wait_for_job(out, 1)
    qtbot.waitUntil(lambda: read_guests(door.bridge.session)[0].printed_at is not None, timeout=10_000)
    door.type("khad")
    door.enter()
    assert door.said[-1][0].startswith("Khadija: ✓ dentro dalle ")
    assert not door.bridge.is_busy
    assert len(list(out.glob("*.pdf"))) == 1
    door.function(4)
    wait_for_job(out, 2)
    qtbot.waitUntil(lambda: not door.bridge.is_busy, timeout=10_000)


def test_a_new_name_prints(door, out: Path, qtbot: QtBot) -> None:
    """With a label printer a changed name is printed at once."""
    door.arrive("khad")
    wait_for_job(out, 1)
    qtbot.waitUntil(lambda: read_guests(door.bridge.session)[0].printed_at is not None, timeout=10_000)
    door.function(3)
    door.type("Dija")
    door.enter()
    wait_for_job(out, 2)
    qtbot.waitUntil(lambda: read_guests(door.bridge.session)[0].printed_at is not None, timeout=10_000)
    door.undo()
    assert [guest.badge_name for guest in door.guests()] == ["Khadija"]
    qtbot.waitUntil(lambda: not door.bridge.is_busy, timeout=10_000)


def test_no_trace_prints(door, out: Path, qtbot: QtBot) -> None:
    """With a label printer the badge without a trace comes out at once, and nobody is in."""
    door.type("Zoraide")
    door.function(8)
    door.enter()
    wait_for_job(out, 1)
    qtbot.waitUntil(lambda: not door.bridge.is_busy, timeout=10_000)
    assert door.guests() == []
