"""Dates as people say them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from ui.translations import tr

_VOWELS: Final = frozenset({8, 11})
"""Days that begin with a vowel when they are said, otto and undici: the article loses its own before them."""


def today_here() -> date:
    """Return the day it is by the clock of this laptop."""
    return datetime.now().astimezone().date()


def in_words(iso: str) -> str:
    """Return ``lunedì 8 gennaio`` for an ISO date with its year; other text as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    weekdays = (
        tr("lunedì"),
        tr("martedì"),
        tr("mercoledì"),
        tr("giovedì"),
        tr("venerdì"),
        tr("sabato"),
        tr("domenica"),
    )
    number = "1º" if day.day == 1 else str(day.day)
    return f"{weekdays[day.weekday()]} {number} {_month(day)} {day.year}"


def day_in_words(day: date) -> str:
    """Return ``8 aprile 2018``."""
    return f"{'1º' if day.day == 1 else day.day} {_month(day)} {day.year}"


def since_day(day: date) -> str:
    """Return ``dall’8 aprile 2018``, ``dal 9 aprile 2018``: from that day on."""
    return (tr("dall’{0}") if day.day in _VOWELS else tr("dal {0}")).format(day_in_words(day))


def until_day(day: date) -> str:
    """Return ``fino all’8 aprile 2018``, ``fino al 9 aprile 2018``: that day too."""
    return (tr("fino all’{0}") if day.day in _VOWELS else tr("fino al {0}")).format(day_in_words(day))


def after_day(day: date) -> str:
    """Return ``dopo l’8 aprile 2018``, ``dopo il 9 aprile 2018``: from the day that follows."""
    return (tr("dopo l’{0}") if day.day in _VOWELS else tr("dopo il {0}")).format(day_in_words(day))


def _month(day: date) -> str:
    months = (
        tr("gennaio"),
        tr("febbraio"),
        tr("marzo"),
        tr("aprile"),
        tr("maggio"),
        tr("giugno"),
        tr("luglio"),
        tr("agosto"),
        tr("settembre"),
        tr("ottobre"),
        tr("novembre"),
        tr("dicembre"),
    )
    return months[day.month - 1]
