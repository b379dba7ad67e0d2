"""Promises of the door's page, driven by the keys a person presses."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.people import read_persons
from facilitatore.session import edit
from facilitatore.session.register_place import register_path, register_place
from ui.door.field import CHOOSING, SEARCHING
from ui.door.page import DoorPage
from ui.door.register.visit import view_of
from ui.widgets import GroupMark


def test_three_letters(door) -> None:
    """Three letters leave those whose first or family name begins so."""
    door.type("kha")
    assert door.names() == ["Khadija", "Khalid"]
    door.press(Qt.Key.Key_Backspace)
    assert door.names() == ["Khadija", "Khalid", "Caterina"]


def test_enter_checks_in(door) -> None:
    """Enter lets in the first one found; the field is empty again and has the focus."""
    door.type("khad")
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Khadija"]
    assert door.group_keys() == ["B"]
    assert door.page.field.text() == ""
    assert door.page.field.hasFocus()


def test_arrow_chooses(door) -> None:
    """The arrow down chooses the next one, whom Enter lets in."""
    door.type("kha")
    door.press(Qt.Key.Key_Down)
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Khalid"]


def test_enter_without_words(door) -> None:
    """Enter in an empty field lets nobody in."""
    door.enter()
    assert door.guests() == []


def test_already_in(door) -> None:
    """Enter on somebody who is in says since when, and writes nothing."""
    door.type("khad")
    door.enter()
    facts = door.bridge.session.fact_count
    door.type("khad")
    door.enter()
    text, kind = door.said[-1]
    assert text.startswith("Khadija: ✓ dentro dalle ")
    assert kind == "warning"
    assert door.bridge.session.fact_count == facts


def test_no_surname_in_the_evening(door) -> None:
    """Letting somebody in brings no family name into the evening's file."""
    door.type("khad")
    door.enter()
    fields = [str(thing.fields) for thing in door.bridge.session.things("guest")]
    assert "Benali" not in "".join(fields)


def test_nobody_found(door) -> None:
    """Enter on a name that is in no list says which key lets in all the same."""
    door.type("zzz")
    door.enter()
    assert "F2" in door.said[-1][0]
    assert door.guests() == []
    assert door.page.field.text() == "zzz"


@pytest.mark.parametrize(("key", "group"), [("2", "B"), ("c", "C"), ("C", "C")])
def test_walk_in(door, key: str, group: str) -> None:
    """F2 takes the words as a first name, one figure or letter says the group."""
    door.type("niccolò")
    door.press(Qt.Key.Key_F2)
    door.press(ord(key.upper()), key)
    door.wait()
    (guest,) = door.guests()
    assert (guest.badge_name, guest.walk_in, door.group_keys()) == ("Niccolò", True, [group])
    assert (door.page.field.mode, door.page.field.text()) == (SEARCHING, "")


def test_walk_in_without_group(door) -> None:
    """Enter instead of a group lets in without one."""
    door.type("Ines")
    door.press(Qt.Key.Key_F2)
    door.enter()
    assert [(guest.badge_name, guest.group) for guest in door.guests()] == [("Ines", None)]


def test_walk_in_from_nothing(door) -> None:
    """F2 in an empty field asks for the name first."""
    door.press(Qt.Key.Key_F2)
    door.type("Remo")
    door.enter()
    assert door.page.field.mode == CHOOSING
    door.digit(1)
    assert [guest.badge_name for guest in door.guests()] == ["Remo"]


def test_escape_keeps_words(door) -> None:
    """Esc at the question for the group goes back with the words still there; a second one clears them."""
    door.type("Ines")
    door.press(Qt.Key.Key_F2)
    door.press(Qt.Key.Key_Escape)
    assert (door.page.field.mode, door.page.field.text()) == (SEARCHING, "Ines")
    door.press(Qt.Key.Key_Escape)
    assert door.page.field.text() == ""
    assert door.guests() == []


def test_walk_in_without_register(empty_door) -> None:
    """Without a register the door works for whoever comes."""
    empty_door.type("Ines")
    empty_door.press(Qt.Key.Key_F2)
    empty_door.digit(1)
    assert [guest.badge_name for guest in empty_door.guests()] == ["Ines"]


