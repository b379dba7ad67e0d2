"""The words of the preparation page: dates as people write and read them, counts."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 - `date` reads like a variable here

from ui.translations import tr

_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})")
_NAMED = re.compile(r"(?:\w+\s+)?(\d{1,2})[º°]?\s+([a-zà-ù]{3,})\s+(\d{4})", re.IGNORECASE)
_MONTHS = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")


def date_from_words(text: str) -> str:
    """Return as ISO a date written as 8/1/2018, 8.1.2018, 8 gennaio 2018 or 2018-01-08; else the text, unchanged."""
    text = text.strip()
    found = _NUMBERS.fullmatch(text)
    month = int(found[2]) if found else 0
    if found is None:
        found = _NAMED.fullmatch(text)
        start = found[2][:3].casefold() if found else ""
        month = _MONTHS.index(start) + 1 if start in _MONTHS else 0
    if found is None:
        return text
    try:
        return Date(int(found[3]), month, int(found[1])).isoformat()
    except ValueError:
        return text


def short_date(iso: str) -> str:
    """Return 2018-01-08 as 8/1/2018, the way it is written in a field; what is no date comes back unchanged."""
    try:
        day = Date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day}/{day.month}/{day.year}"


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
