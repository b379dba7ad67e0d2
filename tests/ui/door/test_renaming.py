"""Promises of F3 and F6: another name, an initial, only when somebody asks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from facilitatore.door.actions import mark_printed
from facilitatore.door.people import read_persons
from facilitatore.session import new
from ui.door.field import RENAMING, SEARCHING


@pytest.fixture
def andreas(door):
    """Add an Andrea Bianchi and an Andrea Fiori to the register, whose two others are both Andrea Ferrari."""
    drafts = [
        new("person", first_name="Andrea", family_name=family, badge_name="Andrea", token=f"ANDREA{number}")
        for number, family in enumerate(("Bianchi", "Fiori"))
    ]
    door.bridge.register.record("import_people", *drafts)
    door.page.refresh(None)
    return door


def test_last_renamed(door) -> None:
    """F3 puts the name of who came last into the field, selected; what is typed takes its place, Enter writes it."""
    door.arrive("khad")
    door.function(3)
    assert (door.page.field.text(), door.page.field.selectedText()) == ("Khadija", "Khadija")
    door.type("Dija")
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Dija"]
    assert (door.page.field.mode, door.page.field.text()) == (SEARCHING, "")


def test_printed_again(door) -> None:
    """A badge that was printed is to be printed again with the new name."""
    guest = door.arrive("khad")
    mark_printed(door.bridge.session, [guest.id])
    door.page.refresh(None)
    door.function(3)
    door.type("Dija")
    door.enter()
    assert door.guests()[0].printed_at is None
    assert "stampare" in door.last_said()


def test_chosen_renamed_before_coming(door) -> None:
    """F3 on somebody who is awaited writes into the register what the badge will say."""
    door.type("cater")
    door.function(3)
    door.type("Katia")
    door.enter()
    assert door.guests() == []
    assert [one.badge_name for one in read_persons(door.bridge.register) if one.first_name == "Caterina"] == ["Katia"]
    assert door.arrive("katia").badge_name == "Katia"


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_written(door, typed: str) -> None:
    """An empty name writes nothing and goes on asking."""
    door.arrive("khad")
    facts = door.bridge.session.fact_count
    door.function(3)
    door.page.field.setText(typed)
    door.enter()
    assert (door.page.field.mode, door.bridge.session.fact_count) == (RENAMING, facts)


def test_the_same_name(door) -> None:
    """Enter on the name as it was leaves everything as it was."""
    door.arrive("khad")
    facts = door.bridge.session.fact_count
    door.function(3)
    door.enter()
    assert (door.page.field.mode, door.bridge.session.fact_count) == (SEARCHING, facts)


def test_left(door) -> None:
    """Esc leaves the name as it was, and the field empty."""
    door.arrive("khad")
    door.function(3)
    door.type("Altra")
    door.press(Qt.Key.Key_Escape)
    assert (door.page.field.mode, door.page.field.text()) == (SEARCHING, "")
    assert door.guests()[0].badge_name == "Khadija"


def test_nobody_to_rename(empty_door) -> None:
    """With nobody chosen and nobody in, the keys say what they are for."""
    for number in (3, 6):
        empty_door.function(number)
        assert empty_door.last_said().startswith("Scegli prima una persona")
    empty_door.function(4)
    assert empty_door.page.field.mode == SEARCHING


def test_too_long(door) -> None:
    """A name that no label holds is refused and stays in the field."""
    door.arrive("khad")
    door.function(3)
    door.page.field.setText("x" * 80)
    door.enter()
    assert len(door.refused) == 1
    assert door.page.field.mode == RENAMING


def test_undone(door) -> None:
    """Ctrl+Z gives the name back and says what was undone."""
    door.arrive("khad")
    door.function(3)
    door.type("Dija")
    door.enter()
    door.undo()
    assert door.guests()[0].badge_name == "Khadija"
    assert door.last_said() == "Annullato: nome sull’etichetta"


def test_hint_only_when_needed(andreas) -> None:
    """F6 is spoken of when the second of two who share a name comes in, and not before."""
    andreas.arrive("andrea bianchi")
    assert andreas.said == []
    assert "F6" not in andreas.page.welcome.keys.shown()
    andreas.arrive("andrea fiori")
    assert andreas.last_said() == "Due Andrea dentro: F6 aggiunge l’iniziale."
    assert "F6" in andreas.page.welcome.keys.shown()


def test_never_by_itself(andreas) -> None:
    """Two of one name stay as they are unless somebody asks."""
    andreas.arrive("andrea bianchi")
    andreas.arrive("andrea fiori")
    assert [guest.badge_name for guest in andreas.guests()] == ["Andrea", "Andrea"]


def test_initial(andreas) -> None:
    """F6 adds the initial of the family name to who came last; to the other one when chosen; once only."""
    andreas.arrive("andrea bianchi")
    andreas.arrive("andrea fiori")
    andreas.function(6)
    assert [guest.badge_name for guest in andreas.guests()] == ["Andrea", "Andrea F."]
    andreas.type("andrea bianchi")
    andreas.function(6)
    assert [guest.badge_name for guest in andreas.guests()] == ["Andrea B.", "Andrea F."]
    andreas.function(6)
    assert "ha già l’iniziale" in andreas.last_said()
    andreas.undo()
    assert andreas.guests()[1].badge_name == "Andrea F."


def test_two_letters(andreas) -> None:
    """Ferrari and Fiori share the F: two letters tell them apart."""
    andreas.arrive("andrea fiori")
    andreas.arrive("andrea ferrari")
    andreas.function(6)
    assert andreas.guests()[-1].badge_name == "Andrea Fe."


def test_before_coming_in(andreas) -> None:
    """F6 on somebody who is awaited, while a namesake is in, writes the initial into the register."""
    andreas.arrive("andrea bianchi")
    andreas.type("andrea fiori")
    assert "F6" in andreas.page.welcome.keys.shown()
    andreas.function(6)
    assert andreas.arrive("fiori").badge_name == "Andrea F."


def test_walk_in_is_asked(andreas) -> None:
    """Of a walk-in nobody knows the family name: the cursor waits after the name."""
    andreas.arrive("andrea bianchi")
    andreas.type("Andrea")
    andreas.function(2)
    andreas.enter()
    andreas.function(6)
    assert (andreas.page.field.mode, andreas.page.field.text()) == (RENAMING, "Andrea ")
    andreas.type("Z.")
    andreas.enter()
    assert andreas.guests()[-1].badge_name == "Andrea Z."


def test_same_family_name_too(andreas) -> None:
    """Two Andrea Ferrari are not told apart by letters: somebody is asked."""
    for _ in range(2):
        andreas.arrive("andrea ferrari")
    assert len(andreas.guests()) == 2
    andreas.function(6)
    assert andreas.page.field.mode == RENAMING


def test_alone_with_a_name(door) -> None:
    """Nobody alone with a name gets an initial."""
    door.arrive("khad")
    door.function(6)
    assert door.guests()[0].badge_name == "Khadija"
    assert "non serve" in door.last_said()


def test_plainly_no_search(andreas) -> None:
    """A title says whose name is written and why, the field looks another, and there is no list to search in."""
    welcome = andreas.page.welcome
    for _ in range(2):
        andreas.arrive("andrea ferrari")
    plain = andreas.page.field.grab().toImage()
    andreas.function(6)
    assert welcome.question.isVisible()
    assert welcome.question.text() == "Nome sull’etichetta di Andrea Ferrari: aggiungi qualcosa per distinguerlo"
    assert welcome.question.y() < welcome.field.y()
    assert not welcome.list.isVisible()
    corner = (6, andreas.page.field.height() // 2)
    assert andreas.page.field.grab().toImage().pixelColor(*corner) != plain.pixelColor(*corner)
    andreas.press(Qt.Key.Key_Escape)
    assert (welcome.question.isVisible(), welcome.list.isVisible()) == (False, True)
    andreas.function(3)
    assert welcome.question.text() == "Nome sull’etichetta di Andrea Ferrari"


def test_typing_stays(andreas) -> None:
    """What is typed into the name survives a change from elsewhere and looks for nobody."""
    andreas.arrive("khad")
    andreas.function(3)
    andreas.type("Khalid")
    shown = andreas.page.welcome.printing.who.text()
    andreas.page.refresh(None)
    andreas.page.printing.show_waiting()
    assert (andreas.page.field.mode, andreas.page.field.text()) == (RENAMING, "Khalid")
    assert not andreas.page.welcome.list.isVisible()
    assert andreas.page.welcome.printing.who.text() == shown
    andreas.enter()
    assert [guest.badge_name for guest in andreas.guests()] == ["Khalid"]
