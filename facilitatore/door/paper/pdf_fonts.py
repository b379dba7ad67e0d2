"""The fonts a PDF carries: only the glyphs used, with the letters they stand for.

TrueType outlines go in as they are, under the glyphs' own numbers. All others (PostScript outlines, as of Noto CJK and
PingFang, and variable fonts in bold) become fonts of drawings, PDF's type 3, which every viewer and printer knows: 255
glyphs each, numbered as they come.
"""

from __future__ import annotations

import zlib
from typing import Any, Final

from facilitatore.door.paper.fonts import Face, Step
from facilitatore.door.paper.text import Glyph

_NEEDLESS_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"name", b"cmap", b"OS/2", b"post", b"STAT", b"DSIG", b"kern", b"gasp")
"""What a PDF's glyph numbers make useless: the text is shaped already."""

_PER_BLOCK = 100
"""Lines a bfchar block may have (Adobe technical note 5411)."""

_PER_DRAWN_FONT: Final = 255

_PATH_OPS = {"m": "m", "l": "l", "q": "c", "c": "c", "z": "h"}

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <{first}> <{last}> endcodespacerange"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class _Used:
    """What a PDF has used of one face: its glyphs, in the order they came, and the letters they stand for."""

    def __init__(self, face: Face, first_number: int) -> None:
        self.face = face
        self.letters: dict[int, str] = {}
        self.drawn = "glyf" not in face.tables or face.variable
        self._first = first_number
        self._places: dict[int, int] = {}

    def code(self, glyph: Glyph) -> tuple[str, str]:
        """Note that `glyph` is used; return its font's name in the PDF and its code there."""
        gid, text = glyph[0], glyph[4]
        # A letter's own glyph says that letter, whatever it once stood for; any other, what it first stood for.
        if not self.letters.get(gid) or (len(text) == 1 and self.face.glyph(text) == gid):
            self.letters[gid] = text
        if not self.drawn:
            return f"N{self._first}", f"{gid:04X}"
        place = self._places.setdefault(gid, len(self._places))
        return f"N{self._first}x{place // _PER_DRAWN_FONT}", f"{place % _PER_DRAWN_FONT:02X}"

    def fonts(self, document: Any) -> dict[str, Any]:
        """Return the PDF's fonts for these glyphs, by name."""
        if not self.drawn:
            return {f"N{self._first}": _font(document, self.face, self.letters, f"N{self._first}")}
        gids = list(self._places)
        parts = [gids[start : start + _PER_DRAWN_FONT] for start in range(0, len(gids), _PER_DRAWN_FONT)]
        return {
            f"N{self._first}x{index}": _drawn_font(document, self.face, part, self.letters, f"N{self._first}x{index}")
            for index, part in enumerate(parts)
        }


class UsedFonts:
    """What the text of one PDF has used so far: fonts in the order they came, glyphs and their letters."""

    def __init__(self) -> None:
        self._used: dict[Face, _Used] = {}

    def of(self, face: Face) -> _Used:
        """Return what was used of `face`."""
        if face not in self._used:
            self._used[face] = _Used(face, len(self._used) + 1)
        return self._used[face]

    def embed(self, document: Any) -> None:
        """Put the fonts into reportlab's document."""
        from reportlab.pdfbase.pdfdoc import BasicFonts

        fonts = document.idToObject[BasicFonts].dict
        for used in self._used.values():
            for name, font in used.fonts(document).items():
                fonts[name] = document.Reference(font, name)


def _font(document: Any, face: Face, letters: dict[int, str], name: str) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

    data = _subset(face, letters)
    base = PDFName(f"{_tag(data)}+{_postscript_name(face)}")
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
        "ToUnicode": _stream(document, _to_unicode(letters, digits=4), f"{name}-letters"),
    })  # fmt: skip


def _drawn_font(document: Any, face: Face, gids: list[int], letters: dict[int, str], name: str) -> Any:
    """Return a font whose glyphs are drawings of the outlines (ISO 32000-1 §9.6.5)."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

    boxes = [face.ink(gid) for gid in gids]
    around = [min(box[0] for box in boxes), min(box[1] for box in boxes)]
    around += [max(box[2] for box in boxes), max(box[3] for box in boxes)]
    drawings = {f"g{gid}": _stream(document, _drawing(face, gid), f"{name}-g{gid}") for gid in gids}
    codes = {code: letters[gid] for code, gid in enumerate(gids)}
    names = [PDFName(f"g{gid}") for gid in gids]
    return PDFDictionary({
        "Type": "/Font", "Subtype": "/Type3", "FontMatrix": PDFArray([0.001, 0, 0, 0.001, 0, 0]),
        "FontBBox": PDFArray([round(side) for side in around]), "CharProcs": PDFDictionary(drawings),
        "Encoding": PDFDictionary({"Type": "/Encoding", "Differences": PDFArray([0, *names])}),
        "FirstChar": 0, "LastChar": len(gids) - 1, "Resources": PDFDictionary({}),
        "Widths": PDFArray([round(face.advance(gid), 2) for gid in gids]),
        "ToUnicode": _stream(document, _to_unicode(codes, digits=2), f"{name}-letters"),
    })  # fmt: skip


def _drawing(face: Face, gid: int) -> str:
    left, bottom, right, top = face.ink(gid)
    ops = [f"{face.advance(gid):.2f} 0 {left:.1f} {bottom:.1f} {right:.1f} {top:.1f} d1"]
    here: tuple[float, ...] = (0.0, 0.0)
    for step in face.outline(gid):
        ops.append(_path_op(step, here))
        here = step[1][-2:] or here
    return "\n".join([*ops, "f"])


def _path_op(step: Step, here: tuple[float, ...]) -> str:
    """Return a step of the outline from `here` as PDF's operator, which knows cubic curves only."""
    kind, points = step
    if kind == "q":
        (x0, y0), (x1, y1, x2, y2) = here, points
        points = ((x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3, (x2 + 2 * x1) / 3, (y2 + 2 * y1) / 3, x2, y2)
    return " ".join([*[f"{side:.1f}" for side in points], _PATH_OPS[kind]])


def _stream(document: Any, content: bytes | str, name: str, **entries: int) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    stream = PDFStream(content=content, filters=[PDFZCompress])
    stream.dictionary.dict.update(entries)
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


def _tag(data: bytes) -> str:
    """Return six capitals that tell this subset from others (ISO 32000-1 §9.6.4)."""
    return "".join(chr(ord("A") + (zlib.crc32(data) >> shift) % 16) for shift in range(0, 24, 4))


def _postscript_name(face: Face) -> str:
    from uharfbuzz import OTNameIdPredefined

    name = face.hb_face.get_name(OTNameIdPredefined.POSTSCRIPT_NAME) or face.path.stem
    return "".join(char for char in name if char.isascii() and (char.isalnum() or char == "-")) or "Font"


def _to_unicode(letters: dict[int, str], *, digits: int) -> str:
    """Return the CMap from codes of so many hexadecimal digits to letters (Adobe technical note 5411)."""
    spelt = sorted(
        (code, text.encode("utf-16-be", "surrogatepass").hex().upper()) for code, text in letters.items() if text
    )
    lines = [f"<{code:0{digits}X}> <{text}>" for code, text in spelt]
    parts = [_CMAP_HEAD.format(first="0" * digits, last="F" * digits)]
    for start in range(0, len(lines), _PER_BLOCK):
        block = lines[start : start + _PER_BLOCK]
        parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*parts, _CMAP_TAIL])
