"""The synthesis: statements with the notes that stand behind them, and the figures of the evening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from facilitatore.capture.model import Cluster, Note, PairDialogue, RolePlay
from facilitatore.prepare.model import Evening, GroundRule, Group, GuidingQuestion
from facilitatore.session.changes import Conflict

NAMING_FIELDS: Final = frozenset({"badge_name", "facilitators", "leader"})
"""Fields that hold a name: that they differ is said, not how. What is delivered names nobody (domain.md §6a)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the group's synthesis and the ids of what it is drawn from."""

    id: str
    group: str
    text: str
    notes: tuple[str, ...]
    clusters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a statement: its notes, linked or in a linked cluster, each counted once."""

    notes: tuple[Note, ...]
    groups: int
    dots: int


@dataclass(frozen=True, slots=True)
class BackedStatement:
    """A statement with its evidence."""

    statement: Statement
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of one group, or of the whole evening: counts, and seconds spoken."""

    guests: int
    walk_ins: int
    turns: int
    spoken_s: int
    notes: int
    dots: int
    clusters: int
    unused_notes: int
    notes_by_kind: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class GroupSynthesis:
    """All that one group brings to the synthesis."""

    group: Group
    questions: tuple[GuidingQuestion, ...]
    notes: tuple[Note, ...]
    clusters: tuple[Cluster, ...]
    statements: tuple[BackedStatement, ...]
    role_plays: tuple[RolePlay, ...]
    pair_dialogues: tuple[PairDialogue, ...]
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class EveningSynthesis:
    """The whole evening as it is delivered. No name of a person anywhere.

    `undecided` is what two people wrote differently and nobody has decided; the rest holds what was written last.
    """

    evening: Evening
    rules: tuple[GroundRule, ...]
    groups: tuple[GroupSynthesis, ...]
    figures: GroupFigures
    undecided: tuple[Conflict, ...] = ()
