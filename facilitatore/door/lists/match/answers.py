"""What people answer about single rows of a list before it is written, and how that changes the rows.

Answers hold for the rows as the list has them, and are applied each time the list is looked at again, so that any of them can
be taken back, in any order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from facilitatore.door.lists.parse.rows import Row, RowKey
from facilitatore.door.names import MAX_NAME, clean_name

CAN_COME_BACK: Final = frozenset({"waiting", "cancelled", "declined", "unfinished", "left_out"})
"""Reasons for leaving a row out that a person may overrule; a total or an empty row is nobody."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said about one row."""

    people: tuple[tuple[str, str], ...] = ()
    """First and family name of who the row is, or of each of several persons; empty: nothing was said."""
    same_as: str | RowKey | None = None
    """The same person as one of the register (its id), or as another row of the list."""
    apart: bool = False
    """A person of its own, whoever it looks like."""
    left_out: bool = False
    taken: bool = False
    """Imported although the list says otherwise: on the waiting list, cancelled, not coming."""
    group: str | None = None
    """The key of the group that the list means with words of its own."""


Answers = Mapping[RowKey, Answer]
_NOTHING: Final = Answer()


def answered(rows: Sequence[Row], answers: Answers) -> list[Row]:
    """Return the rows as they are after what was answered about their names, and about who is left out.

    A row of several persons becomes one for each; those after the first follow the persons that the line has already.
    """
    if not answers:
        return list(rows)
    parts: dict[int, int] = {}
    for row in rows:
        parts[row.row] = max(parts.get(row.row, 0), row.part + 1)
    found: list[Row] = []
    for row in rows:
        answer = answers.get(row.key, _NOTHING)
        found.append(_answered(row, answer, answer.people[:1]))
        for person in answer.people[1:]:
            found.append(dataclasses.replace(_answered(row, answer, (person,)), part=parts[row.row]))
            parts[row.row] += 1
    return found


def _answered(row: Row, answer: Answer, person: tuple[tuple[str, str], ...]) -> Row:
    if answer.left_out:
        return dataclasses.replace(row, discarded="left_out", problem=None, question=None)
    discarded = None if answer.taken and row.discarded in CAN_COME_BACK else row.discarded
    row = dataclasses.replace(row, discarded=discarded)
    if answer.group is not None:
        problem = None if row.problem == "unknown_group" else row.problem
        row = dataclasses.replace(row, group_key=answer.group, problem=problem)
    if not person:
        return row
    first, family = (clean_name(part)[:MAX_NAME] for part in person[0])
    problem = None if row.question is not None and row.problem == row.question.why else row.problem
    return dataclasses.replace(row, first_name=first, family_name=family, question=None, problem=problem)


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows after joining: who counts, and which of them are said to be a person of the register."""

    rows: list[Row]
    persons: dict[RowKey, str]
    """The known person of a row, as somebody said."""
    also_listed: dict[RowKey, tuple[str, ...]]
    """How the list wrote those that were joined into a row."""
    targets: dict[RowKey, RowKey]
    """The row that a joined one went into."""


def join(rows: Sequence[Row], answers: Answers) -> Joined:
    """Put the rows that are one person together: the first keeps its name, the last answer counts for the evening."""
    places = {row.key: place for place, row in enumerate(rows)}
    result = list(rows)
    joined = Joined(result, {}, {}, {})
    for row in rows:
        target = _target(row.key, answers)
        if row.discarded or target is None:
            continue
        if isinstance(target, str):
            joined.persons[row.key] = target
            continue
        place = places.get(target)
        if place is None or target == row.key or result[place].discarded:
            continue
        result[place] = _merged(result[place], row)
        result[places[row.key]] = dataclasses.replace(row, discarded="joined", problem=None, question=None)
        joined.also_listed[target] = (*joined.also_listed.get(target, (result[place].listed,)), row.listed)
        joined.targets[row.key] = target
    return joined


def _target(key: RowKey, answers: Answers) -> str | RowKey | None:
    """Follow "the same as that one, which is the same as …" to its end; a circle ends where it began to turn."""
    seen = {key}
    target = answers.get(key, _NOTHING).same_as
    while isinstance(target, tuple) and target not in seen:
        seen.add(target)
        further = answers.get(target, _NOTHING).same_as
        if further is None or further in seen:
            break
        target = further
    return None if target == key else target


def _merged(kept: Row, other: Row) -> Row:
    """Return `kept` with what only `other` says; of two answers about the evening the later one counts."""
    later = other if comes_after(other, kept) else kept
    speaks = later if later.attends is not None or later.group_key is not None else kept
    return dataclasses.replace(
        kept,
        email=kept.email or other.email,
        phone=kept.phone or other.phone,
        note=kept.note or other.note,
        attends=speaks.attends,
        group_key=speaks.group_key,
        group_said=speaks.group_said,
        elsewhere=tuple(dict.fromkeys((*kept.elsewhere, *other.elsewhere))),
        sent=later.sent,
    )


def comes_after(one: Row, other: Row) -> bool:
    """Tell whether one answer came after the other, by its moment or else by its place in the list."""
    if one.sent is not None and other.sent is not None and one.sent != other.sent:
        return one.sent > other.sent
    return one.key > other.key
