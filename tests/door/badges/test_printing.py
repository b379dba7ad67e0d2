"""Promises of choosing whose badges are printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitatore.door.actions import check_in, mark_printed, welcome_walk_in
from facilitatore.door.badges.layout import Badge
from facilitatore.door.badges.printing import badges_for, print_badges, print_drawable
from facilitatore.door.badges.stock import find_stock
from facilitatore.door.lists.importing import import_people, plan_import
from facilitatore.door.people import read_guests, read_persons
from facilitatore.errors import NotDrawable
from facilitatore.prepare.actions import add_group
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session

LIST = "Nome,Cognome,Gruppo\nAnna,Rossi,Casa della salute\nBruno,Bianchi,\n,Neri,\n"


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Session]:
    """Open the first evening of Carpi."""
    with create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")) as session:
        yield session


@pytest.fixture
def register(evening: Session, tmp_path: Path) -> Iterator[Session]:
    """Open its register with Anna, who chose a group, Bruno, who did not, and a Neri without a first name."""
    path = tmp_path / "elenco.csv"
    path.write_text(LIST, encoding="utf-8")
    titles = {group.key: group.title for group in read_groups(evening)}
    with create_register(evening, tmp_path / "serata.registro") as register:
        plan = plan_import(evening, register, path)
        import_people(register, plan, evening_date=read_evening(evening).date, group_titles=titles)
        yield register


def names(badges: list[tuple[str, Badge]]) -> list[str]:
    """Return what the badges say."""
    return [badge.first_name for _, badge in badges]


def test_checked_in(evening: Session) -> None:
    """Those who came have a badge with group mark, colour, letter and token, in order of arrival."""
    group = read_groups(evening)[1]
    welcome_walk_in(evening, name="Ines", group=group.id)
    welcome_walk_in(evening, name="Remo")
    (who, ines), (_, remo) = badges_for(evening)
    guest = read_guests(evening)[0]
    assert (who, ines.first_name, ines.token) == (guest.id, "Ines", guest.token)
    assert (ines.group_mark, ines.group_colour, ines.group_label) == (group.mark, group.colour, "B")
    assert (remo.first_name, remo.group_mark, remo.group_label) == ("Remo", None, "")


def test_unprinted(evening: Session) -> None:
    """Who has a printed badge is not among those to print."""
    for name in ("Ines", "Remo"):
        welcome_walk_in(evening, name=name)
    mark_printed(evening, [read_guests(evening)[0].id])
    assert names(badges_for(evening, only="unprinted")) == ["Remo"]


def test_all(evening: Session, register: Session) -> None:
    """All badges are those of the guests and of who is still expected, nobody twice."""
    bruno = next(person for person in read_persons(register) if person.first_name == "Bruno")
    check_in(evening, bruno)
    found = badges_for(evening, only="all", register=register)
    assert names(found) == ["Bruno", "Anna"]
    assert found[1][1].group_label == "A"


def test_no_name_no_badge(evening: Session, register: Session) -> None:
    """Somebody known by the family name alone gets no badge: a badge carries no family name."""
    assert "Neri" not in names(badges_for(evening, only="all", register=register))


def test_sixth_group(evening: Session) -> None:
    """A group whose mark badges cannot draw is told by its letter."""
    for title in ("Quarto", "Quinto", "Sesto"):
        add_group(evening, title=title)
    sixth = read_groups(evening)[5]
    welcome_walk_in(evening, name="Ines", group=sixth.id)
    badges = [badge for _, badge in badges_for(evening)]
    assert badges[0].group_label == "F"
    assert print_badges(badges, find_stock("L4785")).startswith(b"%PDF")


def test_one_name_that_cannot_be_drawn_keeps_nobody_waiting() -> None:
    """The others are printed; whose name no font has is told, and waits."""
    chosen = [("a", Badge("Anna")), ("b", Badge("\ue000\ue001")), ("c", Badge("Carla"))]
    printed = print_drawable(chosen, find_stock("L4785"))
    assert printed.ids == ("a", "c")
    assert list(printed.missing) == ["\ue000\ue001"]
    with pytest.raises(NotDrawable):
        print_drawable(chosen[1:2], find_stock("L4785"))
