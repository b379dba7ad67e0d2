"""What a scanner types: the token of a badge, in whatever letters the keyboard makes of it.

A USB scanner is a keyboard. It types capitals, or small letters where Caps Lock is on, and the keys of an American
keyboard, which a French or a German layout reads as other letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.door.paper.qr import MAX_CHARACTERS
from facilitatore.door.tokens import ALPHABET, LENGTH

if TYPE_CHECKING:
    from collections.abc import Container

_TOKEN: Final = frozenset(ALPHABET)
_FIGURES: Final = frozenset("0123456789")
_GERMAN: Final = str.maketrans("YZ", "ZY")
_FRENCH: Final = str.maketrans("AQZW,?&É\"'(-È_ÇÀ", "QAWZMM1234567890")
"""What a French keyboard makes of the keys of an American one; figures are typed there without the shift."""


def looks_like_token(text: str) -> bool:
    """Tell whether a text could be a token of ours: one word of 12 to 20 capitals and figures (or small letters)."""
    word = text.strip().upper()
    return LENGTH <= len(word) <= MAX_CHARACTERS and _TOKEN.issuperset(word)


def surely_token(text: str) -> bool:
    """Tell whether a text is a token and no name: no name has figures in it. One token in 31 has none either."""
    return looks_like_token(text) and not _FIGURES.isdisjoint(text)


def token_in(text: str, known: Container[str]) -> str | None:
    """Return the token among `known` that was scanned, whichever layout the keyboard has; None when there is none.

    It may come after some letters that somebody had begun to type.
    """
    word = text.strip()
    for one in (word, word[-LENGTH:]):
        capitals = one.upper()
        for read in (one, capitals, capitals.translate(_GERMAN), capitals.translate(_FRENCH)):
            if read in known:
                return read
    return None


def read_token(text: str) -> str | None:
    """Return the token that was scanned where none is known, as at a group's door; None when it is no token."""
    if looks_like_token(text):
        return text.strip().upper()
    french = text.strip().upper().translate(_FRENCH)
    return french if surely_token(french) else None
