"""What a badge says: a name that was typed, read by the one rule of `naming`, or as somebody confirmed it.

Walk-ins, changed names, initials and the command line all come through here, so that no way round the rule is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitatore.door.homonyms import name_without_initial
from facilitatore.door.names import MAX_NAME
from facilitatore.door.naming import Choice, Reading, read_typed, wearable
from facilitatore.door.people import NO_FIRST_NAME
from facilitatore.door.search import fold_words
from facilitatore.errors import BadValue
from facilitatore.session.words import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facilitatore.door.model import NameQuestion, Person


class NameAsked(BadValue):
    """Only a person can tell what the badge is to say; `ways` are the ways to read what is `value`."""

    def __init__(self, written: str, ways: Sequence[Choice]) -> None:
        """Name what is written, and what the badge could say."""
        names = [way.first for way in ways]
        said = " o ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
        super().__init__("name_asked" if ways else "name_unknown", written, said)
        self.ways = tuple(ways)


def read_badge_name(text: str) -> Reading:
    """Read what is typed for a badge; an initial after the name ("Giulia B.") tells namesakes apart, and stays.

    The ways to read it are those that a badge can carry; without any there is no name in it.
    """
    name = clean_line(text)
    stem = name_without_initial(name)
    if stem == name and name[-2:-1] == " " and name[-1].isalpha():
        stem = name[:-2]  # one letter without its point
    read = read_typed(stem)
    initial = name[len(stem) :]
    ways = _wearable(read.choices) or _wearable([Choice(stem, "")])  # an odd name is asked, not refused
    ways = tuple(way._replace(first=way.first + initial) for way in ways)
    return Reading(name, ways, read.why, read.shape)


def ways_of(question: NameQuestion) -> tuple[Choice, ...]:
    """Return the answers to a question about somebody's name that a badge can carry, the likeliest first.

    Where the list has a family name alone there are none: the first name is to be said.
    """
    if question.why == NO_FIRST_NAME:
        return ()
    return _wearable(Choice(first, family) for first, family in question.choices)


def _wearable(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for choice in choices:
        first = wearable(choice.first)
        if first:
            found.setdefault(first, choice._replace(first=first))
    return tuple(found.values())


def read_worn(text: str, *, confirmed: bool = False) -> Choice:
    """Return what a badge says of a typed name, and what is left out of it.

    What somebody `confirmed` is worn as it stands, but for what belongs on no badge, such as an e-mail.

    Raises:
        NameAsked: the words may be read in more than one way. BadValue: there is no name in it, or it is too long.
    """
    name = clean_line(text)
    if not name:
        raise BadValue("empty_name", "")
    if len(name) > MAX_NAME:
        raise BadValue("name", name[:MAX_NAME] + "…", str(MAX_NAME))
    read = Reading(name, (Choice(wearable(name), ""),)) if confirmed else read_badge_name(name)
    if not read.first:
        raise BadValue("unwearable", name)
    if not read.certain:
        raise NameAsked(name, read.choices)
    return read.choices[0]


def told(name: str, among: Sequence[Choice], *, confirmed: bool = False) -> Choice:
    """Return the name that somebody told: one of the answers that were asked for as it is, any other as `read_worn`.

    Raises:
        NameAsked, BadValue: as `read_worn`.
    """
    same = (way for way in among if fold_words(way.first) == fold_words(name))
    return next(same, None) or read_worn(name, confirmed=confirmed)


def answered(person: Person, name: Choice) -> Choice:
    """Return how a person is called once the door knows the `name`: the family name is what the list wrote beside it.

    A name that shares no word with the list is another one, and leaves the family name as it was.
    """
    typed = set(fold_words(name.first))

    def shared(way: Choice) -> int:
        words = set(fold_words(way.first))
        return len(words) + 1 if words == typed else len(words & typed)

    ways = ways_of(person.question) if person.question is not None else ()
    nearest = max(ways, key=shared, default=None)
    if nearest is not None and shared(nearest) > len(typed):
        return name._replace(family=nearest.family)
    if nearest is None or name.family or not shared(nearest):
        return name._replace(family=name.family or person.family_name)
    return name._replace(family=nearest.family)
