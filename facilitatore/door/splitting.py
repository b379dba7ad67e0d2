"""Telling the first name from the family name in one text, and one person from two, as far as anything decides it."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitatore.door.names import APOSTROPHES, clean_name, name_words, readable, without_title
from facilitatore.resources import resource_path

PARTICLES = frozenset(
    ("de", "di", "da", "del", "della", "dello", "dei", "degli", "delle", "dal", "dalla", "dallo", "dai")
)
PARTICLES |= {"lo", "la", "li", "le", "el", "al", "ben", "bin", "san", "van", "von", "der", "den", "dos", "das", "du"}
_ELIDED = re.compile(f"^(?:d|l|dall|dell|nell|all|sant)[{APOSTROPHES}]", re.IGNORECASE)
_ELIDED_ALONE = re.compile(f"(?:d|l|dall|dell)[{APOSTROPHES}]?", re.IGNORECASE)
"""With the apostrophe apart from its word, or lost: "D ANGELO"."""
_LETTER = re.compile(r"[A-Za-z\u00c0-\u00ff]\.?")
_HONOURS = frozenset({"don", "suor", "padre", "fra", "madre"})
AND = re.compile(r"\s+(?:e|ed|&|\+|con|insieme a)\s+|\s*[/;\n]\s*", re.IGNORECASE)
_MOSTLY = 0.9
_ENOUGH = 3
_MOST_PEOPLE = 6


@dataclass(frozen=True, slots=True)
class SplitName:
    """A full name in two; `sure` is False when nothing decided which is which, or where one ends."""

    first: str
    family: str
    sure: bool = True


@functools.cache
def _first_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return the known first names, and those among them that are family names as well."""
    text = resource_path("first_names.txt").read_text(encoding="utf-8")
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.casefold().split()]
    return frozenset(word.rstrip("*") for word in words), frozenset(w.rstrip("*") for w in words if w.endswith("*"))


def is_first_name(word: str) -> bool:
    """Tell whether a word is a known first name ("Mariagrazia", "JOSÉ", "Anna-Maria")."""
    known, _ = _first_names()
    parts = name_words(word)
    return bool(parts) and ("".join(parts) in known or all(part in known for part in parts))


def is_family_name_too(word: str) -> bool:
    """Tell whether a known first name is a family name as well ("Martino")."""
    return "".join(name_words(word)) in _first_names()[1]


def holds_first_name(text: str) -> bool:
    """Tell whether a known first name is in a text; that of "De Luca" belongs to the family."""
    return any(not _is_family_unit(unit) and is_first_name(unit) for unit in _units(text))


def _units(name: str) -> list[str]:
    """Cut into words, a particle staying with what follows: "De Luca" | "Maria" | "Grazia"."""
    units: list[str] = []
    waiting = ""
    words = name.split()
    for place, word in enumerate(words):
        last = place == len(words) - 1
        bare = word.casefold()
        if not last and (bare in PARTICLES or _ELIDED_ALONE.fullmatch(bare)):
            waiting += word + " "
        else:
            units.append(waiting + word)
            waiting = ""
    return units


def _is_family_unit(unit: str) -> bool:
    return " " in unit or bool(_ELIDED.match(unit))


def _leading(units: Sequence[str]) -> int:
    """Count the known first names at the beginning; a title of respect counts with them."""
    count = 0
    for unit in units:
        if _is_family_unit(unit) or not (
            is_first_name(unit) or unit.casefold() in _HONOURS or _is_initial(unit, count)
        ):
            break
        count += 1
    return count


def _is_initial(unit: str, place: int) -> bool:
    return place == 0 and re.fullmatch(r"[^\W\d_]\.", unit) is not None


