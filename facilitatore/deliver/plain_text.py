"""Texts as people typed or pasted them, made fit to be published."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NEW_LINES: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES: Final = re.compile("[ \t\u00a0]*\n\\s*\n\\s*")
_DIRECTION: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LAST_OF_PLANE: Final = 0xFFFE
_NON_CHARACTERS: Final = range(0xFDD0, 0xFDF0)
_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")
UNKNOWN: Final = "\ufffd"


def plain(text: str) -> str:
    """Return `text` composed (NFC), with the line feed as its only control character and no more than one blank line.

    Direction overrides are dropped: one left open in a note would turn round the words printed after it. A half of a
    surrogate pair becomes U+FFFD, because no file can hold it.
    """
    lines = _NEW_LINES.sub("\n", text).replace("\t", " ")
    kept = "".join(_kept(char) for char in unicodedata.normalize("NFC", lines))
    return _BLANK_LINES.sub("\n\n", kept).strip()


def one_line(text: str) -> str:
    """Return `text` as `plain` does, on one line."""
    return " ".join(plain(text).split())


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line and not longer than `limit` characters, cut between words where there are any."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return at_word.rstrip(" ,;:.") + "…"


def storable(text: str) -> str:
    """Return `text` as it is, but for halves of surrogate pairs, which UTF-8 cannot hold."""
    return _HALF_PAIR.sub(UNKNOWN, text)


def _kept(char: str) -> str:
    """Return `char`, something in its place, or nothing."""
    category = unicodedata.category(char)
    if char in _DIRECTION or char == "\ufeff" or (category == "Cc" and char != "\n"):
        return ""
    code = ord(char)
    if category == "Cs" or code in _NON_CHARACTERS or code & 0xFFFF >= _LAST_OF_PLANE:
        return UNKNOWN
    return char
