"""The cells in which a row names somebody: one person, or several side by side, each in one cell or in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.door.known_names import Standing, standing
from facilitatore.door.names import name_words
from facilitatore.door.naming.words import is_office

if TYPE_CHECKING:
    from facilitatore.door.lists.read.tables import Table

_NAME: Final = re.compile(r"[^\W\d_][^\d<>=@|/\\;:]{0,59}")
_MOST: Final = 0.5
_FIRST: Final = frozenset({Standing.FIRST, Standing.BOTH})


class NameBlock(NamedTuple):
    """Where one person of each row is named, as column numbers from 0; None where there is no such cell."""

    first_name: int | None = None
    family_name: int | None = None
    full_name: int | None = None
    group: str = ""
    """What stands above these cells alone: the group, or the evening, of the persons below it."""
    otherwise: int | None = None
    """Column of whole names for the rows where the cells of first and family name are empty."""
    email: int | None = None
    phone: int | None = None

    @property
    def cells(self) -> tuple[int, ...]:
        """The columns where the name stands, whole names first."""
        return tuple(c for c in (self.full_name, self.first_name, self.family_name) if c is not None)


@lru_cache(maxsize=64)  # every row asks it several times
def columns_of(blocks: tuple[NameBlock, ...]) -> tuple[int, ...]:
    """Return the columns in which these people are named."""
    others = (block.otherwise for block in blocks if block.otherwise is not None)
    return tuple(dict.fromkeys((*(column for block in blocks for column in block.cells), *others)))


def blocks_of(first: Sequence[int], family: Sequence[int], full: Sequence[int]) -> tuple[NameBlock, ...]:
    """Return who is named in these columns: each family name with the nearest first name, then the whole names.

    A column of whole names beside one of first names and one of family names is for the rows where these are empty.
    """
    left = list(first)
    pairs: list[NameBlock] = []
    for column in family:
        own = min(left, key=lambda other: (abs(other - column), other), default=None)
        if own is not None:
            left.remove(own)
        pairs.append(NameBlock(own, column))
    if pairs and full:
        pairs[0], full = pairs[0]._replace(otherwise=full[0]), ()
    found = [*pairs, *(NameBlock(first_name=column) for column in left), *(NameBlock(full_name=c) for c in full)]
    return tuple(sorted(found, key=lambda block: min(block.cells)))


def texts_of(table: Table, rows: range, column: int) -> list[str]:
    """Return what stands in a column, without empty cells."""
    return [cell for row in rows if (cell := table.cell(row, column))]


def is_whole_names(cells: Sequence[str]) -> bool:
    """Tell a column of whole names: most are two words or more, and one of them a known first name."""
    return bool(cells) and sum(is_whole_name(cell) for cell in cells) >= _MOST * len(cells)


def is_whole_name(cell: str) -> bool:
    """Tell two words or more of letters, one of them a known first name."""
    return len(cell.split()) > 1 and holds_first_name(cell)


def is_name(cell: str) -> bool:
    """Tell a text that can be a name: letters, and not too many."""
    return _NAME.fullmatch(cell) is not None


def holds_first_name(cell: str) -> bool:
    """Tell a text that can be a name and has a known first name in it."""
    return is_name(cell) and any(standing(word) in _FIRST for word in cell.replace(",", " ").split())


def split_over_two(table: Table, rows: range, column: int) -> tuple[int, int] | None:
    """Return the columns of first and family name, where the heading of whole names in `column` is for the next too.

    Each has one word in most cells; the one with more known first names has the first names. None: it is whole names.
    """
    one, two = texts_of(table, rows, column), texts_of(table, rows, column + 1)
    alone = [cell for cell in (*one, *two) if is_name(cell) and len(cell.split()) == 1]
    if not one or not two or len(alone) <= _MOST * (len(one) + len(two)) or is_whole_names(one):
        return None
    firsts = [sum(standing(cell) is Standing.FIRST for cell in cells) / len(cells) for cells in (one, two)]
    return (column, column + 1) if firsts[0] >= firsts[1] else (column + 1, column)


def names_unread(table: Table, rows: range, read: Sequence[int], used: frozenset[int]) -> dict[int, int]:
    """Return the columns where most cells hold a name that no person of the row has, and how many cells that are.

    Args:
        table: the list.
        rows: the rows with people.
        read: the columns whose names are read.
        used: the columns that are for something else.
    """
    found = {}
    for column in range(table.width):
        if column in used or column in read or column in table.hidden:
            continue
        cells = texts_of(table, rows, column)
        if not cells or sum(map(_is_somebody, cells)) < _MOST * len(cells) or len(set(cells)) <= _MOST * len(cells):
            continue  # nobody there, or a few that come again and again: "S. Vincenzo", who is no person of the row
        missed = sum(_is_missed(table, row, column, read) for row in rows)
        if missed:
            found[column] = missed
    return found


def _is_somebody(cell: str) -> bool:
    words = cell.split()
    if len(words) == 1:
        return is_name(cell) and standing(cell) is Standing.FIRST
    if any(map(is_office, words)):
        return False
    return len(words) <= 6 and holds_first_name(cell) and words[0][:1].isupper()  # noqa: PLR2004 - more is a sentence


def _is_missed(table: Table, row: int, column: int, read: Sequence[int]) -> bool:
    cell = table.cell(row, column)
    if not cell or not _is_somebody(cell):
        return False
    known = {word for other in read for word in name_words(table.cell(row, other))}
    return not known.issuperset(name_words(cell))
