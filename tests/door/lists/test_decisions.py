"""What a person decides about the rows of a list: it counts, it is remembered, it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitatore.door.lists.match.decisions import Act, Decision, decide, renamed
from facilitatore.door.lists.parse.rows import RowKey, Verdict
from facilitatore.door.lists.planning import ImportPlan, find_list, plan_list
from facilitatore.door.lists.write.importing import import_for_evening, setting_of
from facilitatore.door.people import read_persons
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session

LISTS = Path(__file__).parents[2] / "files" / "registrations"
Decisions = dict[RowKey, Decision]


class Desk:
    """A list being looked at, on an evening with its register."""

    def __init__(self, session: Session, register: Session, folder: Path) -> None:
        self.session, self.register, self.folder = session, register, folder
        self.path = folder / "elenco.csv"
        self.decisions: Decisions = {}

    def listed(self, text: str) -> Desk:
        """Look at a list with this text."""
        self.path.write_text(text, encoding="utf-8")
        self.decisions = {}
        return self

    def plan(self) -> ImportPlan:
        """Return what importing would do now."""
        return plan_list(setting_of(self.session, self.register), find_list(self.path), self.decisions)

    def verdict(self, row: int, part: int = 0) -> Verdict:
        """Return the verdict on a row."""
        return next(one for one in self.plan().rows if one.row.key == (row, part))

    def act(self, row: int, act: Act, part: int = 0) -> None:
        """Decide about a row."""
        verdict = self.verdict(row, part)
        self.decisions[row, part] = decide(verdict, self.decisions.get((row, part), Decision()), act)

    def take(self) -> None:
        """Import, and look at the same list again with fresh eyes."""
        import_for_evening(self.session, self.register, self.plan())
        self.decisions = {}

    def names(self) -> list[str]:
        """Return who is in the register."""
        return sorted(f"{person.first_name} {person.family_name}" for person in read_persons(self.register))

    def again(self) -> set[str]:
        """Return the verdicts of the same list a second time; nothing may be written."""
        plan = self.plan()
        assert plan.writes == 0, [(v.row.name, v.verdict, v.why, v.changes) for v in plan.rows]
        return {verdict.verdict for verdict in plan.rows}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Open an evening with an empty register."""
    session = create_evening(tmp_path / "s.serata", find_template("carpi-2018-1"))
    with session, create_register(session, tmp_path / "s.registro") as register:
        yield Desk(session, register, tmp_path)


def test_swap(desk: Desk) -> None:
    """A swapped row enters the right way round, and is known the next time."""
    desk.listed("Nome,Cognome\nRossi,Anna\nBianchi,Luca\n").act(2, "swap")
    desk.take()
    assert desk.names() == ["Anna Rossi", "Bianchi Luca"]
    assert desk.again() == {"same"}


def test_swap_twice(desk: Desk) -> None:
    """Swapping again takes it back."""
    desk.listed("Nome,Cognome\nRossi,Anna\n")
    desk.act(2, "swap")
    desk.act(2, "swap")
    assert desk.decisions[2, 0].empty


def test_same_person_as_another_row(desk: Desk) -> None:
    """Two rows joined are one person, with the contacts of both; the list changes nothing the next time."""
    desk.listed("Nome,Cognome,Email,Telefono\nGian Paolo,Dall'Olio,g@x.it,\nGiampaolo,Dallolio,,333111222\n")
    assert desk.verdict(3).why == "maybe_double"
    desk.act(3, "same")
    assert (desk.verdict(3).verdict, desk.verdict(3).why) == ("discarded", "joined")
    desk.take()
    (person,) = read_persons(desk.register)
    assert (person.first_name, person.email, person.phone) == ("Gian Paolo", "g@x.it", "333111222")
    assert desk.again() == {"same"}


def test_same_person_as_in_the_register(desk: Desk) -> None:
    """A row joined to a known person updates it, keeps its name and token, and is "same" the next time."""
    desk.listed("Nome,Cognome,Email\nMaria Grazia,De Luca,m@x.it\n").take()
    token = read_persons(desk.register)[0].token
    desk.listed("Nome,Cognome,Email,Gruppo\nMariagrazia,Deluca,altra@x.it,Casa della salute\n").act(2, "same")
    assert desk.verdict(2).why == "same_person"
    desk.take()
    (person,) = read_persons(desk.register)
    assert (person.first_name, person.email, person.token) == ("Maria Grazia", "altra@x.it", token)
    assert [one.group for one in person.registrations] == ["Casa della salute"]
    assert desk.again() == {"same"}


def test_two_persons(desk: Desk) -> None:
    """Two homonyms without contacts are two if somebody says so, also beside one who is known."""
    desk.listed("Nome,Cognome\nAnna,Rossi\n").take()
    desk.listed("Nome,Cognome\nAnna,Rossi\nAnna,Rossi\n")
    assert [v.verdict for v in desk.plan().rows] == ["same", "to_check"] or desk.plan().to_check == 2
    desk.act(2, "apart")
    desk.act(3, "apart")
    desk.take()
    assert desk.names() == ["Anna Rossi"] * 3
    assert desk.again() == {"same"}


