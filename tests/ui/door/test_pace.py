"""Promises of the pace of the door, in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from facilitatore.door.people import read_guests
from facilitatore.door.rhythm import Rhythm
from facilitatore.italian import local_clock
from facilitatore.session import edit
from facilitatore.session.facts import now_ms
from ui.door.pace import forecast_words, pace_words

AT = 1_700_000_000_000


@pytest.mark.parametrize(
    ("rhythm", "pace", "forecast"),
    [
        (Rhythm(4.0, 18, 5, AT), "4 al minuto", "gli altri 18 in 5 minuti"),
        (Rhythm(1.0, 1, 1, AT), "1 al minuto", "chi manca in un minuto"),
        (Rhythm(0.5, 3, 6, AT), "1 ogni 2 minuti", "gli altri 3 in 6 minuti"),
        (Rhythm(0.9, 0), "1 al minuto", ""),
        (Rhythm(4.0, 900), "4 al minuto", ""),
        (
            Rhythm(4.0, 18, 5, AT, late=True),
            "4 al minuto",
            f"gli altri 18 verso le {local_clock(AT)}, dopo l’inizio",
        ),
    ],
)
def test_words(rhythm: Rhythm, pace: str, forecast: str) -> None:
    """The pace and the forecast are said as people say them, for one and for many."""
    assert (pace_words(rhythm), forecast_words(rhythm)) == (pace, forecast)


def test_on_the_page(door) -> None:
    """Three arrivals within a minute are three a minute; before them nothing is said."""
    pace = door.page.figures.pace
    assert (pace.speed.text(), pace.forecast.isVisible()) == ("", False)
    for name in ("khad", "khal", "cater"):
        door.arrive(name)
    assert pace.speed.text() == "3 al minuto"
    assert pace.forecast.text() == "gli altri 2 in un minuto"


def test_follows_the_clock(door) -> None:
    """What was said goes when the arrivals are long ago, without anybody doing anything."""
    for name in ("khad", "khal", "cater"):
        door.arrive(name)
    session = door.bridge.session
    drafts = [edit(session.get(guest.id), arrived_at=now_ms() - 600_000) for guest in read_guests(session)]
    session.note("clock", *drafts)
    door.page.refresh(None)
    door.page.figures.pace._timer.timeout.emit()
    assert door.page.figures.pace.speed.text() == ""


def test_only_while_somebody_looks(door) -> None:
    """The clock of the pace stops with the page."""
    door.page.hide()
    assert not any(timer.isActive() for timer in door.page.findChildren(QTimer))
    door.page.show()
    assert any(timer.isActive() for timer in door.page.findChildren(QTimer))
