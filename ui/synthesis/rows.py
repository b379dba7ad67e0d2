"""What the page of the synthesis shows, as plain data."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ui.translations import tr
from ui.widgets import kind_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facilitatore.capture.model import Cluster, Note
    from facilitatore.synthesis.model import EveningSynthesis, Evidence, GroupFigures, GroupSynthesis, Statement

HEAD: Final = "head"
CLUSTER: Final = "cluster"
NOTE: Final = "note"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A line of the list from which notes are linked.

    `what` is HEAD, CLUSTER or NOTE; `kind` the note's; `covered`: it stands behind the sentence with its cloud.
    """

    what: str
    id: str
    text: str
    detail: str
    kind: str = ""
    linked: bool = False
    covered: bool = False


def notes_in_words(count: int) -> str:
    """Return "1 nota", "5 note"."""
    return tr("1 nota") if count == 1 else tr("{0} note").format(count)


def evidence_words(evidence: Evidence) -> str:
    """Return what stands behind a sentence: "12 note di 2 gruppi · 7 bollini"; without notes it is only ours."""
    if not evidence.notes:
        return tr("redazione · nessuna nota collegata")
    words = notes_in_words(len(evidence.notes))
    if evidence.groups > 1:
        words = tr("{0} di {1} gruppi").format(words, evidence.groups)
    if evidence.dots:
        dots = tr("1 bollino") if evidence.dots == 1 else tr("{0} bollini").format(evidence.dots)
        words = tr("{0} · {1}").format(words, dots)
    return words


def figure_rows(figures: GroupFigures) -> list[tuple[str, str]]:
    """Return the names and the figures that tell how much the synthesis rests on."""
    # The arrivals are in the door's file: a group's laptop knows nothing of them before the files are joined.
    present = str(figures.guests) if figures.guests else tr("si sa unendo i file")
    if figures.walk_ins:
        present = tr("{0} ({1} senza iscrizione)").format(figures.guests, figures.walk_ins)
    turns = str(figures.turns)
    if figures.turns:
        turns = tr("{0} · {1} min").format(figures.turns, round(figures.spoken_s / 60))
    return [
        (tr("Presenti"), present),
        (tr("Interventi cronometrati"), turns),
        (tr("Note"), str(figures.notes)),
        (tr("Bollini"), str(figures.dots)),
        (tr("Note non usate nella sintesi"), str(figures.unused_notes)),
    ]


def shown_number(number: str | None) -> str:
    """Return a paper's number as people read it: #12, B2-039, nothing."""
    if not number:
        return ""
    return f"#{number}" if number.isdecimal() else number


def link_rows(synthesis: EveningSynthesis, statement: Statement, search: str = "") -> list[LinkRow]:
    """Return clouds and notes to choose from: those of the sentence's group first, then the other groups'."""
    wanted = _plain(search).split()
    groups = sorted(synthesis.groups, key=lambda one: one.group.id != statement.group)
    with_notes = [one for one in groups if one.notes]
    rows: list[LinkRow] = []
    for one in with_notes:
        inside = _group_rows(one, statement, wanted)
        if inside and len(with_notes) > 1:
            title = tr("Gruppo {0} · {1}").format(one.group.key, one.group.short_title)
            rows.append(LinkRow(HEAD, "", title, ""))
        rows += inside
    return rows


def _group_rows(one: GroupSynthesis, statement: Statement, wanted: Sequence[str]) -> list[LinkRow]:
    by_cluster: dict[str | None, list[Note]] = {}
    alive = {cluster.id for cluster in one.clusters}
    for note in one.notes:
        by_cluster.setdefault(note.cluster if note.cluster in alive else None, []).append(note)
    rows: list[LinkRow] = []
    for cluster in one.clusters:
        rows += _cluster_rows(cluster, by_cluster.get(cluster.id, []), statement, wanted)
    outside = [_note_row(note, statement) for note in _found(by_cluster.get(None, []), wanted)]
    if outside and rows:
        rows.append(LinkRow(HEAD, "", tr("Fuori nuvola"), ""))
    return rows + outside


def _cluster_rows(
    cluster: Cluster, notes: Sequence[Note], statement: Statement, wanted: Sequence[str]
) -> list[LinkRow]:
    named = bool(wanted) and all(word in _plain(cluster.name) for word in wanted)
    found = list(notes) if named else _found(notes, wanted)
    if wanted and not named and not found:
        return []
    linked = cluster.id in statement.clusters
    head = LinkRow(CLUSTER, cluster.id, cluster.name, notes_in_words(len(notes)), linked=linked)
    return [head, *(_note_row(note, statement) for note in found)]


def _note_row(note: Note, statement: Statement) -> LinkRow:
    parts = [shown_number(note.number), kind_word(note.kind)]
    if note.dots:
        parts.append(tr("1 bollino") if note.dots == 1 else tr("{0} bollini").format(note.dots))
    covered = note.cluster in statement.clusters
    if covered:
        parts.append(tr("con la nuvola"))
    detail = " · ".join(part for part in parts if part)
    return LinkRow(NOTE, note.id, note.text, detail, note.kind, linked=note.id in statement.notes, covered=covered)


def _found(notes: Iterable[Note], wanted: Sequence[str]) -> list[Note]:
    if not wanted:
        return list(notes)
    texts = ((note, _plain(f"{shown_number(note.number)} {note.text} {kind_word(note.kind)}")) for note in notes)
    return [note for note, text in texts if all(word in text for word in wanted)]


def _plain(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parted if not unicodedata.combining(char)).replace("’", "'")
