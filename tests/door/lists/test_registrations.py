"""The people of a list: who they are, whether they come, to which group, and what that changes in the register."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitatore.door.lists.match.judging import judge
from facilitatore.door.lists.parse.choices import groups_in, moment, names_evening
from facilitatore.door.lists.parse.reasons import REASONS
from facilitatore.door.lists.parse.rows import KnownPerson, Row, Verdict
from facilitatore.door.names import name_key
from facilitatore.errors import BadList
from tests.door.lists.reading import read_registrations

LISTS = Path(__file__).parents[2] / "files" / "registrations"
NAMES = (
    "1_google_fogli_risposte.csv",
    "2_google_moduli_diretto.csv",
    "3_microsoft_forms_excel_it.csv",
    "4_eventbrite_partecipanti.csv",
    "5_limesurvey.csv",
    "6_segreteria_excel.csv",
)
EVENINGS = (
    ("2018-01-08", "Domiciliarità e prossimità"),
    ("2018-01-15", "Prevenzione disuguaglianze, promozione della salute"),
    ("2018-01-22", "Prevenzione disuguaglianze, promozione della salute"),
    ("2018-01-29", "Promozione autonomia"),
)
FIRST = (
    ("A", "Casa della salute"),
    ("B", "Riconoscimento ruolo caregiver"),
    ("C", "Progetto di vita, vita indipendente, dopo di noi"),
)
LAST = (
    ("A", "Misure a contrasto della povertà (SIA/REI, RES)"),
    ("B", "Avvicinamento al lavoro per le persone fragili e vulnerabili (LR 14/2015)"),
    ("C", "La casa come fattore di inclusione e benessere sociale"),
)


def sample(number: int, evening: int = 0) -> list[Row]:
    """Return the people of a sample list, for one of the four evenings."""
    groups = {0: FIRST, 3: LAST}.get(evening, ())
    return read_registrations(LISTS / NAMES[number - 1], groups=groups, evening=EVENINGS[evening])


def people(rows: list[Row]) -> list[tuple[str, str]]:
    """Return the names of those that are imported."""
    return [(row.first_name, row.family_name) for row in rows if not row.discarded]


def true_people() -> list[tuple[str, str]]:
    """Return the people that the sample lists were made of."""
    return [(first, family) for first, family in json.loads((LISTS / "people.json").read_text(encoding="utf-8"))]


def listed(folder: Path, text: str, evening: int = 0) -> list[Row]:
    """Return the people of a list with the given text."""
    path = folder / "elenco.csv"
    path.write_text(text, encoding="utf-8")
    return read_registrations(path, groups=FIRST, evening=EVENINGS[evening])


def row(first: str, family: str = "Rossi", **more: object) -> Row:
    """Return a row with a name and whatever else is told."""
    blank = Row(1, first, family, email="", phone="", group_key=None, attends=None)
    return dataclasses.replace(blank, **more)  # type: ignore[arg-type]


def imported(verdicts: list[Verdict], known: list[KnownPerson]) -> list[KnownPerson]:
    """Return the register after an import, as the door does it."""
    register = {person.id: person for person in known}
    for verdict in verdicts:
        source = verdict.row
        if verdict.verdict == "discarded":
            continue
        if verdict.person is None:
            person = KnownPerson(
                str(len(register)),
                source.first_name,
                source.family_name,
                source.email,
                source.phone,
                source.group_key,
                source.attends,
                group_said=source.group_said,
                elsewhere=source.elsewhere,
            )
        else:
            new = {field: getattr(source, field) for field in verdict.changes}
            person = dataclasses.replace(register[verdict.person], **new)
        register[person.id] = person
    return list(register.values())


def test_google_sheet_has_the_true_people() -> None:
    """List 1: everybody once, family names first or not, capitals or not; the first of two answers is left out."""
    rows = sample(1)
    found = {r.row: name_key(r.first_name, r.family_name) for r in rows if not r.discarded}
    true = {name_key(*person) for person in true_people()}
    assert len(found) == len(true_people())
    assert {key for row, key in found.items() if all(r.row != row or r.question is None for r in rows)} <= true
    assert [(r.row, r.discarded) for r in rows if r.discarded] == [(4, "superseded")]
    assert ("Anna", "Lo Bianco") in people(rows)
    assert ("Gian Paolo", "Dall'Olio") in people(rows)


def test_google_form_has_the_true_people() -> None:
    """List 2: everybody, also Anna Maria and Annamaria Rossi with one address."""
    assert sorted(people(sample(2))) == sorted(true_people()[:16])


def test_microsoft_form_has_the_true_people() -> None:
    """List 3: first names from "Nome2"; the three whose letters Excel lost are told, and asked where the first name lost them."""
    rows = sample(3)
    assert [r.row for r in rows if r.problem == "letters_lost"] == [24]
    assert [r.row for r in rows if "letters_lost" in r.remarks] == [10, 24, 25]
    assert ("Olena", "Koval?uk") in people(rows)
    whole = [person for person in people(rows) if "?" not in "".join(person)]
    assert sorted(whole) == sorted(p for p in true_people() if p[1] not in ("Kovalčuk", "Ionescu", "Trần"))


def test_eventbrite_leaves_out_cancelled_tickets() -> None:
    """List 4: cancelled tickets and second tickets of one person are left out, buyers are nobody."""
    rows = sample(4)
    assert [r.row for r in rows if r.discarded == "cancelled"] == [2, 8, 12, 13, 17]
    assert [r.row for r in rows if r.discarded == "other_ticket"] == [6, 11, 16, 19]
    assert {r.row: r.group_key for r in rows if r.attends and not r.discarded} == {4: "A", 10: "A", 14: "A", 15: "A"}


def test_limesurvey_leaves_out_unfinished_answers() -> None:
    """List 5: an answer that was never sent is nobody's registration."""
    rows = sample(5)
    assert [r.row for r in rows if r.discarded] == [7, 13]
    assert all(r.discarded in (None, "unfinished") for r in rows)
    assert sorted(people(rows)) == sorted(p for i, p in enumerate(true_people()[:15]) if i % 6 != 5)


