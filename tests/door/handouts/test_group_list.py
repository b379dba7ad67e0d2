"""The groups' lists of first names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitatore.door.handouts.group_list import group_list
from facilitatore.door.handouts.writer import Writer
from facilitatore.door.model import Guest
from facilitatore.door.paper.drawing import PAGES_MM, Paper, PlacedMark, PlacedText
from facilitatore.prepare.model import Evening, Group

Make = Callable[..., Guest]
Texts = Callable[[Paper], list[list[str]]]
LONG = ["W" * 60, "Wolfeschlegelsteinhausenbergerdorff", "Maria Antonietta Guendalina Immacolata Concetta", "jl" * 20]
NAMES = st.sampled_from(LONG) | st.text(
    st.sampled_from("abcdefgilmnorstuvzàèòÅçṢẬ '-éЇжعبدसुनीता"), min_size=0, max_size=60
)


def test_a_group_has_its_own_people_in_order(
    soiree: Evening, groups: tuple[Group, ...], guest: Make, writer: Writer, texts_of: Texts
) -> None:
    """By name, accents apart; where a badge was read counts more than what was chosen at the door."""
    guests = [
        guest("Ugo"),
        guest("Àda"),
        guest("Bea", "gB"),
        guest("Lia", "gB")._replace(seen_in="gA"),
        guest("Zoé", None),
    ]
    (page,) = texts_of(group_list(soiree, groups[:1], guests, writer=writer))
    assert [text for text in page if text in {"Ugo", "Àda", "Bea", "Lia", "Zoé"}] == ["Àda", "Lia", "Ugo"]
    assert "3 persone" in page


def test_its_heading_says_where_and_with_whom(
    soiree: Evening, groups: tuple[Group, ...], writer: Writer, texts_of: Texts
) -> None:
    """The letter, the title, the room, the facilitators, the evening; its mark too."""
    paper = group_list(soiree, groups[1:2], [], writer=writer)
    (page,) = texts_of(paper)
    assert {"B", "Tema del gruppo B", "Aula B · con Carla, Dino", "0 persone"} <= set(page)
    assert "A Scuola per il Sociale · lunedì 8 gennaio 2018" in page
    assert [thing.mark for thing in paper.pages[0] if isinstance(thing, PlacedMark)] == ["square"]


def test_each_group_begins_a_sheet_and_counts_its_own(
    soiree: Evening, groups: tuple[Group, ...], guest: Make, writer: Writer, texts_of: Texts
) -> None:
    """They are handed to different tables."""
    guests = [guest(f"Anna {number}") for number in range(60)] + [guest("Ugo", "gB")]
    pages = texts_of(group_list(soiree, groups[:2], guests, writer=writer))
    numbers = [text for page in pages for text in page if text.startswith("pagina")]
    assert numbers == ["pagina 1 di 2", "pagina 2 di 2", "pagina 1 di 1"]


@pytest.mark.parametrize("count", [0, 1, 21, 22, 23, 24, 43, 44, 45, 90])
def test_there_is_always_room_to_add_somebody(
    soiree: Evening, groups: tuple[Group, ...], guest: Make, writer: Writer, texts_of: Texts, count: int
) -> None:
    """The last page has it, however full the others are."""
    pages = texts_of(group_list(soiree, groups[:1], [guest("Anna")] * count, writer=writer))
    assert ["Chi si aggiunge:" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert sum(page.count("Anna") for page in pages) == count


def test_two_columns_end_together(soiree: Evening, groups: tuple[Group, ...], guest: Make, writer: Writer) -> None:
    """Half of the people in each, read down the first one and then down the second."""
    people = [guest(f"Anna {number:02}") for number in range(30)]
    paper = group_list(soiree, groups[:1], people, writer=writer)
    placed = [thing for thing in paper.pages[0] if isinstance(thing, PlacedText) and "Anna" in thing.line.text]
    assert [thing.line.text for thing in placed] == [guest.badge_name for guest in people]
    assert [thing.y_mm for thing in placed[:15]] == [thing.y_mm for thing in placed[15:]]
    assert len({round(thing.x_mm) for thing in placed}) == 2


@given(st.lists(NAMES, max_size=70), st.sampled_from(list(PAGES_MM)))
@settings(max_examples=25, deadline=None)
def test_everybody_is_there_once_and_nothing_is_cut(
    soiree: Evening,
    groups: tuple[Group, ...],
    guest: Make,
    new_writer: Callable[[], Writer],
    check_ink: Callable[..., None],
    texts_of: Texts,
    names: list[str],
    page: str,
) -> None:
    """Whatever the names: inside the margins, never over one another, each exactly once."""
    guests = [guest(f"{name} q{number}q", "gD") for number, name in enumerate(names)]
    paper = group_list(soiree, groups[3:4], guests, page=page, writer=new_writer())
    check_ink(paper)
    written = "\n".join(text for sheet in texts_of(paper) for text in sheet)
    assert all(written.count(f"q{number}q") == 1 for number in range(len(names)))
