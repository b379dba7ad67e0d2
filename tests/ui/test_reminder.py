"""The reminder that people are past their day: said at each start until it is done, and done only by two presses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.actions import welcome_walk_in
from facilitatore.door.people import read_arrivals, read_guests
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import new
from facilitatore.session.register_place import register_path
from ui.bridge import Bridge
from ui.dates import after_day, since_day, until_day
from ui.main_window import MainWindow

LATE = date(2018, 4, 9)
"""The day after the last one on which the names of 8 January 2018 may be kept."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write an evening of 8 January 2018 to which Ada came."""
    path = tmp_path / "accoglienza.serata"
    with create_evening(path, find_template("carpi-2018-1")) as session:
        welcome_walk_in(session, name="Ada")
    return path


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication) -> Iterator[MainWindow]:
    """The window, on 9 April 2018."""
    made = new_window(qtbot)
    yield made
    made.close()


def new_window(qtbot: QtBot, today: date = LATE) -> MainWindow:
    """Start the program on a day."""
    made = MainWindow(Bridge())
    made.reminder._today = lambda: today
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def open_at(window: MainWindow, path: Path) -> None:
    """Open an evening, and wait until the window has looked."""
    assert window._bridge.open_evening(path)
    QTest.qWait(250)


def press(window: MainWindow, key: Qt.Key) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(window.windowHandle(), key)
    QApplication.processEvents()


def wait_out_a_double_click() -> None:
    """Let the time go by in which a second press is the other half of a double click."""
    QTest.qWait(QApplication.doubleClickInterval() + 50)


def test_it_is_said_the_day_after_and_not_before(window: MainWindow, path: Path) -> None:
    """The last day itself is a day on which names may be kept."""
    window.reminder._today = lambda: date(2018, 4, 8)
    open_at(window, path)
    assert window.reminder_bar.text() == ""
    window.reminder._today = lambda: LATE
    window.reminder.look()
    assert "dopo l’8 aprile 2018" in window.reminder_bar.text()
    assert window.reminder_bar.action_button.key == "F9"


def test_the_program_that_starts_on_an_evening_reminds(qtbot: QtBot, themed_app: QApplication, path: Path) -> None:
    """The file may be open before there is a window; by the clock of today 2018 is long past."""
    bridge = Bridge()
    assert bridge.open_evening(path)
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "8 aprile 2018" in window.reminder_bar.text())
    window.close()


def test_a_day_that_was_chosen_counts(window: MainWindow, path: Path) -> None:
    """Whoever chose a later day is reminded later."""
    open_at(window, path)
    window._bridge.do(edit_evening, keep_until="2018-12-31")
    window.reminder.look()
    assert window.reminder_bar.text() == ""


def test_an_evening_to_which_nobody_came_is_not_reminded(window: MainWindow, tmp_path: Path) -> None:
    """There is nothing to forget."""
    create_evening(tmp_path / "vuota.serata", find_template("carpi-2018-1")).close()
    open_at(window, tmp_path / "vuota.serata")
    assert window.reminder_bar.text() == ""


def test_two_presses_forget_and_the_numbers_stay(window: MainWindow, path: Path) -> None:
    """The first asks and says how many; the second does it; the sentence says what is left to do elsewhere."""
    open_at(window, path)
    press(window, Qt.Key.Key_F9)
    assert "1 presente" in window.reminder_bar.text()
    assert len(read_guests(window._bridge.session)) == 1
    wait_out_a_double_click()
    press(window, Qt.Key.Key_F9)
    assert window.reminder_bar.text() == ""
    assert "chiavette" in window.bar.text()
    assert read_guests(window._bridge.session) == []
    assert len(read_arrivals(window._bridge.session)) == 1
    assert b"Ada" not in path.read_bytes()


def test_a_double_press_is_one_press(window: MainWindow, path: Path) -> None:
    """Two at once, as of a hand that slips, forget nobody."""
    open_at(window, path)
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_F9)
    assert len(read_guests(window._bridge.session)) == 1
    assert "Ancora F9" in window.reminder_bar.text()


def test_the_key_alone_does_nothing_where_nothing_is_due(window: MainWindow, path: Path) -> None:
    """F9 means something only while the reminder is seen."""
    window.reminder._today = lambda: date(2018, 1, 9)
    open_at(window, path)
    press(window, Qt.Key.Key_F9)
    wait_out_a_double_click()
    press(window, Qt.Key.Key_F9)
    assert len(read_guests(window._bridge.session)) == 1


def test_something_written_in_between_makes_the_second_press_a_first_one(window: MainWindow, path: Path) -> None:
    """Whoever goes on working has not answered."""
    open_at(window, path)
    press(window, Qt.Key.Key_F9)
    window._bridge.do(edit_evening, title="Un’altra cosa")
    wait_out_a_double_click()
    press(window, Qt.Key.Key_F9)
    assert len(read_guests(window._bridge.session)) == 1


