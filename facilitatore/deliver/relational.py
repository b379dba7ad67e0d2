"""The synthesis projected into relational tables, to be asked with SQL. Import it late: sqlmodel takes 0.4 s.

The table of the groups is `work_group`: `group` is a word of SQL and would have to be quoted in every query.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert
from sqlalchemy.orm import registry
from sqlalchemy.pool import StaticPool
from sqlmodel import Field, SQLModel, create_engine

from facilitatore.deliver.plain_text import storable
from facilitatore.prepare.model import Evening
from facilitatore.session.whole_file import write_whole
from facilitatore.synthesis.model import EveningSynthesis, GroupSynthesis

Row = dict[str, Any]
"""The columns of a row."""


class Projection(SQLModel, registry=registry()):
    """Base of these tables, with a register of its own: the session file has other tables."""


class EveningRow(Projection, table=True):
    """An evening; `date` is ISO, the times are ``HH:MM`` of the place, `undecided` is how many points nobody decided."""

    __tablename__ = "evening"
    id: str = Field(primary_key=True)
    title: str
    theme: str
    date: str
    place: str
    starts_at: str
    ends_at: str
    process: str
    undecided: int


class GroupRow(Projection, table=True):
    """A group with its figures."""

    __tablename__ = "work_group"
    id: str = Field(primary_key=True)
    evening: str = Field(foreign_key="evening.id", index=True)
    position: int
    key: str
    title: str
    short_title: str
    guests: int
    walk_ins: int
    turns: int
    spoken_s: int
    undecided: str


class QuestionRow(Projection, table=True):
    """A guiding question."""

    __tablename__ = "question"
    id: str = Field(primary_key=True)
    group: str = Field(foreign_key="work_group.id", index=True)
    number: int
    text: str
    technique: str
    undecided: str


class ClusterRow(Projection, table=True):
    """A cloud of notes."""

    __tablename__ = "cluster"
    id: str = Field(primary_key=True)
    group: str = Field(foreign_key="work_group.id", index=True)
    question: str | None = Field(default=None, foreign_key="question.id")
    name: str
    undecided: str


class NoteRow(Projection, table=True):
    """A note; `position` is its place in the group, from 1."""

    __tablename__ = "note"
    id: str = Field(primary_key=True)
    group: str = Field(foreign_key="work_group.id", index=True)
    question: str | None = Field(default=None, foreign_key="question.id", index=True)
    cluster: str | None = Field(default=None, foreign_key="cluster.id", index=True)
    position: int
    kind: str = Field(index=True)
    text: str
    dots: int
    number: str | None
    origin: str
    undecided: str


class StatementRow(Projection, table=True):
    """A sentence of the synthesis; `position` is its place in the group, from 1."""

    __tablename__ = "statement"
    id: str = Field(primary_key=True)
    group: str = Field(foreign_key="work_group.id", index=True)
    position: int
    text: str
    undecided: str


class StatementNoteRow(Projection, table=True):
    """A note that stands behind a statement: linked itself (`direct`), or lying in a linked cluster."""

    __tablename__ = "statement_note"
    statement: str = Field(primary_key=True, foreign_key="statement.id")
    note: str = Field(primary_key=True, foreign_key="note.id", index=True)
    direct: bool


class UndecidedRow(Projection, table=True):
    """A value of a field that nobody has decided, as JSON; `position` 1 is the oldest, the last one is shown elsewhere.

    Where the values would name somebody there is one row without a value. The rows of the other tables hold in
    `undecided` the names of their open fields, one space between them.
    """

    __tablename__ = "undecided"
    thing: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    kind: str
    value: str | None


def write_sqlite(synthesis: EveningSynthesis, path: Path) -> None:
    """Write the projection as a SQLite file of its own.

    Raises:
        FileProblem: as `whole_file.write_whole`.
    """
    write_whole(path, sqlite_bytes(synthesis))


def sqlite_bytes(synthesis: EveningSynthesis) -> bytes:
    """Return the projection as the bytes of a SQLite file."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        write_rows(synthesis, engine)
        connection = engine.raw_connection()
        data: bytes = connection.driver_connection.serialize()  # type: ignore[union-attr]
        connection.close()
        return data
    finally:
        engine.dispose()


def write_rows(synthesis: EveningSynthesis, engine: Engine) -> None:
    """Create the tables where they are missing and add the rows of one evening, in one transaction.

    Raises:
        sqlalchemy.exc.IntegrityError: the evening is there already.
    """
    Projection.metadata.create_all(engine)
    with engine.begin() as connection:
        for table, rows in _rows(synthesis):
            if rows:
                # As mappings: a thing of SQLModel for each row, which nobody will look at, takes ten times as long.
                connection.execute(insert(table), rows)


