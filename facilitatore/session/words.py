"""Cleaning what people type, or what a list brings, before it becomes a fact.

Text is kept as written: only what no reader sees, and what could disguise a text, goes. Markup stays text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from facilitatore.showing import few_marks

_HIDDEN: Final = frozenset(
    "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
"""Direction marks and invisible separators. Joiners (U+200C, U+200D) stay: Persian, Indic and emoji need them."""

_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line besides a line feed: all that `str.splitlines` and Unicode's annex 14 (BK, CR, NL) take for an end."""

_UNIT_SEPARATOR: Final = "\x1f"


def plain_breaks(text: str) -> str:
    """Return `text` with a line feed for every line break, and a space for what else stands between words unseen."""
    return text if text.isprintable() else _BREAK.sub("\n", text).replace(_UNIT_SEPARATOR, " ")


def clean_text(text: str) -> str:
    """Return `text` composed (NFC), without control and direction characters, keeping its line breaks."""
    text = unicodedata.normalize("NFC", few_marks(plain_breaks(text)))
    kept = (_visible(char) for char in text)
    lines = "".join(kept).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def clean_line(text: str) -> str:
    """Return `text` on one line, with single spaces."""
    return " ".join(clean_text(text).split())


def _visible(char: str) -> str:
    if char in "\n\t":
        return char
    if char in _HIDDEN:
        return ""
    return "" if unicodedata.category(char) in ("Cc", "Cs") else char
