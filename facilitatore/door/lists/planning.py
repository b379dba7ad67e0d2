"""Looking at a list before it is written: its columns, a verdict for each row, and what a person decides about them.

Everything here is free of the open files, so that it can go on beside the window.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from facilitatore.door.lists.match.answers import Answers
from facilitatore.door.lists.match.judging import judge
from facilitatore.door.lists.match.questions import Question, questions_in
from facilitatore.door.lists.parse.column_choice import Remembered, apply_remembered, blank_columns, header_key
from facilitatore.door.lists.parse.columns import Columns, unread_columns
from facilitatore.door.lists.parse.fiscal import without_tax_codes
from facilitatore.door.lists.parse.guessing import guess_columns
from facilitatore.door.lists.parse.registrations import rows_of
from facilitatore.door.lists.parse.rows import KnownPerson, Row, RowKey, Verdict
from facilitatore.door.lists.read.tables import Table, read_table
from facilitatore.errors import BadList

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from facilitatore.door.lists.parse.choices import EveningNames


@dataclass(frozen=True, slots=True)
class Setting:
    """What a list is read against.

    `groups` are (key, title, short title); `evening` is (ISO date, theme), or all it is called by.
    """

    groups: tuple[tuple[str, ...], ...]
    evening: EveningNames
    known: tuple[KnownPerson, ...]


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list that was read, and what its columns are taken for."""

    table: Table
    columns: Columns
    guess: Columns
    """What the program takes the columns for by itself."""

    @property
    def path(self) -> Path:
        """Where it was read."""
        return self.table.path

    @property
    def header_key(self) -> str | None:
        """What files with the same headings have in common; None where the program finds no headings by itself."""
        return header_key(self.table, self.guess.header_row)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A verdict for each row, in the order of the list, and how many rows have each. Nothing is written yet."""

    rows: tuple[Verdict, ...]
    new: int
    same: int
    updated: int
    to_check: int
    discarded: int
    questions: tuple[Question, ...] = ()
    """What is left to ask, and what was answered."""
    read: tuple[Row, ...] = ()
    """The rows as the list has them, before anybody decided: what another plan with other answers begins with."""
    unread: Mapping[int, int] = field(default_factory=dict)
    """Columns where most cells are a name that nobody reads, and how many such cells each has."""

    @property
    def writes(self) -> int:
        """How many persons would be added or changed."""
        return sum(1 for verdict in self.rows if touches(verdict))

    @property
    def in_question(self) -> int:
        """How many persons would be written of whom nobody has said how they are called."""
        return sum(1 for verdict in self.rows if touches(verdict) and verdict.row.question is not None)

    @property
    def elsewhere(self) -> int:
        """How many of them the list says not to come this evening."""
        return sum(1 for verdict in self.rows if touches(verdict) and verdict.row.attends is False)


def touches(verdict: Verdict) -> bool:
    """Tell whether a row adds a person or changes one."""
    if verdict.verdict == "discarded":
        return False
    return verdict.person is None or bool(verdict.changes)


def find_list(path: Path, *, sheet: str | None = None, remembered: Mapping[str, Any] | None = None) -> FoundList:
    """Read the list at `path` and find its columns, or take those that somebody chose for the same headings.

    Of a workbook it is the `sheet` of that name, or the first one where names are found. A list where nothing could be
    a name is found all the same, with no column of names: `plan_list` then has nobody to import.

    Args:
        path: a list of any make.
        sheet: name of the sheet of a workbook.
        remembered: what was chosen before, by header key: see `column_choice.to_json`.

    Raises:
        FileMissing: nothing is there.
        BadList: the file cannot be read.
    """
    first = without_tax_codes(read_table(path, sheet))
    tables = [first]
    if sheet is None and len(first.sheets) > 1 and not _has_names(first):
        tables += [
            without_tax_codes(read_table(path, name)) for name in first.sheets[:_MOST_SHEETS] if name != first.sheet
        ]
    table = next((one for one in tables if _has_names(one)), first)
    try:
        guess = guess_columns(table)
    except BadList:
        guess = blank_columns(table)
    columns = guess
    key = header_key(table, guess.header_row)
    chosen = Remembered.from_json((remembered or {}).get(key)) if key else None
    if chosen is not None:
        columns = apply_remembered(table, guess, chosen)
    return FoundList(table, columns, guess)


_MOST_SHEETS = 12


def _has_names(table: Table) -> bool:
    try:
        columns = guess_columns(table)
    except BadList:
        return False
    return any(table.cell(row, column) for row in columns.people(table) for column in columns.names)


def plan_list(setting: Setting, found: FoundList, answers: Answers | None = None) -> ImportPlan:
    """Say what importing a list would do, after what a person decided about single rows.

    Raises:
        BadList: why is no_rows: there is nothing under the headings.
    """
    rows = rows_of(found.table, found.columns, groups=setting.groups, evening=setting.evening)
    if not rows:
        raise BadList(found.path, "no_rows")
    return plan_rows(setting, tuple(rows), answers or {}, unread_columns(found.table, found.columns))


def plan_rows(
    setting: Setting, read: tuple[Row, ...], answers: Answers, unread: Mapping[int, int] | None = None
) -> ImportPlan:
    """Say what importing rows that were read already would do, after what a person answered about them."""
    verdicts = tuple(judge(read, setting.known, answers))
    counts = Counter(verdict.verdict for verdict in verdicts)
    return ImportPlan(
        verdicts,
        questions=questions_in(read, verdicts, answers),
        read=read,
        unread=unread or {},
        new=counts["new"],
        same=counts["same"],
        updated=counts["updated"],
        to_check=counts["to_check"],
        discarded=counts["discarded"],
    )


def plan_again(
    setting: Setting, found: FoundList, before: Sequence[Row], answers: Answers
) -> tuple[ImportPlan, Answers]:
    """Plan a list with other columns; what was decided holds for the persons that are read as they were `before`.

    Returns:
        The plan, which may have no rows, and the answers that are left.
    """
    rows = rows_of(found.table, found.columns, groups=setting.groups, evening=setting.evening)
    names = {row.key: (row.first_name, row.family_name) for row in rows}
    same = {row.key for row in before if names.get(row.key) == (row.first_name, row.family_name)}
    left = {key: one for key, one in answers.items() if key in same and _stays(one.same_as, same)}
    return plan_rows(setting, tuple(rows), left, unread_columns(found.table, found.columns)), left


def _stays(other: str | RowKey | None, same: Collection[RowKey]) -> bool:
    return not isinstance(other, tuple) or other in same
