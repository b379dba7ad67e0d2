"""What the group said: notes, clusters, role-play and pair-dialogue sheets. Never who said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NOTE_KINDS: Final = ("need", "issue", "resource", "proposal", "doubt", "cross_cutting")
"""The kinds of a contribution, in the order of their keys Alt+1…6 (domain.md §4b)."""

KIND_WORDS: Final = {
    "need": "bisogno",
    "issue": "criticità",
    "resource": "risorsa",
    "proposal": "proposta",
    "doubt": "domanda",
    "cross_cutting": "trasversale",
}
"""The Italian word of each kind, as facilitators say it and as lists carry it."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sticky note. `dots` are counted by hand; `number` is the one written on paper.

    `origin` is ``typed``, ``import``, ``pair_dialogue:<id>`` or ``role_play:<id>``.
    """

    id: str
    group: str
    question: str | None
    kind: str
    text: str
    cluster: str | None
    dots: int
    number: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """A named cloud of notes. Notes point at it, so that removing it never removes a note."""

    id: str
    group: str
    question: str | None
    name: str


@dataclass(frozen=True, slots=True)
class RolePlay:
    """A role-play sheet; the last four texts are the passes of the debrief (domain.md §5)."""

    id: str
    group: str
    question: str | None
    title: str
    scenario: str
    characters: str
    observations: str
    feelings: str
    facts: str
    lessons: str
    proposals: str


@dataclass(frozen=True, slots=True)
class PairDialogue:
    """What one pair brings back: the sentence heard, one need and one proposal."""

    id: str
    group: str
    question: str | None
    number: int
    heard: str
    need: str
    proposal: str
