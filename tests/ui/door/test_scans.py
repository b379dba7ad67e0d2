"""Promises of the scanner: a badge read at the desk finds the person, at a group's door it counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from facilitatore.door.people import read_persons
from facilitatore.door.presence import note_presence, read_presences
from facilitatore.prepare.evening import read_groups
from ui.door.field import CHOOSING, NAMING, RENAMING, SEARCHING
from ui.jobs import GROUP, Job

STRANGER = "2QX7MPA9RTCK"


def token_of(door, first_name: str) -> str:
    """Return the token of a person of the register."""
    return next(one.token for one in read_persons(door.bridge.register) if one.first_name == first_name)


@pytest.fixture
def group_door(empty_door):
    """Make the laptop that of group B, whose file knows nobody."""
    group = read_groups(empty_door.bridge.session)[1]
    empty_door.bridge.set_job(Job(GROUP, group.id))
    empty_door.page.refresh(None)
    return empty_door


def test_who_is_awaited_comes_in(door) -> None:
    """The badge of somebody who is awaited, printed beforehand, lets the person in; read again it says since when."""
    for _ in range(2):
        door.scan(token_of(door, "Khadija"))
    assert [guest.badge_name for guest in door.guests()] == ["Khadija"]
    assert door.last_said().startswith("Khadija: ✓ dentro dalle ")
    assert "Caregiver" in door.last_said()
    assert door.said[-1][1] == "warning"
    assert (door.names(), door.page.field.text()) == (["Khadija"], "")


@pytest.mark.parametrize("first", "23456789ABZ")
def test_any_first_character(door, first: str) -> None:
    """A badge whose code begins with a figure or with a group's letter moves nobody."""
    door.arrive("khad")
    before = door.group_keys()
    door.scan(first + STRANGER[1:])
    door.wait()
    assert door.group_keys() == before
    assert door.page.field.text() == ""
    assert door.said[-1][1] == "warning"


def test_small_letters(door) -> None:
    """Caps Lock turns the code round, and the person is found all the same."""
    door.scan(token_of(door, "Khalid").lower())
    assert [guest.badge_name for guest in door.guests()] == ["Khalid"]


def test_a_figure_by_hand_is_a_command(door) -> None:
    """A figure typed alone still moves who came last."""
    door.arrive("cater")
    door.digit(3)
    assert door.group_keys() == ["C"]


def test_figures_typed_on_are_words(door) -> None:
    """A figure followed at once by others is no command: it stands in the field."""
    door.arrive("cater")
    door.type("3b")
    door.wait()
    assert door.group_keys() == [None]
    assert door.page.field.text() == "3b"


def test_while_the_group_is_asked(door) -> None:
    """A badge read while the group of a walk-in is asked for lets nobody into anything."""
    door.type("Ines")
    door.function(2)
    door.scan(token_of(door, "Khadija"))
    door.wait()
    assert (door.guests(), door.page.field.mode, door.page.field.text()) == ([], CHOOSING, "Ines")
    assert "etichetta" in door.last_said()


def test_while_a_name_is_written(door) -> None:
    """A badge read where a name is asked for does not become the name."""
    door.function(2)
    door.scan(token_of(door, "Khadija"))
    assert (door.guests(), door.page.field.mode, door.page.field.text()) == ([], NAMING, "")


@pytest.mark.parametrize("key", [2, 3])
def test_half_a_name_stays(door, key: int) -> None:
    """A badge read in the middle of a name, new or changed, leaves what was written of it."""
    door.arrive("khad")
    door.function(key)
    door.type("Dija Z")
    door.scan(token_of(door, "Khalid"))
    assert door.page.field.text() == "Dija Z"
    assert len(door.guests()) == 1


def test_while_a_name_is_changed(door) -> None:
    """A badge read while a name is being changed leaves the name."""
    door.arrive("khad")
    door.function(3)
    door.scan(token_of(door, "Khalid"))
    assert door.page.field.mode == RENAMING
    assert [guest.badge_name for guest in door.guests()] == ["Khadija"]
    door.press(Qt.Key.Key_Escape)
    assert door.page.field.mode == SEARCHING


def test_twelve_letters_by_hand_are_a_name(door) -> None:
    """A long name that could be a code is a name when a hand has typed it."""
    door.page.field.setText("Annamarzanna")
    door.enter()
    assert "F2" in door.last_said()
    assert door.page.field.text() == "Annamarzanna"


def test_a_name_of_twelve_letters_is_found(empty_door, tmp_path) -> None:
    """Who is called by twelve letters and is in is not taken for a code."""
    empty_door.type("Alessandra")
    empty_door.function(2)
    empty_door.enter()
    empty_door.page.field.setText("alessandra")
    empty_door.enter()
    assert empty_door.last_said().startswith("Alessandra: ✓ dentro dalle ")


def test_counted_at_the_group(group_door) -> None:
    """At a group's door two badges, one of them read twice, are two; no name is known or written."""
    for token in (STRANGER, "K7QX2MPA9RTC", STRANGER.lower()):
        group_door.scan(token)
    session = group_door.bridge.session
    group = read_groups(session)[1].id
    assert [one.group for one in read_presences(session)] == [group, group]
    assert group_door.page.figures.present.text() == "2"
    assert group_door.page.figures.words.text() == "etichette lette in Caregiver"
    assert group_door.said[-1][1] == "warning"
    assert group_door.guests() == []


def test_undo_at_the_group(group_door) -> None:
    """Ctrl+Z takes the last badge back, and says so."""
    group_door.scan(STRANGER)
    group_door.undo()
    assert read_presences(group_door.bridge.session) == []
    assert group_door.last_said() == "Annullato: etichetta letta"
    assert group_door.page.figures.present.text() == "0"


def test_what_a_group_is_told(group_door) -> None:
    """The group's laptop is not asked for a list that must not be there."""
    assert "lettore" in group_door.page.welcome.empty.text()
    assert not group_door.page.welcome.import_button.isVisible()
    assert not group_door.page.figures.import_button.isVisible()


def test_read_in_a_joined_file(door) -> None:
    """A group's laptop that has the door's file knows whose badge it is, and counts the person in its group."""
    door.arrive("khal")
    group = read_groups(door.bridge.session)[2]
    door.bridge.set_job(Job(GROUP, group.id))
    door.page.refresh(None)
    door.scan(token_of(door, "Khalid"))
    (guest,) = door.guests()
    assert (guest.where, door.group_keys()) == (group.id, ["A"])
    assert [card.present.text() for card in door.page.figures.cards()] == ["0", "0", "1"]


def test_gone_straight_to_the_group(door) -> None:
    """Whoever went to the group without passing the door is told apart, counted apart, and can still be let in."""
    group = read_groups(door.bridge.session)[1].id
    note_presence(door.bridge.session, token_of(door, "Khalid"), group=group)
    door.page.refresh(None)
    assert door.page.figures.words.text() == "presenti su 5 in elenco, 1 solo nei gruppi"
    door.type("khal")
    assert door.page.lines.index(0, 0).data().endswith("è già nel gruppo")
    door.enter()
    (guest,) = door.guests()
    assert (guest.where, door.page.figures.words.text()) == (group, "presente su 5 in elenco")
