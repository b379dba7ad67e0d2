"""Promises of what is done at the door."""

from __future__ import annotations

import pytest

from facilitatore.door import actions
from facilitatore.door.actions import (
    AlreadyIn,
    answer_name,
    check_in,
    mark_printed,
    rename_guest,
    rename_person,
    send_away,
    welcome_walk_in,
)
from facilitatore.door.model import Guest, NameQuestion, Person
from facilitatore.door.people import join_expected, read_expected, read_guests, read_persons
from facilitatore.door.wearing import NameAsked
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session import Session, facts, new


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
        ("Dija", "Dija"),
    ],
)
def test_no_family_name_by_renaming(evening: Session, register: Session, typed: str, worn: str) -> None:
    """A family name typed while a badge is renamed is left out; an initial and another name stay."""
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


@pytest.mark.parametrize("typed", ["Bruno Marco", "Zorbas Qwertz", "Bruno Marco G.", "Anna/Rossi"])
def test_two_readings_are_asked(evening: Session, register: Session, typed: str) -> None:
    """Whatever the way: nothing is written of a name that may be read in two ways, before somebody has said which."""
    (guest,) = check_in(evening, person(register, "Andrea")).ids
    facts = evening.fact_count, register.fact_count
    for change in (
        lambda: welcome_walk_in(evening, name=typed),
        lambda: rename_guest(evening, guest, name=typed),
        lambda: rename_person(register, person(register, "Olena").id, name=typed),
        lambda: check_in(evening, person(register, "Olena"), name=typed),
    ):
        with pytest.raises(NameAsked):
            change()
    assert (evening.fact_count, register.fact_count) == facts


def test_what_is_confirmed_stays(evening: Session, register: Session) -> None:
    """Two words that somebody confirmed are both on the badge, whichever way they came."""
    (guest,) = check_in(evening, person(register, "Andrea")).ids
    rename_guest(evening, guest, name="Bruno Marco", confirmed=True)
    welcome_walk_in(evening, name="Rosa Anna", confirmed=True)
    check_in(evening, person(register, "Olena"), name="Olena Sofia", confirmed=True)
    assert [guest.badge_name for guest in read_guests(evening)] == ["Bruno Marco", "Rosa Anna", "Olena Sofia"]


ROSA = {"written": "ROSA Anna", "choices": [["Anna", "Rosa"], ["Rosa", "Anna"]], "why": "split_unsure"}


def ask_of(register: Session, token: str = "ANNAROSA2345", **question: object) -> Person:  # noqa: S107 - of a badge
    """Add somebody whose name is in question."""
    first, family = question["choices"][0]  # type: ignore[index]
    draft = new("person", first_name=first, family_name=family, token=token, in_question=question)
    register.record("import_people", draft)
    return next(one for one in read_persons(register) if one.token == token)


def test_a_name_in_question_is_asked_at_the_door(evening: Session, register: Session) -> None:
    """Nobody is let in under a name that nobody has said; the answers are those of the list."""
    with pytest.raises(NameAsked) as refused:
        check_in(evening, ask_of(register, **ROSA))
    assert [way.first for way in refused.value.ways] == ["Anna", "Rosa"]
    assert read_guests(evening) == []


def test_an_answer_is_one_step(evening: Session, register: Session) -> None:
    """Both names, the badge and the end of the question are written together, and undone together."""
    asked = ask_of(register, **ROSA)
    answer_name(register, asked.id, first="Rosa", family="Anna")
    (said,) = (one for one in read_persons(register) if one.id == asked.id)
    assert said == asked._replace(first_name="Rosa", family_name="Anna", badge_name="Rosa", question=None)
    check_in(evening, said)
    assert only(evening).badge_name == "Rosa"
    register.undo()
    assert next(one for one in read_persons(register) if one.id == asked.id) == asked


def test_nobody_is_lost_by_an_answer(register: Session) -> None:
    """Of two people that the list wrote in one place, the other one is still awaited and asked, without a word of the first, until the undo."""
    both = {
        "written": "Anna e Marco Rossi",
        "choices": [["Anna", "Rossi"], ["Marco", "Rossi"]],
        "why": "several_people",
    }
    asked = ask_of(register, **both)
    before = read_persons(register)
    answer_name(register, asked.id, first="Anna", family="Rossi")
    (other,) = (one for one in read_persons(register) if one not in before and one.id != asked.id)
    question = NameQuestion("Marco Rossi", (("Marco", "Rossi"),), "several_people")
    assert (other.first_name, other.badge_name, other.question) == ("Marco", "", question)
    assert other.registrations == asked.registrations
    assert len({one.token for one in read_persons(register)}) == len(before) + 1
    answer_name(register, other.id, first="Marco", family="Rossi")
    assert len(read_persons(register)) == len(before) + 1
    register.undo()
    register.undo()
    assert read_persons(register) == before


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
