"""Fonts for names: the bundled FiraGO first, then whatever font of the computer has the letter.

FiraGO draws Latin, Cyrillic, Greek, Arabic, Hebrew, Devanagari, Georgian, Thai and Vietnamese. The computer's fonts are
looked for only when a letter is in none of the bundled ones. Only fonts with outlines that allow embedding are used:
pictures in colour (emoji of NotoColorEmoji, of Apple) are no letters a printer can draw.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property
from pathlib import Path
from typing import Any

from facilitatore.door.paper import system_fonts
from facilitatore.resources import resource_path

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u061c\ufe0e\ufe0f\ufeff")
"""Joiners, direction marks and variation selectors: they shape the text, but a font need not have them."""

_UNDRAWABLE = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Categories that mean nothing to a reader, though icon fonts put drawings at private-use characters."""

_RESTRICTED = 0x0302
"""Bits of OS/2 fsType: no embedding, no subsetting, bitmaps only."""

_OUTLINES = frozenset({"glyf", "CFF ", "CFF2"})
_PICTURES = frozenset({"CBDT", "sbix"})
_BOLD = {"wght": 700.0}
"""Of a variable font: the weight of all names."""


Step = tuple[str, tuple[float, ...]]
"""A step of an outline: ``m`` move, ``l`` line, ``q`` quadratic, ``c`` cubic, ``z`` close, and its points in a row."""


class _Pen:
    """Collects the outline that HarfBuzz draws; its names are those of fontTools' pens."""

    def __init__(self, scale: float) -> None:
        self.steps: list[Step] = []
        self._scale = scale

    def _add(self, step: str, *points: tuple[float, float]) -> None:
        self.steps.append((step, tuple(side * self._scale for point in points for side in point)))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def closePath(self) -> None:  # noqa: N802
        self._add("z")


