"""Texts made fit to be published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.deliver.plain_text import MOST_IN_LINE, MOST_PRINTED, one_line, plain, shorten, storable

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\u2028c\vd", "a\nb\nc\nd"),
        ("a\n \n\n\nb", "a\n\nb"),
        ("  a\tb \0\x07", "a b"),
        ("a\u202eb\u2066c", "abc"),
        ("\ufeffciao", "ciao"),
        ("e\u0300", "è"),
        ("\ud800x\uffff", "\ufffdx\ufffd"),
        ("שלום\u200f مرحبا", "שלום\u200f مرحبا"),
        ("<b> * # | =1+1", "<b> * # | =1+1"),
    ],
)
def test_plain(raw: str, clean: str) -> None:
    """Controls, overrides of direction and broken letters go; words and signs stay."""
    assert plain(raw) == clean


@given(ANY_TEXT)
def test_plain_can_be_written(text: str) -> None:
    """Whatever was typed, the result can be written as UTF-8 and holds no control character but line ends."""
    clean = plain(text)
    assert clean.encode().decode() == clean
    assert all(char >= " " or char == "\n" for char in clean)


@given(ANY_TEXT, st.integers(2, 50))
def test_shorten_keeps_limit(text: str, limit: int) -> None:
    """A shortened text is one line within its limit."""
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == one_line(short)


def test_shorten_cuts_between_words() -> None:
    """A text is cut between words, and says so."""
    assert shorten("Una persona da chiamare, sempre", 26) == "Una persona da chiamare…"


def test_storable_changes_nothing_else() -> None:
    """Only halves of surrogate pairs are replaced."""
    assert storable("a\0\u202e\ud800😀") == "a\0\u202e\ufffd😀"


@pytest.mark.parametrize("sign", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2060\ufeff"], ids=ascii)
def test_no_direction_is_imposed_on_the_words_after(sign: str) -> None:
    """In a text, on a line, and in what is cut short."""
    assert [plain(f"a{sign}b"), one_line(f"a{sign}b"), shorten(f"a{sign}b", 9)] == ["ab"] * 3


@pytest.mark.parametrize("sign", [*"\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff\ud800"], ids=ascii)
def test_what_is_no_character_is_replaced(sign: str) -> None:
    """No format need be able to hold it."""
    assert plain(f"a{sign}b") == "a\ufffdb"


@pytest.mark.parametrize("sign", [*"\ufdcf\ufdf0\ufffc\U0001fffd"], ids=ascii)
def test_the_neighbours_of_what_is_no_character_stay(sign: str) -> None:
    """They are characters."""
    assert plain(f"a{sign}b") == f"a{sign}b"


def test_what_nobody_would_print_is_cut_and_said() -> None:
    """A text of a million letters, or a title of some thousand; up to the limit all is there."""
    assert plain("x" * MOST_PRINTED) == "x" * MOST_PRINTED
    assert one_line("x" * MOST_IN_LINE) == "x" * MOST_IN_LINE
    for cut, most in ((plain("x" * 1_000_000), MOST_PRINTED), (one_line("x" * 5_000), MOST_IN_LINE)):
        assert "testo tagliato" in cut
        assert len(cut) < most + 60


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("otto qui", 8, "otto qui"),
        ("Una persona, sempre", 13, "Una persona…"),
        ("a bcdefghijklmnop", 10, "a bcdefgh…"),
        ("uno due tre", 8, "uno due…"),
        ("uno\ndue tre", 8, "uno due…"),
    ],
)
def test_where_a_text_is_cut(text: str, limit: int, short: str) -> None:
    """At its limit it is whole; past it, after a word without its comma, unless that would leave less than half."""
    assert shorten(text, limit) == short
