"""No number under five can be worked out from what is told of a path."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitatore.deliver.suppression import (
    TimesFigures,
    Told,
    World,
    choose,
    is_possible,
    is_told_of,
    small_numbers,
)

LEAST = 3
"""Small enough that all worlds can be listed."""


def patterns(evenings: int) -> list[tuple[int, ...]]:
    """Return every set of evenings that somebody may have come to."""
    return [chosen for size in range(1, evenings + 1) for chosen in combinations(range(evenings), size)]


def world_of(counts: tuple[int, ...], evenings: int) -> World:
    """Count a world in which so many people have each pattern."""
    came = list(zip(patterns(evenings), counts, strict=True))
    times = Counter[int]()
    for pattern, count in came:
        times[len(pattern)] += count
    sizes = tuple(sum(count for pattern, count in came if evening in pattern) for evening in range(evenings))
    return World(tuple(times[number] for number in range(1, evenings + 1)), sizes)


@lru_cache
def worlds(evenings: int, people: int) -> frozenset[World]:
    """Return all worlds of up to so many people, person by person: no theorem is needed."""
    found = {world_of((0,) * len(patterns(evenings)), evenings)}
    everybody = set(found)
    for _ in range(people):
        found = {
            World(
                tuple(count + (len(one) == number) for number, count in enumerate(world.times, 1)),
                tuple(size + (evening in one) for evening, size in enumerate(world.evenings)),
            )
            for world in found
            for one in patterns(evenings)
        }
        everybody |= found
    return frozenset(everybody)


def shown(evenings: tuple[int, ...]) -> tuple[int | None, ...]:
    """Return what is told of the evenings."""
    return tuple(count if count >= LEAST else None for count in evenings)


def could_be(told: Told, world: World, people: int) -> list[World]:
    """Return all worlds that have the told figures, and the evenings as they are told."""
    return [
        other
        for other in worlds(len(world.evenings), people)
        if is_told_of(told, other.times) and shown(other.evenings) == shown(world.evenings)
    ]


@pytest.mark.parametrize(("evenings", "people"), [(1, 8), (2, 10), (3, 7)])
def test_no_small_number_can_be_computed(evenings: int, people: int) -> None:
    """In every world there is: each small number could be another one, for all that was told."""
    told_anything = 0
    for world in worlds(evenings, people):
        told = choose(world, LEAST)
        if told == Told():
            continue
        told_anything += 1
        others = could_be(told, world, people + 2)
        for what, count in small_numbers(world, LEAST).items():
            values = {small_numbers(other, 100).get(what, 0) for other in others}
            assert len(values) > 1, (world, told, what, count)
    assert told_anything > 5


@pytest.mark.parametrize(("evenings", "people"), [(1, 8), (2, 10), (3, 7)])
def test_what_is_told_is_true_and_not_small(evenings: int, people: int) -> None:
    """Every told figure holds, and is at least the least."""
    for world in worlds(evenings, people):
        told = choose(world, LEAST)
        assert is_told_of(told, world.times)
        given_ones = [told.people, told.more_than_once, *(one.people for one in told.by_times)]
        assert all(one is None or one >= LEAST for one in given_ones)
        if told.people is not None and told.more_than_once is not None:
            assert told.people - told.more_than_once >= LEAST


@pytest.mark.parametrize(("evenings", "people"), [(2, 7), (3, 6)])
def test_a_possible_world_is_one_that_somebody_can_make(evenings: int, people: int) -> None:
    """The theorem agrees with trying, person by person."""
    there = worlds(evenings, people)
    most = range(people + 1)
    small = [world for world in there if sum(world.times) <= people]
    for world in small:
        assert is_possible(world)
    seen = {world.times for world in small}
    for times in seen:
        for sizes in {world.evenings for world in small}:
            assert is_possible(World(times, sizes)) == (World(times, sizes) in there)
    assert len(most) == people + 1


@settings(max_examples=60)
@given(st.lists(st.integers(5, 200), min_size=2, max_size=6), st.data())
def test_a_large_path_is_told_whole(times: list[int], data: st.DataObject) -> None:
    """Where no number is small nothing is kept back."""
    share = [0] * len(times)
    for number, count in enumerate(times, 1):
        for person in range(count):
            start = data.draw(st.integers(0, len(times) - 1)) if person < 2 else person
            for step in range(number):
                share[(start + step) % len(times)] += 1
    world = World(tuple(times), tuple(share))
    told = choose(world)
    assert (told.people, told.more_than_once) == (sum(times), sum(times[1:]))
    assert [one.people for one in told.by_times] == times


def test_three_who_came_twice_are_not_found_by_adding_up_two_evenings() -> None:
    """80 and 73 came, 150 in all: said exactly, three of them came twice."""
    told = choose(World((147, 3), (80, 73)))
    assert told == Told(about=150)


def test_nobody_is_no_small_number() -> None:
    """None of the 150 came three or four times: that points at nobody, and the rest is told."""
    told = choose(World((112, 38, 0, 0), (47, 47, 47, 47)))
    assert (told.people, told.about, told.more_than_once) == (150, None, 38)
    assert choose(World((150, 0), (75, 75))).people == 150


def test_where_the_exact_number_would_give_some_away_it_is_said_in_tens() -> None:
    """Three evenings, three who came to all: with 38 told they could be counted, with «circa 40» they could not."""
    assert choose(World((112, 35, 3), (70, 60, 61))) == Told(150, more_about=40)
    assert choose(World((112, 37, 1, 0), (48, 47, 47, 47))) == Told(150, more_about=40)


def test_few_who_came_often_are_put_together() -> None:
    """Four evenings: those who came three and four times are one figure."""
    told = choose(World((112, 24, 12, 2), (60, 50, 50, 44)))
    assert told.people == 150
    assert told.more_than_once == 38
    assert all(one.people >= 5 for one in told.by_times)
    assert 2 not in [one.people for one in told.by_times]


def test_a_path_of_four_people_says_nothing() -> None:
    """Neither how many nor how often."""
    assert choose(World((2, 2), (3, 3))) == Told()


@pytest.mark.parametrize(
    ("world", "told"),
    [
        (World((5, 7, 3), (8, 11, 9)), Told(15, more_about=10)),
        (World((17, 3), (12, 11)), Told(about=20)),
        (World((0, 30), (30, 30)), Told(30)),
        (World((1, 5, 5), (11, 5, 10)), Told(11)),
    ],
)
def test_what_is_said_in_tens_begins_at_ten(world: World, told: Told) -> None:
    """Ten who came again, or twenty in all; and not beside fewer than five who came once."""
    assert choose(world) == told


def test_a_number_of_times_that_nobody_came_is_told_with_the_next() -> None:
    """Five came once and five to all three: twice or more, five."""
    assert choose(World((5, 0, 5), (6, 5, 9))).by_times == (TimesFigures(1, 1, 5), TimesFigures(2, 3, 5))
