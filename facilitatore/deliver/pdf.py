"""A document as tagged PDF (PDF/UA-1 and PDF/A-2a), set by typst.

The words go in as JSON and are never read as markup: ``#panic()`` in a note is printed as it is written. Letters that
the bundled FiraGO lacks come from the fonts of the system; those that no font has are printed as □.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from facilitatore.deliver.document import Block, Document, Heading
from facilitatore.deliver.drawable import FontCoverage, bare, drawable, font_coverage, without_foreign_marks
from facilitatore.deliver.plain_text import shorten
from facilitatore.errors import NotTypeset
from facilitatore.resources import resource_path

if TYPE_CHECKING:
    from typst import Fonts

_STANDARDS: Final = ("a-2a", "ua-1")
_LONG_WORD: Final = re.compile("[!-~À-ɏ]{41,}")
_PIECE: Final = re.compile(".{10}(?=.)")
_QUOTED: Final = re.compile('`"(.+?)"`')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_ATTEMPTS: Final = 8
_BREAK_HERE: Final = "\u200b"
_RUNNING: Final = 80
"""Characters of the title that fit in the running head at 8.5 pt."""

_HEADING: Final = 1000
"""Characters of a heading. Headings are bookmarks too: PDF/A-2 allows 32,767 bytes (ISO 19005-2, 6.1.13)."""


def pdf_bytes(document: Document) -> bytes:
    """Return the document as PDF.

    typst refuses the whole document for one letter that it cannot draw, and only then says so. Hence several attempts:
    with all letters that some font here has, with those of FiraGO alone, and with those without marks to be composed.

    Raises:
        NotTypeset: typst broke down.
    """
    from typst import Fonts, TypstError

    bundled = resource_path("fonts")
    own = font_coverage([str(path) for path in sorted(bundled.glob("*.ttf"))])
    data = _data(document)
    missing = own.missing(data)
    if missing:
        data = without_foreign_marks(data, own)
        if (printed := _with_system_fonts(data, own, missing)) is not None:
            return printed
    fonts = Fonts(include_system_fonts=False, font_paths=[str(bundled)])
    try:
        return _compile(drawable(data, own), fonts)
    except TypstError:
        return _compile(bare(data, own), fonts)


def _with_system_fonts(data: dict[str, Any], own: FontCoverage, missing: frozenset[int]) -> bytes | None:
    """Return the document with letters of the system's fonts, or nothing if typst goes on refusing.

    A font that claims a letter may fail to draw it, e.g. in a family joined from three emoji. typst names the first
    such letter; it is given up, and the others stay.
    """
    from typst import Fonts, TypstError

    fonts = Fonts(include_system_fonts=True, font_paths=[str(resource_path("fonts"))])
    system = font_coverage(sorted({info.path for info in fonts.fonts() if info.path}), wanted=missing)
    coverage = own.joined(system)
    for _ in range(_ATTEMPTS):
        try:
            return _compile(drawable(data, coverage), fonts)
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


def _compile(data: dict[str, Any], fonts: Fonts) -> bytes:
    import typst

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
    breakable: dict[str, Any] = _each_text(data)
    return breakable


def _block(block: Block) -> dict[str, Any]:
    fields = {"type": type(block).__name__} | asdict(block)
    return fields | {"text": shorten(block.text, _HEADING)} if isinstance(block, Heading) else fields


def _each_text(value: Any) -> Any:
    """Return `value` with places to break in words longer than a line, such as addresses, which would run off it."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\g<0>{_BREAK_HERE}", word.group()), value)
    if isinstance(value, dict):
        return {key: _each_text(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(inner) for inner in value]
    return value