def test_secretary_has_the_true_people() -> None:
    """List 6: two people in one cell are asked, the totals nobody, "NON VIENE" stays at home, ruined numbers are told."""
    rows = sample(6)
    expected = {name_key(*p) for p in true_people()[:20]}
    found = {name_key(r.first_name, r.family_name) for r in rows if r.row < 25 and "?" not in r.family_name}
    assert found == {key for key in expected if "kovalcuk" not in key}
    (two,) = (r.question for r in rows if r.row == 25)
    assert two is not None
    assert two.several
    assert [(one.first, one.family) for one in two.choices] == [("Anna", "Rossi"), ("Andrea", "Ferrari")]
    assert [r.row for r in rows if r.discarded == "declined"] == [6, 13, 19, 22]
    assert rows[-1].discarded == "totals"
    assert [r.row for r in rows if r.problem == "phone_lost"] == [7, 12, 17]
    assert all(r.phone == "" for r in rows if r.problem == "phone_lost")


@pytest.mark.parametrize(
    ("number", "evening", "rows"),
    [
        (1, 0, [3, 5, 6, 9, 11, 14, 15, 16, 17, 20, 23, 24, 26]),
        (1, 3, [5, 6, 7, 8, 9, 13, 14, 15, 16, 17, 20, 21, 22, 23, 25, 26]),
        (5, 0, [2, 5, 8, 9, 10, 11, 12, 14, 15]),
        (6, 2, [5, 9, 12, 15, 17]),
    ],
)
def test_who_comes(number: int, evening: int, rows: list[int]) -> None:
    """Two evenings share their theme: day and month tell them apart; the others stay in the list, not coming."""
    found = sample(number, evening)
    coming = [r.row for r in found if r.attends and not r.discarded]
    assert coming == rows
    assert all(r.attends is False for r in found if not r.discarded and r.row not in coming)


def test_groups_with_commas_and_slashes() -> None:
    """Titles with commas, slashes and brackets are found whole."""
    for key, title in (*FIRST, *LAST):
        assert groups_in(f"29 gennaio \u2013 {title.upper()}", FIRST if (key, title) in FIRST else LAST) == (key,)


