"""What stands beside a name in its own cell never comes out on a badge, and nobody named there is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.door.lists.parse.rows import Row
from tests.door.lists.reading import read_registrations

EVENING = ("2018-01-08", "Fragilità")


def listed(tmp_path: Path, text: str) -> list[Row]:
    """Return the rows of a list."""
    path = tmp_path / "elenco.csv"
    path.write_text(text, encoding="utf-8")
    return read_registrations(path, groups=(), evening=EVENING)


@pytest.mark.parametrize(
    ("cell", "first", "family"),
    [
        ("ROSSI MARIO (accompagna la madre)", "Mario", "Rossi"),
        ("ROSSI MARIO (ACCOMPAGNA LA MADRE)", "Mario", "Rossi"),
        ("ROSSI MARIO accompagna la madre", "Mario", "Rossi"),
        ("ROSSI ANNA CELIACA", "Anna", "Rossi"),
        ("Rossi Anna in carrozzina", "Anna", "Rossi"),
        ("Rossi Anna con carrozzina", "Anna", "Rossi"),
        ("Verdi Giuseppe - Presidente Auser", "Giuseppe", "Verdi"),
        ("Rossi Anna: arriva tardi", "Anna", "Rossi"),
        ("Rossi Mario (carrozzina", "Mario", "Rossi"),
        ("Rossi Anna 01/01/1980", "Anna", "Rossi"),
        ("COSTA DOMENICO Presidente Auser", "Domenico", "Costa"),
        ("Costa Domenico assessore", "Domenico", "Costa"),
        ("COSTA DOMENICO in sostituzione di Neri Paola", "Domenico", "Costa"),
        ("Costa Domenico / Auser", "Domenico", "Costa"),
        ("COSTA DOMENICO (AUSER Carpi)", "Domenico", "Costa (AUSER Carpi)"),
        ("1) Rossi Mario *", "Mario", "Rossi"),
        ("Maria 😀 Verdi", "Maria", "Verdi"),
        ("Rossi - Mario", "Mario", "Rossi"),
        ("ROSSI DOTT. MARIO", "Mario", "Rossi"),
        ("Rossi Mario dott.", "Mario", "Rossi"),
        ("Rossi (Bianchi) Anna", "Anna", "Rossi (Bianchi)"),
        ("Sordi Carla", "Carla", "Sordi"),
    ],
)
def test_only_names_are_read(tmp_path: Path, cell: str, first: str, family: str) -> None:
    """Needs, offices, dates, numbers, titles and pictures stay out; a married name in brackets stays."""
    (row,) = listed(tmp_path, f"Cognome e nome\n{cell}\n")
    assert (row.first_name, row.family_name) == (first, family)


@pytest.mark.parametrize(
    ("first", "family", "read"),
    [
        ("MARIO (in carrozzina)", "ROSSI", ("Mario", "Rossi")),
        ("Anna - interprete LIS", "Neri", ("Anna", "Neri")),
        ("Anna arriva dopo", "Neri", ("Anna", "Neri")),
        ("Maria del Carmen", "Neri", ("Maria del Carmen", "Neri")),
        ("Anna: allergica", "Neri", ("Anna", "Neri")),
        ("Maria 😀", "Neri", ("Maria", "Neri")),
        ("Anna Rossi", "-", ("Anna", "Rossi")),
        ("Sig.ra", "Neri", ("", "Neri")),
        ("Sig. Neri", "", ("", "Neri")),
        ("X", "Neri", ("", "Neri")),
        ("12/03/1980", "Neri", ("", "12/03/1980 Neri")),
        ("Anna", "Dott.ssa Neri", ("Anna", "Neri")),
    ],
)
def test_only_first_names_in_the_first_cell(tmp_path: Path, first: str, family: str, read: tuple[str, str]) -> None:
    """Nothing but a first name is taken for one; where there is none, the door asks."""
    (row,) = listed(tmp_path, f"Nome;Cognome\n{first};{family}\n")
    assert (row.first_name, row.family_name) == read


def test_what_stays_out_is_told(tmp_path: Path) -> None:
    """A remark says that something stood beside the name, not what."""
    (row,) = listed(tmp_path, "Nome;Cognome\nAnna (celiaca);Rossi\n")
    assert row.remarks == ("aside",)
    assert "celiaca" not in repr(row)


def test_contacts_beside_a_name(tmp_path: Path) -> None:
    """An address and a telephone in the cell of the name are contacts."""
    found = listed(tmp_path, "Cognome e nome\nRossi Mario <Mario@X.it>\nVerdi Anna tel. +39 333 1234567\n")
    assert [(r.first_name, r.email, r.phone) for r in found] == [
        ("Mario", "mario@x.it", ""),
        ("Anna", "", "+39 333 1234567"),
    ]


def test_an_address_alone_is_somebody(tmp_path: Path) -> None:
    """Who left an address and no name is not lost, and gets no address on a badge."""
    (row,) = listed(tmp_path, "Cognome e nome;Ente\nmario.rossi@example.org;x\n")
    assert (row.first_name, row.discarded, row.problem) == ("", None, "odd_name")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Nome;Cognome\nAnna, Luca;Bruni\n", [("Anna", "Bruni"), ("Luca", "Bruni")]),
        ("Nome;Cognome\nAnna e Luca;Rossi e Neri\n", [("Anna", "Rossi"), ("Luca", "Neri")]),
        ("Nome;Cognome\nAnna e Luca;\n", [("Anna", ""), ("Luca", "")]),
        ("Nome;Cognome\nAnna (e Luca);Bruni\n", [("Anna", "Bruni"), ("Luca", "Bruni")]),
        ("Cognome e nome\nRossi Mario, Anna\n", [("Mario", "Rossi"), ("Anna", "Rossi")]),
        ("Cognome e nome\nRossi Mario e la moglie Anna\n", [("Mario", "Rossi"), ("Anna", "Rossi")]),
        ("Cognome e nome\nAnna e Luca\n", [("Anna", ""), ("Luca", "")]),
    ],
)
def test_nobody_in_a_cell_is_lost(tmp_path: Path, text: str, people: list[tuple[str, str]]) -> None:
    """Several people in a cell are several, and are to be looked at."""
    found = listed(tmp_path, text)
    assert [(r.first_name, r.family_name) for r in found] == people
    assert {r.problem for r in found} == {"several_people"}


def test_a_companion_in_brackets(tmp_path: Path) -> None:
    """What says "(+ 2)" or "(e marito)" tells of companions."""
    found = listed(tmp_path, "Cognome e nome\nROSSI ANNA (+ 2)\nVERDI SARA (e marito)\n")
    assert [(r.first_name, r.companions) for r in found] == [("Anna", 2), ("Sara", 1)]


@pytest.mark.parametrize("cells", ["Rossi;Mario", "De Luca;Anna", "FERRARI;ANDREA"])
def test_swapped_cells_are_told(tmp_path: Path, cells: str) -> None:
    """A known first name in the cell of the family name, and none in the other, is to be looked at."""
    (row,) = listed(tmp_path, f"Nome;Cognome\n{cells}\n")
    assert row.problem == "maybe_swapped"


@pytest.mark.parametrize("cells", ["Xiuying;Wang", "Andrea;Ferrari", "Amadou;Ba", "Bruno;Martino"])
def test_names_in_their_cells_are_not_told(tmp_path: Path, cells: str) -> None:
    """Names that stand where they should are new people and nothing more."""
    (row,) = listed(tmp_path, f"Nome;Cognome\n{cells}\n")
    assert row.problem is None


def test_an_office_after_a_comma_is_no_first_name(tmp_path: Path) -> None:
    """The name before the comma is taken, and to be looked at."""
    (row,) = listed(tmp_path, "Cognome e nome;Ente\nVerdi Giuseppe, capogruppo;x\n")
    assert (row.first_name, row.problem) == ("Giuseppe", "split_unsure")


def test_totals_beside_a_number(tmp_path: Path) -> None:
    """The word "TOTALE" in one cell of the name and a number in the other is no person."""
    found = listed(tmp_path, "Cognome;Nome;Ente\nROSSI;ANNA;x\nTOTALE;3;\n")
    assert [r.discarded for r in found] == [None, "totals"]


@pytest.mark.parametrize(
    "text",
    [
        "Cognome e nome;Telefono;Serate;\n;;08-gen;15-gen\nROSSI ANNA;333;X;\nNERI LUCA;;;X\n",
        ";;08-gen;15-gen\nCognome;Nome;;\nROSSI;ANNA;X;\nNERI;LUCA;;X\n",
    ],
)
def test_days_in_a_second_row_of_headings(tmp_path: Path, text: str) -> None:
    """Days above or below the other headings say for which evening a tick stands."""
    found = [row for row in listed(tmp_path, text) if not row.discarded]
    assert [row.attends for row in found] == [True, False]
