"""Dates as people say them."""

from __future__ import annotations

from datetime import date

from ui.translations import tr


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
    number = "1º" if day.day == 1 else str(day.day)
    return f"{weekdays[day.weekday()]} {number} {months[day.month - 1]} {day.year}"
