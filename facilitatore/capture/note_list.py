"""Notes from a list: the columns gruppo, domanda, tipo, testo, bollini, numero; all but testo may be missing.

What a list says is taken; what somebody wrote here by hand is not written over, but told.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from facilitatore.capture.list_likeness import listed_words
from facilitatore.capture.note_pairing import ListedNote, pair_notes
from facilitatore.capture.note_table import NoteRow, Remarks, read_note_table
from facilitatore.capture.notes import note_draft, read_clusters, short_line
from facilitatore.errors import BadList, BadValue, Unknown
from facilitatore.prepare.evening import find_group, group_in_name, read_groups, read_questions
from facilitatore.session import Change, Draft, Session, edit, new
from facilitatore.session.facts import derived_thing_id, read_object

if TYPE_CHECKING:
    from pathlib import Path

    from facilitatore.prepare.model import Group
    from facilitatore.session import Thing
    from facilitatore.session.facts import Fact

_FIELD_OF: Final = {
    "testo": "text",
    "tipo": "kind",
    "domanda": "question",
    "nuvola": "cluster",
    "bollini": "dots",
    "numero": "number",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a row says something else than its note: what `was` here, the value it `says`, in `words`."""

    row: int
    field: str
    was: Any
    says: Any
    words: str


@dataclass(frozen=True, slots=True)
class NoteImport:
    """What an import did: notes `added`, rows that are the `same` as notes already there, what it `took` into others.

    `kept`: where a person wrote something else, or nobody has decided yet, the list changed nothing.
    """

    change: Change
    added: int
    same: int
    took: tuple[Difference, ...]
    kept: tuple[Difference, ...]
    remarks: Remarks

    @property
    def changed(self) -> int:
        """How many notes took something."""
        return len({difference.row for difference in self.took})


def import_notes(session: Session, path: Path, *, group: str | None = None, origin: object = None) -> NoteImport:
    """Take in the notes of a list, all or none, as one step.

    A row is the note with its paper number, or with its place in a list of the very same bytes; else one with its
    words. So a list that is read again adds nothing, a list that two laptops read is there once when they are joined,
    and the same words in two lists stay two voices. `group` (key or title) is for rows without one; the file of a
    group, and a single group, need none.

    Raises:
        BadList: no list of notes. Unknown: no such `group`. BadValue: a row that cannot be (``row``: its number, and
        what is wrong with it as the cause). Problem: nothing was written.
    """
    table = read_note_table(path)
    if not table.rows and not table.remarks.wordless:
        raise BadList(path, "no_rows")
    reader = _RowReader(session, table.digest, path.name, _group_for_rows(session, group))
    listed = [reader.read(row) for row in table.rows]
    notes = pair_notes(listed, session.things("note"))
    drafts: list[Draft] = []
    took: list[Difference] = []
    kept: list[Difference] = []
    for one in listed:
        note = notes.get(one.row)
        if note is None:
            drafts.append(_born(session, one.draft))
            continue
        differences = _differences(one, note)
        taken = [difference for difference in differences if _is_free(note, difference.field)]
        if taken:
            fields = {difference.field: difference.says for difference in taken}
            drafts.append(edit(note, **fields, listed=one.draft.fields["listed"]))
        took += taken
        kept += [difference for difference in differences if difference not in taken]
    used = {draft.fields.get("cluster") for draft in drafts}
    clusters = [_born(session, cluster) for cluster in reader.new_clusters.values() if cluster.id in used]
    change = session.record("import_notes", *clusters, *drafts, origin=origin)
    done = NoteImport(change, len(listed) - len(notes), 0, tuple(took), tuple(kept), table.remarks)
    return dataclasses.replace(done, same=len(notes) - done.changed)


def _group_for_rows(session: Session, name: str | None) -> Group | None:
    if name:
        return find_group(session, name)
    groups = read_groups(session)
    return groups[0] if len(groups) == 1 else group_in_name(session.path, groups)


