"""Promises of the door about what people asked for in words that mean nothing here."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facilitatore.door.matching import find_meanings
from facilitatore.door.people import read_expected
from facilitatore.prepare.actions import add_group, edit_evening, edit_group
from facilitatore.prepare.evening import read_groups
from facilitatore.session import edit


@pytest.fixture
def asked(door):
    """Return what lets two persons of the register ask for something, in words, as a list does."""

    def asking(evening: str, group: str) -> None:
        register = door.bridge.register
        two = register.things("person")[:2]
        drafts = [edit(thing, registrations=[{"evening": evening, "group": group}]) for thing in two]
        register.note("import_people", *drafts)
        door.page.refresh(None)

    return asking


def press(door, key: str) -> None:
    """Press a key where the focus is."""
    QTest.keyClicks(QApplication.focusWidget() or door.page, key)


def groups_asked(door) -> list[str]:
    """Return the letters of the groups that are asked for."""
    session = door.bridge.session
    keys = {group.id: group.key for group in read_groups(session)}
    return sorted(keys[line.group] for line in read_expected(session, door.bridge.register) if line.group)


def test_all_understood_says_nothing(door) -> None:
    """Where every registration means something the page says nothing of words."""
    assert door.page.figures.unmatched.isHidden()


def test_a_group_is_told_with_one_key(door, asked) -> None:
    """Words that are no group are said with how many wrote them; one key says which group it is, and undo asks again."""
    asked("2018-01-08", "Casa di comunità")
    before = groups_asked(door)
    card = door.page.figures.unmatched
    assert "«Casa di comunità»" in card.words.text()
    assert "2 persone" in card.words.text()
    card.button.click()
    assert door.page.unmatched.panel.isVisible()
    press(door, "2")
    assert groups_asked(door) == sorted([*before, "B", "B"])
    assert door.page.field.isVisible()
    assert card.isHidden()
    door.page.desk.undo()
    assert groups_asked(door) == before
    assert not card.isHidden()


def test_none_of_the_groups(door, asked) -> None:
    """Words that mean no group are not said again; Esc before that leaves everything as it was."""
    asked("2018-01-08", "Indifferente")
    card = door.page.figures.unmatched
    card.button.click()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert door.page.field.isVisible()
    assert not card.isHidden()
    card.button.click()
    press(door, "0")
    assert card.isHidden()


def test_another_date(door, asked) -> None:
    """Beside an evening of another day the page asks whether the date is right, and one key awaits the people."""
    for evening in ("2018-01-08", "2018-01-09"):
        asked(evening, "")
        register = door.bridge.register
        for thing in register.things("person"):
            register.note("import_people", edit(thing, registrations=[{"evening": evening, "group": ""}]))
    edit_evening(door.bridge.session, date="2018-01-10")
    door.page.refresh(None)
    card = door.page.figures.unmatched
    assert "10 gennaio 2018" in card.words.text()
    assert len(door.names()) == 0
    card.button.click()
    assert door.page.unmatched.panel.said.text() == "«martedì 9 gennaio 2018»"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(door.names()) == 5


def test_a_new_date_and_title_in_the_window(door) -> None:
    """Whoever a register of before expected is awaited in the same group after the evening and its groups were renamed."""
    find_meanings(door.bridge.register, door.bridge.session)
    before = door.names(), groups_asked(door)
    door.bridge.do(edit_evening, date="2018-01-09")
    for group in read_groups(door.bridge.session):
        door.bridge.do(edit_group, group.id, title=f"Altro {group.key}")
    assert (door.names(), groups_asked(door)) == before
    assert door.page.figures.unmatched.isHidden()


def test_more_groups_than_figures(door, asked) -> None:
    """Where there are more than nine groups each can be told, by its letter."""
    for number in range(8):
        door.bridge.do(add_group, title=f"Tavolo {number}")
    asked("2018-01-08", "Casa di comunità")
    before = groups_asked(door)
    door.page.figures.unmatched.button.click()
    press(door, "k")
    assert groups_asked(door) == sorted([*before, "K", "K"])
