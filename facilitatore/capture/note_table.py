"""A list of notes as a table: its heading says what separates the columns, and no word of it is passed over unsaid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.errors import BadList, BadValue
from facilitatore.session.words import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facilitatore.door.lists.read.tables import Split

TEXT: Final = "testo"
COLUMNS: Final = ("gruppo", "domanda", "tipo", TEXT, "bollini", "numero", "nuvola")
MAX_LISTED: Final = 3000
"""Characters of a note in a list: longer cells may have been cut by whoever read the list, and no word may get lost."""

_CHECKED: Final = frozenset({"gruppo", "domanda", "tipo", "bollini"})
"""Columns whose cells are looked up: words that slipped into one of them are noticed."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line of the list, by column; `row` counts from 1 with the header."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a person should know of a list that was read.

    `long`: rows whose note has several lines, with how many; in a text file a quote that was opened and never closed
    looks like that. `wordless`: rows that hold something, but no words. `unread`: headings of columns that mean nothing
    here and hold something. `above`: rows above the heading.
    """

    long: tuple[tuple[int, int], ...] = ()
    wordless: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()
    above: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteTable:
    """The rows that hold a note, what to tell of the others, and the hash of the file."""

    rows: tuple[NoteRow, ...]
    remarks: Remarks
    digest: str


def read_note_table(path: Path) -> NoteTable:
    """Read the list.

    Raises:
        BadList: it cannot be read, or has no column ``testo``. FileMissing: it is not there. BadValue: a row (``row``:
            its number, and what is wrong with it as the cause) is too long, or has more cells than the heading, so that
            nobody can tell where its words belong.
    """
    from facilitatore.door.lists.read.tables import read_table

    table = read_table(path, split=split_under_heading)
    heading = next((row for row, cells in enumerate(table.rows) if TEXT in _names(cells)), None)
    if heading is None:
        raise BadList(path, "no_text_column")
    names = _names(table.rows[heading])
    below = [(row, cells) for row, cells in enumerate(table.rows[heading + 1 :], heading + 2) if any(cells)]
    for row, cells in below:
        if len(cells) > len(names):
            raise BadValue("row", str(row)) from BadValue("cells", str(len(cells)), str(len(names)))
        if (longest := max(map(len, cells))) > MAX_LISTED:
            raise BadValue("row", str(row)) from BadValue("note", str(longest), str(MAX_LISTED))
    places = {name: names.index(name) for name in COLUMNS if name in names}
    read = [NoteRow(row, {name: _cell(cells, place) for name, place in places.items()}) for row, cells in below]
    unread = [place for place in range(len(names)) if place not in places.values()]
    remarks = Remarks(
        long=tuple((one.row, 1 + lines) for one in read if (lines := one.cells[TEXT].count("\n"))),
        wordless=tuple(one.row for one in read if not one.cells[TEXT]),
        unread=tuple(
            clean_line(table.rows[heading][place]) or f"colonna {place + 1}"
            for place in unread
            if any(_cell(cells, place) for _, cells in below)
        ),
        above=tuple(row for row, cells in enumerate(table.rows[:heading], 1) if any(cells)),
    )
    return NoteTable(tuple(one for one in read if one.cells[TEXT]), remarks, table.digest)


def split_under_heading(text: str) -> Split:
    """Return the rows of a text, and the delimiter that its heading is written with: none where it has one name.

    Where the words stand in the last column, and every column before is looked up, they may hold the delimiter: nothing
    else can have been meant.
    """
    from facilitatore.door.lists.read.separated import split_rows, told_delimiter

    told, text = told_delimiter(text)
    delimiter = told or _delimiter_of_heading(text)
    rows = list(split_rows(text, delimiter))
    heading = next((row for row, cells in enumerate(rows) if TEXT in _names(cells)), None)
    if delimiter is None or heading is None:
        return rows, delimiter
    names = _names(rows[heading])
    if names.index(TEXT) == len(names) - 1 and _CHECKED.issuperset(names[:-1]):
        last = len(names) - 1
        for cells in rows[heading + 1 :]:
            cells[last:] = [delimiter.join(_without_empty_end(cells[last:]))]
    return rows, delimiter


def _delimiter_of_heading(text: str) -> str | None:
    """Return the delimiter under which the heading has most of our names; None where ``testo`` stands alone."""
    from facilitatore.door.lists.read.separated import DELIMITERS, split_rows

    for line in re.finditer(r"[^\r\n]+", text):
        if TEXT not in line[0].casefold():
            continue
        ours: list[tuple[int, int, str]] = []
        for delimiter in DELIMITERS:
            names = _names(next(split_rows(line[0], delimiter)))
            if TEXT in names and delimiter in line[0]:
                ours.append((sum(name in COLUMNS for name in names), line[0].count(delimiter), delimiter))
        if ours:
            return max(ours)[2]
        if TEXT in _names(next(split_rows(line[0], None))):
            return None
    return None


def _names(cells: Sequence[str]) -> list[str]:
    """Return the names in a heading, up to the last one."""
    return _without_empty_end([clean_line(cell).casefold() for cell in cells])


def _without_empty_end(cells: Iterable[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _cell(cells: Sequence[str], place: int) -> str:
    return clean_text(cells[place]) if place < len(cells) else ""
