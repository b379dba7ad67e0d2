"""The disk fails while somebody types in the real window: a sentence in the bar, the words in their field, then saved."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from deeds import Place, prepare_nothing
from mounts import Mounts, fill_up, quota
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import read_notes
from facilitatore.errors import DiskFailed, DiskFull
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.sentences import say
from facilitatore.session import Session
from facilitatore.session.check import check_file
from facilitatore.synthesis.statements import read_statements
from ui.bridge import Bridge
from ui.capture.page import CapturePage
from ui.jobs import GROUP, Job
from ui.main_window import MainWindow
from ui.prepare.page import PreparePage
from ui.synthesis.page import SynthesisPage

PREPARE, CAPTURE, SYNTHESIS = 0, 3, 4
WORDS = "Perché l’autobus finisce alle otto?"


class Evening(NamedTuple):
    """A window on an evening that lies on a disk of its own, and what pulls it out and puts it back."""

    window: MainWindow
    disk: Path
    image: Path
    mounts: Mounts

    @property
    def bridge(self) -> Bridge:
        """What holds the open file."""
        return self.window._bridge

    @property
    def page(self) -> CapturePage:
        """The page of the notes."""
        return notes_page(self.window)

    def texts(self) -> list[str]:
        """Return the notes that the open file holds."""
        return [note.text for note in read_notes(self.bridge.session, self.bridge.job.group)]


@pytest.fixture
def evening(qtbot: QtBot, themed_app: QApplication, mounts: Mounts, place: Place) -> Iterator[Evening | None]:
    """Show the page of the notes of an evening on a small stick; None where no stick can be mounted."""
    prepare_nothing(place)
    image = place.root / "stick.img"
    disk = mounts.loop("stick", image) if mounts.image(image, 2048) else None
    if disk is None:
        yield None
        return
    made = Evening(show_notes(qtbot, disk), disk, image, mounts)
    subprocess.run(["sync", "-f", str(disk)], check=True)
    yield made
    while made.window.isVisible():
        made.window.close()


def show_notes(qtbot: QtBot, folder: Path) -> MainWindow:
    """Show the page of the notes of an evening in a folder, with the focus where one types."""
    bridge = Bridge()
    bridge.adopt(create_evening(folder / "x.serata", find_template("carpi-2018-1")))
    bridge.set_job(Job(GROUP, read_groups(bridge.session)[0].id))
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_room(CAPTURE)
    QApplication.processEvents()
    notes_page(window).focus_entry()
    return window


def notes_page(window: MainWindow) -> CapturePage:
    """Return the page of the notes."""
    page = window.page(CAPTURE)
    assert isinstance(page, CapturePage)
    return page


def type_in(text: str) -> None:
    """Type where the focus is."""
    for letter in text:
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def enter() -> None:
    """Press Enter where the focus is."""
    target = QApplication.focusWidget()
    assert isinstance(target, QWidget)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"))
    QApplication.processEvents()


def test_a_quota_is_reached_while_a_note_is_typed(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> None:
    """Where no file may grow any more the bar says so, words and window stay, and one Enter saves them when it may."""
    window = show_notes(qtbot, tmp_path)
    field, path = notes_page(window).notes.entry.field, window._bridge.session.path
    type_in(WORDS)
    with quota(100):
        enter()
        assert window.bar.kind == "error"
        assert window.bar.text() in (say(DiskFull(path)), say(DiskFailed(path)))
        assert (field.text(), field.hasFocus()) == (WORDS, True)
        assert not window.close()
        assert (field.text(), field.hasFocus()) == (WORDS, True)
    enter()
    assert (field.text(), window.bar.text()) == ("", "")
    assert window.close()
    with Session.look(path) as session:
        assert [note.text("text") for note in session.things("note")] == [WORDS]


def test_the_disk_fills_while_a_note_is_typed(evening: Evening | None) -> None:
    """The bar says that the disk is full, the words stay in their field, and one Enter saves them after making room."""
    if evening is None:
        return
    film = fill_up(evening.disk)
    written = 0
    while not evening.window.bar.text():
        type_in(f"{WORDS} {written} " + "x" * 300)
        enter()
        written += 1
    field = evening.page.notes.entry.field
    assert evening.window.bar.text() == say(DiskFull(evening.bridge.session.path))
    assert evening.window.bar.kind == "error"
    assert field.text().startswith(f"{WORDS} {written - 1} ")
    assert field.hasFocus()
    film.unlink()
    enter()
    assert (field.text(), evening.window.bar.text()) == ("", "")
    assert len(evening.texts()) == written
    path = evening.bridge.session.path
    evening.window.close()
    assert check_file(path).altered == 0
    with Session.look(path) as session:
        assert len(session.things("note")) == written


def test_the_stick_is_pulled_while_a_note_is_typed(evening: Evening | None) -> None:
    """The bar says that the stick gave an error; put back, one Enter saves the words that waited."""
    if evening is None or not evening.mounts.pull(evening.disk):
        return
    type_in(WORDS)
    enter()
    field = evening.page.notes.entry.field
    assert evening.window.bar.text() == say(DiskFailed(evening.bridge.session.path))
    assert field.text() == WORDS
    evening.mounts.put_back(evening.disk, evening.image)
    enter()
    assert (field.text(), evening.texts()) == ("", [WORDS])
    evening.window.close()
    with Session.look(evening.disk / "x.serata") as session:
        assert [note.text("text") for note in session.things("note")] == [WORDS]


def test_words_that_the_disk_refused_keep_the_window_open(evening: Evening | None) -> None:
    """Closing with a refused note in the field is refused once, on its page; after making room Enter saves it."""
    if evening is None:
        return
    film = fill_up(evening.disk)
    evening.page.notes.entry.field.setText(WORDS + " x" * 2000)
    enter()
    while not evening.page.notes.entry.field.text():
        evening.page.notes.entry.field.setText(WORDS + " x" * 2000)
        enter()
    evening.window.show_room(0)
    assert not evening.window.close()
    assert evening.window.current_page is evening.page
    assert evening.window.bar.text().startswith("La nota nel campo non è ancora salvata")
    film.unlink()
    evening.page.focus_entry()
    enter()
    notes = len(evening.texts())
    assert notes > 0
    assert evening.window.close()
    with Session.look(evening.disk / "x.serata") as session:
        assert len(session.things("note")) == notes


def test_a_sheet_that_the_disk_refused_keeps_the_window_open(evening: Evening | None) -> None:
    """A sheet writes itself on closing; if the stick is out the window stays, and back in, closing saves it."""
    if evening is None:
        return
    evening.page.choose_mode(2)
    evening.page.pairs.fields["heard"].setText(WORDS)
    if not evening.mounts.pull(evening.disk):
        return
    assert not evening.window.close()
    assert "Il foglio non è ancora salvato" in evening.window.bar.text()
    assert evening.page.pairs.fields["heard"].text() == WORDS
    evening.mounts.put_back(evening.disk, evening.image)
    assert evening.window.close()
    with Session.look(evening.disk / "x.serata") as session:
        assert [sheet.text("heard") for sheet in session.things("pair_dialogue")] == [WORDS]


@pytest.fixture
def small_stick(qtbot: QtBot, themed_app: QApplication, mounts: Mounts, place: Place) -> Iterator[Evening | None]:
    """Show an evening on a small disk in memory; None where none can be mounted."""
    prepare_nothing(place)
    disk = mounts.memory("small", 1024)
    if disk is None:
        yield None
        return
    made = Evening(show_notes(qtbot, disk), disk, place.root, mounts)
    yield made
    while made.window.isVisible():
        made.window.close()


def test_words_in_prepara_that_a_full_disk_refuses_keep_the_window_open(small_stick: Evening | None) -> None:
    """The cursor is still in the field when the window is closed: it stays, says why, and saves them when there is room."""
    if small_stick is None:
        return
    window, path = small_stick.window, small_stick.bridge.session.path
    window.show_room(PREPARE)
    page = window.page(PREPARE)
    assert isinstance(page, PreparePage)
    QApplication.processEvents()
    field = page.group_form.title
    field.setFocus()
    field.selectAll()
    type_in(WORDS)
    film = fill_up(small_stick.disk)
    assert not window.close()
    assert (field.text(), field.hasFocus()) == (WORDS, True)
    assert window.bar.text().startswith(say(DiskFull(path)))
    film.unlink()
    assert window.close()
    with Session.look(path) as session:
        assert WORDS in [group.title for group in read_groups(session)]


def test_a_sentence_that_a_full_disk_refuses_keeps_the_window_open(small_stick: Evening | None) -> None:
    """Enter was refused, closing is refused once; after making room Enter saves it."""
    if small_stick is None:
        return
    window, path = small_stick.window, small_stick.bridge.session.path
    window.show_room(SYNTHESIS)
    page = window.page(SYNTHESIS)
    assert isinstance(page, SynthesisPage)
    QApplication.processEvents()
    page.focus_entry()
    type_in(WORDS)
    film = fill_up(small_stick.disk)
    enter()
    assert window.bar.text() == say(DiskFull(path))
    assert not window.close()
    assert (page.entry.field.toPlainText(), page.entry.field.hasFocus()) == (WORDS, True)
    film.unlink()
    enter()
    assert window.close()
    with Session.look(path) as session:
        assert [one.text for one in read_statements(session)] == [WORDS]
