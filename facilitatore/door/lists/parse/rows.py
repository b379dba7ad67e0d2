"""What a registration list says of each person, and what that means beside the people already known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from facilitatore.door.lists.parse.reasons import REASONS

if TYPE_CHECKING:
    from facilitatore.door.naming import Reading

RowKey = tuple[int, int]
"""Which row, for a person who decides about it: line of the sheet, and which of the persons in that line, from 0."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person in a list; two persons in one cell are two rows with the same number."""

    row: int
    """Line of the table, from 1, as the spreadsheet shows it."""
    first_name: str
    family_name: str
    email: str
    phone: str
    group_key: str | None
    """Group chosen for this evening."""
    attends: bool | None
    """This evening is among the choices; None: the list does not say."""
    group_said: str = ""
    """What the list says of the group, where that is not one group of this evening."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """Other evenings that were chosen, in the words of the list, each with what it says of the group there."""
    problem: str | None = None
    """Why the row should be looked at (a key of `reasons.REASONS`); it is imported all the same."""
    discarded: str | None = None
    """Why the row is not a person to import (a key of `reasons.REASONS`)."""
    part: int = 0
    """Which of the persons of this line, from 0."""
    note: str = ""
    """Free text, only when a person chose its column; it goes to the register and no further."""
    remarks: tuple[str, ...] = ()
    """What else should be said of the row (keys of `reasons.REASONS`); nobody has to do anything about it."""
    question: Reading | None = None
    """How the name can be read, as long as nobody has said which way is right; None: it is certain."""
    state: str = ""
    """Word of the list that sets the row apart, as it is written: "in lista d'attesa"."""
    sent: dt.datetime | None = None
    """When the answer was sent, where the list says it."""
    listed: str = ""
    """How the list wrote the person (see `pairing.listed_as`), before anybody decided otherwise."""

    @property
    def key(self) -> RowKey:
        """Which row this is."""
        return self.row, self.part

    @property
    def name(self) -> str:
        """First and family name."""
        return f"{self.first_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the register, with what is known of this evening."""

    id: str
    first_name: str
    family_name: str
    email: str
    phone: str
    group_key: str | None
    attends: bool | None
    note: str = ""
    also_listed: tuple[str, ...] = ()
    """How lists wrote this person where somebody decided that it is the same one, or put the name right."""
    group_said: str = ""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """What the register holds in words of groups and evenings: see `Row`."""
    in_question: bool = False
    """Nobody has said yet how the person is called."""


VerdictKind = Literal["new", "same", "updated", "to_check", "discarded"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a row: `person` is the known one it is about, None for a person to be added."""

    row: Row
    verdict: VerdictKind
    why: str
    """A key of `reasons.REASONS`, or empty."""
    person: str | None = None
    detail: str = ""
    """Who the other one is, for doubles and homonyms: "Anna Rossi (riga 16)"."""
    changes: tuple[str, ...] = ()
    """Fields of the known person that take the row's value: email, phone, group_key, group_said, attends, elsewhere, note, also_listed."""
    double: str | RowKey | None = None
    """Who the row may be a double of: the id of a person, or another row of the list."""
    also_listed: tuple[str, ...] = ()
    """What the register should remember, so that the same list changes nothing the next time."""

    def words(self) -> str:
        """Say why, in Italian: the reason, who the other person is, what else there is to know."""
        reason = REASONS.get(self.why, self.why)
        if self.detail and self.why not in _ABOUT_ANOTHER:
            parts = [reason, f"Forse è {self.detail}"]
        else:
            state = f"«{self.row.state}»" if self.row.state and self.why in _OF_STATE else ""
            parts = [": ".join(part for part in (reason, state, self.detail) if part)]
        parts += [REASONS.get(remark, remark) for remark in self.row.remarks if remark != self.why]
        return ". ".join(part for part in parts if part)


_OF_STATE = frozenset({"waiting", "cancelled", "declined", "unknown_state"})
_ABOUT_ANOTHER = frozenset(
    {"maybe_double", "homonym", "homonym_contacts", "homonym_email", "homonym_phone", "joined", "same_person", ""}
)
