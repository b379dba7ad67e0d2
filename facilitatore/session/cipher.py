"""Closing a register with a passphrase, with another one, or with none; the evening's files are never closed.

Whole or not at all: a new file is built beside the register, read back with the new passphrase, and put in its place;
what was there is overwritten. The register's automatic copies go the same way, so that no open one lies about.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from facilitatore.errors import (
    BadValue,
    DiskFailed,
    FileProblem,
    NeedsPassphrase,
    NoCipher,
    NotWiped,
    WrongKind,
    WrongPassphrase,
)
from facilitatore.interrupting import one_step
from facilitatore.session.backup import backup_folder
from facilitatore.session.building import build_file, naming
from facilitatore.session.fact_file import FactFile, SeenFile
from facilitatore.session.fold import fold_all
from facilitatore.session.header import check_header
from facilitatore.session.keys import FileKey, Keys, is_available
from facilitatore.session.replacing import put_in_place_of, wipe_parts
from facilitatore.session.roots import ROOT_KINDS, FileKind, root_ids
from facilitatore.session.whole_file import part_beside
from facilitatore.session.wiping import wipe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from facilitatore.session.facts import Fact

__all__ = [
    "MIN_CHARACTERS",
    "MIN_WORDS",
    "check_strength",
    "is_available",
    "is_ciphered",
    "put_in_place_closed",
    "set_passphrase",
]

MIN_CHARACTERS: Final = 12
MIN_WORDS: Final = 3
"""Either is enough: long beats odd (NIST SP 800-63B §5.1.1.2 asks for length and for no rules on signs)."""

_LETTERS_OF_A_WORD: Final = 3


def is_ciphered(path: Path) -> bool:
    """Tell whether the file at `path` is closed with a passphrase, as far as its first bytes tell; it must not be open.

    Raises:
        FileProblem: there is no file of ours that could be read, or this program has it open (see `Session.key`).
    """
    return bool(check_header(path))


def check_strength(passphrase: str) -> None:
    """Refuse a passphrase that a program finds by trying; the refusal does not carry it.

    Raises:
        BadValue: it has neither twelve characters nor three words.
    """
    words = [word for word in passphrase.split() if len(word) >= _LETTERS_OF_A_WORD]
    if "\0" in passphrase or (len(passphrase.strip()) < MIN_CHARACTERS and len(words) < MIN_WORDS):
        raise BadValue("passphrase", "", f"{MIN_CHARACTERS}")


def set_passphrase(path: Path, old: str, new: str) -> None:
    """Close the register at `path`, which `old` opens, with the passphrase `new`; empty is none. It must not be open.

    The register's automatic copies that `old` opens are closed in the same way; those of another passphrase stay.

    Raises:
        BadValue: `new` is too short. NoCipher: nothing here closes files.
        FileProblem: `old` does not open it, it is no register, or writing failed; the register is as it was.
        NotWiped: it is closed with `new`, but bytes of what was there before may be readable on the medium.
    """
    if path.suffix.lower() != f".{FileKind.REGISTER}":
        raise WrongKind(path, FileKind.REGISTER)
    if new:
        check_strength(new)
    if not is_available():
        raise NoCipher(path)
    if not new and not is_ciphered(path):
        return
    key = FileKey.fresh(new) if new else None
    with _prepared(path, old, new, key) as (part, session_id):
        copies = _copies(session_id, path)
        with one_step():
            if key is None:
                are_wiped = True  # what was closed gives nothing away
                put_in_place_of(part, path)
                _change_backups(copies, Keys(old), key)
            else:  # in this order no plain copy lies beside a closed register, wherever the program is stopped
                are_wiped = _change_backups(copies, Keys(old), key)
                are_wiped &= put_in_place_of(part, path)
    if not are_wiped:
        raise NotWiped(path)


def put_in_place_closed(part: Path, target: Path, key: FileKey, sessions: Iterable[bytes]) -> None:
    """Give a closed register the place of one that may be plain, and close the automatic copies of these sessions.

    Raises:
        FileProblem: a copy or the name could not be had; `part` is removed, the register is as it was.
        NotWiped: it is in its place, but bytes of what was there before may be readable on the medium.
    """
    try:
        with one_step():
            copies = [copy for session in sessions for copy in _copies(session.hex(), target)]
            are_wiped = _change_backups(copies, Keys.holding(key), key)
            are_wiped &= put_in_place_of(part, target)
    finally:
        _try_to_wipe(part)
    if not are_wiped:
        raise NotWiped(target)


@contextmanager
def _prepared(path: Path, old: str, new: str, key: FileKey | None) -> Iterator[tuple[Path, str]]:
    """Build the changed register beside it, read it back, and give its path with the register's id."""
    part = part_beside(path)
    file = FactFile(path, Keys(old))
    try:
        facts = file.read()
        session_id = _register_of(facts, path)
        wipe_parts(path)
        with naming(part, path):
            build_file(part, facts, key)
            if SeenFile(part, keys=Keys(new)).read() != facts:
                raise DiskFailed(part)
    except BaseException:
        _try_to_wipe(part)
        raise
    finally:
        file.close()
    try:
        yield part, session_id
    finally:
        _try_to_wipe(part)


def _register_of(facts: list[Fact], path: Path) -> str:
    roots = root_ids(facts)
    things = fold_all(fact for fact in facts if fact.entity in roots)
    if len(roots) != 1 or things[roots[0]].kind != ROOT_KINDS[FileKind.REGISTER]:
        raise WrongKind(path, FileKind.REGISTER)
    return roots[0].hex()


def _copies(session_id: str, path: Path) -> list[Path]:
    """Return the automatic copies of a register, half ones too; without `path`, which may be one of them."""
    folder = backup_folder(session_id)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    is_one = folder.is_dir() and folder.samefile(path.parent)
    return [copy for copy in found if not (is_one and copy.name.startswith(path.name))]


def _change_backups(copies: list[Path], keys: Keys, key: FileKey | None) -> bool:
    """Close or open the automatic copies that `keys` open; a plain one that cannot be closed is wiped.

    Return whether nothing of what they were is left.

    Raises:
        FileProblem: a copy could be neither closed nor wiped.
    """
    are_wiped = True
    for copy in copies:
        if copy.suffix == ".part":  # of a program that was killed
            wipe(copy)
        elif copy.suffix == f".{FileKind.REGISTER}":
            are_wiped &= _change_backup(copy, keys, key)
    return are_wiped


def _change_backup(copy: Path, keys: Keys, key: FileKey | None) -> bool:
    try:
        part = part_beside(copy)
        build_file(part, SeenFile(copy, keys=keys).read(), key)
        return put_in_place_of(part, copy)
    except (NeedsPassphrase, WrongPassphrase):
        return True  # closed with another passphrase: it gives nothing away
    except FileProblem:
        if key is not None:
            wipe(copy)
        return True


def _try_to_wipe(part: Path) -> None:
    with suppress(FileProblem):
        wipe(part)
