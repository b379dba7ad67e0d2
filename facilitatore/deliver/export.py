"""The synthesis of an evening as a file, in one of several formats."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from facilitatore.deliver.document import Document
from facilitatore.deliver.html import html_bytes
from facilitatore.deliver.markdown import markdown_bytes
from facilitatore.deliver.pdf import pdf_bytes
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.deliver.synthesis_json import json_bytes
from facilitatore.errors import BadValue
from facilitatore.session.whole_file import write_whole
from facilitatore.synthesis.model import EveningSynthesis

FORMATS: Final = ("html", "pdf", "md", "json", "sqlite")
"""The formats, by the extension that suits them; a file may have any other."""

_DOCUMENTS: Final = {"html": html_bytes, "pdf": pdf_bytes, "md": markdown_bytes}


def export_synthesis(synthesis: EveningSynthesis, format: str, path: Path) -> None:  # noqa: A002 - it is one
    """Write the synthesis to `path`, which is replaced if it exists, and only once the new file is whole.

    Raises:
        BadValue: `format` is none of `FORMATS`.
        FileProblem: as `whole_file.write_whole`.
    """
    write_whole(path, export_bytes(synthesis, format))


def document_bytes(document: Document, format: str) -> bytes:  # noqa: A002 - it is one
    """Return a document as ``html``, ``pdf`` or ``md``.

    Raises:
        BadValue: `format` is none of these.
    """
    if format not in _DOCUMENTS:
        raise BadValue("format", format, ", ".join(_DOCUMENTS))
    return _DOCUMENTS[format](document)


def export_bytes(synthesis: EveningSynthesis, format: str) -> bytes:  # noqa: A002 - it is one
    """Return the synthesis in a format.

    Raises:
        BadValue: `format` is none of `FORMATS`.
    """
    if format in _DOCUMENTS:
        return _DOCUMENTS[format](synthesis_document(synthesis))
    if format == "json":
        return json_bytes(synthesis)
    if format == "sqlite":
        from facilitatore.deliver.relational import sqlite_bytes

        return sqlite_bytes(synthesis)
    raise BadValue("format", format, ", ".join(FORMATS))
