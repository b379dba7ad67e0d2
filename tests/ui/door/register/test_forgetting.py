"""Forgetting from the door: who goes, from which file, and that nothing typed stays in a field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from facilitatore.door.people import read_arrivals
from facilitatore.session.register_place import register_path
from tests.ui.door.conftest import Door
from tests.ui.door.register.conftest import families, panel_of


def ask_about(door: Door, letters: str) -> None:
    """Search somebody in the panel, and press Enter."""
    panel_of(door).one.open_button.click()
    door.type(letters)
    door.enter()


def test_who_never_came_is_forgotten_in_the_register_alone(visited: Door) -> None:
    """The evening has nothing of theirs, and stays as it is."""
    before = visited.bridge.session.fingerprint()
    ask_about(visited, "khom")
    assert "Dalla serata" not in panel_of(visited).one.certain.words.text()
    panel_of(visited).one.certain.yes_button.click()
    assert "Khomenko" not in families(visited)
    assert visited.bridge.session.fingerprint() == before
    assert "non c’è più" in visited.last_said()


def test_who_is_in_no_list_is_forgotten_in_the_evening_alone(visited: Door) -> None:
    """The register has nothing of theirs, and stays as it is."""
    assert visited.bridge.register is not None
    before = visited.bridge.register.fingerprint()
    panel_of(visited).back_button.click()
    visited.type("Zenobia")
    visited.function(2)
    visited.digit(1)
    visited.page.figures.register_button.click()
    ask_about(visited, "zen")
    assert "Dal registro" not in panel_of(visited).one.certain.words.text()
    panel_of(visited).one.certain.yes_button.click()
    assert "Zenobia" not in [guest.badge_name for guest in visited.guests()]
    assert len(read_arrivals(visited.bridge.session)) == 2
    assert visited.bridge.register.fingerprint() == before


@pytest.mark.parametrize("whom", ["one", "everybody"])
def test_where_the_register_cannot_forget_the_evening_does_not_either(visited: Door, whom: str) -> None:
    """Its disk refuses: it is said, nothing is said to be done, and one can try again."""
    register = visited.bridge.register
    assert register is not None
    panel = panel_of(visited)
    ask_about(visited, "bena") if whom == "one" else panel.everybody.open_button.click()
    register._file.db.set_progress_handler(lambda: True, 1)
    (panel.one if whom == "one" else panel.everybody).certain.yes_button.click()
    register._file.db.set_progress_handler(None, 0)
    assert len(visited.refused) == 1
    assert "non c’è più" not in visited.last_said()
    assert [guest.badge_name for guest in visited.guests()] == ["Khadija"]
    assert panel.isVisible()


def test_the_arrows_choose_among_those_found(visited: Door) -> None:
    """Down and up again, not past the first; while the question is open they choose nobody else."""
    one = panel_of(visited).one
    one.open_button.click()
    visited.type("kh")
    assert one.list.isVisible()
    first = one.list.chosen_row()
    visited.press(Qt.Key.Key_Down)
    second = one.lines.line(one.list.chosen_row())
    assert one.list.chosen_row() == first + 1
    assert second is not None
    assert second.badge_name in one.field.accessibleDescription()
    visited.press(Qt.Key.Key_Up)
    visited.press(Qt.Key.Key_Up)
    assert one.list.chosen_row() == first
    visited.press(Qt.Key.Key_Down)
    visited.enter()
    assert second.badge_name in one.certain.heading.text()
    visited.press(Qt.Key.Key_Up)
    assert one.list.chosen_row() == first + 1
    visited.press(Qt.Key.Key_Escape)
    assert not one.certain.isVisible()
    assert one.field.hasFocus()


def test_blanks_find_nobody_and_miss_nobody(visited: Door) -> None:
    """Nothing is searched before a letter is typed."""
    one = panel_of(visited).one
    one.open_button.click()
    visited.type("  ")
    assert not one.list.isVisible()
    assert not one.nobody.isVisible()
    visited.enter()
    assert not one.certain.isVisible()


def test_nothing_that_was_typed_stays_in_the_panel(visited: Door) -> None:
    """Names, phrases and the word that destroys: leaving takes them out, and letters are dots again."""
    panel = panel_of(visited)
    fields = {
        panel.one: (panel.one.field,),
        panel.passphrase: (panel.passphrase.old, panel.passphrase.new, panel.passphrase.again),
        panel.destroying: (panel.destroying.field,),
    }
    for section, lines in fields.items():
        section.open_button.click()
        if section is panel.passphrase:
            section.show_box.setChecked(True)
        for line in lines:
            line.setText("bena")
        panel.back_button.click()
        assert [line.text() for line in lines] == [""] * len(lines)
        assert panel.one.lines.rowCount() == 0
        assert panel.passphrase.new.echoMode() is QLineEdit.EchoMode.Password
        visited.page.figures.register_button.click()


def test_a_phrase_that_is_typed_is_seen_on_demand_in_each_field(visited: Door) -> None:
    """In all three or in none."""
    passphrase = panel_of(visited).passphrase
    passphrase.open_button.click()
    lines = (passphrase.old, passphrase.new, passphrase.again)
    assert {line.echoMode() for line in lines} == {QLineEdit.EchoMode.Password}
    passphrase.show_box.click()
    assert {line.echoMode() for line in lines} == {QLineEdit.EchoMode.Normal}


def test_the_button_that_destroys_waits_for_the_word(visited: Door) -> None:
    """With blanks about it, it is the word; Lascia stare closes without a trace."""
    destroying = panel_of(visited).destroying
    destroying.open_button.click()
    assert not destroying.yes_button.isEnabled()
    destroying.field.setText("DISTRUGG")
    assert not destroying.yes_button.isEnabled()
    destroying.field.setText(" DISTRUGGI ")
    assert destroying.yes_button.isEnabled()
    destroying.no_button.click()
    assert not destroying.part.isVisible()
    destroying.open_button.click()
    destroying.field.setText(" DISTRUGGI ")
    destroying.yes_button.click()
    assert not register_path(visited.bridge.session.path).exists()


def test_a_register_without_anybody_says_what_goes_and_what_stays(empty_register: Door) -> None:
    """Its key goes too; nobody came, and so many stay counted."""
    destroying = panel_of(empty_register).destroying
    destroying.open_button.click()
    assert "la chiave dei codici" in destroying.goes.text()
    assert "persone" not in destroying.goes.text()
    assert "0 presenti" in destroying.stays.text()
