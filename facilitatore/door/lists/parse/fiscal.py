"""Italian tax codes ("codice fiscale") are taken out of a list before anything else looks at it.

They say birth date, sex and birthplace; no door needs them, and what was never read cannot be kept, shown or lost.
Pattern and check letter: D.M. 23 December 1976, with the letters that stand for figures among homocodes.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from facilitatore.door.lists.parse.headings import plain

if TYPE_CHECKING:
    from facilitatore.door.lists.read.tables import Table

_FIGURE = "[0-9LMNPQRSTUV]"
_SPACE = r"[ .\-]?"
_CODE: Final = re.compile(
    rf"(?<![^\W_])[A-Z]{{3}}{_SPACE}[A-Z]{{3}}{_SPACE}{_FIGURE}{{2}}[ABCDEHLMPRST]{_FIGURE}{{2}}{_SPACE}"
    rf"[A-Z]{_FIGURE}{{3}}{_SPACE}[A-Z](?![^\W_])",
    re.IGNORECASE,
)
_HEADINGS: Final = re.compile(
    r"((il (tuo|suo) |n |numero )?(codice ?fiscale|cod ?fisc(ale)?|c fiscale)( (del|della|dell|di|partecipante)( \w+)*)?"
    r"|c ?f|tax code|codice fiscale( \w+){0,4})$"
)
_ODD_VALUES: Final = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (*(1, 0, 5, 7, 9, 13, 15, 17, 19, 21) * 2, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
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


def cut_tax_codes(text: str) -> str:
    """Return a text without the tax codes in it."""
    return " ".join(_CODE.sub(_gone, text).split()) if _CODE.search(text) and _CODE.sub(_gone, text) != text else text


def _gone(found: re.Match[str]) -> str:
    return " " if is_tax_code(found[0]) else found[0]


def is_tax_code(text: str) -> bool:
    """Tell a tax code: all figures where figures belong, or homocode letters and the right check letter."""
    code = re.sub(r"[ .\-]", "", text).upper()
    if not _CODE.fullmatch(code):
        return False
    figures = code[6:8] + code[9:11] + code[12:15]
    return figures.isdecimal() or _check_letter(code[:15]) == code[15]


def _check_letter(first: str) -> str:
    even = sum(int(char) if char.isdigit() else ord(char) - ord("A") for char in first[1::2])
    odd = sum(_ODD_VALUES[char] for char in first[0::2])
    return chr(ord("A") + (even + odd) % 26)


def _is_heading(cell: str) -> bool:
    return bool(_HEADINGS.match(plain(cell))) and not is_tax_code(cell)


def _is_theirs(table: Table, column: int) -> bool:
    cells = [row[column] for row in table.rows if column < len(row) and row[column]]
    if not cells:
        return False
    return any(map(_is_heading, cells[:_FIRST_ROWS])) or sum(map(is_tax_code, cells)) > _SHARE * len(cells)
