"""Which column of a list holds what."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitatore.door.lists.parse.blocks import NameBlock, columns_of, names_unread
from facilitatore.door.lists.parse.headings import plain

if TYPE_CHECKING:
    from facilitatore.door.lists.read.tables import Table


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand, as column numbers from 0; None where the list does not say."""

    header_row: int | None = None
    """Row of the headings, from 0, the lower one of two; the people come after it. None: no headings."""
    headings: tuple[str, ...] = ()
    """What the headings say, those that stand in two rows in one."""
    end: int | None = None
    """Row, from 0, where another part of the file begins, with the same people; None: there is none."""
    blocks: tuple[NameBlock, ...] = ()
    """Where each person of a row is named."""
    family_first: bool | None = None
    """Order inside `full_name`, as its heading says."""
    email: int | None = None
    phone: int | None = None
    group: tuple[int, ...] = ()
    evenings: tuple[tuple[int, str], ...] = ()
    """Columns with a tick per person, and the evening or option each stands for; empty: the one that is planned."""
    choices: int | None = None
    """One cell with all the evenings a person chose."""
    status: int | None = None
    submitted: int | None = None
    notes: tuple[int, ...] = ()
    """Free text: looked at for "NON VIENE" and "+ 1" only."""
    kept_notes: tuple[int, ...] = ()
    """Free text that a person chose to import, into the register alone."""
    must_be_submitted: bool = False
    """LimeSurvey: without a date of submission the answer was never finished."""
    family_if_alone: bool = False
    """A word alone in `full_name`, unless it is a known first name, is a family name: the heading asks for both."""
    one_row_per_ticket: bool = False
    """Eventbrite: two rows of one person are two evenings, not a second thought."""

    @property
    def first_name(self) -> int | None:
        """Column of the first names of the first person of each row."""
        return self.blocks[0].first_name if self.blocks else None

    @property
    def family_name(self) -> int | None:
        """Column of the family names of the first person of each row."""
        return self.blocks[0].family_name if self.blocks else None

    @property
    def full_name(self) -> int | None:
        """Column of the whole names of the first person of each row."""
        return self.blocks[0].full_name if self.blocks else None

    @property
    def names(self) -> tuple[int, ...]:
        """The columns that hold names."""
        return columns_of(self.blocks)

    def people(self, table: Table) -> range:
        """Return the rows with people."""
        return range(0 if self.header_row is None else self.header_row + 1, self.end or len(table.rows))

    def heading(self, column: int) -> str:
        """Return what the heading of a column says; empty where there is none."""
        return self.headings[column] if column < len(self.headings) else ""

    def persons(self, table: Table, row: int) -> tuple[Columns, ...]:
        """Return these columns once for each person named in a row, with the cells of that person alone.

        The same name twice is one person. Where nobody is named it is once, with cells that are empty.
        """
        if len(self.blocks) == 1 and self.blocks[0].otherwise is None:
            return (self,)
        found: dict[str, Columns] = {}
        for block in self.blocks:
            name = " ".join(table.cell(row, column) for column in block.cells).strip()
            if not name and block.otherwise is not None:
                name = table.cell(row, block.otherwise)
                block = NameBlock(full_name=block.otherwise, group=block.group)  # noqa: PLW2901 - the cells of this row
            email, phone = (block.email, self.email), (block.phone, self.phone)
            one = dataclasses.replace(
                self,
                blocks=(block,),
                email=next((column for column in email if column is not None), None),
                phone=next((column for column in phone if column is not None), None),
            )
            if name:
                found.setdefault(plain(name), one)
        return tuple(found.values()) or (dataclasses.replace(self, blocks=self.blocks[:1]),)


def unread_columns(table: Table, columns: Columns) -> dict[int, int]:
    """Return the columns where most cells hold a name that nobody reads, and how many such cells each has."""
    used = {column for column, _ in columns.evenings} | {*columns.group, *columns.kept_notes}
    used |= {
        c for c in (columns.email, columns.phone, columns.choices, columns.status, columns.submitted) if c is not None
    }
    return names_unread(table, columns.people(table), columns.names, frozenset(used))
