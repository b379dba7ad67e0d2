"""Short or long: every proof of this folder runs briefly with the other tests, and at length in ``make torture``."""

from __future__ import annotations

import os
from typing import Final, TypeVar

T = TypeVar("T")

LONG: Final = os.environ.get("FACILITATORE_TORTURE") == "1"
"""Whether ``FACILITATORE_TORTURE=1`` asks for the long form."""


def either(short: T, long: T) -> T:
    """Return the figure of the form that runs."""
    return long if LONG else short


def spread(count: int, short: int) -> list[int]:
    """Return each of 1…count in the long form, in the short one `short` of them from the first to the last, or the middle one."""
    if LONG or count <= short:
        return list(range(1, count + 1))
    if short == 1:
        return [(count + 1) // 2]
    return sorted({1 + round(place * (count - 1) / (short - 1)) for place in range(short)})
