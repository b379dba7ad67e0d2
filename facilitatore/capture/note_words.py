"""What an import of notes did, in Italian: what came, what changed in what, and what somebody should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.capture.model import KIND_WORDS
from facilitatore.capture.notes import read_clusters
from facilitatore.italian import counted, word_for
from facilitatore.prepare.evening import read_questions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.capture.note_list import Difference, NoteImport
    from facilitatore.session import Session

_FIELDS: Final = {
    "text": "testo",
    "kind": "tipo",
    "question": "domanda",
    "cluster": "nuvola",
    "dots": "bollini",
    "number": "numero",
}


def import_in_words(done: NoteImport, session: Session) -> list[str]:
    """Return the lines that say what was done, the sum first."""
    parts = [
        counted(done.added, "nota aggiunta", "note aggiunte"),
        counted(done.changed, "cambiata", "cambiate") if done.changed else "",
        counted(done.same, "c’era già", "c’erano già") if done.same else "",
    ]
    names = {question.id: str(question.number) for question in read_questions(session)}
    names |= {cluster.id: f"«{cluster.name}»" for cluster in read_clusters(session)}
    lines = [f"{', '.join(filter(None, parts))}."]
    lines += [f"Riga {one.row}: {_change(one, names)}." for one in done.took]
    lines += [f"Riga {one.row}: {_stays(one, names)}." for one in done.kept]
    return lines + _remarks(done)


def _change(one: Difference, names: dict[str, str]) -> str:
    return f"{_FIELDS[one.field]} {_here(one, names)} → {_listed(one)}"


def _stays(one: Difference, names: dict[str, str]) -> str:
    return f"{_FIELDS[one.field]} {_here(one, names)} qui, {_listed(one)} nell’elenco: resta com’è qui"


def _here(one: Difference, names: dict[str, str]) -> str:
    if one.field == "dots":
        return str(one.was or 0)
    if not one.was:
        return "–"
    if one.field == "kind":
        return word_for(KIND_WORDS, str(one.was))
    return f"«{one.was}»" if one.field in ("text", "number") else names.get(str(one.was), "–")


def _listed(one: Difference) -> str:
    return one.words if one.field in ("dots", "kind", "question") else f"«{one.words}»"


def _remarks(done: NoteImport) -> list[str]:
    remarks = done.remarks
    lines = []
    if remarks.long:
        rows = ", ".join(f"riga {row} è lunga {lines} righe" for row, lines in remarks.long)
        lines.append(f"{rows[0].upper()}{rows[1:]}: controlla che sia una nota sola.")
    if remarks.wordless:
        lines.append(f"Senza testo, e quindi non aggiunte: {_rows(remarks.wordless)}.")
    if remarks.unread:
        lines.append(f"Colonne non lette: {', '.join(f'«{name}»' for name in remarks.unread)}.")
    if remarks.above:
        lines.append(f"Sopra l’intestazione, e quindi non lette: {_rows(remarks.above)}.")
    return lines


def _rows(rows: Iterable[int]) -> str:
    numbers = [str(row) for row in rows]
    return f"riga {numbers[0]}" if len(numbers) == 1 else f"righe {', '.join(numbers)}"
