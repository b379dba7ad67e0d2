"""Texts as people typed or pasted them, made fit to be published."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from facilitatore.showing import shown

MOST_PRINTED: Final = 20_000
"""Characters of a text in what is printed or published: about six pages. Who types has 5,000 at most."""

MOST_IN_LINE: Final = 400
"""Characters of a title, a question or a name. The longest question of a real evening has 160."""

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
    surrogate pair becomes U+FFFD, because no file can hold it. Past `MOST_PRINTED` characters it is cut, and says so.
    """
    lines = _NEW_LINES.sub("\n", shown(text, MOST_PRINTED)).replace("\t", " ")
    kept = "".join(_kept(char) for char in unicodedata.normalize("NFC", lines))
    return _BLANK_LINES.sub("\n\n", kept).strip()


def one_line(text: str) -> str:
    """Return `text` as `plain` does, on one line and cut at `MOST_IN_LINE`."""
    return " ".join(plain(shown(text, MOST_IN_LINE)).split())


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line and not longer than `limit` characters, cut between words where there are any."""
    line = " ".join(plain(text).split())
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
    if char in _DIRECTION or char in "\u2060\ufeff" or (category == "Cc" and char != "\n"):
        return ""
    code = ord(char)
    if category == "Cs" or code in _NON_CHARACTERS or code & 0xFFFF >= _LAST_OF_PLANE:
        return UNKNOWN
    return char
