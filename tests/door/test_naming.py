"""A name is certain or it is a question; no badge ever carries what is no name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door.naming import (
    Choice,
    Order,
    Reading,
    is_turned_round,
    order_of,
    read_cells,
    read_full,
    read_typed,
    wearable,
)
from facilitatore.door.naming.words import plain_text
from facilitatore.door.tax_code import cut_tax_codes

FIRST, FAMILY = Order(family_first=False), Order(family_first=True)


def told(reading: Reading) -> tuple[str, str, str]:
    """Return the likeliest first and family name, and why it is a question."""
    return reading.first, reading.family, reading.why


@pytest.mark.parametrize(
    ("written", "order", "first", "family"),
    [
        ("Anna Bianchi", FIRST, "Anna", "Bianchi"),
        ("Bianchi Anna", FAMILY, "Anna", "Bianchi"),
        ("BIANCHI Anna", FIRST, "Anna", "Bianchi"),
        ("De Luca Maria Grazia", FAMILY, "Maria Grazia", "De Luca"),
        ("Leone Maria Sole", FAMILY, "Maria Sole", "Leone"),
        ("Yesenia Rodriguez de la Cruz", FIRST, "Yesenia", "Rodriguez de la Cruz"),
        ("D ANGELO NICOLO'", FAMILY, "Nicolo'", "D Angelo"),
        ("Dott.ssa Anna Bellocchi", FIRST, "Anna", "Bellocchi"),
        ("Sig. ra Lia Cocchi", FIRST, "Lia", "Cocchi"),
        ("Avv.to Nino Pelli", FIRST, "Nino", "Pelli"),
        ("Rossini, Elio", Order(), "Elio", "Rossini"),
        ("Giulia B.", Order(first_names=True), "Giulia", "B."),
        ("«Dino Fossi»", FIRST, "Dino", "Fossi"),
        ("Jos&eacute; Mu&ntilde;oz", FIRST, "José", "Muñoz"),
        ("1. Ada Lollini", FIRST, "Ada", "Lollini"),
    ],
)
def test_certain_names(written: str, order: Order, first: str, family: str) -> None:
    """What the words confirm, and what nobody can cut otherwise, is asked of nobody."""
    assert told(read_full(written, order)) == (first, family, "")


@pytest.mark.parametrize(
    ("written", "order", "first", "why"),
    [
        ("Anna Bianchi AUSL", FIRST, "Anna", "aside"),
        ("Giulia Ferrari ACLI CARPI", FIRST, "Giulia", "aside"),
        ("Mario Rossetti MD", FIRST, "Mario", "aside"),
        ("Verdi, Luca (ASP)", FAMILY, "Luca", "aside"),
        ("Monti, Elio, Jr.", FAMILY, "Elio", "aside"),
        ("Anna Rossi (in carrozzina)", FIRST, "Anna", "aside"),
        ("Anna Rossi + 1", FIRST, "Anna", "aside"),
        ("Per. Ind. Ivo Corsi", FIRST, "Ivo", "aside"),
        ("ANNA Rossini", FIRST, "Anna", "split_unsure"),
        ("Michael Adams", FAMILY, "Michael", "split_unsure"),
        ("Anna, Rossi", Order(), "Anna", "split_unsure"),
        ("Carli, Maria de", FAMILY, "Maria de", "split_unsure"),
        ("Bruno Marco", FIRST, "Marco", "split_unsure"),
        ("Anna Maria C.", FIRST, "Anna Maria", "split_unsure"),
        ("Bianchi, Sara; Neri, Ugo", FAMILY, "Sara", "several_people"),
        ("Ortega e Gasset Maria", FAMILY, "", "several_people"),
        ("Rossi", FAMILY, "", "no_first_name"),
        ("famiglia Rossi", FAMILY, "", "aside"),
        ("GP Rossi", FIRST, "", "aside"),
    ],
)
def test_names_in_question(written: str, order: Order, first: str, why: str) -> None:
    """What may be a person, an office or an illness beside the name, a doubtful order and a doubtful cut are asked."""
    reading = read_full(written, order)
    assert reading.why == why
    assert reading.first == first or not first


@pytest.mark.parametrize(
    ("full", "family_first", "first", "family"),
    [
        ("MARIA GRAZIA DE LUCA", False, "Maria Grazia", "De Luca"),
        ("DE LUCA MARIA GRAZIA", True, "Maria Grazia", "De Luca"),
        ("Lo Bianco Anna", False, "Anna", "Lo Bianco"),
        ("gian paolo dall'olio  ", False, "Gian Paolo", "Dall'Olio"),
        ("Ba Amadou", False, "Amadou", "Ba"),
        ("Ferrari Andrea", False, "Andrea", "Ferrari"),
        ("MALAGOLI BERTANI LUCA", True, "Luca", "Malagoli Bertani"),
        ("Luca Malagoli Bertani", False, "Luca", "Malagoli Bertani"),
        ("KHAN MUHAMMAD ALI", True, "Muhammad Ali", "Khan"),
        ("EL AMRANI FATIMA ZAHRA", True, "Fatima Zahra", "El Amrani"),
        ("Muñoz Pérez José", True, "José", "Muñoz Pérez"),
        ("ROSSI Anna Maria", False, "Anna Maria", "Rossi"),
        ("Rossi, Mario", None, "Mario", "Rossi"),
        ("Dott.ssa Paola Lo Monaco", None, "Paola", "Lo Monaco"),
        ("Suor Anna Rossi", None, "Suor Anna", "Rossi"),
        ("D' Angelo Luca", None, "Luca", "D' Angelo"),
        ("Amadou Lo", None, "Amadou", "Lo"),
        ("D ANGELO NICOLO", True, "Nicolo", "D Angelo"),
        ("NICOLO D ANGELO", None, "Nicolo", "D Angelo"),
        ("L ABBATE MARCO", True, "Marco", "L Abbate"),
        ("San Giorgio Marco", True, "Marco", "San Giorgio"),
        ("WANG XIUYING", True, "Xiuying", "Wang"),
        ("Zorbas Qwertz", True, "Qwertz", "Zorbas"),
    ],
)
def test_right_or_asked(full: str, family_first: bool | None, first: str, family: str) -> None:
    """A name that is certain is read right; whatever is in doubt is asked, and the right answer is among the choices."""
    reading = read_full(full, Order(family_first))
    answers = [(one.first, one.family) for one in reading.choices]
    assert (first, family) in (answers if reading.why else answers[:1])


@pytest.mark.parametrize("full", ["A Rossi", "Rossi A.", "A. ROSSI", "ROSSI A", "De Luca"])
def test_what_nothing_decides_is_asked(full: str) -> None:
    """An initial beside a family name and a family name alone are asked in every order; two names that are both, without one."""
    for family_first in (True, False, None):
        assert read_full(full, Order(family_first)).why
    assert read_full("Bruno Martino", Order()).why


def test_each_person_of_a_cell_is_a_choice() -> None:
    """Two people in one cell are offered as two; they share the family name that is written once."""
    both = read_full("Anna e Marco Rossi", FIRST)
    assert both.several
    assert [(one.first, one.family) for one in both.choices] == [("Anna", "Rossi"), ("Marco", "Rossi")]


def test_a_name_in_capitals_is_offered_before_both_together() -> None:
    """Of "ROSSI Anna" the last thing somebody is called is all of it."""
    assert [one.first for one in read_full("ROSSI Anna CGIL", Order()).choices] == ["Anna", "Rossi", "Rossi Anna"]


def test_an_answer_holds_for_names_of_the_same_shape() -> None:
    """Who says that the second word is the first name says so of every row that is written alike."""
    one, other = read_full("ROSSI Anna CGIL", Order()), read_full("VERDI Luca CISL", Order())
    assert (one.why, one.shape) == (other.why, other.shape)
    chosen = next(choice for choice in one.choices if choice.first == "Rossi")
    same = other.like(chosen)
    assert same is not None
    assert (same.first, same.family) == ("Verdi", "Luca")


@pytest.mark.parametrize(
    ("cells", "heading", "expected"),
    [
        (["Anna Bianchi", "Luca Rossi", "Sara Neri"], None, False),
        (["Bianchi Anna", "Rossi Luca", "Neri Sara"], None, True),
        (["Bianchi Anna", "Luca Rossi", "Sara Neri"], True, None),
        (["Bianchi Anna", "Luca Rossi", "Neri Sara", "Ugo Ferrari"], None, None),
        (["Xy Zw", "Kj Ml"], True, True),
        (["Xy Zw", "Kj Ml"], None, None),
    ],
)
def test_the_order_of_a_column(cells: list[str], heading: bool | None, expected: bool | None) -> None:
    """A heading holds unless the words contradict it; without one the words must agree."""
    assert order_of(cells, heading).family_first is expected


@pytest.mark.parametrize(
    ("first", "family", "expected"),
    [
        ("Dr Augusto", "Estevani", ("Augusto", "Estevani", "")),
        ("Mons. Erio", "Casti", ("Erio", "Casti", "")),
        ("Dott.ssa", "Righi", ("", "Righi", "no_first_name")),
        ("Anna Rossi", "Rossi", ("Anna", "Rossi", "")),
        ("Maria Anna", "Anna", ("Maria Anna", "Anna", "")),
        ("Rossi", "Mario", ("Mario", "Rossi", "maybe_swapped")),
        ("Anna Bianchi", "Rossi", ("Anna Bianchi", "Rossi", "maybe_whole_name")),
        ("Luca (ASP)", "Verdi", ("Luca", "Verdi", "aside")),
        ("Anna arriva dopo", "Verdi", ("Anna", "Verdi", "aside")),
        ("सुनीता", "Kaur", ("सुनीता", "Kaur", "")),
        ("?tefania", "Ionescu", ("", "?tefania", "letters_lost")),
        ("Stefania", "Kova?uk", ("Stefania", "Kova?uk", "")),
        ("", "", ("", "", "")),
    ],
)
def test_two_cells(first: str, family: str, expected: tuple[str, str, str]) -> None:
    """Two columns are believed, unless their words contradict them or the first holds more than a first name."""
    reading = read_cells(first, family)
    assert (reading.first, reading.why) == (expected[0], expected[2])
    if not expected[2]:
        assert reading.family == expected[1]


@pytest.mark.parametrize(
    ("typed", "first", "why"),
    [
        ("Anna", "Anna", ""),
        ("Xhensila", "Xhensila", ""),
        ("Anna Maria", "Anna Maria", ""),
        ("Anna Rossi", "Anna", ""),
        ("Hoxha Xhensila", "Xhensila", ""),
        ("Giulia B.", "Giulia", ""),
        ("Bruno Marco", "Marco", "split_unsure"),
        ("Malagoli Giulia G.", "Giulia", "split_unsure"),
        ("Anna, Rossi", "Anna", "split_unsure"),
        ("Anna/Rossi", "Anna", "several_people"),
        ("rossi", "", "no_first_name"),
        ("anna@example.org", "", "aside"),
        ("333 1234567", "", "aside"),
        ("Presidente", "", "aside"),
    ],
)
def test_what_is_typed_at_the_door(typed: str, first: str, why: str) -> None:
    """Without a column only words that are known for what they are decide; a word alone is what the person says."""
    reading = read_typed(typed)
    assert reading.why == why
    assert reading.first == first or why == "several_people"


NAMES = st.sampled_from(["Anna", "Rossi", "ROSSI", "De Luca", "Xu", "王秀英", "सुनीता", "Giulia B.", "maria", "Nicolo'"])
BESIDE = st.sampled_from(
    [
        *(
            "AUSL",
            "anna@example.org",
            "333 123 4567",
            "+39 333.1234567",
            "RSSNNA80A41F257K",
            "(in carrozzina)",
            "[OSS]",
        ),
        *("- Presidente", "Dott.ssa", "mamma di", "<b>", "=1+1", "; Luca", "e marito", "+ 1", "Comune di Carpi", "/"),
        *(",", "1)", "iPhone di", "{x}"),
    ]
)
CELLS = st.lists(NAMES | BESIDE | st.text(max_size=12), max_size=6).map(" ".join)
_FORBIDDEN = re.compile(r"[@()\[\]{}<>\d]|\b(?:ausl|presidente|comune|mamma|carrozzina|oss|iphone)\b", re.IGNORECASE)


@given(one=CELLS, two=CELLS, order=st.sampled_from([None, True, False]), alone=st.booleans())
def test_no_badge_carries_what_is_no_name(one: str, two: str, order: bool | None, alone: bool) -> None:
    """Whatever the cell, no address, telephone, tax code, bracket or office word is ever part of a name for the badge."""
    for reading in (read_full(one, Order(order, alone)), read_cells(one, two), read_typed(one)):
        for choice in reading.choices:
            assert not _FORBIDDEN.search(choice.first), (reading, choice)
            assert cut_tax_codes(choice.first) == choice.first
    assert not _FORBIDDEN.search(wearable(one))


@given(one=CELLS, two=CELLS)
def test_nobody_is_lost(one: str, two: str) -> None:
    """What stands in the cells is either read, or kept as it is written to be asked."""
    for reading in (read_full(one, Order()), read_cells(one, two)):
        if reading.certain and reading.written:
            assert reading.first
        if reading.why:
            assert reading.written


def test_a_choice_knows_its_words() -> None:
    """Choices of one reading take different words for the first name."""
    places = [one.places for one in read_full("Bruno Marco", FIRST).choices]
    assert len(places) == len(set(places))
    assert Choice("Anna", "Rossi").aside == ""


@pytest.mark.parametrize(
    ("cells", "capitals"),
    [
        (["ROSSI Anna", "VERDI Luca", "NERI Sara"], True),
        (["ANNA Rossi", "LUCA Verdi", "SARA Neri"], False),
        (["ROSSI Anna", "LUCA Verdi", "NERI Sara"], None),
        (["ROSSI Anna", "VERDI Luca"], None),
        (["Rossi Anna", "Verdi Luca", "Neri Sara"], None),
    ],
)
def test_what_capitals_mean_in_a_column(cells: list[str], capitals: bool | None) -> None:
    """Capitals are the family name's where the known words of the column say so, and hardly one says otherwise."""
    assert order_of(cells).capitals is capitals


