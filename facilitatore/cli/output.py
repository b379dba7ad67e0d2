"""How commands speak: JSON on stdout, words on stdout, progress on stderr."""

from __future__ import annotations

import json
import os
import re
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from facilitatore.errors import FileExists, NoFileLikeThat
from facilitatore.session.format import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any] | click.Command")

_HEADER_BYTES: Final = 72


class _FilePath(click.Path):
    """A path, of which only is asked that it can be one: no file has an empty name, or a zero byte in it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        Raises:
            click.BadParameter: it cannot be one.
        """
        if not str(value) or "\0" in str(value):
            self.fail(str(value), param, ctx)
        return super().convert(value, param, ctx)


FILE: Final = _FilePath(path_type=Path)
"""An argument that is a path; what is there is checked by whoever opens it."""


def files_like(_context: click.Context, _option: click.Parameter, given: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files meant by several names: a name with ``*`` or ``?`` that is no file's stands for all those like it.

    The consoles of Windows hand patterns over as they were typed; the shells of the others have put names in their
    place already, in the same order. The callback of an option or argument of click.

    Raises:
        NoFileLikeThat: there is none.
    """
    return tuple(file for path in given for file in _files_like(path))


def _files_like(path: Path) -> list[Path]:
    if not set("*?") & set(str(path)) or os.path.lexists(path):
        return [path]
    pattern = str(path).replace("[", "[[]")  # a bracket is a bracket here
    found = sorted(glob(pattern))  # noqa: PTH207 - that of a Path takes no pattern with a root
    if not found:
        raise NoFileLikeThat(path)
    return [Path(one) for one in found]


as_json = click.option("--json", "json_wanted", is_flag=True, help="Scrive un documento JSON.")


def as_json_with(*names: str) -> Callable[[F], F]:
    """Return the option ``--json`` of a command whose document has these names, so that its help tells them."""
    text = f"Scrive un documento JSON: {', '.join(names)}."
    return click.option("--json", "json_wanted", is_flag=True, help=text)


_MARKS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Characters that a reader does not see and a terminal, or who reads what it wrote, may follow: of control (C0 and C1), of
direction, of separation, and tags. Not the line feed and the tab, which we write; nor the two joiners, without which Persian
and emoji are spelled wrongly."""

_LINE_BREAKS: Final = frozenset("\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")


def shown(text: str) -> str:
    """Return a text without what would move the cursor, colour the terminal or turn the line round.

    We write no such characters, but a file from elsewhere, or its name, may hold them. Line breaks become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return _MARKS.sub(lambda mark: " " if mark[0] in _LINE_BREAKS else "", text)


def write(text: str) -> None:
    """Write a line on stdout."""
    click.echo(shown(text))


def tell(text: str) -> None:
    """Write a line on stderr: what is said to the person, and is no part of what the command makes."""
    click.echo(shown(text), err=True)


def refuse_session_file(out: Path) -> None:
    """Stop before a PDF or a synthesis takes the place of an evening or of a register.

    Raises:
        FileExists: `out` is one.
    """
    try:
        if not out.is_file():
            return  # of a pipe one would wait for ever
        with out.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError:
        return  # nothing there, or nothing that can be read: whoever writes will say so
    if header.startswith(b"SQLite format 3") and header[68:72] == APPLICATION_ID.to_bytes(4, "big"):
        raise FileExists(out)


def print_json(document: Any) -> None:
    """Write one JSON document; what `shown` would leave out stands in it escaped, so that nothing is lost."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    click.echo(_MARKS.sub(lambda mark: json.dumps(mark[0])[1:-1], text))


def tell_progress(text: str, *, quiet: bool) -> None:
    """Say on stderr what is going on, unless JSON was asked for."""
    if not quiet:
        tell(text)


def counted(number: int, one: str, many: str) -> str:
    """Return ``1 nota``, ``2 note``."""
    return f"{number} {one if number == 1 else many}"
