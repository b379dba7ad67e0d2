"""Looking at a file without touching it: is every fact in it what was written?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitatore.session.facts import is_valid
from facilitatore.session.fingerprint import fingerprint
from facilitatore.session.guard import open_for_reading, read_facts
from facilitatore.session.roots import read_roots

if TYPE_CHECKING:
    from pathlib import Path

    from facilitatore.session.keys import Keys
    from facilitatore.session.roots import FileRoot


@dataclass(frozen=True, slots=True)
class CheckReport:
    """A file whose structure holds: its evenings, its facts, how many of them were altered, and the fingerprint."""

    roots: tuple[FileRoot, ...]
    facts: int
    altered: int
    fingerprint: str


def check_file(path: Path, keys: Keys | None = None) -> CheckReport:
    """Read a whole file and recompute the id of every fact; `keys` open one that is closed with a passphrase.

    Raises:
        FileProblem: it is not a session file, or its structure does not hold.
    """
    with open_for_reading(path, keys) as db:
        roots = read_roots(db, path)
        good: list[bytes] = []
        altered = 0
        for row in read_facts(db):
            if is_valid(row):
                good.append(row[0])
            else:
                altered += 1
    return CheckReport(roots, len(good), altered, fingerprint(good))
