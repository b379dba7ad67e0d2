"""What people write beside a name in its own cell: "(in carrozzina)", "- Presidente", an address, a telephone, a "1)".

None of it may come out on a badge, and what was written of somebody's health may not come into the register unasked.
A married name or a nickname in brackets stays, and so does everybody else who is named there: "(e Luca)".
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from facilitatore.door.lists.parse.companions import PLUS
from facilitatore.door.names import clean_name, without_title
from facilitatore.door.splitting import PARTICLES, holds_first_name, is_first_name

ADDRESS: Final = re.compile(r"(?<![^\s;,<>:\"'()])[^\s;,<>:\"'()]+@[^\s;,<>\"'()]+")
"""From where a word begins: looked for from each of its letters, a long one without the sign would take for ever."""
_DATE: Final = re.compile(r"(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}(?!\d)")
_PHONE: Final = re.compile(
    r"(?:\b(?:tel|cell|telefono|cellulare|t|c)\b[.:]?\s*)?(?<![\d/])(?:\+|00)?\d[\d \-/.]{5,16}\d", re.IGNORECASE
)
_COUNTED: Final = re.compile(r"^\s*(?:\d{1,4}\s*(?:[).:\u00b0]+\s*|-\s+)|[*\u2022\u00b7\-\u2013]\s+|[*\u2022]+\s*)")
_LOOSE_END: Final = re.compile(r"[\s*\u2022;,:#\u2013\-]+$")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|[(\[]([^()\[\]]*)$")
_NOTHING: Final = re.compile(r"[-\u2013\u2014_./\\* ]*|x+|n\.? ?d\.?|n/a|nessuno|vuoto|null|none", re.IGNORECASE)
"""What stands where nothing is known; question marks are letters that were lost, and stay."""
_TAIL: Final = re.compile(r"\s[-\u2013\u2014]\s*|\s*[-\u2013\u2014]\s|\s*[:;|/]\s*|\s+(?=con\s)")
_DOTTED_TITLE: Final = re.compile(
    r"(?:^|(?<=\s))(?:dott|dr|prof|sig|ing|avv|arch|geom|rag|cav)\.\s?(?:ssa|r?ra|na|r)?\.?(?=\s|$)", re.IGNORECASE
)
_TITLE_ALONE: Final = re.compile(
    r"(?:sig\.?(?:nor|nora|r?ra|na|g)?|dr|dott\.?(?:ore|oressa|or|ssa)?|prof\.?(?:essore|essoressa|essor|ssa)?)\.?",
    re.IGNORECASE,
)
_MARRIED: Final = re.compile(r"(?:ved|vedova|in|nata|coniugata|detto|detta)\.?\s+(?=\S)", re.IGNORECASE)
_NEEDS: Final = re.compile(
    r"carrozz\w*|disabil\w*|invalid[aoei]|allerg\w+|celiac[aoh]\w*|intolleran\w+|vegetarian[aoei]|vegan[aoei]|"
    r"ciec[aoh]\w*|sord[ao]|malat[ao]|anzian[ao]|minore(?:nne)?|incinta|demen\w+|autis\w+|diabet\w+|dializ\w+|"
    r"assistit[ao]|accompagn\w+|interprete",
    re.IGNORECASE,
)
"""Whole words: Sordi, Malatesta and Minori are families."""
_OFFICES: Final = re.compile(
    r"(?:vice)?president[ei]|presidentessa|assessor[ea]|consiglier[ea]|sindac[oa]|direttor[ei]|direttrice|segretari[oa]|"
    r"coordinat(?:ore|rice)|referente|responsabile|delegat[oa]|volontari[oa]|operat(?:ore|rice)|educat(?:ore|rice)|"
    r"insegnante|psicolog[oa]|assistente|rappresentante|infermier[ea]|ospite|soci[oa]|genitore|tirocinante|studente(?:ssa)?",
    re.IGNORECASE,
)
"""Whole words too, and only after two others."""
_INSTEAD: Final = re.compile(
    r"\s+(?:in (?:sostituzione|rappresentanza|vece|attesa)|al posto|per conto|a nome|sostituisce|sostituit[oa])\b",
    re.IGNORECASE,
)
_BEFORE_NEEDS: Final = frozenset({"in", "con", "\u00e8", "e'", "ha", "persona", "molto"})
_KIN: Final = re.compile(
    r"\b(e|ed|con|&|\+)\s+(?:(?:la|il|mia|mio|sua|suo)\s+)*(?:moglie|marito|figli[oa]|compagn[oa]|mamma|pap\u00e0|"
    r"madre|padre|sorella|fratello|nonn[oa]|amic[oa])\s+([^\W\d_]+)",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"(?:e|ed|&|\+|con|insieme a)\s+", re.IGNORECASE)
_PICTURES_FROM: Final = 0x2190
"""Below are the signs that wrong codecs make of letters ("©" in "JosÃ©")."""
_REPLACED: Final = "\ufffd"


class Bare(NamedTuple):
    """A cell of names with nothing but names in it, and what else stood there and may be kept."""

    name: str
    aside: bool = False
    """Something was left out that a person may want to know of."""
    email: str = ""
    phone: str = ""
    titled: bool = False
    """A title stood before the name: "Sig. Rossi" is a family name."""


def bare_name(cell: str) -> Bare:
    """Return a cell of names without what is none."""
    text = clean_name(_without_pictures(cell).replace("\n", " / ")) if cell else ""
    if not text or _NOTHING.fullmatch(text):
        return Bare("")
    text, email = _cut(ADDRESS, text)
    whole_date = _DATE.fullmatch(text) is not None
    text, date = (text, "") if whole_date else _cut(_DATE, text)
    text, phone = (text, "") if whole_date else _cut(_PHONE, text)
    text = _COUNTED.sub("", re.sub(r"<\s*>", " ", text))
    text, brackets = _without_brackets(text)
    text, tail = _without_tail(text)
    untitled = _untitled(clean_name(text))
    name = _LOOSE_END.sub("", untitled)
    if not any(map(str.isalpha, name)):
        nothing_else = not (email or phone or date or brackets or tail)
        name = (cell if nothing_else and not _TITLE_ALONE.fullmatch(text.strip()) else name).strip()
    return Bare(clean_name(name), bool(date or brackets or tail), email.lower(), phone, untitled != clean_name(text))


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    if found is None:
        return text, ""
    return clean_name(pattern.sub(" ", text)), re.sub(r"^[^\d+]*(?=[\d+])", "", found[0]) if "@" not in found[
        0
    ] else found[0]


def _without_pictures(text: str) -> str:
    """Leave out emoji, with the invisible signs that hold them together."""
    if text.isascii():
        return text
    kept = []
    for char in text:
        picture = ord(char) >= _PICTURES_FROM and unicodedata.category(char) in ("So", "Sk") and char != _REPLACED
        kept.append(" \0" if picture else char)
    return re.sub("\0[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*", "", "".join(kept)).strip() or text


def _without_brackets(text: str) -> tuple[str, bool]:
    """Leave out what stands in brackets, unless it names somebody: a married name, a nickname, one more person."""
    left_out = False

    def kept(found: re.Match[str]) -> str:
        nonlocal left_out
        inside = next((part for part in found.groups() if part is not None), "").strip()
        if PLUS.fullmatch(f" {inside}") or (
            _JOINED.match(inside) and _names_somebody(_JOINED.sub("", inside, count=1))
        ):
            return f" {inside}"
        if _is_name(_MARRIED.sub("", inside)):
            return f" ({inside}) "
        left_out = left_out or bool(inside)
        return " "

    return clean_name(_BRACKETS.sub(kept, text)), left_out


def _is_name(text: str) -> bool:
    words = text.split()
    letters = all(word.replace("'", "").replace("\u2019", "").isalpha() for word in words)
    return 0 < len(words) <= 2 and letters and text[0].isupper() and not _is_need(text)  # noqa: PLR2004 - "De Luca"


def _ends_at(place: int, word: str) -> bool:
    return bool((place > 0 and _NEEDS.fullmatch(word)) or (place > 1 and _OFFICES.fullmatch(word)))


def _is_need(text: str) -> bool:
    return any(map(_NEEDS.fullmatch, text.split()))


def _names_somebody(text: str) -> bool:
    return any(is_first_name(word) for word in text.split())


def _without_tail(text: str) -> tuple[str, bool]:
    """Leave out what follows a dash or a colon, or begins in small letters after a whole name, and names nobody."""
    instead = _INSTEAD.search(text)
    if instead and instead.start():  # whoever is named there does not come
        return text[: instead.start()], True
    kin = _KIN.search(text)
    if kin:  # "e la moglie Anna" is Anna; "e figlia minore" nobody that can be named
        if not is_first_name(kin[2]):
            return text[: kin.start()].strip(), True
        text = _KIN.sub(r"\1 \2", text)
    found = _TAIL.search(text)
    if found and any(map(str.isalpha, text[: found.start()])):
        return _before_dash(text, found)
    return _before_words(text)


def _before_dash(text: str, found: re.Match[str]) -> tuple[str, bool]:
    head, tail = text[: found.start()], text[found.end() :]
    if found[0].strip() == "/" and (len(head.split()) == 1 or len(tail.split()) != 1):
        return text, False  # two people, rather
    one_word = len(head.split()) == 1 and tail.replace("'", "").isalpha() and not _is_need(tail)
    if _names_somebody(tail) or (one_word and not is_first_name(head)):
        glue = "-" if one_word and not is_first_name(tail) else " "
        told_apart = found[0].strip() == "/" or tail.lower().startswith("con ")
        return text if told_apart else f"{head}{glue}{tail}", False
    return head, bool(tail) and not PLUS.fullmatch(f" {tail}")


def _before_words(text: str) -> tuple[str, bool]:
    """Leave out a need or an office and all after it, and small letters after a whole name or after capitals."""
    words = text.split()
    last = next((place for place, word in enumerate(words) if _ends_at(place, word.strip(",;"))), None)
    if last is not None:
        while last > 1 and words[last - 1].casefold() in _BEFORE_NEEDS:
            last -= 1
        return " ".join(words[:last]), True
    capitals = next((place for place, word in enumerate(words) if not word.isupper()), len(words))
    if 2 <= capitals < len(words) and holds_first_name(" ".join(words[:capitals])):  # noqa: PLR2004 - a whole name
        rest = words[capitals:]
        named = _names_somebody(" ".join(rest)) or any(_JOINED.match(f"{word} ") for word in rest)
        if not named and "(" not in text:
            return " ".join(words[:capitals]), True
    for place in range(2, len(words) - 1):
        word = words[place]
        if word.islower() and len(word) > 2 and word not in PARTICLES and words[place - 1][:1].isupper():  # noqa: PLR2004 - "e", "in"
            tail = " ".join(words[place:])
            plain_family = all(part[:1].isupper() for part in words[place + 1 :] if part not in PARTICLES)
            if not plain_family and not _names_somebody(tail):
                return " ".join(words[:place]), True
    return text, False


def _untitled(text: str) -> str:
    """Leave out titles wherever they stand."""
    if _TITLE_ALONE.fullmatch(text):
        return ""
    before = None
    while before != text:
        before = text
        text = without_title(clean_name(_DOTTED_TITLE.sub(" ", text)))
    return text
