"""The QR code of a token: version 1, level M, one fixed mask, as runs of dark modules.

Mask 3 always: trying all eight costs 1.6 ms instead of 0.2, and blurred and noisy pictures were read as often. With
version and mask fixed, each bit of the codewords lies at a fixed module: qrcode is asked once where, and each token
then costs its codewords only (0.1 ms).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from facilitatore.door.tokens import ALPHABET
from facilitatore.errors import BadValue

MODULES = 21
"""Modules along a side of version 1."""

QUIET_MODULES = 4
"""White modules wanted all around (ISO/IEC 18004)."""

MAX_CHARACTERS = 20
"""What version 1 holds at level M in alphanumeric mode."""

_VERSION = 1
_LEVEL_M = 0
"""qrcode's ERROR_CORRECT_M: the number ISO/IEC 18004 gives level M."""

_ALPHANUMERIC: Final = 2
"""qrcode's MODE_ALPHA_NUM."""

_MASK = 3
_CODEWORDS = 26
_DATA = 16
"""Codewords of data in version 1-M; the other 10 correct errors."""

_PADDING = (0xEC, 0x11)
_BITS = _CODEWORDS * 8
_VALUES: Final = {letter: value for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")}
_LETTERS = frozenset(ALPHABET)
_DARK = re.compile(b"\x01+")

Run = tuple[int, int, int]
"""Column and row of the first dark module from the top left, and how many there are, it included, to the right."""


@lru_cache(maxsize=4096)
def qr_runs(token: str) -> tuple[Run, ...]:
    """Return the dark modules of `token`'s code, row by row.

    Raises:
        BadValue: of what ``token``; empty, longer than 20 characters, or with others than the tokens' own.
    """
    if not 0 < len(token) <= MAX_CHARACTERS or not _LETTERS.issuperset(token):
        raise BadValue("token", token, f"1–{MAX_CHARACTERS}")
    found = ((dark.start(), dark.end()) for dark in _DARK.finditer(_rows(token)))
    return tuple((start % (MODULES + 1), start // (MODULES + 1), end - start) for start, end in found)


def _rows(token: str) -> bytes:
    """Return a byte per module, 1 dark, row after row; a white one more closes each row."""
    codewords = _codewords(token)
    zeros, places = _places()
    rows = bytearray(zeros)
    for place, bit in zip(places, f"{int.from_bytes(codewords, 'big'):0{_BITS}b}", strict=True):
        if bit == "1":
            rows[place] ^= 1
    return bytes(rows)


def _codewords(token: str) -> bytes:
    """Return the 16 codewords of the data and the 10 of error correction (ISO/IEC 18004 §7.4 and §7.5).

    The same as qrcode's `create_data`, which handles every version bit by bit and takes 7 times as long.
    """
    bits = f"{_ALPHANUMERIC:04b}{len(token):09b}"
    values = [_VALUES[letter] for letter in token]
    for first, second in zip(values[::2], values[1::2], strict=False):
        bits += f"{45 * first + second:011b}"
    if len(values) % 2:
        bits += f"{values[-1]:06b}"
    bits += "0" * min(4, _DATA * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    data = [int(bits[start : start + 8], 2) for start in range(0, len(bits), 8)]
    data += [_PADDING[place % 2] for place in range(_DATA - len(data))]
    return bytes(data) + _correction(data)


def _correction(data: list[int]) -> bytes:
    """Return the remainder of the data's polynomial by the generator, over qrcode's tables of GF(256)."""
    from qrcode.base import EXP_TABLE, LOG_TABLE
    from qrcode.LUT import rsPoly_LUT

    generator = [LOG_TABLE[factor] for factor in rsPoly_LUT[_CODEWORDS - _DATA][1:]]
    rest = [0] * len(generator)
    for codeword in data:
        factor = codeword ^ rest[0]
        rest = [*rest[1:], 0]
        if factor:
            power = LOG_TABLE[factor]
            rest = [value ^ EXP_TABLE[(power + log) % 255] for value, log in zip(rest, generator, strict=True)]
    return bytes(rest)


@cache
def _places() -> tuple[bytes, tuple[int, ...]]:
    """Return the code of all zeros, and in it the place of each bit of the codewords.

    Bits are numbered from 1; eight codes, each with the bits whose number has the same binary digit, tell their places.
    """
    zeros = _drawn(bytes(_CODEWORDS))
    numbers = [0] * len(zeros)
    for digit in range(_BITS.bit_length()):
        bits = "".join(str(number >> digit & 1) for number in range(1, _BITS + 1))
        shown = _drawn(int(bits, 2).to_bytes(_CODEWORDS, "big"))
        for place, (here, before) in enumerate(zip(shown, zeros, strict=True)):
            numbers[place] |= (here ^ before) << digit
    place_of = {number: place for place, number in enumerate(numbers)}
    return zeros, tuple(place_of[number] for number in range(1, _BITS + 1))


def _drawn(codewords: bytes) -> bytes:
    from qrcode import QRCode

    code = QRCode(version=_VERSION, error_correction=_LEVEL_M, border=0, mask_pattern=_MASK)
    code.data_cache = list(codewords)
    code.make(fit=False)
    return b"".join(bytes(map(bool, row)) + b"\0" for row in code.modules)