def test_other_sentences_do_not_take_it_away(window: MainWindow, path: Path) -> None:
    """What is said of an action stands under it; another page has it too."""
    open_at(window, path)
    window.say("Scritto.")
    window.show_room(4)
    assert "aprile" in window.reminder_bar.text()


def test_esc_leaves_it_for_tomorrow(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    """Not again today, also after a new start; tomorrow it is there."""
    open_at(window, path)
    press(window, Qt.Key.Key_Escape)
    assert window.reminder_bar.text() == ""
    window.close()
    again = new_window(qtbot)
    open_at(again, path)
    assert again.reminder_bar.text() == ""
    again.reminder._today = lambda: date(2018, 4, 10)
    again.reminder.look()
    assert "aprile" in again.reminder_bar.text()
    again.close()


def test_esc_closes_what_was_said_last_first(window: MainWindow, path: Path) -> None:
    """A sentence over the reminder is closed before it."""
    open_at(window, path)
    window.say("Scritto.")
    press(window, Qt.Key.Key_Escape)
    assert window.bar.text() == ""
    assert window.reminder_bar.text() != ""


def test_without_an_answer_it_is_said_at_the_next_start(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    """Each start, until it is done."""
    open_at(window, path)
    window.close()
    again = new_window(qtbot)
    open_at(again, path)
    assert "aprile" in again.reminder_bar.text()
    again.close()


def test_on_the_evening_itself_nobody_is_reminded(window: MainWindow, path: Path) -> None:
    """Whoever lets people in has no minute for last year's list."""
    open_at(window, path)
    window._bridge.do(edit_evening, date=LATE.isoformat(), keep_until=LATE.isoformat())
    window.reminder._today = lambda: LATE
    window.reminder.look()
    assert window.reminder_bar.text() == ""


def test_with_the_register_surnames_and_contacts_go_too(window: MainWindow, path: Path) -> None:
    """One key for both files, counted apart in the question."""
    open_at(window, path)
    session = window._bridge.session
    register = create_register(session, register_path(path))
    asked = [{"evening": "2018-01-08", "group": ""}]
    register.record("add", new("person", first_name="Anna", family_name="Pozzoli", registrations=asked))
    window._bridge.adopt_register(register)
    assert "cognomi e recapiti" in window.reminder_bar.text()
    press(window, Qt.Key.Key_F9)
    assert "1 presente" in window.reminder_bar.text()
    assert "recapiti di 1 persona" in window.reminder_bar.text()
    wait_out_a_double_click()
    press(window, Qt.Key.Key_F9)
    assert window.reminder_bar.text() == ""
    assert b"Pozzoli" not in register_path(path).read_bytes()
    assert b"Ada" not in path.read_bytes()


def test_the_day_chosen_for_the_evening_holds_for_the_register_beside_it(window: MainWindow, path: Path) -> None:
    """Prepara says «Nomi e recapiti fino al»: whoever chose a later day hears nothing of the contacts before it."""
    with create_evening(
        path.with_name("due.serata"), find_template("carpi-2018-1"), keep_until="2018-12-31"
    ) as evening:
        beside = register_path(evening.path)
        with create_register(evening, beside) as register:
            asked = [{"evening": "2018-01-08", "choices": []}]
            register.record("t", new("person", first_name="Ada", family_name="Neri", registrations=asked))
    open_at(window, path.with_name("due.serata"))
    assert window._bridge.register is not None
    assert window.reminder_bar.text() == ""
    window.reminder._today = lambda: date(2019, 1, 1)
    window.reminder.look()
    assert "del registro andavano dimenticate dopo il 31 dicembre 2018" in window.reminder_bar.text()


def test_another_evening_takes_the_reminder_away(window: MainWindow, path: Path, tmp_path: Path) -> None:
    """It is about the evening that is open."""
    open_at(window, path)
    window._bridge.adopt(create_evening(tmp_path / "nuova.serata", find_template("vuota")))
    assert window.reminder_bar.text() == ""
    press(window, Qt.Key.Key_F9)
    QTest.qWait(250)
    assert window.reminder_bar.text() == ""


def test_days_are_said_with_their_article() -> None:
    """L’8 and l’11, il 9."""
    assert [since_day(date(2018, 4, day)) for day in (1, 8, 9, 11)] == [
        "dal 1º aprile 2018",
        "dall’8 aprile 2018",
        "dal 9 aprile 2018",
        "dall’11 aprile 2018",
    ]
    assert after_day(date(2018, 4, 8)) == "dopo l’8 aprile 2018"
    assert after_day(date(2018, 4, 9)) == "dopo il 9 aprile 2018"
    assert until_day(date(2018, 4, 11)) == "fino all’11 aprile 2018"
    assert until_day(date(2018, 4, 12)) == "fino al 12 aprile 2018"
