"""Promises of the search at the door: a few letters, also wrong ones, find the person."""

from __future__ import annotations

import random
import unicodedata
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from facilitatore.door.model import Guest, Person
from facilitatore.door.people import Expected
from facilitatore.door.search import DoorSearch, fold_words
from facilitatore.resources import resource_path

SYLLABLES = [start + end for start in "bcdfglmnprstv" for end in "aeio"] + ["rr", "nt"]


def line(first: str, family: str = "", *, inside: bool = False, attends: bool | None = True) -> Expected:
    """Make somebody who is awaited, or in."""
    person = Person(f"{first} {family}", first, family, first, "", "", f"{first} {family}", ())
    guest = Guest("", first, None, person.token, 0, walk_in=False, printed_at=None) if inside else None
    return Expected(person, guest, None, attends)


def names(found: list[Expected]) -> list[str]:
    """Return the whole names found."""
    return [f"{one.badge_name} {one.family_name}".strip() for one in found]


EVERYBODY = (
    ("Khadija", "Benali"),
    ("Giulia", "Dall'Olio"),
    ("Immacolata", "D’Angelo"),
    ("Nicolò", "Bertani"),
    ("Remo", "Bianchi"),
    ("Anna Maria", "De Luca"),
    ("Annamaria", "Lo Bianco"),
    ("Олена", "Ковальчук"),
    ("فاطمة", "Bouazza"),
    ("محمد", "Hassan"),
    ("Anna", "Amadori"),
    ("Anna", "Rossi"),
    ("李", "王"),
    ("José", "Nuñez"),
)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("kadija", "Khadija Benali"),
        ("khadja", "Khadija Benali"),
        ("khadijja", "Khadija Benali"),
        ("kahdija", "Khadija Benali"),
        ("benali k", "Khadija Benali"),
        ("BENALI", "Khadija Benali"),
        ("dallolio", "Giulia Dall'Olio"),
        ("dal olio", "Giulia Dall'Olio"),
        ("dall olio", "Giulia Dall'Olio"),
        ("dall’olio", "Giulia Dall'Olio"),
        ("olio", "Giulia Dall'Olio"),
        ("guilia", "Giulia Dall'Olio"),
        ("gulia", "Giulia Dall'Olio"),
        ("guilia dal", "Giulia Dall'Olio"),
        ("d angelo", "Immacolata D’Angelo"),
        ("dangelo", "Immacolata D’Angelo"),
        ("immaccolata", "Immacolata D’Angelo"),
        ("niccolo", "Nicolò Bertani"),
        ("nicolo'", "Nicolò Bertani"),
        ("r b", "Remo Bianchi"),
        ("b r", "Remo Bianchi"),
        ("a a", "Anna Amadori"),
        ("deluca", "Anna Maria De Luca"),
        ("annamaria d", "Anna Maria De Luca"),
        ("lobianco", "Annamaria Lo Bianco"),
        ("olena", "Олена Ковальчук"),
        ("kovalchuk", "Олена Ковальчук"),
        ("fatima", "فاطمة Bouazza"),
        ("mohammed", "محمد Hassan"),
        ("wang", "李 王"),
        ("jose nunez", "José Nuñez"),
    ],
)
def test_found_first(typed: str, wanted: str) -> None:
    """Letters missing, doubled, wrong or in each other's place, apostrophes, accents, order: the person is the first."""
    search = DoorSearch([line(*both) for both in EVERYBODY])
    assert names(search.find(typed))[0] == wanted


@pytest.mark.parametrize("typed", ["", "   ", "'", "-", "\u200b"])
def test_nothing_typed(typed: str) -> None:
    """What holds no letter finds nobody, rather than everybody."""
    assert DoorSearch([line("Anna")]).find(typed) == []


def test_initials_need_two_names() -> None:
    """One name does not answer to two initials: "a a" is Anna Amadori and not Anna Rossi."""
    search = DoorSearch([line("Anna", "Rossi"), line("Anna", "Amadori")])
    assert names(search.find("a a")) == ["Anna Amadori"]


def test_to_the_letter_before_typos() -> None:
    """Who is written as typed comes before who is a typo away, even if the latter is awaited and the former is in."""
    search = DoorSearch([line("Marta", "Zini"), line("Marsa", "Neri", inside=True)])
    assert names(search.find("marsa")) == ["Marsa Neri", "Marta Zini"]


