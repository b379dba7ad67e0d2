"""Texts made fit to be published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.deliver.plain_text import one_line, plain, shorten, storable

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
