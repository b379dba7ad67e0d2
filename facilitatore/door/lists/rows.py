"""What a registration list says of each person, and what that means beside the people already known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
    problem: str | None = None
    """Why the row should be looked at (a key of `reasons.REASONS`); it is imported all the same."""
    discarded: str | None = None
    """Why the row is not a person to import (a key of `reasons.REASONS`)."""
    companions: int = 0
    """People without a name that come along ("+ 1")."""


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
    """Fields of the known person that take the row's value: email, phone, group_key, attends."""
