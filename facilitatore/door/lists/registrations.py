"""Registration lists as people: who, how to reach them, whether they come to this evening and to which group."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from facilitatore.door.lists.choices import attends, chosen_groups, group_evening, moment
from facilitatore.door.lists.columns import Columns, guess_columns
from facilitatore.door.lists.headings import plain
from facilitatore.door.lists.judging import judge, phone_key
from facilitatore.door.lists.rows import KnownPerson, Row, Verdict
from facilitatore.door.lists.tables import Table, read_table
from facilitatore.door.names import clean_name, letters_lost, looks_odd, name_words, readable, without_title
from facilitatore.door.splitting import SplitName, column_order, split_name, split_people

__all__ = ["KnownPerson", "Row", "Verdict", "judge", "read_registrations", "rows_of"]

_TOTALS = re.compile(r"(tot|totale|totali|totals?|somma|n(umero)? iscritti|totale iscritti|iscritti)( \d+)?")
_CANCELLED = re.compile(
    "(annullat|cancellat|rimborsat|eliminat|rifiutat|ritirat)[oa]|cancell?ed|refunded|deleted|declined|not attending"
)
_NOT_COMING = re.compile(
    r"(non (viene|vengo|verra|partecipa|partecipera|puo|posso)( venire)?( piu)?|rinuncia|disdetta|disdice|annullat[oa])"
)
_PLUS = re.compile(
    r"\s*\+\s*(\d)\s*$|\s+(?:e|con|\+)\s+(?:il |la |mio |mia |suo |sua )?(?:marito|moglie|figlio|figlia|"
    r"compagno|compagna|mamma|papà|madre|padre|sorella|fratello|amico|amica|accompagnatore|accompagnatrice)\s*$",
    re.IGNORECASE,
)
_RUINED_PHONE = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_ADDRESS = re.compile(r"[^\s;,<>:\"']+@[^\s;,<>\"']+")


def read_registrations(
    path: Path,
    *,
    groups: Sequence[tuple[str, str]],
    evening: tuple[str, str],
    columns: Columns | None = None,
    sheet: str | None = None,
) -> list[Row]:
    """Read the list at `path` for one evening.

    Args:
        path: a CSV of any make, or a workbook.
        groups: (key, title) of each group of the evening.
        evening: (ISO date, theme).
        columns: where things stand, when a person has said it; guessed otherwise.
        sheet: name of the sheet of a workbook; the first that holds something otherwise.

    Raises:
        FileMissing: nothing is there.
        BadList: the file cannot be read, or no column could be a name.
    """
    table = read_table(path, sheet)
    return rows_of(table, columns or guess_columns(table), groups=groups, evening=evening)


def rows_of(
    table: Table, columns: Columns, *, groups: Sequence[tuple[str, str]], evening: tuple[str, str]
) -> list[Row]:
    """Return the people of a table, in its order, with what is left out marked as discarded."""
    start = 0 if columns.header_row is None else columns.header_row + 1
    order, steady = _order(table, columns, start)
    rows: list[Row] = []
    for number in range(start, len(table.rows)):
        left_out = _left_out(table, number, columns)
        persons = _persons(table, number, columns, order, steady) or [(SplitName("", ""), None)]
        for split, problem in persons:
            row = _row(_Source(table, number, columns), split, groups, evening)
            if left_out:
                rows.append(dataclasses.replace(row, discarded=left_out))
            elif not split.first and not split.family:
                rows.append(dataclasses.replace(row, discarded="no_name"))
            else:
                rows.append(dataclasses.replace(row, problem=problem or _name_problem(split) or row.problem))
    return _without_second_thoughts(table, columns, rows)


def _order(table: Table, columns: Columns, start: int) -> tuple[bool | None, bool]:
    """Return the order of the full names, by the heading or by most names, and whether all keep to it."""
    if columns.full_name is None:
        return None, True
    voted, steady = column_order(table.cell(row, columns.full_name) for row in range(start, len(table.rows)))
    if columns.family_first is None:
        return voted, steady
    return columns.family_first, steady and voted in (None, columns.family_first)


def _left_out(table: Table, row: int, columns: Columns) -> str | None:
    """Return why a row is no person to import, before looking at the name itself; None if it is one."""
    cells = table.rows[row]
    if not any(cells):
        return "blank"
    if columns.header_row is not None and _same_as_header(table, row, columns):
        return "repeated_header"
    name = plain(" ".join(table.cell(row, column) for column in _name_cells(columns)))
    if _TOTALS.fullmatch(name) or (not name and any(_TOTALS.fullmatch(plain(cell)) for cell in cells)):
        return "totals"
    if _CANCELLED.fullmatch(plain(table.cell(row, columns.status))):
        return "cancelled"
    if columns.must_be_submitted and not table.cell(row, columns.submitted):
        return "unfinished"
    return "not_coming" if _NOT_COMING.fullmatch(plain(table.cell(row, columns.notes))) else None


def _same_as_header(table: Table, row: int, columns: Columns) -> bool:
    header = columns.header_row or 0
    return all(plain(table.cell(row, c)) == plain(table.cell(header, c)) != "" for c in _name_cells(columns))


def _name_cells(columns: Columns) -> list[int]:
    return [c for c in (columns.full_name, columns.first_name, columns.family_name) if c is not None]


def _persons(
    table: Table, row: int, columns: Columns, order: bool | None, steady: bool
) -> list[tuple[SplitName, str | None]]:
    """Return the names in a row, each with the reason to look at it, if any; none when the cells are empty."""
    if columns.full_name is None:
        first = without_title(clean_name(_PLUS.sub("", table.cell(row, columns.first_name))))
        family = clean_name(_PLUS.sub("", table.cell(row, columns.family_name)))
        firsts, shared = split_people(f"{first} {family}") if family else ((first,), False)
        if shared and len(firsts) > 1:
            return [(split_name(one), "several_people") for one in firsts]
        return [(SplitName(readable(first), readable(family)), None)] if first or family else []
    cell = _PLUS.sub("", table.cell(row, columns.full_name))
    names, shared = split_people(cell)
    splits = [split_name(name, order, steady=steady) for name in names if clean_name(name)]
    if shared:
        return [(split, "several_people") for split in splits]
    return [(split, None if split.sure else "split_unsure") for split in splits]


def _name_problem(split: SplitName) -> str | None:
    """Return what is wrong with a name, the gravest first."""
    whole = f"{split.first} {split.family}".strip()
    if letters_lost(split.first) or letters_lost(split.family):
        return "letters_lost"
    if looks_odd(whole):
        return "odd_name"
    if not split.first:
        return "no_first_name"
    return "one_word" if not split.family else None


@dataclasses.dataclass(frozen=True, slots=True)
class _Source:
    table: Table
    number: int
    columns: Columns


def _row(source: _Source, split: SplitName, groups: Sequence[tuple[str, str]], evening: tuple[str, str]) -> Row:
    table, number, columns = source.table, source.number, source.columns
    comes = attends(table, number, columns, evening)
    if comes is None and group_evening(table, number, columns, evening):
        comes = True
    keys, unknown = chosen_groups(table, number, columns, groups, evening) if comes is not False else ((), False)
    phone = clean_name(table.cell(number, columns.phone))
    ruined = _RUINED_PHONE.fullmatch(phone) is not None
    address = _ADDRESS.search(clean_name(table.cell(number, columns.email)))
    note = plain(table.cell(number, columns.notes))
    problems = (
        ("two_groups", len(keys) > 1),
        ("unknown_group", unknown),
        ("maybe_not_coming", note.startswith(("non viene", "non vengo", "forse non"))),
        ("phone_lost", ruined),
    )
    return Row(
        row=number + 1,
        first_name=split.first,
        family_name=split.family,
        email=address[0].lower() if address else "",
        phone="" if ruined else phone,
        group_key=keys[0] if len(keys) == 1 else None,
        attends=comes,
        problem=next((key for key, there in problems if there), None),
        companions=_companions(table, number, columns),
    )


def _companions(table: Table, row: int, columns: Columns) -> int:
    """Return the people announced without a name, "+ 1" beside the name or alone in the notes."""
    note = table.cell(row, columns.notes)
    found = [match for column in _name_cells(columns) if (match := _PLUS.search(table.cell(row, column)))]
    found += [match] if (match := _PLUS.fullmatch(note)) else []
    return int(found[0][1] or 1) if found else 0


def _without_second_thoughts(table: Table, columns: Columns, rows: list[Row]) -> list[Row]:
    """Keep the last answer of a person that sent two: same name, same e-mail, and no other telephone.

    "Anna Maria" and "Annamaria" with one e-mail may be two people of one family: the words of the name must be the
    same. Tickets are another matter: each is for one evening, so that all of them count.
    """
    answers: dict[tuple[object, ...], list[int]] = {}
    for place, row in enumerate(rows):
        if not row.discarded and row.email:
            key = (name_words(row.first_name), name_words(row.family_name), row.email)
            answers.setdefault(key, []).append(place)
    result = list(rows)
    for places in answers.values():
        for same in _same_phone(rows, places):
            ordered = sorted(same, key=lambda place: (_sent(table, columns, rows[place]), place))
            kept = ordered[-1]
            if columns.one_row_per_ticket:
                kept = next((place for place in reversed(ordered) if rows[place].attends), kept)
            why = "other_ticket" if columns.one_row_per_ticket else "superseded"
            for place in same:
                if place != kept:
                    result[place] = dataclasses.replace(rows[place], discarded=why)
    return result


def _same_phone(rows: Sequence[Row], places: Sequence[int]) -> list[list[int]]:
    """Part rows of one name and e-mail by telephone: two numbers are two people with the same name."""
    by_phone: dict[str, list[int]] = {}
    for place in places:
        by_phone.setdefault(phone_key(rows[place].phone), []).append(place)
    without = by_phone.pop("", [])
    if len(by_phone) == 1:
        return [sorted(without + next(iter(by_phone.values())))]
    return [*by_phone.values(), *([without] if without else [])]


def _sent(table: Table, columns: Columns, row: Row) -> dt.datetime:
    return moment(table.cell(row.row - 1, columns.submitted)) or dt.datetime.min.replace(tzinfo=dt.UTC)
