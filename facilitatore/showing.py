"""Texts as they are shown and printed: what no evening reaches is cut, and said; the file keeps every letter."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Final

from facilitatore.italian import number

MOST_MARKS: Final = 8
"""Marks upon one letter. Vietnamese needs two, pointed Hebrew four, Tibetan five; without an end they are a trick that
stops whoever draws them."""

MOST_SHOWN: Final = 5000
"""Characters of a text in the window: as long as a note or a sentence may be (`capture.notes.MAX_NOTE`)."""

_PERHAPS_MARKS: Final = re.compile(f"[\u0300-\U0010ffff]{{{MOST_MARKS + 1},}}")


def few_marks(text: str) -> str:
    """Return `text` with no more than `MOST_MARKS` combining marks upon one letter."""
    return text if text.isascii() else _PERHAPS_MARKS.sub(_thinned, text)


def _thinned(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char, same in groupby(run[0]):  # a trick has the same mark without an end
        many, category = list(same), unicodedata.category(char)
        if category[0] == "M":
            kept += many[: max(0, MOST_MARKS - marks)]
            marks += len(many)
        else:
            kept += many
            marks = marks if category == "Cf" else 0  # a joiner between two marks parts no letters
    return "".join(kept)


def shown(text: str, most: int = MOST_SHOWN) -> str:
    """Return `text` fit to be shown: with few marks, and past `most` characters cut, with how many it has."""
    if len(text) <= most:
        return few_marks(text)
    return f"{few_marks(text[:most]).rstrip()}… (testo tagliato: {number(len(text))} lettere)"
