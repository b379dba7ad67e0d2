"""Italian dates, hours, counts and durations, without the locale of the laptop, which may be any."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEEKDAYS: Final = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
_MONTHS: Final = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)

_LONGEST_WORD: Final = 40


def word_for(words: Mapping[str, str], key: str) -> str:
    """Return the word for a key of the file; one of a later version is shown as it stands, and marked.

    Every look-up of a kind, a technique or a field goes through here, so that none becomes another one. No key, no word.
    """
    if key in words or not key:
        return words.get(key, "")
    own = " ".join(key.split())
    own = own if len(own) <= _LONGEST_WORD else own[:_LONGEST_WORD] + "…"
    return f"{own} (che questa versione non conosce)"


def date_in_words(iso: str) -> str:
    """Return ``2018-01-08`` as *lunedì 8 gennaio 2018*; what is not a date comes back unchanged."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    number = "1º" if day.day == 1 else str(day.day)
    return f"{_WEEKDAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]} {day.year}"


def local_clock(moment_ms: int) -> str:
    """Return a moment (UTC ms) as ``HH:MM`` of this place; none, or one that no clock knows, as dashes."""
    if moment_ms <= 0:
        return "--:--"
    try:
        return f"{datetime.fromtimestamp(moment_ms / 1000).astimezone():%H:%M}"
    except (ValueError, OverflowError, OSError):
        return "--:--"


def number(value: int) -> str:
    """Return a count with a dot between thousands: 60000 is *60.000*."""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, many: str) -> str:
    """Return a count with its noun: *1 nota*, *2 note*."""
    return f"{number(value)} {one if value == 1 else many}"


def minutes(seconds: int) -> str:
    """Return seconds as whole minutes, rounded; some seconds that round to none are *meno di 1*."""
    rounded = (seconds + 30) // 60
    return "meno di 1" if seconds > 0 and rounded == 0 else number(rounded)
