"""Promises of badges read at a group's own door."""

from __future__ import annotations

import pytest

from facilitatore.door.actions import AlreadyIn, check_in, move_guest, send_away
from facilitatore.door.model import Person
from facilitatore.door.people import read_guests
from facilitatore.door.presence import note_presence, read_presences
from facilitatore.prepare.actions import existing, remove_prepared
from facilitatore.prepare.evening import read_groups
from facilitatore.sentences import say
from facilitatore.session import Session, edit

ANNA = Person("1", "Anna", "Rossi", "Anna", "", "", "ANNA22334455", ())


def test_two_scans_are_one(evening: Session, group: str) -> None:
    """Reading a badge again counts nobody twice."""
    note_presence(evening, ANNA.token, group=group)
    note_presence(evening, ANNA.token, group=group)
    assert [presence.group for presence in read_presences(evening)] == [group]


def test_undo(evening: Session, group: str) -> None:
    """One undo takes the reading back."""
    note_presence(evening, ANNA.token, group=group)
    evening.undo()
    assert read_presences(evening) == []
    note_presence(evening, ANNA.token, group=group)
    assert len(read_presences(evening)) == 1


def test_only_the_token_is_written(evening: Session, group: str) -> None:
    """What is written has no name: a token, a group and a moment."""
    note_presence(evening, ANNA.token, group=group)
    (thing,) = evening.things("presence")
    assert set(thing.fields) == {"token", "group", "at"}


def test_the_door_moves_a_person_again(evening: Session) -> None:
    """Who was read in one group and is then moved at the door is in the new one; undo brings both back."""
    a, b, c = (group.id for group in read_groups(evening))
    check_in(evening, ANNA, group=a)
    note_presence(evening, ANNA.token, group=b)
    (guest,) = read_guests(evening)
    assert (guest.group, guest.where) == (a, b)
    move_guest(evening, guest.id, group=c)
    assert read_guests(evening)[0].where == c
    move_guest(evening, guest.id, group=None)
    assert read_guests(evening)[0].where is None
    evening.undo()
    evening.undo()
    assert read_guests(evening) == [guest]


def test_sent_away_everywhere(evening: Session, group: str) -> None:
    """Who is sent away is no longer in the group either."""
    check_in(evening, ANNA)
    note_presence(evening, ANNA.token, group=group)
    send_away(evening, read_guests(evening)[0].id)
    assert read_presences(evening) == []


def test_a_group_that_was_removed(evening: Session) -> None:
    """Who was read in a group that somebody removed afterwards is where the door put the person."""
    a, b, _ = (group.id for group in read_groups(evening))
    check_in(evening, ANNA, group=a)
    note_presence(evening, ANNA.token, group=b)
    remove_prepared(evening, b)
    assert read_guests(evening)[0].where == a


def test_a_forged_moment(evening: Session) -> None:
    """A moment that no clock knows is said with dashes, and breaks nothing."""
    (guest,) = check_in(evening, ANNA).ids
    evening.note("forged", edit(existing(evening, "guest", guest), arrived_at=10**18))
    with pytest.raises(AlreadyIn) as refused:
        check_in(evening, ANNA)
    assert "--:--" in say(refused.value)
