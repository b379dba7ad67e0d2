"""Promises of every list and export of an evening in which something is undecided."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from jsonschema import Draft202012Validator

from facilitatore.capture.notes import add_note, cluster_notes, decide, read_notes
from facilitatore.capture.sheets import save_role_play
from facilitatore.cli import run
from facilitatore.deliver.export import document_bytes, export_bytes
from facilitatore.deliver.open_points import open_points
from facilitatore.deliver.readable import readable_document
from facilitatore.door.actions import welcome_walk_in
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.session import Session
from facilitatore.session.facts import make_fact
from facilitatore.synthesis.overview import read_synthesis
from facilitatore.synthesis.statements import add_statement

READ_BY_PEOPLE = ("html", "pdf", "md")
MARKED = (
    ("note", "text", "Con parole di altri"),
    ("statement", "text", "Frase di altri"),
    ("group", "title", "Titolo di altri"),
    ("guiding_question", "text", "Domanda di altri"),
    ("cluster", "name", "Nuvola di altri"),
    ("role_play", "title", "Gioco di altri"),
    ("evening", "place", "Luogo di altri"),
)
"""A field of each kind of thing that a synthesis shows."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An evening with one thing of each kind."""
    with create_evening(tmp_path / "s.serata", find_template("carpi-2018-1")) as session:
        group = read_groups(session)[0].id
        add_note(session, group=group, text="Con parole nostre", number="7")
        add_note(session, group=group, text="Nessuno la discute")
        cluster_notes(session, [read_notes(session)[0].id], group=group, name="Nuvola nostra")
        add_statement(session, group=group, text="Frase nostra", notes=[read_notes(session)[0].id])
        save_role_play(session, group=group, title="Gioco nostro", scenario="Un venerdì")
        welcome_walk_in(session, name="Ersilia", group=group)
        yield session


def written_elsewhere(session: Session, kind: str, field: str, value: Any) -> str:
    """Take in what another laptop wrote in a field, without having seen what is there; return the thing's id."""
    thing = session.things(kind)[0]
    entity, root = bytes.fromhex(thing.id), bytes.fromhex(session.id)
    later = max(fact.at for fact in session.all_facts()) + 1
    session.take_in_facts([make_fact(root, entity, kind, {field: value}, by=b"ALTROVE!", at=later)])
    return thing.id


def text_of(session: Session, ending: str) -> str:
    """Return what somebody reads in an export."""
    data = export_bytes(read_synthesis(session), ending)
    if ending != "pdf":
        return data.decode()
    with closing(pypdfium2.PdfDocument(io.BytesIO(data))) as pdf:
        return " ".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.mark.parametrize("ending", READ_BY_PEOPLE)
def test_a_decided_evening_says_nothing_of_it(session: Session, ending: str) -> None:
    """No mark and no head where nothing is open."""
    assert "da decidere" not in text_of(session, ending)


@pytest.mark.parametrize("ending", READ_BY_PEOPLE)
def test_what_is_open_is_counted_at_the_head_and_marked(session: Session, ending: str) -> None:
    """How many points, before the first heading; each thing marked where it stands, and only those."""
    for kind, field, value in MARKED:
        written_elsewhere(session, kind, field, value)
    text = " ".join(text_of(session, ending).replace("\\", "").split())
    assert text.index("7 punti da decidere:") < text.index("La serata in cifre")
    marks = re.findall("da decidere: (testo|titolo|nome)", text)
    assert sorted(marks) == ["nome", *["testo"] * 4, *["titolo"] * 2], "the note also below the sentence it backs"
    assert "Luogo di altri (da decidere)" in text
    decide(session, session.things("note")[0].id, "text", "Con parole di tutti")
    assert "6 punti da decidere:" in " ".join(text_of(session, ending).split())


