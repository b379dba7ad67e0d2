"""What a person chose: this evening or not, which group, when the answer was sent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from facilitatore.door.lists.parse.columns import Columns
from facilitatore.door.lists.parse.headings import days_in, plain
from facilitatore.door.lists.parse.states import NO, YES
from facilitatore.door.lists.read.limits import MAX_COLUMNS
from facilitatore.door.lists.read.tables import Table

_SEPARATORS = re.compile(r"(?<=[,;|\n])")
_ALL = re.compile(r"\b(tutte|tutti|all|ogni)\b")
_EXCEL_EPOCH = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
_SERIALS = range(20_000, 80_000)
"""Excel's days from 1954 to 2119: a number in a date column."""


class Told(Protocol):
    """What words mean for an evening, where the register knows."""

    def evening(self, words: str) -> bool | None:
        """Tell whether they mean the evening; None: nobody knows."""

    def group(self, words: str) -> str | None:
        """Return the key of the group they mean; empty: none of them, None: nobody knows."""


class Called(NamedTuple):
    """How lists may name an evening: by its ISO date and theme, by `days` on which it was before, as somebody `told`."""

    date: str
    theme: str
    days: frozenset[tuple[int, int]] = frozenset()
    told: Told | None = None


EveningNames = tuple[str, str] | Called
"""An ISO date and a theme, or all that is known."""


@lru_cache(maxsize=2 * MAX_COLUMNS)  # every row asks it of every heading
def names_evening(text: str, evening: EveningNames) -> bool | None:
    """Tell whether a text names the evening: by day and month if it has any, else by theme.

    The theme alone would not do: two evenings of the plan of 2018 have the same. None: nothing in it says.
    """
    called = Called(*evening)
    told = called.told.evening(text) if called.told is not None else None
    if told is not None:
        return told
    days = days_in(text)
    if days:
        return (int(called.date[8:10]), int(called.date[5:7])) in days or bool(days & called.days)
    folded, wanted = f" {plain(text)} ", f" {plain(called.theme)} "
    if wanted.strip() and wanted in folded:
        return True
    return True if _ALL.search(folded) else None


def evening_column(columns: Columns, evening: EveningNames) -> int | None:
    """Return the column with a tick for the evening: that of its date as it is now before one of its date as it was."""
    now = Called(*evening)._replace(days=frozenset())
    return next(
        (c for called in (now, evening) for c, title in columns.evenings if not title or names_evening(title, called)),
        None,
    )


def evenings_in(cell: str) -> tuple[str, ...]:
    """Return the evenings of a cell that lists several, each with its words: "8 gennaio - Casa" and "15 gennaio - Tempo".

    A part without a day belongs to the one before it: themes hold commas.
    """
    found: list[str] = []
    for part in _SEPARATORS.split(cell):
        if found and (not days_in(part) or not days_in(found[-1])):
            found[-1] += part
        else:
            found.append(part)
    return tuple(words for part in found if (words := part.strip(" ,;|\n")))


def attends(table: Table, row: int, columns: Columns, evening: EveningNames) -> bool | None:
    """Tell whether the person of a row chose this evening; None when the list does not say."""
    above = columns.blocks[0].group if columns.blocks else ""
    if days_in(above):
        return names_evening(above, evening)
    column = evening_column(columns, evening)
    if column is not None:
        return ticked(table.cell(row, column), evening)
    if columns.choices is None:
        return None
    said = {names_evening(words, evening) for words in evenings_in(table.cell(row, columns.choices))}
    return True if True in said else False if False in said else None


def ticked(text: str, evening: EveningNames) -> bool | None:
    """Read a tick: X, Sì, 1, 2 are yes; empty, No, 0, a dash are no; "forse" is unknown; a text is a group's name."""
    mark = plain(text)
    if mark in YES or text in YES or (mark.isdecimal() and int(mark) > 0):
        return True
    if mark in NO or text in NO:
        return False
    return None if mark in ("forse", "boh", "da confermare") or names_evening(text, evening) is False else True


def chosen_groups(
    table: Table, row: int, columns: Columns, groups: Sequence[tuple[str, ...]], evening: EveningNames
) -> tuple[tuple[str, ...], str]:
    """Return the keys of this evening's groups that a row names, and its words where they are not one group."""
    keys: list[str] = []
    unknown: list[str] = []
    told = Called(*evening).told
    for column, own in _group_columns(columns, evening):
        text = table.cell(row, column)
        found = groups_in(text, groups)
        meant = told.group(text) if told is not None and text and not found else None
        keys += [key for key in (*found, meant or "") if key and key not in keys]
        if own and text and meant is None and len(found) != 1:
            unknown.append(text)
    above = columns.blocks[0].group if columns.blocks else ""
    if above and not keys and not days_in(above):  # the group of everybody below it
        keys = list(groups_in(above, groups))
        unknown.append(above)
    return tuple(keys), " / ".join(unknown) if len(keys) != 1 and groups else ""


def _group_columns(columns: Columns, evening: EveningNames) -> list[tuple[int, bool]]:
    """Return the columns that may name a group of this evening, and whether they speak of this evening alone."""
    found = []
    for column in columns.group:
        heading = columns.heading(column)
        told = names_evening(heading, evening) if days_in(heading) else None
        alone = columns.choices is None and not columns.evenings
        if told is not False:
            found.append((column, bool(told) or alone))
    ticks = evening_column(columns, evening)
    found += [(ticks, False)] if ticks is not None else []
    if columns.choices is not None and columns.choices not in columns.group:
        found.append((columns.choices, False))
    return found


def groups_in(text: str, groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys of the groups whose title is in a text, the longest titles first.

    `groups` are (key, title, short title). The key and the short title count where they are all that is written: "lavoro"
    stands in many a sentence.

    Titles hold commas, colons and slashes ("Misure a contrasto della povertà (SIA/REI, RES)"): a cell is never split.
    """
    left = f" {plain(text)} "
    found = []
    for key, title, *_ in sorted(groups, key=lambda group: -len(group[1])):
        wanted = f" {plain(title)} "
        if wanted.strip() and wanted in left:
            found.append(key)
            left = left.replace(wanted, " | ")
    if not found:
        bare = re.sub(r"^(gruppo|tavolo|group) ", "", left.strip())
        found = [key for key, _, *short in groups if bare in map(plain, (key, *filter(None, short)))]
    return tuple(sorted(found, key=[group[0] for group in groups].index))


def group_evening(table: Table, row: int, columns: Columns, evening: EveningNames) -> bool:
    """Tell whether a row chose a group in a column of this evening alone ("Quale gruppo? [8 gennaio]")."""
    headings = ((column, columns.heading(column)) for column in columns.group)
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
