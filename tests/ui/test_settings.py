"""Promises about the settings: whatever stands in them the window opens, with what is usual, and the log says so once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session.places import state_folder
from tests.held_files import HeldFiles
from ui import settings
from ui.app import make_application
from ui.bridge import Bridge
from ui.conduct.duration import remembered_duration
from ui.main_window import MainWindow
from ui.settings import KEYS, change_settings, read_number, read_settings, recent_files, settings_path
from ui.theme import text_scale_now

DOOR, CONDUCT = 1, 2
"""The rooms whose pages read settings."""

POISON: dict[str, object] = {
    "400 digits": int("9" * 400),
    "minus 400 digits": -int("9" * 400),
    "not a number": float("nan"),
    "infinite": float("inf"),
    "yes": True,
    "text": "x" * 5000,
    "zero byte": "a\0b",
    "half a character": "\ud800",
    "list": ["/" + "x" * 5000, "\0", "a" * 300, None, 4, ["/"], "/etc/ssl/private/x", "\ud800"],
    "table": {"x": int("9" * 400), "": None, "ids": [int("9" * 400)], "sheet": [], "roll": "x" * 5000, "\ud800": {}},
}


@pytest.fixture(autouse=True)
def first_time() -> None:
    """Let the log say again what an earlier test has made it say."""
    settings._tell_once.cache_clear()
    settings._parsed.cache_clear()


def log() -> list[str]:
    """Return the lines of the log."""
    file = state_folder() / "errors.log"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def walk(qtbot: QtBot, tmp_path: Path, rooms: Sequence[int] = ()) -> None:
    """Start as the program does, first without an evening and then with one, and show its pages."""
    make_application()
    bridge = Bridge()
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    bridge.adopt(create_evening(tmp_path / "prova.serata", find_template("carpi-2018-1")))
    for room in rooms:
        window.show_room(room)
        QApplication.processEvents()
    assert window.close()


@pytest.mark.usefixtures("themed_app")
@pytest.mark.parametrize("value", POISON.values(), ids=POISON)
def test_no_value_stops_the_window(value: object, qtbot: QtBot, tmp_path: Path) -> None:
    """With the same absurd value in every setting there is the window opens, and shows the pages that read them."""
    change_settings(**dict.fromkeys(KEYS, value))
    assert read_settings().keys() == KEYS
    walk(qtbot, tmp_path, [DOOR, CONDUCT])
    assert 1.0 <= text_scale_now() <= 2.0
    assert 60 <= remembered_duration() <= 300
    assert recent_files() == [str(tmp_path / "prova.serata")]
    lines = log()
    assert lines
    assert len(lines) == len(set(lines)), "said more than once"
    assert all(len(line) < 200 and line.startswith("settings: ") for line in lines)


FILES = {
    "empty": b"",
    "broken": b'{"text_scale": 1.5',
    "list": b"[1, 2]",
    "brackets": b"[" * 100_000,
    "other bytes": b"\xff\xfe\x00",
    "too many digits": b'{"text_scale": ' + b"9" * 5000 + b"}",
    "too large": b" " * 5_000_000 + b"{}",
}


@pytest.mark.usefixtures("themed_app")
@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_no_file_stops_the_window(content: bytes, qtbot: QtBot, tmp_path: Path) -> None:
    """A file that is no settings is none: one line in the log, and it is written anew with the next choice."""
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_bytes(content)
    walk(qtbot, tmp_path)
    assert len(log()) == 1
    assert recent_files() == [str(tmp_path / "prova.serata")]


@pytest.mark.usefixtures("themed_app")
@pytest.mark.parametrize("place", ["settings.json", ""], ids=["a folder in its place", "a file in the folder's place"])
def test_no_place_stops_the_window(place: str, qtbot: QtBot, tmp_path: Path) -> None:
    """Where settings can be neither read nor written everything is as at first, and nothing is remembered."""
    folder = settings_path().parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    if place:
        (folder / place / "inside").mkdir(parents=True)
    else:
        folder.write_bytes(b"")
    walk(qtbot, tmp_path)
    assert read_settings() == {}


@pytest.mark.usefixtures("themed_app")
def test_a_log_that_cannot_be_written_stops_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    """Not even the log is needed."""
    (state_folder() / "errors.log").mkdir(parents=True)
    change_settings(**dict.fromkeys(KEYS, 3.5))
    walk(qtbot, tmp_path)


def test_a_setting_that_nobody_listed_is_a_bug() -> None:
    """The list of settings, which the tests above poison, is whole: nothing else can be read."""
    with pytest.raises(KeyError):
        read_number("volume", 1.0, 0.0, 1.0)


def test_what_is_right_is_taken() -> None:
    """Values within their bounds are used, and nothing is logged."""
    change_settings(turn_seconds=180, text_scale=1.5)
    assert (remembered_duration(), read_number("text_scale", 1.0, 1.0, 2.0)) == (180, 1.5)
    assert json.loads(settings_path().read_text(encoding="utf-8"))["turn_seconds"] == 180
    assert log() == []


def test_settings_are_kept_although_the_file_is_held_for_a_moment(held_files: HeldFiles) -> None:
    """A scanner looks at each file for half a second."""
    held_files.scan_seconds = 0.5
    change_settings(text_scale=1.2)
    change_settings(dark=True)
    assert read_settings() == {"text_scale": 1.2, "dark": True}
    assert held_files.refused != []


def test_settings_that_cannot_be_kept_are_noted(held_files: HeldFiles) -> None:
    """The log says which, and not what they are."""
    change_settings(badge_printer="Stampante di Ada")
    held_files.hold(settings_path())
    change_settings(badge_printer="Stampante di Bruna")
    assert read_settings() == {"badge_printer": "Stampante di Ada"}
    told = (state_folder() / "errors.log").read_text(encoding="utf-8")
    assert "badge_printer not kept" in told
    assert "Bruna" not in told
