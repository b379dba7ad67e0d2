"""Columns named by people, in the terminal: ``nome=3`` or ``"telefono=Recapito del referente"``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.door.lists.parse.column_choice import Meaning, choose
from facilitatore.door.lists.parse.headings import plain
from facilitatore.errors import BadValue, Unknown

if TYPE_CHECKING:
    from facilitatore.door.lists.parse.columns import Columns
    from facilitatore.door.lists.read.tables import Table

WORDS: Final[dict[str, Meaning]] = {
    "nome": "first_name",
    "cognome": "family_name",
    "nome e cognome": "full_name",
    "altra persona": "another_name",
    "email": "email",
    "telefono": "phone",
    "gruppo": "group",
    "serate": "choices",
    "serata": "evening",
    "questa serata": "this_evening",
    "stato": "status",
    "data": "submitted",
    "note": "note",
    "niente": "",
}
"""What a column can be for, as it is typed."""


def choose_by_words(table: Table, columns: Columns, words: str) -> Columns:
    """Return the columns after ``meaning=column``; the column is its heading, or its number from 1.

    Raises:
        Unknown: no such meaning, or no such column.
        BadValue: there is no "=", or the column holds tax codes.
    """
    name, equals, column = words.partition("=")
    if not equals:
        raise BadValue("column_words", words)
    meaning = WORDS.get(plain(name).replace("e mail", "email"))
    if meaning is None:
        raise Unknown("meaning", name.strip(), tuple(WORDS))
    return choose(table, columns, find_column(table, columns, column), meaning)


def find_column(table: Table, columns: Columns, name: str) -> int:
    """Return the number, from 0, of the column with this heading or this number from 1.

    Raises:
        Unknown: there is none. BadValue: it holds tax codes, and is for nothing.
    """
    headings = columns.headings
    number = int(name) - 1 if name.strip().isdecimal() and len(name.strip()) < 5 else -1  # noqa: PLR2004 - 1000 columns
    wanted = plain(name)
    by_name = [place for place, heading in enumerate(headings) if wanted and plain(heading) == wanted]
    begins = [place for place, heading in enumerate(headings) if wanted and plain(heading).startswith(wanted)]
    found = by_name or ([number] if 0 <= number < table.width else []) or (begins if len(begins) == 1 else [])
    if not found:
        raise Unknown("column", name.strip(), tuple(heading for heading in headings if heading))
    if found[0] in table.hidden:
        raise BadValue("tax_code_column", name.strip())
    return found[0]
