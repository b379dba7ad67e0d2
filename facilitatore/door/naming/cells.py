"""Reading a name that stands in two cells, and one that somebody types at the door."""

from __future__ import annotations

from typing import Final

from facilitatore.door.known_names import Standing
from facilitatore.door.names import letters_lost, name_words, readable
from facilitatore.door.naming.full import MOST_LETTERS, is_small, read_full, several_people
from facilitatore.door.naming.order import Order
from facilitatore.door.naming.reading import Choice, Reading, worn
from facilitatore.door.naming.words import Unit, is_strange, plain_text, units_of, without_titles

_KNOWN_FIRST: Final = frozenset({Standing.FIRST, Standing.BOTH})


def read_cells(first: str, family: str, *, turned_round: bool = False) -> Reading:
    """Read a cell of first names beside a cell of family names: certain, unless the words contradict their columns.

    `turned_round`: most names of the two columns stand the other way round, and all of them are asked.
    """
    return worn(_read_cells(first, family, turned_round=turned_round))


def _read_cells(first: str, family: str, *, turned_round: bool) -> Reading:
    own, theirs = plain_text(first), plain_text(family)
    if not own or not theirs:
        return _of_one_cell(own, theirs)
    if len(own) > MOST_LETTERS:
        return Reading(own[:MOST_LETTERS], (), "long_name", "long_name")
    if name_words(own) == name_words(theirs):
        if len(own.split()) > 1:
            return read_full(own, Order())
        twice = (Choice(readable(own), "", "", (0,)), Choice("", readable(theirs)))
        return Reading(own, twice, "one_word", "same word twice")
    if several_people(own) or letters_lost(own) or _is_odd(own):
        return _asked(own, theirs)
    return _of_names(own, theirs, turned_round=turned_round)


def _of_names(own: str, theirs: str, *, turned_round: bool) -> Reading:
    """Read two cells that hold names alone."""
    bare, titles = without_titles(own)
    if not bare:
        return Reading(f"{own} {theirs}", (Choice("", readable(theirs), titles),), "no_first_name", "title alone")
    bare = _without_family(bare, theirs)
    units, other = units_of(bare.split()), units_of(without_titles(theirs)[0].split())
    right = Choice(readable(bare), readable(theirs), titles, (0,))
    other_way = Choice(right.family, right.first, titles, (1,))
    if turned_round or _swapped(units, other):
        return Reading(f"{own} {theirs}", (other_way, right), "maybe_swapped", "two swapped")
    if _holds_family(units):
        return Reading(f"{own} {theirs}", (right, other_way), "maybe_whole_name", "two whole")
    return Reading(f"{own} {theirs}", (right,))


def _of_one_cell(own: str, theirs: str) -> Reading:
    """Read a row in which one of the two cells is empty."""
    if not own and not theirs:
        return Reading("")
    if own:
        reading = read_full(own, Order(first_names=True))
        return reading if reading.certain or len(own.split()) == 1 else _because(reading, "maybe_whole_name")
    reading = read_full(theirs, Order())
    if (
        len(reading.choices) > 1
        and len(theirs.split()) > 1
        and any(one.first and one.family for one in reading.choices)
    ):
        return _because(reading, "maybe_whole_name")
    return Reading(
        theirs, (Choice("", readable(theirs)), Choice(readable(theirs), "", "", (0,))), "no_first_name", "family alone"
    )


def _because(reading: Reading, why: str) -> Reading:
    return Reading(reading.written, reading.choices, reading.why or why, reading.shape, reading.several)


def _asked(own: str, theirs: str) -> Reading:
    """Read two cells of which the first holds more than a first name."""
    reading = read_full(own, Order(first_names=True))
    choices = tuple(one._replace(family=one.family or readable(theirs)) for one in reading.choices)
    return Reading(f"{own} {theirs}", choices, reading.why or "aside", f"two {reading.shape}", reading.several)


def _is_odd(own: str) -> bool:
    """Tell a cell with more than a first name in it: signs, offices, small letters that go on after it."""
    words = without_titles(own)[0].split()
    strange = any(is_strange(word, among_capitals=own.isupper()) for word in words)
    return "," in own or strange or any(is_small(word, words) for word in words[1:])


def _swapped(units: list[Unit], other: list[Unit]) -> bool:
    """Tell whether somebody put the family name into the cell of the first name: "Rossi" beside "Mario"."""
    return (
        bool(other)
        and all(unit.standing is Standing.FIRST for unit in other)
        and all(unit.standing in (Standing.FAMILY, Standing.UNKNOWN) for unit in units)
        and any(unit.standing is Standing.FAMILY for unit in units)
    )


def _holds_family(units: list[Unit]) -> bool:
    """Tell whether a first name is followed, or preceded, by what is known for a family name: "Anna Bianchi"."""
    known = [unit.standing for unit in units if " " not in unit.text]
    return len(units) > 1 and Standing.FAMILY in (known[:1] + known[-1:]) and bool(_KNOWN_FIRST & set(known))


def _without_family(first: str, family: str) -> str:
    """Return the first name without the same family name typed after or before it: "Anna Rossi" beside "Rossi"."""
    words, count = first.split(), len(family.split())
    if len(words) <= count or all(unit.standing is Standing.FIRST for unit in units_of(family.split())):
        return first  # "Maria Anna" beside "Anna"
    theirs = name_words(family)
    if name_words(" ".join(words[-count:])) == theirs:
        return " ".join(words[:-count])
    return " ".join(words[count:]) if name_words(" ".join(words[:count])) == theirs else first


def read_typed(text: str) -> Reading:
    """Read what is typed at the door: no column tells the order, and a word alone is what the person says."""
    return read_full(text, Order(first_names=True))
