"""Promises about what people registered for: it hangs on the evening and the group, and not on their words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitatore.door.forgetting import retention_of
from facilitatore.door.lists.match.answers import Answer, Answers
from facilitatore.door.lists.planning import find_list, plan_list
from facilitatore.door.lists.write.importing import import_for_evening, plan_import, setting_of
from facilitatore.door.matching import Words, find_meanings, map_evening, map_group, unmatched
from facilitatore.door.people import read_expected
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.actions import edit_evening, edit_group, remove_prepared
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.session import FileKind, Session, edit, new
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_files

PEOPLE = resource_path("sample", "people.csv")
NAMES = ("Anna", "Bruno", "Carla", "Dino")
CASA, CAREGIVER = "Casa della salute", "Riconoscimento ruolo caregiver"


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Session]:
    """Open the first evening of Carpi, of 8 January 2018."""
    with create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")) as session:
        yield session


@pytest.fixture
def register(evening: Session, tmp_path: Path) -> Iterator[Session]:
    """Open its register, with nobody in it."""
    with create_register(evening, tmp_path / "serata.registro") as made:
        yield made


def sign_up(register: Session, *asked: tuple[str, str]) -> None:
    """Write persons as a program of before did: evening and group in words."""
    drafts = [
        new(
            "person",
            first_name=NAMES[place],
            token=f"TOKEN{place:07d}",
            registrations=[{"evening": evening, "group": group}],
        )
        for place, (evening, group) in enumerate(asked)
    ]
    register.note("import_people", *drafts)


def take(session: Session, register: Session, text: str) -> None:
    """Import a list with this text beside an evening."""
    path = session.path.with_name("elenco.csv")
    path.write_text(text, encoding="utf-8")
    import_for_evening(session, register, plan_import(session, register, path))


def places(session: Session, register: Session) -> dict[str, tuple[bool | None, str]]:
    """Return whether each person is awaited, and the letter of the group, by name."""
    keys = {group.id: group.key for group in read_groups(session)}
    lines = read_expected(session, register)
    known = ((line, line.person) for line in lines if line.person is not None)
    return {
        f"{person.first_name} {person.family_name}".strip(): (line.attends, keys.get(line.group or "", ""))
        for line, person in known
    }


def group(session: Session, key: str) -> str:
    """Return the id of a group by its letter."""
    return next(one.id for one in read_groups(session) if one.key == key)


def test_a_new_date_and_new_titles_lose_nobody(evening: Session, register: Session) -> None:
    """After the import the date changes and every group is renamed: all are awaited in their group as before."""
    import_for_evening(evening, register, plan_import(evening, register, PEOPLE))
    before = places(evening, register)
    assert sum(attends is True for attends, _ in before.values()) == 49
    edit_evening(evening, date="2018-01-09", theme="Altro")
    for key in "ABC":
        edit_group(evening, group(evening, key), title=f"Nuovo titolo {key}")
    assert places(evening, register) == before
    assert unmatched(register, evening) == []


def test_titles_that_change_places_move_nobody(evening: Session, register: Session) -> None:
    """Who asked for a group stays in it when another one takes its title."""
    import_for_evening(evening, register, plan_import(evening, register, PEOPLE))
    before = places(evening, register)
    edit_group(evening, group(evening, "A"), title=CAREGIVER)
    edit_group(evening, group(evening, "B"), title=CASA)
    assert places(evening, register) == before


def test_the_list_again_after_a_new_date_and_title(evening: Session, register: Session) -> None:
    """The same list says nothing new after the evening was moved and a group renamed, and who is new in it is understood."""
    text = "Nome,Cognome,Serata,Gruppo\nAnna,Rossi,8 gennaio,Casa della salute\n"
    take(evening, register, text)
    edit_evening(evening, date="2018-01-09")
    edit_group(evening, group(evening, "A"), title="Genitorialità")
    facts = register.fact_count
    take(evening, register, text)
    assert register.fact_count == facts
    take(evening, register, text + "Bruno,Neri,8 gennaio,Casa della salute\n")
    assert places(evening, register) == {"Anna Rossi": (True, "A"), "Bruno Neri": (True, "A")}


def test_a_register_of_before_is_brought_over(evening: Session, register: Session) -> None:
    """Once it has been beside its evening, a register with dates and titles alone loses nobody either."""
    sign_up(register, ("2018-01-08", CASA), ("2018-01-08", CAREGIVER), ("2018-01-15", CASA), ("2018-01-08", ""))
    before = places(evening, register)
    find_meanings(register, evening)
    facts = register.fact_count
    assert find_meanings(register, evening).ids == ()
    assert (register.fact_count, register.undo_action) == (facts, None)
    edit_evening(evening, date="2018-01-09")
    edit_group(evening, group(evening, "A"), title=CAREGIVER)
    edit_group(evening, group(evening, "B"), title="Altro")
    assert places(evening, register) == before
    assert [attends for attends, _ in before.values()] == [True, True, False, True]


def test_what_nobody_understands_is_counted(evening: Session, register: Session) -> None:
    """Beside an evening of another day a register says which days people asked for; with one of them known it is silent."""
    sign_up(register, ("2018-01-08", "Casa di comunità"), ("2018-01-08", ""), ("2018-01-15", ""))
    edit_evening(evening, date="2018-01-09")
    assert unmatched(register, evening) == [Words("evening", "2018-01-08", 2), Words("evening", "2018-01-15", 1)]
    map_evening(register, evening, "2018-01-08", here=True)
    assert unmatched(register, evening) == [Words("group", "Casa di comunità", 1)]
    assert [attends for attends, _ in places(evening, register).values()] == [True, True, False]


def test_words_are_mapped_and_remembered(evening: Session, register: Session) -> None:
    """Words that somebody explained stay explained, also for a list that says them again; one undo takes it back."""
    take(evening, register, "Nome,Cognome,Gruppo\nAnna,Rossi,Casa di comunità\n")
    assert places(evening, register) == {"Anna Rossi": (True, "")}
    assert unmatched(register, evening) == [Words("group", "Casa di comunità", 1)]
    map_group(register, evening, "casa di  Comunità", group(evening, "B"))
    assert (places(evening, register), unmatched(register, evening)) == ({"Anna Rossi": (True, "B")}, [])
    take(evening, register, "Nome,Cognome,Gruppo\nAnna,Rossi,Casa di comunità\nBruno,Neri,Casa di comunità\n")
    assert places(evening, register) == {"Anna Rossi": (True, "B"), "Bruno Neri": (True, "B")}
    register.undo()
    register.undo()
    assert places(evening, register) == {"Anna Rossi": (True, "")}
    register.redo()
    assert places(evening, register) == {"Anna Rossi": (True, "B")}


def test_words_of_no_group(evening: Session, register: Session) -> None:
    """Words of which somebody said that they are no group are not asked about again."""
    take(evening, register, "Nome,Cognome,Gruppo\nAnna,Rossi,Indifferente\n")
    map_group(register, evening, "Indifferente", None)
    assert (places(evening, register), unmatched(register, evening)) == ({"Anna Rossi": (True, "")}, [])


def test_only_words_that_somebody_said_are_mapped(evening: Session, register: Session) -> None:
    """A word that is in no registration, or a group that is not there, is refused."""
    take(evening, register, "Nome,Cognome,Gruppo\nAnna,Rossi,Indifferente\n")
    with pytest.raises(BadValue):
        map_group(register, evening, "Casa", group(evening, "A"))
    with pytest.raises(BadValue):
        map_evening(register, evening, "", here=True)
    with pytest.raises(Unknown):
        map_group(register, evening, "Indifferente", "0" * 32)


def test_a_group_that_was_removed_is_asked_about(evening: Session, register: Session) -> None:
    """Who asked for a group that is no more is awaited all the same, and the title can be given to another group."""
    take(evening, register, f"Nome,Cognome,Gruppo\nAnna,Rossi,{CASA}\n")
    remove_prepared(evening, group(evening, "A"))
    assert (places(evening, register), unmatched(register, evening)) == (
        {"Anna Rossi": (True, "")},
        [Words("group", CASA, 1)],
    )
    map_group(register, evening, CASA, group(evening, "B"))
    assert places(evening, register) == {"Anna Rossi": (True, "B")}


def test_one_list_for_the_evenings_of_a_path(evening: Session, register: Session, tmp_path: Path) -> None:
    """What a list says of another evening waits in its words until that evening opens beside the register."""
    take(
        evening,
        register,
        "Nome,Cognome,A quali serate?,Gruppo [8 gennaio],Gruppo [15 gennaio]\n"
        f'Anna,Rossi,"8 gennaio - Domiciliarità, 15 gennaio - Prevenzione",{CASA},{CAREGIVER}\n'
        f"Bruno,Neri,15 gennaio - Prevenzione,,{CASA}\n",
    )
    assert places(evening, register) == {"Anna Rossi": (True, "A"), "Bruno Neri": (False, "")}
    with create_evening(tmp_path / "seconda.serata", find_template("carpi-2018-1")) as second:
        edit_evening(second, date="2018-01-15")
        assert places(second, register) == {"Anna Rossi": (True, "B"), "Bruno Neri": (True, "A")}
        find_meanings(register, second)
        edit_evening(second, date="2018-01-16")
        edit_group(second, group(second, "A"), title="Altro")
        assert places(second, register) == {"Anna Rossi": (True, "B"), "Bruno Neri": (True, "A")}
    assert places(evening, register) == {"Anna Rossi": (True, "A"), "Bruno Neri": (False, "")}


def test_an_evening_made_again(evening: Session, register: Session, tmp_path: Path) -> None:
    """Beside an evening made again from the template people are found by date and title; moved, they can be told."""
    take(evening, register, f"Nome,Cognome,Gruppo\nAnna,Rossi,{CASA}\n")
    with create_evening(tmp_path / "di-nuovo.serata", find_template("carpi-2018-1")) as again:
        find_meanings(register, again)
        assert places(again, register) == {"Anna Rossi": (True, "A")}
        edit_evening(again, date="2018-02-01")
        assert unmatched(register, again) == [Words("evening", "2018-01-08", 1)]
        map_evening(register, again, "2018-01-08", here=True)
        assert places(again, register) == {"Anna Rossi": (True, "A")}


def test_two_evenings_of_one_day_go_apart(evening: Session, register: Session, tmp_path: Path) -> None:
    """An evening that moves away from the day of another one keeps its own people, and leaves the other's there."""
    take(evening, register, "Nome,Cognome,Serata\nAnna,Rossi,8 gennaio\n")
    with create_evening(tmp_path / "altra.serata", find_template("carpi-2018-2")) as other:
        edit_evening(other, date="2018-01-08")
        find_meanings(register, other)
        take(other, register, "Nome,Cognome,Serata\nBruno,Neri,8 gennaio\n")
        edit_evening(other, date="2018-01-10")
        assert places(other, register) == {"Anna Rossi": (False, ""), "Bruno Neri": (True, "")}


