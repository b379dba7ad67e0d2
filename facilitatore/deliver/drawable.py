"""Which letters the fonts at hand can draw, and texts without the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

BLANK: Final = "□"
"""Stands for a letter that cannot be drawn; typst brings it along in its embedded fonts."""

_UNSEEN: Final = frozenset({"Cf", "Mn", "Me", "Zl", "Zp"})
"""Categories without a shape of their own: marks and joiners are dropped, not replaced."""


@dataclass(frozen=True, slots=True)
class FontCoverage:
    """The code points that some fonts have a glyph for."""

    codes: frozenset[int]

    def joined(self, other: FontCoverage) -> FontCoverage:
        """Return what either of the two can draw."""
        return FontCoverage(self.codes | other.codes)

    def missing(self, value: Any) -> frozenset[int]:
        """Return the code points of all texts within `value` that are not in here."""
        return frozenset(map(ord, set().union(*map(set, _texts(value))))) - self.codes - {ord("\n"), ord(BLANK)}


def font_coverage(paths: Iterable[str], wanted: frozenset[int] | None = None) -> FontCoverage:
    """Return what the fonts at `paths` cover together, of `wanted` if given; an unreadable font covers nothing.

    Letters of the private areas count as not covered: PDF/A-2a forbids them, whatever a font draws there.
    """
    import uharfbuzz as hb

    codes: set[int] = set()
    for path in paths:
        if wanted is not None and wanted <= codes:
            break
        try:
            blob = hb.Blob.from_file_path(path)
            found = {code for index in range(_faces(blob)) for code in hb.Face(blob, index).unicodes}
        except (OSError, hb.HarfBuzzError):
            continue
        codes |= found if wanted is None else found & wanted
    return FontCoverage(frozenset(code for code in codes if unicodedata.category(chr(code)) != "Co"))


def _faces(blob: Any) -> int:
    """Return how many faces a font file holds: more than one in a collection (``.ttc``)."""
    head = bytes(blob.data[:12])
    return int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1


def drawable(value: Any, coverage: FontCoverage) -> Any:
    """Return `value` (texts within dicts and lists) with □ for every letter that `coverage` lacks."""

    def fit(char: str) -> str:
        if ord(char) in coverage.codes or char in {"\n", BLANK}:
            return char
        return "" if unicodedata.category(char) in _UNSEEN else BLANK

    return _mapped(value, _per_letter(fit))


def without_foreign_marks(value: Any, own: FontCoverage) -> Any:
    """Return `value` without the marks that `own` lacks upon letters that it has, such as the frame of 1️⃣.

    A letter and its marks are drawn by one font. The system's font with the mark may lack the letter, and typst would
    refuse the document.
    """

    def fit(text: str) -> str:
        kept, on_own_letter = [], False
        for char in text:
            category = unicodedata.category(char)
            if category[0] == "M":
                if on_own_letter and ord(char) not in own.codes:
                    continue
            elif category != "Cf":
                on_own_letter = ord(char) in own.codes
            kept.append(char)
        return "".join(kept)

    return _mapped(value, fit)


def bare(value: Any, coverage: FontCoverage) -> Any:
    """Return `value` as `drawable` does, and without any mark or joiner, which may not compose."""

    def fit(char: str) -> str:
        return "" if unicodedata.category(char) in _UNSEEN else char

    return _mapped(drawable(value, coverage), _per_letter(fit))


def _per_letter(fit: Callable[[str], str]) -> Callable[[str], str]:
    """Return a function that fits whole texts, asking `fit` once per letter: `str.translate` fills the table."""

    class Table(dict[int, str]):
        def __missing__(self, code: int) -> str:
            self[code] = fit(chr(code))
            return self[code]

    table = Table()
    return lambda text: text.translate(table)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(inner, change) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_mapped(inner, change) for inner in value]
    return value


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)
