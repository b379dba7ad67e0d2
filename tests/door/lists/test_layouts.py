"""Lists whose people stand where nobody expects them: none of them is lost, or it is said before the import."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.door.lists.parse.column_choice import choose, meanings_of
from facilitatore.door.lists.parse.columns import unread_columns
from facilitatore.door.lists.parse.guessing import guess_columns
from facilitatore.door.lists.parse.registrations import rows_of
from facilitatore.door.lists.parse.rows import Row
from facilitatore.door.lists.planning import find_list
from facilitatore.door.lists.read.tables import Table

GROUPS = (("A", "Casa della salute"), ("B", "Caregiver"))
EVENING = ("2018-01-08", "Domiciliarità")


def table(*lines: str, filled: frozenset[tuple[int, int]] = frozenset()) -> Table:
    """Return a table from rows written with semicolons."""
    return Table(tuple(tuple(line.split(";")) for line in lines), path=Path("elenco.csv"), filled=filled)


def rows(listed: Table) -> list[Row]:
    """Return all rows of a list, read with the columns that are guessed for it."""
    return rows_of(listed, guess_columns(listed), groups=GROUPS, evening=EVENING)


def people(*lines: str) -> list[tuple[str, str]]:
    """Return first and family names of those who are imported, in the order of the list."""
    return [(row.first_name, row.family_name) for row in rows(table(*lines)) if not row.discarded]


FOUR = [("Anna", "Rossi"), ("Luca", "Bianchi"), ("Sara", "Ferrari"), ("Ugo", "Bianchi")]


@pytest.mark.parametrize(
    "headings",
    [
        "Nome 1;Cognome 1;Nome 2;Cognome 2",
        "Partecipante 1 - Nome;Partecipante 1 - Cognome;Partecipante 2 - Nome;Partecipante 2 - Cognome",
        "Nome;Cognome;Nome secondo partecipante;Cognome secondo partecipante",
        "Nome;Cognome;Nome;Cognome",
    ],
)
def test_two_people_of_a_row_in_four_cells(headings: str) -> None:
    """Each pair of first and family name is a person."""
    assert people(headings, "Anna;Rossi;Luca;Bianchi", "Sara;Ferrari;Ugo;Bianchi") == FOUR


@pytest.mark.parametrize(
    "headings",
    ["Partecipante 1;Partecipante 2", "Nome e cognome 1;Nome e cognome 2", "Primo partecipante;Secondo partecipante"],
)
def test_two_people_of_a_row_in_two_cells(headings: str) -> None:
    """Each column of whole names with the same heading, but for its number, is a person."""
    assert people(headings, "Anna Rossi;Luca Bianchi", "Sara Ferrari;Ugo Bianchi") == FOUR


def test_the_second_of_two_may_be_nobody() -> None:
    """Who comes alone leaves the cells of the other one empty, and that is nobody."""
    found = rows(table("Nome 1;Cognome 1;Nome 2;Cognome 2", "Anna;Rossi;;", "Luca;Bianchi;Sara;Ferrari"))
    assert [(row.row, row.part, row.first_name) for row in found] == [(2, 0, "Anna"), (3, 0, "Luca"), (3, 1, "Sara")]


def test_the_same_name_twice_in_a_row_is_one_person() -> None:
    """Who fills in the own name for the second person as well comes once."""
    assert people("Nome 1;Cognome 1;Nome 2;Cognome 2", "Anna;Rossi;ANNA;Rossi", "Luca;Bianchi;;") == FOUR[:2]


def test_each_person_has_the_own_address_where_there_are_as_many() -> None:
    """The address beside the second name is of the second person; a single one is of both."""
    both = table("Nome 1;Cognome 1;Email 1;Nome 2;Cognome 2;Email 2", "Anna;Rossi;a@x.org;Luca;Bianchi;l@x.org")
    assert [row.email for row in rows(both)] == ["a@x.org", "l@x.org"]


def test_two_lists_side_by_side() -> None:
    """Two lists on one sheet are both read, each with the group that stands above it."""
    found = rows(
        table(
            "Caregiver;;;Casa della salute", "Nome;Cognome;;Nome;Cognome", "Anna;Rossi;;Luca;Bianchi", "Sara;Ferrari;;;"
        )
    )
    assert [(row.first_name, row.group_key) for row in found] == [("Anna", "B"), ("Luca", "A"), ("Sara", "B")]


def test_groups_as_columns() -> None:
    """Each column is a group, its heading the name of the group."""
    found = rows(table("Casa della salute;Caregiver", "Anna Rossi;Luca Bianchi", "Sara Ferrari;"))
    assert [(row.name, row.group_key) for row in found] == [
        ("Anna Rossi", "A"),
        ("Luca Bianchi", "B"),
        ("Sara Ferrari", "A"),
    ]


def test_first_names_alone_under_their_groups() -> None:
    """Two columns of first names are two persons a row, not a first and a family name."""
    found = rows(table("Casa della salute;Caregiver", "Anna;Luca", "Sara;Ugo", "Giulia;"))
    assert [(row.first_name, row.group_key) for row in found][:2] == [("Anna", "A"), ("Luca", "B")]


def test_the_family_written_once_is_that_of_all() -> None:
    """A column of families is one of family names, filled downwards where its cells are merged."""
    listed = table("Famiglia;Nome", "Rossi;Anna", "Rossi;Luca", filled=frozenset({(2, 0)}))
    assert [row.name for row in rows(listed) if not row.discarded] == ["Anna Rossi", "Luca Rossi"]


def test_evenings_as_columns() -> None:
    """Under the day of another evening stand those who come then, and not this evening."""
    found = rows(table("8 gennaio;15 gennaio", "Anna Rossi;Luca Bianchi", "Sara Ferrari;"))
    assert [(row.name, row.attends) for row in found] == [
        ("Anna Rossi", True),
        ("Luca Bianchi", False),
        ("Sara Ferrari", True),
    ]


def test_lines_of_names() -> None:
    """Names that stand in lines, as many as fit, are all read."""
    assert people("Anna Rossi;Luca Bianchi", "Sara Ferrari;Ugo Bianchi;Elena Conti") == [*FOUR, ("Elena", "Conti")]


def test_whole_name_where_its_parts_are_empty() -> None:
    """Who came without first and family name in their cells is read from the cell of the whole name."""
    assert people("name;first_name;last_name", "Anna Rossi;Anna;Rossi", "Luca Bianchi;;") == FOUR[:2]


@pytest.mark.parametrize("role", ["partecipante", "iscritto", "Partecipante"])
def test_a_person_is_not_taken_for_headings(role: str) -> None:
    """A word that headings have too is none where it stands in every row, or beside somebody's name."""
    assert people(f"Anna;Rossi;{role}", f"Luca;Bianchi;{role}", "Sara;Ferrari;relatore") == FOUR[:3]


