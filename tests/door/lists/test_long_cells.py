"""Cells that are longer than what they can be: looked at by a person, and cheap for the laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.door.lists.parse.headings import days_in
from facilitatore.door.lists.parse.rows import Row
from tests.door.lists.reading import read_registrations

GROUPS = (("A", "Scuola e vita"),)
EVENING = ("2018-11-20", "Adolescenti")


def listed(folder: Path, *lines: str) -> list[Row]:
    path = folder / "elenco.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_registrations(path, groups=GROUPS, evening=EVENING)


@pytest.mark.parametrize("letters", ["à", "Anna ", "ROSSI ", "d’", "Rossi/", "(", "3", "王", "e\u0301"])
def test_a_name_that_is_too_long_is_looked_at(tmp_path: Path, letters: str) -> None:
    """A cell of 4,000 letters is no name: the row stays to be looked at, and nothing of it can come on a badge."""
    (row,) = listed(tmp_path, "Nominativo\tNote", f"Bianchi {letters * (4000 // len(letters))}\tx")
    assert row.problem == "long_name"
    assert row.question is not None
    assert not row.question.choices


def test_a_cell_as_long_as_a_name_may_be_is_read_whole(tmp_path: Path) -> None:
    """Up to 200 letters a cell is read whole, and spaces do not count."""
    beside = "Anna Rossi (" + "x" * 180 + ")"
    apart = "Anna" + " " * 300 + "Rossi"
    asked, certain = listed(tmp_path, "Nominativo", beside, apart)
    assert (asked.first_name, asked.family_name, asked.problem) == ("Anna", "Rossi", "aside")
    assert (certain.first_name, certain.family_name, certain.problem) == ("Anna", "Rossi", None)


def test_an_address_longer_than_any_is_none(tmp_path: Path) -> None:
    """An address has at most 254 characters: what is longer is not taken for one."""
    long, good = listed(tmp_path, "Nome;Cognome;Email", f"Anna;Rossi;{'a' * 300}@x.it", "Luca;Verdi;luca@x.it")
    assert (long.email, good.email) == ("", "luca@x.it")


def test_headings_are_read_once_for_all_rows(tmp_path: Path) -> None:
    """What a heading says of the evening is not worked out again for each row."""
    headings = [f"Serata {place} {'x' * 200}" for place in range(30)]
    before = days_in.cache_info().misses
    rows = listed(tmp_path, ";".join(("Nome", "Cognome", *headings)), *["Anna;Rossi" + ";x" * 30] * 40)
    assert len(rows) == 40
    assert days_in.cache_info().misses - before < 40 + 2 * len(headings)
