"""How commands speak: JSON on stdout, words on stdout, progress on stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path)
"""An argument that is a path; what is there is checked by whoever opens it."""

as_json = click.option("--json", "json_wanted", is_flag=True, help="Scrive un documento JSON.")


def print_json(document: Any) -> None:
    """Write one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def tell_progress(text: str, *, quiet: bool) -> None:
    """Say on stderr what is going on, unless JSON was asked for."""
    if not quiet:
        click.echo(text, err=True)


def counted(number: int, one: str, many: str) -> str:
    """Return ``1 nota``, ``2 note``."""
    return f"{number} {one if number == 1 else many}"
