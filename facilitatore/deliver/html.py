"""A document as one HTML page: no script, nothing loaded from elsewhere, made to be read aloud and to be printed."""

from __future__ import annotations

from typing import Final

from facilitatore.deliver.document import Block, Document
from facilitatore.resources import resource_path

_SHAPES: Final = {
    "circle": "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z",
    "square": "M2 2h12v12H2z",
    "triangle": "M8 1.5L15 14H1z",
    "diamond": "M8 .5L15.5 8L8 15.5L.5 8z",
    "hexagon": "M4.5 1.5h7L15.2 8l-3.7 6.5h-7L.8 8z",
    "star": "M8 .8l2.2 4.7 5 .6-3.7 3.5 1 5.1L8 12.2l-4.5 2.5 1-5.1L.8 6.1l5-.6z",
}
"""Outlines in a square of 16 by 16 user units: drawn, because few fonts have all six."""


def html_bytes(document: Document) -> bytes:
    """Return the page as UTF-8."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.tests["block"] = _is_block
    template = environment.from_string(resource_path("report", "synthesis.html").read_text(encoding="utf-8"))
    return template.render(document=document, shapes=_SHAPES).encode()


def _is_block(block: Block, name: str) -> bool:
    """Tell the template which block it holds: ``{% if block is block("Heading") %}``."""
    return type(block).__name__ == name
