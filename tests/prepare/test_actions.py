"""Preparing an evening: every change is kept, refused with a reason, or taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from facilitatore.errors import BadValue, Problem, Unknown
from facilitatore.prepare import actions
from facilitatore.prepare.evening import (
    find_group,
    read_evening,
    read_ground_rules,
    read_groups,
    read_phases,
    read_questions,
)
from facilitatore.session import Session, edit

STRANGE = "<b>Casa</b> =cmd|' /C calc'!A0"


def group_a(session: Session) -> str:
    """Return the id of group A."""
    return find_group(session, "A").id


def everything(session: Session) -> object:
    """Return all that was prepared."""
    return (
        read_evening(session),
        read_groups(session),
        read_questions(session),
        read_phases(session),
        read_ground_rules(session),
    )


CHANGES: dict[str, Callable[[Session], object]] = {
    "edit_evening": lambda s: actions.edit_evening(s, title="Altra serata"),
    "add_group": lambda s: actions.add_group(s, title="Quarto gruppo"),
    "edit_group": lambda s: actions.edit_group(s, group_a(s), room="Palestra", capacity=None),
    "remove_group": lambda s: actions.remove_prepared(s, group_a(s)),
    "add_question": lambda s: actions.add_question(s, group=group_a(s), text="E domani?"),
    "edit_question": lambda s: actions.edit_question(s, read_questions(s)[0].id, text="E poi?"),
    "remove_guiding_question": lambda s: actions.remove_prepared(s, read_questions(s)[0].id),
    "add_phase": lambda s: actions.add_phase(s, group=None, title="Pausa"),
    "edit_phase": lambda s: actions.edit_phase(s, read_phases(s)[0].id, minutes=20),
    "move_phase": lambda s: actions.move_phase(s, read_phases(s, group_a(s))[0].id, 2),
    "remove_phase": lambda s: actions.remove_prepared(s, read_phases(s)[0].id),
    "add_rule": lambda s: actions.add_rule(s, text="Si ride"),
    "edit_rule": lambda s: actions.edit_rule(s, read_ground_rules(s)[0].id, text="Si ascolta"),
    "move_rule": lambda s: actions.move_rule(s, read_ground_rules(s)[0].id, 3),
    "remove_ground_rule": lambda s: actions.remove_prepared(s, read_ground_rules(s)[0].id),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_one_step_that_can_be_taken_back(evening: Session, name: str) -> None:
    """Undo brings back exactly what was there, redo exactly what was done; the step is called by its name."""
    before = everything(evening)
    CHANGES[name](evening)
    after = everything(evening)
    assert evening.undo_action == name
    evening.undo()
    undone = everything(evening)
    evening.redo()
    assert (after != before, undone == before, everything(evening) == after) == (True, True, True)


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_on_the_disk(evening: Session, name: str) -> None:
    """What is read after opening the file again is what was seen."""
    CHANGES[name](evening)
    after = everything(evening)
    evening.close()
    with Session.open(evening.path) as again:
        assert everything(again) == after


REFUSED: dict[str, Callable[[Session], object]] = {
    "a date that is none": lambda s: actions.edit_evening(s, date="8 gennaio"),
    "an end before the beginning": lambda s: actions.edit_evening(s, starts_at="20:30", ends_at="18"),
    "a beginning after the end that is there": lambda s: actions.edit_evening(s, starts_at="23:30"),
    "no time at all": lambda s: actions.edit_evening(s, ends_at=""),
    "a time that is none": lambda s: actions.edit_evening(s, starts_at="25:00"),
    "a group without title": lambda s: actions.add_group(s, title=" \u200b "),
    "a title taken away": lambda s: actions.edit_group(s, group_a(s), title=""),
    "no places": lambda s: actions.edit_group(s, group_a(s), capacity=0),
    "half a place": lambda s: actions.edit_group(s, group_a(s), capacity=2.5),
    "a place that is true": lambda s: actions.edit_group(s, group_a(s), capacity=True),
    "a question without text": lambda s: actions.add_question(s, group=group_a(s), text=""),
    "an unknown technique": lambda s: actions.add_question(s, group=group_a(s), text="E?", technique="magia"),
    "negative minutes": lambda s: actions.add_phase(s, group=None, title="Pausa", minutes=-1),
    "eleven hours": lambda s: actions.add_phase(s, group=None, title="Pausa", minutes=660),
    "a phase without title": lambda s: actions.add_phase(s, group=None, title="\n"),
    "a rule without text": lambda s: actions.add_rule(s, text="\u202e"),
    "a rule that is not there": lambda s: actions.edit_rule(s, "ff" * 16, text="Si ride"),
    "a group given as a rule": lambda s: actions.edit_rule(s, group_a(s), text="Si ride"),
    "removing the evening itself": lambda s: actions.remove_prepared(s, s.id),
    "removing what is not there": lambda s: actions.remove_prepared(s, "ff" * 16),
    "a text of two million letters": lambda s: actions.add_rule(s, text="a" * 2_000_000),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_changes(evening: Session, name: str) -> None:
    """The problem is one of ours, and neither the facts nor the steps change."""
    before = evening.fingerprint()
    with pytest.raises(Problem):
        REFUSED[name](evening)
    assert (evening.fingerprint(), evening.undo_action) == (before, None)


def test_a_change_that_changes_nothing_writes_nothing(evening: Session) -> None:
    """Leaving a field as it was is no fact and no step."""
    before = evening.fact_count
    actions.edit_evening(evening, title=read_evening(evening).title)
    assert (evening.fact_count, evening.undo_action) == (before, None)


def test_a_time_written_with_a_dot_is_understood(evening: Session) -> None:
    """Italians write 21.15."""
    actions.edit_evening(evening, starts_at="9.05", ends_at="21.15")
    assert (read_evening(evening).starts_at, read_evening(evening).ends_at) == ("09:05", "21:15")


def test_the_other_hour_is_not_judged_if_it_cannot_be_read(evening: Session) -> None:
    """What a stranger's file has for the beginning keeps nobody from writing the end."""
    evening.record("x", edit(evening.things("evening")[0], starts_at="boh"))
    actions.edit_evening(evening, ends_at="23")
    assert read_evening(evening).ends_at == "23:00"