@pytest.mark.parametrize(
    ("full", "order", "first"),
    [
        ("QWERTZ Zorbas", Order(capitals=True), "Zorbas"),
        ("Zorbas QWERTZ", Order(capitals=True), "Zorbas"),
        ("ROSSI Anna", Order(), "Anna"),
        ("Anna QWERTZ", Order(), "Anna"),
        ("Maria Teresa Rossi", FIRST, "Maria Teresa"),
        ("Anna Rossi Bianchi", FIRST, "Anna"),
        ("De Luca Maria Grazia", FAMILY, "Maria Grazia"),
    ],
)
def test_capitals_and_cuts_that_are_certain(full: str, order: Order, first: str) -> None:
    """Capitals that the column or the words bear out decide, and so does a first name that often has two words."""
    reading = read_full(full, order)
    assert (reading.first, reading.why) == (first, "")


@pytest.mark.parametrize(
    ("full", "order"),
    [
        ("QWERTZ Zorbas", Order()),
        ("QWERTZ Zorbas", Order(capitals=False)),
        ("ROSSI Anna", Order(capitals=False)),
        ("Anna ROSSI Bianchi", FIRST),
        ("Ottorino Ambrogio Bianchi", FIRST),
        ("Maria Qwertz Zorbas", FIRST),
        ("Maria Amadeo di Costa", FIRST),
        ("Anna Bianchi", Order(family_first=False, contradicted=True)),
    ],
)
def test_capitals_and_cuts_that_are_asked(full: str, order: Order) -> None:
    """Capitals that nothing bears out, a cut that may be elsewhere, and a heading that its column contradicts are asked."""
    assert read_full(full, order).why == "split_unsure"


