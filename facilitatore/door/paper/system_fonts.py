"""The computer's own fonts: where they are, and which to try first for a script. Only names are looked at here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

_FAMILIES = ("notosans-", "notosans", "noto", "nirmala", "segoeui", "arialunicode", "arialuni", "dejavusans", "arial")
"""How families begin that are preferred when the name of no script decides: broad ones, of a plain drawing."""

_CHINA = ("cjk", "notosanssc", "sourcehansans", "pingfang", "msyh", "yahei", "simhei", "hiraginosansgb", "heiti", "wqy")
_JAPAN = ("cjk", "notosansjp", "sourcehansans", "hiraginosans", "ヒラギノ角", "meiryo", "yugoth", "msgothic", "ipag")
_KOREA = ("cjk", "notosanskr", "sourcehansans", "applesdgothic", "malgun", "nanum", "baekmuk", "gothicneo")
_LAST = ("songti", "fallback")

_SCRIPT_STEMS = {
    "cjk": (*_CHINA, *_LAST),
    "hiragana": (*_JAPAN, *_LAST),
    "katakana": (*_JAPAN, *_LAST),
    "hangul": (*_KOREA, *_LAST),
    "bengali": ("bengali", "bangla", "vrinda"),
    "ethiopic": ("ethiopic", "ebrima", "abyssinica", "kefa"),
}
_REGION_STEMS = {"jp": (*_JAPAN, *_LAST), "kr": (*_KOREA, *_LAST)}
"""What draws Chinese characters as they are written there."""

_REGIONS = {"": {"sc", "cn", "gb"}, "jp": {"jp"}, "kr": {"kr"}}
_ALL_REGIONS = {"sc", "cn", "gb", "tc", "tw", "hk", "mo", "jp", "kr"}

_ODD = ("italic", "oblique", "mono", "condensed", "light", "thin", "serif", "lastresort", "blank", "display", "ui-")
_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
_MOST_FACES = 64
"""A collection that says to have more is damaged."""


def folders() -> list[Path]:
    """Return the folders where this system keeps fonts, the computer's before the user's; some may not exist."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        found = [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")]
        return [*found, Path(local, "Microsoft/Windows/Fonts")] if local else found
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


def files() -> list[Path]:
    """Return the font files of all folders."""
    return [
        Path(base, name)
        for folder in folders()
        for base, _, names in os.walk(folder)
        for name in names
        if name.casefold().endswith(_SUFFIXES)
    ]


def ranked(paths: Iterable[Path], script: str, region: str) -> list[Path]:
    """Sort font files for `script` (as Unicode's character names begin), the likeliest first.

    Fonts named after the script come first, then plain drawings, bold ones, broad families; last the path decides, so
    that a computer always chooses the same.
    """
    stems = _REGION_STEMS.get(region, ()) if script == "cjk" else ()
    stems = stems or _SCRIPT_STEMS.get(script, (script,))
    return sorted(paths, key=lambda path: _rank(path, stems))


def _rank(path: Path, stems: tuple[str, ...]) -> tuple[int, bool, bool, int, str]:
    name = path.stem.casefold().replace(" ", "").replace("_", "")
    by_script = next((index for index, stem in enumerate(stems) if stem in name), len(stems)) if stems[0] else 0
    family = next((index for index, start in enumerate(_FAMILIES) if name.startswith(start)), len(_FAMILIES))
    odd = any(word in name for word in _ODD)
    return by_script, odd, "bold" not in name and not name.endswith("bd"), family, str(path)


def face_rank(name: str, region: str) -> tuple[int, bool, bool, str]:
    """Sort key for the faces of one file, by family and style: the region wanted, plain drawings, bold ones."""
    words = name.casefold().split()
    regions = _ALL_REGIONS.intersection(words)
    place = 1 if not regions else 2 - 2 * bool(regions & _REGIONS.get(region, set()))
    return place, any(odd in words for odd in _ODD), "bold" not in words, name


def count_faces(path: Path) -> int:
    """Return how many faces the file has: 1, or what a collection says (OpenType 1.9, "Font Collections").

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(12)
    return min(int.from_bytes(header[8:12], "big"), _MOST_FACES) if header.startswith(b"ttcf") else 1
