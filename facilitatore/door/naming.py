"""How what is written can be read as a first name and a family name, and whether anything is left to ask.

A name is certain, or it is a question: two columns whose words do not contradict them, or one column whose order the words
confirm and whose cut is not in doubt, are certain. Everything else is asked, of the list or of the person at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from facilitatore.door.names import clean_name
from facilitatore.door.splitting import split_name


class Choice(NamedTuple):
    """One way to read a name: `first` goes on the badge; `aside` is left out of both ("AUSL"), and that is said."""

    first: str
    family: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is `written`, and the ways to read it, the likeliest first; without any, nothing there can be a name.

    `why` is a key of `reasons.REASONS`, empty where the first choice is certain. Rows of one list with the same `shape` are
    the same kind of question.
    """

    written: str
    choices: tuple[Choice, ...]
    why: str = ""
    shape: str = ""

    @property
    def certain(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.why

    @property
    def first(self) -> str:
        """The likeliest first name."""
        return self.choices[0].first if self.choices else ""

    @property
    def family(self) -> str:
        """The likeliest family name."""
        return self.choices[0].family if self.choices else ""


def read_typed(text: str) -> Reading:
    """Read a name typed by a person, at the door or in a command."""
    parts = split_name(text)
    choice = Choice(parts.first, parts.family)
    return Reading(clean_name(text), (choice, Choice(parts.family, parts.first)), "" if parts.sure else "split_unsure")


def wearable(text: str) -> str:
    """Return what of a text may stand on a badge."""
    return clean_name(text)
