"""Placeholder until the lists of names are in."""

from __future__ import annotations

from enum import Enum
from functools import cache

from facilitatore.door.names import name_words
from facilitatore.resources import resource_path


class Standing(Enum):
    """What a word is known to be."""

    FIRST = "first"
    FAMILY = "family"
    BOTH = "both"
    UNKNOWN = "unknown"


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    text = resource_path("first_names.txt").read_text(encoding="utf-8")
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.casefold().split()]
    fam = [
        "rossi",
        "bianchi",
        "rossini",
        "boni",
        "ferrari",
        "rossetti",
        "brunetti",
        "nerini",
        "bianchetti",
        "verdini",
        "neri",
        "conti",
        "contini",
        "lollini",
        "tassi",
        "ferri",
    ]
    return frozenset(w.rstrip("*") for w in words), frozenset(
        w.rstrip("*") for w in words if w.endswith("*")
    ) | frozenset(fam)


def standing(word: str) -> Standing:
    """Return what a word is known to be."""
    first, family = _names()
    parts = name_words(word)
    key = "".join(parts)
    f, m = key in first or (bool(parts) and all(p in first for p in parts)), key in family
    return Standing.BOTH if f and m else Standing.FIRST if f else Standing.FAMILY if m else Standing.UNKNOWN


def is_first_name(word: str) -> bool:
    """Tell a first name."""
    return standing(word) in (Standing.FIRST, Standing.BOTH)
