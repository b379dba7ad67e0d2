"""Promises of what is done at the door."""

from __future__ import annotations

import pytest

from facilitatore.door import actions
from facilitatore.door.actions import (
    AlreadyIn,
    check_in,
    mark_printed,
    rename_guest,
    rename_person,
    send_away,
    welcome_walk_in,
)
from facilitatore.door.model import Guest, Person
from facilitatore.door.people import join_expected, read_expected, read_guests, read_persons
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session import Session, facts


def person(register: Session, name: str) -> Person:
    """Return the person with this first name."""
    return next(one for one in read_persons(register) if one.first_name == name)


def only(session: Session) -> Guest:
    """Return the one guest there is."""
    (guest,) = read_guests(session)
    return guest


def test_twice_at_one_door(evening: Session, register: Session) -> None:
    """Who is in is not let in again, and since when is known."""
    check_in(evening, person(register, "Andrea"))
    with pytest.raises(AlreadyIn) as refused:
        check_in(evening, person(register, "Andrea"))
    assert refused.value.guest == only(evening)


def test_a_name_is_needed(evening: Session, register: Session) -> None:
    """Of whom the register has no name for the badge nobody makes a badge without one."""
    nameless = person(register, "Andrea")._replace(first_name="", badge_name="")
    with pytest.raises(BadValue):
        check_in(evening, nameless)
    check_in(evening, nameless, name="Nina")
    assert only(evening).badge_name == "Nina"
    evening.undo()
    assert read_guests(evening) == []


def test_in_the_order_in_which_they_came(evening: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those who were let in within one millisecond."""
    for module in (actions, facts):
        monkeypatch.setattr(module, "now_ms", lambda: 1_516_650_000_000)
    names = [f"Ines {letter}." for letter in "ABCDEFGHILMNOPQRSTUVZ"]
    for name in names:
        rename_guest(evening, welcome_walk_in(evening, name="Ines").ids[0], name=name)
    assert [guest.badge_name for guest in read_guests(evening)] == names


def test_renamed_waits_again(evening: Session, register: Session) -> None:
    """A badge that was printed waits again after a change of name, and no more after the undo of the change."""
    (guest,) = check_in(evening, person(register, "Andrea")).ids
    mark_printed(evening, [guest])
    assert only(evening).printed_at is not None
    rename_guest(evening, guest, name="Andrea F.", called="add_initial")
    assert only(evening).printed_at is None
    assert evening.undo_action == "add_initial"
    evening.undo()
    assert (only(evening).badge_name, only(evening).printed_at is not None) == ("Andrea", True)


def test_printing_is_outside_undo(evening: Session, register: Session) -> None:
    """After an arrival whose badge was printed at once, undo takes back the arrival."""
    (guest,) = check_in(evening, person(register, "Andrea")).ids
    mark_printed(evening, [guest])
    evening.undo()
    assert read_guests(evening) == []
    evening.redo()
    assert only(evening).printed_at is not None


def test_mark_who_is_gone(evening: Session, register: Session) -> None:
    """Marking the badge of somebody who was taken back meanwhile harms nobody."""
    (guest,) = check_in(evening, person(register, "Andrea")).ids
    send_away(evening, guest)
    mark_printed(evening, [guest, "0" * 32, "nobody"])
    assert read_guests(evening) == []


def test_badge_name_in_the_register(evening: Session, register: Session) -> None:
    """A nickname written before somebody comes is on the badge, and the first name stays."""
    rename_person(register, person(register, "Andrea").id, name=" Andy ")
    check_in(evening, person(register, "Andrea"))
    assert (only(evening).badge_name, person(register, "Andrea").first_name) == ("Andy", "Andrea")


@pytest.mark.parametrize(
    ("typed", "worn"),
    [
        ("Mario Rossi", "Mario"),
        ("ROSSI MARIO", "Mario"),
        ("Anna B.", "Anna B."),
        ("Anna B", "Anna B"),
        ("Nonna Pina",) * 2,
    ],
)
def test_no_family_name_by_renaming(evening: Session, register: Session, typed: str, worn: str) -> None:
    """A family name typed while a badge is renamed is left out; an initial and a nickname stay."""
    (guest,) = check_in(evening, person(register, "Andrea")).ids
    rename_guest(evening, guest, name=typed)
    assert only(evening).badge_name == worn


def test_no_family_name_before_arrival(evening: Session, register: Session) -> None:
    """Nor does one typed before the person comes reach the badge."""
    rename_person(register, person(register, "Andrea").id, name="Mario Rossi")
    check_in(evening, person(register, "Andrea"))
    assert only(evening).badge_name == "Mario"


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 61])
def test_no_such_names(evening: Session, register: Session, name: str) -> None:
    """A name without letters, or longer than any label, is refused and changes nothing."""
    (guest,) = check_in(evening, person(register, "Andrea")).ids
    facts = evening.fact_count
    for change in (
        lambda: rename_guest(evening, guest, name=name),
        lambda: rename_person(register, person(register, "Andrea").id, name=name),
        lambda: welcome_walk_in(evening, name=name),
    ):
        with pytest.raises(BadValue):
            change()
    assert (evening.fact_count, only(evening).badge_name) == (facts, "Andrea")


def test_rename_nobody(evening: Session) -> None:
    """Somebody who was taken back meanwhile cannot be renamed."""
    with pytest.raises(Unknown):
        rename_guest(evening, "0" * 32, name="Anna")


def test_expected_as_read_in_one_go(evening: Session, register: Session) -> None:
    """What the page joins out of what it has read is what one reading gives."""
    check_in(evening, person(register, "Andrea"))
    welcome_walk_in(evening, name="Ines")
    lines = join_expected(read_persons(register), read_guests(evening), read_evening(evening), read_groups(evening))
    assert lines == read_expected(evening, register)
    assert [line.badge_name for line in lines] == ["Khadija", "Andrea", "Olena", "Ines"]
