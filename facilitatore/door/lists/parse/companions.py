"""People without a name who come along: "+ 1" in the notes, "e marito" beside the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facilitatore.door.lists.parse.columns import Columns
    from facilitatore.door.lists.read.tables import Table

PLUS = re.compile(
    r"\s*\+\s*(\d)\s*$|\s+(?:e|con|\+)\s+(?:il |la |mio |mia |suo |sua )?(?:marito|moglie|figlio|figlia|"
    r"compagno|compagna|mamma|papà|madre|padre|sorella|fratello|amico|amica|accompagnatore|accompagnatrice)\s*$",
    re.IGNORECASE,
)

RUNS = re.compile(r"[^\S\n]+")
_IN_BRACKETS = re.compile(r" ?\(((?:e|ed|con|\+) ?[^()]*)\) ?$", re.IGNORECASE)


def without_companions(cell: str) -> str:
    """Return a cell of names without "+ 1" and "(e marito)"; runs of spaces, which patterns are slow at, become one."""
    return PLUS.sub("", _open(cell))


def _open(cell: str) -> str:
    return _IN_BRACKETS.sub(r" \1", RUNS.sub(" ", cell).strip(" "))


def companions_in(table: Table, row: int, columns: Columns) -> int:
    """Return the people announced without a name, "+ 1" beside the name or alone in the notes."""
    found = [match for column in columns.names if (match := PLUS.search(_open(table.cell(row, column))))]
    found += [match for column in columns.notes if (match := PLUS.fullmatch(RUNS.sub(" ", table.cell(row, column))))]
    return int(found[0][1] or 1) if found else 0
