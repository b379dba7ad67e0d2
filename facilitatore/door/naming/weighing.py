"""How likely each way to read the words of a name is, and when one is likely enough to need no question.

Each way has a cost, which grows where a word stands where it hardly belongs: a family name among first names, a first name among family
names, an order that the column does not have. A reading is certain where the best one agrees with the order of its column and every
other costs clearly more. The figures are chosen on `benchmarks/names.py`: what counts is that one word out of place outweighs
several that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from facilitatore.door.known_names import Standing, folded
from facilitatore.door.naming.words import Unit

_AS_FIRST: Final = {Standing.FIRST: 0, Standing.BOTH: 1, Standing.UNKNOWN: 1, Standing.FAMILY: 4}
_AS_FAMILY: Final = {Standing.FAMILY: 0, Standing.BOTH: 1, Standing.UNKNOWN: 1, Standing.FIRST: 4}
_OTHER_ORDER: Final = 3
_OTHER_CAPITALS: Final = 6
_NO_FAMILY: Final = 5
_CLEARLY: Final = 3
_CLEARLY_ALONE: Final = 8
"""For the other order, where the column has none: both words must be known for what they are: "Anna Bianchi", not "Anna" and a word that nobody knows."""
_MOST_UNITS: Final = 6
_COMPOSING: Final = frozenset(
    {"anna", "maria", "gian", "pier", "fatima", "mohamed", "muhammad", "mohammed", "abdel", "abdul"}
) | {*("jose", "juan", "ana", "don", "suor", "padre")}
"""Names that go with another one before or after them: of "Ottorino Ambrogio" the second may be the family name."""


@dataclass(frozen=True, slots=True)
class Way:
    """The units that make the first name, by place, and the cost of reading the name so."""

    places: tuple[int, ...]
    cost: int
    family_first: bool | None
    """None: all units are the first name."""


def ways(units: Sequence[Unit], family_first: bool | None) -> list[Way]:
    """Return the ways to cut these units into first name and family name, the likeliest first.

    `family_first` is the order of the column; None where there is none.
    """
    count = len(units)
    shouted = _shouted_run(units)
    whole = _NO_FAMILY + (_OTHER_CAPITALS if shouted is not None else 0)
    found = [_way(units, tuple(range(count)), None, whole)] if count <= _MOST_UNITS else []
    for cut in range(1, min(count, _MOST_UNITS)):
        for order, places in ((False, tuple(range(cut))), (True, tuple(range(count - cut, count)))):
            extra = _OTHER_ORDER if family_first is not None and order is not family_first and shouted is None else 0
            if shouted is not None and {*range(count)} - {*places} != shouted:
                extra += _OTHER_CAPITALS
            found.append(_way(units, places, order, extra))
    return sorted(
        found, key=lambda way: (way.cost, way.family_first is None, way.family_first is not bool(family_first))
    )


def _way(units: Sequence[Unit], places: tuple[int, ...], order: bool | None, extra: int) -> Way:
    start, end = places[0], places[-1] + 1  # the first name stands together, at one end
    return Way(places, cost_of(units[start:end], [*units[:start], *units[end:]]) + extra, order)


def cost_of(firsts: Iterable[Unit], families: Iterable[Unit]) -> int:
    """Return how unlikely it is that these units are the first name and the family name."""
    cost = 0
    for unit in firsts:
        cost += _AS_FIRST[unit.standing]
    for unit in families:
        cost += _AS_FAMILY[unit.standing]
    return cost


def _shouted_run(units: Sequence[Unit]) -> set[int] | None:
    """Return the places of the units in capitals, where they stand at one end and say which is the family name."""
    shouted = [place for place, unit in enumerate(units) if unit.shouted]
    if not shouted or len(shouted) == len(units) or shouted[-1] - shouted[0] + 1 != len(shouted):
        return None
    return set(shouted) if shouted[0] == 0 or shouted[-1] == len(units) - 1 else None


def is_certain(
    units: Sequence[Unit], found: Sequence[Way], family_first: bool | None, capitals: bool | None = None
) -> bool:
    """Tell whether the best of the ways needs no question.

    Args:
        units: the words.
        found: what `ways` returned for them.
        family_first: the order of a steady column.
        capitals: capitals are the family names' in the column; False: they are not; None: nothing tells.
    """
    best, others = found[0], found[1:]
    by_capitals = _capitals_say(units, capitals)
    if by_capitals is False or best.family_first is None:
        return False
    if by_capitals is None and family_first is not None and best.family_first is not family_first:
        return False
    if not _is_cut_well([units[place] for place in best.places]) or _may_go_on(units, best):
        return False
    known = family_first is not None or by_capitals
    return all(
        other.cost - best.cost
        >= (_CLEARLY if known or other.family_first in (best.family_first, None) else _CLEARLY_ALONE)
        for other in others
    )


def _capitals_say(units: Sequence[Unit], capitals: bool | None) -> bool | None:
    """Tell whether capitals show the family name; False: some words have them, and they show nothing; None: none has."""
    shouted = _shouted_run(units)
    if shouted is None:
        return False if len({unit.shouted for unit in units}) > 1 else None
    if capitals is not None:
        return capitals
    known = [unit.standing for place, unit in enumerate(units) if place not in shouted]
    theirs = [units[place].standing for place in shouted]
    return all(one is Standing.FIRST for one in known) or all(one is Standing.FAMILY for one in theirs)


def _is_cut_well(firsts: Sequence[Unit]) -> bool:
    """Tell whether it is clear where a first name of several words ends: one of them goes with others in Italy."""
    known = all(unit.standing in (Standing.FIRST, Standing.BOTH) for unit in firsts)
    return len(firsts) == 1 or (known and any(folded(unit.text) in _COMPOSING for unit in firsts))


def _may_go_on(units: Sequence[Unit], best: Way) -> bool:
    """Tell whether the last of several first names may belong to the particle after it: "Maria Amadeo di Costa"."""
    count = len(best.places)
    return 1 < count == len(units) - 1 and best.family_first is False and " " in units[-1].text


def capitals_vote(units: Sequence[Unit]) -> bool | None:
    """Return whether the words show that capitals are the family name's; None where they do not, or there are none."""
    shouted = _shouted_run(units)
    if shouted is None:
        return None
    theirs = [unit for place, unit in enumerate(units) if place in shouted]
    own = [unit for place, unit in enumerate(units) if place not in shouted]
    cost, other = cost_of(own, theirs), cost_of(theirs, own)
    return None if abs(cost - other) < _CLEARLY else cost < other
