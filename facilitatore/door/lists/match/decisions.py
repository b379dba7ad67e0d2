"""What a person decides about single rows of a list, before anything is written.

A decision is about a row as the list has it; all of them together are applied each time the list is looked at again, so
that any of them can be taken back, in any order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from facilitatore.door.lists.parse.rows import Row, RowKey, Verdict
from facilitatore.door.names import MAX_NAME, clean_name

NAME_PROBLEMS: Final = frozenset(
    {"split_unsure", "one_word", "no_first_name", "letters_lost", "odd_name", "several_people", "maybe_whole_name"}
    | {"maybe_swapped", "long_name"}
)
"""Problems that somebody who put the name right, or swapped it, has looked at."""

CAN_COME_BACK: Final = frozenset({"cancelled", "unfinished", "not_coming", "left_out", "left_out_before"})
"""Reasons for leaving a row out that a person may overrule; a total or an empty row is nobody."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one row."""

    swapped: bool = False
    """First and family name change places."""
    name: tuple[str, str] | None = None
    """First and family name as somebody typed them; they count before `swapped`."""
    same_as: str | RowKey | None = None
    """The same person as one of the register (its id), or as another row of the list."""
    apart: bool = False
    """A person of its own, whoever it looks like."""
    left_out: bool = False
    taken: bool = False
    """Imported although the list says otherwise: cancelled, not coming, left out the last time."""
    looked_at: bool = False
    """Right as it is."""

    @property
    def empty(self) -> bool:
        """Whether nothing is decided."""
        return self == Decision()


Decisions = Mapping[RowKey, Decision]

Act = Literal["swap", "same", "apart", "fine", "propose", "leave"]
"""What a person can do about a row; doing it again takes it back."""


def possible(verdict: Verdict, decision: Decision) -> frozenset[Act]:
    """Return what can be done about a row, or taken back."""
    row, acts = verdict.row, set[Act]()
    out = row.discarded is not None
    if not out or row.discarded in CAN_COME_BACK:
        acts.add("leave")
    if not out:
        acts.add("swap")
    if decision.same_as is not None or (not out and verdict.person is None and verdict.double is not None):
        acts.add("same")
    if decision.apart or decision.same_as is not None or (not out and verdict.double is not None):
        acts.add("apart")
    if decision.looked_at or verdict.verdict == "to_check":
        acts.add("fine")
    if not out and row.proposal is not None:
        acts.add("propose")
    return frozenset(acts)


def decide(verdict: Verdict, decision: Decision, act: Act) -> Decision:
    """Return the decision after one more act; an act that is not `possible` changes nothing."""
    if act not in possible(verdict, decision):
        return decision
    change = dataclasses.replace
    if act == "swap":
        return change(decision, swapped=not decision.swapped)
    if act == "same":
        other = None if decision.same_as is not None else verdict.double
        return change(decision, same_as=other, apart=False)
    if act == "apart":
        return change(decision, apart=not decision.apart, same_as=None)
    if act == "fine":
        return change(decision, looked_at=not decision.looked_at)
    if act == "propose":
        return change(decision, name=None if decision.name == verdict.row.proposal else verdict.row.proposal)
    if decision.left_out or decision.taken:
        return change(decision, left_out=False, taken=False)
    out = verdict.row.discarded is not None
    return change(decision, left_out=not out, taken=out)


def renamed(verdict: Verdict, decision: Decision, first: str, family: str) -> Decision:
    """Return the decision after somebody typed how the person is called."""
    first, family = clean_name(first)[:MAX_NAME], clean_name(family)[:MAX_NAME]
    if (first, family) == (verdict.row.first_name, verdict.row.family_name) or not (first or family):
        return decision
    return dataclasses.replace(decision, name=(first, family), swapped=False)


def decided(rows: Sequence[Row], decisions: Decisions) -> list[Row]:
    """Return the rows as they are after what was decided about their names, and about who is left out."""
    return [_decided(row, decisions.get(row.key, _NOTHING)) for row in rows]


_NOTHING: Final = Decision()


def _decided(row: Row, decision: Decision) -> Row:
    if decision.left_out:
        return dataclasses.replace(row, discarded="left_out", problem=None)
    discarded = None if decision.taken and row.discarded in CAN_COME_BACK else row.discarded
    first, family = decision.name or (row.first_name, row.family_name)
    if decision.swapped:
        first, family = family, first
    seen = decision.looked_at or decision.apart or decision.same_as is not None or decision.taken
    renamed = decision.swapped or decision.name is not None
    problem = None if seen or (renamed and row.problem in NAME_PROBLEMS and first) else row.problem
    if not first and not seen and problem != "odd_name":
        problem = "no_first_name"
    return dataclasses.replace(
        row, first_name=clean_name(first), family_name=clean_name(family), discarded=discarded, problem=problem
    )


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows after joining: who counts, and which of them are said to be a person of the register."""

    rows: list[Row]
    persons: dict[RowKey, str]
    """The known person of a row, as somebody decided."""
    also_listed: dict[RowKey, tuple[str, ...]]
    """How the list wrote those that were joined into a row."""
    targets: dict[RowKey, RowKey]
    """The row that a joined one went into."""


def join(rows: Sequence[Row], decisions: Decisions) -> Joined:
    """Put the rows that are one person together: the first keeps its name, the last answer counts for the evening."""
    places = {row.key: place for place, row in enumerate(rows)}
    result = list(rows)
    joined = Joined(result, {}, {}, {})
    for row in rows:
        target = _target(row.key, decisions)
        if row.discarded or target is None:
            continue
        if isinstance(target, str):
            joined.persons[row.key] = target
            continue
        place = places.get(target)
        if place is None or target == row.key or result[place].discarded:
            continue
        result[place] = _merged(result[place], row)
        result[places[row.key]] = dataclasses.replace(row, discarded="joined", problem=None)
        joined.also_listed[target] = (*joined.also_listed.get(target, (result[place].listed,)), row.listed)
        joined.targets[row.key] = target
    return joined


def _target(key: RowKey, decisions: Decisions) -> str | RowKey | None:
    """Follow "the same as that one, which is the same as …" to its end; a circle ends where it began to turn."""
    seen = {key}
    target = decisions.get(key, _NOTHING).same_as
    while isinstance(target, tuple) and target not in seen:
        seen.add(target)
        further = decisions.get(target, _NOTHING).same_as
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
        sent=later.sent,
        companions=max(kept.companions, other.companions),
    )


def comes_after(one: Row, other: Row) -> bool:
    """Tell whether one answer came after the other, by its moment or else by its place in the list."""
    if one.sent is not None and other.sent is not None and one.sent != other.sent:
        return one.sent > other.sent
    return one.key > other.key