def test_awaited_first() -> None:
    """Who is awaited tonight comes before who is registered for another evening, and both before who is in."""
    search = DoorSearch([line("Anna", "A", inside=True), line("Anna", "B", attends=False), line("Anna", "C")])
    assert names(search.find("ann")) == ["Anna C", "Anna B", "Anna A"]


def test_first_names_first() -> None:
    """Whose first name begins so comes before whose family name does."""
    search = DoorSearch([line("Caterina", "Khomenko"), line("Khalid", "Ouahbi")])
    assert names(search.find("kh")) == ["Khalid Ouahbi", "Caterina Khomenko"]


def test_three_letters_are_taken_as_they_are() -> None:
    """Three letters with one wrong are anybody's: no typo is looked for."""
    assert DoorSearch([line("Anna")]).find("amn") == []


def test_no_typos_among_many() -> None:
    """Where enough people are found to the letter, nobody with a similar name gets among them."""
    search = DoorSearch([line("Mario", f"B{number}") for number in range(8)] + [line("Maria", "Zini")])
    assert "Maria Zini" not in names(search.find("mario"))


def test_who_comes_in_is_known_without_folding_again() -> None:
    """After an arrival the same person is found as who is in."""
    search = DoorSearch([line("Anna", "Rossi"), line("Anna", "Zini")])
    search.know([line("Anna", "Rossi", inside=True), line("Anna", "Zini")])
    found = search.find("anna")
    assert names(found) == ["Anna Zini", "Anna Rossi"]
    assert found[1].guest is not None


def test_walk_in_is_found() -> None:
    """Who is in and in no list is found by the badge's name."""
    guest = Guest("1", "Inès", None, "T", 0, walk_in=True, printed_at=None)
    search = DoorSearch([line("Anna")])
    search.know([line("Anna"), Expected(None, guest, None, None)])
    assert [one.badge_name for one in search.find("ines")] == ["Inès"]


@cache
def five_thousand() -> tuple[DoorSearch, list[Expected]]:
    """Return 5,000 people with real first names and made-up family names, the same each time.

    In Latin letters: of a script without vowels everybody with the same consonants is as near as a mistake.
    """
    chance = random.Random(7)  # noqa: S311 - the same people each time
    text = resource_path("first_names.txt").read_text(encoding="utf-8")
    known = [w.rstrip("*") for row in text.splitlines() if not row.startswith("#") for w in row.split()]
    known = [name for name in known if unicodedata.name(name[0]).startswith("LATIN")]
    lines = []
    for _ in range(5000):
        family = "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))
        lines.append(line(chance.choice(known).title(), family.title()))
    return DoorSearch(lines), lines


EDITS = ("delete", "insert", "swap", "replace")


def edited(word: str, edit: str, place: int, letter: str) -> str:
    """Return a word with one mistake."""
    place %= len(word)
    if edit == "delete":
        return word[:place] + word[place + 1 :]
    if edit == "insert":
        return word[:place] + letter + word[place:]
    if edit == "replace":
        return word[:place] + letter + word[place + 1 :]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4999), st.sampled_from(EDITS), st.integers(0, 20), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_mistake_among_five_thousand(who: int, edit: str, place: int, letter: str) -> None:
    """First name with one mistake and family name find the person among the first eight of 5,000."""
    search, lines = five_thousand()
    wanted = lines[who]
    first, family = fold_words(wanted.badge_name)[0], fold_words(wanted.family_name)[0]
    assume(len(first) >= 5)
    found = search.find(f"{edited(first, edit, place, letter)} {family}")
    same = {one.id for one in lines if (one.badge_name, one.family_name) == (wanted.badge_name, wanted.family_name)}
    assert same & {one.id for one in found[:8]}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4999), st.sampled_from(EDITS), st.integers(0, 20), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_mistake_alone(who: int, edit: str, place: int, letter: str) -> None:
    """A family name of five letters or more with one mistake finds its people, if it is not nearer to others."""
    search, lines = five_thousand()
    family = fold_words(lines[who].family_name)[0]
    typed = edited(family, edit, place, letter)
    assume(len(family) >= 5 and len(typed) >= 4)
    words = {fold_words(one.family_name)[0] for one in lines} | {fold_words(one.badge_name)[0] for one in lines}
    others = words - {family}
    starts = [word[: len(typed) + longer] for word in others for longer in (-1, 0, 1)]
    near = any(typed in word for word in others) or any(OSA.distance(typed, start) <= 1 for start in starts)
    assume(not near)
    assert lines[who].family_name in [one.family_name for one in search.find(typed)[:8]]
