"""Promises of the whole door with a real printer: keys at the field, labels out of the printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.door.conftest import Door
from tests.ui.door.paper.cups import A4, BROTHER, Cups, wait_for_job
from ui.main_window import MainWindow
from ui.settings import change_settings

pytestmark = pytest.mark.usefixtures("themed_app")


def pages(out: Path) -> int:
    """Count the pages that came to a printer."""
    return sum(len(pypdfium2.PdfDocument(job)) for job in out.glob("*.pdf"))


def settle(door: Door, qtbot: QtBot) -> None:
    """Wait until nothing goes on beside the window."""
    qtbot.waitUntil(lambda: not door.bridge.is_busy, timeout=10_000)
    QApplication.processEvents()


def test_enter_prints(door: Door, qtbot: QtBot, cups: Cups) -> None:
    """With a label printer Enter lets in and prints; the next can be typed at once; F4 prints the last again."""
    out = cups.add_queue("rotolo", *BROTHER)
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    door.page.refresh(None)
    door.type("khad")
    door.enter()
    assert door.page.field.hasFocus()
    door.type("khal")
    door.enter()
    qtbot.waitUntil(lambda: all(guest.printed_at for guest in door.guests()), timeout=10_000)
    settle(door, qtbot)
    wait_for_job(out, 2)
    assert pages(out) == 2
    door.press(Qt.Key.Key_F4)
    settle(door, qtbot)
    wait_for_job(out, 3)
    assert pages(out) == 3
    assert door.refused == []


def test_undo_after_printing(door: Door, qtbot: QtBot, cups: Cups) -> None:
    """Ctrl+Z after a badge came out takes back the arrival."""
    cups.add_queue("rotolo", *BROTHER)
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    door.page.refresh(None)
    door.type("khad")
    door.enter()
    settle(door, qtbot)
    assert door.bridge.undo() is not None
    assert door.guests() == []


def test_printer_off(door: Door, qtbot: QtBot, cups: Cups) -> None:
    """With the printer gone people come in all the same, and Ctrl+P prints them all once it is there."""
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    door.page.refresh(None)
    for name in ("khad", "khal"):
        door.type(name)
        door.enter()
        settle(door, qtbot)
    assert [guest.badge_name for guest in door.guests()] == ["Khadija", "Khalid"]
    assert door.said[-1][1] == "warning"
    out = cups.add_queue("rotolo", *BROTHER)
    qtbot.keyClick(door.page.field, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(door, qtbot)
    wait_for_job(out)
    assert pages(out) == 2
    assert all(guest.printed_at for guest in door.guests())


def test_sheet_waits(door: Door, qtbot: QtBot, cups: Cups) -> None:
    """On sheets Enter prints nothing; Ctrl+P prints what waits, on the labels that are free."""
    out = cups.add_queue("ufficio", A4)
    change_settings(badge_printer="ufficio", badge_used={"L4785": [1]})
    door.page.refresh(None)
    for name in ("khad", "khal"):
        door.type(name)
        door.enter()
    assert pages(out) == 0
    qtbot.keyClick(door.page.field, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(door, qtbot)
    wait_for_job(out)
    assert pages(out) == 1
    assert door.page.welcome.printing.memory.used() == {1, 2, 3}


def test_words_stay_while_it_prints(door: Door, qtbot: QtBot, cups: Cups) -> None:
    """What was said in the bar stays when the printer is done a moment later."""
    cups.add_queue("ufficio", A4)
    change_settings(badge_printer="ufficio")
    path = door.bridge.session.path
    door.page.let_go()
    window = MainWindow(door.bridge)
    qtbot.addWidget(window)
    window.show()
    door.bridge.open_evening(path)
    window.show_room(1)
    page = window.page(1)
    page.field.setFocus()  # type: ignore[attr-defined]
    door.type("khad")
    door.enter()
    page.printing.print_waiting()  # type: ignore[attr-defined]
    window.say("Khadija: ✓ dentro dalle 20:12.", "warning")
    page.printing.printed.disconnect()  # type: ignore[attr-defined]
    settle(door, qtbot)
    assert window.bar.isVisible()
    assert "20:12" in window.bar.accessibleName()
    window.hide()
