"""Which column of a list holds what: by its heading first, by what stands in it where headings fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from facilitatore.door.known_names import is_first_name
from facilitatore.door.lists.parse.headings import base_and_turn, days_in, is_number_heading, plain, role
from facilitatore.door.lists.read.tables import Table
from facilitatore.errors import BadList

YES = frozenset({"x", "xx", "si", "s", "1", "v", "ok", "yes", "y", "true", "vero", "presente", "partecipa"})
YES |= frozenset("✓✔☑☒✗")
NO = frozenset({"", "no", "n", "0", "false", "falso", "assente", "☐"})
_NOBODY = frozenset({"anonymous", "anonimo", "anonima"})
_FIRST_ROWS = 30
_MOST = 0.5
_LONGEST_DAY = 40
"""Characters of a heading that is a day; a title above the list may name one too."""
_NAME = re.compile(r"[^\W\d_][^\d<>=@|/\\;:]{0,59}")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand, as column numbers from 0; None where the list does not say."""

    header_row: int | None = None
    """Row of the headings, from 0; the people come after it. None: no headings."""
    first_name: int | None = None
    family_name: int | None = None
    full_name: int | None = None
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
    def names(self) -> tuple[int, ...]:
        """The columns that hold names."""
        return tuple(c for c in (self.full_name, self.first_name, self.family_name) if c is not None)


def guess_columns(table: Table) -> Columns:
    """Find the headings and what each column holds.

    Raises:
        BadList: why is no_names: no column could be a name.
    """
    row = _header_row(table)
    return _by_content(table) if row is None else _below(table, row)


def columns_at(table: Table, row: int | None) -> Columns:
    """Return what each column holds where somebody said which row, from 0, has the headings; None: there are none."""
    try:
        return _by_content(table) if row is None else _below(table, row)
    except BadList:
        return Columns(header_row=row)


def _below(table: Table, row: int) -> Columns:
    roles = _roles(table, row)
    names = _name_columns(table, row, roles)
    if names is None:
        raise BadList(table.path, "no_names")
    evenings = _evening_columns(table, row, roles, names)
    ticked = {column for column, _ in evenings}
    headings = {plain(heading) for heading in table.rows[row]}
    groups = tuple(column for column in roles.get("group", []) if column not in ticked)
    tickets = [column for column in groups if {"biglietto", "ticket"} & set(plain(table.rows[row][column]).split())]
    choices = [column for column in roles.get("choices", []) if column not in ticked] or tickets
    first, family, full, family_first = names
    in_full = full is not None and role(table.rows[row][full]) in _WITH_FAMILY
    return Columns(
        header_row=row,
        first_name=first,
        family_name=family,
        full_name=full,
        family_first=family_first,
        email=_email(table, row, roles),
        phone=_fullest(table, row, roles.get("phone", [])),
        group=groups,
        evenings=evenings,
        choices=_fullest(table, row, choices),
        status=next(iter(roles.get("status", [])), None),
        submitted=_submitted(table, row, roles),
        notes=tuple(roles.get("notes", [])),
        family_if_alone=in_full,
        must_be_submitted="data invio" in headings and bool(headings & {"id risposta", "ultima pagina"}),
        one_row_per_ticket=bool(tickets),
    )


def _header_row(table: Table) -> int | None:
    """Return the row, among the first thirty, where most cells are known headings and one of them is a name."""
    best: tuple[int, int | None] = (0, None)
    for number, row in enumerate(table.rows[:_FIRST_ROWS]):
        roles = [role(cell) for cell in row]
        named = any(r in _NAMES for r in roles)
        alone = sum(1 for cell in row if cell) == 1 and len(table.rows) > number + 1 and max(map(len, table.rows)) > 1
        score = sum(r is not None for r in roles) if named and not alone else 0
        if score > best[0]:
            best = (score, number)
    return best[1]


_WITH_FAMILY = frozenset({"nome_cognome", "cognome_nome", "full_name", "family_name"})
_NAMES = frozenset({"first_name", "family_name", "nome_cognome", "cognome_nome", "full_name", "name"})


