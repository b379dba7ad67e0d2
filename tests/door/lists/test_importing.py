"""Promises of taking a registration list into the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from facilitatore.door.actions import answer_name
from facilitatore.door.lists.match.questions import with_people
from facilitatore.door.lists.planning import ImportPlan, find_list, plan_list
from facilitatore.door.lists.write.importing import import_for_evening, plan_import, setting_of
from facilitatore.door.people import read_expected, read_persons
from facilitatore.errors import BadList
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.session import Change, Session

FORM = """Informazioni cronologiche,Nome,Cognome,E-mail,A quali serate vuoi partecipare?
01/01/2018 10.00.00,Anna,Rossi,anna@example.org,"8 gennaio - Domiciliarità, 15 gennaio - Prevenzione"
01/01/2018 10.01.00,Bruno,Bianchi,bruno@example.org,15 gennaio - Prevenzione
01/01/2018 10.02.00,Carla,Verdi,carla@example.org,8 gennaio - Domiciliarità
"""
LISTS = sorted((Path(__file__).parents[2] / "files" / "registrations").glob("*.csv"))
"""What Google (two ways), Microsoft Forms, Eventbrite, LimeSurvey and a secretary's sheet give back."""


@dataclass
class Door:
    """An evening with its register."""

    session: Session
    register: Session
    folder: Path

    def plan(self, text: str) -> ImportPlan:
        """Plan the import of a list with this text."""
        path = self.folder / "elenco.csv"
        path.write_text(text, encoding="utf-8")
        return plan_import(self.session, self.register, path)

    def take(self, plan: ImportPlan) -> Change:
        """Import a plan."""
        return import_for_evening(self.session, self.register, plan)

    def attending(self) -> dict[str, bool | None]:
        """Return whether each person attends, by first name."""
        lines = read_expected(self.session, self.register)
        return {line.person.first_name: line.attends for line in lines if line.person}


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """Open the first evening of Carpi with an empty register."""
    session = create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1"))
    with session, create_register(session, tmp_path / "serata.registro") as register:
        yield Door(session, register, tmp_path)


def test_plan_writes_nothing(door: Door) -> None:
    """Planning an import writes neither to the register nor to the evening."""
    before = door.register.fact_count, door.session.fact_count
    plan = door.plan(FORM)
    assert (plan.new, plan.same, plan.updated, plan.to_check, plan.discarded) == (3, 0, 0, 0, 0)
    assert (door.register.fact_count, door.session.fact_count) == before


def test_plan_needs_no_register(door: Door) -> None:
    """A list can be looked at before there is a register."""
    path = resource_path("sample", "people.csv")
    assert plan_import(door.session, None, path).new == 62


def test_one_undo(door: Door) -> None:
    """One undo takes a whole import back."""
    door.take(door.plan(FORM))
    assert len(read_persons(door.register)) == 3
    door.register.undo()
    assert read_persons(door.register) == []


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_twice_is_once(door: Door, path: Path) -> None:
    """Importing a list of any maker again writes nothing, and nobody is new."""
    door.take(plan_import(door.session, door.register, path))
    facts = door.register.fact_count
    again = plan_import(door.session, door.register, path)
    assert (again.new, again.updated, again.to_check, again.writes) == (0, 0, 0, 0)
    assert door.take(again).ids == ()
    assert door.register.fact_count == facts > 1


def test_sample_twice(door: Door) -> None:
    """The bundled list of people is imported once, whatever the number of times."""
    path = resource_path("sample", "people.csv")
    for _ in range(2):
        door.take(plan_import(door.session, door.register, path))
    assert len(read_persons(door.register)) == 62
    assert plan_import(door.session, door.register, path).same == 62


def test_sample_groups(door: Door) -> None:
    """A list with a column of groups registers people for this evening and their group."""
    door.take(plan_import(door.session, door.register, resource_path("sample", "people.csv")))
    keys = {group.id: group.key for group in read_groups(door.session)}
    chosen = [keys[line.group] for line in read_expected(door.session, door.register) if line.group]
    assert set(chosen) == {"A", "B", "C"}
    assert all(line.attends for line in read_expected(door.session, door.register) if line.group)


def test_who_attends(door: Door) -> None:
    """Who chose another evening is known, and not expected at this one."""
    door.take(door.plan(FORM))
    assert door.attending() == {"Anna": True, "Bruno": False, "Carla": True}


def test_other_evenings_stay(door: Door) -> None:
    """The registration for another evening stays when a list speaks of this one."""
    door.take(door.plan(FORM))
    with create_evening(door.folder / "altra.serata", find_template("carpi-2018-1")) as other:
        edit_evening(other, date="2018-01-15", theme="Prevenzione")
        second = Door(other, door.register, door.folder)
        second.take(second.plan(FORM))
        assert second.attending() == {"Anna": True, "Bruno": True, "Carla": False}
    assert door.attending() == {"Anna": True, "Bruno": False, "Carla": True}


