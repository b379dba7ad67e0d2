"""In which order the names of a column are written, as its heading says and its words confirm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from facilitatore.door.naming.weighing import capitals_vote, cost_of
from facilitatore.door.naming.words import Unit, plain_text, units_of, without_titles

_MOSTLY: Final = 0.95
_ENOUGH: Final = 3
_A_FEW: Final = 0.2
"""Share of the rows of two columns that must say something: of names in a language that nobody knows a word or two do."""
_MOST_WORDS: Final = 6
_MOST_LETTERS: Final = 100
_A_VOTE: Final = 4
"""How much likelier one order must be for a name to count: one word known to stand where the other order has none."""


@dataclass(frozen=True, slots=True)
class Order:
    """The family name comes first, or last; None where nothing tells, or names stand both ways.

    `first_names`: the heading asks for the first name alone, and one word is all there should be. `capitals`: the family name
    is the one in capitals; False: it is not; None: nothing tells. `contradicted`: most names stand in the other order than the
    heading says, and all of them are asked.
    """

    family_first: bool | None = None
    first_names: bool = False
    capitals: bool | None = None
    contradicted: bool = False


def order_of(texts: Iterable[str], told: bool | None = None, *, first_names: bool = False) -> Order:
    """Return the order of a column: what its heading `told`, unless its words contradict it, or else what they say."""
    read = [units for text in texts if (units := _units(text))]
    votes = [vote for units in read if (vote := _vote(units)) is not None]
    capitals = _agreed([vote for units in read if (vote := capitals_vote(units)) is not None])
    if told is None:
        return Order(_agreed(votes), first_names, capitals)
    for_it = votes.count(told)
    steady = for_it >= _MOSTLY * len(votes)
    contradicted = len(votes) >= _ENOUGH and 2 * for_it < len(votes)
    return Order(told if steady else None, first_names, capitals, contradicted)


def is_turned_round(cells: Iterable[tuple[str, str]]) -> bool:
    """Tell whether most of these (first name, family name) stand the other way round."""
    votes, rows = list[bool](), 0
    for first, family in cells:
        own, theirs = (units_of(plain_text(cell[:_MOST_LETTERS]).split()[:_MOST_WORDS]) for cell in (first, family))
        if not own or not theirs:
            continue
        rows += 1
        right, wrong = cost_of(own, theirs), cost_of(theirs, own)
        if abs(right - wrong) >= _A_VOTE:
            votes.append(wrong < right)
    return len(votes) >= max(_ENOUGH, _A_FEW * rows) and 2 * sum(votes) > len(votes)


def _agreed(votes: Sequence[bool]) -> bool | None:
    """Return what votes say, where there are enough and hardly any says otherwise."""
    if len(votes) < _ENOUGH:
        return None
    most = 2 * sum(votes) > len(votes)
    return most if votes.count(most) >= _MOSTLY * len(votes) else None


def _units(text: str) -> list[Unit]:
    words = without_titles(plain_text(text))[0].split()
    return units_of(words) if 2 <= len(words) <= _MOST_WORDS and "," not in text else []  # noqa: PLR2004 - one word has no order


def _vote(units: Sequence[Unit]) -> bool | None:
    """Return whether the words show that the family name comes first; None where they do not."""
    cuts = range(1, len(units))
    family_last = min((cost_of(units[:cut], units[cut:]) for cut in cuts), default=0)
    family_first = min((cost_of(units[cut:], units[:cut]) for cut in cuts), default=0)
    return None if abs(family_first - family_last) < _A_VOTE else family_first < family_last
