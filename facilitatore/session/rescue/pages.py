"""The pages of a session file read as bytes, without SQLite: for files in which SQLite finds nothing any more.

https://sqlite.org/fileformat2.html §1.6 (cells), §2.1 (records) and §3 (journal). Nothing that is read here is believed:
lengths are bounded, chains of pages end, and whoever reads a row checks that its id is the hash of the rest.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from facilitatore.session.facts import ID_BYTES, THING_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Reader = Callable[[int], bytes]

INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF = 0x02, 0x05, 0x0A, 0x0D
TREE_PAGES: Final = (INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF)
PAGE_SIZES: Final = (4096, 1024, 2048, 8192, 512, 16384, 32768, 65536)
"""The sizes a page can have, ours first."""

_FACT_COLUMNS: Final = 8
_LEAST_CELL: Final = 64
"""Bytes that the shortest fact takes: more cells than that leaves room for were never facts."""
_ID_TYPE, _THING_TYPE = 12 + 2 * ID_BYTES, 12 + 2 * THING_BYTES
_CARVED: Final = bytes((_ID_TYPE, _THING_TYPE, _THING_TYPE))
"""How the record of every fact begins, after the one byte that counts its types: id, session, entity."""
_INTEGER_BYTES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}
_JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")


class Cell(NamedTuple):
    """One cell of a page: the length of its whole payload, what lies in the page, and where it goes on (0: nowhere)."""

    size: int
    local: bytes
    overflow: int


class Layout(NamedTuple):
    """How a file is laid out: bytes of a page, and how many of them are used."""

    page: int
    usable: int


OURS: Final = Layout(4096, 4096)


def layout_of(header: bytes) -> Layout | None:
    """Return the layout that the first 100 bytes of a file tell, None when they tell nothing that could be."""
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    if page not in PAGE_SIZES or len(header) < 100 or page - header[20] < 480:  # noqa: PLR2004 - §1.3.2 and §1.3.4
        return None
    return Layout(page, page - header[20])


def cells_of(page: bytes, number: int, layout: Layout) -> Iterator[Cell | None]:
    """Yield the cells with a payload of a page of a tree; None for each pointer that leads nowhere."""
    start = 100 if number == 1 else 0
    kind = page[start]
    if kind not in TREE_PAGES or kind == TABLE_INTERIOR:
        return
    first = start + (12 if kind == INDEX_INTERIOR else 8)
    count = min(int.from_bytes(page[start + 3 : start + 5], "big"), layout.usable // _LEAST_CELL)
    pointers = {int.from_bytes(page[place : place + 2], "big") for place in range(first, first + 2 * count, 2)}
    for pointer in sorted(pointers):
        yield _cell(page, pointer, kind, layout) if first <= pointer < layout.usable else None


def carve_cells(page: bytes, layout: Layout) -> Iterator[Cell]:
    """Yield what begins like a fact in a page whose own list of cells is not to be trusted."""
    place = 0
    for _ in range(layout.usable // _LEAST_CELL):
        place = page.find(_CARVED, place + 1)
        if place < 1:
            return
        columns = _columns(page[place - 1 : layout.usable], None)
        if columns is not None:
            for kind in (INDEX_LEAF, TABLE_LEAF):
                cell = _cut(page, place - 1, columns[-1][2], kind, layout)
                if cell is not None:
                    yield cell


def _cell(page: bytes, place: int, kind: int, layout: Layout) -> Cell | None:
    if kind == INDEX_INTERIOR:
        place += 4  # the page on its left
    size, place = _varint(page, place)
    if kind == TABLE_LEAF:
        _, place = _varint(page, place)  # the number of the row
    return _cut(page, place, size, kind, layout)


def _cut(page: bytes, place: int, size: int, kind: int, layout: Layout) -> Cell | None:
    """Return the cell whose payload of `size` begins at `place`: how much of it lies in the page is a rule (§1.6)."""
    usable = layout.usable
    most = usable - 35 if kind == TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    least = (usable - 12) * 32 // 255 - 23
    inside = size
    if size > most:
        inside = least + (size - least) % (usable - 4)
        inside = least if inside > most else inside
    if place + inside + (4 if size > most else 0) > usable:
        return None
    overflow = int.from_bytes(page[place + inside : place + inside + 4], "big") if size > most else 0
    if size > most and not overflow:
        return None
    return Cell(size, page[place : place + inside], overflow)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return the number at `place` and the place after it; past the end the bytes count as zero."""
    value = 0
    for step in range(9):
        byte = data[place + step] if place + step < len(data) else 0
        if step == 8:  # noqa: PLR2004 - the ninth byte counts whole (§1.6)
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the first bit says that more follow (§1.6)
            return value, place + step + 1
    return value, place + 9


def looks_like_fact(cell: Cell) -> bool:
    """Tell whether the first bytes of a payload are those of a row of facts; whether it is one its id will say."""
    return cell.local.startswith(_CARVED, 1)