def test_new_contacts(door: Door) -> None:
    """A new telephone is written on the person who is there already."""
    door.take(door.plan("Nome,Cognome,Email,Telefono\nAnna,Rossi,anna@example.org,3330000001\n"))
    before = read_persons(door.register)[0]
    plan = door.plan("Nome,Cognome,Email,Telefono\nAnna,Rossi,anna@example.org,3330000002\n")
    assert plan.updated == 1
    door.take(plan)
    (after,) = read_persons(door.register)
    assert (after.id, after.token, after.phone) == (before.id, before.token, "3330000002")


def test_group_is_kept(door: Door) -> None:
    """A list that says nothing of groups leaves the group that was chosen before."""
    door.take(door.plan("Nome,Cognome,Email,Gruppo\nAnna,Rossi,anna@example.org,Casa della salute\n"))
    door.take(door.plan(FORM))
    anna = next(person for person in read_persons(door.register) if person.first_name == "Anna")
    assert ("2018-01-08", "Casa della salute") in [(one.evening, one.group) for one in anna.registrations]


def test_to_check_comes_too(door: Door) -> None:
    """Rows that somebody should look at are imported, discarded ones are not."""
    plan = plan_import(door.session, door.register, LISTS[-1])
    assert plan.to_check > 0 < plan.discarded
    door.take(plan)
    assert len(read_persons(door.register)) == plan.new + plan.to_check


def test_tokens_differ(door: Door) -> None:
    """Each person gets a token of their own."""
    door.take(door.plan(FORM))
    assert len({person.token for person in read_persons(door.register)}) == 3


def test_no_surname_on_badges(door: Door) -> None:
    """The badge name of an imported person is the first name."""
    door.take(door.plan(FORM))
    assert [person.badge_name for person in read_persons(door.register)] == ["Bruno", "Anna", "Carla"]


def test_surnames_stay_in_the_register(door: Door) -> None:
    """Importing a list leaves the evening as it was."""
    before = door.session.fingerprint()
    door.take(door.plan(FORM))
    assert door.session.fingerprint() == before


def test_a_bad_list(door: Door) -> None:
    """A file that is no list is refused with the reason."""
    with pytest.raises(BadList):
        door.plan("")


KNOWN = "Nome;Cognome;E-mail\nAnna;Bianchi;a@x.it\n"
IN_QUESTION = "Nominativo;E-mail\nBianchi Anna AUSL;a@x.it\nLuca Verdi;l@x.it\nRossi Sara e Ugo;s@x.it\n"


def test_a_name_in_question_has_no_badge(door: Door) -> None:
    """The register keeps what is written and the choices; nothing stands for the badge until somebody answers."""
    door.take(door.plan(IN_QUESTION))
    asked = next(person for person in read_persons(door.register) if person.email == "a@x.it")
    assert asked.question is not None
    assert asked.question.written == "Bianchi Anna AUSL"
    assert asked.question.choices[0] == ("Anna", "Bianchi")
    assert (asked.first_name, asked.family_name, asked.badge_name) == ("Anna", "Bianchi", "")
    sure = next(person for person in read_persons(door.register) if person.email == "l@x.it")
    assert (sure.question, sure.badge_name) == (None, "Luca")


def test_an_answer_stays_when_the_list_comes_again(door: Door) -> None:
    """Whatever was answered at the desk, the list that asked finds its person, and adds nobody."""
    door.take(door.plan(IN_QUESTION))
    asked = next(person for person in read_persons(door.register) if person.email == "a@x.it")
    answer_name(door.register, asked.id, first="Annina", family="Bianchi Verdi")
    again = door.plan(IN_QUESTION)
    assert (again.new, again.to_check, again.updated, again.same) == (0, 0, 0, 3)
    named = next(person for person in read_persons(door.register) if person.id == asked.id)
    assert (named.badge_name, named.family_name, named.question) == ("Annina", "Bianchi Verdi", None)


def test_a_list_that_knows_answers_the_question(door: Door) -> None:
    """The same person in two columns, in a later list, is no question any more."""
    door.take(door.plan(IN_QUESTION))
    plan = door.plan(KNOWN)
    assert (plan.new, plan.updated, plan.rows[0].why) == (0, 1, "new_name")
    door.take(plan)
    named = next(person for person in read_persons(door.register) if person.email == "a@x.it")
    assert (named.badge_name, named.question) == ("Anna", None)
    assert door.plan(KNOWN).same == 1


def test_two_persons_of_a_cell_are_two_when_somebody_says_so(door: Door) -> None:
    """An answer makes two persons of one row; the same list adds nobody afterwards, answered or not."""
    door.plan(IN_QUESTION)
    found, setting = find_list(door.folder / "elenco.csv"), setting_of(door.session, door.register)
    plan = plan_list(setting, found)
    (two,) = (question for question in plan.questions if question.several)
    plan = plan_list(setting, found, with_people({}, two))
    assert [v.row.first_name for v in plan.rows if v.row.row == 4] == ["Sara", "Ugo"]
    door.take(plan)
    assert len(read_persons(door.register)) == 4
    assert door.plan(IN_QUESTION).new == 0
