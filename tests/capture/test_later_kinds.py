"""Promises of words that only a later version knows: kept, shown as they stand, marked, never another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.capture.model import KIND_WORDS
from facilitatore.capture.notes import add_note, edit_note, read_notes
from facilitatore.cli import run
from facilitatore.deliver.export import export_bytes
from facilitatore.deliver.undecided import FIELD_NAMES, THING_NAMES
from facilitatore.italian import word_for
from facilitatore.prepare.actions import edit_question
from facilitatore.prepare.evening import read_groups, read_questions
from facilitatore.prepare.model import TECHNIQUE_WORDS
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, new
from facilitatore.synthesis.overview import read_synthesis
from ui.deliver.thing_words import field_word, thing_word
from ui.techniques import technique_word
from ui.widgets import kind_word

MARK = " (che questa versione non conosce)"
TABLES: dict[str, Callable[[str], str]] = {
    "kinds of the core": lambda key: word_for(KIND_WORDS, key),
    "techniques of the core": lambda key: word_for(TECHNIQUE_WORDS, key),
    "things of the core": lambda key: word_for(THING_NAMES, key),
    "fields of the core": lambda key: word_for(FIELD_NAMES, key),
    "kinds of the window": kind_word,
    "techniques of the window": technique_word,
    "things of the window": thing_word,
    "fields of the window": field_word,
}
KNOWN = {*KIND_WORDS, *TECHNIQUE_WORDS, *THING_NAMES, *FIELD_NAMES, "presence"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An evening with a note and a question of a later version."""
    with create_evening(tmp_path / "s.serata", find_template("carpi-2018-1")) as session:
        group = read_groups(session)[0].id
        add_note(session, group=group, text="Una di oggi")
        session.record("add_note", new("note", group=group, kind="sorpresa", text="Una di domani"))
        question = read_questions(session)[0]
        session.record("add_question", new("guiding_question", group=group, number=9, text="Come?", technique="danza"))
        assert question.technique in TECHNIQUE_WORDS
        yield session


@pytest.mark.parametrize("table", TABLES)
@given(
    key=st.text(alphabet="abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=40).filter(lambda key: key not in KNOWN)
)
def test_an_unknown_key_says_itself_and_is_marked(table: str, key: str) -> None:
    """In every table of words, in the core and in the window."""
    assert TABLES[table](key) == key + MARK


@pytest.mark.parametrize("kind", KIND_WORDS)
def test_the_window_says_what_the_core_says(kind: str) -> None:
    """One word for a kind, and it is not marked."""
    assert kind_word(kind) == KIND_WORDS[kind]


@pytest.mark.parametrize("technique", TECHNIQUE_WORDS)
def test_techniques_are_one_table_too(technique: str) -> None:
    """One word for a technique in the core and in the window."""
    assert technique_word(technique) == TECHNIQUE_WORDS[technique]


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_later_kind_is_published_as_it_stands(session: Session, ending: str) -> None:
    """The synthesis does not make a need of it."""
    text = export_bytes(read_synthesis(session), ending).decode().replace("\\", "")
    assert "sorpresa" + MARK in text
    assert text.count("bisogno") == 1


def test_figures_count_a_later_kind(session: Session) -> None:
    """By its own key, after those that are known."""
    counts = dict(read_synthesis(session).figures.notes_by_kind)
    assert (counts["need"], counts["sorpresa"]) == (1, 1)
    assert sum(counts.values()) == 2


def test_the_list_shows_it(session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words with the mark, in JSON the key itself."""
    session.close()
    run(["notes", "list", str(tmp_path / "s.serata")])
    assert f"\tsorpresa{MARK}\t" in capsys.readouterr().out


def test_correcting_other_fields_leaves_the_kind(session: Session) -> None:
    """Also when the window sends the kind along unchanged."""
    note = next(note for note in read_notes(session) if note.kind == "sorpresa")
    edit_note(session, note.id, text="Una di domani, meglio", kind="sorpresa", dots=3)
    (after,) = (one for one in read_notes(session) if one.id == note.id)
    assert (after.kind, after.text, after.dots) == ("sorpresa", "Una di domani, meglio", 3)


def test_correcting_a_question_leaves_its_technique(session: Session) -> None:
    """The same for what a question is worked on with."""
    question = next(one for one in read_questions(session) if one.technique == "danza")
    edit_question(session, question.id, text="Come si fa?", technique="danza")
    (after,) = (one for one in read_questions(session) if one.id == question.id)
    assert (after.technique, after.text) == ("danza", "Come si fa?")
