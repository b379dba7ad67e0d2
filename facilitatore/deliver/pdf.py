"""A document as tagged PDF (PDF/UA-1 and PDF/A-2a), set by typst.

The words go in as JSON and are never read as markup: ``#panic()`` in a note is printed as it is written. Letters that
the bundled FiraGO lacks come from the fonts of the system; those that no font has are printed as □.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from facilitatore.deliver.document import Document
from facilitatore.deliver.drawable import bare, drawable, font_coverage
from facilitatore.deliver.plain_text import shorten
from facilitatore.resources import resource_path

if TYPE_CHECKING:
    from typst import Fonts

_STANDARDS: Final = ("a-2a", "ua-1")
_LONG_WORD: Final = re.compile(r"\S{40}(?=\S)")
_BREAK_HERE: Final = "\u200b"
_RUNNING: Final = 80
"""Characters of the title that fit in the running head at 8.5 pt."""


def pdf_bytes(document: Document) -> bytes:
    """Return the document as PDF.

    typst refuses the whole document for one letter that it cannot draw, and only then says so. Hence three attempts:
    with all letters that some font here has, with those of FiraGO alone, and with those without marks to be composed.
    """
    from typst import Fonts, TypstError  # noqa: PLC0415

    bundled = resource_path("fonts")
    own = font_coverage([str(path) for path in sorted(bundled.glob("*.ttf"))])
    data = _data(document)
    missing = own.missing(data)
    if missing:
        fonts = Fonts(include_system_fonts=True, font_paths=[str(bundled)])
        system = font_coverage(sorted({info.path for info in fonts.fonts() if info.path}), wanted=missing)
        try:
            return _compile(drawable(data, own.joined(system)), fonts)
        except TypstError:
            pass  # A font that claims a letter may still fail to shape it, e.g. a family joined from three emoji.
    fonts = Fonts(include_system_fonts=False, font_paths=[str(bundled)])
    try:
        return _compile(drawable(data, own), fonts)
    except TypstError:
        return _compile(bare(data, own), fonts)


def _compile(data: dict[str, Any], fonts: Fonts) -> bytes:
    import typst  # noqa: PLC0415

    return typst.compile(
        str(resource_path("report", "synthesis.typ")),
        font_paths=fonts,
        sys_inputs={"document": json.dumps(data)},
        pdf_standards=list(_STANDARDS),
    )


def _data(document: Document) -> dict[str, Any]:
    """Return the document as the template wants it."""
    language, _, region = document.language.partition("-")
    data = asdict(document)
    data |= {
        "language": language,
        "region": region,
        "running": shorten(document.title, _RUNNING),
        "blocks": [{"type": type(block).__name__} | asdict(block) for block in document.blocks],
    }
    breakable: dict[str, Any] = _each_text(data)
    return breakable


def _each_text(value: Any) -> Any:
    """Return `value` with places to break in words longer than a line, such as addresses, which would run off it."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda found: found.group() + _BREAK_HERE, value)
    if isinstance(value, dict):
        return {key: _each_text(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(inner) for inner in value]
    return value