def test_headings_of_other_languages() -> None:
    """The words nom and "prenom" are headings, and the row below with "participant" is a person."""
    assert people("nom;prenom;role", "Rossi;Anna;speaker", "Bianchi;Luca;participant") == FOUR[:2]


def test_headings_in_two_rows() -> None:
    """A question above, its parts below: the lower row has the names, the upper one the rest."""
    listed = table(
        "ID;Email Address;First Name;Last Name;Come ti chiami?;;A quale gruppo?;",
        ";;;;Nome;Cognome;Response;Altro",
        "11;a@x.org;;;Anna;Rossi;Caregiver;",
        "12;l@x.org;;;Luca;Bianchi;Casa della salute;",
    )
    found = [(row.name, row.email, row.group_key) for row in rows(listed)]
    assert found == [("Anna Rossi", "a@x.org", "B"), ("Luca Bianchi", "l@x.org", "A")]


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("Iscritto;;Email", ("Rossi;Anna;a@x.org", "Bianchi;Luca;l@x.org")),
        ("Nome e cognome;;Email", ("Anna;Rossi;a@x.org", "Luca;Bianchi;l@x.org")),
        ("Cognome e nome;;Email", ("Rossi;Anna;a@x.org", "Bianchi;Luca;l@x.org")),
    ],
)
def test_a_heading_over_two_cells(heading: str, lines: tuple[str, ...]) -> None:
    """First and family name under one heading are told by its order, or by the first names that are known."""
    assert people(heading, *lines) == FOUR[:2]


