"""A document as Markdown (CommonMark with tables), where all that people wrote stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from facilitatore.deliver.document import (
    BulletList,
    Document,
    Heading,
    NoteLine,
    NoteList,
    Paragraph,
    Sheet,
    Signatures,
    StatementBlock,
    StatementList,
    Table,
)

_LINE: Final = 30
"""Characters of a line to sign."""

_SIGNS: Final = {"circle": "●", "square": "■", "triangle": "▲", "diamond": "◆", "hexagon": "⬢", "star": "★"}
_ALWAYS: Final = re.compile(r"[\\`*_\[\]<>|~$&^#{}@]")
_AT_START: Final = re.compile(r"^([-+=:%])", re.MULTILINE)
_NUMBERED: Final = re.compile(
    r"^(\(?(?:\d+|[a-z](?=[.)](?:\s|$))|[ivxlcdm]+(?=[.)](?:\s|$))))([.)])", re.MULTILINE | re.IGNORECASE
)
"""What begins a list that a reader may count anew: 1. for all of them, d) (d) D. and iv) for pandoc."""

_ADDRESS: Final = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)


def markdown_bytes(document: Document) -> bytes:
    """Return the document as Markdown in UTF-8."""
    parts = [f"# {escaped(document.title)}"]
    if document.subtitle:
        parts.append(escaped(document.subtitle))
    if document.facts:
        parts.append(_list(document.facts))
    parts += [_WRITERS[type(block)](block) for block in document.blocks]
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str, indent: int = 0) -> str:
    """Return `text` so that Markdown shows it as it is; its lines become hard breaks, indented by `indent` spaces."""
    lines = [line.strip() for line in text.splitlines()]
    safe = _ALWAYS.sub(r"\\\g<0>", "\n".join(filter(None, lines)))
    safe = _NUMBERED.sub(r"\1\\\2", _AT_START.sub(r"\\\1", safe))
    return _ADDRESS.sub(r"\\\g<0>", safe).replace("\n", "\\\n" + " " * indent)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(item, 2)}" for item in items)


def _heading(block: Heading) -> str:
    sign = _SIGNS[block.mark.shape] if block.mark else ""
    aside = f"({escaped(block.aside)})" if block.aside else ""
    return " ".join(filter(None, ("#" * block.level, sign, escaped(block.text), aside, _undecided(block.undecided))))


def _undecided(words: str) -> str:
    return f"**{escaped(words)}**" if words else ""


def _paragraph(block: Paragraph) -> str:
    quote = "> " if block.tone == "box" else ""
    lead = f"**{escaped(block.lead)}** " if block.lead else ""
    return quote + lead + escaped(block.text)


def _table(block: Table) -> str:
    rows = [_row(block.header), "| :-- |" + " --: |" * (len(block.header) - 1)]
    rows += [_row(row) for row in block.rows]
    return f"{escaped(block.caption)}:\n\n" + "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(escaped(cell).replace("\\\n", " ") for cell in cells) + " |"


def _note(note: NoteLine, indent: int = 0) -> str:
    parts = (
        f"{escaped(note.ref)} **{escaped(note.word)}**".strip(),
        escaped(note.text, indent + 2),
        escaped(note.aside),
        _undecided(note.undecided),
    )
    return " " * indent + "- " + " — ".join(filter(None, parts))


def _notes(block: NoteList) -> str:
    return "\n".join(_note(note) for note in block.notes)


def _statements(block: StatementList) -> str:
    return "\n\n".join(_statement(statement) for statement in block.statements)


def _statement(block: StatementBlock) -> str:
    start = f"{block.number}. "
    indent = len(start)
    support = " — ".join(filter(None, (escaped(block.support), _undecided(block.undecided))))
    parts = [start + escaped(block.text, indent), " " * indent + support]
    if block.notes:
        parts.append("\n".join(_note(note, indent) for note in block.notes))
    return "\n\n".join(parts)


def _sheet(block: Sheet) -> str:
    return "\n".join(f"- **{escaped(label)}:** {escaped(text, 2)}" for label, text in block.fields)


def _signatures(block: Signatures) -> str:
    return "\n\n".join(f"{escaped(signer)}: {escaped('_' * _LINE)}" for signer in block.signers)


_WRITERS: Final[Mapping[type, Callable[[Any], str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    BulletList: lambda block: _list(block.items),
    Table: _table,
    NoteList: _notes,
    StatementList: _statements,
    Sheet: _sheet,
    Signatures: _signatures,
}
