"""The menu of lists and signs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.prepare.evening import read_groups
from ui.bridge import Bridge
from ui.door.paper.handouts_menu import HandoutsMenu


@pytest.fixture
def menu(qtbot: QtBot, themed_app: QApplication, bridge: Bridge) -> HandoutsMenu:
    """Return the menu of an evening of three groups."""
    made = HandoutsMenu()
    qtbot.addWidget(made)
    made.set_groups(read_groups(bridge.session))
    return made


def words(menu: HandoutsMenu) -> list[str]:
    """Return what can be chosen."""
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_every_group_has_its_list(menu: HandoutsMenu) -> None:
    """Between the list in reserve, which says that it has family names, and the signs."""
    first, *lists, everyone, signs, arrows, trial = words(menu)
    assert first == "Elenco di riserva (con i cognomi)"
    assert [text.split(" · ")[0] for text in lists] == [f"Elenco dei nomi: {key}" for key in "ABC"]
    assert (everyone, signs, arrows) == (
        "Elenchi dei nomi: tutti i gruppi",
        "Cartelli per le porte",
        "Cartelli con le frecce",
    )
    assert trial == "Foglio di prova della stampante"


def test_each_entry_asks_for_its_paper(menu: HandoutsMenu, bridge: Bridge, qtbot: QtBot) -> None:
    """With its kind and its group."""
    asked: list[tuple[str, str]] = []
    menu.wanted.connect(lambda kind, group_id: asked.append((kind, group_id)))
    for action in menu.actions():
        action.trigger()
    groups = [("group", group.id) for group in read_groups(bridge.session)]
    assert asked == [("fallback", ""), *groups, ("group", ""), ("signs", ""), ("arrows", ""), ("trial", "")]


def test_groups_that_changed_are_named_anew(menu: HandoutsMenu, bridge: Bridge) -> None:
    """One group has no list of all; an & in its title is an &."""
    first = read_groups(bridge.session)[0]._replace(short_title="Casa & salute")
    menu.set_groups([first])
    assert words(menu)[1:3] == ["Elenco dei nomi: A · Casa && salute", "Cartelli per le porte"]


def test_without_groups_there_are_signs(menu: HandoutsMenu) -> None:
    """And the list in reserve."""
    menu.set_groups([])
    assert len(words(menu)) == 4
