"""Finding which column of a list holds what: by its heading first, by what stands in it where headings fail."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from facilitatore.door.known_names import Standing, standing
from facilitatore.door.lists.parse.blocks import (
    NameBlock,
    blocks_of,
    holds_first_name,
    is_name,
    is_whole_names,
    texts_of,
)
from facilitatore.door.lists.parse.columns import Columns
from facilitatore.door.lists.parse.heading_row import header_row, headings_of
from facilitatore.door.lists.parse.headings import base_and_turn, days_in, is_number_heading, plain, role
from facilitatore.door.lists.parse.states import NO, SET_APART, YES, state_of
from facilitatore.door.lists.parse.under_headings import WITH_FAMILY, UnderHeadings, blocks_under, family_first
from facilitatore.door.lists.read.tables import Table
from facilitatore.errors import BadList

_MOST = 0.5
_NEARLY_ALL = 0.8
_LONGEST_DAY = 40
"""Characters of a heading that is a day; a title above the list may name one too."""


def guess_columns(table: Table) -> Columns:
    """Find the headings and what each column holds.

    Raises:
        BadList: why is no_names: no column could be a name.
    """
    row = header_row(table)
    return _by_content(table) if row is None else _below(table, row)


def columns_at(table: Table, row: int | None) -> Columns:
    """Return what each column holds where somebody said which row, from 0, has the headings; None: there are none."""
    try:
        return _by_content(table) if row is None else _below(table, row)
    except BadList:
        return Columns(header_row=row, headings=headings_of(table, row))


def _below(table: Table, row: int) -> Columns:
    found = UnderHeadings.at(table, row)
    headings, blocks = found.headings, blocks_under(found)
    if not blocks:
        raise BadList(table.path, "no_names")
    names = [column for block in blocks for column in block.cells]
    status = _status(found)
    evenings = _evening_columns(found, names, status)
    ticked = {column for column, _ in evenings}
    groups = tuple(column for column in found.of("group") if column not in ticked)
    tickets = [column for column in groups if {"biglietto", "ticket"} & set(plain(headings[column]).split())]
    choices = [column for column in found.of("choices") if column not in ticked] or tickets
    said = {plain(heading) for heading in headings}
    full = blocks[0].full_name
    columns = Columns(
        header_row=row,
        headings=headings,
        blocks=blocks,
        family_first=None if full is None else family_first(headings[full]),
        email=_email(found),
        phone=found.fullest(found.of("phone")),
        group=groups,
        evenings=evenings,
        choices=found.fullest(choices),
        status=status,
        submitted=_submitted(found),
        notes=tuple(found.of("notes")),
        family_if_alone=full is not None and role(headings[full]) in WITH_FAMILY,
        must_be_submitted="data invio" in said and bool(said & {"id risposta", "ultima pagina"}),
        one_row_per_ticket=bool(tickets),
    )
    return dataclasses.replace(columns, end=_end(found, columns))


def _status(below: UnderHeadings) -> int | None:
    """Return the column of states: one that is called so and mostly holds them, or one where nearly all are."""
    called = [column for column in below.of("status") if _knows_states(below.cells(column), _MOST)]
    if called or (below.of("status") and not below.filled(below.of("status"))):
        return called[0] if called else below.of("status")[0]
    taken = {column for columns in below.roles.values() for column in columns}
    others = (column for column in range(below.table.width) if column not in taken)
    return next((c for c in others if _knows_states(below.cells(c), _NEARLY_ALL) and _sets_apart(below.cells(c))), None)


def _knows_states(cells: Sequence[str], share: float) -> bool:
    states = [state_of(cell) for cell in cells]
    return bool(cells) and sum(state is not None and state.kind != "unknown" for state in states) >= share * len(cells)


def _sets_apart(cells: Sequence[str]) -> bool:
    """Tell whether any cell sets somebody apart with more than a no."""
    states = [state for cell in cells if plain(cell) not in NO and (state := state_of(cell)) is not None]
    return any(state.kind in SET_APART for state in states)


def _email(below: UnderHeadings) -> int | None:
    """Return the column of the person's own address: the one with most of them; never the buyer's."""
    headings = below.headings
    others = [c for c in range(len(headings)) if role(headings[c]) is None and not _is_buyer(headings[c])]
    for columns in (below.of("email"), others):
        counts = {c: sum("@" in cell for cell in below.cells(c)) for c in columns}
        if any(counts.values()):
            return max(counts, key=lambda c: (counts[c], base_and_turn(headings[c])[1], -c))
    return None


def _is_buyer(heading: str) -> bool:
    return bool({"acquirente", "buyer", "purchaser"} & set(plain(heading).split()))


def _submitted(below: UnderHeadings) -> int | None:
    """Return the column of the moment of submission; the end of the answer before its beginning."""
    columns = below.of("submitted")
    first = ("data invio", "ora di completamento", "completion time")
    return next((c for c in columns if plain(below.headings[c]) in first), next(iter(columns), None))


def _evening_columns(below: UnderHeadings, names: Sequence[int], status: int | None) -> tuple[tuple[int, str], ...]:
    """Return the columns that hold a tick per person: a date as heading, or an [option], or X and Sì below it."""
    taken = {
        c for kind, columns in below.roles.items() if kind not in ("choices", "evening", "status") for c in columns
    }
    found = []
    for column, heading in enumerate(_with_days_beside(below, names)):
        if (
            column in taken
            or column in names
            or column == status
            or (is_number_heading(heading) and not days_in(heading))
        ):
            continue
        cells = [_mark(below.table.cell(row, column)) for row in below.rows]
        marks = sum(cell in YES or cell in NO or cell.isdecimal() for cell in cells)
        spoken = any(cell in YES | NO and cell and not cell.isdecimal() for cell in cells)
        option = re.search(r"\[([^\[\]]+)\]\s*$", heading)
        mostly = marks > _MOST * len(cells)
        if (mostly and (days_in(heading) or spoken)) or (role(heading) == "evening" and days_in(heading)):
            found.append((column, option[1] if option else heading))
    return tuple(found)


def _mark(cell: str) -> str:
    """Return a cell as a tick would be written; what is longer is none."""
    return cell if len(cell) > _LONGEST_DAY else plain(cell) or cell


def _with_days_beside(below: UnderHeadings, names: Sequence[int]) -> list[str]:
    """Return the headings, with the days that stand in a row of their own above them, or below "Serate".

    A row below is one of headings only if nobody is named in it.
    """
    table, row = below.table, below.row
    under = row + 1 if not any(table.cell(row + 1, column) for column in names) else row
    headings = []
    for column, heading in enumerate(below.headings):
        beside = (table.cell(number, column) for number in (under, row - 1))
        day = next((text for text in beside if not days_in(heading) and _is_day(text)), "")
        headings.append(day or heading)
    return headings


def _is_day(text: str) -> bool:
    return len(text) <= _LONGEST_DAY and bool(days_in(text))


def _end(below: UnderHeadings, columns: Columns) -> int | None:
    """Return the row where another part of the file begins, under other headings, that names nobody new.

    Teams writes who was there, and then each time that somebody came or went.
    """
    table = below.table
    for row in range(below.row + 2, len(table.rows)):
        if any(table.rows[row - 1]) or not any(table.rows[row]):
            continue
        head = next((r for r in (row, row + 1) if r < len(table.rows) and _is_other_heading(below, r)), None)
        if head is not None:
            named = {_names(table, number, columns) for number in range(below.row + 1, row)}
            later = {_names(table, number, columns) for number in range(head + 1, len(table.rows))}
            return row - 1 if later <= named | {""} else None
    return None


def _is_other_heading(below: UnderHeadings, row: int) -> bool:
    """Tell a row of headings that are not those of the list."""
    roles = [role(cell) for cell in below.table.rows[row]]
    return sum(kind is not None for kind in roles) > 1 and below.table.rows[row] != below.table.rows[below.row]


def _names(table: Table, row: int, columns: Columns) -> str:
    return plain(" ".join(table.cell(row, column) for column in columns.names))


def _by_content(table: Table) -> Columns:
    """Find the names in a list without headings of names, by the first names that are known.

    Several columns of whole names are the persons of each row, or the groups with their people below them.
    """
    rows = range(len(table.rows))
    cells = [texts_of(table, rows, column) for column in range(table.width)]
    email = next((c for c in range(table.width) if _share(cells[c], lambda text: "@" in text) > _MOST), None)
    phone = next((c for c in range(table.width) if _share(cells[c], _is_phone) > _MOST), None)
    apart = (c for c in range(table.width) if _knows_states(cells[c], _NEARLY_ALL) and _sets_apart(cells[c]))
    status = next(apart, None)
    whole = [c for c in range(table.width) if is_whole_names(cells[c]) and c != email]
    firsts = [c for c in range(table.width) if _share(cells[c], _is_first_name) > _MOST]
    if len(whole) > 1 or (len(firsts) > 1 and not whole):
        several = blocks_of((), (), whole) if whole else blocks_of(firsts, (), ())
        head = next((row for row in rows if any(table.rows[row])), 0)
        titles = [table.cell(head, min(block.cells)) for block in several]
        if any(map(holds_first_name, titles)) or len(rows) - head < 2:  # noqa: PLR2004 - titles and a row of people
            return Columns(blocks=several, email=email, phone=phone, status=status)
        blocks = tuple(block._replace(group=title) for block, title in zip(several, titles, strict=True))
        return Columns(header_row=head, headings=headings_of(table, head), blocks=blocks, email=email, phone=phone)
    named = [c for c in range(table.width) if _share(cells[c], holds_first_name) >= _MOST]
    if not named:
        raise BadList(table.path, "no_names")
    column = max(named, key=lambda c: (_share(cells[c], holds_first_name), -c))
    block = NameBlock(full_name=column)
    if _share(cells[column], lambda text: len(text.split()) > 1) <= _MOST:
        beside = [c for c in (column + 1, column - 1) if 0 <= c < table.width and _share(cells[c], is_name) > _MOST]
        beside = [c for c in beside if c != status]
        block = NameBlock(column, beside[0]) if beside else block
    return Columns(blocks=(block,), email=email, phone=phone, status=status)


def _share(cells: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells) if cells else 0.0


def _is_first_name(text: str) -> bool:
    """Tell a single word that is a first name, and no family name."""
    return standing(text) is Standing.FIRST


def _is_phone(text: str) -> bool:
    return re.fullmatch(r"\+?[\d\s/.\-]{6,20}", text) is not None
