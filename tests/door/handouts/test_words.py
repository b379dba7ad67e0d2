"""Words as large as their room takes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitatore.door.handouts.words import fit_words
from facilitatore.door.paper.fit import POINT_MM, Rect
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.text import Line, set_line, tidy

FONTS = Fonts(system=False)
ROOM = Rect(0, 0, 60, 12)


def set_text(text: str) -> Line:
    """Set in the bundled bold."""
    return set_line(text, FONTS)


def lines(text: str, most: int, room: Rect = ROOM, pt: float = 12) -> list[str]:
    """Return the lines that some words are broken into."""
    return [line.text for line in fit_words(text, room, pt, most, set_text).lines]


def test_what_fits_stays_in_one_line() -> None:
    """Lines are not made for their own sake."""
    assert lines("Anna Maria", 3) == ["Anna Maria"]


def test_lines_are_as_even_as_can_be() -> None:
    """No single word is left over on the last line."""
    room = Rect(0, 0, 100, 60)
    assert lines("Progetto di vita, vita indipendente, dopo di noi", 3, room, 90) == [
        "Progetto di vita,",
        "vita indipendente,",
        "dopo di noi",
    ]


def test_a_hyphen_ends_a_line_and_stays() -> None:
    """Jean-Baptiste breaks after the hyphen, where a reader expects it."""
    assert lines("Jean-Baptiste-Emmanuel", 2, Rect(0, 0, 30, 12), 14) == ["Jean-Baptiste-", "Emmanuel"]


def test_a_word_that_cannot_be_broken_shrinks() -> None:
    """It is whole, and smaller."""
    words = fit_words("Wolfeschlegelsteinhausenbergerdorff", Rect(0, 0, 30, 12), 12, 3, set_text)
    assert len(words.lines) == 1
    assert words.size_pt < 12


@pytest.mark.parametrize("text", ["", " ", "\u200b"])
def test_nothing_is_one_empty_line(text: str) -> None:
    """Nobody has to ask first."""
    assert lines(text, 3) == [""]


@given(
    st.text(st.sampled_from("abgÀṨWilj '-–Öعبسुनमहाก\u0301Їქ"), min_size=1, max_size=70),
    st.integers(1, 4),
    st.floats(8, 190),
    st.floats(4, 90),
)
@settings(max_examples=150, deadline=None)
def test_words_are_whole_and_inside_their_room(text: str, most: int, w_mm: float, h_mm: float) -> None:
    """Whatever the letters and the room: no letter is lost, nothing comes out over an edge, no line over another."""
    words = fit_words(text, Rect(0, 0, w_mm, h_mm), 60, most, set_text)
    em = words.size_pt * POINT_MM / 1000
    # Spaces at the ends of lines are all that goes.
    assert "".join(line.text for line in words.lines).replace(" ", "") == tidy(text).replace(" ", "")
    assert max(line.right - line.left for line in words.lines) * em <= w_mm + 1e-6
    pitch = words.pitch_em * (len(words.lines) - 1)
    assert (words.lines[0].top - words.lines[-1].bottom + pitch) * em <= h_mm + 1e-6
    assert len(words.lines) <= most
