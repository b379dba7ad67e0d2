"""A list is found again the same, whatever program wrote it; its columns can be changed, and are remembered."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitatore.door.lists.match.answers import Answer
from facilitatore.door.lists.parse.column_choice import (
    Remembered,
    choose,
    free_texts,
    meanings_of,
    swap_names,
)
from facilitatore.door.lists.parse.column_words import choose_by_words, find_column
from facilitatore.door.lists.parse.guessing import columns_at
from facilitatore.door.lists.parse.rows import Row
from facilitatore.door.lists.planning import FoundList, Setting, find_list, plan_again, plan_list
from facilitatore.errors import BadList, BadValue, Unknown

LISTS = Path(__file__).parents[2] / "files" / "registrations"
SETTING = Setting((("A", "Casa della salute"), ("B", "Caregiver, ruolo")), ("2018-01-08", "Domiciliarità"), ())


def found_in(folder: Path, text: str, name: str = "elenco.csv") -> FoundList:
    """Return a list with this text, read."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return find_list(path)


def rows(found: FoundList) -> list[Row]:
    """Return the rows of a list."""
    return [verdict.row for verdict in plan_list(SETTING, found).rows]


def names(found: FoundList) -> list[tuple[str, str]]:
    """Return who is imported."""
    return [(row.first_name, row.family_name) for row in rows(found) if not row.discarded]


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Anna", "Nicolò", "José", "Maria Grazia", "Amadou", "Chloë", "M. Grazia"]),
        st.sampled_from(["De Luca", "D'Angelo", "Muñoz Pérez", "Lo Bianco", "Bà", "El Amrani", "Dall’Olio"]),
        st.sampled_from(["", "riga uno\nriga due", "a; b, c\td", 'detto "il lungo"', "=1+1"]),
    ),
    min_size=1,
    max_size=20,
)
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=PEOPLE,
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(";,\t"),
    told=st.booleans(),
    above=st.integers(0, 3),
    end=st.sampled_from(["\r\n", "\n"]),
    quoted=st.booleans(),
)
def test_any_writing_is_the_same_list(
    tmp_path: Path,
    people: list[tuple[str, str, str]],
    encoding: str,
    delimiter: str,
    told: bool,
    above: int,
    end: str,
    quoted: bool,
) -> None:
    """The same persons come out of every encoding, delimiter, line end, title above and way of quoting."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    writer.writerows([["Iscritti alla serata", "", "", ""]] * above)
    writer.writerow(["Nome", "Cognome", "Note", "E-mail"])
    writer.writerows([*person, f"p{number}@example.org"] for number, person in enumerate(people))
    text = (f"sep={delimiter}{end}" if told else "") + buffer.getvalue()
    path = tmp_path / "elenco.csv"
    path.write_bytes(text.encode(encoding))
    found = find_list(path)
    assert names(found) == [(first, family) for first, family, _ in people]
    assert [row.email for row in rows(found)] == [f"p{number}@example.org" for number in range(len(people))]


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("6_segreteria_excel.xls", "6_segreteria_excel.csv"),
        ("3_microsoft_forms_excel_it.xlsx", "3_microsoft_forms_excel_it.csv"),
        ("2_google_moduli_diretto.ods", "2_google_moduli_diretto.csv"),
    ],
)
def test_real_workbooks(name: str, like: str) -> None:
    """Workbooks that a real office program wrote hold the same people as their CSV."""
    assert names(find_list(LISTS / name)) == names(find_list(LISTS / like))


def test_a_password_is_said() -> None:
    """A workbook of today with a password is told from a broken one."""
    with pytest.raises(BadList) as caught:
        find_list(LISTS / "protetto.xlsx")
    assert caught.value.why == "protected"


def test_the_sign_of_an_open_workbook(tmp_path: Path) -> None:
    """What Excel and LibreOffice leave beside an open list is no list."""
    for name in ("~$elenco.xlsx", ".~lock.elenco.ods#"):
        (tmp_path / name).write_bytes(b"\x05Maria" + bytes(160))
        with pytest.raises(BadList) as caught:
            find_list(tmp_path / name)
        assert caught.value.why == "lock_file"


def test_ten_thousand_columns(tmp_path: Path) -> None:
    """A list that is no list of people is refused before anybody waits for it."""
    line = ";".join("x" * 10_000)
    with pytest.raises(BadList) as caught:
        found_in(tmp_path, f"Nome;Cognome\n{line}\n")
    assert caught.value.why == "too_big"
    assert names(found_in(tmp_path, "Nome;Cognome" + ";" * 10_000 + "\nAnna;Rossi\n")) == [("Anna", "Rossi")]


def test_a_name_column_is_chosen(tmp_path: Path) -> None:
    """A list whose headings say nothing has nobody, until somebody says which column is the name."""
    found = found_in(tmp_path, "Aaa;Bbb;Ccc\n1;Qwertz;Zorbas\n2;Asdf;Uiop\n")
    assert not found.columns.names
    assert plan_list(SETTING, found).writes == 0
    columns = choose(found.table, choose(found.table, found.columns, 1, "first_name"), 2, "family_name")
    assert names(dataclasses.replace(found, columns=columns)) == [("Qwertz", "Zorbas"), ("Asdf", "Uiop")]


def test_one_column_one_meaning(tmp_path: Path) -> None:
    """Choosing a meaning takes it from the column that had it; whole names take the place of the two."""
    found = found_in(tmp_path, "Nome;Cognome;Chi;E-mail\nAnna;Rossi;Anna Rossi;a@x.it\n")
    columns = choose(found.table, found.columns, 2, "full_name")
    assert meanings_of(columns, 4) == ["", "", "full_name", "email"]
    columns = choose(found.table, columns, 2, "email")
    assert meanings_of(columns, 4) == ["", "", "email", ""]


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.csv")), ids=lambda path: path.stem)
def test_what_was_chosen_is_remembered(path: Path, tmp_path: Path) -> None:
    """The choice goes through JSON, holds no name, and comes back for a file with the same headings."""
    found = find_list(path)
    column = found.columns.names[0]
    changed = dataclasses.replace(found, columns=choose(found.table, found.columns, column, "note"))
    text = json.dumps({found.header_key: Remembered.of(found.table, changed.columns).to_json()})
    assert not any(cell and cell in text for cell in (found.table.cell(9, column), found.table.rows[0][0]))
    copy = tmp_path / "altro nome.csv"
    shutil.copy(path, copy)
    again = find_list(copy, remembered=json.loads(text))
    assert meanings_of(again.columns, found.table.width) == meanings_of(changed.columns, found.table.width)
    assert meanings_of(again.guess, found.table.width) == meanings_of(found.columns, found.table.width)


@pytest.mark.parametrize("junk", [None, 3, [], {"columns": "x"}, {"columns": ["codice"]}, {"columns": [1]}])
def test_broken_memory_is_no_memory(tmp_path: Path, junk: object) -> None:
    """Settings that somebody spoilt are as good as none."""
    found = found_in(tmp_path, "Nome;Cognome\nAnna;Rossi\n")
    key = found.header_key or ""
    assert find_list(found.path, remembered={key: junk}).columns == found.columns


def test_without_headings_nothing_is_remembered(tmp_path: Path) -> None:
    """The first line would be somebody."""
    assert found_in(tmp_path, "Anna;Rossi\nLuca;Bianchi\nSara;Verdi\n").header_key is None


def test_swap_all(tmp_path: Path) -> None:
    """The whole list the other way round, in two columns and in one."""
    two = found_in(tmp_path, "Nome;Cognome\nRossi;Anna\nBianchi;Luca\n")
    swapped = dataclasses.replace(two, columns=swap_names(two.table, two.columns))
    assert names(swapped) == [("Anna", "Rossi"), ("Luca", "Bianchi")]
    one = found_in(tmp_path, "Nome e cognome\nZorbas Qwertz\nAsdf Uiop\n")
    swapped = dataclasses.replace(one, columns=swap_names(one.table, one.columns))
    assert names(swapped) == [("Qwertz", "Zorbas"), ("Uiop", "Asdf")]


def test_free_text_is_asked_for(tmp_path: Path) -> None:
    """Notes and allergies stay out until somebody chooses them; then they are the person's note."""
    found = found_in(tmp_path, 'Nome;Cognome;Allergie;Note\nAnna;Rossi;celiaca;"vengo con\nmia madre"\n')
    assert free_texts(found.table, found.columns) == (2, 3)
    assert rows(found)[0].note == ""
    columns = choose(found.table, found.columns, 3, "note")
    assert rows(dataclasses.replace(found, columns=columns))[0].note == "vengo con mia madre"
    assert free_texts(found.table, columns) == (2,)