def joined_both_ways(first: Path, second: Path) -> list[Session]:
    """Join two registers, the first one first and the second one first, and look at them."""
    found = []
    for name, order in (("avanti", [first, second]), ("indietro", [second, first])):
        target = first.with_stem(name)
        target.unlink(missing_ok=True)
        join_files(order, target)
        found.append(Session.look(target, FileKind.REGISTER))
    return found


WORDS = st.sampled_from([CASA, CAREGIVER, "Casa di comunità", "B", ""])
STEPS = st.lists(
    st.one_of(
        st.just(("open",)),
        st.tuples(st.just("date"), st.sampled_from(["2018-01-08", "2018-01-09", "2018-01-15"])),
        st.tuples(st.just("title"), st.sampled_from("ABC"), st.sampled_from([CASA, "Altro"])),
        st.tuples(st.just("map"), WORDS, st.sampled_from(["A", "B", ""])),
        st.tuples(st.just("list"), st.sampled_from(["Anna", "Bruno", "Elio"]), WORDS),
    ),
    max_size=4,
)


def play(session: Session, register: Session, steps: list[tuple[Any, ...]]) -> None:
    """Do some steps on a laptop."""
    for step in steps:
        if step[0] == "open":
            find_meanings(register, session)
        elif step[0] == "date":
            edit_evening(session, date=step[1])
        elif step[0] == "title":
            edit_group(session, group(session, step[1]), title=step[2])
        elif step[0] == "map":
            asked = {one.words for one in unmatched(register, session) if one.about == "group"}
            if step[1] in asked:
                map_group(register, session, step[1], group(session, step[2]) if step[2] else None)
        else:
            take(session, register, f"Nome,Gruppo\n{step[1]},{step[2]}\n")


