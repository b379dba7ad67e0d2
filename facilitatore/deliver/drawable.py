"""Which letters the fonts at hand can draw, and texts without the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from facilitatore.door.paper.fonts import Face
from facilitatore.door.paper.system_fonts import ranked

BLANK: Final = "□"
"""Stands for a letter that cannot be drawn; typst brings it along in its embedded fonts."""

_IN_COLOUR: Final = frozenset({"CBDT", "sbix", "COLR", "SVG "})
"""Tables of fonts that draw in colour, with pictures or with layers."""

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


NOTHING: Final = FontCoverage(frozenset())


class FontFace(NamedTuple):
    """A face of a font file, its `place` in a collection, and its family; an unreadable one draws nothing."""

    family: str
    path: str
    place: int = 0

    def codes(self) -> frozenset[int]:
        """Return what the face draws as outlines of one colour, if its maker lets a PDF carry it.

        Pictures in colour become images within a Type 3 font, whose widths checkers of PDF/UA refuse; on grey paper
        they are blots. Letters of the private areas do not count: PDF/A-2a forbids them, whatever a font draws there.
        """
        import uharfbuzz as hb

        try:
            face = Face(Path(self.path), self.place)
            if face.tables & _IN_COLOUR or not face.drawable():
                return frozenset()
            return frozenset(code for code in face.hb_face.unicodes if unicodedata.category(chr(code)) != "Co")
        except (OSError, hb.HarfBuzzError):
            return frozenset()


def families_for(wanted: frozenset[int], faces: Iterable[FontFace]) -> dict[str, FontCoverage]:
    """Return families that draw the letters `wanted`, plain drawings first, with what each adds to those before it."""
    found: dict[str, FontCoverage] = {}
    left = wanted
    by_path: dict[Path, list[FontFace]] = {}
    for face in sorted(faces):
        by_path.setdefault(Path(face.path), []).append(face)
    for face in (face for path in ranked(by_path, "", "") for face in by_path[path]):
        if not left:
            break
        if new := face.codes() & left:
            found[face.family] = FontCoverage(new).joined(found.get(face.family, NOTHING))
            left -= new
    return found


def drawable(value: Any, coverage: FontCoverage) -> Any:
    """Return `value` (texts within dicts and lists) with □ for every letter that `coverage` lacks."""

    def fit(char: str) -> str:
        if ord(char) in coverage.codes or char in {"\n", BLANK}:
            return char
        return "" if unicodedata.category(char) in _UNSEEN else BLANK

    return _mapped(value, _per_letter(fit))


def without_foreign_marks(value: Any, bundled: Sequence[FontCoverage]) -> Any:
    """Return `value` without the marks that no `bundled` font has together with its letter, such as a frame upon an a.

    A letter and its marks are drawn by one font. The system's font with the mark may lack the letter, and typst would
    refuse the document. Marks upon letters of other fonts stay.
    """

    def fit(text: str) -> str:
        kept: list[str] = []
        homes: list[FontCoverage] = []
        for char in text:
            category = unicodedata.category(char)
            if category[0] == "M":
                both = [font for font in homes if ord(char) in font.codes]
                if homes and not both:
                    continue
                homes = both
            elif category != "Cf":
                homes = [font for font in bundled if ord(char) in font.codes]
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