def _columns(payload: bytes, size: int | None) -> list[tuple[int, int, int]] | None:
    """Return type, start and end of each of the eight columns; None when they are not a fact's, or do not fill `size`."""
    head, place = _varint(payload, 0)
    if head > len(payload):
        return None
    types: list[int] = []
    while place < head and len(types) <= _FACT_COLUMNS:
        one, place = _varint(payload, place)
        types.append(one)
    if len(types) != _FACT_COLUMNS or place != head or not _are_of_a_fact(types):
        return None
    columns, start = [], head
    for one in types:
        end = start + (_INTEGER_BYTES[one] if one in _INTEGER_BYTES else (one - 12) // 2)
        columns.append((one, start, end))
        start = end
    return columns if size in (None, start) else None


def _are_of_a_fact(types: list[int]) -> bool:
    """Tell whether the types are: id, session, entity, kind, at, by, data, seen."""
    one, session, entity, kind, at, by, data, seen = types
    is_text = all(number > 12 and number % 2 for number in (kind, data))  # noqa: PLR2004 - §2.1
    is_blob = all(number >= 12 and not number % 2 for number in (by, seen))  # noqa: PLR2004 - §2.1
    return one == _ID_TYPE and session == entity == _THING_TYPE and is_text and is_blob and at in _INTEGER_BYTES


def row_of(payload: bytes) -> tuple[Any, ...] | None:
    """Return the row that a whole payload holds; text that is no UTF-8 will fail the check of its id."""
    columns = _columns(payload, len(payload))
    if columns is None:
        return None
    values: list[Any] = []
    for number, (kind, start, end) in enumerate(columns):
        raw = payload[start:end]
        if number in (3, 6):
            values.append(raw.decode("utf-8", "surrogateescape"))
        elif number == 4:  # noqa: PLR2004 - `at`
            values.append(kind - 8 if kind in (8, 9) else int.from_bytes(raw, "big", signed=True))
        else:
            values.append(raw)
    return tuple(values)


def chain(cell: Cell, read: Reader, layout: Layout) -> tuple[bytes, list[int]]:
    """Return the payload of a cell, followed through its pages, and their numbers; less than told when it breaks off."""
    parts, pages, left, number = [cell.local], [], cell.size - len(cell.local), cell.overflow
    while left > 0 and number:
        page = read(number)
        if len(page) < layout.usable:
            break
        parts.append(page[4 : 4 + min(left, layout.usable - 4)])
        left -= len(parts[-1])
        pages.append(number)
        number = int.from_bytes(page[:4], "big")
    return b"".join(parts), pages


def pages_of_journal(file: IO[bytes], size: int, layout: Layout) -> list[tuple[int, int]]:
    """Return number and place of each page that a journal keeps as it was before; a blanked header is no hindrance."""
    found, stride, place = [], layout.page + 8, 0
    while place + stride < size:
        file.seek(place)
        head = file.read(28)
        sector = int.from_bytes(head[20:24], "big") if head.startswith(_JOURNAL_MAGIC) else 512
        count = int.from_bytes(head[8:12], "big") if head.startswith(_JOURNAL_MAGIC) else 0
        sector = sector if sector in PAGE_SIZES else 512
        place += sector
        most = (size - place) // stride
        told = min(count, most) if 0 < count < 0xFFFFFFFF else most  # noqa: PLR2004 - zero: not told yet
        for record in range(told):
            file.seek(place + record * stride)
            found.append((int.from_bytes(file.read(4), "big"), place + record * stride + 4))
        place += told * stride
        place += -place % sector
    return found


class Pages:
    """The pages of a file, some of them replaced by those that its journal keeps."""

    def __init__(self, file: IO[bytes], pages: int, layout: Layout) -> None:
        self.file, self.pages, self.layout = file, pages, layout
        self.lost: set[int] = set()

    def read(self, number: int) -> bytes:
        """Return a page, filled up with zeros where the file ends; nothing for one that cannot be had."""
        if not 0 < number <= self.pages:
            return b""
        return self.at((number - 1) * self.layout.page, number)

    def at(self, place: int, number: int) -> bytes:
        """Return the page at a place of the file."""
        try:
            self.file.seek(place)
            return self.file.read(self.layout.page).ljust(self.layout.page, b"\0")
        except OSError:
            self.lost.add(number)
            return b""


class KeptPages(Pages):
    """The pages of a file as they were before the commit that its journal would undo."""

    def __init__(self, journal: IO[bytes], size: int, main: Pages) -> None:
        super().__init__(journal, main.pages, main.layout)
        self._main = main
        self.kept = pages_of_journal(journal, size, main.layout)
        self._places: dict[int, int] = {}
        for number, place in self.kept:
            self._places.setdefault(number, place)

    def read(self, number: int) -> bytes:
        """Return a page as it was."""
        place = self._places.get(number)
        return self._main.read(number) if place is None else self.at(place, number)
