"""Italian tax codes ("codice fiscale") are taken out of a list before anything else looks at it.

What was never read cannot be kept, shown or lost.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from facilitatore.door.lists.parse.headings import plain
from facilitatore.door.tax_code import cut_tax_codes, is_tax_code

if TYPE_CHECKING:
    from facilitatore.door.lists.read.tables import Table

_HEADINGS: Final = re.compile(
    r"((il (tuo|suo) |n |numero )?(codice ?fiscale|cod ?fisc(ale)?|c fiscale)( (del|della|dell|di|partecipante)( \w+)*)?"
    r"|c ?f|tax code|codice fiscale( \w+){0,4})$"
)
_SHARE = 0.5
_FIRST_ROWS = 30


def without_tax_codes(table: Table) -> Table:
    """Return the table without tax codes: their columns are emptied and named, single ones are cut out of cells."""
    width = max(map(len, table.rows), default=0)
    hidden = frozenset(column for column in range(width) if _is_theirs(table, column))
    cut = set()
    rows = []
    for number, row in enumerate(table.rows):
        cells = list(row)
        for column, cell in enumerate(row):
            if column in hidden:
                cells[column] = cell if number < _FIRST_ROWS and _is_heading(cell) else ""
            elif any(map(str.isdigit, cell)) or cell.isupper():
                bare = cut_tax_codes(cell)
                if bare != cell:
                    cells[column] = bare
                    cut.add(number)
        rows.append(tuple(cells))
    return dataclasses.replace(table, rows=tuple(rows), hidden=hidden, cut=frozenset(cut)) if hidden or cut else table


def _is_heading(cell: str) -> bool:
    return bool(_HEADINGS.match(plain(cell))) and not is_tax_code(cell)


def _is_theirs(table: Table, column: int) -> bool:
    cells = [row[column] for row in table.rows if column < len(row) and row[column]]
    if not cells:
        return False
    return any(map(_is_heading, cells[:_FIRST_ROWS])) or sum(map(is_tax_code, cells)) > _SHARE * len(cells)