@settings(max_examples=25)
@given(
    one=STEPS, two=STEPS, asked=st.lists(st.tuples(st.sampled_from(["2018-01-08", "2018-01-15"]), WORDS), max_size=3)
)
def test_two_laptops_agree(
    tmp_path_factory: pytest.TempPathFactory,
    one: list[tuple[Any, ...]],
    two: list[tuple[Any, ...]],
    asked: list[tuple[str, str]],
) -> None:
    """Whatever two door laptops do with copies of a register, joined in either order they say the same of everybody.

    Nothing that only the program found out asks anybody for a decision.
    """
    folder = tmp_path_factory.mktemp("porte")
    with ExitStack() as stack:
        first = stack.enter_context(create_evening(folder / "1.serata", find_template("carpi-2018-1")))
        copy_facts(first.all_facts(), folder / "2.serata")
        second = stack.enter_context(Session.open(folder / "2.serata"))
        with create_register(first, folder / "1.registro") as register:
            sign_up(register, *asked)
            copy_facts(register.all_facts(), folder / "2.registro")
        for session, steps in ((first, one), (second, two)):
            with Session.open(session.path.with_suffix(".registro"), FileKind.REGISTER) as register:
                play(session, register, steps)
        forward, backward = joined_both_ways(folder / "1.registro", folder / "2.registro")
        assert places(first, forward) == places(first, backward)
        assert unmatched(forward, first) == unmatched(backward, first)
        assert {conflict.kind for conflict in forward.conflicts()} <= {"person"}


