"""Texts that come in: no reader's sign is kept that nobody sees, and no two words become one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.session.words import clean_line, clean_text

BREAKS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("sign", BREAKS)
def test_whatever_ends_a_line_is_a_line_break(sign: str) -> None:
    """In a text it starts a line, in a line it is a space."""
    assert clean_text(f"Prima riga{sign}seconda riga") == "Prima riga\nseconda riga"
    assert clean_line(f"Prima riga{sign}seconda riga") == "Prima riga seconda riga"


SPACES = [char for char in map(chr, range(0x3001)) if char.isspace()]


@given(st.lists(st.sampled_from(["uno", "due", "tre"]), min_size=2, max_size=5), st.data())
def test_words_apart_stay_apart(words: list[str], data: st.DataObject) -> None:
    """Whatever Python takes for a space between two words, their number stays."""
    text = words[0] + "".join(data.draw(st.sampled_from(SPACES)) + word for word in words[1:])
    assert clean_text(text).split() == clean_line(text).split(" ") == words


DIRECTIONS = [*"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
UNSEEN = [*"\x00\x02\x07\x08\x1b\x7f\x9b\u200b\u2060\ufeff\ufffe\uffff\ud800"]


@pytest.mark.parametrize("sign", [*UNSEEN, *DIRECTIONS], ids=ascii)
def test_what_stands_inside_a_word_leaves_it_whole(sign: str) -> None:
    """A control or a mark that is no separator goes without a trace."""
    assert clean_text(f"ge{sign}planten") == "geplanten"


@given(st.text())
def test_a_clean_text_is_clean(text: str) -> None:
    """Cleaning twice is cleaning once, and nothing unseen is left but line breaks and tabs."""
    once = clean_text(text)
    assert clean_text(once) == once
    assert all(char in "\n\t" or unicodedata.category(char) != "Cc" for char in once)


def test_blanks_about_a_text_and_at_the_ends_of_its_lines_go() -> None:
    """Those at the beginning of a line inside it stay: somebody indented it."""
    assert clean_text("\n  Prima riga \t\n   rientrata \n\n ultima  \n") == "Prima riga\n   rientrata\n\n ultima"


@pytest.mark.parametrize("sign", [*UNSEEN, *DIRECTIONS], ids=ascii)
def test_a_line_is_as_clean_as_a_text(sign: str) -> None:
    """It goes through the same cleaning, and its letters are composed."""
    assert clean_line(f"  perche\u0301{sign}  no ") == "perché no"
