"""Reading a list as rows of text, whatever program wrote it: CSV of any make, XLSX, XLS, ODS.

Nothing here knows what a name is: `columns` finds that out. What the bytes are counts more than how the file is called,
because offices rename files to make them open.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from facilitatore.door.lists.read import limits
from facilitatore.door.lists.read.foreign import is_other, why_no_list
from facilitatore.door.lists.read.lines import in_columns, mail_rows
from facilitatore.door.lists.read.separated import split_rows, told_delimiter, vote_delimiter
from facilitatore.door.lists.read.spreadsheets import is_spreadsheet, read_workbook
from facilitatore.errors import BadList, FileMissing
from facilitatore.session.words import plain_breaks

_SPREADSHEET_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_CP1252_USUAL = frozenset(range(0xA0, 0x100)) | frozenset((0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97))
_ODD_ENCODINGS = ["cp1252", "mac_roman", "cp850", "iso8859_15"]
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_SIGNS_OF_TABLES = frozenset('";,\t|\u00a0')
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f]")
_HARD_SPACES = re.compile("[\u00a0\u2007\u202f]")
_STRAY = re.compile("[\u200b\ufeff]")
_BINARY_SHARE = 0.03
_UTF16_NULS = 0.2


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a list, as text; rows may differ in length, and row `i` is line ``i + 1`` of the sheet."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str | None = None
    """Codec of a text file; None for a spreadsheet."""
    delimiter: str | None = None
    """What separates the columns; None for a spreadsheet or for a single column."""
    path: Path = Path()
    sheet: str | None = None
    """Sheet read, when the file has sheets."""
    sheets: tuple[str, ...] = ()
    """Visible sheets that are not empty."""
    hidden: frozenset[int] = frozenset()
    """Columns of tax codes, emptied: see `fiscal`."""
    cut: frozenset[int] = frozenset()
    """Rows, from 0, where a tax code was cut out of a cell."""
    filled: frozenset[tuple[int, int]] = frozenset()
    """Cells (row, column), from 0, that have the text of the one above, with which they are merged."""
    digest: str = ""
    """Hash of the file's bytes: the same list is known again, on whatever laptop and under whatever name."""

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int | None) -> str:
        """Return the text at (`row`, `column`), both from 0; empty where there is none."""
        if column is None or not 0 <= row < len(self.rows) or not 0 <= column < len(self.rows[row]):
            return ""
        return self.rows[row][column]


Split = tuple[list[list[str]], str | None]
"""The rows of a text, and what separates their columns: None for a single one."""


def read_table(path: Path, sheet: str | None = None, *, split: Callable[[str], Split] | None = None) -> Table:
    """Read the list at `path`; of a workbook the `sheet` of that name, or the first visible one that is not empty.

    `split` makes rows of a text that is no workbook; otherwise the delimiter is voted for.

    Raises:
        FileMissing: nothing is there.
        BadList: why is a key of `sentences.LIST_REASONS`.
    """
    data = _read_bytes(path)
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise BadList(path, "empty")
    digest = blake2b(data, digest_size=16).hexdigest()
    if is_spreadsheet(data):
        found = read_workbook(path, data, sheet)
        cells = found.rows if split else in_columns(found.rows, None)
        tidy = _tidied(path, cells)
        return Table(tidy, path=path, sheet=found.name, sheets=found.names, filled=found.filled, digest=digest)
    text, encoding = _text(path, data)
    if not any(map(str.isalnum, text)):
        raise BadList(path, "empty")
    rows, delimiter = (split or split_by_vote)(text)
    if path.suffix.lower() in {".xlsx", ".xlsm", ".ods"} or (path.suffix.lower() == ".xls" and delimiter is None):
        raise BadList(path, "not_a_spreadsheet")  # only .xls has a habit of being a text file: web portals name it so
    return Table(_tidied(path, rows), encoding, delimiter, path, digest=digest)


