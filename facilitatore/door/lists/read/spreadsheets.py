"""Workbooks (XLSX, XLS, ODS) as rows of text, by python-calamine; imported only when there is one to read.

calamine keeps a dense grid: two cells, the first and the last possible, make it ask for 400 GB and abort the whole
program (seen with 0.9.1). Hence the look at the archive before it is given to it.
"""

from __future__ import annotations

import datetime as dt
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers import expat

from facilitatore.door.lists.read import limits
from facilitatore.door.lists.read.foreign import OLE, why_no_old_workbook, why_no_workbook
from facilitatore.errors import BadList

_ZIP = b"PK\x03\x04"
_MANIFEST = "META-INF/manifest.xml"
"""Where an OpenDocument file says which of its parts are encrypted."""
_PASSWORD = 0x1
"""Bit of a part of an archive that has a password (APPNOTE.TXT 4.4.4)."""
_CHUNK = 1 << 20
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ValueError,  # a negative offset; a codec that the XML names and nobody has
    RuntimeError,  # a password on a part; a compression that nobody has
    EOFError,
    OSError,
)
Span = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell (row, column), from 0, of those that are merged into one."""
_EXACT = 1e15
"""Floats above this no longer hold every digit."""


def is_spreadsheet(data: bytes) -> bool:
    """Tell a workbook by its first bytes, not by its name."""
    return data.startswith((_ZIP, OLE))


class Sheet(NamedTuple):
    """A sheet of a workbook; `filled` are cells (row, column) that have the text of the one above, merged with them."""

    name: str
    names: tuple[str, ...]
    """The visible sheets that are not empty."""
    rows: list[list[str]]
    filled: frozenset[tuple[int, int]]


def read_workbook(path: Path, data: bytes, sheet: str | None) -> Sheet:
    """Return the `sheet` of that name, or the first visible one that is not empty.

    Raises:
        BadList: why is a key of `sentences.LIST_REASONS`.
    """
    import python_calamine as calamine

    spans = _check_archive(path, data) if data.startswith(_ZIP) else {}
    if data.startswith(OLE) and (why := why_no_old_workbook(data)):  # calamine knows the passwords of old files only
        raise BadList(path, why)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [s.name for s in book.sheets_metadata if s.visible == calamine.SheetVisibleEnum.Visible]
        sheets = {name: book.get_sheet_by_name(name) for name in visible}
        filled = {name: found for name, found in sheets.items() if found.end is not None}
        chosen = sheet if sheet in filled else next(iter(filled), None)
        if chosen is None:
            raise BadList(path, "empty")
        height, width = (last + 1 for last in filled[chosen].end or (0, 0))
        if height * width > limits.MAX_CELLS:
            raise BadList(path, "too_big")
        rows = filled[chosen].to_python(skip_empty_area=False)
        merged = filled[chosen].merged_cell_ranges or spans.get(chosen, [])
    except calamine.PasswordError as error:
        raise BadList(path, "protected") from error
    except calamine.CalamineError as error:
        raise BadList(path, "not_a_spreadsheet") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a bug of the library on broken bytes, not of ours
            raise BadList(path, "not_a_spreadsheet") from error
        raise
    cells = [[cell_text(cell) for cell in row] for row in rows]
    return Sheet(chosen, tuple(filled), cells, _fill_down(cells, merged))


def _fill_down(rows: list[list[str]], merged: Iterable[Span]) -> frozenset[tuple[int, int]]:
    """Write the text of cells merged over several rows into each of them; return which cells were empty before.

    What is merged over several columns is a title or a heading, and stays in the first of them.
    """
    filled: set[tuple[int, int]] = set()
    left = limits.MAX_CELLS
    for (first, column), (last, _) in merged:
        for number in range(first + 1, min(last + 1, len(rows))):
            left -= 1
            if left < 0:
                return frozenset(filled)
            if column < len(rows[number]) and not rows[number][column] and rows[first][column]:
                rows[number][column] = rows[first][column]
                filled.add((number, column))
    return frozenset(filled)


def cell_text(value: object) -> str:
    """Return a cell as a person would type it: 1.0 is "1", a date is ISO text, a tick is "Sì"."""
    if isinstance(value, bool):
        return "Sì" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _check_archive(path: Path, data: bytes) -> dict[str, list[Span]]:
    """Refuse an archive that unpacks to too much, or whose sheets span too large a rectangle.

    Returns:
        The merged cells of each table of an OpenDocument file, which calamine does not tell.
    """
    spans: dict[str, list[Span]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = limits.MAX_UNPACKED
            members = archive.infolist()
            why = why_no_workbook(archive.namelist())
            if why or any(member.flag_bits & _PASSWORD for member in members):
                raise BadList(path, why or "protected")
            for member in sorted(members, key=lambda member: member.filename != _MANIFEST):
                member.file_size = limits.MAX_UNPACKED + 1  # what the archive declares may be a lie: count instead
                with archive.open(member) as part:
                    left -= _weigh(path, part, member.filename, left, spans)
    except _BROKEN_ARCHIVE as error:
        raise BadList(path, "not_a_spreadsheet") from error
    return spans


def _weigh(path: Path, part: IO[bytes], name: str, limit: int, spans: dict[str, list[Span]]) -> int:
    """Return the unpacked length of a part; its XML, when it is a sheet, must not span too many cells."""
    extent = _Extent(spans) if re.search(r"worksheets/[^/]*\.xml$|^content\.xml$", name) else None
    parser = expat.ParserCreate()
    if extent:
        parser.StartElementHandler = extent.start
    length = 0
    while chunk := part.read(_CHUNK):
        length += len(chunk)
        if length > limit:
            raise BadList(path, "too_big")
        if name == _MANIFEST and b"encryption-data" in chunk:
            raise BadList(path, "protected")
        if extent:
            try:
                parser.Parse(chunk)
            except expat.ExpatError as error:
                raise BadList(path, "not_a_spreadsheet") from error
            if extent.cells > limits.MAX_CELLS:
                raise BadList(path, "too_big")
    return length


class _Extent:
    """The rectangle from the first cell to the last one that holds something, over XLSX or ODS elements."""

    def __init__(self, spans: dict[str, list[Span]]) -> None:
        self._spans, self._table = spans, ""
        self._next_row = self._last_row = self._next_column = self._last_column = 0
        self._row_repeat = 1

    @property
    def cells(self) -> int:
        return self._last_row * self._last_column

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if kind in ("row", "table-row"):
            self._next_row += self._row_repeat
            self._row_repeat = _count(attributes, "table:number-rows-repeated", 1)
            self._next_column = 0
            if kind == "row":
                self._next_row = _count(attributes, "r", self._next_row + 1) - 1
        elif kind == "table":
            self._next_row, self._row_repeat = 0, 0
            self._table = attributes.get("table:name", "")
        elif kind == "c":
            place = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", attributes.get("r", ""))
            if place:
                self._next_row, self._next_column = int(place[2]) - 1, _column(place[1])
            self._note(1)
        elif kind in ("table-cell", "covered-table-cell"):
            repeat = _count(attributes, "table:number-columns-repeated", 1)
            over = _count(attributes, "table:number-rows-spanned", 1)
            if over > 1:
                last = self._next_row + over - 1
                span = (self._next_row, self._next_column), (last, self._next_column)
                self._spans.setdefault(self._table, []).append(span)
            if any(name.endswith(("value-type", "formula")) for name in attributes):
                self._note(repeat)
            else:
                self._next_column += repeat

    def _note(self, columns: int) -> None:
        self._next_column += columns
        self._last_column = max(self._last_column, self._next_column)
        self._last_row = max(self._last_row, self._next_row + self._row_repeat)


def _count(attributes: dict[str, str], name: str, otherwise: int) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise  # noqa: PLR2004 - no sheet has 10^9 rows


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
