"""Tiny fonts for tests: each letter is a bar, of the width that is asked for."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont


def tiny_font(
    letters: str,
    *,
    family: str = "Tiny",
    style: str = "Bold",
    postscript: bool = False,
    bar: int = 600,
    ink: bool = True,
) -> TTFont:
    """Return a font that draws `letters` as bars `bar` units wide, with PostScript outlines if asked for."""
    names = {ord(letter): f"u{ord(letter):04X}" for letter in dict.fromkeys(letters)}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=not postscript)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    glyphs = {name: _bar(bar if ink and name != ".notdef" else 0, postscript=postscript) for name in order}
    if postscript:
        builder.setupCFF(f"{family}-{style}", {}, glyphs, {})
    else:
        builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (bar + 100, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": "Tiny-Bold"})
    builder.setupOS2(fsType=0)
    builder.setupPost()
    return builder.font


def collection(path: Path, *fonts: TTFont) -> None:
    """Write `fonts` as the faces of one file."""
    whole = TTCollection()
    whole.fonts = list(fonts)
    whole.save(path)


def _bar(width: int, *, postscript: bool) -> object:
    pen = T2CharStringPen(width + 100, None) if postscript else TTGlyphPen(None)
    if width:
        pen.moveTo((50, 0))
        for point in ((50, 700), (50 + width, 700), (50 + width, 0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.getCharString() if postscript else pen.glyph()