def test_longest_title_first() -> None:
    """A title that is part of another one does not steal its cell."""
    groups = (("A", "Casa"), ("B", "Casa della salute"))
    assert groups_in("Casa della salute", groups) == ("B",)
    assert groups_in("Casa della salute, Casa", groups) == ("A", "B")
    assert groups_in("Gruppo b", groups) == ("B",)
    assert groups_in("Casale", groups) == ()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("8 gennaio - Domiciliarità e prossimità", True),
        ("18 gennaio", False),
        ("15 gennaio, 08-gen", True),
        ("domiciliarita e prossimita", True),
        ("Tutte le serate", True),
        ("", None),
        ("non so", None),
    ],
)
def test_evening_in_a_text(text: str, answer: bool | None) -> None:
    """An evening is told by its day and month, or by its theme where there is no day."""
    assert names_evening(text, EVENINGS[0]) is answer


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("08/07/2026 13.49.22", "2026-07-08T13:49:22"),
        ("2023/03/18 3:28:24 PM CET", "2023-03-18T15:28:24"),
        ("2023/03/18 12:05:00 AM CET", "2023-03-18T00:05:00"),
        ("29/12/2017 17:13", "2017-12-29T17:13:00"),
        ("2017-12-18 22:47:00+01:00", "2017-12-18T22:47:00"),
        ("43108.5", "2018-01-08T12:00:00"),
        ("12/31/2017 8:00", "2017-12-31T08:00:00"),
        ("ieri", None),
        ("99/99/2017", None),
    ],
)
def test_moments(text: str, iso: str | None) -> None:
    """The moments that the six programs write are understood."""
    found = moment(text)
    assert (found.replace(tzinfo=None).isoformat() if found else None) == iso


def test_left_out_rows(tmp_path: Path) -> None:
    """Blank rows, repeated headings, totals and rows without a name say why they are left out."""
    text = "Nome;Cognome;Telefono\nAnna;Rossi;1\n\nNome;Cognome;Telefono\n;;333\nTOTALE;;2\nLuca;Bondì;3\n"
    found = [r.discarded for r in listed(tmp_path, text)]
    assert found == [None, "blank", "repeated_header", "no_name", "totals", None]


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    """Markup, formulas and control characters do nothing; what looks odd is told."""
    text = "Nome;Cognome\n<b>Anna</b>;Rossi\n=cmd|' /C calc'!A0;Rossi\n\u202eAnna\u0007;Ro\u200fssi\nLuca;Bondì\n"
    found = listed(tmp_path, text)
    assert [r.problem for r in found] == ["aside", "aside", None, None]
    assert [one.first for r in found[:2] if r.question for one in r.question.choices if one.first] in ([], ["Anna"])
    assert (found[2].first_name, found[2].family_name) == ("Anna", "Rossi")


def test_one_word_and_missing_first_name(tmp_path: Path) -> None:
    """A single word that is known for a first name is the name that is printed; a family name alone is told."""
    found = listed(tmp_path, "Nome e cognome;Ente\nAnna;x\nDe Luca;x\nAnna Rossi;x\n")
    assert [(r.first_name, r.problem) for r in found] == [("Anna", None), ("", "no_first_name"), ("Anna", None)]


def test_companion_in_the_name(tmp_path: Path) -> None:
    """Beside a name "e marito" and "+ 2" are asked, and are no part of the name."""
    found = listed(tmp_path, "Cognome e nome;Ente\nROSSI ANNA e marito;x\nBONDÌ LUCA + 2;x\n")
    assert [(r.first_name, r.family_name, r.problem) for r in found] == [
        ("Anna", "Rossi", "aside"),
        ("Luca", "Bondì", "aside"),
    ]


def test_two_groups_are_told(tmp_path: Path) -> None:
    """Two groups on one evening are nobody's choice to make here."""
    found = listed(tmp_path, "Nome;Cognome;Gruppo\nAnna;Rossi;Casa della salute, Riconoscimento ruolo caregiver\n")
    assert (found[0].group_key, found[0].problem) == (None, "two_groups")