def test_left_out(desk: Desk) -> None:
    """Who is left out does not come back by importing again, and can be taken in all the same."""
    desk.listed("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n").act(3, "leave")
    desk.take()
    assert desk.names() == ["Anna Rossi"]
    assert desk.verdict(3).why == "left_out_before"
    assert desk.again() == {"same", "discarded"}
    desk.act(3, "leave")
    assert desk.verdict(3).verdict == "new"
    desk.take()
    assert desk.names() == ["Anna Rossi", "Luca Verdi"]
    assert desk.register.things("left_out") == []
    assert desk.again() == {"same"}


def test_left_out_leaves_no_name(desk: Desk) -> None:
    """What the register keeps of somebody left out says nothing of who it was."""
    desk.listed("Nome,Cognome,Email\nAnna,Rossi,a@x.it\nLuca,Verdastri,verdastri@x.it\n").act(3, "leave")
    desk.take()
    (mark,) = desk.register.things("left_out")
    assert list(mark.fields) == ["mark"]
    assert len(mark.text("mark")) == 10
    data = desk.register.path.read_bytes().lower()
    assert b"verdastri" not in data


def test_cancelled_can_come_all_the_same(desk: Desk) -> None:
    """A row that the list calls off can be taken in; a row of totals cannot."""
    desk.listed("Nome,Cognome,Note\nAnna,Rossi,NON VIENE\nTOTALE,,1\n")
    desk.act(2, "leave")
    desk.act(3, "leave")
    assert [verdict.verdict for verdict in desk.plan().rows] == ["new", "discarded"]


def test_a_name_put_right(desk: Desk) -> None:
    """Somebody who knows the letter that was lost writes it; the broken name is known again the next time."""
    desk.listed("Nome,Cognome\nNicol?,Bondi\n")
    verdict = desk.verdict(2)
    assert verdict.why == "letters_lost"
    desk.decisions[2, 0] = renamed(verdict, Decision(), "Nicolò", "Bondi")
    assert desk.verdict(2).verdict == "new"
    desk.take()
    assert desk.names() == ["Nicolò Bondi"]
    assert desk.again() == {"same"}


def test_a_wrong_codec_is_proposed(desk: Desk) -> None:
    """UTF-8 read as something else is undone only when asked: the proposal is shown, not taken."""
    desk.listed("Nome,Cognome\nNICOLÃ²,ROSSI\n")
    assert (desk.verdict(2).row.first_name, desk.verdict(2).row.proposal) == ("NICOLÃ²", ("Nicolò", "Rossi"))
    desk.act(2, "propose")
    desk.take()
    assert desk.names() == ["Nicolò Rossi"]
    assert desk.again() == {"same"}


def test_looked_at(desk: Desk) -> None:
    """What is right as it is asks for no second look."""
    desk.listed("Nome e cognome\nAnna\n").act(2, "fine")
    assert desk.verdict(2).verdict == "new"


def test_chain(desk: Desk) -> None:
    """Three rows of one person, each said to be the one above, are one person."""
    desk.listed("Nome,Cognome,Telefono\nAnna Maria,Rossi,\nAnnamaria,Rosso,\nAnnamariа,Rosso,333111\n")
    desk.decisions = {(3, 0): Decision(same_as=(2, 0)), (4, 0): Decision(same_as=(3, 0))}
    desk.take()
    assert desk.names() == ["Anna Maria Rossi"]
    assert desk.again() == {"same"}


def test_a_circle_loses_nobody(desk: Desk) -> None:
    """Two rows each said to be the other are still somebody."""
    desk.listed("Nome,Cognome\nAnna,Rossi\nAnna,Rosso\n")
    desk.decisions = {(2, 0): Decision(same_as=(3, 0)), (3, 0): Decision(same_as=(2, 0))}
    desk.take()
    assert len(desk.names()) >= 1


def test_one_undo_takes_back_decisions_too(desk: Desk) -> None:
    """Persons, and what was remembered of those left out, go with one undo; the register stays, empty."""
    desk.listed("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n").act(3, "leave")
    desk.take()
    desk.register.undo()
    assert desk.names() == []
    assert desk.register.things("left_out") == []


ACTS = st.dictionaries(
    st.tuples(st.integers(2, 30), st.integers(0, 1)),
    st.lists(st.sampled_from(["swap", "same", "apart", "fine", "propose", "leave"]), min_size=1, max_size=3),
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, number=st.integers(0, 5))
def test_any_decisions(desk: Desk, acts: dict[RowKey, list[Act]], number: int) -> None:
    """Whatever is decided about the real lists, nobody else is lost, and the same list again changes nothing."""
    while desk.register.undo() is not None:
        pass
    desk.decisions = {}
    desk.path = sorted(LISTS.glob("*.csv"))[number]
    listed = desk.plan().rows
    keys = {v.row.key for v in listed}
    before = {v.row.key for v in listed if v.verdict != "discarded"}
    for row, part in sorted(acts.keys() & keys):
        for act in acts[row, part]:
            desk.act(row, act, part)
    plan = desk.plan()
    gone = {v.row.key for v in plan.rows if v.verdict == "discarded"}
    explained = {v.row.key for v in plan.rows if v.why in ("left_out", "joined")}
    assert before & gone <= explained
    people = sum(1 for v in plan.rows if v.verdict in ("new", "to_check"))
    desk.take()
    assert len(desk.names()) == people
    assert desk.again() <= {"same", "discarded"}
