"""The synthesis as a neutral document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

import pytest

from facilitatore.deliver.document import Document, Heading, NoteList, Paragraph, StatementBlock, StatementList, Table
from facilitatore.deliver.synthesis_document import (
    EDITORIAL,
    MOST_GROUPS,
    MOST_QUESTIONS,
    note_refs,
    synthesis_document,
)
from facilitatore.synthesis.model import EveningSynthesis


def _all(document: Document, kind: type) -> list[Any]:
    return [block for block in document.blocks if isinstance(block, kind)]


def _statements(document: Document) -> list[StatementBlock]:
    return [item for block in _all(document, StatementList) for item in block.statements]


def test_title_and_facts(evening: EveningSynthesis) -> None:
    """The head says title, theme, day in words with its hours, and place; what is empty is left out."""
    document = synthesis_document(evening)
    assert (document.title, document.subtitle) == ("A Scuola per il Sociale", "Domiciliarità e prossimità")
    assert document.facts == ("lunedì 8 gennaio 2018, dalle 20:30 alle 23:00", "CPIA, Carpi")


@pytest.mark.parametrize("name", ["evening", "empty_evening"])
def test_levels_not_skipped(name: str, request: pytest.FixtureRequest) -> None:
    """No level of heading is skipped below the one title."""
    levels = [1] + [heading.level for heading in _all(synthesis_document(request.getfixturevalue(name)), Heading)]
    assert all(1 < below <= above + 1 for above, below in pairwise(levels))


def test_support(evening: EveningSynthesis) -> None:
    """Each statement says what stands behind it, with singular and plural; without notes it is editorial."""
    supports = [statement.support for statement in _statements(synthesis_document(evening))]
    assert supports == ["2 note di 2 gruppi · 5 bollini", "1 nota di 1 gruppo · 0 bollini", EDITORIAL]


def test_statement_notes_found_again(evening: EveningSynthesis) -> None:
    """The signs of the notes below a statement lead to the same words further down."""
    document = synthesis_document(evening)
    said = {note.ref: note.text for block in _all(document, NoteList) for note in block.notes}
    behind = [note for statement in _statements(document) for note in statement.notes]
    assert [note.ref for note in behind] == ["A1", "B1", "A2"]
    assert all(said[note.ref] == note.text for note in behind)


def test_note_line(evening: EveningSynthesis) -> None:
    """A note says its kind as a word, its number on paper and its dots."""
    first = _all(synthesis_document(evening), NoteList)[0].notes[0]
    assert (first.word, first.aside) == ("bisogno", "foglietto 12 · 1 bollino")


def test_every_note_once(evening: EveningSynthesis) -> None:
    """Each note is printed once among the questions, in its cloud, outside, or outside of the questions."""
    refs = [note.ref for block in _all(synthesis_document(evening), NoteList) for note in block.notes]
    assert refs == ["A1", "A2", "A3", "A4", "B1"]


def test_lost_cloud_and_question(evening: EveningSynthesis) -> None:
    """A note that points at a cloud and a question that are gone is still printed."""
    group = evening.groups[1]
    lost = replace(group, notes=(replace(group.notes[0], cluster="gone", question="gone"),))
    document = synthesis_document(replace(evening, groups=(lost,)))
    assert [note.ref for block in _all(document, NoteList) for note in block.notes] == ["B1"]


def test_clouds(evening: EveningSynthesis) -> None:
    """Clouds have a heading with their counts; «Fuori nuvola» only where there is a cloud."""
    clouds = [(h.text, h.aside) for h in _all(synthesis_document(evening), Heading) if h.level == 4]
    assert clouds[:2] == [("A chi rivolgersi", "2 note · 1 bollino"), ("Fuori nuvola", "1 nota · 2 bollini")]
    assert [text for text, _ in clouds].count("Fuori nuvola") == 1


def test_figures(evening: EveningSynthesis) -> None:
    """The table says what each group did, and the whole evening, also where few people came."""
    table = _all(synthesis_document(evening), Table)[0]
    assert table.rows == (
        ("Gruppo A · Salute", "3", "1", "7", "21", "4", "3"),
        ("Gruppo B · Caregiver", "1", "0", "1", "meno di 1", "1", "4"),
        ("Tutta la serata", "4", "1", "8", "21", "5", "7"),
    )


def test_guests_without_group(evening: EveningSynthesis) -> None:
    """Where the total is more than the groups, the document says why."""
    more = replace(evening, figures=replace(evening.figures, guests=5))
    assert "1 persona che non risulta in nessun gruppo" in str(_all(synthesis_document(more), Paragraph))


def test_unused_notes(evening: EveningSynthesis) -> None:
    """Notes that no statement uses are counted, in a sentence that agrees with their number."""
    texts = str(_all(synthesis_document(evening), Paragraph))
    assert "Su 4 note del gruppo, 2 non sono collegate a nessuna frase" in texts
    assert "Tutte le note del gruppo stanno dietro" in texts


def test_nobody_named(evening: EveningSynthesis) -> None:
    """No facilitator is named."""
    assert "Bianchi" not in str(asdict(synthesis_document(evening)))


def test_strange_mark(evening: EveningSynthesis) -> None:
    """A shape or a colour that is none, in a file from elsewhere, becomes a dark disc."""
    group = evening.groups[0]
    strange = replace(group, group=group.group._replace(mark="../x", colour="red;}"))
    marks = [h.mark for h in _all(synthesis_document(replace(evening, groups=(strange,))), Heading) if h.mark]
    assert [(mark.shape, mark.colour) for mark in marks] == [("circle", "#20242A")]


def test_long_note_in_brief(evening_saying: Callable[[str], EveningSynthesis]) -> None:
    """Below a statement a long note is cut; further down it stands whole."""
    document = synthesis_document(evening_saying("parola " * 1000))
    brief = _statements(document)[0].notes[0].text
    assert len(brief) <= 140
    assert len(_all(document, NoteList)[0].notes[0].text) == 6999


def test_signs_are_unique(evening: EveningSynthesis) -> None:
    """Two groups with the same letter, after files were joined, do not give two notes the same sign."""
    first, second = evening.groups
    twins = replace(evening, groups=(first, replace(second, group=second.group._replace(key="A"))))
    assert list(note_refs(twins).values()) == ["G1-1", "G1-2", "G1-3", "G1-4", "G2-1"]


def _texts(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, (Heading, Paragraph)))


def test_more_groups_than_any_evening_has(evening: EveningSynthesis) -> None:
    """Past a limit the document has the first groups, and says how many there are."""
    groups = (evening.groups[0],) * (MOST_GROUPS + 1000)
    document = synthesis_document(replace(evening, groups=groups))
    headings = [one.text for one in _all(document, Heading)]
    assert headings.count("Sintesi del gruppo") == MOST_GROUPS
    assert "sono 1.200: qui ci sono i primi 200" in _texts(document)


def test_more_questions_than_any_group_has(evening: EveningSynthesis) -> None:
    """Past a limit questions without notes are only counted; one with notes is there however late it comes."""
    group = evening.groups[0]
    asked = next(one for one in group.questions if any(note.question == one.id for note in group.notes))
    empty = [asked._replace(id=f"none-{place}", text=f"Vuota {place}") for place in range(5000)]
    document = synthesis_document(replace(evening, groups=(replace(group, questions=(*empty, asked)),)))
    headings = [one.text for one in _all(document, Heading)]
    assert sum("Vuota" in text for text in headings) == MOST_QUESTIONS
    assert any(asked.text in text for text in headings)
    assert "Le domande senza note sono 5.000: qui ci sono le prime 200." in _texts(document)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("statements", "Le frasi del gruppo sono 5.000: qui ci sono le prime 1.000."),
        ("notes", "Le note del gruppo sono 5.000: qui ci sono le prime 3.000."),
        ("role_plays", "I giochi di ruolo del gruppo sono 5.000: qui ci sono i primi 1.000."),
        ("pair_dialogues", "I dialoghi a due del gruppo sono 5.000: qui ci sono i primi 1.000."),
    ],
)
def test_more_than_any_group_has_of_one_kind(kind: str, said: str, evening: EveningSynthesis) -> None:
    """Past a limit the document has the first, and says how many there are; the figures count them all."""
    group = evening.groups[0]
    many = replace(evening, groups=(replace(group, **{kind: getattr(group, kind)[:1] * 5000}),))
    assert said in _texts(synthesis_document(many))
    assert "qui ci sono" not in _texts(synthesis_document(evening))