def test_unknown_group_is_told(tmp_path: Path) -> None:
    """A group that this evening does not have is told, in a list of this evening alone."""
    found = listed(tmp_path, "Nome;Cognome;Gruppo\nAnna;Rossi;Cucina\nLuca;Bondì;\n")
    assert [r.problem for r in found] == ["unknown_group", None]


def test_notes_are_not_imported(tmp_path: Path) -> None:
    """Nothing of notes and allergies is in a row."""
    found = listed(tmp_path, "Nome;Cognome;Allergie;Note\nAnna;Rossi;celiachia;in carrozzina\n")
    assert "celiachia" not in repr(found)
    assert "carrozzina" not in repr(found)


def test_every_note_is_looked_at(tmp_path: Path) -> None:
    """A note that says "NON VIENE" counts in whichever column it stands."""
    found = listed(tmp_path, "Nome;Cognome;Allergie;Note\nAnna;Rossi;;NON VIENE\nLuca;Bondì;glutine;x\n")
    assert [r.discarded for r in found] == ["declined", None]


def test_last_answer_counts_whatever_the_order(tmp_path: Path) -> None:
    """Of two answers of one person the later one counts, also when it stands first."""
    text = (
        "Informazioni cronologiche;Email;Nome;Cognome\n02/01/2018 9.05.11;a@example.org;Anna;Rossi\n"
        "30/12/2017 22.46.58;A@example.org;ANNA;ROSSI\n"
    )
    assert [r.discarded for r in listed(tmp_path, text)] == [None, "superseded"]


def test_shared_address_merges_nobody(tmp_path: Path) -> None:
    """A couple with one address is two people; so are two with one name, one address and two telephones."""
    text = "Nome;Cognome;Email;Telefono\nAnna;Rossi;r@x.it;333111\nLuca;Rossi;r@x.it;333111\nAnna;Rossi;r@x.it;333222\n"
    assert [r.discarded for r in listed(tmp_path, text)] == [None, None, None]


def test_no_names_is_refused(tmp_path: Path) -> None:
    """A list without names is refused."""
    with pytest.raises(BadList) as caught:
        listed(tmp_path, "Prodotto;Prezzo\npane;2\n")
    assert caught.value.why == "no_names"


@pytest.mark.parametrize("evening", range(4))
@pytest.mark.parametrize("number", range(1, 7))
def test_importing_again_changes_nothing(number: int, evening: int) -> None:
    """The same list a second time gives only "same" and "discarded", for every list and evening."""
    rows = sample(number, evening)
    register = imported(judge(rows, []), [])
    assert {verdict.verdict for verdict in judge(rows, register)} <= {"same", "discarded"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            row,
            st.sampled_from(["Anna", "Anna Maria", "Annamaria", "Giovanna", "Luca"]),
            st.sampled_from(["Rossi", "Rosso", "De Luca"]),
            email=st.sampled_from(["", "a@x.it", "b@x.it"]),
            phone=st.sampled_from(["", "333111222", "+39 333111222", "059/001"]),
            attends=st.sampled_from([True, False, None]),
            group_key=st.sampled_from([None, "A", "B"]),
        ),
        max_size=8,
    )
)
def test_importing_any_list_again_changes_nothing(rows: list[Row]) -> None:
    """So does any list, however many homonyms, shared addresses and missing contacts it has."""
    register = imported(judge(rows, []), [])
    assert [verdict.verdict for verdict in judge(rows, register)] == ["same"] * len(rows)


def test_homonyms_are_two_people() -> None:
    """Two Andrea Ferrari with two telephones are both new, and stay two when the list comes again."""
    verdicts = [v for v in judge(sample(1), []) if v.row.family_name == "Ferrari"]
    assert [(v.verdict, v.why) for v in verdicts] == [("new", ""), ("new", "homonym_phone")]
    assert verdicts[1].detail == "Andrea Ferrari (riga 19)"