def _read_bytes(path: Path) -> bytes:
    try:
        is_file = path.is_file()
        if not is_file and not path.exists():
            raise FileMissing(path)
    except OSError as error:  # a name that is too long, a folder that is closed to us
        raise FileMissing(path) from error
    if not is_file:
        raise BadList(path, "unreadable")
    if path.name.startswith(("~$", ".~lock.")):
        raise BadList(path, "lock_file")
    try:
        with path.open("rb") as file:
            data = file.read(limits.MAX_BYTES + 1)
    except PermissionError as error:  # Excel, on Windows, lets nobody else read what it has open
        raise BadList(path, "in_use") from error
    except OSError as error:
        raise BadList(path, "unreadable") from error
    if len(data) > limits.MAX_BYTES:
        raise BadList(path, "too_big")
    return data


def _text(path: Path, data: bytes) -> tuple[str, str]:
    """Return the text of the file and its codec, or raise why it is not a text that holds a list."""
    in_disguise = path.suffix.lower() in _SPREADSHEET_ENDINGS
    wrong = "not_a_spreadsheet" if in_disguise else "binary"
    if is_other(data):
        raise BadList(path, wrong)
    encoding = guess_encoding(data)
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    controls = len(_CONTROLS.findall(plain_breaks(text).replace("\x1a", "")))
    if controls > _BINARY_SHARE * len(text) and controls > 1:
        raise BadList(path, wrong)
    why = why_no_list(text)
    if why is not None:
        raise BadList(path, "not_a_spreadsheet" if in_disguise and why == "not_a_list" else why)
    return _ENTITY.sub(_without_entity, text), encoding


def _without_entity(found: re.Match[str]) -> str:
    """Return the letter that an HTML entity stands for; its semicolon separates no columns, nor may the sign itself."""
    sign = html.unescape(found[0])
    return sign if sign not in _SIGNS_OF_TABLES and sign.isprintable() else " "


def guess_encoding(data: bytes) -> str:
    """Return the codec of a text: marks first, then UTF-8, then UTF-16 without a mark, then the old Italian ones.

    Left alone, charset-normalizer takes cp1252 for cp1258 (measured on 21 files): it chooses among few, and only when
    bytes that cp1252 hardly uses are there.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd > _UTF16_NULS * len(head):
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    if all(byte in _CP1252_USUAL for byte in data if byte > 0x7F):  # noqa: PLR2004 - the end of ASCII
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_ODD_ENCODINGS).best()
    return best.encoding if best else "cp1252"


def split_by_vote(text: str) -> Split:
    """Return the rows of a text and their delimiter (None: a single column)."""
    told, text = told_delimiter(text)
    mails = None if told else mail_rows(text.splitlines())
    if mails is not None:
        return mails, None
    delimiter = told or vote_delimiter(text)
    return in_columns(list(split_rows(text, delimiter)), delimiter), delimiter


def _tidied(path: Path, rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Trim cells, drop empty rows at the end and empty cells at the end of rows; refuse a table without text."""
    if sum(map(len, rows)) + len(rows) > limits.MAX_CELLS or any(
        len(row) > limits.MAX_COLUMNS and _wide(row) for row in rows
    ):
        raise BadList(path, "too_big")
    if any(len(cell) > limits.LONGEST_FIELD for row in rows for cell in row):
        raise BadList(path, "long_cell")
    tidy: list[tuple[str, ...]] = []
    for row in rows:
        cells = [clean_cell(cell)[: limits.LONGEST_CELL] for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        tidy.append(tuple(cells))
    while tidy and not tidy[-1]:
        tidy.pop()
    if not tidy:
        raise BadList(path, "empty")
    return tuple(tidy)


def _wide(row: list[str]) -> bool:
    return any(cell.strip() for cell in row[limits.MAX_COLUMNS :])


def clean_cell(text: str) -> str:
    """Return the text of a cell without control characters, stray marks and hard or doubled outer spaces."""
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = _CONTROLS.sub("", plain_breaks(text))
    return _STRAY.sub("", _HARD_SPACES.sub(" ", kept)).strip()
