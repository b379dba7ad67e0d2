"""What a person chose: this evening or not, which group, when the answer was sent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from facilitatore.door.lists.parse.columns import NO, YES, Columns
from facilitatore.door.lists.parse.headings import days_in, plain
from facilitatore.door.lists.read.limits import MAX_COLUMNS
from facilitatore.door.lists.read.tables import Table

_ALL = re.compile(r"\b(tutte|tutti|all|ogni)\b")
_EXCEL_EPOCH = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
_SERIALS = range(20_000, 80_000)
"""Excel's days from 1954 to 2119: a number in a date column."""


@lru_cache(maxsize=2 * MAX_COLUMNS)  # every row asks it of every heading
def names_evening(text: str, evening: tuple[str, str]) -> bool | None:
    """Tell whether a text names the evening (ISO date, theme): by day and month if it has any, else by theme.

    The theme alone would not do: two evenings of the plan of 2018 have the same. None: nothing in it says.
    """
    date, theme = evening
    days = days_in(text)
    if days:
        return (int(date[8:10]), int(date[5:7])) in days
    folded, wanted = f" {plain(text)} ", f" {plain(theme)} "
    if wanted.strip() and wanted in folded:
        return True
    return True if _ALL.search(folded) else None


def attends(table: Table, row: int, columns: Columns, evening: tuple[str, str]) -> bool | None:
    """Tell whether the person of a row chose this evening; None when the list does not say."""
    for column, title in columns.evenings:
        if not title or names_evening(title, evening):
            return _ticked(table.cell(row, column), evening)
    if columns.choices is not None:
        return names_evening(table.cell(row, columns.choices), evening)
    return None


def _ticked(text: str, evening: tuple[str, str]) -> bool | None:
    """Read a tick: X, Sì, 1, 2 are yes; empty, No, 0, a dash are no; "forse" is unknown; a text is a group's name."""
    mark = plain(text)
    if mark in YES or text in YES or (mark.isdecimal() and int(mark) > 0):
        return True
    if mark in NO or text in NO:
        return False
    return None if mark in ("forse", "boh", "da confermare") or names_evening(text, evening) is False else True


def chosen_groups(
    table: Table, row: int, columns: Columns, groups: Sequence[tuple[str, str]], evening: tuple[str, str]
) -> tuple[tuple[str, ...], bool]:
    """Return the keys of this evening's groups that a row names, and whether it named one that is not among them."""
    keys: list[str] = []
    unknown = False
    for column, own in _group_columns(table, columns, evening):
        text = table.cell(row, column)
        found = groups_in(text, groups)
        keys += [key for key in found if key not in keys]
        unknown = unknown or (own and bool(text) and not found)
    return tuple(keys), unknown and not keys and bool(groups)


def _group_columns(table: Table, columns: Columns, evening: tuple[str, str]) -> list[tuple[int, bool]]:
    """Return the columns that may name a group of this evening, and whether they speak of this evening alone."""
    found = []
    for column in columns.group:
        heading = table.cell(columns.header_row, column) if columns.header_row is not None else ""
        told = names_evening(heading, evening) if days_in(heading) else None
        alone = columns.choices is None and not columns.evenings
        if told is not False:
            found.append((column, bool(told) or alone))
    found += [(column, False) for column, title in columns.evenings if not title or names_evening(title, evening)]
    if columns.choices is not None and columns.choices not in columns.group:
        found.append((columns.choices, False))
    return found


def groups_in(text: str, groups: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the keys of the groups whose title is in a text, the longest titles first; or the key alone.

    Titles hold commas, colons and slashes ("Misure a contrasto della povertà (SIA/REI, RES)"): a cell is never split.
    """
    left = f" {plain(text)} "
    found = []
    for key, title in sorted(groups, key=lambda group: -len(group[1])):
        wanted = f" {plain(title)} "
        if wanted.strip() and wanted in left:
            found.append(key)
            left = left.replace(wanted, " | ")
    if not found:
        bare = re.sub(r"^(gruppo|tavolo|group) ", "", left.strip())
        found = [key for key, _ in groups if plain(key) == bare]
    return tuple(sorted(found, key=[key for key, _ in groups].index))


def group_evening(table: Table, row: int, columns: Columns, evening: tuple[str, str]) -> bool:
    """Tell whether a row chose a group in a column of this evening alone ("Quale gruppo? [8 gennaio]")."""
    if columns.header_row is None:
        return False
    headings = ((column, table.cell(columns.header_row, column)) for column in columns.group)
    return any(days_in(text) and names_evening(text, evening) and table.cell(row, column) for column, text in headings)


def moment(text: str) -> dt.datetime | None:
    """Return the moment that a form wrote, called UTC whatever its zone: one form writes all of them in the same.

    "08/07/2026 13.49.22" is day first, as Italian Google Sheets writes it; "2023/03/18 3:28:24 PM CET", ISO, and
    Excel's days ("46135.6") are read as well. None when it is none of these.
    """
    serial = re.fullmatch(r"(\d{5})(?:[.,](\d+))?", text.strip())
    if serial and int(serial[1]) in _SERIALS:
        return _EXCEL_EPOCH + dt.timedelta(days=float(f"{serial[1]}.{serial[2] or 0}"))
    date = re.match(r"\s*(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})", text)
    if not date:
        return None
    one, two, three = (int(part) for part in date.groups())
    year, month, day = (one, two, three) if len(date[1]) > 2 else (three, two, one)  # noqa: PLR2004 - digits of a year
    clock = re.match(r"[T,\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([AaPp])?", text[date.end() :])
    hour, minute, second = (int(part or 0) for part in clock.groups()[:3]) if clock else (0, 0, 0)
    if clock and clock[4]:
        hour = hour % 12 + (12 if clock[4] in "Pp" else 0)
    if month > 12 >= day:  # noqa: PLR2004 - American order
        month, day = day, month
    try:
        return dt.datetime(year + (2000 if year < 100 else 0), month, day, hour, minute, second, tzinfo=dt.UTC)  # noqa: PLR2004
    except ValueError:
        return None
