"""Names as people write them in lists, made readable without inventing anything.

Nothing is thrown away that could be a name: markup and formulas stay as text, lost letters stay lost and are told.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from facilitatore.showing import few_marks

APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4"
"""Straight, curly, modifier letter, and the accents that are typed in their stead."""
_ELIDED = frozenset({"d", "l", "m", "n", "o", "c", "dall", "dell", "nell", "sull", "all", "degl", "sant", "quell"})
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = _BIDI | frozenset("\u00ad\u200b\u2060\ufeff")
_LOST = re.compile(r"\ufffd|[^\W\d_]\?|\?[^\W\d_]")
_CP1252_SIGNS = bytes(b for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)).decode("cp1252")
_TAIL = "[\u0080-\u00bf" + _CP1252_SIGNS + "]"
_WRONG_CODEC = re.compile(f"[\u00c2-\u00c5]{_TAIL}|\u00e2[{_CP1252_SIGNS}]|[\u00e0-\u00ef]{_TAIL}{{2}}")
"""UTF-8 read as cp1252: a letter between Â and ï followed by what is no letter, two of it for three bytes."""
_ODD = re.compile(r"[\d<>=|@/\\{}\[\]_#%^*\"€$]|^[+\-=@]|https?:")
MAX_NAME = 60
"""Characters of the longest name: more is hardly one."""


def clean_name(text: str) -> str:
    """Return `text` in NFC, without control, bidi and invisible characters, with single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = (" " if char.isspace() or unicodedata.category(char) == "Zs" else char for char in text)
    kept = (char for char in spaced if char not in _INVISIBLE and unicodedata.category(char) not in ("Cc", "Cs", "Co"))
    return " ".join(unicodedata.normalize("NFC", few_marks("".join(kept))).split())


def letters_lost(name: str) -> bool:
    """Tell whether letters were lost ("Koval?uk") or read with the wrong codec ("NicolÃ²"); nobody can restore them."""
    return bool(_LOST.search(name) or _WRONG_CODEC.search(name))


def wrong_codec_undone(name: str) -> str | None:
    """Return the name as it was before UTF-8 was read as cp1252, where that can be told exactly; else None.

    "NicolÃ²" can be nothing but "Nicolò". It is for a person to say so: nothing takes it by itself.
    """
    words = name.split()
    undone = [_word_undone(word) if _WRONG_CODEC.search(word) else word for word in words]
    whole = " ".join(word or "" for word in undone)
    return whole if None not in undone and whole != name and not letters_lost(whole) else None


def _word_undone(word: str) -> str | None:
    try:
        # The bytes that cp1252 leaves free come out of most programs as the control characters of Latin-1.
        data = b"".join(char.encode("latin-1" if "\x80" <= char < "\xa0" else "cp1252") for char in word)
        undone = clean_name(data.decode("utf-8"))
    except UnicodeError:
        return None
    capitals = all(char.isupper() for char in word if char.isascii() and char.isalpha())
    return undone.upper() if capitals and sum(map(str.isupper, word)) > 1 else undone


def looks_odd(name: str) -> bool:
    """Tell whether this is hardly a name: digits, markup, a formula, an address, or more than 60 characters."""
    return len(name) > MAX_NAME or bool(_ODD.search(name)) or not any(char.isalpha() for char in name)


def readable(name: str) -> str:
    """Return a name written all in capitals, or all in small letters, with a capital for each word.

    What is mixed already was written by somebody who knew, and stays: "McDonald", "van der Berg".
    """
    if not (name.isupper() or name.islower()) or _WRONG_CODEC.search(name) or looks_odd(name):
        return name
    return re.sub(r"[^\s\-.(]+", lambda word: _capital(word[0]), name)


def _capital(word: str) -> str:
    """Capitalise one word, and what follows an elided article: Dall'Olio, D'Angelo, but Mar'yana and Nicolo'."""
    for place, char in enumerate(word):
        if char in APOSTROPHES:
            head, tail = word[:place], word[place + 1 :]
            if tail and _fold_ascii(head) in _ELIDED:
                return f"{_capital(head)}{char}{_capital(tail)}"
            return f"{_capital(head)}{char}{_small(tail)}" if head else char + _capital(tail)
    return word[:1].title() + _small(word[1:])


def _small(text: str) -> str:
    return text.lower().replace("i\u0307", "i")  # the Turkish capital İ leaves a loose dot behind


def _fold_ascii(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=10_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparing: small Latin letters, no accents, no apostrophes ("dangelo")."""
    from anyascii import anyascii

    bare = clean_name(name).translate({ord(char): None for char in APOSTROPHES})
    words = re.sub(r"[\W_]+", " ", bare).split()
    folded = (re.sub(r"[^a-z0-9]", "", anyascii(word).casefold()) or word.casefold() for word in words)
    return tuple(folded) or tuple(bare.casefold().split())


def name_key(first: str, family: str) -> str:
    """Return what two writings of one name have in common: case, accents, apostrophes and spaces do not count.

    "Nicolo'" + "D ANGELO" and "Nicolò" + "D'Angelo" have one key; so do "Anna Maria" and "Annamaria". Đ and Ł count
    as D and L, which decomposing alone would drop.
    """
    return "".join(name_words(first)) + "|" + "".join(name_words(family))
