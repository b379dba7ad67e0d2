"""A list read with the columns that are guessed for it, before anybody looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from facilitatore.door.lists.parse.fiscal import without_tax_codes
from facilitatore.door.lists.parse.guessing import guess_columns
from facilitatore.door.lists.parse.registrations import rows_of
from facilitatore.door.lists.parse.rows import Row
from facilitatore.door.lists.read.tables import read_table


def read_registrations(path: Path, *, groups: Sequence[tuple[str, str]], evening: tuple[str, str]) -> list[Row]:
    """Return the rows of a list: `groups` are (key, title), `evening` is (ISO date, theme)."""
    table = without_tax_codes(read_table(path))
    return rows_of(table, guess_columns(table), groups=groups, evening=evening)
