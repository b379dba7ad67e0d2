"""Text whose columns are separated by a sign, as rows of cells.

A quote counts only where a whole cell stands between two of them. People begin a line with a quote and forget to close
it; `csv` then takes everything up to the next quote, wherever that is, for one cell.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS: Final = ";\t,|"

_TOLD: Final = re.compile(r'"?sep=([^\w\s"]|\t)"?[ ]*(?:\r\n|\r|\n)', re.IGNORECASE)


def split_rows(text: str, delimiter: str | None) -> Iterator[list[str]]:
    """Yield the rows of `text`, each as its cells; without a `delimiter` each row is one cell.

    A cell is quoted when it begins with a quote and the next quote that is not doubled stands at its end; any other
    quote is a letter. Only there may a cell hold delimiters and line breaks.
    """
    row: list[str] = []
    for found in _cell_pattern(delimiter).finditer(text):
        if found.start() == len(text) and not row:
            return  # after the last line break there is no row
        quoted, bare, end = found.groups()
        row.append(bare if quoted is None else quoted.replace('""', '"'))
        if end != delimiter:
            yield row
            row = []
            if not end:
                return


@lru_cache(maxsize=16)
def _cell_pattern(delimiter: str | None) -> re.Pattern[str]:
    sign = re.escape(delimiter) if delimiter else ""
    end = rf"{sign}|\r\n|\r|\n|\Z" if sign else r"\r\n|\r|\n|\Z"
    return re.compile(rf'(?:"((?:[^"]++|"")*+)"[ ]*(?={end})|([^{sign}\r\n]*))({end})')


def told_delimiter(text: str) -> tuple[str | None, str]:
    """Return the delimiter that Excel's own first line tells (``sep=;``, which it does not show), and the rest."""
    told = _TOLD.match(text)
    return (told.group(1), text[told.end() :]) if told else (None, text)