def test_opening_at_both_doors_writes_one_fact(evening: Session, register: Session, tmp_path: Path) -> None:
    """A register of before that opens on two laptops is joined without a word to decide, and nobody is there twice."""
    sign_up(register, ("2018-01-08", CASA))
    copy_facts(register.all_facts(), tmp_path / "2.registro")
    find_meanings(register, evening)
    with Session.open(tmp_path / "2.registro", FileKind.REGISTER) as other:
        find_meanings(other, evening)
    register.close()
    for joined in joined_both_ways(register.path, tmp_path / "2.registro"):
        assert joined.conflicts() == []
        assert len(joined.things("asked_words")) == 2
        assert places(evening, joined) == {"Anna": (True, "A")}


def test_a_correction_is_stronger_than_what_a_program_found(
    evening: Session, register: Session, tmp_path: Path
) -> None:
    """What a list says on one laptop is not undone by the other laptop that only opened the register, later."""
    sign_up(register, ("2018-01-08", CASA))
    copy_facts(register.all_facts(), tmp_path / "2.registro")
    take(evening, register, f"Nome,Gruppo\nAnna,{CAREGIVER}\n")
    register.close()
    with Session.open(tmp_path / "2.registro", FileKind.REGISTER) as other:
        find_meanings(other, evening)
    for joined in joined_both_ways(register.path, tmp_path / "2.registro"):
        assert joined.conflicts() == []
        assert places(evening, joined) == {"Anna": (True, "B")}


def test_the_words_are_nowhere_but_in_the_person(evening: Session, register: Session) -> None:
    """What people typed into a list does not stay in the register when they are forgotten."""
    take(evening, register, "Nome,Cognome,Gruppo\nAnna,Rossi,dopo di noi per mio figlio\n")
    map_group(register, evening, "dopo di noi per mio figlio", group(evening, "C"))
    register.forget(kinds=["person"])
    assert register.things("asked_words")
    assert not any("figlio" in fact.data for fact in register.all_facts())


def test_a_question_of_groups_from_elsewhere_is_no_crash(evening: Session, register: Session) -> None:
    """Registrations and meanings that are not written as they should be are passed over."""
    odd: list[Any] = [7, None, {"evening": 3, "group": ""}, {"evening": "2018-01-08", "group": "x", "evening_id": 3}]
    register.note(
        "import_people",
        new("person", first_name="Anna", family_name="Rossi", registrations=odd),
        new("asked_words", means=4),
    )
    person = register.things("person")[0]
    assert places(evening, register) == {"Anna Rossi": (True, "")}
    register.note("import_people", edit(person, registrations={"evening": "2018-01-08"}))
    assert places(evening, register) == {"Anna Rossi": (None, "")}


def test_a_register_is_kept_as_long_as_the_evening_that_was_moved(evening: Session, register: Session) -> None:
    """Its term is three months after the evening as it is now, once that has been beside the register again."""
    take(evening, register, f"Nome,Cognome,Gruppo\nAnna,Rossi,{CASA}\n")
    assert retention_of(register) == date(2018, 4, 8)
    edit_evening(evening, date="2018-03-01")
    find_meanings(register, evening)
    assert retention_of(register) == date(2018, 6, 1)
    assert places(evening, register) == {"Anna Rossi": (True, "A")}


def test_who_is_awaited_goes_on_being_awaited(evening: Session, register: Session) -> None:
    """Somebody of a list without evenings, whom another list has for another evening, is still awaited at this one."""
    take(evening, register, "Nome,Cognome\nAnna,Rossi\n")
    take(evening, register, "Nome,Cognome,Serata\nAnna,Rossi,15 gennaio\n")
    assert places(evening, register) == {"Anna Rossi": (None, "")}


