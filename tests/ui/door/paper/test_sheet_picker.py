"""Promises of the picture of the open sheet, driven by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.badges.stock import find_stock
from ui.door.paper.sheet_picker import SheetPicker

pytestmark = pytest.mark.usefixtures("themed_app")


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[SheetPicker]:
    """Show the sheet of ten labels, three of them gone."""
    picker = SheetPicker()
    qtbot.addWidget(picker)
    picker.show_sheet(find_stock("L4785"), {1, 2, 3})
    picker.show()
    picker.activateWindow()
    QApplication.processEvents()
    yield picker
    picker.hide()


def click(sheet: SheetPicker, number: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click the middle of a label where it is painted."""
    place = sheet.label_area(number - 1).center().toPoint()
    label = sheet.childAt(place)
    assert label is not None
    QTest.mouseClick(label, Qt.MouseButton.LeftButton, held, label.mapFrom(sheet, place))


def key(code: Qt.Key) -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, code)


def test_click(sheet: SheetPicker) -> None:
    """A click marks a label as gone, another one gives it back."""
    click(sheet, 7)
    assert sheet.used == {1, 2, 3, 7}
    click(sheet, 7)
    assert sheet.used == {1, 2, 3}


def test_click_tells(sheet: SheetPicker) -> None:
    """Each click is told with all that is gone."""
    told: list[frozenset[int]] = []
    sheet.used_changed.connect(told.append)
    click(sheet, 4)
    assert told == [frozenset({1, 2, 3, 4})]


def test_shift_click(sheet: SheetPicker) -> None:
    """Shift and a click mark all labels up to there."""
    click(sheet, 6, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.used == {1, 2, 3, 4, 5, 6}


def test_arrows_and_space(sheet: SheetPicker) -> None:
    """Tab comes to the next label; arrows walk the rows and columns, Space marks."""
    sheet.labels[3].setFocus()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Left)
    key(Qt.Key.Key_Space)
    assert sheet.used == {1, 2, 3, 5}


def test_arrows_stop_at_the_edge(sheet: SheetPicker) -> None:
    """Arrows do not leave the sheet, nor go on in the next row."""
    sheet.labels[1].setFocus()
    for code in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        key(code)
    assert sheet.labels[1].hasFocus()


def test_one_tab_stop(sheet: SheetPicker) -> None:
    """Tab stops once in the sheet, at the next label."""
    stops = [label.number for label in sheet.labels if label.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [4]


def test_words(sheet: SheetPicker) -> None:
    """Each label says its number and whether it is free."""
    names = [label.accessibleName() for label in sheet.labels]
    assert names[2:5] == ["etichetta 3, usata", "etichetta 4, libera, la prossima", "etichetta 5, libera"]


def test_next_one(sheet: SheetPicker) -> None:
    """The next label is the first that is free, wherever the gone ones are."""
    assert sheet.following == 4
    click(sheet, 4)
    assert sheet.following == 5


def test_other_sheet(sheet: SheetPicker) -> None:
    """Another kind of sheet has its own labels."""
    sheet.show_sheet(find_stock("L7160"), ())
    assert len(sheet.labels) == 21
    assert sheet.following == 1
