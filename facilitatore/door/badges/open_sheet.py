"""The sheet that is open: which of its labels are gone."""

from __future__ import annotations

import re
from collections.abc import Collection

from facilitatore.door.badges.stock import Stock
from facilitatore.errors import BadValue


def used_after(stock: Stock, used: Collection[int], count: int) -> frozenset[int]:
    """Return which labels (from 1) of the open sheet are gone once `count` more are printed.

    A sheet that is full is thrown away: the next one has all its labels. Numbers that are not on the sheet are
    forgotten: they come from settings of another stock.
    """
    every = range(1, stock.per_sheet + 1)
    gone = set(every).intersection(used)
    free = [label for label in every if label not in gone]
    if count < len(free):
        return frozenset(gone.union(free[:count]))
    return frozenset(every[: (count - len(free)) % stock.per_sheet])


def used_before(start: int, stock: Stock) -> frozenset[int]:
    """Return the labels before `start`, the first free one.

    Raises:
        BadValue: of what ``start``: not on the sheet.
    """
    if not 1 <= start <= stock.per_sheet:
        raise BadValue("start", str(start), f"1–{stock.per_sheet}")
    return frozenset(range(1, start))


def parse_used(text: str, stock: Stock) -> frozenset[int]:
    """Return the labels written as ``1-3, 7``.

    Raises:
        BadValue: of what ``used``: not numbers, or not on the sheet.
    """
    found: set[int] = set()
    for part in filter(None, (part.strip() for part in re.split("[,;]", text))):
        ends = re.fullmatch(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?", part)
        first, last = (int(ends[1]), int(ends[2] or ends[1])) if ends else (0, 0)
        if not 1 <= first <= last <= stock.per_sheet:
            raise BadValue("used", part, f"1–{stock.per_sheet}")
        found.update(range(first, last + 1))
    return frozenset(found)
