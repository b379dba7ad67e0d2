"""Who is on the list in reserve, in the order of an Italian list, and how people of one name are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.door.names import name_key, name_words
from facilitatore.italian import local_clock

if TYPE_CHECKING:
    from facilitatore.door.people import Expected

_TO_ASK: Final = "? chiedi il nome"
"""Stands in place of a first name that nobody can tell from the list."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row: `group` is an id; `hour` is ``HH:MM`` on this laptop for who is in already, else empty."""

    family_name: str
    first_name: str
    group: str | None
    hour: str
    listed: bool


def expected_rows(lines: Iterable[Expected]) -> list[ListedRow]:
    """Return a row for everybody who is expected tonight or has come all the same, by family name and first name.

    Accents, apostrophes and spaces do not count: De Luca stands beside Deluca, D’Angelo beside Dangelo. Who has no
    family name stands under the first name; who came without being listed (`listed` False) comes last. A name in question
    stands as it was written, with a mark.
    """
    tonight = [line for line in lines if line.attends is not False or line.guest is not None]
    seen = Counter(name_key(*_names(line)) for line in tonight)
    rows = []
    for line in sorted(tonight, key=_order):
        first, family = _names(line)
        apart = f"({line.apart})" if line.apart and seen[name_key(first, family)] > 1 else ""
        shown = f"{first} ({line.badge_name})" if line.badge_name and line.badge_name != first else first
        rows.append(
            ListedRow(
                f"{family} {apart}".strip(),
                shown,
                line.group,
                local_clock(line.guest.arrived_at) if line.guest else "",
                listed=line.person is not None,
            )
        )
    return rows


def sorted_names(names: Iterable[str]) -> list[str]:
    """Return first names in alphabetical order, equal ones as often as they come."""
    return sorted(names, key=lambda name: ("".join(name_words(name)), name))


def initial(row: ListedRow) -> str:
    """Return the letter a row stands under; empty for what has none."""
    letters = "".join(name_words(row.family_name or row.first_name))
    return letters[:1].upper() if letters[:1].isalpha() else ""


def _names(line: Expected) -> tuple[str, str]:
    if line.person is None:
        return line.badge_name, ""
    if line.question is not None:
        return _TO_ASK, line.question.written
    return line.person.first_name or line.badge_name, line.person.family_name


def _order(line: Expected) -> tuple[bool, str, str, str]:
    first, family = _names(line)
    keys = "".join(name_words(family)), "".join(name_words(first))
    return line.person is None, keys[0] or keys[1], keys[1], line.id