def _order(units: Sequence[str]) -> bool | None:
    """Tell from the words alone whether the family name comes first; None when they do not say."""
    at_start, at_end = _leading(units), _trailing(units)
    if _is_family_unit(units[0]) and not _is_family_unit(units[-1]):
        return True
    if _is_family_unit(units[-1]) and not _is_family_unit(units[0]):
        return False
    if bool(at_start) == bool(at_end):
        return None
    run = units[:at_start] if at_start else units[-at_end:]
    return None if all(is_family_name_too(unit) for unit in run) else not at_start


def _trailing(units: Sequence[str]) -> int:
    count = 0
    while count < len(units) and not _is_family_unit(units[-1 - count]) and is_first_name(units[-1 - count]):
        count += 1
    return count


def _capital_family(units: Sequence[str]) -> bool | None:
    """Tell the order from "ROSSI Anna" or "Anna ROSSI": the family name is the one in capitals."""
    shouted = [unit.isupper() and len(unit) > 1 and not unit.endswith(".") for unit in units]
    if all(shouted) or not any(shouted) or shouted != [unit.isupper() for unit in units]:
        return None
    turns = sum(a != b for a, b in itertools.pairwise(shouted))
    return shouted[0] if turns == 1 else None


def split_name(text: str, family_first: bool | None = None, *, steady: bool = True) -> SplitName:
    """Split a full name; `family_first` is the order of its column, `steady` whether the column keeps to it.

    A comma or capitals decide, then known first names and particles, then the order of the column.
    """
    name = without_title(clean_name(text))
    if not name:
        return SplitName("", "", False)
    family, comma, first = name.partition(",")
    if comma and family.strip() and first.strip():
        whole, known = len(_units(family)) > 1 and any(map(is_first_name, family.split())), _leading(_units(first))
        if not whole or known:
            return _made(first.strip(), family.strip(), not whole)
        person = split_name(family, family_first, steady=steady)  # "Verdi Giuseppe, Presidente": that is no first name
        return SplitName(person.first, f"{person.family}, {first.strip()}", False)
    aside = " ".join(re.findall(r"\([^)]*\)", name))
    units = _units(re.sub(r"\s*\([^)]*\)\s*", " ", name).strip() or name)
    if len(units) == 1:
        return (
            _made("", units[0] + (aside and f" {aside}"), False)
            if _is_family_unit(units[0])
            else _made(units[0], aside)
        )
    letters = [_LETTER.fullmatch(unit) is not None for unit in units]
    if len(units) == 2 and sum(letters) == 1:  # noqa: PLR2004 - "A. Rossi": the initial is the first name's
        return _cut(units, 1, letters[1], False, aside)
    shouted = _capital_family(units)
    if shouted is not None:
        count = sum(unit.isupper() for unit in units)
        cut = count if shouted else len(units) - count
        return _cut(units, cut, shouted, True, aside)
    told = _order(units)
    order = told if told is not None else family_first if family_first is not None else _weak_order(units)
    sure = told is not None or (family_first is not None and steady)
    if told is None and family_first is not None and _contradicts(units, family_first):
        sure = False
    return _cut_at_known(units, bool(order), sure, aside)


def _weak_order(units: Sequence[str]) -> bool:
    """Guess, where nothing tells: in "Bruno Marco" the one that is no family name is the first name."""
    return is_family_name_too(units[0]) and is_first_name(units[-1]) and not is_family_name_too(units[-1])


def _contradicts(units: Sequence[str], family_first: bool) -> bool:
    """Tell whether the words point, though weakly, against the order of their column ("Wang Martino")."""
    own, other = (_trailing(units), _leading(units)) if family_first else (_leading(units), _trailing(units))
    return not own and bool(other)


def _cut_at_known(units: list[str], family_first: bool, sure: bool, aside: str) -> SplitName:
    """Cut where the run of known first names ends, leaving at least one word to the family name."""
    known = _trailing(units) if family_first else _leading(units)
    count = min(known, len(units) - 1) or 1
    if not known and len(units) > 2:  # noqa: PLR2004 - with two words there is only one place to cut
        families = [_is_family_unit(unit) for unit in units]
        sure = sure and any(families)
        if any(families):
            count = len(units) - families.index(True) - 1 if family_first else families.index(True)
            count = min(max(count, 1), len(units) - 1)
    return _cut(units, len(units) - count if family_first else count, family_first, sure, aside)