def test_a_new_group_takes_the_first_free_letter(evening: Session) -> None:
    """The letter of a removed group is given again."""
    actions.remove_prepared(evening, find_group(evening, "B").id)
    actions.add_group(evening, title="Nuovo")
    actions.add_group(evening, title="Nuovissimo")
    assert [(group.key, group.title) for group in read_groups(evening)][1::2] == [("B", "Nuovo"), ("D", "Nuovissimo")]


def test_after_z_there_is_no_letter_left(evening: Session) -> None:
    """The twenty-seventh group is refused."""
    for number in range(23):
        actions.add_group(evening, title=f"Gruppo {number}")
    with pytest.raises(BadValue):
        actions.add_group(evening, title="Uno di troppo")


def test_a_new_question_takes_the_next_number(evening: Session) -> None:
    """Questions of other groups do not count."""
    actions.add_question(evening, group=group_a(evening), text="E domani?")
    assert [question.number for question in read_questions(evening, group_a(evening))] == [1, 2, 3, 4, 5]


def test_removing_a_group_keeps_its_questions(evening: Session) -> None:
    """What refers to a removed group is not lost: undo, or another laptop, may bring the group back."""
    before = len(read_questions(evening))
    actions.remove_prepared(evening, group_a(evening))
    assert len(read_questions(evening)) == before


@pytest.mark.parametrize(("by", "place"), [(-99, 0), (-1, 3), (1, 5), (99, 9)])
def test_a_phase_moves_among_those_of_its_group(evening: Session, by: int, place: int) -> None:
    """Up, down, and no further than the ends; the other groups' run sheets stay."""
    own = read_phases(evening, group_a(evening))
    others = read_phases(evening, find_group(evening, "B").id)
    actions.move_phase(evening, own[4].id, by)
    moved = read_phases(evening, group_a(evening))
    assert [phase.id for phase in moved].index(own[4].id) == place
    assert sorted(phase.id for phase in moved) == sorted(phase.id for phase in own)
    assert read_phases(evening, find_group(evening, "B").id) == others


@pytest.mark.parametrize("place", [0, 2, 4, 99])
def test_a_rule_moves_to_a_place(evening: Session, place: int) -> None:
    """Rules are put in order by their place, and none gets lost."""
    first = read_ground_rules(evening)[0]
    actions.move_rule(evening, first.id, place)
    rules = read_ground_rules(evening)
    assert rules.index(first) == min(place, 4)
    assert len(rules) == 5


def test_markup_is_kept_as_text_and_direction_marks_go(evening: Session) -> None:
    """Nothing that is typed is interpreted; what no reader sees is left out."""
    actions.edit_group(evening, group_a(evening), title=f"\u202e{STRANGE}\x1b\x00")
    assert find_group(evening, "A").title == STRANGE


def test_who_removed_a_question_meanwhile_is_noticed(evening: Session) -> None:
    """Editing what was removed is refused as unknown."""
    question = read_questions(evening)[0].id
    actions.remove_prepared(evening, question)
    with pytest.raises(Unknown):
        actions.edit_question(evening, question, text="E poi?")


def test_a_foreign_file_with_nonsense_in_its_fields_can_be_read(evening: Session) -> None:
    """A number where a text belongs, or a list, reads as nothing instead of failing."""
    phase = evening.things("phase")[0]
    evening.record("nonsense", edit(phase, title=7, minutes=["x"], leader=None, question={"a": 1}))
    read = next(one for one in read_phases(evening) if one.id == phase.id)
    assert (read.title, read.minutes, read.leader, read.question) == ("", 0, "", None)
