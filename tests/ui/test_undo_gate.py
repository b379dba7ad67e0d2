"""Ctrl+Z belongs to a field only while the field has something to take back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.undo_gate import UndoGate


@pytest.fixture
def form(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """A window with three fields."""
    made = QWidget()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    for field in (QLineEdit(), QPlainTextEdit(), QSpinBox()):
        layout.addWidget(field)
    gate = UndoGate(qapp, made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    assert isinstance(gate, QObject)
    return made


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QSpinBox])
def test_an_untouched_field_lets_the_window_undo(form: QWidget, qtbot: QtBot, kind: type[QWidget]) -> None:
    """The evening's undo is in reach from wherever the focus is."""
    heard: list[int] = []
    QShortcut(QKeySequence("Ctrl+Z"), form, lambda: heard.append(1))
    field = next(one for one in form.findChildren(kind) if one.objectName() != "qt_spinbox_lineedit")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == [1]


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_typed_words_are_taken_back_first(form: QWidget, qtbot: QtBot, kind: type[QWidget]) -> None:
    """Nobody loses the evening's last action by correcting a word."""
    heard: list[int] = []
    QShortcut(QKeySequence("Ctrl+Z"), form, lambda: heard.append(1))
    field = next(one for one in form.findChildren(kind) if one.objectName() != "qt_spinbox_lineedit")
    field.setFocus()
    qtbot.keyClicks(field, "ciao")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == []
