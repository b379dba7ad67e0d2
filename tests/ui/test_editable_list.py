"""Promises of `ui.widgets.editable_list`."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets import EditableList

pytestmark = pytest.mark.usefixtures("themed_app")


def type_into(field: QLineEdit, text: str) -> None:
    """Type a text with its accents: qtbot's own way aborts the process at a letter outside ASCII."""
    for letter in text:
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


@pytest.fixture
def rules(qtbot: QtBot) -> EditableList:
    """Three rules."""
    widget = EditableList("regola")
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    widget.set_rows([("a", "Si parla uno alla volta"), ("b", "Resta qui"), ("c", "Tutte valgono")])
    return widget


def test_rule_is_asked_for_with_enter(qtbot: QtBot, rules: EditableList) -> None:
    """Enter in the last row asks to add its words, accents included."""
    type_into(rules.new, "Chi è in ritardo entra lo stesso")
    with qtbot.waitSignal(rules.row_added) as asked:
        qtbot.keyClick(rules.new, Qt.Key.Key_Return)
    assert asked.args == ["Chi è in ritardo entra lo stesso"]


def test_words_stay_until_they_are_safe(qtbot: QtBot, rules: EditableList) -> None:
    """Words that could not be written stay in the field."""
    rules.new.setText("Nuova")
    qtbot.keyClick(rules.new, Qt.Key.Key_Return)
    assert rules.new.text() == "Nuova"


def test_new_row_empties_when_the_rule_is_there(rules: EditableList) -> None:
    """Once the new rule is among the rows, the last row is empty again."""
    rules.new.setText("Nuova")
    rules.set_rows([("a", "Si parla uno alla volta"), ("d", "Nuova")])
    assert rules.new.text() == ""


def test_rule_is_edited_once(qtbot: QtBot, rules: EditableList) -> None:
    """Enter in a row asks for the change once, and leaving the row does not ask again."""
    asked: list[tuple[str, str]] = []
    rules.row_edited.connect(lambda row, text: asked.append((row, text)))
    rules.focus_row(0)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("Si parla a turno")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == [("a", "Si parla a turno")]


def test_esc_puts_the_old_words_back(qtbot: QtBot, rules: EditableList) -> None:
    """Esc in a row destroys nothing but what was just typed in it."""
    rules.focus_row(1)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("Sbagliato")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert rules.rows()[1] == ("b", "Resta qui")


def test_row_being_written_keeps_its_words(rules: EditableList) -> None:
    """A refresh does not take the words away from under the hands of who writes."""
    rules.focus_row(1)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("Resta qui, per ora")
    rules.set_rows([("a", "Si parla uno alla volta"), ("b", "Resta qui"), ("c", "Tutte valgono")])
    assert rules.rows()[1] == ("b", "Resta qui, per ora")


def test_rule_moves_with_alt(qtbot: QtBot, rules: EditableList) -> None:
    """Alt+↓ asks to move a row down."""
    rules.focus_row(0)
    with qtbot.waitSignal(rules.row_moved) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked.args == ["a", 1]


def test_rule_goes_with_control_delete(qtbot: QtBot, rules: EditableList) -> None:
    """Ctrl+Delete asks to remove the row."""
    rules.focus_row(2)
    with qtbot.waitSignal(rules.row_removed) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["c"]


def test_emptied_rule_comes_back(qtbot: QtBot, rules: EditableList) -> None:
    """Emptying a row removes nothing: the old words come back."""
    rules.focus_row(0)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert rules.rows()[0] == ("a", "Si parla uno alla volta")


def test_a_list_without_rows_is_shown(qtbot: QtBot, rules: EditableList) -> None:
    """The last rule taken away, or lost with a broken file: the row for new ones stays."""
    rules.set_rows([])
    assert rules.new.isVisible()
