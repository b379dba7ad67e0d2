"""A text and the ways to read it as somebody's name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from facilitatore.door.naming.words import wearable


class Choice(NamedTuple):
    """One way to read a name: `first` goes on the badge; `aside` is left out of both ("AUSL"), and that is said.

    `places` are those of the words that make the first name, among the words that can be names: by them the same answer is
    given to another row.
    """

    first: str
    family: str
    aside: str = ""
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What is `written`, and the ways to read it, the likeliest first.

    `why` is a key of `reasons.REASONS`, empty where the first choice is certain. Rows of one list with the same `shape` are
    the same kind of question. With `several` each choice is one of the persons that the text may hold.
    """

    written: str
    choices: tuple[Choice, ...] = ()
    why: str = ""
    shape: str = ""
    several: bool = False

    @property
    def certain(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.why

    @property
    def first(self) -> str:
        """The likeliest first name; empty where there is none to propose."""
        return self.choices[0].first if self.choices else ""

    @property
    def family(self) -> str:
        """The likeliest family name."""
        return self.choices[0].family if self.choices else ""

    def like(self, choice: Choice) -> Choice | None:
        """Return the choice that takes the words in the same places for the first name as one of another row does."""
        return next((one for one in self.choices if one.places == choice.places and bool(one.first)), None)


def worn(reading: Reading) -> Reading:
    """Return a reading of which no choice would put on a badge what is no name."""
    choices = tuple(one._replace(first=wearable(one.first)) for one in reading.choices)
    if choices == reading.choices:
        return reading
    return replace(reading, choices=tuple(dict.fromkeys(choices)), why=reading.why or "odd_name")
