"""What is done with an open register, from the door."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from facilitatore.door.cycle_key import key_text, read_key
from facilitatore.door.people import read_arrivals
from facilitatore.errors import BadValue
from facilitatore.session import FileKind, Session, new
from facilitatore.session.backup import backup_folder
from facilitatore.session.keys import is_available
from facilitatore.session.register_place import register_path
from tests.ui.door.conftest import Door
from tests.ui.door.register.conftest import PHRASE, families, open_door, panel_of


def test_without_a_register_there_is_no_way_to_it(empty_door: Door) -> None:
    """The button comes with the register."""
    assert not empty_door.page.figures.register_button.isVisible()


def test_it_says_what_it_holds(visited: Door) -> None:
    """How many persons, until when, in which file."""
    panel = panel_of(visited)
    assert "5 persone" in panel.summary.text()
    assert "8 aprile 2018" in panel.summary.text()
    assert "accoglienza.registro" in panel.place.text()


def test_esc_goes_back_to_who_arrives(visited: Door) -> None:
    """First out of what is open, then out of the panel; the field has the focus again."""
    panel = panel_of(visited)
    panel.passphrase.open_button.click()
    visited.press(Qt.Key.Key_Escape)
    assert panel.isVisible()
    assert panel.passphrase.open_button.hasFocus()
    visited.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert visited.page.field.hasFocus()


def test_every_control_has_a_name_to_be_read_aloud(visited: Door) -> None:
    """Also those that open in their place."""
    panel = panel_of(visited)
    kinds = (QAbstractButton, QLineEdit, QListView)
    for section in panel.sections():
        if section.open_button.isVisible():
            section.open_button.click()
        QApplication.processEvents()
        controls = [one for kind in kinds for one in panel.findChildren(kind) if one.isVisible()]
        assert [one for one in controls if not one.accessibleName()] == []


def test_only_one_thing_is_open_at_a_time(visited: Door) -> None:
    """What was typed in the one before is gone."""
    panel = panel_of(visited)
    panel.passphrase.open_button.click()
    panel.passphrase.new.setText("quasi una frase")
    panel.destroying.open_button.click()
    assert not panel.passphrase.part.isVisible()
    assert panel.passphrase.new.text() == ""


def test_one_person_is_forgotten_after_it_was_said_what_goes(visited: Door) -> None:
    """Search, Enter, a question whose harmless answer has the focus; then she is in no file, and is counted as before."""
    panel = panel_of(visited)
    panel.one.open_button.click()
    visited.type("bena")
    visited.enter()
    certain = panel.one.certain
    assert certain.heading.text() == "Dimenticare Khadija Benali?"
    assert "telefono" in certain.words.text()
    assert "Dalla serata" in certain.words.text()
    assert certain.no_button.hasFocus()
    visited.press(Qt.Key.Key_Tab)
    visited.enter()
    assert "Benali" not in families(visited)
    assert len(families(visited)) == 3
    assert len(read_arrivals(visited.bridge.session)) == 1
    for path in (visited.bridge.session.path, register_path(visited.bridge.session.path)):
        assert b"Khadija" not in path.read_bytes()
    assert "non c’è più" in visited.last_said()
    assert "Khadija" not in visited.last_said()


def test_enter_enter_forgets_nobody(visited: Door) -> None:
    """The second Enter falls on the button that leaves things as they are."""
    panel_of(visited).one.open_button.click()
    visited.type("bena")
    visited.enter()
    visited.enter()
    assert "Benali" in families(visited)
    assert panel_of(visited).one.field.hasFocus()


def test_another_letter_takes_the_question_back(visited: Door) -> None:
    """What is asked is always about who is chosen."""
    one = panel_of(visited).one
    one.open_button.click()
    visited.type("bena")
    visited.enter()
    one.field.setFocus()
    visited.type("qqq")
    assert not one.certain.isVisible()
    assert one.nobody.isVisible()


def test_everybody_is_forgotten_and_counted_as_before(visited: Door) -> None:
    """No name in either file; one person came."""
    panel = panel_of(visited)
    panel.everybody.open_button.click()
    assert "5 persone" in panel.everybody.certain.words.text()
    panel.everybody.certain.yes_button.click()
    session = visited.bridge.session
    assert len(read_arrivals(session)) == 1
    for path in (session.path, register_path(session.path)):
        assert not [name for name in (b"Khadija", b"Benali", b"3330000011") if name in path.read_bytes()]
    assert "F9" in visited.last_said()
    assert visited.page.field.hasFocus()


def test_a_forgotten_register_can_only_be_destroyed(visited: Door) -> None:
    """It says so, and offers nothing that would be refused; the door says that the names are gone, and how many came."""
    panel = panel_of(visited)
    panel.everybody.open_button.click()
    panel.everybody.certain.yes_button.click()
    assert visited.page.welcome.empty.text() == "È venuta 1 persona. I nomi sono stati dimenticati; i numeri restano."
    visited.page.register.visit()
    assert "sono state dimenticate" in panel.summary.text()
    assert [section for section in panel.sections() if section.isVisible()] == [panel.destroying]
    assert panel.back_button.hasFocus()


def test_after_forgetting_there_is_nothing_to_undo(visited: Door) -> None:
    """Ctrl+Z does not reach behind it, in neither file."""
    panel_of(visited).everybody.open_button.click()
    panel_of(visited).everybody.certain.yes_button.click()
    assert visited.bridge.undo() is None
    assert len(read_arrivals(visited.bridge.session)) == 1


def test_a_phrase_is_set_typed_twice_and_then_asked_for(visited: Door, opened: list[Door], qtbot: QtBot) -> None:
    """The people are still there, no name is in the bytes, and the next time the door asks."""
    passphrase = panel_of(visited).passphrase
    path = visited.bridge.session.path
    passphrase.open_button.click()
    visited.type(PHRASE)
    visited.enter()
    visited.type(PHRASE)
    visited.enter()
    assert "Benali" in families(visited)
    assert b"Benali" not in register_path(path).read_bytes()
    assert passphrase.remove_button.isVisible()
    visited.bridge.close_evening()
    opened.remove(visited)
    visited.page.hide()
    visited.page.let_go()
    assert open_door(opened, qtbot, path).page.register.closed.isVisible()


def test_two_phrases_that_differ_do_nothing(visited: Door) -> None:
    """The button waits, and the line under the field says why."""
    passphrase = panel_of(visited).passphrase
    passphrase.open_button.click()
    passphrase.new.setText(PHRASE)
    passphrase.again.setText(PHRASE + "!")
    assert not passphrase.yes_button.isEnabled()
    assert "non sono uguali" in passphrase.again_row.hint.text()


def test_a_short_phrase_is_refused_under_its_field(visited: Door) -> None:
    """The register stays open and plain."""
    passphrase = panel_of(visited).passphrase
    passphrase.open_button.click()
    passphrase.new.setText("gatto")
    passphrase.again.setText("gatto")
    passphrase.yes_button.click()
    assert passphrase.new_row.hint.property("role") == "error"
    assert passphrase.part.isVisible()
    assert "Benali" in families(visited)


def test_a_wrong_old_phrase_changes_nothing_and_keeps_the_register_open(closed_door: Door) -> None:
    """Only who knows the phrase of now removes it; then the register opens without."""
    closed_door.type(PHRASE)
    closed_door.enter()
    closed_door.page.register.visit()
    passphrase = panel_of(closed_door).passphrase
    passphrase.remove_button.click()
    closed_door.type("un’altra frase intera")
    closed_door.enter()
    assert passphrase.old_row.hint.property("role") == "error"
    assert "Benali" in families(closed_door)
    passphrase.old.setText(PHRASE)
    passphrase.yes_button.click()
    assert b"Benali" in register_path(closed_door.bridge.session.path).read_bytes()
    assert not passphrase.remove_button.isVisible()


def test_where_no_cipher_is_installed_one_line_says_so(visited: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """No button leads to what cannot be done."""
    monkeypatch.setattr("facilitatore.session.keys.is_available", lambda: False)
    assert is_available()
    visited.page.register.visit()
    passphrase = panel_of(visited).passphrase
    assert "manca la parte" in passphrase.words.text()
    assert not passphrase.buttons.isVisible()


def test_the_key_is_shown_large_and_hidden_again(empty_register: Door) -> None:
    """It is not on the screen before it is asked for, nor afterwards; it is the same the next time."""
    key = panel_of(empty_register).key
    assert key.open_button.text() == "Fai una chiave…"
    key.open_button.click()
    assert key.key.isVisible()
    shown = key.key.text()
    assert len(shown) > 20
    empty_register.press(Qt.Key.Key_Escape)
    assert not key.key.isVisible()
    assert key.key.text() == ""
    assert not key.take_button.isVisible()
    assert key.open_button.text() == "Mostra la chiave…"
    key.open_button.click()
    assert key.key.text() == shown


def test_where_nobody_is_there_is_nobody_to_forget(empty_register: Door) -> None:
    """Forgetting everybody closes a register for ever: one that has but a key, and waits for its list, stays open."""
    panel = panel_of(empty_register)
    panel.key.open_button.click()
    assert not panel.everybody.open_button.isEnabled()
    assert panel.everybody.words.text() == "Qui non c’è nessuno da dimenticare."


def test_the_key_of_another_laptop_is_taken_as_it_is_dictated(empty_register: Door) -> None:
    """Small letters and no spaces will do; a letter heard wrong is said, and nothing is taken."""
    other = key_text(bytes(range(32)))
    key = panel_of(empty_register).key
    key.take_button.click()
    empty_register.type(("A" if other[0] != "A" else "B") + other[1:])
    empty_register.enter()
    assert [type(problem) for problem in empty_register.refused] == [BadValue]
    assert key.part.isVisible()
    key.field.clear()
    empty_register.type(other.replace(" ", "").lower())
    empty_register.enter()
    assert not key.part.isVisible()
    assert empty_register.bridge.register is not None
    assert read_key(empty_register.bridge.register) == other


def test_after_an_import_it_is_too_late_for_a_key(visited: Door) -> None:
    """One line says so, and what to do for a second door; no button leads to a refusal."""
    key = panel_of(visited).key
    assert "prima di importare" in key.words.text()
    assert not key.buttons.isVisible()


def test_the_key_is_printed_on_a_sheet(empty_register: Door, tmp_path: Path, qtbot: QtBot) -> None:
    """Where there is no printer, in a PDF that somebody names."""
    target = tmp_path / "chiave.pdf"
    empty_register.page.ask_pdf_path = lambda _proposed: target
    key = panel_of(empty_register).key
    key.open_button.click()
    shown = key.key.text()
    key.print_button.click()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not empty_register.bridge.is_busy)
    text = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_range()
    assert shown.split()[0] in text
    assert shown.split()[-1] in text


def test_the_register_is_destroyed_once_the_word_is_typed(visited: Door) -> None:
    """Not before: then the file and its copies are gone, the evening goes on, and who came is counted."""
    path = register_path(visited.bridge.session.path)
    destroying = panel_of(visited).destroying
    destroying.open_button.click()
    assert "5 persone" in destroying.goes.text()
    assert "1 presente" in destroying.stays.text()
    visited.type("distruggi")
    visited.enter()
    assert path.exists()
    destroying.field.clear()
    visited.type("DISTRUGGI")
    visited.enter()
    assert not path.exists()
    assert visited.bridge.register is None
    assert "distrutto" in visited.last_said()
    assert len(read_arrivals(visited.bridge.session)) == 1
    assert not visited.page.figures.register_button.isVisible()


def test_a_closed_register_is_destroyed_with_its_copies(closed_door: Door) -> None:
    """Its passphrase is not kept, and its copies go all the same."""
    closed_door.type(PHRASE)
    closed_door.enter()
    register = closed_door.bridge.register
    assert register is not None
    register.back_up()
    copies = backup_folder(register.id)
    assert list(copies.iterdir())
    closed_door.page.register.visit()
    panel_of(closed_door).destroying.open_button.click()
    closed_door.type("DISTRUGGI")
    closed_door.enter()
    assert not register_path(closed_door.bridge.session.path).exists()
    assert not copies.exists() or not list(copies.iterdir())


def test_a_register_in_another_window_is_tried_again(opened: list[Door], qtbot: QtBot, evening_file: Path) -> None:
    """The evening opens without it; when the other window is closed, one key opens it."""
    with Session.open(register_path(evening_file), FileKind.REGISTER):
        door = open_door(opened, qtbot, evening_file)
        closed = door.page.register.closed
        assert closed.isVisible()
        assert "un’altra finestra" in closed.words.text()
        assert not closed.new_button.isVisible()
    door.enter()
    assert "Khadija" in door.names()


def test_of_two_namesakes_it_is_said_who_is_meant(visited: Door) -> None:
    """What goes cannot come back: the question tells them apart as the list does."""
    assert visited.bridge.register is not None
    for phone in ("059 111963", "059 222744"):
        visited.bridge.do_register(
            lambda register, origin=None, phone=phone: register.record(
                "t", new("person", first_name="Anna", family_name="Rossi", phone=phone), origin=origin
            )
        )
    panel = panel_of(visited)
    panel.one.open_button.click()
    visited.type("rossi")
    visited.enter()
    assert panel.one.certain.heading.text() in {f"Dimenticare Anna Rossi (…{end})?" for end in ("963", "744")}


def test_the_question_is_seen_whole(visited: Door, qtbot: QtBot) -> None:
    """On a small screen it opens under the edge, and its harmless answer has the focus: the page goes there."""
    visited.page.resize(700, 380)
    panel = panel_of(visited)
    panel.one.open_button.click()
    visited.type("bena")
    visited.enter()
    certain = panel.one.certain
    qtbot.waitUntil(lambda: certain.no_button.visibleRegion().boundingRect() == certain.no_button.rect(), timeout=3000)
    assert certain.no_button.hasFocus()
