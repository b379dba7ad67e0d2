"""What the tests of closed registers share: two passphrases, a name nobody shall read, and looks into files."""

from __future__ import annotations

from pathlib import Path

from facilitatore.errors import (
    NeedsPassphrase,
    WrongPassphrase,
)
from facilitatore.session import FileKind, Session
from facilitatore.session.backup import backup_folder
from facilitatore.session.fact_file import FactFile
from facilitatore.session.keys import Keys

PASSPHRASE = "sole mare vento"  # noqa: S105 - opens nothing but what is made here
OTHER = "un’altra frase, più lunga"
NAME = b"ROSSINI"
ROOT = Path(__file__).parents[3]
QUICK_ROUNDS = 1000


def backups(path: Path, passphrase: str = PASSPHRASE) -> list[Path]:
    """Return the automatic copies of a register."""
    with Session.look(path, passphrase=passphrase) as session:
        return sorted(backup_folder(session.id).iterdir())


def names(path: Path, passphrase: str = PASSPHRASE) -> list[str]:
    """Return the family names that a register holds."""
    with Session.look(path, FileKind.REGISTER, passphrase) as session:
        return [person.text("family_name") for person in session.things("person")]


def files_with_the_name(*folders: Path) -> list[Path]:
    """Return the files in which the name can be read without any key."""
    every = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in every if NAME in path.read_bytes()]


def facts_in(path: Path) -> int:
    """Return how many facts a closed register has."""
    file = FactFile(path, Keys(PASSPHRASE))
    try:
        return len(file.read())
    finally:
        file.close()


def opens(path: Path, passphrase: str) -> bool:
    """Tell whether the passphrase opens a register."""
    try:
        names(path, passphrase)
    except (NeedsPassphrase, WrongPassphrase):
        return False
    return True
