"""The evenings to start from are those of the source texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.errors import BadValue, FileExists, Unknown
from facilitatore.prepare.evening import (
    find_group,
    read_evening,
    read_ground_rules,
    read_groups,
    read_phases,
    read_questions,
)
from facilitatore.prepare.model import TECHNIQUES
from facilitatore.prepare.run_sheet import duration_minutes, plan_times
from facilitatore.prepare.templates import create_evening, find_template, read_templates
from facilitatore.session import Session

CALENDAR = {
    "carpi-2018-1": (
        "2018-01-08",
        "Domiciliarità e prossimità",
        "Casa della salute",
        "Riconoscimento ruolo caregiver",
        "Progetto di vita, vita indipendente, dopo di noi",
    ),
    "carpi-2018-2": (
        "2018-01-15",
        "Prevenzione disuguaglianze, promozione della salute",
        "Sostegno alla genitorialità",
        "Innovazione rete per anziani nell'ambito del FRNA",
        "Sostegno all'inclusione delle persone straniere neo-arrivate",
    ),
    "carpi-2018-3": (
        "2018-01-22",
        "Prevenzione disuguaglianze, promozione della salute",
        "Contrasto dell'esclusione sociale: accesso ai beni di prima necessità",
        "Contrasto dell'esclusione sociale: le misure a contrasto della crisi",
        "Pari opportunità e valorizzazione differenze di genere, intergenerazionali, interculturali e delle abilità",
    ),
    "carpi-2018-4": (
        "2018-01-29",
        "Promozione autonomia",
        "Misure a contrasto della povertà (SIA/REI, RES)",
        "Avvicinamento al lavoro per le persone fragili e vulnerabili (LR 14/2015)",
        "La casa come fattore di inclusione e benessere sociale",
    ),
}
"""The calendar of the source text: date, common goal, and the three groups of each evening."""

KEYS = [*CALENDAR, "vuota"]


def created(tmp_path: Path, key: str) -> Session:
    """Create an evening from a template."""
    return create_evening(tmp_path / "serata.serata", find_template(key))


def test_there_are_four_evenings_and_an_empty_one() -> None:
    """The templates are listed in the order of the calendar, the empty one last."""
    assert [template.key for template in read_templates()] == KEYS


@pytest.mark.parametrize("key", CALENDAR)
def test_an_evening_has_the_groups_of_the_source_text(tmp_path: Path, key: str) -> None:
    """Date, goal and titles of the groups are word for word those of the Piano di zona."""
    with created(tmp_path, key) as session:
        evening = read_evening(session)
        found = (evening.date, evening.theme, *(group.title for group in read_groups(session)))
    assert found == CALENDAR[key]


@pytest.mark.parametrize("key", KEYS)
def test_the_run_sheet_of_every_group_fills_the_evening(tmp_path: Path, key: str) -> None:
    """The minutes of the phases add up to the time between beginning and end, and end when the evening does."""
    with created(tmp_path, key) as session:
        evening = read_evening(session)
        for group in read_groups(session):
            phases = read_phases(session, group.id)
            assert sum(phase.minutes for phase in phases) == duration_minutes(evening.starts_at, evening.ends_at)
            assert plan_times(phases, evening.starts_at)[-1].ends_at == evening.ends_at


@pytest.mark.parametrize("key", KEYS)
def test_every_phase_and_question_is_complete(tmp_path: Path, key: str) -> None:
    """Every technique is a known one, and a phase that names a question names one of its own group."""
    with created(tmp_path, key) as session:
        for group in read_groups(session):
            own = {question.id for question in read_questions(session, group.id)}
            phases = read_phases(session, group.id)
            assert own
            assert {phase.question for phase in phases} - {None} <= own
            assert {phase.technique for phase in phases} <= set(TECHNIQUES)
            assert all(phase.title for phase in phases)


@pytest.mark.parametrize("key", KEYS)
def test_the_five_rules_are_in_every_evening(tmp_path: Path, key: str) -> None:
    """Telephones, short interventions, no moon asked for, no retort, citizens: in this order."""
    with created(tmp_path, key) as session:
        rules = [rule.text for rule in read_ground_rules(session)]
    words = ("telefoni", "interventi brevi", "criticità", "botta e risposta", "cittadini")
    assert [word in rule for word, rule in zip(words, rules, strict=True)] == [True] * 5


@pytest.mark.parametrize("key", CALENDAR)
def test_groups_are_led_by_two_people_without_a_name(tmp_path: Path, key: str) -> None:
    """Each group has a pair, an administrator and a technician, told by their job."""
    with created(tmp_path, key) as session:
        pairs = [group.facilitators for group in read_groups(session)]
    assert [len(pair) for pair in pairs] == [2, 2, 2]
    assert all("assessor" in first for first, _ in pairs)


def test_an_empty_evening_is_for_today(tmp_path: Path) -> None:
    """Without a date of its own an evening gets a date."""
    with created(tmp_path, "vuota") as session:
        assert len(read_evening(session).date) == len("2018-01-08")


def test_a_new_evening_has_nothing_to_undo(tmp_path: Path) -> None:
    """What an evening starts with is no step."""
    with created(tmp_path, "vuota") as session:
        assert session.undo_action is None


def test_the_same_template_makes_two_different_evenings(tmp_path: Path) -> None:
    """Evenings made from one template cannot be taken for copies of each other."""
    with created(tmp_path, "vuota") as one, create_evening(tmp_path / "b.serata", find_template("vuota")) as other:
        assert one.id != other.id


def test_an_unknown_template_names_those_there_are() -> None:
    """Whoever mistypes a key is shown the keys."""
    with pytest.raises(Unknown) as caught:
        find_template("carpi")
    assert list(caught.value.known) == KEYS


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """Creating on top of a file is refused, and the file stays as it was."""
    path = tmp_path / "serata.serata"
    path.write_bytes(b"appunti")
    with pytest.raises(FileExists):
        create_evening(path, find_template("vuota"))
    assert path.read_bytes() == b"appunti"


@pytest.mark.parametrize("name", ["b", "B", " riconoscimento ruolo CAREGIVER ", "caregiver"])
def test_a_group_is_found_by_letter_or_title(evening: Session, name: str) -> None:
    """Small or capital, letter, title or short title."""
    assert find_group(evening, name).key == "B"


def test_an_unknown_group_names_those_there_are(evening: Session) -> None:
    """Whoever mistypes a group is shown letters and titles."""
    with pytest.raises(Unknown) as caught:
        find_group(evening, "Z")
    assert caught.value.known[0] == "A (Casa della salute)"


def test_names_are_kept_until_a_chosen_day(tmp_path: Path) -> None:
    """Chosen when the evening is made; nobody else's template changes."""
    template = find_template("carpi-2018-1")
    with create_evening(tmp_path / "a.serata", template, keep_until="2018-02-28") as session:
        assert read_evening(session).keep_until == "2018-02-28"
    with create_evening(tmp_path / "b.serata", template) as session:
        assert read_evening(session).keep_until == ""


@pytest.mark.parametrize("wanted", ["2018-01-07", "domani"])
def test_an_impossible_day_makes_no_evening(tmp_path: Path, wanted: str) -> None:
    """Before the evening, or no date at all: no file is there."""
    with pytest.raises(BadValue):
        create_evening(tmp_path / "a.serata", find_template("carpi-2018-1"), keep_until=wanted)
    assert list(tmp_path.glob("*.serata")) == []