def _cut(units: list[str], cut: int, family_first: bool, sure: bool, aside: str) -> SplitName:
    one, two = " ".join(units[:cut]), " ".join(units[cut:])
    first, family = (two, one) if family_first else (one, two)
    return SplitName(readable(first), f"{readable(family)} {readable(aside)}".strip(), sure)


def _made(first: str, family: str, sure: bool = True) -> SplitName:
    return SplitName(readable(first), readable(family), sure)


def column_order(names: Iterable[str]) -> tuple[bool | None, bool]:
    """Return what most names of a column say (family name first?), and whether hardly any says the opposite."""
    votes = [
        told for name in names if len(units := _units(clean_name(name))) > 1 and (told := _order(units)) is not None
    ]
    if len(votes) < _ENOUGH:
        return None, not votes
    family_first = sum(votes) * 2 > len(votes)
    return family_first, votes.count(family_first) >= _MOSTLY * len(votes)


def pair_people(first: str, family: str) -> tuple[tuple[str, str], ...]:
    """Return who stands in a cell of first names and a cell of family names: "Anna, Luca" and "Rossi e Bianchi".

    Every word of the first cell must be a known first name; one family name, or none, is everybody's.
    """
    firsts = [part.strip() for part in re.split(rf"{AND.pattern}|,", first, flags=re.IGNORECASE) if part.strip()]
    known = all(is_first_name(word) for part in firsts for word in part.split())
    if not known or not 2 <= len(firsts) <= _MOST_PEOPLE:  # noqa: PLR2004 - two persons at least
        return ((first, family),)
    theirs = [part.strip() for part in AND.split(family) if part.strip()]
    families = theirs if len(theirs) == len(firsts) else [family] * len(firsts)
    return tuple(zip(firsts, families, strict=True))


def split_people(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the full names in one cell, and whether a family name had to be shared out ("Anna e Marco Rossi").

    "Ortega e Gasset Maria" and "De Luca, Maria Grazia" are one person.
    """
    parts = [part.strip() for part in AND.split(text.strip()) if part.strip()]
    commas = [part.strip() for part in text.split(",") if part.strip()]
    if len(commas) > 1 and all(len(_units(c)) > 1 and any(map(is_first_name, _units(c))) for c in commas):
        parts = [p.strip() for c in commas for p in AND.split(c) if p.strip()]
    if len(parts) == 1 and len(commas) > 1 and len(_units(commas[0])) > 1 and all(map(is_first_name, commas[1:])):
        parts = commas if any(map(is_first_name, commas[0].split())) else parts  # "Rossi Mario, Anna"
    if not 2 <= len(parts) <= _MOST_PEOPLE:  # noqa: PLR2004 - two persons at least
        return (text.strip(),), False
    sizes = [len(_units(clean_name(part))) for part in parts]
    if all(size > 1 for size in sizes):
        return tuple(parts), False
    return _shared_family(parts, sizes) or ((text.strip(),), False)


def _shared_family(parts: list[str], sizes: list[int]) -> tuple[tuple[str, ...], bool] | None:
    """Give "Anna e Marco Rossi" and "Rossi Anna e Marco" their family name each; None when this is one person."""
    lonely = [part for part, size in zip(parts, sizes, strict=True) if size == 1]
    whole = [part for part, size in zip(parts, sizes, strict=True) if size > 1]
    if len(whole) != 1 or not all(is_first_name(part) for part in lonely):
        return None
    split = split_name(whole[0])
    if not is_first_name(split.first.split()[0] if split.first else ""):
        return None
    return tuple(whole[0] if part is whole[0] else f"{split.family}, {part}" for part in parts), True
