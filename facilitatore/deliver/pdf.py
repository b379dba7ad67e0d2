"""A document as tagged PDF (PDF/UA-1 and PDF/A-2a), set by typst.

The words go in as JSON and are never read as markup: ``#panic()`` in a note is printed as it is written. Emoji are drawn
in one colour by the bundled Noto Emoji. Letters that the bundled fonts lack come from the fonts of the system, if they
are not in colour; those that no font has are printed as □.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from facilitatore.deliver.document import Block, Document, Heading, Table
from facilitatore.deliver.drawable import (
    FontCoverage,
    FontFace,
    bare,
    drawable,
    families_for,
    without_foreign_marks,
)
from facilitatore.deliver.plain_text import shorten
from facilitatore.errors import NotTypeset
from facilitatore.resources import resource_path

if TYPE_CHECKING:
    from typst import Fonts

_BUNDLED: Final = {"FiraGO": ("FiraGO-Regular.ttf", "FiraGO-Bold.ttf"), "Noto Emoji": ("NotoEmoji-Regular.ttf",)}
_EMBEDDED: Final = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
"""What typst brings along."""

_STANDARDS: Final = ("a-2a", "ua-1")
_RUN: Final = (
    "[^ \n\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uffef\U0001f000-\U0003ffff]"
)
"""A letter after which typst breaks no line by itself; Han, kana, Thai and pictures part where it finds fit."""

_LONG_RUN: Final = re.compile(_RUN + "{37,}")
_LONG_RUN_IN_LARGE_LETTERS: Final = re.compile(_RUN + "{25,}")
"""Titles, headings and the cells of tables have less room; the longest Italian word has 26 letters."""

_PARTS: Final = re.compile("[^/?&=#\u00a0\u2007\u202f]*[/?&=#\u00a0\u2007\u202f]*")
_PIECE: Final = 10
_QUOTED: Final = re.compile('`"(.+?)"`')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_ATTEMPTS: Final = 8
_BREAK_HERE: Final = "\x01"
"""The template makes a place to break of it, of no width and no letter: what is copied from the page is what was
written. No text has it: `plain_text.plain` drops control characters."""

_RUNNING: Final = 80
"""Characters of the title that fit in the running head at 8.5 pt."""

_HEADING: Final = 1000
"""Characters of a heading. Headings are bookmarks too: PDF/A-2 allows 32,767 bytes (ISO 19005-2, 6.1.13)."""


def pdf_bytes(document: Document) -> bytes:
    """Return the document as PDF.

    typst refuses the whole document for one letter that it cannot draw, and only then says so. Hence several attempts:
    with all letters that some font here has, with those of the bundled fonts alone, and with those without marks to be
    composed.

    Raises:
        NotTypeset: typst broke down.
    """
    from typst import Fonts, TypstError

    bundled = [_bundled(family, *files) for family, files in _BUNDLED.items()]
    own = reduce(FontCoverage.joined, bundled)
    data = _data(document)
    missing = own.missing(data)
    data = without_foreign_marks(data, bundled)
    if missing and (printed := _with_system_fonts(data, own, missing)) is not None:
        return printed
    fonts = Fonts(include_system_fonts=False, font_paths=[str(resource_path("fonts"))])
    try:
        return _compile(drawable(data, own), fonts)
    except TypstError:
        return _compile(bare(data, own), fonts)


def _bundled(family: str, *files: str) -> FontCoverage:
    """Return what the bundled files of a family draw."""
    codes = [FontFace(family, str(resource_path("fonts", file))).codes() for file in files]
    return FontCoverage(frozenset.union(*codes))


def _with_system_fonts(data: dict[str, Any], own: FontCoverage, missing: frozenset[int]) -> bytes | None:
    """Return the document with letters of the system's fonts, or nothing if typst goes on refusing.

    A font that claims a letter may fail to draw it, e.g. in a family joined from three emoji. typst names the first
    such letter; it is given up, and the others stay.
    """
    from typst import Fonts, TypstError

    fonts = Fonts(include_system_fonts=True, font_paths=[str(resource_path("fonts"))])
    faces = [FontFace(info.family, info.path, info.index) for info in fonts.fonts() if info.path]
    system = families_for(missing, faces)
    coverage = reduce(FontCoverage.joined, system.values(), own)
    for _ in range(_ATTEMPTS):
        try:
            return _compile(drawable(data, coverage), fonts, tuple(system))
        except TypstError as error:
            refused = _refused(str(error)) & missing
            if not refused:
                return None
            coverage = FontCoverage(coverage.codes - refused)
    return None


def _refused(message: str) -> frozenset[int]:
    """Return the code points that typst quotes in a message, as they are or escaped."""
    quoted = "".join(_QUOTED.findall(message))
    return frozenset(map(ord, _ESCAPED.sub(lambda code: chr(int(code[1], 16)), quoted)))


def _compile(data: dict[str, Any], fonts: Fonts, system: tuple[str, ...] = ()) -> bytes:
    """Return the PDF of `data` in the bundled fonts, those of the families in `system`, and no other."""
    import typst

    data = _breakable(data, _LONG_RUN) | {"fonts": [*_BUNDLED, *system, *_EMBEDDED]}
    try:
        return typst.compile(
            str(resource_path("report", "synthesis.typ")),
            font_paths=fonts,
            sys_inputs={"document": json.dumps(data)},
            pdf_standards=list(_STANDARDS),
        )
    except BaseException as error:
        # A panic of Rust comes as a BaseException of a module that cannot be imported: past every `except Exception`.
        if type(error).__name__ == "PanicException":
            raise NotTypeset from None
        raise


def _data(document: Document) -> dict[str, Any]:
    """Return the document as the template wants it."""
    language, _, region = document.language.partition("-")
    data = asdict(document)
    data |= {
        "title": shorten(document.title, _HEADING),
        "description": shorten(document.description, _HEADING),
        "language": language,
        "region": region,
        "running": shorten(document.title, _RUNNING),
        "blocks": [_block(block) for block in document.blocks],
    }
    return data


def _block(block: Block) -> dict[str, Any]:
    fields = {"type": type(block).__name__} | asdict(block)
    return fields | {"text": shorten(block.text, _HEADING)} if isinstance(block, Heading) else fields


def _breakable(value: Any, long_run: re.Pattern[str]) -> Any:
    """Return `value` with places to break in words longer than a line, such as addresses, which would run off it."""
    if isinstance(value, str):
        return long_run.sub(_parted, value)
    if isinstance(value, dict):
        narrow = value.get("type") in {Heading.__name__, Table.__name__}
        runs = {
            key: _LONG_RUN_IN_LARGE_LETTERS if narrow or key in {"title", "subtitle"} else long_run for key in value
        }
        return {key: _breakable(inner, runs[key]) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(inner, long_run) for inner in value]
    return value


def _parted(run: re.Match[str]) -> str:
    """Part a run after its separators and spaces that do not break, and what is still long after every ten letters."""
    parts = [part for part in _PARTS.findall(run[0]) if part]
    return _BREAK_HERE.join(_in_pieces(part) if len(part) > 2 * _PIECE else part for part in parts)


def _in_pieces(part: str) -> str:
    pieces = [""]
    for char in part:
        marks = unicodedata.category(char)[0] == "M" or "\u200d" in (char, pieces[-1][-1:])
        if len(pieces[-1]) >= _PIECE and not marks:
            pieces.append("")
        pieces[-1] += char
    return _BREAK_HERE.join(pieces)
