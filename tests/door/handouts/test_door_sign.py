"""The signs on doors and in corridors."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitatore.door.handouts.door_sign import arrow_signs, door_sign
from facilitatore.door.handouts.writer import Writer
from facilitatore.door.paper.drawing import PAGES_MM, Paper, PlacedText
from facilitatore.door.paper.pdf import draw
from facilitatore.prepare.model import Evening, Group

Texts = Callable[[Paper], list[list[str]]]
WORDS = st.text(st.sampled_from("abcdefgilmnorstuvz àèòÅ'-:?  "), max_size=90)


def test_there_is_a_sign_for_the_welcome_and_for_each_group(
    soiree: Evening, groups: tuple[Group, ...], writer: Writer, texts_of: Texts
) -> None:
    """The letter, the title, the room, the evening's theme and date."""
    pages = texts_of(door_sign(soiree, groups, writer=writer))
    assert len(pages) == 1 + len(groups)
    assert "Accoglienza" in pages[0]
    assert "Ritira qui la tua etichetta" in " ".join(pages[0])
    for page, group in zip(pages[1:], groups, strict=True):
        assert {group.key, group.room, "Domiciliarità"} <= set(page)
        assert group.title in " ".join(page)
        assert "A Scuola per il Sociale · lunedì 8 gennaio 2018" in page


def test_the_letter_is_read_from_the_end_of_the_corridor(
    soiree: Evening, groups: tuple[Group, ...], writer: Writer
) -> None:
    """On A4 a capital is 7 cm high and more, whatever the title is."""
    long = groups[0]._replace(title="Casa della salute e continuità assistenziale: quale presa in carico?")
    paper = door_sign(soiree, [long], welcome=False, writer=writer)
    (letter,) = [thing for thing in paper.pages[0] if isinstance(thing, PlacedText) and thing.line.text == "A"]
    assert letter.size_pt * 0.7 * 25.4 / 72 > 70


def test_arrows_point_both_ways(soiree: Evening, groups: tuple[Group, ...], writer: Writer, texts_of: Texts) -> None:
    """One left and one right for the welcome and for each group."""
    pages = texts_of(arrow_signs(soiree, groups[:1], writer=writer))
    assert [page[0] for page in pages] == ["←", "→", "←", "→"]
    assert "Accoglienza" in pages[1]
    assert {"A", "Aula A"} <= set(pages[2])


def test_a_sign_without_room_and_theme_is_a_sign(soiree: Evening, groups: tuple[Group, ...], writer: Writer) -> None:
    """What was not prepared is not missed."""
    bare = groups[0]._replace(room="", title="")
    paper = door_sign(soiree._replace(theme="", title="", date=""), [bare], welcome=False, writer=writer)
    assert [thing.line.text for thing in paper.pages[0] if isinstance(thing, PlacedText)] == ["A"]


@pytest.mark.parametrize("make", [door_sign, arrow_signs])
def test_a_sign_is_drawn(
    soiree: Evening, groups: tuple[Group, ...], writer: Writer, make: Callable[..., Paper]
) -> None:
    """As a PDF of upright sheets, whose words can be read back."""
    paper = make(soiree, groups, writer=writer)
    document = pypdfium2.PdfDocument(draw(paper))
    assert len(document) == len(paper.pages)
    assert "Aula F" in document[len(document) - 1].get_textpage().get_text_range()
    document.close()


@given(WORDS, WORDS, WORDS, WORDS, st.sampled_from(list(PAGES_MM)), st.sampled_from([door_sign, arrow_signs]))
@settings(max_examples=60, deadline=None)
def test_nothing_is_cut(
    soiree: Evening,
    groups: tuple[Group, ...],
    new_writer: Callable[[], Writer],
    check_ink: Callable[..., None],
    title: str,
    room: str,
    theme: str,
    evening_title: str,
    page: str,
    make: Callable[..., Paper],
) -> None:
    """Whatever they say: inside the margins, and no words over others."""
    evening = soiree._replace(theme=theme, title=evening_title)
    group = groups[2]._replace(title=title, room=room)
    check_ink(make(evening, [group], page=page, writer=new_writer()))