def test_a_person_merged_over_two_rows_comes_once() -> None:
    """A name merged downwards is filled for the family of several, and is nobody new where all of it is filled."""
    listed = table("Nome;Cognome", "Anna;Rossi", "Luca;Rossi", "Luca;Rossi", filled=frozenset({(2, 1), (3, 0), (3, 1)}))
    assert [row.discarded for row in rows(listed)] == [None, None, "joined"]


def test_a_part_of_the_file_with_the_same_people_is_not_read_again() -> None:
    """Teams tells who was there, then each coming and going of the same people."""
    lines = (
        "Nome;Email",
        "Anna Rossi;a@x.org",
        "Luca Bianchi;l@x.org",
        "",
        "3. Attività",
        "Nome;Ora;Email",
        "Anna Rossi;8:30;a@x.org",
    )
    assert people(*lines) == FOUR[:2]


def test_a_part_of_the_file_with_other_people_is_read() -> None:
    """Below other headings may stand people who are nowhere else."""
    lines = ("Nome;Email", "Anna Rossi;a@x.org", "", "Altri", "Nome;Telefono;Email", "Luca Bianchi;333;l@x.org")
    assert FOUR[1] in people(*lines)


def test_columns_with_names_that_nobody_reads_are_told() -> None:
    """Names in a column that means something else are counted; names that the row has already are not."""
    listed = table(
        "Nome;Cognome;Accompagnatore;Nome acquirente;Comune",
        "Anna;Rossi;Luca Bianchi;Anna;Carpi",
        "Sara;Ferrari;;Sara;Soliera",
        "Ugo;Conti;Elena Conti;Ugo;Novi",
    )
    assert unread_columns(listed, guess_columns(listed)) == {2: 2}


def test_a_column_of_other_people_can_be_read() -> None:
    """Who is told of such a column can say that it is for one more person, and the first one stays."""
    listed = table("Nome;Cognome;Accompagnatore", "Anna;Rossi;Luca Bianchi")
    columns = choose(listed, guess_columns(listed), 2, "another_name")
    assert meanings_of(columns, 3) == ["first_name", "family_name", "another_name"]
    found = rows_of(listed, columns, groups=GROUPS, evening=EVENING)
    assert [row.name for row in found] == ["Anna Rossi", "Luca Bianchi"]


def test_choosing_a_column_keeps_the_other_people() -> None:
    """Saying what one column is for loses no person of the same row."""
    listed = table("Nome 1;Cognome 1;Nome 2;Cognome 2;Tel;Altro", "Anna;Rossi;Luca;Bianchi;333;x")
    columns = choose(listed, guess_columns(listed), 5, "note")
    assert [block.cells for block in columns.blocks] == [(0, 1), (2, 3)]


def test_microsoft_keeps_the_name_for_itself() -> None:
    """Nome beside Nome2 is the account: one person, whose name is in the second."""
    assert people("ID;Nome;Nome2;Cognome", "1;anonymous;Anna;Rossi", "2;anonymous;Luca;Bianchi") == FOUR[:2]


def test_an_office_that_comes_again_and_again_is_nobody(tmp_path: Path) -> None:
    """A column of associations named after saints and towns holds nobody who was not read."""
    path = tmp_path / "elenco.csv"
    path.write_text(
        "Nome;Cognome;Presso\nAda;Lollini;S. Vincenzo\nBruno;Tassi;S. Vincenzo\nCarla;Ferri;S. Vincenzo\n"
        "Dino;Fossi;Comune di Carpi\n",
        encoding="utf-8",
    )
    found = find_list(path)
    assert unread_columns(found.table, found.columns) == {}