def _roles(table: Table, row: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for column, heading in enumerate(table.rows[row]):
        kind = role(heading)
        if kind:
            found.setdefault(kind, []).append(column)
    return found


def _filled(table: Table, row: int, column: int) -> int:
    """Count the people that have something in a column; "anonymous", which Microsoft writes, is nothing."""
    cells = (table.cell(number, column) for number in range(row + 1, len(table.rows)))
    return sum(1 for cell in cells if cell and cell.casefold() not in _NOBODY)


def _fullest(table: Table, row: int, columns: Iterable[int]) -> int | None:
    """Return the column that most people filled; the one with the higher number of two "Nome" and "Nome2".

    Microsoft Forms keeps "Nome" for itself, empty or with the name of the account: the person's answer is in "Nome2".
    """
    known = list(columns)
    if not known:
        return None
    counts = {column: _filled(table, row, column) for column in known}
    turns = {column: base_and_turn(table.rows[row][column])[1] for column in known}
    return max(known, key=lambda column: (counts[column] > 0 and turns[column] > 1, counts[column], -column))


def _name_columns(
    table: Table, row: int, roles: dict[str, list[int]]
) -> tuple[int | None, int | None, int | None, bool | None] | None:
    """Return the columns of first name, family name, full name and the order inside the last.

    A column "Cognome" alone holds whole names if most look so; else it holds family names, which no badge shows.
    """
    first = _fullest(table, row, roles.get("first_name", []))
    family = _fullest(table, row, roles.get("family_name", []))
    name = _fullest(table, row, roles.get("name", []))
    kinds = ("nome_cognome", "cognome_nome", "full_name")
    full = _fullest(table, row, [column for kind in kinds for column in roles.get(kind, [])])
    someone = len(table.rows) > row + 1
    first = None if first is not None and someone and not _filled(table, row, first) else first
    if family is not None and (first is not None or name is not None):
        return (first if first is not None else name), family, None, None
    if full is not None:
        return None, None, full, _family_first(table.rows[row][full])
    alone = [column for column in (first, name) if column is not None]
    if alone:
        return None, None, alone[0], None
    if family is None:
        return None
    cells = [table.cell(number, family) for number in range(row + 1, len(table.rows))]
    whole = _share([cell for cell in cells if cell], lambda cell: len(cell.split()) > 1 and _holds_first_name(cell))
    return (None, None, family, None) if whole > _MOST else (None, family, None, None)


def _family_first(heading: str) -> bool | None:
    """Return the order that a heading tells, also beside it: "Nominativo (cognome e nome)"."""
    kind = role(heading)
    words = plain(heading).split()
    if kind == "full_name" and {"cognome", "nome"} <= set(words):
        return words.index("cognome") < words.index("nome")
    return {"nome_cognome": False, "cognome_nome": True}.get(kind or "")


def _email(table: Table, row: int, roles: dict[str, list[int]]) -> int | None:
    """Return the column of the person's own address: the one with most of them; never the buyer's."""
    width = len(table.rows[row])
    known = roles.get("email", [])
    others = [c for c in range(width) if role(table.rows[row][c]) is None and not _is_buyer(table.rows[row][c])]
    for columns in (known, others):
        counts = {c: sum("@" in table.cell(r, c) for r in range(row + 1, len(table.rows))) for c in columns}
        if any(counts.values()):
            return max(counts, key=lambda c: (counts[c], base_and_turn(table.rows[row][c])[1]))
    return None


def _is_buyer(heading: str) -> bool:
    return bool({"acquirente", "buyer", "purchaser"} & set(plain(heading).split()))


def _submitted(table: Table, row: int, roles: dict[str, list[int]]) -> int | None:
    """Return the column of the moment of submission; the end of the answer before its beginning."""
    columns = roles.get("submitted", [])
    first = ("data invio", "ora di completamento", "completion time")
    return next((c for c in columns if plain(table.rows[row][c]) in first), next(iter(columns), None))


def _evening_columns(
    table: Table, row: int, roles: dict[str, list[int]], names: tuple[object, ...]
) -> tuple[tuple[int, str], ...]:
    """Return the columns that hold a tick per person: a date as heading, or an [option], or X and Sì below it."""
    taken = {column for kind, columns in roles.items() if kind not in ("choices", "evening") for column in columns}
    found = []
    for column, heading in enumerate(_with_days_beside(table, row, [c for c in names[:3] if isinstance(c, int)])):
        if column in taken or (is_number_heading(heading) and not days_in(heading)):
            continue
        cells = [_mark(table.cell(r, column)) for r in range(row + 1, len(table.rows))]
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


def _with_days_beside(table: Table, row: int, names: list[int]) -> list[str]:
    """Return the headings, with the days that stand in a row of their own above them, or below "Serate".

    A row below is one of headings only if nobody is named in it.
    """
    below = row + 1 if not any(table.cell(row + 1, column) for column in names) else row
    headings = []
    for column in range(table.width):
        heading = table.cell(row, column)
        beside = (table.cell(number, column) for number in (below, row - 1))
        day = next((text for text in beside if not days_in(heading) and _is_day(text)), "")
        headings.append(day or heading)
    return headings


def _is_day(text: str) -> bool:
    return len(text) <= _LONGEST_DAY and bool(days_in(text))


def _by_content(table: Table) -> Columns:
    """Find the names in a list without headings, by the first names that are known."""
    width = max(map(len, table.rows))
    cells = [[row[column] for row in table.rows if column < len(row) and row[column]] for column in range(width)]
    email = next((c for c in range(width) if _share(cells[c], lambda text: "@" in text) > _MOST), None)
    phone = next((c for c in range(width) if _share(cells[c], _is_phone) > _MOST), None)
    named = [c for c in range(width) if _share(cells[c], _holds_first_name) >= _MOST]
    if not named:
        raise BadList(table.path, "no_names")
    column = max(named, key=lambda c: (_share(cells[c], _holds_first_name), -c))
    if _share(cells[column], lambda text: len(text.split()) > 1) > _MOST:
        return Columns(full_name=column, email=email, phone=phone)
    beside = [c for c in (column + 1, column - 1) if 0 <= c < width and _share(cells[c], _is_name) > _MOST]
    if not beside:
        return Columns(full_name=column, email=email, phone=phone)
    return Columns(first_name=column, family_name=beside[0], email=email, phone=phone)


def _share(cells: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells) if cells else 0.0


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def _holds_first_name(text: str) -> bool:
    return _is_name(text) and any(is_first_name(word) for word in text.split())


def _is_phone(text: str) -> bool:
    return re.fullmatch(r"\+?[\d\s/.\-]{6,20}", text) is not None
