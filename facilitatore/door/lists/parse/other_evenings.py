"""What a list says of other evenings than the one it is imported beside: it waits in its words until one of them opens."""

from __future__ import annotations

from facilitatore.door.lists.parse.choices import (
    EveningNames,
    evening_column,
    evenings_in,
    names_evening,
    ticked,
)
from facilitatore.door.lists.parse.columns import Columns
from facilitatore.door.lists.parse.headings import days_in, plain
from facilitatore.door.lists.parse.states import NO, YES
from facilitatore.door.lists.read.tables import Table

_LONGEST = 200
"""Characters of the words that are kept."""


def other_evenings(table: Table, row: int, columns: Columns, evening: EveningNames) -> tuple[tuple[str, str], ...]:
    """Return the other evenings that the person of a row chose, each with what the row says of the group there."""
    found: dict[str, str] = {}
    here = evening_column(columns, evening)
    for column, title in columns.evenings:
        cell = table.cell(row, column)
        if column != here and title and names_evening(title, evening) is not True and ticked(cell, evening):
            own = "" if plain(cell) in YES | NO or cell in YES | NO or cell.isdecimal() else cell
            found[title] = _joined(own, _group(table, row, columns, title))
    if columns.choices is not None:
        for words in evenings_in(table.cell(row, columns.choices)):
            if _is_other(words, evening):
                found[words] = _group(table, row, columns, words)
    for column in columns.group:
        heading, cell = columns.heading(column), table.cell(row, column)
        named = any(days_in(heading) <= days_in(words) for words in found)
        if cell and days_in(heading) and not named and names_evening(heading, evening) is False:
            found[heading] = cell
    above = columns.blocks[0].group if columns.blocks else ""
    if days_in(above) and names_evening(above, evening) is False:  # the evening of everybody below it
        found[above] = ""
    return tuple((words[:_LONGEST], group[:_LONGEST]) for words, group in found.items())


def _is_other(words: str, evening: EveningNames) -> bool:
    """Tell whether words name an evening that is not this one, or more than this one."""
    return not (names_evening(words, evening) and (len(days_in(words)) == 1 or plain(words) == plain(evening[1])))


def _group(table: Table, row: int, columns: Columns, words: str) -> str:
    """Return what a row says of the group in the columns that are not another evening's."""
    cells = []
    for column in columns.group:
        days = days_in(columns.heading(column))
        if column != columns.choices and (not days or days & days_in(words)):
            cells.append(table.cell(row, column))
    return _joined(*cells)


def _joined(*texts: str) -> str:
    return " / ".join(filter(None, texts))
