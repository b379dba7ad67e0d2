"""The synthesis as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from facilitatore.deliver.synthesis_json import SCHEMA, json_bytes, synthesis_json
from facilitatore.resources import resource_path
from facilitatore.synthesis.model import EveningSynthesis


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """Return the published schema, itself checked."""
    published = json.loads(resource_path("schema", "synthesis.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published)


@pytest.mark.parametrize("name", ["evening", "empty_evening"])
def test_valid(name: str, schema: Draft202012Validator, request: pytest.FixtureRequest) -> None:
    """What is written follows the published schema."""
    schema.validate(json.loads(json_bytes(request.getfixturevalue(name))))


def test_hostile_text_comes_back(
    schema: Draft202012Validator, evening_saying: Callable[[str], EveningSynthesis]
) -> None:
    """Texts come back as they were typed, whatever is in them; only halves of letters are replaced."""
    data = json.loads(json_bytes(evening_saying('<script>\u202e\0"\\\n=cmd| 中😀 \ud800' + "x" * 100_000)))
    schema.validate(data)
    assert data["notes"][0]["text"] == '<script>\u202e\0"\\\n=cmd| 中😀 \ufffd' + "x" * 100_000


def test_statement_holds_all_evidence(evening: EveningSynthesis) -> None:
    """A statement lists all notes behind it: those linked, those in a linked cloud, those of another group."""
    statements = synthesis_json(evening)["statements"]
    assert [statement["notes"] for statement in statements] == [["n1", "n5"], ["n2"], []]
    assert statements[0]["evidence"] == {"notes": 2, "groups": 2, "dots": 5}
    assert statements[1]["clusters"] == ["c1"]


def test_every_id_leads_somewhere(evening: EveningSynthesis) -> None:
    """Every note, cloud and question that is pointed at is in the file."""
    data = synthesis_json(evening)
    notes = {note["id"] for note in data["notes"]}
    assert {note for statement in data["statements"] for note in statement["notes"]} <= notes
    assert {note["cluster"] for note in data["notes"]} - {None} <= {cluster["id"] for cluster in data["clusters"]}
    assert {note["question"] for note in data["notes"]} - {None} <= {question["id"] for question in data["questions"]}


def test_nobody_named(evening: EveningSynthesis) -> None:
    """No facilitator is named."""
    assert b"Bianchi" not in json_bytes(evening)


def test_version(evening: EveningSynthesis) -> None:
    """The file says which form it has."""
    assert synthesis_json(evening)["schema"] == SCHEMA == "facilitatore.synthesis/1"


def test_nothing_undescribed(schema: Draft202012Validator) -> None:
    """Every object of the schema is closed, and every field of it is described."""

    def check(part: object) -> None:
        if isinstance(part, list):
            for inner in part:
                check(inner)
        if not isinstance(part, dict):
            return
        if "properties" in part:
            assert part["additionalProperties"] is False
            assert all("description" in field or "$ref" in field for field in part["properties"].values())
        for inner in part.values():
            check(inner)

    check(schema.schema)
