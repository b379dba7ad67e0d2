"""Which words are known as given names and as family names, of the people who live in Emilia.

The two lists are made by ``docs/names/make_names.py``, which says where they come from. They are read when a word is
asked for the first time, and not before: who imports no list pays nothing for them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from facilitatore.resources import resource_path

_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ə": "e"}
    | dict.fromkeys("'’‘ʼʻʾʿ`´ʹ", "")
)
"""Letters that Unicode does not take apart into a Latin one and a mark (casefolding has ß done), and apostrophes."""
_BETWEEN_PARTS = re.compile(r"[\s\-‐‑–]+")


class Standing(Enum):
    """What a word is known as."""

    FIRST = "first"
    FAMILY = "family"
    BOTH = "both"
    """Commonly one and the other, as "Bruno" and "Leone" are: it decides nothing by itself."""
    UNKNOWN = "unknown"


class _Known(NamedTuple):
    """The names as their files have them: those that are both carry a star, and stand among the given names alone."""

    first: frozenset[str]
    family: frozenset[str]


@functools.cache
def _known() -> _Known:
    return _Known(_names_of("first_names.txt"), _names_of("family_names.txt"))


def _names_of(file: str) -> frozenset[str]:
    text = resource_path(file).read_text(encoding="utf-8")
    return frozenset(text[text.index("\n\n") :].split())


def folded(word: str) -> str:
    """Return a word as the lists have it: small letters, no accents, no apostrophes ("D’Angelò" is "dangelo")."""
    if word.isascii():
        return word.replace("'", "").replace("`", "").lower()
    marked = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(char for char in marked if not unicodedata.combining(char))


def is_first_name(word: str) -> bool:
    """Tell whether a word is a known given name; "Anna-Maria" is, since both of its parts are."""
    return _whole_or_parts(word, _first)


def is_family_name(word: str) -> bool:
    """Tell whether a word is a known family name: "Rossi", "Rossi-Bianchi", and with its particle "De Luca"."""
    return _whole_or_parts(word, _family)


@functools.lru_cache(maxsize=20_000)
def standing(word: str) -> Standing:
    """Return what a word is known as, in whatever capitals and accents it is written."""
    if is_first_name(word):
        return Standing.BOTH if is_family_name(word) else Standing.FIRST
    return Standing.FAMILY if is_family_name(word) else Standing.UNKNOWN


def _first(name: str) -> bool:
    known = _known()
    return name in known.first or f"{name}*" in known.first


def _family(name: str) -> bool:
    known = _known()
    return name in known.family or f"{name}*" in known.first


def _whole_or_parts(word: str, is_known: Callable[[str], bool]) -> bool:
    name = folded(word)
    if is_known(name):
        return True
    parts = _BETWEEN_PARTS.split(name.strip("-"))
    return len(parts) > 1 and (is_known("".join(parts)) or all(map(is_known, parts)))
