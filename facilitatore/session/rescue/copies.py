"""The automatic copies that can take the place of a broken file, and files made beside it: never in its place."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.errors import FileProblem
from facilitatore.session.backup import STAMP_LENGTH, moment_of
from facilitatore.session.building import copy_facts
from facilitatore.session.format import is_there
from facilitatore.session.places import data_folder
from facilitatore.session.roots import FileKind
from facilitatore.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST: Final = 8
"""More would fill the page: who looks for an older one finds it in the same folder."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An automatic copy that holds: when it was made (UTC seconds), of which file, how many notes or people it has."""

    at: int
    stem: str
    path: Path
    kind: FileKind
    count: int


def copies_for(path: Path, sessions: Iterable[bytes] = (), *, most: int | None = MOST) -> list[Copy]:
    """Return the automatic copies of a broken file, newest first, and then those of other files of the same evening.

    They are known by the evening, where one of the `sessions` could still be read, else by the name of the file.
    """
    wanted = {session.hex() for session in sessions}
    folders = sorted((data_folder() / "backups").glob("*"))
    own = [folder for folder in folders if folder.name in wanted]
    found = []
    for folder in own or folders:
        for copy in folder.glob(f"*{path.suffix}"):
            at, stem = moment_of(copy), copy.stem[: -STAMP_LENGTH - 1]
            if at is not None and (own or stem == path.stem):
                found.append((stem == path.stem, at, stem, copy))
    shown = (_shown(at, stem, copy) for _, at, stem, copy in sorted(found, reverse=True)[:most])
    return [copy for copy in shown if copy is not None]


def _shown(at: int, stem: str, path: Path) -> Copy | None:
    with suppress(FileProblem), Session.look(path) as session:
        kind = session.file_kind
        return Copy(at, stem, path, kind, session.counts().get("person" if kind == FileKind.REGISTER else "note", 0))
    return None


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path in `folder` at which nothing lies: ``stem``, or ``stem 2`` and so on."""
    path, number = folder / f"{stem}{suffix}", 1
    while is_there(path):
        number += 1
        path = folder / f"{stem} {number}{suffix}"
    return path


def restore(copy: Path, target: Path, passphrase: str = "") -> Path:
    """Write the facts of an automatic copy as a new file at `target`, closed with the passphrase that opens the copy.

    Raises:
        FileExists: there is one already. FileProblem: the copy cannot be read, or the target not be written.
    """
    with Session.look(copy, None, passphrase) as session:
        copy_facts(session.all_facts(), target, session.key)
    return target
