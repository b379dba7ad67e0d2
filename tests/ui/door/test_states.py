"""Promises of the door with no list, a list dropped on it, a joined file, nobody left to come, and many people."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.actions import check_in
from facilitatore.door.model import Person
from facilitatore.session import new
from ui.door.keys import KeyWish
from ui.jobs import DOOR, Job

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop_files(widget, *paths: str) -> bool:
    """Drop files on the page; return whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    enter = QDragEnterEvent(QPoint(300, 300), COPY, data, LEFT, NONE)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(300, 300), COPY, data, LEFT, NONE))
    return enter.isAccepted()


def test_no_list(empty_door, qtbot: QtBot, people_list: Path, monkeypatch) -> None:
    """Where there is no list the page says so, and the button to import one is there."""
    page = empty_door.page
    assert page.welcome.empty.text().startswith("Non c’è ancora un elenco")
    assert page.welcome.import_button.isVisible()
    monkeypatch.setattr(type(page), "ask_list_path", lambda _page: people_list)
    qtbot.mouseClick(page.welcome.import_button, LEFT)
    qtbot.waitUntil(page.importing.panel.isVisible)
    empty_door.press(Qt.Key.Key_Escape)


def test_dropped_list(empty_door, qtbot: QtBot, people_list: Path) -> None:
    """A list dropped on the page, or on the field, is looked at; nothing is written yet."""
    assert drop_files(empty_door.page.field, str(people_list))
    qtbot.waitUntil(empty_door.page.importing.panel.isVisible)
    assert empty_door.bridge.register is None
    assert empty_door.page.field.text() == ""
    empty_door.press(Qt.Key.Key_Escape)


def test_dropped_nonsense(empty_door, qtbot: QtBot, tmp_path: Path) -> None:
    """Two files at once are not taken; a picture is, and what it is not is said."""
    picture = tmp_path / "foto.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert not drop_files(empty_door.page, str(picture), str(tmp_path / "altro.csv"))
    assert drop_files(empty_door.page, str(picture))
    qtbot.waitUntil(lambda: bool(empty_door.refused))
    assert empty_door.page.welcome.isVisible()


def test_joined_file(empty_door) -> None:
    """A file in which people came from a list says where the list is, not that there is none."""
    person = Person("1", "Anna", "Rossi", "Anna", "", "", "ANNA22334455", ())
    check_in(empty_door.bridge.session, person)
    empty_door.page.refresh(None)
    assert empty_door.page.welcome.empty.text() == (
        "1 presente, con il solo nome. L’elenco con i cognomi è rimasto all’accoglienza."
    )
    assert not empty_door.page.welcome.import_button.isVisible()
    empty_door.type("ann")
    assert empty_door.names() == ["Anna"]


def test_everybody_in(door) -> None:
    """When all are in, the page says so."""
    for name in ("khad", "khal", "cater", "andrea", "andrea"):
        door.arrive(name)
    assert len(door.guests()) == 5
    assert door.page.welcome.empty.text() == "Sono arrivati tutti quelli in elenco."


def test_many(door) -> None:
    """Among 5,000 people a name with a letter missing is the first line, and Enter lets the person in."""
    drafts = [
        new("person", first_name="Anna", family_name=f"Bertani{number}", badge_name="Anna", token=f"T{number}")
        for number in range(5000)
    ]
    door.bridge.register.record("import_people", *drafts)
    door.page.refresh(None)
    door.type("kadija")
    assert door.names()[0] == "Khadija"
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Khadija"]
    assert door.page.lines.rowCount() == 5004


@pytest.mark.parametrize("words", ["accogli", "scegli", "gruppo", "cambia nome", "annulla"])
def test_keys_can_be_clicked(door, qtbot: QtBot, words: str) -> None:
    """Every key under the field can be clicked, and none takes the focus from it."""
    door.arrive("khal")
    door.type("khad")
    (wish,) = [one for one in door.page.welcome.keys.findChildren(KeyWish) if one.text() == words and one.isVisible()]
    before = (len(door.guests()), door.page.list.chosen_row(), len(door.said), door.page.field.mode)
    qtbot.mouseClick(wish, LEFT)
    after = (len(door.guests()), door.page.list.chosen_row(), len(door.said), door.page.field.mode)
    assert after != before or words == "scegli"
    assert door.page.field.hasFocus()
    door.press(Qt.Key.Key_Escape)


def test_function_keys_from_a_button(door) -> None:
    """F3 works while a button has the focus."""
    door.arrive("khad")
    door.page.figures.import_button.setFocus()
    door.function(3)
    assert door.page.field.text() == "Khadija"
    door.press(Qt.Key.Key_Escape)


def test_band(door) -> None:
    """At the door the band says that people are being welcomed; another page says nothing of it."""
    shown = []
    door.page.phase_shown.connect(lambda *words: shown.append(words))
    door.bridge.set_job(Job(DOOR))
    door.page.refresh(None)
    door.page.hide()
    assert shown == [("Accoglienza", ""), ("", "")]
    door.page.show()


def test_renamed_by_mouse(door, qtbot: QtBot) -> None:
    """Whoever renames with the mouse finds what Enter and Esc do, and afterwards the keys of the door again."""
    door.arrive("khad")
    keys = door.page.welcome.keys
    for words, name in (("lascia com’è", "Khadija"), ("scrivi il nome", "Dija")):
        door.function(3)
        door.type("Dija")
        assert keys.shown() == ["Invio", "Esc"]
        (wish,) = [one for one in keys.findChildren(KeyWish) if one.text() == words and one.isVisible()]
        qtbot.mouseClick(wish, LEFT)
        assert door.guests()[0].badge_name == name
        assert "F3" in keys.shown()
