"""The synthesis of the whole evening, as plain data that can be delivered."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from facilitatore.capture.model import NOTE_KINDS
from facilitatore.capture.notes import read_clusters, read_notes
from facilitatore.capture.sheets import read_pair_dialogues, read_role_plays
from facilitatore.conduct.actions import read_turns
from facilitatore.door.people import read_arrivals
from facilitatore.prepare.evening import read_evening, read_ground_rules, read_groups, read_questions
from facilitatore.prepare.model import Group
from facilitatore.synthesis.model import NAMING_FIELDS, EveningSynthesis, GroupFigures, GroupSynthesis
from facilitatore.synthesis.statements import backed_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from facilitatore.capture.model import Cluster, Note, PairDialogue, RolePlay
    from facilitatore.conduct.model import SpeakingTurn
    from facilitatore.door.model import Guest
    from facilitatore.prepare.model import GuidingQuestion
    from facilitatore.session import Session
    from facilitatore.session.changes import Conflict
    from facilitatore.synthesis.model import BackedStatement

T = TypeVar("T")


def read_synthesis(session: Session) -> EveningSynthesis:
    """Return all that an evening delivers. Guests are counted, never named."""
    guests, turns = read_arrivals(session), [turn for turn in read_turns(session) if not turn.doubtful]
    notes, clusters = read_notes(session), read_clusters(session)
    statements = backed_statements(session)
    used = {note.id for one in statements for note in one.evidence.notes}
    told = _Told(
        _by_group(read_questions(session)),
        notes=_by_group(notes),
        clusters=_by_group(clusters),
        statements=_by_group(statements, lambda one: one.statement.group),
        role_plays=_by_group(read_role_plays(session)),
        pair_dialogues=_by_group(read_pair_dialogues(session)),
        guests=_by_group(guests, lambda guest: guest.where),
        turns=_by_group(turns),
    )
    known = read_groups(session)
    lost = {*told.notes, *told.statements, *told.role_plays, *told.pair_dialogues} - {group.id for group in known}
    known += [_removed_group(group) for group in sorted(lost)]
    return EveningSynthesis(
        read_evening(session),
        tuple(read_ground_rules(session)),
        tuple(_group_synthesis(group, told, used) for group in known),
        _figures(guests, turns, notes, clusters, used),
        tuple(_undecided(session)),
    )


class _Told(NamedTuple):
    """All that there is, by the id of its group: read once, however many groups there are."""

    questions: Mapping[str, list[GuidingQuestion]]
    notes: Mapping[str, list[Note]]
    clusters: Mapping[str, list[Cluster]]
    statements: Mapping[str, list[BackedStatement]]
    role_plays: Mapping[str, list[RolePlay]]
    pair_dialogues: Mapping[str, list[PairDialogue]]
    guests: Mapping[str, list[Guest]]
    turns: Mapping[str, list[SpeakingTurn]]


def _by_group(things: Iterable[T], group_of: Callable[[T], Any] = attrgetter("group")) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(group_of(thing), []).append(thing)
    return found


def _undecided(session: Session) -> Iterable[Conflict]:
    """Yield what is undecided, without the values where they would name somebody."""
    for one in session.conflicts():
        yield replace(one, values=()) if one.field in NAMING_FIELDS else one


def _removed_group(group: str) -> Group:
    """Return a group for what was said in one that somebody removed: no word is left out of the synthesis."""
    return Group(group, "–", "Gruppo tolto dalla serata", "Gruppo tolto", "", (), "ring", "#4A5058", None)


def _group_synthesis(group: Group, told: _Told, used: Container[str]) -> GroupSynthesis:
    notes, clusters = told.notes.get(group.id, []), told.clusters.get(group.id, [])
    return GroupSynthesis(
        group,
        questions=tuple(told.questions.get(group.id, ())),
        notes=tuple(notes),
        clusters=tuple(clusters),
        statements=tuple(told.statements.get(group.id, ())),
        role_plays=tuple(told.role_plays.get(group.id, ())),
        pair_dialogues=tuple(told.pair_dialogues.get(group.id, ())),
        figures=_figures(told.guests.get(group.id, ()), told.turns.get(group.id, ()), notes, clusters, used),
    )


def _figures(
    guests: Sequence[Guest],
    turns: Sequence[SpeakingTurn],
    notes: Sequence[Note],
    clusters: Sequence[Cluster],
    used: Container[str],
) -> GroupFigures:
    by_kind = Counter(note.kind for note in notes)
    later = sorted(set(by_kind) - set(NOTE_KINDS))
    return GroupFigures(
        guests=len(guests),
        walk_ins=sum(guest.walk_in for guest in guests),
        turns=len(turns),
        spoken_s=sum(turn.spoken_s for turn in turns),
        notes=len(notes),
        dots=sum(note.dots for note in notes),
        clusters=len(clusters),
        unused_notes=sum(note.id not in used for note in notes),
        notes_by_kind=tuple((kind, by_kind[kind]) for kind in (*NOTE_KINDS, *later)),
    )