class Face:
    """One face of a font file, opened the first time something is asked of it. Glyph measures are in 1/1000 em."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        self._advances: dict[int, float] = {}
        self._inks: dict[int, tuple[float, float, float, float]] = {}
        self._outlines: dict[int, tuple[Step, ...]] = {}
        self._glyphs: dict[str, int | None] = {}

    @cached_property
    def hb_face(self) -> Any:
        """HarfBuzz's face."""
        # 10 ms, and only where names are drawn.
        from uharfbuzz import Blob, Face

        return Face(Blob.from_file_path(str(self.path)), self.index)

    @cached_property
    def hb_font(self) -> Any:
        """HarfBuzz's font at its own units; a variable one in bold."""
        from uharfbuzz import Font

        font = Font(self.hb_face)
        if self.variable:
            font.set_variations(_BOLD)
        return font

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tags of the font's tables."""
        return frozenset(self.hb_face.table_tags)

    @property
    def variable(self) -> bool:
        """Whether its outlines change with the weight that is asked for."""
        return "fvar" in self.tables

    @cached_property
    def name(self) -> str:
        """Family and style, as the font says them; a damaged one may say nothing."""
        from uharfbuzz import OTNameIdPredefined as Name

        family = self.hb_face.get_name(Name.TYPOGRAPHIC_FAMILY) or self.hb_face.get_name(Name.FONT_FAMILY)
        style = self.hb_face.get_name(Name.TYPOGRAPHIC_SUBFAMILY) or self.hb_face.get_name(Name.FONT_SUBFAMILY)
        return f"{family or ''} {style or ''}".strip()

    @cached_property
    def scale(self) -> float:
        """What turns the font's units into 1/1000 em."""
        return 1000 / float(self.hb_face.upem)

    @cached_property
    def cap_height(self) -> float:
        """Height of a capital H; 0 where the font has none."""
        gid = self.glyph("H")
        return self.ink(gid)[3] if gid else 0.0

    def glyph(self, char: str) -> int | None:
        """Return the glyph the font gives `char` by itself, None if it has none."""
        try:
            return self._glyphs[char]
        except KeyError:
            gid = self._glyphs[char] = self.hb_font.get_nominal_glyph(ord(char)) or None
            return gid

    def draws(self, chars: str) -> bool:
        """Say whether every visible character of `chars` is in the font."""
        return all(char in INVISIBLE or self.glyph(char) for char in chars)

    def blackens(self, char: str) -> bool:
        """Say whether the font's glyph for `char` has any ink: one for pictures in colour may be empty."""
        gid = self.glyph(char)
        return gid is not None and bool(self.outline(gid))

    def advance(self, gid: int) -> float:
        """Return how far the pen goes for glyph `gid`."""
        if gid not in self._advances:
            self._advances[gid] = self.hb_font.get_glyph_h_advance(gid) * self.scale
        return self._advances[gid]

    def ink(self, gid: int) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of what glyph `gid` blackens, from its origin, upwards."""
        if gid not in self._inks:
            box, scale = self.hb_font.get_glyph_extents(gid), self.scale
            left, top = box.x_bearing * scale, box.y_bearing * scale
            self._inks[gid] = (left, top + box.height * scale, left + box.width * scale, top)
        return self._inks[gid]

    def outline(self, gid: int) -> tuple[Step, ...]:
        """Return the outline of glyph `gid`, from its origin, upwards."""
        if gid not in self._outlines:
            pen = _Pen(self.scale)
            self.hb_font.draw_glyph_with_pen(gid, pen)
            self._outlines[gid] = tuple(pen.steps)
        return self._outlines[gid]

    def drawable(self) -> bool:
        """Say whether a PDF may carry the font: outlines, and no restriction of its maker."""
        if not self.tables & _OUTLINES or self.tables & _PICTURES:
            return False
        os2 = bytes(self.hb_face.reference_table("OS/2").data)
        return not int.from_bytes(os2[8:10], "big") & _RESTRICTED


class Fonts:
    """The fonts to try in order. Keep one for many sheets: what was found and measured is remembered.

    `bundled` replaces FiraGO Bold; `system` False keeps to it.
    """

    def __init__(self, bundled: tuple[Path, ...] | None = None, *, system: bool = True) -> None:
        paths = bundled if bundled is not None else (resource_path("fonts", "FiraGO-Bold.ttf"),)
        self.faces = tuple(Face(path) for path in paths)
        self._system = system
        self._opened: dict[Path, tuple[Face, ...]] = {}
        self._ranked: dict[tuple[str, str], list[Path]] = {}
        self._found: dict[tuple[str, str], Face | None] = {}

    def pick(self, cluster: str, previous: Face | None, region: str = "") -> Face | None:
        """Return the font for `cluster` (a letter with its marks): `previous` if it can, None if none can.

        `region` is ``jp`` or ``kr`` where Chinese characters are to look as there; they are as in China else.
        """
        for face in (previous, *self.faces):
            if face is not None and face.draws(cluster):
                return face
        wanted = (cluster, region)
        if wanted not in self._found:
            self._found[wanted] = self._search(cluster, region) if self._system else None
        return self._found[wanted]

    def _search(self, cluster: str, region: str) -> Face | None:
        if any(unicodedata.category(char) in _UNDRAWABLE for char in cluster):
            return None
        script = unicodedata.name(cluster[0], "").partition(" ")[0].partition("-")[0].casefold()
        for path in self._files_for(script, region):
            for face in self._open(path, region):
                if face.draws(cluster) and face.blackens(cluster[0]):
                    return face
        return None

    def _files_for(self, script: str, region: str) -> list[Path]:
        wanted = (script, region)
        if wanted not in self._ranked:
            self._ranked[wanted] = system_fonts.ranked(self._files, script, region)
        return self._ranked[wanted]

    def _open(self, path: Path, region: str) -> list[Face]:
        """Return the faces of the file that can be drawn, the one to be preferred first."""
        if path not in self._opened:
            try:
                faces = [Face(path, index) for index in range(system_fonts.count_faces(path))]
                self._opened[path] = tuple([face for face in faces if face.drawable() and face.hb_font])
            except Exception:  # noqa: BLE001 - someone else's font file, damaged in whatever way: the next one may do
                self._opened[path] = ()
        faces = list(self._opened[path])
        if len(faces) > 1:
            faces.sort(key=lambda face: system_fonts.face_rank(face.name, region))
        return faces

    @cached_property
    def _files(self) -> list[Path]:
        return system_fonts.files()
