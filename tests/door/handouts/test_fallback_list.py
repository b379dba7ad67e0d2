"""The attendance list in reserve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitatore.door.handouts.expected_rows import expected_rows
from facilitatore.door.handouts.fallback_list import fallback_list
from facilitatore.door.handouts.table import READABLE_PT, ROW_MM, fit_row
from facilitatore.door.handouts.writer import Writer
from facilitatore.door.model import Guest, NameQuestion
from facilitatore.door.paper.drawing import PAGES_MM, Paper, PlacedMark, PlacedText
from facilitatore.door.people import Expected
from facilitatore.errors import Unknown
from facilitatore.prepare.model import Evening, Group

Make = Callable[..., Expected]
Texts = Callable[[Paper], list[list[str]]]

LETTERS = "abcdefgilmnoprstuvzàèìòùÅçṢẬ '’-ąéЇжعبدसुनीता"
LONG = ["W" * 60, "Wolfeschlegelsteinhausenbergerdorff", "Maria Antonietta Guendalina Immacolata Concetta", "jl" * 20]
NAMES = st.sampled_from(LONG) | st.text(st.sampled_from(LETTERS), min_size=1, max_size=60)
PRIVACY = "Contiene cognomi: resta alla porta e si distrugge a fine serata."


def names(paper: Paper, texts_of: Texts) -> str:
    """Return all that is written, in one."""
    return "\n".join(text for page in texts_of(paper) for text in page)


def test_the_order_is_that_of_an_italian_list(person: Make) -> None:
    """De Luca under D, D’Angelo as Dangelo, accents apart; equal family names by first name."""
    families = ["Rossi", "De Luca", "D’Angelo", "Zanni", "Àmbrosi", "Dallari", "Dall'Olio", "Deluca", "Degli Esposti"]
    rows = expected_rows([person(family, "Ada") for family in families] + [person("Rossi", "Àbele")])
    assert [row.family_name for row in rows] == [
        "Àmbrosi",
        "Dallari",
        "Dall'Olio",
        "D’Angelo",
        "Degli Esposti",
        "De Luca",
        "Deluca",
        "Rossi",
        "Rossi",
        "Zanni",
    ]
    assert [row.first_name for row in rows[-3:-1]] == ["Àbele", "Ada"]


def test_a_name_in_question_stands_as_written(person: Make) -> None:
    """With a mark in place of the first name, under the letter of what is written; who has come has said it."""
    asked = person("Rosa", "Anna")
    question = NameQuestion("ROSA Anna", (("Anna", "Rosa"), ("Rosa", "Anna")), "split_unsure")
    awaited = asked._replace(person=asked.person._replace(question=question, badge_name=""))
    came = awaited._replace(guest=Guest("1", "Rosa", None, "TOKEN", 0, walk_in=False, printed_at=None))
    rows = expected_rows([awaited, came, person("Rossi", "Ada"), person("Rivi", "Ugo")])
    assert [(row.family_name, row.first_name) for row in rows] == [
        ("Rivi", "Ugo"),
        ("Rosa", "Anna (Rosa)"),
        ("ROSA Anna", "? chiedi il nome"),
        ("Rossi", "Ada"),
    ]


def test_who_asked_for_another_evening_is_not_on_it(person: Make) -> None:
    """Only who is expected tonight, or may be: a list that does not say counts as tonight."""
    tonight, perhaps = person("Rossi", "Ada"), person("Bianchi", "Ugo")._replace(attends=None)
    other = person("Verdi", "Lia")._replace(attends=False)
    assert [row.family_name for row in expected_rows([tonight, perhaps, other])] == ["Bianchi", "Rossi"]


def test_two_people_of_one_name_are_told_apart(person: Make) -> None:
    """By the last figures of the telephone, else by the beginning of the e-mail; others show neither."""
    rows = expected_rows(
        [
            person("Ferrari", "Andrea", phone="+39 333 120 0963"),
            person("FERRARI", "andrea", email="a.ferrari@posta.it"),
            person("Ferrari", "Anna", phone="333 7654321"),
        ]
    )
    told = sorted(row.family_name for row in rows)
    assert told == ["FERRARI (a.ferrari@…)", "Ferrari", "Ferrari (…963)"]


def test_the_name_of_the_badge_stands_beside_the_first_name(person: Make) -> None:
    """Only where it is another."""
    rows = expected_rows([person("Rossi", "Francesca", badge="Franci"), person("Verdi", "Ugo")])
    assert [row.first_name for row in rows] == ["Francesca (Franci)", "Ugo"]


def test_who_is_in_already_has_the_hour(
    soiree: Evening, groups: tuple[Group, ...], person: Make, guest: Callable[..., Guest], texts_of: Texts
) -> None:
    """Printed in the middle of the evening, it goes on from there; who was not in the list stands at the end."""
    moment = datetime(2018, 1, 8, 20, 31, tzinfo=UTC)
    ada = guest("Ada", "gB", arrived_at=int(moment.timestamp()) * 1000)
    came = person("Rossi", "Ada", group="gB")._replace(guest=ada)
    walk_in = Expected(None, guest("Zoé", "gC"), "gC", None)
    paper = fallback_list(soiree, groups, [walk_in, came])
    written = [text for page in texts_of(paper) for text in page]
    assert moment.astimezone().strftime("%H:%M") in written
    assert written.index("Rossi") < written.index("Non in elenco: scrivi solo il nome") < written.index("Zoé")


@pytest.mark.parametrize(("page", "most"), [("A4", 5), ("Letter", 6), ("A5", 8)])
def test_a_hundred_and_fifty_people_fill_five_sheets_at_most(
    soiree: Evening, groups: tuple[Group, ...], person: Make, writer: Writer, page: str, most: int
) -> None:
    """On A4, with rows to write in; smaller sheets take more. Names are 11 points and more everywhere."""
    people = [person(f"Malagoli {number}", "Maria Grazia", group=f"g{'ABCDEF'[number % 6]}") for number in range(150)]
    paper = fallback_list(soiree, groups, people, page=page, writer=writer)
    assert len(paper.pages) <= most
    sizes = {
        thing.size_pt
        for sheet in paper.pages
        for thing in sheet
        if isinstance(thing, PlacedText) and "Ma" in thing.line.text
    }
    assert min(sizes) >= READABLE_PT


def test_every_page_says_what_it_is(
    soiree: Evening, groups: tuple[Group, ...], person: Make, writer: Writer, texts_of: Texts
) -> None:
    """The evening, its date and its number on each; and that it holds family names."""
    people = [person(f"Rossi {number}", "Ada") for number in range(70)]
    pages = texts_of(fallback_list(soiree, groups, people, writer=writer))
    for number, page in enumerate(pages, 1):
        assert f"pagina {number} di {len(pages)}" in page
        assert PRIVACY in page
        assert "Cognome" in page
        assert any("A Scuola per il Sociale" in text for text in page)
        assert any("lunedì 8 gennaio 2018" in text for text in page)


def test_the_groups_are_counted_at_the_end(
    soiree: Evening, groups: tuple[Group, ...], person: Make, writer: Writer, texts_of: Texts
) -> None:
    """With who has none yet."""
    people = [person("Rossi", f"Ada{n}", group="gA") for n in range(3)] + [person("Verdi", "Ugo")]
    paper = fallback_list(soiree, groups[:2], people, writer=writer)
    assert "gruppo da scegliere 1 · in tutto 4" in texts_of(paper)[-1]
    assert sum(isinstance(thing, PlacedMark) for thing in paper.pages[-1]) == 3 + 2


def test_a_row_is_no_higher_than_its_name_needs(writer: Writer) -> None:
    """One line, two lines; and a word that cannot be broken shrinks in a low row."""
    cells = ("Rossi", "Muñoz Pérez de la Fuente y Villanueva", "Wolfeschlegelsteinhausenbergerdorff")
    assert [fit_row(writer, [(name, 62, True)], 12)[0] for name in cells] == [ROW_MM[0], ROW_MM[1], ROW_MM[0]]


def test_without_anybody_it_is_a_sheet_to_write_on(soiree: Evening, writer: Writer, texts_of: Texts) -> None:
    """No list and no groups: empty rows, and no fuss."""
    paper = fallback_list(soiree, (), [], writer=writer)
    assert len(paper.pages) == 1
    assert "0 persone" in texts_of(paper)[0]


def test_a_sheet_nobody_sells_is_refused(soiree: Evening) -> None:
    """By name."""
    with pytest.raises(Unknown):
        fallback_list(soiree, (), [], page="B7")


def test_letters_that_no_font_has_are_told(soiree: Evening, person: Make, writer: Writer) -> None:
    """So that they are said before printing."""
    paper = fallback_list(soiree, (), [person("한국", "Ada")], writer=writer)
    assert paper.missing == {"한국": ("한", "국")}


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_everybody_is_there_once_and_nothing_is_cut(
    data: st.DataObject,
    soiree: Evening,
    groups: tuple[Group, ...],
    person: Make,
    new_writer: Callable[[], Writer],
    check_ink: Callable[..., None],
    texts_of: Texts,
) -> None:
    """Whatever the names: inside the margins, never over one another, each person exactly once."""
    drawn = data.draw(st.lists(st.tuples(NAMES, NAMES, st.sampled_from([None, "gA", "gD", "gF", "g?"])), max_size=45))
    people = [person(f"{family} q{n}q", first, group=group) for n, (family, first, group) in enumerate(drawn)]
    long = soiree._replace(title=data.draw(NAMES) * 2, place=data.draw(NAMES))
    page = data.draw(st.sampled_from(list(PAGES_MM)))
    paper = fallback_list(long, groups, people, page=page, writer=new_writer())
    check_ink(paper)
    written = names(paper, texts_of)
    assert all(written.count(f"q{number}q") == 1 for number in range(len(people)))
