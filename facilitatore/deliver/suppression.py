"""Which figures of a path of evenings may be told, so that no number under five can be worked out from them.

What is to be protected: how many people came exactly k times, how many at least k times, and how many to an evening,
wherever that is a number under `LEAST` and not zero, which is nobody's. A figure is told only if for each of these there
is another world that has all the told figures, and in which that number is another one; so it cannot be computed from
them, by whatever subtraction.
The counts of the evenings that are told are taken as known, whether or not they stand beside: each evening's own
synthesis has them, and their sum is what everybody's times add up to.

Small cells, tails and complements are those of statistical disclosure control; here all worlds that differ by one or two
people are tried, instead of a rule that somebody has to prove.
"""

from __future__ import annotations

from itertools import combinations_with_replacement, permutations
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST: Final = 5
"""The smallest number that is told (domain.md §6a: better 5 than 3)."""

_ROUND: Final = 10


class TimesFigures(NamedTuple):
    """How many `people` came at least `least` and at most `most` times."""

    least: int
    most: int
    people: int


class Told(NamedTuple):
    """What may be told: None where nothing may. What is `about` is rounded to tens, where the number itself may not be told."""

    people: int | None = None
    about: int | None = None
    more_than_once: int | None = None
    by_times: tuple[TimesFigures, ...] = ()
    more_about: int | None = None


class World(NamedTuple):
    """How many people came once, twice, …, and how many came to each evening."""

    times: tuple[int, ...]
    evenings: tuple[int, ...]


def choose(world: World, least: int = LEAST) -> Told:
    """Return the most that may be told of a world."""
    return next((told for told in _candidates(world, least) if _is_safe(told, world, least)), Told())


def _candidates(world: World, least: int) -> Iterator[Told]:
    """Yield what could be told, from the most to the least."""
    times = world.times
    people = sum(times)
    if people < least:
        return
    more = people - times[0]
    if times[0] >= least:
        for classes in _coarser([TimesFigures(1, 1, times[0]), *_classes(times, 2, least)]):
            yield Told(people, None, more, classes)
    for classes in _coarser(_classes(times, 1, least)):
        yield Told(people, None, None, classes)
    if more >= _ROUND and times[0] >= least:
        yield Told(people, more_about=_rounded(more))
    yield Told(people)
    if people >= 2 * _ROUND:
        yield Told(None, _rounded(people))


def _classes(times: Sequence[int], first: int, least: int) -> list[TimesFigures]:
    """Put together neighbouring numbers of times, from the highest, until each class has enough people."""
    classes: list[TimesFigures] = []
    top, people = len(times), 0
    for number in range(len(times), first - 1, -1):
        people += times[number - 1]
        if people >= least:
            classes.insert(0, TimesFigures(number, top, people))
            top, people = number - 1, 0
    if classes:
        low = classes[0]
        classes[0] = TimesFigures(first, low.most, low.people + people)
    return classes


def _coarser(classes: list[TimesFigures]) -> Iterator[tuple[TimesFigures, ...]]:
    """Yield classes, then with the highest two as one, and so on; a single class says no more than the total."""
    while len(classes) > 1:
        yield tuple(classes)
        low, high = classes[-2:]
        classes = [*classes[:-2], TimesFigures(low.least, high.most, low.people + high.people)]


def _rounded(people: int) -> int:
    return (people + _ROUND // 2) // _ROUND * _ROUND


def is_told_of(told: Told, times: Sequence[int]) -> bool:
    """Tell whether these figures hold in a world in which so many came once, twice and so on."""
    people = sum(times)
    return (
        told.people in (None, people)
        and told.about in (None, _rounded(people))
        and told.more_than_once in (None, people - times[0])
        and told.more_about in (None, _rounded(people - times[0]))
        and all(sum(times[one.least - 1 : one.most]) == one.people for one in told.by_times)
    )


def small_numbers(world: World, least: int = LEAST) -> dict[tuple[str, int], int]:
    """Return the numbers of a world that are to be protected, by what they count."""
    return {what: count for what, count in _numbers(world).items() if 0 < count < least}


def _numbers(world: World) -> dict[tuple[str, int], int]:
    times = world.times
    found = {("times", number): count for number, count in enumerate(times, 1)}
    found |= {("at_least", number): sum(times[number - 1 :]) for number in range(1, len(times) + 1)}
    return found | {("evening", place): count for place, count in enumerate(world.evenings)}


def _is_safe(told: Told, world: World, least: int) -> bool:
    """Tell whether each small number could be another one for all that is told."""
    small = small_numbers(world, least)
    open_ones = set(small)
    for other in _neighbours(world, least) if open_ones else ():
        if not open_ones:
            break
        if is_told_of(told, other.times) and is_possible(other):
            numbers = _numbers(other)
            open_ones -= {what for what in open_ones if numbers[what] != small[what]}
    return not open_ones


def _neighbours(world: World, least: int) -> Iterator[World]:
    """Yield worlds that differ by one or two people and by small evenings, the other evenings being as they are."""
    numbers = range(1, len(world.times) + 1)
    few = [chosen for size in range(3) for chosen in combinations_with_replacement(numbers, size)]
    shifted = list(_shifted(world.evenings, least))
    for gone in few:
        for come in few:
            difference = sum(come) - sum(gone)
            if gone == come or abs(difference) > 1:
                continue
            times = list(world.times)
            for number in gone:
                times[number - 1] -= 1
            for number in come:
                times[number - 1] += 1
            if min(times) < 0:
                continue
            for evenings in shifted:
                if sum(evenings) - sum(world.evenings) == difference:
                    yield World(tuple(times), evenings)
    yield from (World(world.times, evenings) for evenings in shifted if sum(evenings) == sum(world.evenings))


def _shifted(evenings: tuple[int, ...], least: int) -> Iterator[tuple[int, ...]]:
    """Yield the evenings, and with a person more or less, or one of two moved, where the evening is a small one."""
    yield evenings
    small = [place for place, count in enumerate(evenings) if count < least]
    for changes in [*(((place, by),) for place in small for by in (1, -1)), *_moves(small)]:
        other = list(evenings)
        for place, by in changes:
            other[place] += by
        if all(0 <= other[place] < least for place in small):
            yield tuple(other)


def _moves(small: Sequence[int]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    yield from (((one, 1), (other, -1)) for one, other in permutations(small, 2))


def is_possible(world: World) -> bool:
    """Tell whether people who came so many times can have filled these evenings (the theorem of Gale and Ryser)."""
    numbered = list(enumerate(world.times, 1))
    sizes = sorted(world.evenings, reverse=True)
    if sum(sizes) != sum(number * count for number, count in numbered):
        return False
    return all(
        sum(sizes[:most]) <= sum(count * min(number, most) for number, count in numbered)
        for most in range(1, len(sizes) + 1)
    )
