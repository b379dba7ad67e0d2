"""The persons named in one row of a list, and what should be looked at in their names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from facilitatore.door.lists.parse.asides import Bare, bare_name
from facilitatore.door.lists.parse.columns import Columns
from facilitatore.door.lists.parse.companions import RUNS, without_companions
from facilitatore.door.lists.read.tables import Table
from facilitatore.door.names import (
    MAX_NAME,
    clean_name,
    letters_lost,
    looks_odd,
    name_words,
    readable,
    wrong_codec_undone,
)
from facilitatore.door.splitting import (
    AND,
    PARTICLES,
    SplitName,
    column_order,
    holds_first_name,
    is_family_name_too,
    is_first_name,
    pair_people,
    split_name,
    split_people,
)

_A_FAMILY = re.compile(r"(?:famiglia|fam\.?|coniugi)\s", re.IGNORECASE)
"""People who wrote their family name alone: no badge may show it."""
_SOMEBODYS = re.compile(
    r"(?:mamma|papà|marito|moglie|figli[oa]|sorella|fratello|nonn[oa]|compagn[oa]|accompagnat(?:ore|rice))\b",
    re.IGNORECASE,
)
"""«Mamma di Luca»: nobody's first name; "Padre" and "Madre" are titles of the clergy."""


MOST_LETTERS: Final = 200
"""Characters of a cell of names: a full name has under a hundred, and six people in one cell hardly more than this."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One person of a row; `problem` is why the name should be looked at, a key of `reasons.REASONS`."""

    first: str
    family: str
    problem: str | None
    proposal: tuple[str, str] | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """How the full names of a column are written: family name first?, and whether all keep to it."""

    family_first: bool | None
    steady: bool


def with_short_names(table: Table, columns: Columns) -> tuple[Table, frozenset[int]]:
    """Return the table with as much of each cell of names as may be one, and the rows, from 0, where that is not all.

    Of a cell with more than `MOST_LETTERS` the first `MAX_NAME` are read, so that the time goes with the rows alone.
    """
    rows, too_long = list(table.rows), set[int]()
    for number, row in enumerate(table.rows):
        for column in columns.names:
            if len(table.cell(number, column)) > MOST_LETTERS:
                cell = RUNS.sub(" ", row[column])
                if len(cell) > MOST_LETTERS:
                    cell = cell[:MAX_NAME].rstrip()
                    too_long.add(number)
                rows[number] = (*rows[number][:column], cell, *row[column + 1 :])
    return replace(table, rows=tuple(rows)), frozenset(too_long)


def order_of(table: Table, columns: Columns, start: int) -> Order:
    """Return the order of the full names, by what a person or the heading said, else by most names."""
    if columns.full_name is None:
        return Order(None, True)
    voted, steady = column_order(table.cell(row, columns.full_name) for row in range(start, len(table.rows)))
    if columns.family_first is None:
        return Order(voted, steady)
    return Order(columns.family_first, steady and voted in (None, columns.family_first))


def persons_in(table: Table, row: int, columns: Columns, order: Order) -> list[NamedPerson]:
    """Return the persons in a row; none when its cells of names are empty."""
    found = _named_in(table, row, columns, order)
    address = "" if found else contacts_beside(table, row, columns)[0]
    return [NamedPerson("", address, "odd_name")] if address else found  # nobody is lost who left an address alone


def _named_in(table: Table, row: int, columns: Columns, order: Order) -> list[NamedPerson]:
    if columns.full_name is None:
        return _in_two_cells(table, row, columns)
    bare = bare_name(without_companions(table.cell(row, columns.full_name)))
    if not bare.name:
        return []
    several = pair_people(bare.name, "")
    if len(several) > 1:
        return [_with_remarks(_told(SplitName(readable(one), ""), "several_people"), bare) for one, _ in several]
    return [_with_remarks(_told(split, problem), bare) for split, problem in _in_one_cell(bare, columns, order)]


def contacts_beside(table: Table, row: int, columns: Columns) -> tuple[str, str]:
    """Return the address and the telephone that stand in the cells of names; empty where there are none."""
    bare = [bare_name(table.cell(row, column)) for column in columns.names]
    return next((one.email for one in bare if one.email), ""), next((one.phone for one in bare if one.phone), "")


def _with_remarks(told: NamedPerson, *cells: Bare) -> NamedPerson:
    return replace(told, remarks=(*told.remarks, "aside")) if any(cell.aside for cell in cells) else told


def _in_two_cells(table: Table, row: int, columns: Columns) -> list[NamedPerson]:
    cells = [bare_name(without_companions(table.cell(row, c))) for c in (columns.first_name, columns.family_name)]
    cells[0] = _first_name_alone(cells[0])
    first, family = (cell.name for cell in cells)
    if cells[0].titled and not family and not is_first_name(first):
        first, family = "", first
    return [_with_remarks(one, *cells) for one in _of_two(first, family, columns)]


