"""Italian tax codes ("codice fiscale"): telling one, and cutting it out of a text.

They say birth date, sex and birthplace; no door needs them.
Pattern and check letter: D.M. 23 December 1976, with the letters that stand for figures among homocodes.
"""

from __future__ import annotations

import re
from typing import Final

_FIGURE: Final = "[0-9LMNPQRSTUV]"
_SPACE: Final = r"[ .\-]?"
_CODE: Final = re.compile(
    rf"(?<![^\W_])[A-Z]{{3}}{_SPACE}[A-Z]{{3}}{_SPACE}{_FIGURE}{{2}}[ABCDEHLMPRST]{_FIGURE}{{2}}{_SPACE}"
    rf"[A-Z]{_FIGURE}{{3}}{_SPACE}[A-Z](?![^\W_])",
    re.IGNORECASE,
)
_ODD_VALUES: Final = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (*(1, 0, 5, 7, 9, 13, 15, 17, 19, 21) * 2, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)


def cut_tax_codes(text: str) -> str:
    """Return a text without the tax codes in it."""
    bare = _CODE.sub(_gone, text)
    return " ".join(bare.split()) if bare != text else text


def _gone(found: re.Match[str]) -> str:
    return " " if is_tax_code(found[0]) else found[0]


def is_tax_code(text: str) -> bool:
    """Tell a tax code: all figures where figures belong, or homocode letters and the right check letter."""
    code = re.sub(r"[ .\-]", "", text).upper()
    if not _CODE.fullmatch(code):
        return False
    figures = code[6:8] + code[9:11] + code[12:15]
    return figures.isdecimal() or _check_letter(code[:15]) == code[15]


def _check_letter(first: str) -> str:
    even = sum(int(char) if char.isdigit() else ord(char) - ord("A") for char in first[1::2])
    odd = sum(_ODD_VALUES[char] for char in first[0::2])
    return chr(ord("A") + (even + odd) % 26)