@pytest.mark.parametrize(
    ("first", "family", "expected", "why"),
    [
        ("Anna e Luca", "Rossi", [("Anna", "Rossi"), ("Luca", "Rossi")], "several_people"),
        ("", "Anna Bianchi", [("Anna", "Bianchi")], "maybe_whole_name"),
        ("", "Rossi", [("", "Rossi"), ("Rossi", "")], "no_first_name"),
        ("Rossi", "Rossi", [("Rossi", ""), ("", "Rossi")], "one_word"),
        ("Anna Maria", "", [("Anna Maria", "")], ""),
        ("Rossi Anna", "Rossi", [("Anna", "Rossi")], ""),
        ("Anna, dopo", "Rossi", [("Anna", "Rossi")], "aside"),
        ("Qwertz", "Anna", [("Qwertz", "Anna")], ""),
    ],
)
def test_what_two_cells_offer(first: str, family: str, expected: list[tuple[str, str]], why: str) -> None:
    """Each way to read two cells stands among the choices, the likeliest first."""
    reading = read_cells(first, family)
    assert [(one.first, one.family) for one in reading.choices][: len(expected)] == expected
    assert reading.why == why


def test_columns_that_are_turned_round() -> None:
    """Where most names stand the other way round every row is asked, the other way first."""
    turned = [("Rossi", "Anna"), ("Bianchi", "Luca"), ("Neri", "Sara")]
    assert is_turned_round(turned)
    assert not is_turned_round([(family, first) for first, family in turned])
    assert not is_turned_round(turned[:2])
    reading = read_cells("Qwertz", "Zorbas", turned_round=True)
    assert (reading.why, reading.first) == ("maybe_swapped", "Zorbas")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Nicolo'", "Nicolo'"),
        ("'Nicolò'", "Nicolò"),
        ("“Anna”", "Anna"),
        ("😀 Anna", "Anna"),
        ("1) Anna", "Anna"),
        ("Anna`", "Anna`"),
    ],
)
def test_a_cell_as_somebody_would_have_typed_it(cell: str, text: str) -> None:
    """Quotation marks around it, a number or a picture before it are none of the name; an accent after it is."""
    assert plain_text(cell) == text
