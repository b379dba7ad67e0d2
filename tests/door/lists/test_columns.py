"""Which column holds what, in the six lists that offices really send and in some that they might."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.door.lists.parse.columns import Columns
from facilitatore.door.lists.parse.guessing import guess_columns
from facilitatore.door.lists.parse.headings import days_in, role
from facilitatore.door.lists.read.tables import Table, read_table
from facilitatore.errors import BadList

LISTS = Path(__file__).parents[2] / "files" / "registrations"


def table(*rows: str) -> Table:
    """Return a table from rows written with semicolons."""
    return Table(tuple(tuple(row.split(";")) for row in rows), path=Path("elenco.csv"))


def guess(name: str) -> Columns:
    """Return what is found in a sample list."""
    return guess_columns(read_table(LISTS / name))


def test_google_sheet() -> None:
    """Google: full name under "Nome e cognome", one cell of evenings, a group per evening."""
    found = guess("1_google_fogli_risposte.csv")
    assert (found.full_name, found.family_first, found.email, found.phone) == (2, False, 1, 3)
    assert (found.choices, found.group, found.submitted, found.notes) == (4, (5,), 0, ())


def test_google_form() -> None:
    """Google's direct download calls the e-mail "Nome utente"."""
    found = guess("2_google_moduli_diretto.csv")
    assert (found.first_name, found.family_name, found.email, found.choices, found.evenings) == (2, 3, 1, 4, ())


def test_microsoft_form() -> None:
    """Microsoft keeps "Nome" for itself: the person's answer is in "Nome2"; "anonymous" is no address."""
    found = guess("3_microsoft_forms_excel_it.csv")
    assert (found.first_name, found.family_name, found.email, found.phone) == (5, 6, None, 7)
    assert (found.choices, found.group, found.submitted) == (8, (9,), 2)


def test_eventbrite() -> None:
    """Eventbrite's buyer is not the one who comes; the kind of ticket says evening and group."""
    found = guess("4_eventbrite_partecipanti.csv")
    assert (found.first_name, found.family_name, found.email) == (3, 4, 5)
    assert (found.group, found.choices, found.status, found.one_row_per_ticket) == ((7,), 7, 12, True)


def test_limesurvey() -> None:
    """LimeSurvey: a column per evening, an empty date of submission means unfinished, consent is no evening."""
    found = guess("5_limesurvey.csv")
    assert (found.first_name, found.family_name, found.email, found.notes) == (8, 7, 9, (14,))
    assert [column for column, _ in found.evenings] == [10, 11, 12, 13]
    assert found.evenings[0][1] == "8 gennaio - Domiciliarità e prossimità"
    assert (found.submitted, found.must_be_submitted) == (1, True)


def test_secretary() -> None:
    """The secretary's sheet: headings on row 4, family name first, a column of crosses per evening."""
    found = guess("6_segreteria_excel.csv")
    assert (found.header_row, found.full_name, found.family_first, found.phone) == (3, 1, True, 3)
    assert found.evenings == ((4, "08-gen"), (5, "15-gen"), (6, "22-gen"), (7, "29-gen"))


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Nome e cognome *", "nome_cognome"),
        ("COGNOME / NOME", "cognome_nome"),
        ("Inserisci il tuo nome e cognome", "nome_cognome"),
        ("First and last name", "nome_cognome"),
        ("Last Name", "family_name"),
        ("First name", "first_name"),
        ("Attendee name", "full_name"),
        ("Name", "name"),
        ("Nominativo", "full_name"),
        ("Cognome del partecipante", "family_name"),
        ("Nome2", "first_name"),
        ("Nome utente", "email"),
        ("Posta elettronica", "email"),
        ("Indirizzo e-mail", "email"),
        ("TEL.", "phone"),
        ("Recapito telefonico", "phone"),
        ("Nome acquirente", None),
        ("E-mail acquirente", None),
        ("Nome dell'associazione", None),
        ("Nome e cognome dell'accompagnatore", None),
        ("Azienda", None),
        ("Note", "notes"),
        ("Allergie o intolleranze", "notes"),
        ("Quale gruppo preferisci? [8 gennaio]", "group"),
        ("A quali serate vuoi partecipare?", "choices"),
        ("Stato partecipante", "status"),
        ("Dichiaro di aver letto l'informativa privacy a nome mio", "consent"),
    ],
)
def test_headings(heading: str, meaning: str | None) -> None:
    """Headings mean what offices mean by them."""
    assert role(heading) == meaning


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("8 gennaio - Domiciliarità", {(8, 1)}),
        ("08-gen", {(8, 1)}),
        ("lunedì 8 gennaio, 15 gen", {(8, 1), (15, 1)}),
        ("08/01/2018", {(8, 1)}),
        ("2018-01-08", {(8, 1)}),
        ("8/1", {(8, 1)}),
        ("January 8", {(8, 1)}),
        ("Avvicinamento al lavoro (LR 14/2015)", set()),
        ("PIANO DI ZONA 2018/2020", set()),
        ("Regolamento 2016/679", set()),
        ("18 gennaio", {(18, 1)}),
    ],
)
def test_days(text: str, days: set[tuple[int, int]]) -> None:
    """Days are found as people write them; laws and years are no days."""
    assert days_in(text) == days


def test_empty_microsoft_name_with_full_name() -> None:
    """Microsoft's own empty "Nome" gives way to a question for name and family name."""
    found = guess_columns(table("ID;Nome;Nome e cognome", "1;;Anna Rossi", "2;anonymous;Luca Verdi"))
    assert (found.first_name, found.full_name) == (None, 2)


def test_name_alone() -> None:
    """A single column "Nome" holds whole names, in an order that it does not say."""
    found = guess_columns(table("Nome;Telefono", "Anna Rossi;333", "Luca Verdi;334"))
    assert (found.full_name, found.family_first) == (0, None)


def test_order_told_in_brackets() -> None:
    """The order may stand beside the heading."""
    assert guess_columns(table("Nominativo (cognome e nome);Ente", "Rossi Anna;")).family_first is True


def test_no_headings() -> None:
    """Without headings the names are found by the first names among them."""
    found = guess_columns(
        table("Anna;Rossi;anna@example.org", "Luca;Bondì;luca@example.org", "Sara;De Luca;s@example.org")
    )
    assert (found.header_row, found.first_name, found.family_name, found.email) == (None, 0, 1, 2)
    assert guess_columns(table("1;Rossi Anna;333 0001000", "2;Bondì Luca;333 0001001")).full_name == 1


@pytest.mark.parametrize(
    "rows",
    [
        ("Prodotto;Prezzo", "pane;2", "latte;1,5"),
        ("Nome acquirente;E-mail acquirente", "x;y@example.org"),
        ("Ente", "AUSL", "Caritas"),
    ],
)
def test_no_names(rows: tuple[str, ...]) -> None:
    """A list where no column could be a name is refused, and says so."""
    with pytest.raises(BadList) as caught:
        guess_columns(table(*rows))
    assert (caught.value.why, caught.value.path) == ("no_names", Path("elenco.csv"))


def test_list_without_people() -> None:
    """Headings alone are a list, of nobody."""
    assert guess_columns(table("Nome;Cognome;Serate")).first_name == 0
