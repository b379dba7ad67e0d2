"""An evening months later: reminded, forgotten with one key, counted as before; and at the end no register."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.actions import check_in, welcome_walk_in
from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.people import read_persons
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.session.places import data_folder
from facilitatore.session.register_place import register_path
from facilitatore.synthesis.overview import read_synthesis
from tests.ui.deliver.doing import join as bring_and_join
from tests.ui.deliver.doing import look, row, wait_for_work
from ui.bridge import Bridge
from ui.main_window import MainWindow

ACCOGLI, CONSEGNA = 1, 5
CAME = 12
LATE = date(2018, 4, 20)


@pytest.fixture
def evening(tmp_path: Path) -> Path:
    """Write the evening of the door with its register: twelve of the list came, and Ines who was in none."""
    path = tmp_path / "accoglienza.serata"
    with (
        create_evening(path, find_template("carpi-2018-1")) as session,
        create_register(session, register_path(path)) as register,
    ):
        import_for_evening(session, register, plan_import(session, register, resource_path("sample", "people.csv")))
        groups = read_groups(session)
        for place, person in enumerate(read_persons(register)[:CAME]):
            check_in(session, person, group=groups[place % len(groups)].id)
        welcome_walk_in(session, name="Ines", group=groups[0].id)
    return path


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication) -> Iterator[MainWindow]:
    """Start the program on 20 April 2018."""
    made = MainWindow(Bridge())
    made.reminder._today = lambda: LATE
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    qtbot.waitUntil(lambda: not made._bridge.is_busy)
    made.close()


def names_of(path: Path) -> set[bytes]:
    """Return what of the people must not be found any more: names long enough to be nobody else's, numbers, addresses."""
    from facilitatore.session import Session

    with Session.look(register_path(path)) as register:
        persons = read_persons(register)
    words = {word for one in persons for word in (one.first_name, one.family_name, one.phone, one.email)}
    return {word.encode() for word in words if len(word) > 5} | {b"Ines"}


def found_in(files: list[Path], names: set[bytes]) -> list[tuple[str, bytes]]:
    """Return which of the names stand in the raw bytes of which file."""
    return [(file.name, name) for file in files for name in sorted(names) if name in file.read_bytes()]


def files_of(path: Path) -> list[Path]:
    """Return every file in which this laptop could keep a name: the evening's folder, and its own data."""
    own = [one for one in data_folder().rglob("*") if one.is_file()]
    return [one for one in path.parent.iterdir() if one.is_file() and one.stem.startswith(path.stem)] + own


def figures(window: MainWindow) -> tuple[str, list[str]]:
    """Return the counts as the door shows them: all, and group by group."""
    window.show_room(ACCOGLI)
    QApplication.processEvents()
    shown = window.page(ACCOGLI).figures
    return shown.present.text(), [card.present.text() for card in shown.cards()]


def press(window: MainWindow, key: Qt.Key) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(window.windowHandle(), key)
    QApplication.processEvents()


def test_a_percorso_ends_without_a_name(window: MainWindow, evening: Path, tmp_path: Path, qtbot: QtBot) -> None:
    """Reminded, forgotten, joined with an old copy, destroyed: the figures stay, and no byte of a name."""
    names = names_of(evening)
    old = tmp_path / "chiavetta"
    old.mkdir()
    shutil.copy(evening, old / "copia-di-gennaio.serata")
    assert found_in(files_of(evening), names), "the test looks where the names are"

    assert window._bridge.open_evening(evening)
    before = figures(window)
    assert before[0] == str(CAME + 1)
    qtbot.waitUntil(lambda: "aprile" in window.reminder_bar.text())
    forget_with_the_key(window)
    assert found_in(files_of(evening), names) == []
    assert figures(window) == before
    assert read_synthesis(window._bridge.session).figures.guests == CAME + 1

    join(window, old, qtbot)
    assert found_in(files_of(evening), names) == []
    assert figures(window) == before

    destroy(window)
    assert not register_path(evening).exists()
    assert figures(window) == before
    window.close()
    assert found_in(files_of(evening), names) == []


def forget_with_the_key(window: MainWindow) -> None:
    """Press F9, read what goes, and press it again."""
    press(window, Qt.Key.Key_F9)
    assert f"{CAME + 1} presenti" in window.reminder_bar.text()
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    press(window, Qt.Key.Key_F9)
    assert window.reminder_bar.text() == ""
    assert "i numeri restano" in window.bar.text()


def join(window: MainWindow, stick: Path, qtbot: QtBot) -> None:
    """Bring the old copy in Consegna, let its names be forgotten as here, and join it."""
    window.show_room(CONSEGNA)
    page = window.page(CONSEGNA)
    look(page, qtbot, stick)
    row(page, "copia-di-gennaio.serata").forget_box.click()
    wait_for_work(page, qtbot)
    bring_and_join(page, qtbot)


def destroy(window: MainWindow) -> None:
    """Destroy the register from the door, with the word that is asked for."""
    window.show_room(ACCOGLI)
    page = window.page(ACCOGLI)
    page.figures.register_button.click()
    destroying = page.register.panel.destroying
    destroying.open_button.click()
    for letter in destroying.word:
        QTest.keyClick(window.windowHandle(), letter)
    press(window, Qt.Key.Key_Return)
    assert "distrutto" in window.bar.text()
