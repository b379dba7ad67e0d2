"""The persons named in one row of a list, each as the ways to read the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from facilitatore.door.naming import Order, Reading, is_turned_round, order_of, read_cells, read_full

if TYPE_CHECKING:
    from facilitatore.door.lists.parse.columns import Columns
    from facilitatore.door.lists.read.tables import Table

ADDRESS: Final = re.compile(r"(?<![^\s;,<>:\"'()])[^\s;,<>:\"'()]+@[^\s;,<>\"'()]+")
"""From where a word begins: looked for from each of its letters, a long one without the sign would take for ever."""
_PHONE: Final = re.compile(r"(?<![\d/.])(?:\+|00)?\d[\d \-/.]{5,16}\d(?![\d/.])")
_DATE: Final = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}")
_NOTHING: Final = re.compile(r"[-\u2013\u2014_./\\* ]*|x+|n\.? ?d\.?|n/a|nessuno|vuoto|null|none", re.IGNORECASE)
"""What stands where nothing is known; question marks are letters that were lost, and stay."""
_LONGEST_CELL: Final = 400
"""Characters of a cell of names that are read: a full name has under a hundred."""


def order_in(table: Table, columns: Columns, start: int) -> Order:
    """Return how the names stand: by what a person or the heading said, and by what the words say."""
    rows = range(start, len(table.rows))
    if columns.full_name is None:
        pairs = ((_cell(table, row, columns.first_name), _cell(table, row, columns.family_name)) for row in rows)
        return Order(contradicted=is_turned_round(pairs))
    cells = (table.cell(row, columns.full_name)[:_LONGEST_CELL] for row in rows)
    return order_of(cells, columns.family_first, first_names=not columns.family_if_alone)


def names_in(table: Table, row: int, columns: Columns, order: Order) -> list[Reading]:
    """Return the names in a row; none when its cells of names are empty, or hold a sign for nothing."""
    if columns.full_name is not None:
        reading = read_full(_cell(table, row, columns.full_name), order)
    else:
        first, family = _cell(table, row, columns.first_name), _cell(table, row, columns.family_name)
        reading = read_cells(first, family, turned_round=order.contradicted)
    return [reading] if reading.written else []


def _cell(table: Table, row: int, column: int | None) -> str:
    cell = table.cell(row, column)
    return "" if _NOTHING.fullmatch(cell[:_LONGEST_CELL]) else cell


def contacts_beside(table: Table, row: int, columns: Columns) -> tuple[str, str]:
    """Return the address and the telephone that stand in the cells of names; empty where there are none."""
    text = " ".join(table.cell(row, column)[:_LONGEST_CELL] for column in columns.names)
    email, phone = ADDRESS.search(text), _PHONE.search(_DATE.sub(" ", text))
    return email[0].lower() if email else "", phone[0].strip() if phone else ""
