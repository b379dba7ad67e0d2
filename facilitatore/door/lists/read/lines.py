"""Lists that are lines rather than columns: all in the first cell, "Ada Lollini <ada@…>", "1. Ada Lollini"."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from facilitatore.door.lists.read.separated import split_rows, vote_delimiter

if TYPE_CHECKING:
    from collections.abc import Iterable

Rows = list[list[str]]

_MOST: Final = 0.6
_NUMBER: Final = re.compile(r"\s*+\(?(\d{1,4})(?:\s*+[.)\]°:]|\s*+-(?=\s)|(?=\s))\s*+(?=[^\W\d_]|[\"'“«])")
_BULLET: Final = re.compile(r"\s*+[-*•·▪–—]\s++(?=[^\W\d_])")
_MAIL: Final = re.compile(r"(?P<name>[^<>@,;|\t]*(?:,[^<>@,;|\t]*)?)<(?P<mail>[^<>@\s]+@[^<>@\s]+)>")
_BARE_MAIL: Final = re.compile(r"(?P<name>)(?P<mail>[^<>@\s,;|]+@[^<>@\s,;|]+)")
_BETWEEN_MAILS: Final = re.compile(r"(?<=>)\s*+[,;]\s*")


def mail_rows(lines: Iterable[str]) -> Rows | None:
    """Return name and address of each line as mail programs list them, "Ada Lollini <ada@…>"; None for other lines.

    An address alone stands in both places, so that nobody who left it is lost.
    """
    parts = [part for line in lines for part in _BETWEEN_MAILS.split(line.strip(" ,;\t"))]
    found = [_MAIL.fullmatch(part) or _BARE_MAIL.fullmatch(part) for part in parts]
    named = [match for match in found if match and match.re is _MAIL]
    if not named or sum(map(bool, found)) < _MOST * sum(map(bool, parts)):
        return None
    return [
        [match["name"].strip(" \"'\t") or match["mail"], match["mail"]] if match else [part]
        for part, match in zip(parts, found, strict=True)
    ]


def in_columns(rows: Rows, delimiter: str | None) -> Rows:
    """Return the rows with the columns that stand inside a single cell, and without numbers before the names.

    `delimiter` is what separates the cells of a text; None where it had none, or the rows are those of a workbook.
    """
    if delimiter is None:
        return _without_numbers(_spread(rows))
    widths = Counter(len(row) for row in _filled(rows))
    width = widths.most_common(1)[0][0] if widths else 0
    return _without_numbers([line for row in rows for line in _parted(row, delimiter, width)])


def _filled(rows: Rows) -> Rows:
    return [row for row in rows if any(cell.strip() for cell in row)]


def _spread(rows: Rows) -> Rows:
    """Split rows that have everything in their first cell; a comma with a space after it separates words, not cells."""
    filled = _filled(rows)
    lone = [row[0] for row in filled if row[0].strip() and not any(cell.strip() for cell in row[1:])]
    if len(lone) < 2 or len(lone) < _MOST * len(filled):  # noqa: PLR2004 - a heading and a person
        return rows
    mails = mail_rows(lone)
    if mails is not None and len(lone) == len(filled):
        return mails
    delimiter = vote_delimiter("\n".join(map(_on_one_line, lone)))
    if delimiter is None:
        return rows
    counts = [cell.count(delimiter) for cell in lone]
    loose = sum(cell.count(f"{delimiter} ") for cell in lone)
    if Counter(counts).most_common(1)[0][0] == 0 or 2 * loose > sum(counts):
        return rows
    glue = ";" if delimiter == "," else ","  # by what the program parted the line, where it held that sign too
    return [_cells(glue.join(row).rstrip(glue), delimiter) for row in rows]


def _parted(row: list[str], delimiter: str, width: int) -> Rows:
    """Return a row of a text, or the rows that quotes had made one cell of; rows have `width` cells.

    Excel puts quotes around lines that it had in one column, and a quote that is never closed takes the people of the
    next lines up to another one for words of its cell. Where people write words, a space follows the sign.
    """
    if len(row) == 1 and row[0].count(delimiter) == width - 1 > 0:
        return [_cells(row[0], delimiter)]
    for place, cell in enumerate(row):
        if "\n" not in cell or f"{delimiter} " in cell or width < 2:  # noqa: PLR2004 - one cell a row
            continue
        first, *inner = cell.splitlines()
        below = [line.split(delimiter) for line in inner]
        below[-1] += row[place + 1 :]
        if all(len(line) == width for line in below):
            return [[*row[:place], f'"{first}'], *below]
    return [row]


def _cells(line: str, delimiter: str) -> list[str]:
    return next(split_rows(_on_one_line(line), delimiter), [])


def _on_one_line(cell: str) -> str:
    return " ".join(cell.splitlines())


def _without_numbers(rows: Rows) -> Rows:
    """Take off the numbers, or the bullets, that most lines begin with; numbers that do not go up are something else."""
    first = [row[0] for row in _filled(rows) if row[0].strip()]
    for sign in (_NUMBER, _BULLET):
        found = [match for cell in first if (match := sign.match(cell))]
        steps = {b - a for a, b in pairwise(int(match[1]) for match in found)} if sign is _NUMBER else {1}
        bare = any(match[0].strip(" (").isdecimal() for match in found)  # "8 gennaio" may go up as well
        if len(found) > 1 and len(found) >= _MOST * len(first) and (steps == {1} if bare else min(steps) > 0):
            return [[sign.sub("", row[0], count=1), *row[1:]] if row else row for row in rows]
    return rows
