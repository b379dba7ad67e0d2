"""Reading a whole name in one text, and telling one person from several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from facilitatore.door.known_names import Standing
from facilitatore.door.names import letters_lost, readable, wrong_codec_undone
from facilitatore.door.naming.order import Order
from facilitatore.door.naming.reading import Choice, Reading, worn
from facilitatore.door.naming.weighing import Way, is_certain, ways
from facilitatore.door.naming.words import Unit, is_strange, is_title, plain_text, units_of, wearable, without_titles
from facilitatore.door.tax_code import cut_tax_codes

_SEVERAL: Final = re.compile(r"\s+(?:e|ed|&|\+|con|insieme a)\s+|\s*[/;\n]\s*", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"\([^)]*(?:\)|$)|\[[^\]]*(?:\]|$)|\{[^}]*(?:\}|$)|<[^>]*(?:>|$)|\s[-\u2013\u2014]\s.*|\S*@\S*|:.*"
)
"""What stands in brackets, after a dash or a colon, or is an address."""
_JOINING: Final = frozenset({"e", "ed", "con", "&", "+"})
_MOST_CHOICES: Final = 4
_MOST_PEOPLE: Final = 6
_MOST_WORDS: Final = 12
_LEAST_CAPITALS: Final = 3
"""Letters of a word in capitals from which it is no pair of initials ("GP")."""
_LEAST_SMALL: Final = 4
"""Letters of a word in small letters from which it is no particle."""
MOST_LETTERS: Final = 200
"""Characters of a cell of names: a full name has under a hundred, and six people in one cell hardly more than this."""


def read_full(text: str, order: Order) -> Reading:
    """Read a text that holds a whole name, in a column of this order."""
    return worn(_read_full(text, order))


def _read_full(text: str, order: Order) -> Reading:
    written = plain_text(text[: 2 * MOST_LETTERS])
    if not written:
        return Reading("")
    if len(text) > 2 * MOST_LETTERS or len(written) > MOST_LETTERS:
        return Reading(written[:MOST_LETTERS], (), "long_name", "long_name")
    if letters_lost(written):
        return _with_letters_lost(written, order)
    people = several_people(written)
    if people:
        return Reading(written, people, "several_people", f"several_people {len(people)}", several=True)
    core, aside = _apart(written)
    bare, titles = without_titles(core)
    family, comma, first = bare.partition(",")
    if comma and family.strip() and first.strip() and "," not in first and not aside:
        return _of_comma(written, family.split(), first.split(), titles)
    words = bare.replace(",", " ").split()
    reading = read_words(written, words, order, titles=titles)
    doubt = "aside" if aside or "," in bare else ""
    return _doubted(reading, doubt, aside) if doubt else reading


def _doubted(reading: Reading, why: str, aside: str) -> Reading:
    choices = tuple(
        one._replace(aside=" ".join(part for part in (one.aside, aside) if part)) for one in reading.choices
    )
    return Reading(reading.written, choices, why, f"{why} {reading.shape}", reading.several)


def _with_letters_lost(written: str, order: Order) -> Reading:
    undone = " ".join(wrong_codec_undone(word) or word for word in written.split())
    if letters_lost(undone):
        return Reading(written, (Choice("", readable(written)),), "letters_lost", "letters_lost")
    return _doubted(read_full(undone, order), "letters_lost", "")


def several_people(written: str) -> tuple[Choice, ...]:
    """Return the persons that a text may hold, two at least; none where it is one person, or no name at all.

    "Ortega e Gasset Maria" is one: it is asked.
    """
    parts = [part.strip(" ,") for part in _SEVERAL.split(written) if part.strip(" ,")]
    if len(parts) == 1 and "," in written:
        by_comma = [part.strip() for part in written.split(",") if part.strip()]
        whole = all(len(part.split()) > 1 and _names_somebody(part) for part in by_comma)
        parts = by_comma if whole and len(by_comma) > 1 else parts
    if not 2 <= len(parts) <= _MOST_PEOPLE:  # noqa: PLR2004 - two persons at least
        return ()
    read = [read_full(part, Order()) for part in parts]
    people = [one.choices[0] for one in read if any(choice.first for choice in one.choices)]
    if len(people) < 2:  # noqa: PLR2004 - "Anna Rossi + 1", "Anna e marito"
        return ()
    shared = [one.family for one in people if one.family]
    if len(shared) == 1 and len(people) > 1:  # "Anna e Marco Rossi" have one family name
        people = [one if one.family else one._replace(family=shared[0]) for one in people]
    return tuple(one._replace(places=(place,)) for place, one in enumerate(people))


def _names_somebody(text: str) -> bool:
    return any(unit.standing in (Standing.FIRST, Standing.BOTH) for unit in units_of(text.split()))


def _apart(written: str) -> tuple[str, str]:
    """Return what may be the name, and what stands beside it."""
    beside = [found.strip() for found in _BESIDE.findall(written)]
    core = " ".join(cut_tax_codes(_BESIDE.sub(" ", written)).split())
    capitals = core.isupper()
    words, strange = list[str](), list[str]()
    for word in core.split():
        bare = word.rstrip(",")
        may_be_name = bool(bare) and (is_title(bare) or not is_strange(bare, among_capitals=capitals))
        goes_on = bool(strange) and len(words) > 1 and word.isupper() and not capitals  # "ACLI CARPI"
        if may_be_name and not goes_on and bare.casefold() not in _JOINING:
            words.append(word)
        else:
            strange.append(bare)
    small = [word for word in words if is_small(word, words)]
    words = [word for word in words if word not in small]
    return " ".join(words), " ".join((*strange, *small, *beside))


def is_small(word: str, words: Sequence[str]) -> bool:
    """Tell a word in small letters beside names with capitals: "Anna arriva dopo"."""
    if not word.islower() or len(word) < _LEAST_SMALL or not any(other[:1].isupper() for other in words):
        return False
    return units_of([word])[0].standing is Standing.UNKNOWN


def _of_comma(written: str, family: list[str], first: list[str], titles: str) -> Reading:
    """Read "Rossi, Anna": the comma says which is which, unless the words contradict it."""
    units = (units_of(family), units_of(first))
    theirs, own = ([unit.standing for unit in part] for part in units)
    if not first or not family:
        return read_words(written, [*family, *first], Order(), titles=titles)
    choices = _choices_of_comma(family, first, titles)
    if Standing.FAMILY in own and len(choices) > 1:
        choices = (choices[1], choices[0], *choices[2:])
    loose = units_of(["x", *first])[-1].standing is Standing.UNKNOWN and first[-1].islower()  # "Carli, Maria de"
    unknown = own[0] is Standing.UNKNOWN and theirs[0] is not Standing.FAMILY
    contradicts = Standing.FIRST in theirs or Standing.FAMILY in own or loose or unknown
    return Reading(written, choices, "split_unsure" if contradicts else "", f"comma {len(theirs)} {len(own)}")


def _choices_of_comma(family: list[str], first: list[str], titles: str) -> tuple[Choice, ...]:
    one, two = _name(first), _name(family)
    count = len(family)
    choices = [
        Choice(one, two, titles, tuple(range(count, count + len(first)))),
        Choice(two, one, titles, tuple(range(count))),
        Choice(f"{two} {one}", "", titles, tuple(range(count + len(first)))),
    ]
    return tuple(choice for choice in choices if choice.first)


def _name(words: Sequence[str]) -> str:
    """Return words of a name made readable: all of them where none was written with care, or else those in capitals."""
    whole = " ".join(words)
    text = readable(whole)
    if text != whole:
        return text
    return " ".join(
        readable(word) if word.isupper() and len(word) >= _LEAST_CAPITALS else word for word in whole.split()
    )


def read_words(written: str, words: list[str], order: Order, *, titles: str = "") -> Reading:
    """Read words that can all be parts of a name."""
    if len(words) > _MOST_WORDS:
        return Reading(written, (), "odd_name", "odd_name")
    units = units_of(words)
    shape = _shape(units)
    if not units:
        return Reading(
            written, (Choice("", wearable(written), titles),) if wearable(written) else (), "odd_name", "odd_name"
        )
    if len(units) == 1:
        return _of_one_word(written, units[0], order, titles)
    initials = [unit.initial for unit in units]
    if any(initials):
        return _with_initial(written, units, titles, f"initial {shape}")
    found = ways(units, order.family_first)
    certain = not order.contradicted and is_certain(units, found, order.family_first, order.capitals)
    if order.first_names and all(unit.standing is Standing.FIRST for unit in units):
        choice = Choice(_name([unit.text for unit in units]), "", titles, tuple(range(len(units))))
        return Reading(written, (choice,), "", shape)
    choices = tuple(_choice(units, way, titles) for way in found[:_MOST_CHOICES])
    if certain:
        return Reading(written, choices, "", shape)
    # Names that are likeliest read in different ways are no question of one kind, though they look alike.
    return Reading(written, choices, "split_unsure", f"{shape} {found[0].places}")


def _choice(units: Sequence[Unit], way: Way, titles: str) -> Choice:
    first = _name([units[place].text for place in way.places])
    family = _name([unit.text for place, unit in enumerate(units) if place not in way.places])
    return Choice(first, family, titles, way.places)


def _shape(units: Sequence[Unit]) -> str:
    return "".join("F" if " " in unit.text else "A" if unit.shouted else "i" if unit.initial else "w" for unit in units)


def _of_one_word(written: str, unit: Unit, order: Order, titles: str) -> Reading:
    """Read a word alone: a first name where it is known for one, or where the heading asks for nothing else."""
    text = readable(unit.text)
    as_first, as_family = Choice(text, "", titles, (0,)), Choice("", text, titles)
    if unit.standing is Standing.FAMILY:
        own = (as_first,) if " " not in unit.text else ()  # "di Karim" is nobody's first name
        return Reading(written, (as_family, *own), "no_first_name", "family alone")
    known = unit.standing is Standing.FIRST or (order.first_names and not titles)
    if known and not unit.initial:
        return Reading(written, (as_first,), "", "word")
    return Reading(written, (as_first, as_family) if not titles else (as_family, as_first), "one_word", "word")


def _with_initial(written: str, units: list[Unit], titles: str, shape: str) -> Reading:
    """Read "Giulia B.", where one word and the initial of the family name stand; other initials are asked."""
    count = len(units)
    alone = count == 2 and units[-1].initial and not units[0].initial and units[0].standing is not Standing.FAMILY  # noqa: PLR2004 - a word and an initial
    whole = [place for place, unit in enumerate(units) if not unit.initial]
    ways_ = [(place,) for place in whole] + [tuple(range(cut)) for cut in range(2, count + 1)]
    choices = tuple(
        Choice(
            _name([units[place].text for place in places]),
            _name([unit.text for place, unit in enumerate(units) if place not in places]),
            titles,
            places,
        )
        for places in ways_
    )
    best = sorted(choices, key=lambda one: _cost_of(units, one.places))
    if alone:
        return Reading(written, (choices[0],), "", shape)
    return Reading(written, tuple(best[:_MOST_CHOICES]), "split_unsure", shape)


def _cost_of(units: Sequence[Unit], places: tuple[int, ...]) -> tuple[int, int]:
    wrong = sum(units[place].standing is Standing.FAMILY for place in places)
    right = sum(units[place].standing in (Standing.FIRST, Standing.BOTH) for place in places)
    return wrong, -right
