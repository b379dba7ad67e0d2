"""The synthesis of the whole evening, as plain data that can be delivered."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

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
    from collections.abc import Iterable, Sequence

    from facilitatore.capture.model import Cluster, Note
    from facilitatore.conduct.model import SpeakingTurn
    from facilitatore.door.model import Guest
    from facilitatore.session import Session
    from facilitatore.session.changes import Conflict
    from facilitatore.synthesis.model import BackedStatement


def read_synthesis(session: Session) -> EveningSynthesis:
    """Return all that an evening delivers. Guests are counted, never named."""
    guests, turns = read_arrivals(session), [turn for turn in read_turns(session) if not turn.doubtful]
    notes, clusters = read_notes(session), read_clusters(session)
    statements = backed_statements(session)
    known = read_groups(session)
    lost = {note.group for note in notes} | {one.statement.group for one in statements}
    lost |= {sheet.group for sheet in read_role_plays(session)} | {pair.group for pair in read_pair_dialogues(session)}
    lost -= {group.id for group in known}
    known += [_removed_group(group) for group in sorted(lost)]
    groups = tuple(_group_synthesis(session, group, guests, turns, statements) for group in known)
    return EveningSynthesis(
        read_evening(session),
        tuple(read_ground_rules(session)),
        groups,
        _figures(guests, turns, notes, clusters, statements),
        tuple(_undecided(session)),
    )


def _undecided(session: Session) -> Iterable[Conflict]:
    """Yield what is undecided, without the values where they would name somebody."""
    for one in session.conflicts():
        yield replace(one, values=()) if one.field in NAMING_FIELDS else one


def _removed_group(group: str) -> Group:
    """Return a group for what was said in one that somebody removed: no word is left out of the synthesis."""
    return Group(group, "–", "Gruppo tolto dalla serata", "Gruppo tolto", "", (), "ring", "#4A5058", None)


def _group_synthesis(
    session: Session,
    group: Group,
    guests: Sequence[Guest],
    turns: Sequence[SpeakingTurn],
    statements: Sequence[BackedStatement],
) -> GroupSynthesis:
    notes, clusters = read_notes(session, group.id), read_clusters(session, group.id)
    return GroupSynthesis(
        group,
        questions=tuple(read_questions(session, group.id)),
        notes=tuple(notes),
        clusters=tuple(clusters),
        statements=tuple(one for one in statements if one.statement.group == group.id),
        role_plays=tuple(read_role_plays(session, group.id)),
        pair_dialogues=tuple(read_pair_dialogues(session, group.id)),
        figures=_figures(
            [guest for guest in guests if guest.where == group.id],
            [turn for turn in turns if turn.group == group.id],
            notes,
            clusters,
            statements,
        ),
    )


def _figures(
    guests: Sequence[Guest],
    turns: Sequence[SpeakingTurn],
    notes: Sequence[Note],
    clusters: Sequence[Cluster],
    statements: Sequence[BackedStatement],
) -> GroupFigures:
    used = {note.id for one in statements for note in one.evidence.notes}
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
