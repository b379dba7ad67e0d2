"""Promises of two doors that work at once and are joined afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.deliver.joining import gather, held, take_in
from facilitatore.door.actions import (
    check_in,
    mark_printed,
    move_guest,
    rename_guest,
    send_away,
    welcome_walk_in,
)
from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.model import Guest, Person
from facilitatore.door.people import read_guests, read_persons
from facilitatore.door.presence import note_presence, read_presences
from facilitatore.door.tokens import ALPHABET, LENGTH
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.session import FileKind, Session, edit, new
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_files

Laptops = tuple[Session, Session]
Join = Callable[[], list[Session]]
Arrive = Callable[..., str]
ANNA = Person("1", "Anna", "Rossi", "Anna", "", "", "ANNA22334455", ())


def only(session: Session) -> Guest:
    """Return the one guest there is."""
    (guest,) = read_guests(session)
    return guest


def groups_of(session: Session) -> list[str]:
    """Return the ids of the groups, by letter."""
    return [group.id for group in read_groups(session)]


@pytest.fixture
def arrive(later: Callable[[], None]) -> Arrive:
    """Return what lets Anna in at a moment (UTC ms), after all that was written, and gives the guest's id."""

    def letting_in(session: Session, at: int, **fields: str) -> str:
        later()
        (guest,) = check_in(session, ANNA, **fields).ids
        thing = session.get(guest)
        assert thing is not None
        session.note("clock", edit(thing, arrived_at=at))
        return guest

    return letting_in


def test_one_presence(laptops: Laptops, joined: Join, arrive: Arrive) -> None:
    """A person let in at both doors is one guest, who came when the first says, in the group said last."""
    one, two = laptops
    a, b, _ = groups_of(one)
    arrive(two, 5_000, group=a)
    arrive(one, 9_000, group=b)
    forward, backward = joined()
    assert only(forward) == only(backward)
    assert (only(forward).arrived_at, only(forward).group) == (5_000, b)


def test_group_chosen_beats_none(laptops: Laptops, joined: Join, arrive: Arrive) -> None:
    """A door that did not ask for the group does not take away what the other one wrote."""
    one, two = laptops
    a = groups_of(one)[0]
    arrive(one, 1_000, group=a)
    arrive(two, 2_000)
    assert [only(session).group for session in joined()] == [a, a]


def test_printed_at_one_door(laptops: Laptops, joined: Join, arrive: Arrive) -> None:
    """A badge printed at one of the doors is printed."""
    one, two = laptops
    arrive(one, 1_000)
    mark_printed(two, [arrive(two, 2_000)])
    assert all(only(session).printed_at for session in joined())


def test_renamed_at_the_other_door(laptops: Laptops, joined: Join, arrive: Arrive) -> None:
    """A badge printed at one door with a name that the other one changed is to be printed again."""
    one, two = laptops
    mark_printed(one, [arrive(one, 1_000)])
    rename_guest(two, arrive(two, 2_000), name="Annarella")
    for session in joined():
        assert (only(session).badge_name, only(session).printed_at) == ("Annarella", None)


def test_walk_ins_of_both(laptops: Laptops, joined: Join) -> None:
    """Two walk-ins of one name, one at each door, are two people."""
    for laptop in laptops:
        welcome_walk_in(laptop, name="Ines")
    assert [[guest.badge_name for guest in read_guests(session)] for session in joined()] == [["Ines", "Ines"]] * 2


def test_no_conflict_to_decide(laptops: Laptops, joined: Join, arrive: Arrive) -> None:
    """Nobody is asked afterwards which of two doors was right."""
    one, two = laptops
    mark_printed(one, [arrive(one, 1_000, group=groups_of(one)[0])])
    mark_printed(two, [arrive(two, 2_000, group=groups_of(one)[1])])
    assert [session.conflicts() for session in joined()] == [[], []]


def test_going_on_after_joining(laptops: Laptops, arrive: Arrive) -> None:
    """Who was let in twice is moved, renamed, marked and sent away as one guest, and one undo takes each back."""
    one, two = laptops
    a, b, c = groups_of(one)
    arrive(one, 1_000, group=a)
    arrive(two, 2_000, group=b)
    two.close()
    take_in(one, gather(held(one), [two.path]))
    guest = only(one).id
    move_guest(one, guest, group=c)
    assert only(one).group == c
    one.undo()
    assert only(one).group == b
    rename_guest(one, guest, name="Nina")
    mark_printed(one, [guest])
    assert (only(one).badge_name, only(one).printed_at is not None) == ("Nina", True)
    send_away(one, guest)
    assert read_guests(one) == []
    one.undo()
    assert only(one).badge_name == "Nina"


def test_read_at_two_groups(laptops: Laptops, joined: Join, arrive: Arrive, later: Callable[[], None]) -> None:
    """A badge read at two groups' doors is in the one where it was read last; read twice in one it is one presence."""
    one, two = laptops
    a, b, _ = groups_of(one)
    note_presence(one, ANNA.token, group=a)
    note_presence(one, ANNA.token, group=a)
    later()
    note_presence(two, ANNA.token, group=b)
    arrive(two, 1_000, group=a)
    for session in joined():
        (presence,) = read_presences(session)
        assert presence.group == b
        assert (only(session).group, only(session).seen_in, only(session).where) == (a, b, b)