def test_this_evening_alone(tmp_path: Path) -> None:
    """A column of crosses whose heading names no day can be said to be of this evening."""
    found = found_in(tmp_path, "Nome;Cognome;Prima\nAnna;Rossi;X\nLuca;Verdi;\n")
    columns = choose(found.table, found.columns, 2, "this_evening")
    assert [row.attends for row in rows(dataclasses.replace(found, columns=columns))] == [True, False]


def test_columns_in_words(tmp_path: Path) -> None:
    """A column is named by its heading, by the beginning of it, or by its number."""
    found = found_in(tmp_path, "Nome;Cognome;Recapito del referente;3\nAnna;Rossi;333111222;x\n")
    for words in ("telefono=3", "telefono=recapito DEL referente", "Telefono = Recapito"):
        columns = choose_by_words(found.table, found.columns, words)
        assert columns.phone == (3 if words.endswith("=3") else 2)
    with pytest.raises(Unknown):
        choose_by_words(found.table, found.columns, "telefono=Altro")
    with pytest.raises(Unknown):
        choose_by_words(found.table, found.columns, "colore=3")
    with pytest.raises(BadValue):
        choose_by_words(found.table, found.columns, "telefono")


TAX_CODES = ("RSSNNA80A41F257K", "rssnna80a41f257k", "RSS NNA 80A41 F257K")


