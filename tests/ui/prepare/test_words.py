"""Promises of the words of the preparation page."""

from __future__ import annotations

import pytest

from facilitatore.prepare.model import TECHNIQUES
from ui.prepare.words import date_from_words, short_date
from ui.techniques import technique_word, technique_words


def test_every_technique_has_an_italian_word():
    """No technique is shown by its key."""
    assert list(technique_words()) == list(TECHNIQUES)
    assert all(technique_word(key) != key for key in TECHNIQUES)


@pytest.mark.parametrize(
    "text", ["8/1/2018", "8-1-2018", "8 1 2018", "8.1.18", "8 gen 18", "8 gennaio 2018", "lunedì 8 gennaio"]
)
def test_a_date_is_written_as_people_do(text):
    """With any sign between, with two figures for the year, or without it."""
    assert date_from_words(text, "2018-01-01") == "2018-01-08"


@pytest.mark.parametrize(
    ("text", "after", "day"),
    [("8/1", "2018-01-08", "2018-01-08"), ("8/1", "2018-01-09", "2019-01-08"), ("29/2", "2097-01-01", "2104-02-29")],
)
def test_a_date_without_a_year_is_the_next_such_day(text, after, day):
    """Also the rarest day."""
    assert date_from_words(text, after) == day


@pytest.mark.parametrize("text", ["31/2/2018", "domani", "", "8/1", "31/2", "3 brumaio 2018", "8/1/201"])
def test_what_is_no_date_stays_as_it_was_written(text):
    """The words come back unchanged, so that the sentence that refuses them can repeat them."""
    assert date_from_words(text) == text


def test_a_date_comes_back_as_it_is_shown():
    """The short form in the field is read as the same day."""
    assert date_from_words(short_date("2018-01-08")) == "2018-01-08"