def _rows(synthesis: EveningSynthesis) -> Iterator[tuple[type[Projection], list[Row]]]:
    """Yield the rows, table by table, so that what is pointed at comes first."""
    evening, groups = synthesis.evening, synthesis.groups
    yield EveningRow, [_evening_row(evening, len(synthesis.undecided))]
    yield UndecidedRow, list(_undecided_rows(synthesis))
    undecided = _open_fields(synthesis)
    yield GroupRow, [_group_row(place, group, evening.id, undecided) for place, group in enumerate(groups, start=1)]
    yield QuestionRow, [row for group in groups for row in _question_rows(group, undecided)]
    questions = {question.id for group in groups for question in group.questions}
    yield ClusterRow, [row for group in groups for row in _cluster_rows(group, questions, undecided)]
    clusters = {cluster.id for group in groups for cluster in group.clusters}
    yield NoteRow, [row for group in groups for row in _note_rows(group, questions, clusters, undecided)]
    yield StatementRow, [row for group in groups for row in _statement_rows(group, undecided)]
    yield StatementNoteRow, _statement_notes(groups)


def _evening_row(evening: Evening, undecided: int) -> Row:
    texts = ("title", "theme", "date", "place", "starts_at", "ends_at", "process")
    return {"id": evening.id, **{name: storable(getattr(evening, name)) for name in texts}, "undecided": undecided}


def _question_rows(synthesis: GroupSynthesis, undecided: dict[str, str]) -> Iterator[Row]:
    for one in synthesis.questions:
        row = {"id": one.id, "group": one.group, "number": one.number, "text": storable(one.text)}
        yield {**row, "technique": one.technique, "undecided": undecided.get(one.id, "")}


def _cluster_rows(synthesis: GroupSynthesis, questions: set[str], undecided: dict[str, str]) -> Iterator[Row]:
    for one in synthesis.clusters:
        row = {"id": one.id, "group": one.group, "question": _known(one.question, questions)}
        yield {**row, "name": storable(one.name), "undecided": undecided.get(one.id, "")}


def _statement_rows(synthesis: GroupSynthesis, undecided: dict[str, str]) -> Iterator[Row]:
    for place, backed in enumerate(synthesis.statements, start=1):
        one = backed.statement
        row = {"id": one.id, "group": one.group, "position": place, "text": storable(one.text)}
        yield {**row, "undecided": undecided.get(one.id, "")}


def _open_fields(synthesis: EveningSynthesis) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    for one in synthesis.undecided:
        fields.setdefault(one.id, []).append(storable(one.field))
    return {thing: " ".join(names) for thing, names in fields.items()}


def _undecided_rows(synthesis: EveningSynthesis) -> Iterator[Row]:
    for one in synthesis.undecided:
        values = [storable(json.dumps(value, ensure_ascii=False)) for value in one.values]
        for position, value in enumerate(values or [None], start=1):
            field, kind = storable(one.field), storable(one.kind)
            yield {"thing": one.id, "field": field, "position": position, "kind": kind, "value": value}


def _group_row(place: int, synthesis: GroupSynthesis, evening: str, undecided: dict[str, str]) -> Row:
    group, figures = synthesis.group, synthesis.figures
    return {
        "id": group.id,
        "evening": evening,
        "position": place,
        "key": storable(group.key),
        "title": storable(group.title),
        "short_title": storable(group.short_title),
        "guests": figures.guests,
        "walk_ins": figures.walk_ins,
        "turns": figures.turns,
        "spoken_s": figures.spoken_s,
        "undecided": undecided.get(group.id, ""),
    }


def _note_rows(
    group: GroupSynthesis, questions: set[str], clusters: set[str], undecided: dict[str, str]
) -> Iterator[Row]:
    for place, note in enumerate(group.notes, start=1):
        yield {
            "id": note.id,
            "group": note.group,
            "question": _known(note.question, questions),
            "cluster": _known(note.cluster, clusters),
            "position": place,
            "kind": note.kind,
            "text": storable(note.text),
            "dots": note.dots,
            "number": None if note.number is None else storable(note.number),
            "origin": note.origin,
            "undecided": undecided.get(note.id, ""),
        }


def _statement_notes(groups: tuple[GroupSynthesis, ...]) -> list[Row]:
    known = {note.id for group in groups for note in group.notes}
    return [
        {"statement": b.statement.id, "note": note.id, "direct": note.id in b.statement.notes}
        for group in groups
        for b in group.statements
        for note in b.evidence.notes
        if note.id in known
    ]


def _known(wanted: str | None, known: set[str]) -> str | None:
    """Return `wanted`, or nothing where it points at what is no longer there."""
    return wanted if wanted in known else None
