"""What an older program took out of a file because a stranger's file asked to forget what nobody can forget."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitatore.errors import FileProblem
from facilitatore.session.facts import PURGE
from facilitatore.session.guard import open_for_reading, read_kinds
from facilitatore.session.purge import FORGETTABLE, Purges
from facilitatore.session.rescue.copies import copies_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from facilitatore.session.keys import Keys
    from facilitatore.session.rescue.copies import Copy

_ROWS = "SELECT id, session, entity, kind FROM fact"


class Emptied(NamedTuple):
    """The kinds that a file asks to forget and nobody can, and the automatic copies that have more of them than it."""

    kinds: tuple[str, ...]
    copies: tuple[Copy, ...]


def find_emptied(path: Path, sessions: Iterable[bytes], keys: Keys | None = None) -> Emptied | None:
    """Look in a whole file for wishes that have no effect any more, and in the automatic copies for what they took.

    Raises:
        FileProblem: the file cannot be read.
    """
    with open_for_reading(path, keys) as db:
        asked = Purges.of(read_kinds(db))
        if not asked.void and not asked.things:
            return None
        rows = db.execute(_ROWS).fetchall()
    here = {row[0] for row in rows}
    kinds = asked.void | {row[3] for row in rows if _is_asked(row, asked)}
    copies = []
    for copy in copies_for(path, sessions, most=None):
        with suppress(FileProblem), open_for_reading(copy.path, keys) as db:
            lost = [row for row in db.execute(_ROWS) if row[0] not in here and _is_asked(row, asked)]
            kinds |= {row[3] for row in lost}
            if lost:
                copies.append(copy)
    return Emptied(tuple(sorted(kinds)), tuple(copies)) if kinds else None


def _is_asked(row: tuple[Any, ...], asked: Purges) -> bool:
    _, session, entity, kind = row
    return kind not in FORGETTABLE and kind != PURGE and (kind in asked.void or (session, entity) in asked.things)
