"""Promises of «Consegna serata»: done is said after reading back, once at a time, and what went wrong is said."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.session import Session
from tests.ui.deliver.doing import wait_for_work
from ui.deliver import stick_card
from ui.deliver.sticks import Volume
from ui.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("themed_app")


@pytest.fixture
def stick(page, tmp_path: Path) -> Path:
    """A folder that stands for a stick, which is plugged in."""
    folder = tmp_path / "CHIAVETTA"
    folder.mkdir()
    page.stick_card.watch.stop()
    page.stick_card.show_sticks([_volume(folder)])
    return folder


def _volume(folder: Path) -> Volume:
    return Volume(folder, folder.name, "vfat", 10**9, 10**9, True, True)


@pytest.fixture
def held_up(monkeypatch):
    """A stick that answers only when the test lets it."""
    gate, real = threading.Event(), stick_card.hand_over

    def slow(plan, say):
        say("copy")
        gate.wait(10)
        return real(plan, say)

    monkeypatch.setattr(stick_card, "hand_over", slow)
    yield gate
    gate.set()


def test_c_hands_over_to_the_stick(page, bridge, stick, qtbot: QtBot):
    """C copies to the stick; then the words are there, and so are a file with that fingerprint and a page to read."""
    assert page.stick_card.first_button.text() == "Su CHIAVETTA"
    qtbot.keyClick(page, Qt.Key.Key_C)
    wait_for_work(page, qtbot)
    told = page.stick_card.outcome.text().replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith("Consegnato: ")
    assert told.endswith("Ora puoi togliere la chiavetta." if os.name == "posix" else "poi espelli la chiavetta.")
    assert bridge.session.fingerprint() in told
    (file,) = stick.glob("*.serata")
    assert Session.look(file).fingerprint() == bridge.session.fingerprint()
    assert "Un numero di notte" in file.with_suffix(".html").read_text(encoding="utf-8")
    assert file.name in told


@pytest.mark.parametrize(
    ("is_proven", "is_stick", "words"),
    [
        (True, True, "Ora puoi togliere la chiavetta."),
        (False, True, "Scritto e riletto: aspetta che la luce smetta, poi espelli la chiavetta."),
        (True, False, "Se è una chiavetta, ora puoi toglierla."),
        (False, False, "Scritto e riletto: se è una chiavetta, aspetta che la luce smetta, poi espellila."),
    ],
)
def test_a_stick_may_be_pulled_out_only_where_the_system_says_so(
    page, tmp_path: Path, stick, monkeypatch, qtbot: QtBot, is_proven, is_stick, words
):
    """What is promised is what the system tells of flushing and of reading back."""
    for name in ("flush_names", "past_cache"):
        monkeypatch.setattr(f"facilitatore.deliver.hand_over.{name}", lambda _what: is_proven)
    page.stick_card.hand_over(stick if is_stick else tmp_path)
    wait_for_work(page, qtbot)
    assert page.stick_card.outcome.text().endswith(words)


def test_without_a_stick_c_asks_for_a_folder(page, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """Where no stick is plugged in, C lets one choose a folder."""
    page.stick_card.watch.stop()
    page.stick_card.show_sticks([])
    monkeypatch.setattr(page.stick_card, "_ask_folder", lambda: tmp_path)
    qtbot.keyClick(page, Qt.Key.Key_C)
    wait_for_work(page, qtbot)
    assert page.stick_card.outcome.text().startswith("Consegnato: ")


def test_nothing_is_said_to_be_done_before_it_is(page, stick, held_up, qtbot: QtBot):
    """While it is being copied the step is said, and a second press begins nothing."""
    qtbot.keyClick(page, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: page.stick_card.outcome.text() == "Copio la serata…", timeout=5000)
    assert page.stick_card.progress.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_C)
    page.stick_card.hand_over(stick)
    assert not page.stick_card.first_button.isEnabled()
    held_up.set()
    wait_for_work(page, qtbot)
    assert len(list(stick.glob("*.serata"))) == 1
    assert page.stick_card.first_button.isEnabled()
    assert not page.stick_card.progress.isVisible()


def test_a_stick_pulled_out_is_said(page, bridge, stick, qtbot: QtBot):
    """When the stick is gone, what happened is said; no file is there, and the evening here is whole."""
    before = bridge.session.fingerprint()
    stick.rmdir()
    qtbot.keyClick(page, Qt.Key.Key_C)
    wait_for_work(page, qtbot)
    assert page.stick_card.outcome.text().startswith("Non consegnato. ")
    assert page.stick_card.outcome.property("role") == "error"
    assert bridge.session.fingerprint() == before
    assert page.stick_card.first_button.isEnabled()
    assert page.stick_card.first_button.hasFocus()  # and not the button after it, which would write something else


def test_a_stick_that_lies_is_said(page, stick, monkeypatch, qtbot: QtBot):
    """When what is read back is not what was written, nothing is said to be delivered."""
    from facilitatore.deliver import hand_over

    monkeypatch.setattr(hand_over, "_put", lambda data, part, *_rest: part.write_bytes(data[:-1] + b"?"))
    qtbot.keyClick(page, Qt.Key.Key_C)
    wait_for_work(page, qtbot)
    assert page.stick_card.outcome.text().startswith("Non consegnato. ")
    assert list(stick.glob("*.serata")) == []


def test_sticks_come_and_go(page, stick, tmp_path: Path):
    """A second stick is a second button, and the key stays with the first; pulled out it is offered no more."""
    other = _volume(tmp_path / "ALTRA")
    page.stick_card.show_sticks([other, _volume(stick)])
    assert [button.text() for button in page.stick_card.stick_buttons] == ["Su ALTRA", "Su CHIAVETTA"]
    assert [button.key for button in page.stick_card.stick_buttons] == ["C", ""]
    page.stick_card.show_sticks([])
    assert page.stick_card.stick_buttons == []
    assert page.stick_card.first_button.key == "C"


def test_a_stick_that_cannot_be_written_is_told(page, stick, tmp_path: Path):
    """With its switch on it has no button, and the page says why; beside one that can be written it does not matter."""
    protected = _volume(tmp_path / "PROTETTA")._replace(is_writable=False)
    page.stick_card.show_sticks([protected])
    assert page.stick_card.stick_buttons == []
    assert page.stick_card.hint.text().startswith("Su «PROTETTA» non si può scrivere: ")
    page.stick_card.show_sticks([protected, _volume(stick)])
    assert [button.text() for button in page.stick_card.stick_buttons] == ["Su CHIAVETTA"]
    assert "PROTETTA" not in page.stick_card.hint.text()


def test_sticks_are_looked_for_only_while_somebody_sees_it(page):
    """A page that is not shown asks the computer nothing."""
    assert page.stick_card.watch._timer.isActive()
    page.hide()
    assert not page.stick_card.watch._timer.isActive()


def test_the_window_stays_until_it_is_delivered(bridge, stick, held_up, tmp_path: Path, qtbot: QtBot):
    """Closing meanwhile is refused with words; afterwards the window closes."""
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    window.show_room(5)
    window.page(5).stick_card.hand_over(stick)
    window.close()
    assert window.isVisible()
    assert "si sta ancora copiando" in window.bar.text()
    held_up.set()
    qtbot.waitUntil(lambda: not bridge.is_busy, timeout=10_000)
    QApplication.processEvents()
    window.close()
    assert not window.isVisible()
