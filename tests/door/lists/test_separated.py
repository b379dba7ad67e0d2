"""Cells of separated text: a quote counts only where a whole cell stands between two."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door.lists.read.separated import DELIMITERS, split_rows

CELLS = st.lists(st.lists(st.text("ab;,|\t\"' \n", max_size=6), min_size=2, max_size=4), min_size=1, max_size=4)
QUOTING = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])


@given(CELLS, st.sampled_from(DELIMITERS), QUOTING, st.sampled_from(["\n", "\r\n"]))
def test_what_programs_write_is_read(rows: list[list[str]], delimiter: str, quoting: int, end: str) -> None:
    """Delimiters, quotes and line breaks in cells come back as they were, however the file quotes."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    assert list(split_rows(file.getvalue(), delimiter)) == rows


@given(st.text("ab;,\"' \n\r", max_size=40), st.sampled_from([None, ";", ","]))
def test_no_letter_is_lost(text: str, delimiter: str | None) -> None:
    """Of any text at all, only quotes, delimiters and the spaces and breaks around them are not in the cells."""
    cells = "".join(cell for row in split_rows(text, delimiter) for cell in row)
    assert [char for char in cells if char in "ab'"] == [char for char in text if char in "ab'"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"Anna;Rossi\nLuca;Bianchi\n"Sara;Verdi\n', [['"Anna', "Rossi"], ["Luca", "Bianchi"], ['"Sara', "Verdi"]]),
        ('"Non so" disse Anna;1\n', [['"Non so" disse Anna', "1"]]),
        ('Anna "la rossa";2\n', [['Anna "la rossa"', "2"]]),
        ('"Anna; detta ""Nina""" ;2', [['Anna; detta "Nina"', "2"]]),
        ("a;\r\n;b\rc", [["a", ""], ["", "b"], ["c"]]),
        ("", []),
        ("\n\na", [[""], [""], ["a"]]),
    ],
)
def test_quotes_elsewhere_are_letters(text: str, rows: list[list[str]]) -> None:
    """A stray quote swallows no line, and a word in quotes stays a word in quotes."""
    assert list(split_rows(text, ";")) == rows
