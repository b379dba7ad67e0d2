"""The synthesis as JSON, for other programs; `resources/schema/synthesis.schema.json` describes every field.

Texts are as people typed them. No name of a person is in it: neither facilitators nor guests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from facilitatore.capture.model import Note
from facilitatore.deliver.plain_text import storable
from facilitatore.synthesis.model import BackedStatement, EveningSynthesis, GroupFigures, GroupSynthesis

SCHEMA: Final = "facilitatore.synthesis/1"
"""Name and version of the form. The number grows when a field changes its meaning or goes away."""

Json = dict[str, Any]


def json_bytes(synthesis: EveningSynthesis) -> bytes:
    """Return the synthesis as JSON in UTF-8, indented, keys in the order of the schema."""
    text = json.dumps(synthesis_json(synthesis), ensure_ascii=False, indent=2)
    return (storable(text) + "\n").encode()


def synthesis_json(synthesis: EveningSynthesis) -> Json:
    """Return the synthesis as what JSON is made of."""
    evening, groups = synthesis.evening, synthesis.groups
    things = {
        "groups": [_group(group) for group in groups],
        "questions": [
            {"id": q.id, "group": q.group, "number": q.number, "text": q.text, "technique": q.technique}
            for group in groups
            for q in group.questions
        ],
        "clusters": [
            {"id": c.id, "group": c.group, "question": c.question, "name": c.name}
            for group in groups
            for c in group.clusters
        ],
        "notes": [_note(note) for group in groups for note in group.notes],
        "statements": [_statement(backed) for group in groups for backed in group.statements],
        "role_plays": [_sheet(play, _ROLE_PLAY) for group in groups for play in group.role_plays],
        "pair_dialogues": [_sheet(pair, _PAIR) for group in groups for pair in group.pair_dialogues],
    }
    _mark_undecided(synthesis, (thing for some in things.values() for thing in some))
    return {
        "schema": SCHEMA,
        "undecided": [
            {"id": one.id, "kind": one.kind, "field": one.field, "values": list(one.values)}
            for one in synthesis.undecided
        ],
        "evening": {
            "id": evening.id,
            "title": evening.title,
            "theme": evening.theme,
            "date": evening.date,
            "place": evening.place,
            "starts_at": evening.starts_at,
            "ends_at": evening.ends_at,
            "process": evening.process,
        },
        "ground_rules": [rule.text for rule in synthesis.rules],
        **things,
        "figures": _figures(synthesis.figures),
    }


def _mark_undecided(synthesis: EveningSynthesis, things: Iterable[Json]) -> None:
    """Add to each thing the names of its fields that nobody has decided."""
    for thing in things:
        thing["undecided"] = [one.field for one in synthesis.undecided if one.id == thing["id"]]


_ROLE_PLAY: Final = (
    "id",
    "group",
    "question",
    "title",
    "scenario",
    "characters",
    "observations",
    "feelings",
    "facts",
    "lessons",
    "proposals",
)
_PAIR: Final = ("id", "group", "question", "number", "heard", "need", "proposal")


def _sheet(thing: object, fields: tuple[str, ...]) -> Json:
    return {name: getattr(thing, name) for name in fields}


def _group(synthesis: GroupSynthesis) -> Json:
    group = synthesis.group
    return {
        "id": group.id,
        "key": group.key,
        "title": group.title,
        "short_title": group.short_title,
        "room": group.room,
        "mark": group.mark,
        "colour": group.colour,
        "capacity": group.capacity,
        "figures": _figures(synthesis.figures),
    }


def _note(note: Note) -> Json:
    return {
        "id": note.id,
        "group": note.group,
        "question": note.question,
        "kind": note.kind,
        "text": note.text,
        "cluster": note.cluster,
        "dots": note.dots,
        "origin": note.origin,
        "number": note.number,
    }


def _statement(backed: BackedStatement) -> Json:
    statement, evidence = backed.statement, backed.evidence
    return {
        "id": statement.id,
        "group": statement.group,
        "text": statement.text,
        "notes": [note.id for note in evidence.notes],
        "clusters": list(statement.clusters),
        "evidence": {"notes": len(evidence.notes), "groups": evidence.groups, "dots": evidence.dots},
    }


def _figures(figures: GroupFigures) -> Json:
    return {
        "present": figures.guests,
        "walk_ins": figures.walk_ins,
        "turns": figures.turns,
        "spoken_seconds": figures.spoken_s,
        "notes": figures.notes,
        "dots": figures.dots,
        "clusters": figures.clusters,
        "unused_notes": figures.unused_notes,
        "notes_by_kind": dict(figures.notes_by_kind),
    }
