"""The fonts a PDF of badges carries: only the glyphs used, with the letters they stand for."""

from __future__ import annotations

import zlib
from typing import Any

from facilitatore.door.paper.fonts import Face
from facilitatore.door.paper.text import GlyphRun

_NEEDLESS_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"name", b"cmap", b"OS/2", b"post", b"STAT", b"DSIG", b"kern", b"gasp")
"""What a PDF's glyph numbers make useless: the text is shaped already."""

_PER_BLOCK = 100
"""Lines a bfchar block may have (Adobe technical note 5411)."""

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class UsedFonts:
    """What the text of one PDF has used so far: fonts in the order they came, glyphs and their letters."""

    def __init__(self) -> None:
        self._letters: dict[Face, dict[int, str]] = {}

    def name(self, run: GlyphRun) -> str:
        """Return the name of the run's font in the PDF, and note its glyphs."""
        letters = self._letters.setdefault(run.face, {})
        for gid, _, _, _, text in run.glyphs:
            # A letter's own glyph says that letter, whatever it once stood for; any other, what it first stood for.
            if not letters.get(gid) or (len(text) == 1 and run.face.glyph(text) == gid):
                letters[gid] = text
        return f"N{list(self._letters).index(run.face) + 1}"

    def embed(self, document: Any) -> None:
        """Put the fonts into reportlab's document in the place of its own, which are not used."""
        from reportlab.pdfbase.pdfdoc import PDFDictionary

        fonts = document.idToObject["BasicFonts"].dict
        for name in fonts:
            document.idToObject[name] = PDFDictionary({})  # it is numbered, so it cannot go
        fonts.clear()
        for number, (face, letters) in enumerate(self._letters.items(), 1):
            fonts[f"N{number}"] = document.Reference(_font(document, face, letters, f"N{number}"), f"N{number}")


def _font(document: Any, face: Face, letters: dict[int, str], name: str) -> Any:
    """Return the composite font whose character codes are glyph numbers (ISO 32000-1, 9.7)."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

    data = _subset(face, letters)
    tag = "".join(chr(ord("A") + (zlib.crc32(data) >> shift) % 16) for shift in range(0, 24, 4))
    base = PDFName(f"{tag}+{_postscript_name(face)}")
    extents, scale = face.hb_font.get_font_extents("ltr"), face.scale
    top, bottom = int(extents.ascender * scale), int(extents.descender * scale)
    descriptor = PDFDictionary({
        "Type": "/FontDescriptor", "FontName": base, "Flags": 4, "FontBBox": PDFArray([-1000, bottom, 2000, top]),
        "ItalicAngle": 0, "Ascent": top, "Descent": bottom, "CapHeight": int(face.cap_height), "StemV": 140,
        "FontFile2": _stream(document, data, f"{name}-file", Length1=len(data)),
    })  # fmt: skip
    widths = [part for gid in sorted(letters) for part in (gid, PDFArray([round(face.advance(gid), 2)]))]
    system = PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})
    descendant = PDFDictionary({
        "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": base, "CIDSystemInfo": system,
        "FontDescriptor": document.Reference(descriptor, f"{name}-descriptor"),
        "CIDToGIDMap": "/Identity", "DW": 1000, "W": PDFArray(widths),
    })  # fmt: skip
    return PDFDictionary({
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": base, "Encoding": "/Identity-H",
        "DescendantFonts": PDFArray([document.Reference(descendant, f"{name}-glyphs")]),
        "ToUnicode": _stream(document, _to_unicode(letters), f"{name}-letters"),
    })  # fmt: skip


def _stream(document: Any, content: bytes | str, name: str, **entries: int) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    stream = PDFStream()
    stream.content = content
    stream.dictionary.dict.update(entries)
    stream.filters = [PDFZCompress]
    return document.Reference(stream, name)


def _subset(face: Face, letters: dict[int, str]) -> bytes:
    """Return the font with the outlines of the glyphs used; the glyphs keep their numbers."""
    from uharfbuzz import (
        SubsetFlags,
        SubsetInput,
        SubsetInputSets,
        subset,
    )

    wanted = SubsetInput()
    wanted.sets(SubsetInputSets.GLYPH_INDEX).set({0, *letters})
    wanted.flags = (
        SubsetFlags.RETAIN_GIDS | SubsetFlags.NO_HINTING | SubsetFlags.NO_LAYOUT_CLOSURE | SubsetFlags.NOTDEF_OUTLINE
    )
    tags = {int.from_bytes(tag, "big") for tag in _NEEDLESS_TABLES}
    wanted.sets(SubsetInputSets.DROP_TABLE_TAG).update(tags)
    return bytes(subset(face.hb_face, wanted).blob.data)


def _postscript_name(face: Face) -> str:
    from uharfbuzz import OTNameIdPredefined

    name = face.hb_face.get_name(OTNameIdPredefined.POSTSCRIPT_NAME) or face.path.stem
    return "".join(char for char in name if char.isascii() and (char.isalnum() or char == "-")) or "Font"


def _to_unicode(letters: dict[int, str]) -> str:
    """Return the CMap from glyph numbers to letters (Adobe technical note 5411)."""
    lines = [f"<{gid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for gid, text in sorted(letters.items()) if text]
    parts = [_CMAP_HEAD]
    for start in range(0, len(lines), _PER_BLOCK):
        block = lines[start : start + _PER_BLOCK]
        parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*parts, _CMAP_TAIL])
