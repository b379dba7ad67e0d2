"""The projection into tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from facilitatore.deliver.relational import write_sqlite
from facilitatore.synthesis.model import EveningSynthesis


@contextmanager
def _written(synthesis: EveningSynthesis, folder: Path) -> Iterator[sqlite3.Connection]:
    write_sqlite(synthesis, folder / "serata.sqlite")
    connection = sqlite3.connect(folder / "serata.sqlite")
    try:
        yield connection
    finally:
        connection.close()


def test_counts(evening: EveningSynthesis, tmp_path: Path) -> None:
    """Each table holds one row for each thing."""
    tables = ("evening", "work_group", "question", "cluster", "note", "statement", "statement_note")
    with _written(evening, tmp_path) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    assert counts == [1, 2, 2, 1, 5, 3, 3]


def test_evidence_by_sql(evening: EveningSynthesis, tmp_path: Path) -> None:
    """What stands behind a statement can be asked with SQL, and agrees with the synthesis."""
    query = """
        SELECT statement.position, count(note.id), count(DISTINCT note."group"), coalesce(sum(note.dots), 0),
               coalesce(min(statement_note.direct), 1)
        FROM statement LEFT JOIN statement_note ON statement_note.statement = statement.id
        LEFT JOIN note ON note.id = statement_note.note GROUP BY statement.id ORDER BY statement.position
    """
    with _written(evening, tmp_path) as connection:
        assert connection.execute(query).fetchall() == [(1, 2, 2, 5, 1), (2, 1, 1, 0, 0), (3, 0, 0, 0, 1)]


def test_whole(evening: EveningSynthesis, tmp_path: Path) -> None:
    """The file is sound, and all that points leads somewhere, even where the evening points at what is gone."""
    group = evening.groups[1]
    lost = replace(group, notes=(replace(group.notes[0], cluster="gone", question="gone"),))
    with _written(replace(evening, groups=(evening.groups[0], lost)), tmp_path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_hostile_text(evening_saying: Callable[[str], EveningSynthesis], tmp_path: Path) -> None:
    """Texts come back as they were typed; only halves of letters are replaced."""
    with _written(evening_saying("'; DROP TABLE note; -- \0 中😀\ud800"), tmp_path) as connection:
        texts = {text for (text,) in connection.execute("SELECT text FROM statement")}
    assert texts == {"'; DROP TABLE note; -- \0 中😀\ufffd"}


def test_empty(empty_evening: EveningSynthesis, tmp_path: Path) -> None:
    """An evening that holds nothing is one row."""
    with _written(empty_evening, tmp_path) as connection:
        assert connection.execute("SELECT count(*) FROM evening").fetchone() == (1,)


def test_nobody_named(evening: EveningSynthesis, tmp_path: Path) -> None:
    """No facilitator is named."""
    write_sqlite(evening, tmp_path / "serata.sqlite")
    assert b"Bianchi" not in (tmp_path / "serata.sqlite").read_bytes()
