"""How many rows of a list became how many persons, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from facilitatore.door.lists.match.answers import CAN_COME_BACK
from facilitatore.door.lists.parse.rows import Verdict

_TWICE: Final = frozenset({"superseded", "joined", "other_ticket"})


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of rows of the list, and of the persons in them."""

    rows: int
    """Lines that hold something, headings aside."""
    with_people: int
    """Lines of which at least one person comes."""
    persons: int
    this_evening: int
    other_evenings: int
    """Persons of whom the list says that they come, but not this evening."""
    unsaid: int
    """Persons of whom the list does not say when they come."""
    twice: int
    """Rows of somebody who stands in another one."""
    set_apart: int
    """Rows with a word of state: on the waiting list, cancelled, not coming."""
    without_name: int


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Count the rows of a plan."""
    told = [verdict for verdict in verdicts if verdict.row.discarded != "blank"]
    persons = [verdict.row for verdict in told if verdict.verdict != "discarded"]
    reasons = [verdict.row.discarded for verdict in told if verdict.verdict == "discarded"]
    comes = [row.attends for row in persons]
    return Tally(
        rows=len({verdict.row.row for verdict in told}),
        with_people=len({row.row for row in persons}),
        persons=len(persons),
        this_evening=comes.count(True),
        other_evenings=comes.count(False),
        unsaid=comes.count(None),
        twice=sum(reason in _TWICE for reason in reasons),
        set_apart=sum(reason in CAN_COME_BACK for reason in reasons),
        without_name=reasons.count("no_name"),
    )