@pytest.mark.parametrize("heading", ["Codice fiscale", "C.F.", "Cod. Fisc.", "CODICE FISCALE del partecipante", "Xyz"])
def test_tax_codes_are_never_read(tmp_path: Path, heading: str) -> None:
    """A column of tax codes, by heading or by what is in it, is emptied and can be chosen for nothing."""
    lines = "".join(f"Anna;Rossi;{code}\n" for code in TAX_CODES)
    found = found_in(tmp_path, f"Nome;Cognome;{heading}\n{lines}")
    assert found.table.hidden == {2}
    assert "nna80" not in repr(found).replace(" ", "").lower()
    for meaning in ("note", "first_name", "phone"):
        assert choose(found.table, found.columns, 2, meaning) == found.columns
    with pytest.raises(BadValue):
        find_column(found.table, found.columns, "3")


def test_a_tax_code_in_a_cell_is_cut(tmp_path: Path) -> None:
    """One inside another cell goes, and it is said."""
    found = found_in(
        tmp_path, "Nome;Cognome;Telefono;Note\nAnna;Rossi RSSNNA80A41F257K;333;cf RSSNNA80A41F257K ok\nLuca;Bo;3;x\n"
    )
    found = dataclasses.replace(found, columns=choose(found.table, found.columns, 3, "note"))
    row, other = rows(found)
    assert (row.family_name, row.note, row.remarks) == ("Rossi", "cf ok", ("tax_code",))
    assert other.remarks == ()


@pytest.mark.parametrize("text", ["ANNAMARIAGRAZIEL", "333 0001000", "A.M.O. Nove, Comuni", "", "RSSMRAUMAMLHRLMX"])
def test_what_is_no_tax_code_stays(tmp_path: Path, text: str) -> None:
    """Sixteen letters, telephones and bodies are left alone."""
    found = found_in(tmp_path, f"Nome;Cognome;Ente\nAnna;Rossi;{text}\n")
    assert found.table.cell(1, 2) == text