def test_refused_keeps_words(door) -> None:
    """What the file refuses leaves the words in the field."""
    door.bridge.session.forget(kinds=["guest"])
    door.type("Ines")
    door.press(Qt.Key.Key_F2)
    door.digit(1)
    assert len(door.refused) == 1
    assert door.page.field.text() == "Ines"


def test_figure_moves_the_last(door) -> None:
    """A figure in the empty field puts who came last into that group."""
    door.type("cater")
    door.enter()
    assert door.group_keys() == [None]
    door.digit(3)
    assert door.group_keys() == ["C"]


def test_alt_figure_moves_the_chosen(door) -> None:
    """Alt and a figure put the chosen one into that group, whoever came last."""
    for name in ("khad", "khal"):
        door.type(name)
        door.enter()
    door.type("khad")
    door.digit(3, alt=True)
    assert door.group_keys() == ["C", "A"]


def test_alt_figure_checks_in(door) -> None:
    """Alt and a figure let in who is awaited, into that group."""
    door.type("cater")
    door.digit(2, alt=True)
    assert door.group_keys() == ["B"]


def test_undo(door) -> None:
    """Ctrl+Z in the empty field takes the last arrival back."""
    door.type("khad")
    door.enter()
    door.press(Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    assert door.guests() == []
    assert "Khadija" in door.names()


def test_figures(door) -> None:
    """The right side counts who is in, who was expected and who is in no list."""
    door.type("khad")
    door.enter()
    door.type("Ines")
    door.press(Qt.Key.Key_F2)
    door.digit(2)
    assert door.page.figures.present.text() == "2"
    assert door.page.figures.words.text() == "presenti su 5 in elenco, 1 non in elenco"
    assert [card.present.text() for card in door.page.figures.cards()] == ["0", "2", "0"]


def test_last_arrivals(door) -> None:
    """Who came last is named on the right, as soon as they are in."""
    door.type("khad")
    door.enter()
    QApplication.processEvents()
    marks = [mark for mark in door.page.figures.findChildren(GroupMark) if mark.name.text() == "Khadija"]
    assert [mark.isVisible() and mark.height() > 0 for mark in marks] == [True]


def test_what_to_do_without_a_list(empty_door) -> None:
    """Without a list the page says how to begin, also when somebody is in already."""
    empty_door.type("Ines")
    empty_door.press(Qt.Key.Key_F2)
    empty_door.enter()
    assert empty_door.page.welcome.empty.text().startswith("Non c’è ancora un elenco")


def test_homonyms(door) -> None:
    """Two people of one name are told apart by the end of their telephone."""
    door.type("andrea")
    shown = [door.page.lines.index(row, 0).data() for row in range(2)]
    assert [text.split(",")[0] for text in shown] == ["Andrea Ferrari (…014)", "Andrea Ferrari (…025)"]


def test_nameless(door, tmp_path: Path) -> None:
    """Somebody of whom only the family name is known is asked for a name, and no badge bears the family name."""
    path = tmp_path / "altri.csv"
    path.write_text("Nome,Cognome\n,Neri\nOlena,Kovalchuk\nRemo,Gualdi\n", encoding="utf-8")
    session, register = door.bridge.session, door.bridge.register
    assert register is not None
    import_for_evening(session, register, plan_import(session, register, path))
    door.page.refresh(None)
    door.type("neri")
    door.enter()
    assert door.guests() == []
    door.type("Paola")
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Paola"]


def test_printing(door, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+P writes a PDF of what was not printed, marks it, and the next sheet goes on from there."""
    path = tmp_path / "etichette.pdf"
    monkeypatch.setattr(DoorPage, "ask_pdf_path", lambda _page, _proposed: path)
    for name in ("khad", "khal"):
        door.type(name)
        door.enter()
    qtbot.keyClick(door.page.field, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(door.said))
    assert path.read_bytes().startswith(b"%PDF")
    assert all(guest.printed_at for guest in door.guests())
    assert not door.page.welcome.printing.button.isEnabled()


def test_printing_refused(door, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF that cannot be written leaves the badges to be printed."""
    monkeypatch.setattr(DoorPage, "ask_pdf_path", lambda _page, _proposed: tmp_path / "non c'è" / "e.pdf")
    door.type("khad")
    door.enter()
    door.page.print_badges()
    qtbot.waitUntil(lambda: bool(door.refused))
    assert [guest.printed_at for guest in door.guests()] == [None]
    assert door.page.welcome.printing.button.isEnabled()


def test_import(empty_door, qtbot: QtBot, people_list: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list is looked at first; Enter writes it into a register made beside the evening, one undo takes it back."""
    monkeypatch.setattr(DoorPage, "ask_list_path", lambda _page: people_list)
    page, bridge = empty_door.page, empty_door.bridge
    page.choose_list()
    qtbot.waitUntil(page.importing.panel.isVisible)
    assert page.importing.panel.facts.persons.heading.text() == "5 persone"
    assert bridge.register is None
    page.importing.panel.setFocus()
    empty_door.enter()
    assert register_path(bridge.session.path).exists()
    assert bridge.register is not None
    assert len(read_persons(bridge.register)) == 5
    assert len(empty_door.names()) == 5
    bridge.undo()
    assert read_persons(bridge.register) == []


def test_import_into_an_evening_in_a_cloud(
    empty_door, qtbot: QtBot, people_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The register is made where nothing copies it; why is said with what came of the list, and the panel says where."""
    page, bridge = empty_door.page, empty_door.bridge
    evening = bridge.session.path
    monkeypatch.setenv("OneDriveCommercial", str(evening.parent))
    monkeypatch.setattr(DoorPage, "ask_list_path", lambda _page: people_list)
    page.choose_list()
    qtbot.waitUntil(page.importing.panel.isVisible)
    page.importing.panel.setFocus()
    empty_door.enter()
    assert not register_path(evening).exists()
    assert bridge.register.path == register_place(evening, bridge.session.id)
    assert "perché OneDrive copierebbe nomi e recapiti" in empty_door.last_said()
    view = view_of(bridge.session, bridge.register)
    assert (view.file, view.is_beside) == (str(bridge.register.path), False)
    bridge.close_evening()
    assert bridge.open_evening(evening)
    assert len(read_persons(bridge.register)) == 5


def test_import_left(door, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Esc leaves the list alone and gives the field back."""
    path = tmp_path / "altri.csv"
    path.write_text("Nome,Cognome\nOlena,Kovalchuk\n", encoding="utf-8")
    monkeypatch.setattr(DoorPage, "ask_list_path", lambda _page: path)
    door.page.choose_list()
    qtbot.waitUntil(door.page.importing.panel.isVisible)
    door.press(Qt.Key.Key_Escape)
    assert door.bridge.register is not None
    assert len(read_persons(door.bridge.register)) == 5
    assert door.page.field.hasFocus()


def test_import_refused(door, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no list is refused, and the door stays as it was."""
    path = tmp_path / "vuoto.csv"
    path.write_bytes(b"")
    monkeypatch.setattr(DoorPage, "ask_list_path", lambda _page: path)
    door.page.choose_list()
    qtbot.waitUntil(lambda: bool(door.refused))
    assert door.page.welcome.isVisible()


def test_other_evening(door) -> None:
    """Who is registered for another evening is not awaited, and is found all the same."""
    register = door.bridge.register
    khadija = next(thing for thing in register.things("person") if thing.text("first_name") == "Khadija")
    register.note("import_people", edit(khadija, registrations=[{"evening": "2018-01-15", "group": ""}]))
    door.page.refresh(None)
    assert "Khadija" not in door.names()
    door.type("khad")
    assert door.names() == ["Khadija"]


def test_typing_from_a_button(door) -> None:
    """Letters typed while a button has the focus go into the field."""
    door.page.figures.import_button.setFocus()
    door.type("kh")
    assert door.page.field.text() == "kh"
    assert door.page.field.hasFocus()
