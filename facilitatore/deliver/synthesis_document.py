"""The synthesis of an evening as a neutral document, in Italian, for the Cabina di Regia and then for everybody.

It holds no name of a person: facilitators and guests are not in it, notes are not attributed (domain.md §6a).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from facilitatore.capture.model import KIND_WORDS, Note, PairDialogue, RolePlay
from facilitatore.deliver.document import (
    SHAPES,
    Block,
    Document,
    Heading,
    Mark,
    NoteLine,
    NoteList,
    Paragraph,
    Sheet,
    StatementBlock,
    StatementList,
    Table,
)
from facilitatore.deliver.open_points import evening_line, open_marks, undecided_blocks
from facilitatore.deliver.plain_text import one_line, plain, shorten
from facilitatore.italian import counted, date_in_words, minutes, number, word_for
from facilitatore.prepare.model import Group, GuidingQuestion
from facilitatore.synthesis.model import BackedStatement, EveningSynthesis, GroupFigures, GroupSynthesis

EDITORIAL: Final = "redazione · nessuna nota collegata"
"""The mark of a statement that no note stands behind."""

MOST_GROUPS: Final = 200
"""Groups that a document reports; the largest evenings have a dozen."""

MOST_QUESTIONS: Final = 200
"""Questions without a note that a document reports in each group; one with notes is always there."""

_MOST_OF: Final = {
    "statements": (1000, "Le frasi", "le prime"),
    "notes": (3000, "Le note", "le prime"),
    "role_plays": (1000, "I giochi di ruolo", "i primi"),
    "pair_dialogues": (1000, "I dialoghi a due", "i primi"),
}
"""How many of a group's things a document reports, and how they are called; a group of twenty people has some hundred
notes, and 3,000 is what one list of notes may bring. The exports for other programs hold them all."""

BRIEF: Final = 140
"""Characters of a note below a statement; its whole text stands further down."""

_HOW_TO_READ: Final = (
    "ogni frase della sintesi dice su quante note poggia e le elenca con la loro sigla (A7 è la settima nota del "
    "gruppo A); con la stessa sigla la nota si ritrova per intero più avanti, sotto la sua domanda. I bollini sono le "
    "preferenze date dal gruppo. Le note non dicono chi le ha scritte."
)
_HEADER: Final = ("Gruppo", "Presenti", "Di cui senza iscrizione", "Interventi", "Minuti parlati", "Note", "Bollini")
_SHEET_FIELDS: Final = (
    ("Situazione", "scenario"),
    ("Personaggi", "characters"),
    ("Che cosa si è visto", "observations"),
    ("Emozioni", "feelings"),
    ("Fatti", "facts"),
    ("Che cosa si impara", "lessons"),
    ("Proposte", "proposals"),
)

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_NO_TEXT: Final = "(nota senza testo)"

Refs = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Signs:
    """What is said of a thing beside its words, by its id: the sign that finds it, and what of it is undecided."""

    refs: Refs
    undecided: Mapping[str, str]


def synthesis_document(synthesis: EveningSynthesis) -> Document:
    """Return the synthesis as a document with one title and headings of level 2, 3 and 4, none skipped."""
    evening = synthesis.evening
    signs = _Signs(note_refs(synthesis), open_marks(synthesis.undecided))
    blocks: list[Block] = [*undecided_blocks(synthesis, signs.refs)]
    blocks.append(Paragraph(_HOW_TO_READ, lead="Come si legge:", tone="box"))
    blocks += _figures(synthesis)
    for group in synthesis.groups[:MOST_GROUPS]:
        blocks += _group(group, signs)
    title = one_line(evening.title) or "Serata senza titolo"
    return Document(
        title=title,
        subtitle=evening_line(synthesis, evening.theme, "theme"),
        language="it-IT",
        blocks=tuple(blocks),
        facts=_facts(synthesis),
        description=f"Sintesi della serata «{title}»",
    )


def note_refs(synthesis: EveningSynthesis) -> Refs:
    """Return for each note the sign that finds it in the document: the letter of its group and its place there.

    A group whose key is no letter, or is another's too, is counted instead: ``G2-7``.
    """
    keys = [group.group.key for group in synthesis.groups]
    refs: dict[str, str] = {}
    for group_place, (key, group) in enumerate(zip(keys, synthesis.groups, strict=True), start=1):
        letter = key if len(key) == 1 and key.isalpha() and keys.count(key) == 1 else f"G{group_place}-"
        refs |= {note.id: f"{letter}{place}" for place, note in enumerate(group.notes, start=1)}
    return refs


def _facts(synthesis: EveningSynthesis) -> tuple[str, ...]:
    evening = synthesis.evening
    starts, ends = one_line(evening.starts_at), one_line(evening.ends_at)
    hours = f"dalle {starts} alle {ends}" if starts and ends else ""
    when = ", ".join(filter(None, (date_in_words(one_line(evening.date)), hours)))
    lines = (
        evening_line(synthesis, when, "date", "starts_at", "ends_at"),
        evening_line(synthesis, evening.place, "place"),
        evening_line(synthesis, evening.process, "process"),
    )
    return tuple(filter(None, lines))


def _figures(synthesis: EveningSynthesis) -> Iterable[Block]:
    groups = synthesis.groups
    rows = [(_name(group.group), *_figure_cells(group.figures)) for group in groups[:MOST_GROUPS]]
    rows.append(("Tutta la serata", *_figure_cells(synthesis.figures)))
    yield Heading(2, "La serata in cifre")
    yield Table("Presenze, interventi, note e bollini per gruppo", _HEADER, tuple(rows), total=True)
    if len(groups) > MOST_GROUPS:
        yield Paragraph(
            f"I gruppi della serata sono {number(len(groups))}: qui ci sono i primi {number(MOST_GROUPS)}, il totale "
            "li conta tutti.",
            tone="box",
        )
    elsewhere = synthesis.figures.guests - sum(group.figures.guests for group in groups)
    if groups and elsewhere > 0:
        people = counted(elsewhere, "persona che non risulta", "persone che non risultano")
        yield Paragraph(f"Il totale dei presenti comprende {people} in nessun gruppo.", tone="quiet")


def _figure_cells(figures: GroupFigures) -> tuple[str, ...]:
    return (
        number(figures.guests),
        number(figures.walk_ins),
        number(figures.turns),
        minutes(figures.spoken_s),
        number(figures.notes),
        number(figures.dots),
    )


def _name(group: Group) -> str:
    title = one_line(group.short_title) or one_line(group.title)
    return " · ".join(filter(None, (f"Gruppo {one_line(group.key)}".strip(), title)))


def _mark(group: Group) -> Mark:
    """Return the sign of the group; what is no known shape or colour, in a file from elsewhere, becomes a dark disc."""
    colour = group.colour if _COLOUR.fullmatch(group.colour) else "#20242A"
    return Mark(group.mark if group.mark in SHAPES else SHAPES[0], colour)


def _group(group: GroupSynthesis, signs: _Signs) -> Iterable[Block]:
    key, title = one_line(group.group.key), one_line(group.group.title)
    mark = _mark(group.group)
    undecided = signs.undecided.get(group.group.id, "")
    yield Heading(2, " · ".join(filter(None, (f"Gruppo {key}".strip(), title))), mark=mark, undecided=undecided)
    for kind, (most, they, the_first) in _MOST_OF.items():
        things = getattr(group, kind)
        if len(things) > most:
            group = replace(group, **{kind: things[:most]})
            left = f"{they} del gruppo sono {number(len(things))}: qui ci sono {the_first} {number(most)}."
            yield Paragraph(left, tone="box")
    yield Heading(3, "Sintesi del gruppo")
    if group.statements:
        statements = (_statement(place, backed, signs) for place, backed in enumerate(group.statements, start=1))
        yield StatementList(tuple(statements), mark)
    else:
        yield Paragraph("Il gruppo non ha ancora frasi di sintesi.", tone="quiet")
    yield from _unused(group.figures)
    yield from _notes_by_question(group, signs)
    yield from _role_plays(group, signs)
    yield from _pair_dialogues(group, signs)


def _statement(place: int, backed: BackedStatement, signs: _Signs) -> StatementBlock:
    evidence = backed.evidence
    support = EDITORIAL
    if evidence.notes:
        notes = counted(len(evidence.notes), "nota", "note")
        groups = counted(evidence.groups, "gruppo", "gruppi")
        support = f"{notes} di {groups} · {counted(evidence.dots, 'bollino', 'bollini')}"
    lines = tuple(_line(note, signs, shorten(note.text, BRIEF), dots=False) for note in evidence.notes)
    undecided = signs.undecided.get(backed.statement.id, "")
    return StatementBlock(place, plain(backed.statement.text), support, bool(evidence.notes), lines, undecided)


def _line(note: Note, signs: _Signs, text: str, *, dots: bool = True) -> NoteLine:
    paper = one_line(note.number or "")
    asides = (
        f"foglietto {paper}" if paper else "",
        counted(note.dots, "bollino", "bollini") if dots and note.dots else "",
    )
    word = one_line(word_for(KIND_WORDS, note.kind))
    return NoteLine(
        signs.refs.get(note.id, ""),
        note.kind,
        word,
        text or _NO_TEXT,
        " · ".join(filter(None, asides)),
        signs.undecided.get(note.id, ""),
    )


def _unused(figures: GroupFigures) -> Iterable[Block]:
    if not figures.notes:
        return
    if not figures.unused_notes:
        text = "Tutte le note del gruppo stanno dietro almeno una frase della sintesi."
    elif figures.unused_notes == figures.notes:
        text = "Nessuna nota del gruppo è ancora collegata a una frase della sintesi: sono tutte riportate qui sotto."
    else:
        are = "non è collegata" if figures.unused_notes == 1 else "non sono collegate"
        text = (
            f"Su {counted(figures.notes, 'nota', 'note')} del gruppo, {number(figures.unused_notes)} {are} a nessuna "
            "frase della sintesi; qui sotto sono riportate tutte."
        )
    yield Paragraph(text, tone="quiet")


def _notes_by_question(group: GroupSynthesis, signs: _Signs) -> Iterable[Block]:
    by_question: dict[str | None, list[Note]] = {}
    for note in group.notes:
        by_question.setdefault(note.question, []).append(note)
    empty = 0
    for question in group.questions:
        notes = by_question.get(question.id, [])
        empty += not notes
        if not notes and empty > MOST_QUESTIONS:
            continue
        yield Heading(3, _question_title(question), undecided=signs.undecided.get(question.id, ""))
        yield from _clouds(group, notes, signs)
        if not notes:
            yield Paragraph("Nessuna nota raccolta.", tone="quiet")
    if empty > MOST_QUESTIONS:
        left = f"Le domande senza note sono {number(empty)}: qui ci sono le prime {number(MOST_QUESTIONS)}."
        yield Paragraph(left, tone="quiet")
    known = {question.id for question in group.questions}
    others = [note for note in group.notes if note.question not in known]
    if others:
        yield Heading(3, "Note fuori dalle domande" if group.questions else "Note raccolte")
        yield from _clouds(group, others, signs)


def _question_title(question: GuidingQuestion) -> str:
    return f"Domanda {question.number}. {one_line(question.text)}".strip()


def _clouds(group: GroupSynthesis, notes: list[Note], signs: _Signs) -> Iterable[Block]:
    """Yield the notes of one question, cloud by cloud; the headings stay away where nothing was gathered in clouds."""
    names = {cluster.id: one_line(cluster.name) or "Nuvola senza nome" for cluster in group.clusters}
    loose = [note for note in notes if note.cluster not in names]
    for cluster, name in names.items():
        inside = [note for note in notes if note.cluster == cluster]
        if inside:
            yield Heading(4, name, _note_and_dot_count(inside), undecided=signs.undecided.get(cluster, ""))
            yield _note_list(inside, signs)
    if loose and len(loose) < len(notes):
        yield Heading(4, "Fuori nuvola", aside=_note_and_dot_count(loose))
    if loose:
        yield _note_list(loose, signs)


def _note_and_dot_count(notes: list[Note]) -> str:
    dots = sum(note.dots for note in notes)
    return f"{counted(len(notes), 'nota', 'note')} · {counted(dots, 'bollino', 'bollini')}"


def _note_list(notes: list[Note], signs: _Signs) -> NoteList:
    return NoteList(tuple(_line(note, signs, plain(note.text)) for note in notes))


def _question_field(group: GroupSynthesis, question: str | None) -> tuple[str, str]:
    return ("Domanda", next((f"{q.number}. {one_line(q.text)}" for q in group.questions if q.id == question), ""))


def _filled(fields: Iterable[tuple[str, str]]) -> Block:
    filled = tuple((label, text) for label, text in fields if text)
    return Sheet(filled) if filled else Paragraph("Scheda vuota.", tone="quiet")


def _role_plays(group: GroupSynthesis, signs: _Signs) -> Iterable[Block]:
    if group.role_plays:
        yield Heading(3, "Giochi di ruolo")
    for play in group.role_plays:
        title = one_line(play.title) or "Gioco di ruolo senza titolo"
        yield Heading(4, title, undecided=signs.undecided.get(play.id, ""))
        yield _role_play_sheet(group, play)


def _role_play_sheet(group: GroupSynthesis, play: RolePlay) -> Block:
    fields = ((label, plain(str(getattr(play, name)))) for label, name in _SHEET_FIELDS)
    return _filled((_question_field(group, play.question), *fields))


def _pair_dialogues(group: GroupSynthesis, signs: _Signs) -> Iterable[Block]:
    if group.pair_dialogues:
        yield Heading(3, "Dialoghi a due")
    for dialogue in group.pair_dialogues:
        yield Heading(4, f"Coppia {dialogue.number}", undecided=signs.undecided.get(dialogue.id, ""))
        yield _pair_sheet(group, dialogue)


def _pair_sheet(group: GroupSynthesis, dialogue: PairDialogue) -> Block:
    return _filled(
        (
            _question_field(group, dialogue.question),
            ("La frase ascoltata", plain(dialogue.heard)),
            ("Un bisogno", plain(dialogue.need)),
            ("Una proposta", plain(dialogue.proposal)),
        )
    )
