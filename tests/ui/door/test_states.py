"""Promises of the door with no list, a list dropped on it, a joined file, nobody left to come, and many people."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from facilitatore.door.actions import check_in
from facilitatore.door.model import Person
from facilitatore.session import new
from ui.door.dragging import drag_picture
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
    assert not page.figures.import_button.isVisible(), "one is enough"
    monkeypatch.setattr(type(page), "ask_list_path", lambda _page: people_list)
    qtbot.mouseClick(page.welcome.import_button, LEFT)
    qtbot.waitUntil(page.importing.panel.isVisible)
    empty_door.press(Qt.Key.Key_Escape)


def test_one_way_to_a_list(empty_door) -> None:
    """There is one button to import a list: beside the figures while the one in the middle is not seen."""
    page = empty_door.page
    for words in ("", "ines"):
        page.field.setText(words)
        assert page.welcome.import_button.isVisible() != page.figures.import_button.isVisible()


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
    empty_door.press(Qt.Key.Key_Escape)
    empty_door.bridge.set_job(
        Job(DOOR)
    )  # its register was destroyed: there is no other door where it could have stayed
    empty_door.page.refresh(None)
    assert empty_door.page.welcome.empty.text() == (
        "1 presente, con il solo nome. Un elenco con i cognomi qui non c’è: chi arriva entra con F2."
    )


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


def test_name_of_nobody(door) -> None:
    """While the words are nobody's no key changes who came before, and none is offered that would."""
    door.arrive("khad")
    door.type("zzyzx")
    for number in (3, 4, 6):
        door.function(number)
    assert door.page.welcome.keys.shown() == ["Esc"]
    assert door.page.field.text() == "zzyzx"
    assert door.page.welcome.printing.who.text() != "Khadija"


def test_without_a_group_one_is_offered(door) -> None:
    """Whoever came in without a group is to be given one: the key says so, until they have it."""
    door.arrive("caterina")
    words = [wish.text() for wish in door.page.welcome.keys.findChildren(KeyWish)]
    assert "dai un gruppo all’ultimo" in words
    door.digit(2)
    words = [wish.text() for wish in door.page.welcome.keys.findChildren(KeyWish)]
    assert "sposta l’ultimo" in words


def test_page_fits_after_a_list(empty_door, qtbot: QtBot, people_list: Path, monkeypatch) -> None:
    """A list that was imported leaves the page as it was: all of it seen, nothing to scroll to."""
    page = empty_door.page
    monkeypatch.setattr(type(page), "ask_list_path", lambda _page: people_list)
    page.choose_list()
    qtbot.waitUntil(page.importing.panel.isVisible)
    page.importing.panel.import_button.click()
    qtbot.waitUntil(page.welcome.isVisible)
    page.resize(1198, 580)  # a small laptop with a sentence in the bar
    QApplication.processEvents()
    area = page.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0


def test_warning_goes_with_its_name(door) -> None:
    """What was said of somebody who is in already is taken back when the next name is typed."""
    unsaid: list[str] = []
    door.page.unsaid.connect(unsaid.append)
    door.arrive("khad")
    door.arrive("khad")
    assert "dentro dalle" in door.last_said()
    door.type("c")
    door.type("a")
    assert unsaid == [door.last_said()]


def test_scanner_with_a_line_feed(door) -> None:
    """A scanner that ends with a line feed instead of Enter is understood."""
    door.type("khad")
    door.press(0, "\n")
    assert [guest.badge_name for guest in door.guests()] == ["Khadija"]


def test_esc_closes_paper_and_printer(door, qtbot: QtBot) -> None:
    """Esc in the field, where nothing is written, closes what was opened with the mouse; the field keeps the keys."""
    card = door.page.welcome.printing
    card.paper_button.click()
    assert card.panel is not None
    door.page.field.setFocus()
    door.press(Qt.Key.Key_Escape)
    assert card.panel.isHidden()
    assert door.page.field.hasFocus()
    qtbot.waitUntil(lambda: not door.bridge.is_busy)


def test_dragged_name_is_small(door) -> None:
    """What hangs from the mouse hides no group."""
    assert drag_picture("Khadija", ("square", "#B35C00")).width() < door.page.figures.width() / 2


def test_enter_twice_for_a_walk_in(door) -> None:
    """Who is in no list comes in with Enter, Enter and a group; the first Enter lets nobody in."""
    door.type("zzyzx")
    door.enter()
    assert door.last_said().startswith("Nessuno in elenco")
    door.enter()
    assert door.guests() == []
    door.digit(2)
    assert door.group_keys() == ["B"]


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Escape])
def test_warning_goes_when_answered(door, key: int) -> None:
    """That nobody is called so is taken back when it is answered, with the question for the group or with Esc."""
    unsaid: list[str] = []
    door.page.unsaid.connect(unsaid.append)
    door.type("zzyzx")
    door.enter()
    door.press(key)
    assert unsaid == [door.last_said()]
