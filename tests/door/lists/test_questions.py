"""What a list leaves to ask, and what an answer does to it."""

from __future__ import annotations

from pathlib import Path

from facilitatore.door.lists.match.answers import Answers
from facilitatore.door.lists.match.questions import with_choice, with_double, with_typed, without_answer
from facilitatore.door.lists.planning import FoundList, ImportPlan, Setting, find_list, plan_list

SETTING = Setting((("A", "Casa della salute"),), ("2018-01-08", "Domiciliarità"), ())
OFFICES = "Nominativo\nROSSI Anna CGIL\nVERDI Luca CISL\nNERI Sara UIL\nBianchi Ugo\n"


def found_in(folder: Path, text: str) -> FoundList:
    """Return a list with this text, read."""
    path = folder / "elenco.csv"
    path.write_text(text, encoding="utf-8")
    return find_list(path)


def names(plan: ImportPlan) -> list[tuple[str, str]]:
    """Return how the persons are called, who is in question standing as a question mark."""
    return [(v.row.first_name, v.row.family_name) if v.row.question is None else ("?", "") for v in plan.rows]


def answered(found: FoundList, answers: Answers) -> ImportPlan:
    """Return the plan after some answers."""
    return plan_list(SETTING, found, answers)


def test_names_written_alike_are_one_question(tmp_path: Path) -> None:
    """One answer is given at once to all rows that are written alike; the others are as they were."""
    found = found_in(tmp_path, OFFICES)
    plan = plan_list(SETTING, found)
    first, *others = plan.questions
    assert [question.row.row for question in plan.questions] == [2, 3, 4]
    assert all(question.alike == first.alike for question in others)
    rows = {row.key: row for row in plan.read}
    answers = with_choice(rows, {}, first, first.choices[0], alike=True)
    assert names(answered(found, answers)) == [
        ("Anna", "Rossi"),
        ("Luca", "Verdi"),
        ("Sara", "Neri"),
        ("Ugo", "Bianchi"),
    ]


def test_an_answer_for_one_row_alone(tmp_path: Path) -> None:
    """Without "all alike" the other rows stay open; what was answered can be taken back."""
    found = found_in(tmp_path, OFFICES)
    plan = plan_list(SETTING, found)
    rows = {row.key: row for row in plan.read}
    answers = with_choice(rows, {}, plan.questions[1], plan.questions[1].choices[0], alike=False)
    assert names(answered(found, answers))[:3] == [("?", ""), ("Luca", "Verdi"), ("?", "")]
    assert answered(found, answers).questions[1].answer is not None
    assert without_answer(answers, plan.questions[1], alike=False) == {}


def test_a_name_is_typed(tmp_path: Path) -> None:
    """Who knows better types the first name; the family name stays as it was read."""
    found = found_in(tmp_path, OFFICES)
    answers = with_typed({}, plan_list(SETTING, found).questions[0].row.key, "Annina", "Rossi")
    assert names(answered(found, answers))[0] == ("Annina", "Rossi")


def test_two_rows_are_one_person(tmp_path: Path) -> None:
    """A double is asked and enters once when it is one person, twice when they are two."""
    found = found_in(tmp_path, "Nome;Cognome\nGiovanna;Rossi\nGiovanni;Rossi\n")
    plan = plan_list(SETTING, found)
    (question,) = plan.questions
    assert question.kind == "double"
    one = answered(found, with_double({}, question, one=True))
    assert (one.writes, one.discarded) == (1, 1)
    two = answered(found, with_double({}, question, one=False))
    assert (two.writes, two.to_check) == (2, 0)