def _born(session: Session, draft: Draft) -> Draft:
    """Return the draft of a new thing, or of one that comes back: it was removed, or its import was undone."""
    gone = session.get(draft.id, even_removed=True)
    return draft if gone is None else edit(gone, **draft.fields, deleted=False)


def _differences(one: ListedNote, note: Thing) -> list[Difference]:
    every = [
        Difference(one.row, name, note.fields.get(name), one.draft.fields[name], words)
        for name, words in one.told.items()
    ]
    return [difference for difference in every if difference.was != difference.says]


def _is_free(note: Thing, name: str) -> bool:
    """Tell whether a list may write the field: nobody did yet, or a list did. A hand, or a conflict, is left alone."""
    if name in note.conflicts:
        return False
    is_empty = not note.fields.get(name)
    if is_empty and name == "dots":
        return True  # nobody has counted
    return all((is_empty and head.id == note.born) or _is_of_list(head) for head in note.heads.get(name, ()))


def _is_of_list(fact: Fact) -> bool:
    return "listed" in (read_object(fact.data) or {})


class _RowReader:
    """Turns rows into drafts of notes, remembering the clusters that rows name for the first time."""

    def __init__(self, session: Session, digest: str, name: str, fallback: Group | None) -> None:
        self._session = session
        self._digest = digest
        self._name = name
        self._fallback = fallback
        self._questions = read_questions(session)
        self._clusters = {(one.group, one.name.casefold()): one.id for one in read_clusters(session)}
        self._papers: Counter[tuple[str, ...]] = Counter()
        self.new_clusters: dict[tuple[str, str], Draft] = {}

    def read(self, row: NoteRow) -> ListedNote:
        """Return the row as a note.

        Raises:
            BadValue: it cannot be one (``row``).
        """
        try:
            return self._read(row)
        except (BadValue, Unknown) as problem:
            raise BadValue("row", str(row.row)) from problem

    def _read(self, row: NoteRow) -> ListedNote:
        cells = row.cells
        group = self._group(cells.get("gruppo", ""))
        draft = note_draft(
            group=group.id,
            question=self._question(cells.get("domanda", ""), group),
            kind=cells.get("tipo") or "need",
            text=cells["testo"],
            cluster=self._cluster(cells.get("nuvola", ""), group),
            dots=_whole(cells.get("bollini", "")),
            number=cells.get("numero", "").removeprefix("#"),
            origin_text="import",
        )
        fields = draft.fields | {"listed": listed_words(self._digest, row.row, self._name)}
        told = {name: cells[column] for column, name in _FIELD_OF.items() if cells.get(column)}
        return ListedNote(row.row, Draft("note", self._identity(row.row, fields), fields), told)

    def _identity(self, row: int, fields: dict[str, Any]) -> str:
        """Return the id of the note that a row is, on every laptop: by its paper, else by its list and place."""
        session, group = self._session.id, fields["group"]
        paper = ("paper", session, group, fields.get("question", ""), fields.get("number", "").casefold())
        self._papers[paper] += 1
        is_known = fields.get("number") and self._papers[paper] == 1
        return derived_thing_id(*(paper if is_known else ("row", session, group, self._digest, str(row))))

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
        name = short_line(name)
        if not name:
            return None
        key = (group.id, name.casefold())
        if key in self._clusters:
            return self._clusters[key]
        if key not in self.new_clusters:
            self.new_clusters[key] = new("cluster", id=self._cluster_id(*key), group=group.id, name=name)
        return self.new_clusters[key].id

    def _cluster_id(self, group: str, name: str) -> str:
        """Return one id for clouds of one name that lists make, unless that cloud has another name by now."""
        derived = derived_thing_id("cloud", self._session.id, group, name)
        return derived if self._session.get(derived) is None else ""


def _whole(text: str) -> int:
    if not text:
        return 0
    try:
        return int(text)
    except ValueError:
        raise BadValue("dots", text[:40], "0–9999") from None
