"""In which order the names of a column are written, as its heading says and its words confirm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from facilitatore.door.naming.weighing import ways
from facilitatore.door.naming.words import plain_text, units_of, without_titles

_MOSTLY: Final = 0.95
_ENOUGH: Final = 3
_A_VOTE: Final = 4
"""How much likelier one order must be for a name to count: one word known to stand where the other order has none."""


@dataclass(frozen=True, slots=True)
class Order:
    """The family name comes first, or last; None where nothing tells, or names stand both ways.

    `first_names`: the heading asks for the first name alone, and one word is all there should be.
    """

    family_first: bool | None = None
    first_names: bool = False


def order_of(texts: Iterable[str], told: bool | None = None, *, first_names: bool = False) -> Order:
    """Return the order of a column: what its heading `told`, unless its words contradict it, or else what they say."""
    votes = [vote for text in texts if (vote := _vote(text)) is not None]
    if told is None:
        told = sum(votes) * 2 > len(votes) if len(votes) >= _ENOUGH else None
    if told is None or votes.count(told) < _MOSTLY * len(votes):
        return Order(None, first_names)
    return Order(told, first_names)


def _vote(text: str) -> bool | None:
    words = without_titles(plain_text(text))[0].split()
    if not 2 <= len(words) <= 6 or "," in text:  # noqa: PLR2004 - two words at least have an order; more than six are no name
        return None
    units = units_of(words)
    if len(units) < 2:  # noqa: PLR2004 - as above
        return None
    best: dict[bool, int] = {}
    for way in ways(units, None):
        if way.family_first is not None:
            best.setdefault(way.family_first, way.cost)
    if abs(best[True] - best[False]) < _A_VOTE:
        return None
    return best[True] < best[False]
