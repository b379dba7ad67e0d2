"""Fonts for names: the bundled FiraGO first, then whatever font of the computer has the letter.

FiraGO draws Latin, Cyrillic, Greek, Arabic, Hebrew, Devanagari, Georgian, Thai and Vietnamese. The computer's fonts are
looked for only when a letter is in none of the bundled ones. Only fonts with TrueType outlines that allow embedding are
used: PostScript outlines (Noto CJK's .ttc, PingFang) cannot be embedded by glyph number as `pdf_fonts` does.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import Any

from facilitatore.resources import resource_path

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u061c\ufe0e\ufe0f\ufeff")
"""Joiners, direction marks and variation selectors: they shape the text, but a font need not have them."""

_UNDRAWABLE = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Categories that mean nothing to a reader, though icon fonts put drawings at private-use characters."""

_FAMILIES = ("notosans-", "notosans", "noto", "nirmala", "segoeui", "arialunicode", "arialuni", "dejavusans", "arial")
"""How families begin that are preferred when the name of no script decides: broad ones, of a plain drawing."""

_SCRIPT_STEMS = {
    "cjk": ("cjk", "notosanssc", "msyh", "yahei", "simhei", "wqy", "fallback", "heiti", "songti"),
    "hiragana": ("cjk", "notosansjp", "meiryo", "yugoth", "msgothic", "ipag", "fallback"),
    "katakana": ("cjk", "notosansjp", "meiryo", "yugoth", "msgothic", "ipag", "fallback"),
    "hangul": ("cjk", "notosanskr", "malgun", "nanum", "baekmuk", "gothicneo", "fallback"),
    "bengali": ("bengali", "bangla", "vrinda"),
    "ethiopic": ("ethiopic", "ebrima", "abyssinica", "kefa"),
}

_ODD = ("italic", "oblique", "mono", "condensed", "light", "thin", "serif", "lastresort", "blank", "display", "ui-")
_RESTRICTED = 0x0302
"""Bits of OS/2 fsType: no embedding, no subsetting, bitmaps only."""


class Face:
    """One font file, opened the first time something is asked of it. Glyph measures are in 1/1000 em."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._advances: dict[int, float] = {}
        self._inks: dict[int, tuple[float, float, float, float]] = {}

    @cached_property
    def hb_face(self) -> Any:
        """HarfBuzz's face."""
        # 10 ms, and only where names are drawn.
        from uharfbuzz import Blob, Face

        return Face(Blob.from_file_path(str(self.path)), 0)

    @cached_property
    def hb_font(self) -> Any:
        """HarfBuzz's font at its own units."""
        from uharfbuzz import Font

        return Font(self.hb_face)

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
        gid = self.hb_font.get_nominal_glyph(ord(char))
        return int(gid) if gid else None

    def draws(self, chars: str) -> bool:
        """Say whether every visible character of `chars` is in the font."""
        return all(char in INVISIBLE or self.glyph(char) for char in chars)

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

    def embeddable(self) -> bool:
        """Say whether a PDF may carry the font: TrueType outlines, and no restriction of its maker."""
        if "glyf" not in self.hb_face.table_tags:
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
        self._opened: dict[Path, Face | None] = {}
        self._found: dict[str, Face | None] = {}

    def pick(self, cluster: str, previous: Face | None) -> Face | None:
        """Return the font for `cluster` (a letter with its marks): `previous` if it can, None if none can."""
        for face in (previous, *self.faces):
            if face is not None and face.draws(cluster):
                return face
        if cluster not in self._found:
            self._found[cluster] = self._search(cluster) if self._system else None
        return self._found[cluster]

    def _search(self, cluster: str) -> Face | None:
        if any(unicodedata.category(char) in _UNDRAWABLE for char in cluster):
            return None
        script = unicodedata.name(cluster[0], "").partition(" ")[0].partition("-")[0].casefold()
        stems = _SCRIPT_STEMS.get(script, (script,))
        for path in sorted(self._files, key=lambda file: _rank(file, stems)):
            face = self._open(path)
            if face is not None and face.draws(cluster):
                return face
        return None

    def _open(self, path: Path) -> Face | None:
        if path not in self._opened:
            face = Face(path)
            try:
                self._opened[path] = face if face.embeddable() else None
            except Exception:  # noqa: BLE001 - someone else's font file, damaged in whatever way: the next one may do
                self._opened[path] = None
        return self._opened[path]

    @cached_property
    def _files(self) -> list[Path]:
        return [path for folder in system_font_folders() for path in _font_files(folder)]


def system_font_folders() -> list[Path]:
    """Return the folders where this system keeps fonts, the computer's before the user's; some may not exist."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        folders = [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")]
        return [*folders, Path(local, "Microsoft/Windows/Fonts")] if local else folders
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


def _font_files(folder: Path) -> list[Path]:
    found = (Path(base, name) for base, _, names in os.walk(folder) for name in names)
    return [path for path in found if path.suffix.casefold() in {".ttf", ".ttc", ".otf"}]


def _rank(path: Path, stems: tuple[str, ...]) -> tuple[int, bool, bool, int, str]:
    """Sort key: fonts named after the script, then plain drawings, bold ones, broad families; last the path."""
    name = path.stem.casefold().replace(" ", "").replace("_", "")
    by_script = next((index for index, stem in enumerate(stems) if stem in name), len(stems)) if stems[0] else 0
    family = next((index for index, start in enumerate(_FAMILIES) if name.startswith(start)), len(_FAMILIES))
    odd = any(word in name for word in _ODD)
    return by_script, odd, "bold" not in name, family, str(path)