@pytest.mark.parametrize("ending", READ_BY_PEOPLE)
def test_one_point_is_said_in_the_singular(session: Session, ending: str) -> None:
    """«1 punto da decidere», and the note's own mark beside its words."""
    written_elsewhere(session, "note", "dots", 9)
    text = " ".join(text_of(session, ending).replace("*", "").split())
    assert "1 punto da decidere:" in text
    assert text.count("da decidere: bollini") == 2, "under the sentence that stands on it, and in its own place"
    assert text.index("Nota A1: bollini") < text.index("La serata in cifre")


@pytest.mark.parametrize("ending", [*READ_BY_PEOPLE, "json", "sqlite"])
def test_a_name_that_is_open_is_not_told(session: Session, ending: str) -> None:
    """That two doors wrote a badge differently is said, how it was written is not."""
    written_elsewhere(session, "guest", "badge_name", "Ermenegilda")
    data = export_bytes(read_synthesis(session), ending)
    assert not any(name.encode() in data for name in ("Ersilia", "Ermenegilda"))
    if ending in READ_BY_PEOPLE:
        assert "Presenza: nome sul cartellino" in " ".join(text_of(session, ending).split())


def test_json_holds_both_values_and_marks_the_thing(session: Session) -> None:
    """At the head the points with their values, in each thing the names of its open fields; as the schema says."""
    note = written_elsewhere(session, "note", "text", "Con parole di altri")
    data = json.loads(export_bytes(read_synthesis(session), "json"))
    schema = json.loads(resource_path("schema", "synthesis.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(data)
    values = ["Con parole nostre", "Con parole di altri"]
    assert data["undecided"] == [{"id": note, "kind": "note", "field": "text", "values": values}]
    assert [one["undecided"] for one in data["notes"]] == [["text"], []]
    assert list(data)[1] == "undecided"


def test_tables_hold_both_values_and_mark_the_row(session: Session, tmp_path: Path) -> None:
    """The evening's row has the count, the note's row its open fields, a table of its own the values."""
    note = written_elsewhere(session, "note", "text", "Con parole di altri")
    path = tmp_path / "tabelle.sqlite"
    path.write_bytes(export_bytes(read_synthesis(session), "sqlite"))
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT undecided FROM evening").fetchall() == [(1,)]
        assert db.execute("SELECT undecided FROM note ORDER BY position").fetchall() == [("text",), ("",)]
        values = [(note, "text", 1, '"Con parole nostre"'), (note, "text", 2, '"Con parole di altri"')]
        rows = db.execute("SELECT thing, field, position, value FROM undecided ORDER BY position").fetchall()
        assert rows == values


def test_the_page_on_the_stick_marks_rules_too(session: Session) -> None:
    """The readable copy shows the rules of the evening, marked like the rest."""
    written_elsewhere(session, "ground_rule", "text", "Regola di altri")
    page = document_bytes(readable_document(session), "md").decode()
    assert "1 punto da decidere:" in page
    assert "Regola di altri (da decidere)" in page.replace("\\", "")


def test_the_list_of_notes_says_it(session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words at its head and in the row; as JSON in each note, and the count on stderr."""
    written_elsewhere(session, "note", "text", "Con parole di altri")
    session.close()
    assert run(["notes", "list", str(tmp_path / "s.serata")]) == 0
    head, first, second = capsys.readouterr().out.splitlines()
    assert head == open_points(1)
    assert first.endswith("\tCon parole di altri\tda decidere: testo")
    assert second.endswith("\tNessuno la discute")
    assert run(["notes", "list", str(tmp_path / "s.serata"), "--json"]) == 0
    said = capsys.readouterr()
    assert [note["undecided"] for note in json.loads(said.out)] == [["text"], []]
    assert said.err.strip() == open_points(1)


def test_an_export_says_it_when_it_is_written(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever writes the file learns that it holds one version of several."""
    written_elsewhere(session, "note", "text", "Con parole di altri")
    session.close()
    assert run(["export", str(tmp_path / "s.serata"), "--format", "md", "-o", str(tmp_path / "s.md")]) == 0
    assert open_points(1) in capsys.readouterr().out
