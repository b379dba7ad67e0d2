"""What a wish to forget takes away, what it leaves, and that nothing else goes."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from facilitatore.session.facts import Fact, derived_thing_id, make_fact, read_object
from facilitatore.session.purge import Purges, presence_of_guest, with_remains

EVENING, OTHER, ANNA, BRUNO = (bytes([number]) * 16 for number in range(1, 5))
CODE = "K7QX2MPA9RTC"


def fact(kind: str, entity: bytes = ANNA, session: bytes = EVENING, at: int = 5, /, **fields: Any) -> Fact:
    """Return a fact that assigns these fields."""
    return make_fact(session, entity, kind, fields, by=b"L" * 16, at=at)


def left_of(**fields: Any) -> dict[str, Any] | None:
    """Return the fields of the presence that stays of a guest who had these."""
    presence = presence_of_guest(fact("guest", **fields))
    return None if presence is None else read_object(presence.data)


def test_of_a_guest_token_group_and_moment_stay_and_no_name() -> None:
    """Under the presence's own words for them; that somebody was let in holds."""
    stays = left_of(badge_name="Zenobia", token=CODE, group="g", walk_in=True, arrived_at=7, phone="059")
    assert stays == {"token": CODE, "group": "g", "walk_in": True, "at": 7, "let_in": True, "deleted": False}


def test_what_stays_is_the_guests_own() -> None:
    """The same evening, writer and moment, and the presence that everybody makes of this guest."""
    guest = fact("guest", token=CODE)
    presence = presence_of_guest(guest)
    assert presence is not None
    assert (presence.session, presence.by, presence.at) == (guest.session, guest.by, guest.at)
    assert (presence.kind, presence.entity.hex()) == ("presence", derived_thing_id("presence", ANNA.hex()))
    assert presence.seen == b""


@pytest.mark.parametrize(
    ("fields", "stays"),
    [
        ({"group": None}, {"group": None, "let_in": True, "deleted": False}),
        ({"token": ["Zenobia"], "arrived_at": {"Zenobia": 1}}, {"let_in": True, "deleted": False}),
        ({"badge_name": "Zenobia"}, {"let_in": True, "deleted": False}),
        ({"deleted": True}, {"deleted": True}),
        ({"deleted": False}, {"deleted": False}),
        ({"deleted": "Zenobia"}, {"deleted": False}),
        ({"deleted": True, "token": "T"}, {"token": "T", "let_in": True, "deleted": True}),
        ({"deleted": True, "badge_name": "Zenobia"}, {"let_in": True, "deleted": True}),
        ({"printed_at": 9}, None),
        ({"printed_at": 9, "token": "T"}, {"token": "T", "let_in": True, "deleted": False}),
        ({}, None),
    ],
)
def test_words_keep_a_guest_there_and_a_removal_takes_it(fields: dict[str, Any], stays: dict[str, Any] | None) -> None:
    """Where a badge was printed says nothing; what is no plain value may hold a name, and does not stay."""
    assert left_of(**fields) == stays


def test_of_a_fact_that_says_nothing_nothing_stays() -> None:
    """Whatever another program wrote."""
    assert presence_of_guest(fact("guest")._replace(data="[1]")) is None


THINGS = {
    name: fact(kind, entity, session, token=name)
    for name, kind, entity, session in (
        ("anna", "guest", ANNA, EVENING),
        ("bruno", "guest", BRUNO, EVENING),
        ("elsewhere", "guest", ANNA, OTHER),
        ("person", "person", BRUNO, EVENING),
        ("note", "note", ANNA, EVENING),
    )
}


def kept_by(*wishes: Fact) -> set[str]:
    """Return the names of the things that stay."""
    purges = Purges.of([*wishes, *THINGS.values()])
    return {name for name, one in THINGS.items() if purges.keep(one)}


def test_one_is_forgotten_and_nobody_else() -> None:
    """Neither of the same name in another evening, nor a note of the same id: nobody can forget notes."""
    assert kept_by(fact("purge", ANNA)) == {"bruno", "elsewhere", "person", "note"}
    assert kept_by() == set(THINGS)


def test_all_of_a_kind_are_forgotten_in_their_evening() -> None:
    """The other kinds stay."""
    assert kept_by(fact("purge", kind="guest")) == {"elsewhere", "person", "note"}
    assert kept_by(fact("purge", kind="guest"), fact("purge", BRUNO)) == {"elsewhere", "note"}


def test_a_wish_to_forget_what_nobody_can_forget_has_no_effect() -> None:
    """It is known that somebody asked."""
    wish = fact("purge", kind="note")
    purges = Purges.of([wish])
    assert kept_by(wish) == set(THINGS)
    assert (len(purges), purges.void) == (0, {"note"})
    both = Purges.of([fact("purge", kind="guest"), fact("purge", BRUNO)])
    both.add(purges)
    assert (len(both), both.void) == (2, {"note"})


def test_settling_leaves_what_remains_in_the_place_of_what_goes() -> None:
    """In order of id, each fact once; without a wish all are as they were."""
    facts = [*THINGS.values(), *THINGS.values()]
    assert Purges().settle(facts) == sorted(THINGS.values())
    wishes = [fact("purge", ANNA), fact("purge", kind="person")]
    presence = presence_of_guest(THINGS["anna"])
    settled = Purges.of(wishes).settle(facts)
    assert presence is not None
    assert settled == sorted([presence, *(THINGS[name] for name in ("bruno", "elsewhere", "note"))])
    assert Purges.of(wishes).remains(facts) == {presence}


def test_what_is_forgotten_is_deleted() -> None:
    """And no other row."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE fact(id, session, entity, kind, at, by, data, seen)")
    db.executemany("INSERT INTO fact VALUES(?,?,?,?,?,?,?,?)", THINGS.values())
    Purges.of([fact("purge", ANNA)]).apply(db)
    rows = {row[0] for row in db.execute("SELECT id FROM fact")}
    assert rows == {one.id for name, one in THINGS.items() if name != "anna"}
    db.close()


@pytest.mark.parametrize("sizes", [(3, 3), (1, 0, 5), (0, 6), (6,), ()])
def test_what_remains_comes_in_its_place_and_once(sizes: tuple[int, ...]) -> None:
    """However the facts are portioned: before, between and behind them, and where it is there already."""
    every = sorted(fact("note", ANNA, EVENING, number, text="x") for number in range(10))
    remains = [every[number] for number in (0, 4, 5, 9)]
    rows = [one for one in every if one not in remains or one is every[5]][: sum(sizes)]
    portions, start = [], 0
    for size in sizes:
        portions.append(iter(rows[start : start + size]))
        start += size
    come = list(with_remains(portions, remains[::-1]))
    assert [tuple(one) for portion in come for one in portion] == [
        tuple(one) for one in every if one in rows or one in remains
    ]
    assert list(with_remains([iter(rows)], [])) == [rows]