def joined_both_ways(first: Path, second: Path) -> list[Path]:
    """Join two registers, the first one first and the second one first."""
    targets = [first.with_stem("avanti"), first.with_stem("indietro")]
    for target, order in zip(targets, ([first, second], [second, first]), strict=True):
        join_files(order, target)
    return targets


def test_registers_of_both(tmp_path: Path, laptops: Laptops) -> None:
    """Persons added at each of two doors to copies of one register are all there after joining, each once."""
    first, second = tmp_path / "1.registro", tmp_path / "2.registro"
    with create_register(laptops[0], first) as one:
        one.record("import_people", new("person", first_name="Anna", family_name="Rossi"))
        copy_facts(one.all_facts(), second)
        one.record("import_people", new("person", first_name="Remo", family_name="Bianchi"))
    with Session.open(second, FileKind.REGISTER) as two:
        two.record("import_people", new("person", first_name="Ines", family_name="Zini"))
    for target in joined_both_ways(first, second):
        joined = Session.look(target, FileKind.REGISTER)
        assert [person.first_name for person in read_persons(joined)] == ["Remo", "Anna", "Ines"]


def test_one_list_at_both_doors(tmp_path: Path, laptops: Laptops) -> None:
    """A list imported at each of two doors gives each person once after joining; homonyms in it stay two."""
    path, first, second = tmp_path / "elenco.csv", tmp_path / "1.registro", tmp_path / "2.registro"
    path.write_text("Nome;Cognome\nAndrea;Ferrari\nAndrea;Ferrari\nAnna;Rossi\n", encoding="utf-8")
    with create_register(laptops[0], first) as one:
        copy_facts(one.all_facts(), second)
        import_for_evening(laptops[0], one, plan_import(laptops[0], one, path))
    with Session.open(second, FileKind.REGISTER) as two:
        import_for_evening(laptops[1], two, plan_import(laptops[1], two, path))
    for target in joined_both_ways(first, second):
        joined = Session.look(target, FileKind.REGISTER)
        assert [person.first_name for person in read_persons(joined)] == ["Andrea", "Andrea", "Anna"]
        assert plan_import(laptops[0], joined, path).writes == 0


def test_a_list_at_both_doors_makes_one_guest(tmp_path: Path, laptops: Laptops, joined: Join) -> None:
    """Somebody let in at both doors, each with its own import of one list, is one guest."""
    path = tmp_path / "elenco.csv"
    path.write_text("Nome;Cognome\nAnna;Rossi\n", encoding="utf-8")
    with create_register(laptops[0], tmp_path / "1.registro") as one:
        copy_facts(one.all_facts(), tmp_path / "2.registro")
    for number, laptop in enumerate(laptops, start=1):
        with Session.open(tmp_path / f"{number}.registro", FileKind.REGISTER) as register:
            import_for_evening(laptop, register, plan_import(laptop, register, path))
            check_in(laptop, read_persons(register)[0])
    for session in joined():
        assert only(session).badge_name == "Anna"


def test_tokens_say_nothing_without_the_register(tmp_path: Path, laptops: Laptops) -> None:
    """The same list in two registers gives other tokens."""
    path = tmp_path / "elenco.csv"
    path.write_text("Nome;Cognome\nAnna;Rossi\n", encoding="utf-8")
    tokens = set()
    for name in ("1.registro", "2.registro"):
        with create_register(laptops[0], tmp_path / name) as register:
            import_for_evening(laptops[0], register, plan_import(laptops[0], register, path))
            tokens.add(read_persons(register)[0].token)
    assert len(tokens) == 2
    assert all(len(token) == LENGTH and set(token) <= set(ALPHABET) for token in tokens)


def test_a_list_after_joining_keeps_the_other_evenings(tmp_path: Path, laptops: Laptops) -> None:
    """Of a person whom both doors imported, a third list for this evening leaves the evenings that one door knew."""
    path, first, second = tmp_path / "elenco.csv", tmp_path / "1.registro", tmp_path / "2.registro"
    path.write_text("Nome;Cognome\nAnna;Rossi\n", encoding="utf-8")
    with create_register(laptops[0], first) as one:
        copy_facts(one.all_facts(), second)
        import_for_evening(laptops[0], one, plan_import(laptops[0], one, path))
    with Session.open(second, FileKind.REGISTER) as two:
        import_for_evening(laptops[1], two, plan_import(laptops[1], two, path))
        two.record(
            "import_people", edit(two.things("person")[0], registrations=[{"evening": "2018-01-15", "group": ""}])
        )
    for target in joined_both_ways(first, second):
        path.write_text("Nome;Cognome;Gruppo\nAnna;Rossi;Casa della salute\n", encoding="utf-8")
        with Session.open(target, FileKind.REGISTER) as joined:
            import_for_evening(laptops[0], joined, plan_import(laptops[0], joined, path))
            (person,) = read_persons(joined)
            assert {registration.evening for registration in person.registrations} == {"2018-01-08", "2018-01-15"}
