"""The words of the preparation page: dates as people write and read them, counts."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 - `date` reads like a variable here

from facilitatore.prepare.retention import day_of
from ui.translations import tr

_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}|\d{2}))?")
_NAMED = re.compile(r"(?:[^\W\d]+\s+)?(\d{1,2})[º°]?\s+([a-zà-ù]{3,})(?:\s+(\d{4}|\d{2}))?", re.IGNORECASE)
_YEARS_TO_A_LEAP_DAY = 9
_MONTHS = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")


def date_from_words(text: str, after: str = "") -> str:
    """Return as ISO a date written as 8/1/2018, 8-1-18, 8 gennaio 2018 or 2018-01-08; else the text, unchanged.

    Without a year it is the first such day from `after` (ISO) on, and no date if there is no `after`.
    """
    text = text.strip()
    found = _NUMBERS.fullmatch(text)
    month = int(found[2]) if found else 0
    if found is None:
        found = _NAMED.fullmatch(text)
        start = found[2][:3].casefold() if found else ""
        month = _MONTHS.index(start) + 1 if start in _MONTHS else 0
    if found is None:
        return text
    day = int(found[1])
    if found[3] is not None:
        year = int(found[3])
        return _iso(year if len(found[3]) > 2 else 2000 + year, month, day) or text  # noqa: PLR2004 - figures of a year
    start = day_of(after)
    if start is None:
        return text
    years = range(start.year, start.year + _YEARS_TO_A_LEAP_DAY)
    days = (_iso(year, month, day) for year in years)
    return next((one for one in days if one >= start.isoformat()), text)


def _iso(year: int, month: int, day: int) -> str:
    """Return the date, empty when there is none."""
    try:
        return Date(year, month, day).isoformat()
    except ValueError:
        return ""


def short_date(iso: str) -> str:
    """Return 2018-01-08 as 8/1/2018, the way it is written in a field; what is no date comes back unchanged."""
    day = day_of(iso)
    return f"{day.day}/{day.month}/{day.year}" if day is not None else iso


def groups_in_words(count: int) -> str:
    """Return how many groups there are, as one says it."""
    words = {
        0: tr("Nessun gruppo, per ora"),
        1: tr("Un gruppo"),
        2: tr("Due gruppi in parallelo"),
        3: tr("Tre gruppi in parallelo"),
        4: tr("Quattro gruppi in parallelo"),
    }
    return words.get(count) or tr("{0} gruppi in parallelo").format(count)
