"""People and groups for the paper of the room, and what a page blackens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import pytest

from facilitatore.door.handouts.writer import Writer
from facilitatore.door.model import Guest, Person
from facilitatore.door.paper.drawing import MARKS, Paper, Placed, PlacedMark, PlacedRule, PlacedText
from facilitatore.door.paper.fit import POINT_MM
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.people import Expected
from facilitatore.prepare.model import GROUP_LOOK, Evening, Group
from facilitatore.resources import resource_path

Box = tuple[float, float, float, float]
ROUNDING_MM = 0.01


@pytest.fixture(scope="session")
def fonts() -> tuple[Fonts, Fonts]:
    """The bundled fonts alone, opened once: what other fonts this computer has does not count."""
    return Fonts(system=False), Fonts((resource_path("fonts", "FiraGO-Regular.ttf"),), system=False)


@pytest.fixture(scope="session")
def new_writer(fonts: tuple[Fonts, Fonts]) -> Callable[[], Writer]:
    """Return what makes a writer that misses nothing yet."""
    return lambda: Writer(*fonts)


@pytest.fixture
def writer(new_writer: Callable[[], Writer]) -> Writer:
    """Return a writer."""
    return new_writer()


@pytest.fixture(scope="session")
def soiree() -> Evening:
    """An evening of Carpi."""
    return Evening("e", "A Scuola per il Sociale", "Domiciliarità", "2018-01-08", "CPIA, Carpi", "20:30", "", "p", "")


@pytest.fixture(scope="session")
def groups() -> tuple[Group, ...]:
    """Six groups, of which one has a mark that paper cannot draw."""
    return tuple(
        Group(f"g{key}", key, f"Tema del gruppo {key}", "", f"Aula {key}", ("Carla", "Dino"), mark, colour, None)
        for key, (mark, colour) in GROUP_LOOK.items()
    )


@pytest.fixture(scope="session")
def person() -> Callable[..., Expected]:
    """Return a function that makes somebody who is expected."""

    def make(
        family: str, first: str, *, badge: str = "", group: str | None = None, phone: str = "", email: str = ""
    ) -> Expected:
        made = Person(f"{family}{first}{phone}", first, family, badge or first, email, phone, "t", ())
        return Expected(made, None, group, attends=True)

    return make


@pytest.fixture(scope="session")
def guest() -> Callable[..., Guest]:
    """Return a function that makes somebody who is in."""

    def make(name: str, group: str | None = "gA", *, arrived_at: int = 0) -> Guest:
        return Guest(name, name, group, "", arrived_at, walk_in=True, printed_at=None)

    return make


@pytest.fixture(scope="session")
def texts_of() -> Callable[[Paper], list[list[str]]]:
    """Return a function that tells the lines of text of each page."""
    return lambda paper: [[thing.line.text for thing in page if isinstance(thing, PlacedText)] for page in paper.pages]


@pytest.fixture(scope="session")
def check_ink() -> Callable[[Paper], None]:
    """Return a function that fails on ink over a margin, and on words or marks that lie on one another."""

    def check(paper: Paper, margin_mm: float = 10.0) -> None:
        width, height = paper.page_mm
        for page in paper.pages:
            for thing in page:
                left, top, right, bottom = _box(thing)
                assert left >= margin_mm - ROUNDING_MM, thing
                assert top >= margin_mm - ROUNDING_MM, thing
                assert right <= width - margin_mm + ROUNDING_MM, thing
                assert bottom <= height - margin_mm + ROUNDING_MM, thing
            _apart([thing for thing in page if isinstance(thing, PlacedText | PlacedMark)])

    return check


def _apart(things: Sequence[Placed]) -> None:
    boxes = sorted(((_box(thing), thing) for thing in things), key=lambda pair: pair[0])
    for ((_, top, right, bottom), one), ((left2, top2, _, bottom2), other) in combinations(boxes, 2):
        beside = left2 >= right - ROUNDING_MM
        assert beside or top2 >= bottom - ROUNDING_MM or top >= bottom2 - ROUNDING_MM, (one, other)


def _box(thing: Placed) -> Box:
    """Return left, top, right and bottom of what a thing blackens; a diamond goes a little over its square."""
    if isinstance(thing, PlacedText):
        em, line = thing.size_pt * POINT_MM / 1000, thing.line
        x, y = thing.x_mm, thing.y_mm
        return x + line.left * em, y - line.top * em, x + line.right * em, y - line.bottom * em
    if isinstance(thing, PlacedMark):
        assert thing.mark in MARKS
        return thing.x_mm, thing.y_mm, thing.x_mm + thing.size_mm, thing.y_mm + thing.size_mm
    assert isinstance(thing, PlacedRule)
    return thing.x_mm, thing.y_mm, thing.x_mm + thing.w_mm, thing.y_mm + thing.h_mm
