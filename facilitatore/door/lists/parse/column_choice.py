"""The columns of a list as a person chooses them: one meaning per column, remembered for files with the same headings.

What is remembered holds meanings and numbers of columns only; of the headings themselves there is a fingerprint.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from facilitatore.door.lists.parse.blocks import NameBlock, blocks_of
from facilitatore.door.lists.parse.columns import Columns
from facilitatore.door.lists.parse.guessing import columns_at
from facilitatore.door.lists.parse.heading_row import headings_of
from facilitatore.door.lists.parse.headings import plain, role
from facilitatore.door.lists.parse.names import order_in
from facilitatore.door.lists.read.tables import Table

Meaning = Literal[
    "",
    "first_name",
    "family_name",
    "full_name",
    "another_name",
    "email",
    "phone",
    "group",
    "choices",
    "evening",
    "this_evening",
    "status",
    "submitted",
    "note",
]
"""What a column is for; "" is not imported, "another_name" has the whole name of one more person of each row, "choices" lists all evenings, "evening" has a tick for the one of its heading."""

MEANINGS: Final[tuple[Meaning, ...]] = get_args(Meaning)
_SEVERAL: Final = frozenset({"another_name", "group", "evening", "this_evening", "note", ""})
_LAST_GUESSED_HEADER = 30


def header_key(table: Table, header_row: int | None) -> str | None:
    """Return the fingerprint of the headings of a list, or None where there are none."""
    if header_row is None or header_row >= len(table.rows):
        return None
    headings = "\x1f".join(plain(heading) for heading in table.rows[header_row])
    return hashlib.blake2b(headings.encode(), digest_size=8).hexdigest()


def blank_columns(table: Table) -> Columns:
    """Return columns that nobody knows anything of: the first row with most cells is taken for the headings."""
    rows = table.rows[:_LAST_GUESSED_HEADER]
    filled = [sum(1 for cell in row if cell) for row in rows]
    row = filled.index(max(filled)) if filled and len(table.rows) > 1 else None
    return Columns(header_row=row, headings=headings_of(table, row))


def meanings_of(columns: Columns, width: int) -> list[Meaning]:
    """Return what each column is for; of a column with two uses ("Tipologia biglietto") the more particular one."""
    meanings: list[Meaning] = [""] * width
    several: tuple[tuple[Meaning, Sequence[int]], ...] = (
        ("group", columns.group),
        ("evening", [column for column, title in columns.evenings if title]),
        ("this_evening", [column for column, title in columns.evenings if not title]),
        ("note", columns.kept_notes),
    )
    for meaning, places in several:
        for column in places:
            meanings[column] = meaning
    single: tuple[tuple[Meaning, int | None], ...] = (
        ("choices", None if columns.choices in columns.group else columns.choices),
        ("status", columns.status),
        ("submitted", columns.submitted),
        ("email", columns.email),
        ("phone", columns.phone),
        *(one for number, block in enumerate(columns.blocks) for one in _of_block(block, first=number == 0)),
    )
    for meaning, place in single:
        if place is not None and place < width:
            meanings[place] = meaning
    return meanings


def _of_block(block: NameBlock, *, first: bool) -> tuple[tuple[Meaning, int | None], ...]:
    return (
        ("full_name", block.otherwise),
        ("full_name" if first else "another_name", block.full_name),
        ("family_name", block.family_name),
        ("first_name", block.first_name),
    )


def choose(table: Table, columns: Columns, column: int, meaning: Meaning) -> Columns:
    """Return the columns after somebody said what one is for.

    A meaning that only one column can have leaves the one that had it; a column of whole names takes the place of one
    of first names and one of family names, and the other way round. Tax codes are never for anything.
    """
    if column in table.hidden or not 0 <= column < table.width:
        return columns
    meanings = meanings_of(columns, table.width)
    several = len(columns.blocks) > 1 and meaning in ("first_name", "family_name")
    others: tuple[Meaning, ...] = ("first_name", "family_name") if meaning == "full_name" else ()
    if meaning in ("first_name", "family_name"):
        others = ("full_name",)
    for place, before in enumerate(meanings):
        if before in others or (before == meaning and not several and meaning not in _SEVERAL):
            meanings[place] = ""
    meanings[column] = meaning
    return with_meanings(table, columns, meanings)


def with_meanings(table: Table, columns: Columns, meanings: Sequence[str]) -> Columns:
    """Return `columns` with these meanings; what only the program can know (the order of names …) stays."""

    def one(meaning: str) -> int | None:
        return next((c for c, told in enumerate(meanings) if told == meaning and c not in table.hidden), None)

    def all_of(meaning: str) -> tuple[int, ...]:
        return tuple(c for c, told in enumerate(meanings) if told == meaning and c not in table.hidden)

    titles = dict(columns.evenings)
    evenings = [(c, titles.get(c) or columns.heading(c) or "?") for c in all_of("evening")]
    evenings += [(c, "") for c in all_of("this_evening")]
    groups, full = all_of("group"), one("full_name")
    same_full = full == columns.full_name
    both_uses = columns.choices if columns.choices in columns.group and columns.choices in groups else None
    return dataclasses.replace(
        columns,
        blocks=_blocks(columns, all_of("first_name"), all_of("family_name"), full, all_of("another_name")),
        family_first=columns.family_first if same_full else None,
        family_if_alone=columns.family_if_alone if same_full else full is not None,
        email=one("email"),
        phone=one("phone"),
        group=groups,
        choices=one("choices") if one("choices") is not None else both_uses,
        evenings=tuple(sorted(evenings)),
        status=one("status"),
        submitted=one("submitted"),
        kept_notes=all_of("note"),
        must_be_submitted=columns.must_be_submitted and one("submitted") == columns.submitted,
    )


def _blocks(
    columns: Columns, first: tuple[int, ...], family: tuple[int, ...], full: int | None, others: tuple[int, ...]
) -> tuple[NameBlock, ...]:
    """Return where people are named, with what belonged to the same cells before."""
    found = [*blocks_of(first, family, () if full is None else (full,)), *blocks_of((), (), others)]
    before = {block.cells: block for block in columns.blocks}
    own = (before.get(block.cells, block) for block in found)
    return tuple(
        block._replace(group=old.group, email=old.email, phone=old.phone) for block, old in zip(found, own, strict=True)
    )


def swap_names(table: Table, columns: Columns) -> Columns:
    """Return the columns with first and family name the other way round, all down the list."""
    if columns.full_name is None:
        swapped = (b._replace(first_name=b.family_name, family_name=b.first_name) for b in columns.blocks)
        return dataclasses.replace(columns, blocks=tuple(swapped))
    start = 0 if columns.header_row is None else columns.header_row + 1
    return dataclasses.replace(columns, family_first=not order_in(table, columns, start).family_first)


def free_texts(table: Table, columns: Columns) -> tuple[int, ...]:
    """Return the columns of free text (notes, allergies, needs) that are not imported."""
    used = {c for c, meaning in enumerate(meanings_of(columns, table.width)) if meaning}
    headings = enumerate(columns.headings)
    return tuple(c for c, heading in headings if role(heading) == "notes" and c not in used | table.hidden)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a person chose for lists with certain headings."""

    meanings: tuple[str, ...]
    family_first: bool | None
    header_row: int | None = None
    """Row of the headings, from 0, where it is another one than the program finds; -1: there are none."""

    @classmethod
    def of(cls, table: Table, columns: Columns, guess: Columns | None = None) -> Remembered:
        """Return what is to be remembered of a choice, and how it differs from what the program guesses."""
        guess = guess or columns
        row = (
            None if columns.header_row == guess.header_row else -1 if columns.header_row is None else columns.header_row
        )
        return cls(tuple(meanings_of(columns, table.width)), columns.family_first, row)

    def to_json(self) -> dict[str, Any]:
        """Return it as it lies in the settings."""
        row = {} if self.header_row is None else {"header_row": self.header_row}
        return {"columns": list(self.meanings), "family_first": self.family_first, **row}

    @classmethod
    def from_json(cls, data: object) -> Remembered | None:
        """Return what the settings hold; None when it is missing or was written by nobody we know."""
        columns = data.get("columns") if isinstance(data, Mapping) else None
        if not isinstance(columns, list) or not all(isinstance(one, str) and one in MEANINGS for one in columns):
            return None
        order = data.get("family_first") if isinstance(data, Mapping) else None
        row = data.get("header_row") if isinstance(data, Mapping) else None
        known = isinstance(row, int) and not isinstance(row, bool) and row >= -1
        return cls(tuple(columns), order if isinstance(order, bool) else None, row if known else None)


def apply_remembered(table: Table, guess: Columns, remembered: Remembered) -> Columns:
    """Return the columns as somebody chose them for the same headings."""
    row = remembered.header_row
    if row is not None and row < len(table.rows):
        guess = columns_at(table, None if row < 0 else row)
    meanings = [*remembered.meanings[: table.width], *[""] * (table.width - len(remembered.meanings))]
    columns = with_meanings(table, guess, meanings)
    return dataclasses.replace(columns, family_first=remembered.family_first if columns.full_name is not None else None)
