"""The group's synthesis: statements, and what stands behind each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.capture.notes import read_notes, same_clusters
from facilitatore.errors import BadValue
from facilitatore.prepare.actions import existing
from facilitatore.session import Change, Draft, Session, edit, new, remove
from facilitatore.session.words import clean_text
from facilitatore.synthesis.model import BackedStatement, Evidence, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facilitatore.capture.model import Note

MAX_STATEMENT: Final = 5000


def read_statements(session: Session, group: str | None = None) -> list[Statement]:
    """Return the statements in their order. The links are things of their own, so that two laptops' links add up."""
    notes: dict[str, list[str]] = {}
    clusters: dict[str, list[str]] = {}
    stands_for = same_clusters(session)
    for link in session.things("evidence"):
        kind, target = clusters if link.text("target_kind") == "cluster" else notes, link.text("target")
        kind.setdefault(link.text("statement"), []).append(stands_for.get(target, target))
    return [
        Statement(
            thing.id,
            thing.text("group"),
            thing.text("text"),
            tuple(dict.fromkeys(notes.get(thing.id, ()))),
            tuple(dict.fromkeys(clusters.get(thing.id, ()))),
        )
        for thing in session.things("statement")
        if group is None or thing.text("group") == group
    ]


def evidence_of(statement: Statement, notes: Iterable[Note]) -> Evidence:
    """Return the notes behind a statement, linked or in a linked cluster, each counted once, of whatever group."""
    linked, clusters = set(statement.notes), set(statement.clusters)
    behind = tuple(note for note in notes if note.id in linked or note.cluster in clusters)
    return Evidence(behind, len({note.group for note in behind}), sum(note.dots for note in behind))


def backed_statements(session: Session, group: str | None = None) -> list[BackedStatement]:
    """Return the statements with their evidence."""
    notes = read_notes(session)
    return [BackedStatement(one, evidence_of(one, notes)) for one in read_statements(session, group)]


def add_statement(
    session: Session,
    *,
    group: str,
    text: str,
    notes: Sequence[str] = (),
    clusters: Sequence[str] = (),
    origin: object = None,
) -> Change:
    """Add a statement to a group's synthesis, with what it is drawn from.

    Raises:
        BadValue: no text, or too much. Problem: nothing was written.
    """
    last = max([thing.real("pos") for thing in session.things("statement")], default=0.0)
    statement = new("statement", group=group, text=statement_text(text), pos=last + 1)
    links = [_link(statement.id, note, "note") for note in notes]
    links += [_link(statement.id, cluster, "cluster") for cluster in clusters]
    return session.record("add_statement", statement, *links, origin=origin)


def edit_statement(session: Session, statement: str, *, text: str, origin: object = None) -> Change:
    """Change the words of a statement.

    Raises:
        BadValue: no text, or too much.
    """
    thing = existing(session, "statement", statement)
    return session.record("edit_statement", edit(thing, text=statement_text(text)), origin=origin)


def remove_statement(session: Session, statement: str, *, origin: object = None) -> Change:
    """Remove a statement; the notes behind it stay."""
    return session.record("remove_statement", remove(existing(session, "statement", statement)), origin=origin)


def link_evidence(
    session: Session,
    statement: str,
    *,
    notes: Sequence[str] = (),
    clusters: Sequence[str] = (),
    origin: object = None,
) -> Change:
    """Say that notes or clusters stand behind a statement; what is linked already stays so."""
    existing(session, "statement", statement)
    there = {(link.text("statement"), link.text("target")) for link in session.things("evidence")}
    links = [_link(statement, note, "note") for note in notes if (statement, note) not in there]
    links += [_link(statement, one, "cluster") for one in clusters if (statement, one) not in there]
    return session.record("link_evidence", *links, origin=origin)


def unlink_evidence(session: Session, statement: str, targets: Iterable[str], *, origin: object = None) -> Change:
    """Say that notes or clusters do not stand behind a statement after all."""
    wanted, stands_for = set(targets), same_clusters(session)
    drafts = [
        remove(link)
        for link in session.things("evidence")
        if link.text("statement") == statement and wanted & {link.text("target"), stands_for.get(link.text("target"))}
    ]
    return session.record("unlink_evidence", *drafts, origin=origin)


def _link(statement: str, target: str, kind: str) -> Draft:
    return new("evidence", statement=statement, target=target, target_kind=kind)


def statement_text(text: str) -> str:
    """Return the words of a statement, cleaned.

    Raises:
        BadValue: none, or too many.
    """
    if len(text) > MAX_STATEMENT:
        raise BadValue("statement", str(len(text)), str(MAX_STATEMENT))
    text = clean_text(text)
    if not text:
        raise BadValue("empty_statement", "")
    return text
