"""Dates, counts and durations in Italian."""

from __future__ import annotations

import pytest

from facilitatore.italian import counted, date_in_words, minutes


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2018-01-08", "lunedì 8 gennaio 2018"),
        ("2018-12-01", "sabato 1º dicembre 2018"),
        ("2024-02-29", "giovedì 29 febbraio 2024"),
    ],
)
def test_date_in_words(iso: str, words: str) -> None:
    """A date is said with weekday and month, whatever the language of the laptop."""
    assert date_in_words(iso) == words


@pytest.mark.parametrize("text", ["", "2018-02-30", "in primavera"])
def test_no_date_unchanged(text: str) -> None:
    """What is not a date comes back as it was."""
    assert date_in_words(text) == text


@pytest.mark.parametrize(("value", "words"), [(0, "0 note"), (1, "1 nota"), (2, "2 note"), (60000, "60.000 note")])
def test_counted(value: int, words: str) -> None:
    """Only one is singular."""
    assert counted(value, "nota", "note") == words


@pytest.mark.parametrize(("seconds", "words"), [(0, "0"), (20, "meno di 1"), (89, "1"), (90, "2"), (7200, "120")])
def test_minutes(seconds: int, words: str) -> None:
    """Minutes are rounded, but a short turn of speech is not said to be none."""
    assert minutes(seconds) == words
