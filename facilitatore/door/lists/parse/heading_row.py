"""Which row of a list has the headings, if any has them, and what they say where they stand in two rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.door.known_names import Standing, standing
from facilitatore.door.lists.parse.headings import plain, role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.lists.read.tables import Table

NAME_ROLES: Final = frozenset({"first_name", "family_name", "nome_cognome", "cognome_nome", "full_name", "name"})
"""What headings of names announce: see `headings.role`."""
_FIRST_ROWS: Final = 30
_COMPARED_ROWS: Final = 200
_LONGEST_NAME: Final = 3
"""Words of a cell that may be a person beside headings."""
_OF_SURVEYS: Final = frozenset({"response", "open ended response", "risposta", "risposta aperta", "altro", "other"})
"""What SurveyMonkey writes in its second row of headings under a question without parts."""


def header_row(table: Table) -> int | None:
    """Return the row, among the first thirty, where most cells are known headings and one of them is a name.

    Of headings in two rows it is the lower one. None: no row looks like headings more than like a person.
    """
    best: tuple[int, int | None] = (0, None)
    for number in range(min(_FIRST_ROWS, len(table.rows))):
        score = _score(table, number)
        if score > best[0]:
            best = (score, number)
    row = best[1]
    if row is not None and row + 1 < len(table.rows) and _goes_on(table, row + 1):
        return row + 1
    return row


def _score(table: Table, number: int) -> int:
    """Count the cells of a row that are headings; none in a row of titles, or in one that has as many persons."""
    row = table.rows[number]
    roles = [role(cell) for cell in row]
    alone = sum(1 for cell in row if cell) == 1 and len(table.rows) > number + 1 and table.width > 1
    named = [column for column, kind in enumerate(roles) if kind in NAME_ROLES]
    if alone or all(_comes_again(table, number, column) for column in named):
        return 0
    score = sum(kind is not None for kind in roles)
    return score if score > sum(_is_datum(cell) for cell, kind in zip(row, roles, strict=True) if kind is None) else 0


def _comes_again(table: Table, number: int, column: int) -> bool:
    """Tell a value from a heading: it stands below again, in a row with no other heading ("partecipante")."""
    cell = table.cell(number, column)
    below = range(number + 1, min(number + _COMPARED_ROWS, len(table.rows)))
    again = (table.rows[other] for other in below if table.cell(other, column) == cell)
    return any(sum(role(one) is not None for one in row) == 1 for row in again)


def _is_datum(cell: str) -> bool:
    """Tell a cell that is about one person: an address, a figure, somebody's first name."""
    words = cell.split()
    if "@" in cell or (cell and not any(map(str.isalpha, cell))):
        return True
    known = [standing(word) for word in words] if len(words) <= _LONGEST_NAME else []
    return Standing.FIRST in known and Standing.UNKNOWN not in known  # "Primo" is a name, "Primo accesso" is none


def _goes_on(table: Table, number: int) -> bool:
    """Tell a second row of headings, which says the parts of questions of the first one ("Come ti chiami?")."""
    row, above = table.rows[number], table.rows[number - 1]
    cells = [cell for cell in row if cell]
    if not cells or row == above:
        return False
    if all(plain(cell) in _OF_SURVEYS for cell in cells):
        return True
    return not (row[0] and above and above[0]) and _score(table, number) > 0


def headings_of(table: Table, row: int | None) -> tuple[str, ...]:
    """Return the heading of each column, from the row above too where the headings stand in two rows.

    What a heading announces counts: under "A quale gruppo?", "Response" is the group.
    """
    if row is None:
        return ()
    lower = [table.cell(row, column) for column in range(table.width)]
    if row == 0 or sum(1 for cell in table.rows[row - 1] if cell) < 2 or _score(table, row - 1) == 0:  # noqa: PLR2004 - a title
        return tuple(lower)
    upper = _carried(table.rows[row - 1], lower)
    return tuple(
        above if above and (not cell or (role(cell) is None and role(above) is not None)) else cell
        for cell, above in zip(lower, upper, strict=True)
    )


def _carried(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    return [*upper, *[""] * (len(lower) - len(upper))][: len(lower)]
