"""What the page of the notes shows, read out of the evening as plain data."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitatore.capture.notes import read_clusters
from facilitatore.capture.sheets import read_pair_dialogues, read_role_plays
from facilitatore.prepare.evening import read_questions
from ui.capture.paper_number import missing_numbers, shown_number
from ui.translations import tr
from ui.widgets import kind_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facilitatore.capture.model import Cluster, Note
    from facilitatore.session import Session, Thing


@dataclass(frozen=True, slots=True)
class Place:
    """Where notes go: a group and one of its questions; None stands for the notes without a question."""

    group: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class CardView:
    """A note as its card shows it; `source` and `warning` are sentences, mostly empty."""

    id: str
    text: str
    kind: str
    number: str
    dots: int
    source: str
    warning: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A cloud, or with `cluster` None what is outside every cloud; `cards` are those that the search found."""

    cluster: str | None
    name: str
    notes: int
    dots: int
    cards: tuple[CardView, ...]


def notes_in_words(count: int) -> str:
    """Return "1 nota", "5 note"."""
    return tr("1 nota") if count == 1 else tr("{0} note").format(count)


def dots_in_words(count: int) -> str:
    """Return "1 bollino", "12 bollini"."""
    return tr("1 bollino") if count == 1 else tr("{0} bollini").format(count)


def plain_letters(text: str) -> str:
    """Return a text as a search sees it: small letters without accents."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parted if not unicodedata.combining(char)).replace("’", "'")


def notes_at(session: Session, place: Place, notes: Iterable[Note]) -> list[Note]:
    """Pick the notes of a place from its group's; without a question, also those whose question was taken away."""
    known = {question.id for question in read_questions(session, place.group)}
    if place.question is None:
        return [note for note in notes if note.question not in known]
    return [note for note in notes if note.question == place.question]


def clusters_at(session: Session, place: Place, notes: Sequence[Note]) -> list[Cluster]:
    """Return the clouds of a place, and those of other questions that hold one of its notes."""
    used = {note.cluster for note in notes}
    return [
        cluster
        for cluster in read_clusters(session, place.group)
        if cluster.question in (None, place.question) or cluster.id in used
    ]


def read_columns(session: Session, place: Place, group_notes: Iterable[Note], search: str = "") -> list[ColumnView]:
    """Return the clouds in their order, then what is outside every cloud; reading 2,000 notes twice would be felt."""
    notes = notes_at(session, place, group_notes)
    clusters = clusters_at(session, place, notes)
    marked = {thing.id: thing for thing in session.things("note") if thing.conflicts or thing.revived}
    sources = _sources(session, place.group)
    wanted = plain_letters(search).split()
    alive = {cluster.id for cluster in clusters}
    by_cluster: dict[str | None, list[Note]] = {}
    for note in notes:
        by_cluster.setdefault(note.cluster if note.cluster in alive else None, []).append(note)
    columns = []
    for cluster, name in [*((one.id, one.name) for one in clusters), (None, "")]:
        here = by_cluster.get(cluster, [])
        cards = tuple(_card(note, marked, sources) for note in here if not wanted or _found(note, wanted))
        columns.append(ColumnView(cluster, name, len(here), sum(note.dots for note in here), cards))
    return columns


def _card(note: Note, marked: dict[str, Thing], sources: dict[str, str]) -> CardView:
    return CardView(
        note.id,
        note.text,
        note.kind,
        shown_number(note.number),
        note.dots,
        sources.get(note.origin, ""),
        _warning(marked[note.id]) if note.id in marked else "",
    )


def _found(note: Note, wanted: Iterable[str]) -> bool:
    words = plain_letters(f"{shown_number(note.number)} {note.text} {kind_word(note.kind)}")
    return all(word in words for word in wanted)


def _sources(session: Session, group: str) -> dict[str, str]:
    sources = {
        f"role_play:{sheet.id}": tr("dal gioco di ruolo «{0}»").format(sheet.title)
        if sheet.title
        else tr("dal gioco di ruolo")
        for sheet in read_role_plays(session, group)
    }
    for pair in read_pair_dialogues(session, group):
        sources[f"pair_dialogue:{pair.id}"] = tr("dal dialogo a due, coppia {0}").format(pair.number)
    return sources


def _warning(thing: Thing) -> str:
    """Say that two laptops wrote differently, with what is not shown; keeping or correcting the note settles it."""
    parts = []
    for name, values in sorted(thing.conflicts.items()):
        others = [_value_word(name, value) for value in values if value != thing.fields.get(name)]
        parts.append(tr("due versioni, anche: {0}").format(", ".join(dict.fromkeys(others))))
    if thing.revived:
        parts.append(tr("tolta su un portatile, riscritta su un altro"))
    return " · ".join(parts)


def _value_word(name: str, value: object) -> str:
    if name == "kind" and isinstance(value, str):
        return kind_word(value)
    if name == "dots" and isinstance(value, int):
        return dots_in_words(value)
    return f"«{value}»" if value else tr("niente")


def notes_told(notes: Sequence[Note]) -> str:
    """Return how far the copying is: "38 note · 12 bollini · mancano i fogli #17, #23"."""
    parts = [notes_in_words(len(notes)), dots_in_words(sum(note.dots for note in notes))]
    missing = missing_numbers(note.number for note in notes)
    if len(missing) == 1:
        parts.append(tr("manca il foglio {0}").format(missing[0]))
    elif missing:
        parts.append(tr("mancano i fogli {0}").format(", ".join(missing)))
    return " · ".join(parts)
