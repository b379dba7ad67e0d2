"""Cells that are longer than what they can be: looked at by a person, and cheap for the laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.door.lists.parse import persons
from facilitatore.door.lists.parse.headings import days_in
from facilitatore.door.lists.parse.persons import MOST_LETTERS
from facilitatore.door.lists.parse.reasons import REASONS
from facilitatore.door.lists.parse.rows import Row
from facilitatore.door.names import MAX_NAME
from tests.door.lists.reading import read_registrations

GROUPS = (("A", "Scuola e vita"),)
EVENING = ("2018-11-20", "Adolescenti")


def listed(folder: Path, *lines: str) -> list[Row]:
    path = folder / "elenco.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_registrations(path, groups=GROUPS, evening=EVENING)


@pytest.mark.parametrize("letters", ["à", "Anna ", "ROSSI ", "d’", "Rossi/", "(", "3", "王", "e\u0301"])
def test_a_name_that_is_too_long_is_looked_at(tmp_path: Path, letters: str) -> None:
    """A cell of 4,000 letters is no name: the row is imported to be looked at, under its first letters."""
    (row,) = listed(tmp_path, "Nominativo\tNote", f"Bianchi {letters * (4000 // len(letters))}\tx")
    assert row.problem == "long_name"
    assert 0 < len(row.name) <= MAX_NAME
    assert str(MOST_LETTERS) in REASONS["long_name"]
    assert f"prime {MAX_NAME}" in REASONS["long_name"]


def test_a_cell_as_long_as_a_name_may_be_is_read_whole(tmp_path: Path) -> None:
    """What is written beside a name may be long: up to 200 letters nothing is cut, and spaces do not count."""
    beside = "Anna Rossi (" + "x" * (MOST_LETTERS - 13) + ")"
    apart = "Anna" + " " * 3000 + "Rossi"
    for row in listed(tmp_path, "Nominativo", beside, apart):
        assert (row.first_name, row.family_name, row.problem) == ("Anna", "Rossi", None)


def test_what_is_written_at_length_beside_a_name_stays_out(tmp_path: Path) -> None:
    """A cell that tells of somebody's health at length leaves only the name in the register."""
    (row,) = listed(tmp_path, "Nome;Cognome", f"Anna;Rossi (in carrozzina, {'con molte cose da dire ' * 20})")
    assert (row.first_name, row.family_name, row.problem) == ("Anna", "Rossi", "long_name")


def test_a_long_cell_without_a_name_says_why_it_is_left_out(tmp_path: Path) -> None:
    """A row where the first letters name nobody is left out as too long, not as empty."""
    (row,) = listed(tmp_path, "Nominativo;Note", f"{'.' * 300} Anna Rossi;x")
    assert row.discarded == "long_name"


def test_an_address_longer_than_any_is_none(tmp_path: Path) -> None:
    """An address has at most 254 characters: what is longer is not taken for one."""
    long, good = listed(tmp_path, "Nome;Cognome;Email", f"Anna;Rossi;{'a' * 300}@x.it", "Luca;Verdi;luca@x.it")
    assert (long.email, good.email) == ("", "luca@x.it")


def test_no_pattern_meets_a_long_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the cells of names are, what reaches the patterns that part them is short."""
    met: list[int] = []
    part = persons.bare_name
    monkeypatch.setattr(persons, "bare_name", lambda cell: met.append(len(cell)) or part(cell))
    listed(tmp_path, "Nome;Cognome", *(f"{'a' * 4000};{'b ' * 2000}" for _ in range(5)))
    assert met
    assert max(met) <= MOST_LETTERS


def test_headings_are_read_once_for_all_rows(tmp_path: Path) -> None:
    """What a heading says of the evening is not worked out again for each row."""
    headings = [f"Serata {place} {'x' * 200}" for place in range(30)]
    before = days_in.cache_info().misses
    rows = listed(tmp_path, ";".join(("Nome", "Cognome", *headings)), *["Anna;Rossi" + ";x" * 30] * 40)
    assert len(rows) == 40
    assert days_in.cache_info().misses - before < 40 + 2 * len(headings)
