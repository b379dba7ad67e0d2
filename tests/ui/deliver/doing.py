"""What somebody does on the page, for its tests."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.deliver.file_row import FileRow
from ui.deliver.page import DeliverPage


def wait_for_work(page: DeliverPage, qtbot: QtBot) -> None:
    """Wait until nothing goes on beside the window."""
    qtbot.waitUntil(lambda: not page._bridge.is_busy, timeout=10_000)


def look(page: DeliverPage, qtbot: QtBot, *paths: Path) -> None:
    """Let the page look at files, and wait until it has."""
    page.add_paths(list(paths))
    entries = page.join_card
    qtbot.waitUntil(lambda: bool(entries.entries) and all(entry.arrival for entry in entries.entries), timeout=10_000)
    wait_for_work(page, qtbot)


def join(page: DeliverPage, qtbot: QtBot) -> None:
    """Press U and wait until it is done."""
    with qtbot.waitSignal(page.join_card.joined, timeout=10_000):
        qtbot.keyClick(page, Qt.Key.Key_U)
    wait_for_work(page, qtbot)


def row(page: DeliverPage, name: str) -> FileRow:
    """Return the row of the file called so."""
    return next(row for path, row in page.join_card.rows.items() if path.name == name)