def test_doubles_are_only_suggested() -> None:
    """Nicolò and Niccolò D'Angelo are both imported, the later one with who it may be."""
    found = next(v for v in judge(sample(3), []) if v.row.first_name == "Niccolò")
    assert (found.verdict, found.why, found.person) == ("to_check", "maybe_double", None)
    assert found.detail == "Nicolò D\u2019Angelo (riga 3)"


def known(first: str, **more: object) -> KnownPerson:
    """Return the only person of the register."""
    blank = KnownPerson("p1", first, "Rossi", email="a@x.it", phone="333 0001000", group_key="A", attends=True)
    return dataclasses.replace(blank, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "verdict", "why", "changes"),
    [
        (row("ANNA", email="A@x.it"), "same", "", ()),
        (row("Anna", phone="+39 3330001000", attends=True), "same", "", ()),
        (row("Anna"), "same", "", ()),
        (row("Anna", email="a@x.it", phone="3330009999"), "updated", "new_phone", ("phone",)),
        (row("Anna", email="b@x.it", phone="3330001000"), "updated", "new_email", ("email",)),
        (row("Anna", email="a@x.it", group_key="B", attends=True), "updated", "new_group", ("group_key",)),
        (row("Anna", email="a@x.it", attends=False), "to_check", "evening_dropped", ()),
    ],
)
def test_known_person(new: Row, verdict: str, why: str, changes: tuple[str, ...]) -> None:
    """A known person is recognised by name and contact, or by the name alone when it is the only one."""
    found = judge([new], [known("Anna")])[0]
    assert (found.verdict, found.why, found.changes, found.person) == (verdict, why, changes, "p1")


def test_another_person_with_the_name_is_new() -> None:
    """The same name with another address is another person."""
    found = judge([row("Anna", email="b@x.it")], [known("Anna")])[0]
    assert (found.verdict, found.why, found.person) == ("new", "homonym_email", None)


def test_house_telephone_is_no_proof() -> None:
    """The same name with a house telephone instead of a mobile is neither merged nor surely another person."""
    found = judge([row("Anna", phone="059/001000")], [known("Anna", email="")])[0]
    assert (found.verdict, found.why, found.person) == ("to_check", "maybe_double", None)


def test_name_alone_never_chooses_between_two() -> None:
    """With two known people of one name, a row without contacts is nobody's in particular."""
    two = [known("Anna"), known("Anna", id="p2", email="b@x.it", phone="333 0002000")]
    assert judge([row("Anna")], two)[0].verdict == "to_check"


def test_shared_address_of_two_known_people() -> None:
    """The wife's row never lands on the husband, whatever address they share."""
    found = judge([row("Luca", email="a@x.it", phone="333 0001000")], [known("Anna")])[0]
    assert (found.verdict, found.person) == ("new", None)


def test_split_corrected_by_hand_is_recognised() -> None:
    """Who turned first and family name round in the register does not get a double from the same list."""
    turned = known("Rossi", family_name="Zorba", phone="")
    assert judge([row("Zorba", "Rossi", email="a@x.it", problem="split_unsure")], [turned])[0].verdict == "same"


def test_every_reason_has_a_sentence() -> None:
    """Every key that the lists give has its Italian words."""
    keys = {why for number in range(1, 7) for v in judge(sample(number), []) if (why := v.why)}
    assert keys <= set(REASONS)


def test_a_row_with_more_cells_than_the_heading_is_looked_at(tmp_path: Path) -> None:
    """Its name may have been cut in two by a delimiter; a column that merely has no heading alarms nobody."""
    path = tmp_path / "elenco.csv"
    path.write_text("Nome;Cognome;Ente\nAnna;Rossi;Coop\nLuca;Bianchi;Coop; Forlì\nSara;Verdi;Acli\n", encoding="utf-8")
    assert [row.problem for row in read_registrations(path, groups=(), evening=("", ""))] == [None, "longer", None]
    path.write_text("Nome;Cognome\nAnna;Rossi;Coop\nLuca;Bianchi;Acli\nSara;Verdi\n", encoding="utf-8")
    assert [row.problem for row in read_registrations(path, groups=(), evening=("", ""))] == [None, None, None]
