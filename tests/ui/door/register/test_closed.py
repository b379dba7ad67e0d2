"""A register that is there and does not open: the evening goes on, and a calm field asks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from facilitatore.errors import Damaged
from facilitatore.session.register_place import register_path
from tests.ui.door.conftest import Door
from tests.ui.door.register.conftest import PHRASE


def test_the_evening_opens_and_the_door_asks_for_the_phrase(closed_door: Door) -> None:
    """No error is said: the field has the focus, and hides what is typed."""
    closed = closed_door.page.register.closed
    assert closed_door.refused == []
    assert closed.isVisible()
    assert closed.heading.text() == "Il registro è chiuso con una frase"
    assert QApplication.focusWidget() is closed.field
    assert closed.field.echoMode() is QLineEdit.EchoMode.Password


def test_the_phrase_and_enter_open_the_register(closed_door: Door) -> None:
    """The list is there, the field of the door has the focus, and no letter of the phrase stays anywhere."""
    closed_door.type(PHRASE)
    closed_door.enter()
    assert "Khadija" in closed_door.names()
    assert closed_door.page.field.hasFocus()
    assert closed_door.page.field.text() == ""
    assert closed_door.page.register.closed.field.text() == ""
    assert closed_door.bridge.register_problem is None


def test_a_wrong_phrase_is_said_and_may_be_tried_again(closed_door: Door) -> None:
    """The sentence stands under the field, the words are chosen to be typed anew."""
    closed_door.type("tre gatti sul tetto")
    closed_door.enter()
    closed = closed_door.page.register.closed
    assert "non apre il registro" in closed.row.hint.text()
    assert closed.field.selectedText() == closed.field.text() != ""
    closed.new_button.click()
    closed_door.press(Qt.Key.Key_Escape)
    assert closed.field.selectedText() == closed.field.text() != ""
    closed_door.type(PHRASE)
    closed_door.enter()
    assert closed_door.bridge.register is not None


def test_esc_goes_on_as_an_evening_without_a_register(closed_door: Door) -> None:
    """Who arrives is let in by name; the register is as it was, and can be opened later."""
    before = register_path(closed_door.bridge.session.path).read_bytes()
    closed_door.type("qua")
    closed_door.press(Qt.Key.Key_Escape)
    assert closed_door.page.field.hasFocus()
    assert closed_door.page.register.closed.field.text() == ""
    closed_door.type("Ines")
    closed_door.function(2)
    closed_door.digit(1)
    assert [guest.badge_name for guest in closed_door.guests()] == ["Ines"]
    assert register_path(closed_door.bridge.session.path).read_bytes() == before
    closed_door.page.figures.register_button.click()
    closed_door.type(PHRASE)
    closed_door.enter()
    assert "Khadija" in closed_door.names()


def test_the_phrase_is_no_name_of_somebody_who_comes_in(closed_door: Door) -> None:
    """Whoever goes to the page by the rail gives it the focus: the field that is seen has it, not the hidden one behind."""
    closed_door.page.setFocus()
    assert closed_door.page.register.closed.field.hasFocus()
    closed_door.type("tre gatti")
    assert closed_door.page.field.text() == ""
    assert closed_door.page.register.closed.field.text() == "tre gatti"
    closed_door.press(Qt.Key.Key_Escape)
    closed_door.page.figures.register_button.setFocus()
    closed_door.page.setFocus()
    assert closed_door.page.field.hasFocus()


def test_it_does_not_ask_twice_in_one_evening(closed_door: Door) -> None:
    """Whoever went on without it is let be when the page is shown again."""
    closed_door.press(Qt.Key.Key_Escape)
    closed_door.page.hide()
    closed_door.page.show()
    assert not closed_door.page.register.closed.isVisible()


def test_a_list_is_imported_into_the_closed_register_only_once_it_is_open(closed_door: Door) -> None:
    """The button asks for the phrase, where a new register would have stood in the way of the old one."""
    closed_door.press(Qt.Key.Key_Escape)
    closed_door.page.figures.import_button.click()
    assert closed_door.page.register.closed.isVisible()
    assert closed_door.page.register.closed.field.hasFocus()


def test_a_lost_phrase_is_answered_with_a_new_register(closed_door: Door) -> None:
    """After one more question the old file is set aside, byte for byte, and a list can be imported."""
    path = register_path(closed_door.bridge.session.path)
    before = path.read_bytes()
    closed = closed_door.page.register.closed
    closed.new_button.click()
    assert closed.certain.isVisible()
    assert closed.certain.no_button.hasFocus()
    assert path.exists()
    closed.certain.yes_button.click()
    aside = path.with_name("accoglienza-da-parte.registro")
    assert not path.exists()
    assert aside.read_bytes() == before
    assert aside.name in closed_door.last_said()
    assert not closed_door.page.register.is_there


def test_esc_in_the_question_for_a_new_register_leaves_all_as_it_is(closed_door: Door) -> None:
    """The first Esc takes the question back, and not the field."""
    closed = closed_door.page.register.closed
    closed.new_button.click()
    closed_door.press(Qt.Key.Key_Escape)
    assert closed.isVisible()
    assert not closed.certain.isVisible()
    assert closed.field.hasFocus()


def test_a_broken_register_is_said_and_a_copy_takes_its_place(broken_door: Door) -> None:
    """The copies are named with their time and their persons; the broken file is kept under another name."""
    closed = broken_door.page.register.closed
    assert [type(problem) for problem in broken_door.refused] == [Damaged]
    assert closed.isVisible()
    assert not closed.field.isVisible()
    (button,) = closed.copies.buttons
    assert "5 persone" in button.text()
    path = register_path(broken_door.bridge.session.path)
    broken = path.read_bytes()
    button.click()
    assert "Khadija" in broken_door.names()
    assert path.with_name("accoglienza-da-parte.registro").read_bytes() == broken


def test_what_is_typed_is_shown_on_demand(closed_door: Door) -> None:
    """One box shows the letters, and does so no longer the next time."""
    closed = closed_door.page.register.closed
    closed.show_box.click()
    assert closed.field.echoMode() is QLineEdit.EchoMode.Normal
    closed_door.press(Qt.Key.Key_Escape)
    assert closed.field.echoMode() is QLineEdit.EchoMode.Password
