"""Promises of what a badge says of a name that was typed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door.model import NameQuestion, Person
from facilitatore.door.naming import Choice
from facilitatore.door.wearing import NameAsked, answered, read_badge_name, read_worn, told, ways_of
from facilitatore.errors import BadValue

ROSA = NameQuestion("ROSA Anna CGIL", (("Anna", "Rosa"), ("Rosa", "Anna"), ("Rosa Anna", "")), "split_unsure")


def in_question(question: NameQuestion, family: str = "Rosa") -> Person:
    """Return somebody with such a question."""
    return Person("1", "Anna", family, "", "", "", "TOKEN", (), question=question)


@pytest.mark.parametrize(
    ("typed", "first", "family"),
    [
        ("Mario Rossi", "Mario", "Rossi"),
        ("ROSSI MARIO", "Mario", "Rossi"),
        ("Dott.ssa Anna Rossi", "Anna", "Rossi"),
        ("niccolò", "Niccolò", ""),
        ("Giulia B.", "Giulia B.", ""),
        ("Giulia B", "Giulia B", ""),
        ("Giulia Ba.", "Giulia Ba.", ""),
        ("Malagoli Giulia G.", "Giulia G.", "Malagoli"),
        ("Hoxha Xhensila", "Xhensila", "Hoxha"),
    ],
)
def test_certain(typed: str, first: str, family: str) -> None:
    """The first name is worn, an initial that tells namesakes apart with it; the family name is told."""
    worn = read_worn(typed)
    assert (worn.first, worn.family) == (first, family)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Bruno Marco", ["Marco", "Bruno", "Bruno Marco"]),
        ("Bruno Marco G.", ["Marco G.", "Bruno G.", "Bruno Marco G."]),
        ("Rossi", ["Rossi"]),
        ("annA", ["annA"]),
        ("Anna Bianchi AUSL", ["Anna", "Bianchi", "Anna Bianchi"]),
    ],
)
def test_asked(typed: str, names: list[str]) -> None:
    """What may be read in more than one way is asked, the likeliest first; an office is in no answer."""
    with pytest.raises(NameAsked) as asked:
        read_worn(typed)
    assert [way.first for way in asked.value.ways] == names


@pytest.mark.parametrize("typed", ["a@example.org", "333 1234567", "AUSL", "...", "RSSMRA80A01H501U"])
@pytest.mark.parametrize("confirmed", [False, True])
def test_no_name_at_all(typed: str, confirmed: bool) -> None:
    """Neither the rule nor somebody who insists puts it on a badge."""
    with pytest.raises(BadValue):
        read_worn(typed, confirmed=confirmed)


_ODD = ["anna@example.org", "+39 333 1234567", "(AUSL)", "RSSMRA80A01H501U", "CGIL", "[oss]", "0536-12345"]


@given(st.lists(st.sampled_from([*_ODD, "Anna", "Rossi", "de", "B."]), min_size=1, max_size=5))
def test_no_way_carries_what_is_no_name(words: list[str]) -> None:
    """Whatever is typed, no badge that it may lead to has an address, a telephone, a tax code, a bracket or an office."""
    text = " ".join(words)
    ways = [way.first for way in read_badge_name(text).choices]
    with suppress(BadValue):
        ways.append(read_worn(text, confirmed=True).first)
    for way in ways:
        assert not set(way) & set("@()[]0123456789+"), way
        assert not {"ausl", "cgil", "oss"} & set(way.casefold().split()), way


@pytest.mark.parametrize(
    ("said", "family"),
    [
        (Choice("Anna", ""), "Rosa"),
        (Choice("rosa", ""), "Anna"),
        (Choice("Rosa Anna", ""), ""),
        (Choice("Anna Maria", ""), "Rosa"),
        (Choice("Ninetta", ""), "Rosa"),
        (Choice("Ninetta", "Bo"), "Bo"),
    ],
)
def test_the_family_name_of_an_answer(said: Choice, family: str) -> None:
    """It is what the list wrote beside the name that was said; another name leaves it as it was."""
    assert answered(in_question(ROSA), said)[:2] == (said.first, family)


def test_a_family_name_alone_is_no_answer() -> None:
    """Of whom only the family name is known, it is not offered for the badge; the name that is said stands beside it."""
    neri = NameQuestion("Neri", (("Neri", ""),), "no_first_name")
    assert ways_of(neri) == ()
    assert answered(in_question(neri, "Neri"), Choice("Paola", ""))[:2] == ("Paola", "Neri")


def test_told() -> None:
    """One of the answers is taken as it is, also where the rule would ask again; anything else is read by the rule."""
    ways = [Choice("Bruno", "Marco"), Choice("Bruno Marco", "")]
    assert told("bruno marco", ways) is ways[1]
    assert told("Mario Rossi", ways).first == "Mario"
    with pytest.raises(NameAsked):
        told("Marco Bruno", ways)