def _first_name_alone(cell: Bare) -> Bare:
    """Leave out what follows a first name in small letters: "Anna arriva dopo", but not "Maria del Carmen"."""
    words = cell.name.split()
    if not words or not words[0][:1].isupper() or not is_first_name(words[0]):
        return cell
    for place, word in enumerate(words):
        if place and word.islower() and not (is_first_name(word) or word in PARTICLES or AND.match(f" {word} ")):
            return cell._replace(name=" ".join(words[:place]), aside=True)
    return cell


def _of_two(first: str, family: str, columns: Columns) -> list[NamedPerson]:
    """Return the persons of a cell of first names and a cell of family names."""
    if not first and not family:
        return []
    several = pair_people(first, family)
    if len(several) > 1:
        return [_told(SplitName(readable(one), readable(theirs)), "several_people") for one, theirs in several]
    persons, shared = split_people(f"{first} {family}") if family and first else ((first,), False)
    if shared and len(persons) > 1:
        return [_told(split_name(one), "several_people") for one in persons]
    if not first or not family or (name_words(first) == name_words(family) and len(first.split()) > 1):
        whole = _whole_in_one(first or family, alone=columns.first_name is None or columns.family_name is None)
        if whole is not None:
            return [_told(whole, "split_unsure")]
    bare = _without_family(first, family)
    told = _told(SplitName(readable(bare), readable(family)), "maybe_swapped" if _swapped(bare, family) else None)
    if told.problem == "one_word" and not all(map(is_first_name, first.split())) and len(first.split()) > 1:
        told = replace(told, problem="maybe_whole_name")
    elif told.problem == "one_word" and columns.family_name is None:
        told = replace(told, problem=None)  # the list has first names alone, and they are all that a badge needs
    return [told if bare == first else replace(told, remarks=("family_repeated",))]


def _swapped(first: str, family: str) -> bool:
    """Tell whether somebody put the family name into the cell of the first name: "Rossi" beside "Mario"."""
    theirs = family.split()
    named = all(is_first_name(word) and not is_family_name_too(word) for word in theirs)
    return bool(first and theirs) and named and not holds_first_name(first)


def _whole_in_one(cell: str, *, alone: bool) -> SplitName | None:
    """Split a whole name that was typed into one of the two cells; None when it is no whole name.

    `alone`: there is no other cell where the rest could have been.
    """
    words = cell.split()
    known = [is_first_name(word) for word in words]
    return split_name(cell) if len(words) > 1 and any(known) and not all(known) and not alone else None


def _without_family(first: str, family: str) -> str:
    """Return the first name without the family name typed after or before it: "Anna Rossi" beside "Rossi"."""
    words, theirs = first.split(), name_words(family)
    count = len(family.split())
    if not family or len(words) <= count or is_first_name(family):
        return first
    if name_words(" ".join(words[-count:])) == theirs:
        return " ".join(words[:-count])
    return " ".join(words[count:]) if name_words(" ".join(words[:count])) == theirs else first


def _in_one_cell(bare: Bare, columns: Columns, order: Order) -> list[tuple[SplitName, str | None]]:
    names, shared = split_people(bare.name)
    splits = [split_name(name, order.family_first, steady=order.steady) for name in names if clean_name(name)]
    if shared:
        return [(split, "several_people") for split in splits]
    if columns.family_if_alone or bare.titled:
        splits = [_family_if_alone(split) for split in splits]
    return [(split, _doubt(split)) for split in splits]


def _doubt(split: SplitName) -> str | None:
    if AND.search(split.first) or (not split.sure and AND.search(f" {split.family}")):
        return "several_people"
    return None if split.sure else "split_unsure"


def _family_if_alone(split: SplitName) -> SplitName:
    """Keep a word alone off the badge, where the heading asks for both names and it is no known first name."""
    alone = split.first and not split.family
    if alone and not (is_first_name(split.first) and not is_family_name_too(split.first)):
        return SplitName("", split.first, split.sure)
    return split


def _told(split: SplitName, problem: str | None) -> NamedPerson:
    """Say what is wrong with a name, the gravest first, and what it may have been before a wrong codec."""
    first, family = split.first, split.family
    if letters_lost(first) or letters_lost(family):
        undone = tuple(wrong_codec_undone(part) or part for part in (first, family))
        whole = undone != (first, family) and not any(map(letters_lost, undone))
        proposal = (readable(undone[0]), readable(undone[1])) if whole else None
        return NamedPerson(first, family, "several_people" if problem == "several_people" else "letters_lost", proposal)
    if _A_FAMILY.match(f"{first} {family}") or _A_FAMILY.match(f"{family} {first}"):
        return NamedPerson("", f"{family} {first}".strip(), problem if problem == "several_people" else "no_first_name")
    if looks_odd(f"{first} {family}".strip()) or _SOMEBODYS.match(first):
        problem = "odd_name"
        if first and (
            looks_odd(first) or _SOMEBODYS.match(first)
        ):  # figures, addresses and formulas on no badge: the door asks for the name
            first, family = "", f"{first} {family}".strip()
    elif not first:
        problem = problem if problem == "several_people" else "no_first_name"
    elif not family:
        problem = problem or "one_word"
    return NamedPerson(first, family, problem)
