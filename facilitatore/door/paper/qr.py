"""The QR code of a token: version 1, level M, one fixed mask, as runs of dark modules.

Mask 3 always: trying all eight costs 1.6 ms instead of 0.2, and blurred and noisy pictures were read as often. With
version and mask fixed, each bit of the data turns always the same modules: ``resources/qr-1-m.txt`` holds what qrcode
draws for each (`qr_table` asks it), and a token costs 0.02 ms. Without the table 40 ms would go on importing qrcode.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from facilitatore.door.tokens import ALPHABET
from facilitatore.errors import BadValue
from facilitatore.resources import resource_path

MODULES = 21
"""Modules along a side of version 1."""

QUIET_MODULES = 4
"""White modules wanted all around (ISO/IEC 18004)."""

MAX_CHARACTERS = 20
"""What version 1 holds at level M in alphanumeric mode."""

DATA_BITS = 128
"""Bits of data of version 1-M, without those that correct errors."""

ROW = MODULES + 1
"""Modules of a row written out: a white one more closes it, so that no run goes on into the next."""

TABLE = "qr-1-m.txt"
"""The resource with a line of hexadecimal digits per picture: rows from the top, the first module the highest bit."""

_ALPHANUMERIC: Final = 2
_PADDING = "1110110000010001" * (DATA_BITS // 16)
_VALUES: Final = {letter: value for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")}
_LETTERS = frozenset(ALPHABET)
_DARK = re.compile("1+")

Run = tuple[int, int, int]
"""Column and row of the first dark module from the top left, and how many there are, it included, to the right."""


def holds(token: str) -> bool:
    """Say whether a code can hold `token`: 1 to 20 characters of the tokens' own."""
    return 0 < len(token) <= MAX_CHARACTERS and _LETTERS.issuperset(token)


@lru_cache(maxsize=256)
def qr_runs(token: str) -> tuple[Run, ...]:
    """Return the dark modules of `token`'s code, row by row.

    Raises:
        BadValue: of what ``token``; empty, longer than 20 characters, or with others than the tokens' own.
    """
    if not holds(token):
        raise BadValue("token", token, f"1–{MAX_CHARACTERS}")
    modules = _table()[0]
    for place, byte in enumerate(int(_data(token), 2).to_bytes(DATA_BITS // 8, "big")):
        modules ^= _turned(place, byte)
    rows = f"{modules:0{ROW * MODULES}b}"
    return tuple([_run(*dark.span()) for dark in _DARK.finditer(rows)])


@cache
def _table() -> tuple[int, ...]:
    """Return the code of no data at all, and then for each bit of the data the modules it turns."""
    return tuple([int(line, 16) for line in resource_path(TABLE).read_text("ascii").split()])


@cache
def _turned(place: int, byte: int) -> int:
    """Return the modules that the `place`-th byte of the data turns."""
    modules, bits = 0, _table()[1 + 8 * place :]
    for bit in range(8):
        modules ^= bits[bit] if byte & 0x80 >> bit else 0
    return modules


@cache
def _run(start: int, end: int) -> Run:
    row, column = divmod(start, ROW)
    return column, row, end - start


def _data(token: str) -> str:
    """Return the bits of the data (ISO/IEC 18004 §7.4): mode, length, pairs of characters, end, padding."""
    values = [_VALUES[letter] for letter in token]
    bits = f"{_ALPHANUMERIC:04b}{len(token):09b}"
    bits += "".join([f"{45 * first + second:011b}" for first, second in zip(values[::2], values[1::2], strict=False)])
    if len(values) % 2:
        bits += f"{values[-1]:06b}"
    bits += "0" * min(4, DATA_BITS - len(bits))
    bits += "0" * (-len(bits) % 8)
    return bits + _PADDING[: DATA_BITS - len(bits)]