@pytest.mark.parametrize(
    ("text", "first", "family", "problem"),
    [
        ("Nome;Cognome\n;ROSSI\n", "", "Rossi", "no_first_name"),
        ("Cognome;Ente\nRossi;x\nBianchi;y\n", "", "Rossi", "no_first_name"),
        ("Cognome e nome\nROSSI\nBIANCHI ANNA\nVERDI LUCA\n", "", "Rossi", "no_first_name"),
        ("Nominativo\nRossi\nAnna Bianchi\nLuca Verdi\n", "", "Rossi", "no_first_name"),
        ("Nome;Cognome\nAnna Rossi;\n", "Anna", "Rossi", None),
        ("Nome;Cognome\n;Rossi Anna\nLuca;Bo\n", "Anna", "Rossi", "maybe_whole_name"),
        ("Nome;Cognome\nAnna Rossi;Rossi\n", "Anna", "Rossi", None),
        ("Nome;Cognome\nAnna Maria;\n", "Anna Maria", "", None),
        ("Nome;Ente\nAnna;x\n", "Anna", "", None),
        ("Cognome e nome\nfamiglia Rossi\n", "", "Rossi", "aside"),
        ("Nome;Cognome\nFamiglia;Rossi\n", "", "Famiglia Rossi", "aside"),
        ("Nome;Cognome\nMamma di Luca;Rossi\n", "", "di Luca", "aside"),
        ("Nome;Cognome\nMaria Anna;Anna\n", "Maria Anna", "Anna", None),
    ],
)
def test_no_family_name_on_a_badge(tmp_path: Path, text: str, first: str, family: str, problem: str | None) -> None:
    """A family name in the wrong place, or alone, does not become the first name without somebody looking."""
    row = rows(found_in(tmp_path, text))[0]
    assert (row.first_name, row.family_name, row.problem) == (first, family, problem)


def test_answers_outlive_other_columns(tmp_path: Path) -> None:
    """Who is read as before keeps what was decided, also when a column of names is another one; the others lose it."""
    found = found_in(tmp_path, "Nome;Secondo;Cognome\nAnna;;Rossi\nLuca;Ugo;Verdi\n")
    read = plan_list(SETTING, found).read
    answers = {row.key: Answer(left_out=True) for row in read}
    other = dataclasses.replace(found, columns=choose(found.table, found.columns, 1, "family_name"))
    plan, left = plan_again(SETTING, other, read, answers)
    assert left == {}
    assert plan.discarded == 0
    plan, left = plan_again(SETTING, dataclasses.replace(found), read, answers)
    assert (left, plan.discarded) == (answers, 2)


def test_a_decision_about_two_rows_needs_both(tmp_path: Path) -> None:
    """What says "the same as that one" is forgotten when that one is read otherwise."""
    found = found_in(tmp_path, "Nominativo\nAnna Rossi\nAnna Rosso\n")
    read = plan_list(SETTING, found).read
    changed = (dataclasses.replace(read[0], first_name="Altro"), read[1])
    assert plan_again(SETTING, found, changed, {read[1].key: Answer(same_as=read[0].key)})[1] == {}


def test_another_row_of_headings(tmp_path: Path) -> None:
    """Somebody says where the headings are, and that is remembered for the next file of the kind."""
    text = "Nome;Cognome;x\nEnte;Telefono;Nominativo\nAuser;333;Anna Rossi\n"
    found = found_in(tmp_path, text)
    columns = columns_at(found.table, 1)
    assert names(dataclasses.replace(found, columns=columns)) == [("Anna", "Rossi")]
    memory = {found.header_key: Remembered.of(found.table, columns, found.guess).to_json()}
    path = tmp_path / "poi.csv"
    path.write_text(text.replace("Anna", "Sara"), encoding="utf-8")
    again = find_list(path, remembered=memory)
    assert (again.columns.header_row, names(again)) == (1, [("Sara", "Rossi")])


def test_no_row_of_headings(tmp_path: Path) -> None:
    """A list without headings loses nobody to them."""
    found = found_in(tmp_path, "Nome;Cognome\nAnna;Rossi\n")
    assert len(rows(dataclasses.replace(found, columns=columns_at(found.table, None)))) == 2
