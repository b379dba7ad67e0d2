"""Time between two laptops, in tests that say who wrote last."""

from __future__ import annotations

import time

from facilitatore.session import Session
from facilitatore.session.facts import now_ms


def wait_until_later(session: Session) -> None:
    """Wait until the clock is past what was written: a new evening runs 50 ms ahead of it, and copies of it too."""
    while max(fact.at for fact in session.all_facts()) >= now_ms():
        time.sleep(0.005)
