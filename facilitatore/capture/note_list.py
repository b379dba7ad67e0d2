"""Notes from a list: the columns gruppo, domanda, tipo, testo, bollini, numero; all but testo may be missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.capture.notes import note_draft, read_clusters, read_notes
from facilitatore.errors import BadList, BadValue, Unknown
from facilitatore.prepare.evening import find_group, read_groups, read_questions
from facilitatore.session import Change, Draft, Session, new
from facilitatore.session.words import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from facilitatore.prepare.model import Group

COLUMNS: Final = ("gruppo", "domanda", "tipo", "testo", "bollini", "numero", "nuvola")
MAX_LISTED: Final = 3000
"""Characters of a note in a list: longer cells may have been cut by whoever read the list, and no word may get lost."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line of the list, by column; `row` counts from 1 with the header."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class NoteImport:
    """What an import did: notes `added`, and rows that are the `same` as notes already there."""

    change: Change
    added: int
    same: int


def read_note_rows(path: Path) -> list[NoteRow]:
    """Read the list.

    Raises:
        BadList: it cannot be read, or has no column ``testo``. FileMissing: it is not there.
    """
    from facilitatore.door.lists.tables import read_table

    rows = read_table(path).rows
    for index, row in enumerate(rows):
        names = [clean_line(cell).casefold() for cell in row]
        if "testo" in names:
            places = {name: names.index(name) for name in COLUMNS if name in names}
            return [
                NoteRow(index + offset + 2, {name: _cell(cells, place) for name, place in places.items()})
                for offset, cells in enumerate(rows[index + 1 :])
                if any(cell.strip() for cell in cells)
            ]
    raise BadList(path, "no_text_column")


def _cell(cells: Sequence[str], place: int) -> str:
    return clean_text(cells[place]) if place < len(cells) else ""


def import_notes(session: Session, path: Path, *, group: str | None = None, origin: object = None) -> NoteImport:
    """Add the notes of a list, all or none; a row that is already there, word for word, is not added again.

    Two people may have written the same words: a list with a note twice makes two of it, and none when read again.
    `group` (key or title) is for rows without one; a single group needs none.

    Raises:
        BadList: no list of notes. Unknown: no such `group`. BadValue: a row that cannot be (``row``: its number, and
        what is wrong with it as the cause). Problem: nothing was written.
    """
    rows = read_note_rows(path)
    if not rows:
        raise BadList(path, "no_rows")
    groups = read_groups(session)
    fallback = find_group(session, group) if group else (groups[0] if len(groups) == 1 else None)
    reader = _RowReader(session, fallback)
    there = Counter(_identity(note.group, note.text, note.number, note.kind) for note in read_notes(session))
    drafts: list[Draft] = []
    same = 0
    for row in rows:
        if not row.cells.get("testo"):
            continue
        try:
            draft = reader.draft(row)
        except (BadValue, Unknown) as problem:
            raise BadValue("row", str(row.row)) from problem
        fields = draft.fields
        identity = _identity(fields["group"], fields["text"], fields.get("number"), fields["kind"])
        if there[identity]:
            there[identity] -= 1
            same += 1
        else:
            drafts.append(draft)
    used = {draft.fields.get("cluster") for draft in drafts}
    clusters = [cluster for cluster in reader.new_clusters.values() if cluster.id in used]
    change = session.record("import_notes", *clusters, *drafts, origin=origin)
    return NoteImport(change, len(drafts), same)


def _identity(group: str, text: str, number: str | None, kind: str) -> tuple[str, str, str, str]:
    return group, text, number or "", kind


class _RowReader:
    """Turns rows into drafts, remembering the clusters that rows name for the first time."""

    def __init__(self, session: Session, fallback: Group | None) -> None:
        self._session = session
        self._fallback = fallback
        self._questions = read_questions(session)
        self._clusters = {(one.group, one.name.casefold()): one.id for one in read_clusters(session)}
        self.new_clusters: dict[tuple[str, str], Draft] = {}

    def draft(self, row: NoteRow) -> Draft:
        cells = row.cells
        group = self._group(cells.get("gruppo", ""))
        if len(cells["testo"]) > MAX_LISTED:
            raise BadValue("note", str(len(cells["testo"])), str(MAX_LISTED))
        return note_draft(
            group=group.id,
            question=self._question(cells.get("domanda", ""), group),
            kind=cells.get("tipo") or "need",
            text=cells["testo"],
            cluster=self._cluster(cells.get("nuvola", ""), group),
            dots=_whole(cells.get("bollini", "")),
            number=cells.get("numero"),
            origin_text="import",
        )

    def _group(self, name: str) -> Group:
        if name:
            return find_group(self._session, name)
        if self._fallback is None:
            raise BadValue("note_group", "", ", ".join(group.key for group in read_groups(self._session)))
        return self._fallback

    def _question(self, name: str, group: Group) -> str | None:
        if not name:
            return None
        own = [question for question in self._questions if question.group == group.id]
        for question in own:
            if name.casefold() in (str(question.number), question.text.casefold()):
                return question.id
        raise Unknown("question", name, tuple(f"{question.number}" for question in own))

    def _cluster(self, name: str, group: Group) -> str | None:
        name = clean_line(name)
        if not name:
            return None
        key = (group.id, name.casefold())
        if key in self._clusters:
            return self._clusters[key]
        if key not in self.new_clusters:
            self.new_clusters[key] = new("cluster", group=group.id, name=name)
        return self.new_clusters[key].id


def _whole(text: str) -> int:
    if not text:
        return 0
    try:
        return int(text)
    except ValueError:
        raise BadValue("dots", text[:40], "0–9999") from None
