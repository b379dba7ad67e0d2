"""Names as people write them in lists, made readable without inventing anything.

Nothing is thrown away that could be a name: markup and formulas stay as text, lost letters stay lost and are told.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = "'’‘ʼ`´"
_ELIDED = frozenset({"d", "l", "m", "n", "o", "c", "dall", "dell", "nell", "sull", "all", "degl", "sant", "quell"})
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = _BIDI | frozenset("\u00ad\u200b\u2060\ufeff")
_TITLES = re.compile(
    r"^(?:(?:dott|dr|prof)\.?\s?(?:ssa)\.?|(?:dott|dr|prof|sig|ing|avv|arch|geom|rag|on|ass)\.|sig\.\s?r?n?a\.?"
    r"|(?:dottor|dottoressa|dott|signor|signora|sigra|prof|professor|professoressa|ing|avv|avvocato))\s+(?=\S)",
    re.IGNORECASE,
)
_LOST = re.compile(r"\ufffd|[^\W\d_]\?|\?[^\W\d_]")
_WRONG_CODEC = re.compile(r"[ÃÂÄÅ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192]|[âÃ][€†‡ˆ‰‹‘’“”•–—˜™š›œžŸ]")
_ODD = re.compile(r"[\d<>=|@/\\{}\[\]_#%^*\"€$]|^[+\-=@]|https?:")
_LONGEST = 60


def clean_name(text: str) -> str:
    """Return `text` in NFC, without control, bidi and invisible characters, with single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = (" " if char.isspace() or unicodedata.category(char) == "Zs" else char for char in text)
    kept = (char for char in spaced if char not in _INVISIBLE and unicodedata.category(char) not in ("Cc", "Cs", "Co"))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def without_title(name: str) -> str:
    """Return the name without "Dott.ssa", "Sig." and the like; "Suor", "Don" and "Padre" belong to the name."""
    return _TITLES.sub("", name)


def letters_lost(name: str) -> bool:
    """Tell whether letters were lost ("Koval?uk") or read with the wrong codec ("NicolÃ²"); nobody can restore them."""
    return bool(_LOST.search(name) or _WRONG_CODEC.search(name))


def looks_odd(name: str) -> bool:
    """Tell whether this is hardly a name: digits, markup, a formula, an address, or more than 60 characters."""
    return len(name) > _LONGEST or bool(_ODD.search(name)) or not any(char.isalpha() for char in name)


def readable(name: str) -> str:
    """Return a name written all in capitals, or all in small letters, with a capital for each word.

    What is mixed already was written by somebody who knew, and stays: "McDonald", "van der Berg", "D’Angelo".
    """
    if not (name.isupper() or name.islower()) or letters_lost(name) and not _LOST.search(name) or looks_odd(name):
        return name
    return re.sub(r"[^\s\-.(]+", lambda word: _capital(word[0]), name)


def _capital(word: str) -> str:
    """Capitalise one word, and what follows an elided article: Dall'Olio, D’Angelo, but Mar'yana and Nicolo'."""
    for place, char in enumerate(word):
        if char in _APOSTROPHES:
            head, tail = word[:place], word[place + 1 :]
            if tail and _fold_ascii(head) in _ELIDED:
                return f"{_capital(head)}{char}{_capital(tail)}"
            return f"{_capital(head)}{char}{_small(tail)}" if head else char + _capital(tail)
    return word[:1].upper() + _small(word[1:])


def _small(text: str) -> str:
    return text.lower().replace("i\u0307", "i")  # the Turkish capital İ leaves a loose dot behind


def _fold_ascii(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparing: small Latin letters, no accents, no apostrophes ("dangelo")."""
    from anyascii import anyascii

    bare = clean_name(name).translate({ord(char): None for char in _APOSTROPHES})
    words = re.sub(r"[\W_]+", " ", bare).split()
    folded = (re.sub(r"[^a-z0-9]", "", anyascii(word).casefold()) or word.casefold() for word in words)
    return tuple(folded)


def name_key(first: str, family: str) -> str:
    """Return what two writings of one name have in common: case, accents, apostrophes and spaces do not count.

    "Nicolo'" + "D’ANGELO" and "Nicolò" + "D'Angelo" have one key; so do "Anna Maria" and "Annamaria". Đ and Ł count
    as D and L, which decomposing alone would drop.
    """
    return "".join(name_words(first)) + "|" + "".join(name_words(family))