def test_a_group_by_its_letter(evening: Session, register: Session, tmp_path: Path) -> None:
    """What a list says of the groups of another evening is understood by title or letter, as in a list of that evening."""
    take(
        evening,
        register,
        "Nome,Cognome,Serata,Gruppo [15 gennaio]\nAnna,Rossi,15 gennaio,Gruppo B\nBruno,Neri,15 gennaio,c\n",
    )
    with create_evening(tmp_path / "seconda.serata", find_template("carpi-2018-1")) as second:
        edit_evening(second, date="2018-01-15")
        assert places(second, register) == {"Anna Rossi": (True, "B"), "Bruno Neri": (True, "C")}


def test_columns_with_a_tick_after_the_evening_moved(evening: Session, register: Session) -> None:
    """A list with a column for each evening, imported again after this one moved, still finds this one's column."""
    text = "Nome,Cognome,8 gennaio,15 gennaio\nAnna,Rossi,X,\nBruno,Neri,,X\nCarla,Verdi,X,X\n"
    take(evening, register, text)
    before = places(evening, register)
    assert before == {"Anna Rossi": (True, ""), "Bruno Neri": (False, ""), "Carla Verdi": (True, "")}
    edit_evening(evening, date="2018-01-10")
    take(evening, register, text + "Dino,Galli,X,\n")
    assert places(evening, register) == before | {"Dino Galli": (True, "")}


@settings(max_examples=20)
@given(steps=STEPS.map(lambda steps: [step for step in steps if step[0] in ("open", "date", "title")]))
def test_no_date_and_no_title_moves_anybody(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    """Whatever dates and titles an evening is given after a list was imported, everybody is where they were."""
    folder = tmp_path_factory.mktemp("serata")
    with (
        create_evening(folder / "s.serata", find_template("carpi-2018-1")) as session,
        create_register(session, folder / "s.registro") as register,
    ):
        take(
            session,
            register,
            f"Nome,Cognome,Serata,Gruppo\nAnna,Rossi,8 gennaio,{CASA}\nBruno,Neri,8 gennaio,{CAREGIVER}\n"
            "Carla,Verdi,8 gennaio,\nDino,Galli,22 gennaio,\n",
        )
        before = places(session, register)
        play(session, register, steps)
        assert places(session, register) == before


def test_one_column_of_groups_for_all_evenings(evening: Session, register: Session, tmp_path: Path) -> None:
    """A group of this evening that a list says of all evenings asks nobody anything at another one, which has no such group."""
    take(evening, register, f'Nome,Cognome,Serate,Gruppo\nAnna,Rossi,"8 gennaio, 15 gennaio",{CASA}\n')
    with create_evening(tmp_path / "seconda.serata", find_template("carpi-2018-2")) as second:
        edit_evening(second, date="2018-01-15")
        assert places(second, register) == {"Anna Rossi": (True, "")}
        assert unmatched(register, second) == []


def test_an_evening_made_again_with_other_groups_asks(evening: Session, register: Session, tmp_path: Path) -> None:
    """Beside an evening made again without the group that people asked for, the group is asked about."""
    take(evening, register, f"Nome,Cognome,Gruppo\nAnna,Rossi,{CASA}\n")
    with create_evening(tmp_path / "di-nuovo.serata", find_template("carpi-2018-2")) as again:
        edit_evening(again, date="2018-01-08")
        assert unmatched(register, again) == [Words("group", CASA, 1)]


def test_what_was_explained_before_the_import_is_remembered(evening: Session, register: Session) -> None:
    """A group that somebody chose for words of a list is that of whoever says them, in this list and in the next ones."""
    path = evening.path.with_name("elenco.csv")
    path.write_text("Nome,Cognome,Gruppo\nAnna,Rossi,Casa di comunità\n", encoding="utf-8")
    setting, found = setting_of(evening, register), find_list(path)
    answers: Answers = {plan_list(setting, found).rows[0].row.key: Answer(group="B")}
    import_for_evening(evening, register, plan_list(setting, found, answers))
    take(evening, register, "Nome,Cognome,Gruppo\nBruno,Neri,casa di comunità\n")
    assert places(evening, register) == {"Anna Rossi": (True, "B"), "Bruno Neri": (True, "B")}
    assert unmatched(register, evening) == []
