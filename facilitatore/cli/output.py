"""How commands speak: JSON on stdout, words on stdout, progress on stderr."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from facilitatore.errors import FileExists
from facilitatore.session.format import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any] | click.Command")

_HEADER_BYTES: Final = 72

FILE = click.Path(path_type=Path)
"""An argument that is a path; what is there is checked by whoever opens it."""

as_json = click.option("--json", "json_wanted", is_flag=True, help="Scrive un documento JSON.")


def as_json_with(*names: str) -> Callable[[F], F]:
    """Return the option ``--json`` of a command whose document has these names, so that its help tells them."""
    text = f"Scrive un documento JSON: {', '.join(names)}."
    return click.option("--json", "json_wanted", is_flag=True, help=text)


_DIRECTIONS: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def shown(text: str) -> str:
    """Return a text without what would move the cursor, colour the terminal or turn the line round.

    We write no such characters, but a file from elsewhere may hold them.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char
        for char in text
        if char in "\n\t" or (unicodedata.category(char) != "Cc" and unicodedata.bidirectional(char) not in _DIRECTIONS)
    )


def write(text: str) -> None:
    """Write a line on stdout."""
    click.echo(shown(text))


def refuse_session_file(out: Path) -> None:
    """Stop before a PDF or a synthesis takes the place of an evening or of a register.

    Raises:
        FileExists: `out` is one.
    """
    try:
        with out.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError:
        return  # nothing there, or nothing that can be read: whoever writes will say so
    if header.startswith(b"SQLite format 3") and header[68:72] == APPLICATION_ID.to_bytes(4, "big"):
        raise FileExists(out)


def print_json(document: Any) -> None:
    """Write one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def tell_progress(text: str, *, quiet: bool) -> None:
    """Say on stderr what is going on, unless JSON was asked for."""
    if not quiet:
        click.echo(shown(text), err=True)


def counted(number: int, one: str, many: str) -> str:
    """Return ``1 nota``, ``2 note``."""
    return f"{number} {one if number == 1 else many}"
