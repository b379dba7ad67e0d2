"""The number written on a paper sticky note, where it stands at the beginning of what is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"(?:#(?P<plain>[0-9]{1,4})|#?(?P<sheet>[A-Za-z]{1,2}[0-9]{0,2}-[0-9]{1,4}))\s+(?=\S)")
_SERIES = re.compile(r"(?P<series>.*?)(?P<place>[0-9]{1,4})")
_MOST_MISSING = 8


def split_number(text: str) -> tuple[str | None, str]:
    """Part the paper's number from the words: ``B2-039 Un taxi`` is ``("B2-039", "Un taxi")``.

    A number is ``#`` and one to four digits, or one or two letters, at most two digits, a hyphen and one to four
    digits, in both cases with a space and words after it. A bare number is no paper's: "24 ore su 24" stays whole.
    """
    text = text.strip()
    found = _NUMBERED.match(text)
    if found is None:
        return None, text
    return found["plain"] or found["sheet"].upper(), text[found.end() :]


def shown_number(number: str | None) -> str:
    """Return a paper's number as people read it: #12, B2-039, nothing."""
    if not number:
        return ""
    return f"#{number}" if number.isdecimal() else number


def entry_text(number: str | None, text: str) -> str:
    """Return what stands in the entry field for a note: its number too, if `split_number` would find it again."""
    whole = f"{shown_number(number)} {text}"
    return whole if number and split_number(whole) == (number, text.strip()) else text


def missing_numbers(numbers: Iterable[str | None]) -> list[str]:
    """Return the papers missing between the first and the last of each series; none if they are too many to look for.

    Papers numbered A-01, A-02, A-04 miss A-03: most likely it still hangs on the wall, not yet copied.
    """
    series: dict[tuple[str, int], set[int]] = {}
    for number in numbers:
        found = _SERIES.fullmatch(number or "")
        if found is not None:
            width = len(found["place"]) if found["place"].startswith("0") or found["series"] else 0
            series.setdefault((found["series"], width), set()).add(int(found["place"]))
    missing = [
        shown_number(f"{name}{place:0{width}d}")
        for (name, width), places in sorted(series.items())
        for place in range(min(places), max(places))
        if place not in places
    ]
    return missing if len(missing) <= _MOST_MISSING else []
