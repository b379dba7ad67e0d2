"""Two people with one name on their badges: an initial tells them apart, only when somebody asks for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from facilitatore.door.search import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from facilitatore.door.model import Guest

_INITIAL: Final = re.compile(r"^(?P<name>.+?) (?P<initial>[^\W\d_]{1,2})\.$")
_LETTERS: Final = 2
"""The most that a badge shows of a family name."""


def name_without_initial(name: str) -> str:
    """Return the name as it was before an initial was added: "Andrea F." is "Andrea"."""
    found = _INITIAL.match(name)
    return found["name"] if found else name


def has_initial(name: str) -> bool:
    """Tell whether a badge name ends in an initial already."""
    return _INITIAL.match(name) is not None


def namesakes(name: str, token: str, guests: Iterable[Guest]) -> list[Guest]:
    """Return who else is in with this first name, initials apart; whoever has this `token` is no namesake of oneself."""
    mine = fold_words(name_without_initial(name))
    return [
        other
        for other in guests
        if mine and other.token != token and fold_words(name_without_initial(other.badge_name)) == mine
    ]


def sharing(name: str, guests: Iterable[Guest]) -> int:
    """Return how many are in with exactly this badge name: two or more, or 0 where nobody shares it."""
    mine = fold_words(name)
    count = sum(fold_words(guest.badge_name) == mine for guest in guests) if mine else 0
    return count if count > 1 else 0


def name_with_initial(name: str, token: str, others: Sequence[Guest], families: Mapping[str, str]) -> str | None:
    """Return "Andrea F.", or "Andrea Fe." where one letter does not tell the namesakes apart.

    `families` are the family names of the register by token. None when there is no family name, or when two letters
    are the same too: then somebody has to think of another name.
    """
    letters = _letters(families.get(token, ""))
    theirs = [_letters(families.get(other.token, "")) for other in others]
    for length in range(1, min(len(letters), _LETTERS) + 1):
        if all(not other or other[:length].casefold() != letters[:length].casefold() for other in theirs):
            return f"{name_without_initial(name)} {letters[:length]}."
    return None


def _letters(family: str) -> str:
    """Return the letters of a family name as an initial shows them: a capital, then small ones."""
    letters = "".join(char for char in family if char.isalpha())
    return letters[:1].upper() + letters[1:].lower()
