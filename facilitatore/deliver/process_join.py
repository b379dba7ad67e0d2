"""Joining several evenings into a ``.percorso``: with a copy before of each evening that is there."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from facilitatore.errors import FileProblem, NotBackedUp
from facilitatore.session import FileKind, Session
from facilitatore.session.backup import about_to_forget, back_up_facts, forget_in_backups
from facilitatore.session.format import is_there
from facilitatore.session.guard import open_for_reading, read_kinds
from facilitatore.session.joining.merge import join_files, what_is_there
from facilitatore.session.keys import Keys
from facilitatore.session.purge import Purges
from facilitatore.session.roots import read_roots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facilitatore.session.facts import Fact
    from facilitatore.session.joining.reports import JoinReport


def join_process(paths: Sequence[Path], target: Path, *, forgetting: bool) -> JoinReport:
    """Join files into a ``.percorso``; what they forget, where `forgetting`, goes from the copies on this laptop too.

    Raises:
        FileProblem: one of the files cannot be joined, or the target cannot be written; nothing was changed.
        AsksToForget: something would be forgotten, whichever file asks for it, and not `forgetting`.
        NotBackedUp: an evening that is there could not be copied; nothing was joined.
    """
    known: set[Fact] = set()
    if is_there(target):
        report = what_is_there(target, paths, Keys(), forgetting=forgetting)
        if report is not None:
            return report
        _back_up(target)
        known.update(_purges([target]))
    asked: dict[bytes, list[Fact]] = {}
    for purge in _purges(paths) if forgetting else ():
        if purge not in known:
            asked.setdefault(purge.session, []).append(purge)
    with about_to_forget([session.hex() for session in asked]):
        report = join_files(paths, target, forgetting=forgetting)
    for session, purges in asked.items():
        with suppress(FileProblem):  # the mark stays: opening the evening goes on, and says so if it cannot
            forget_in_backups(session.hex(), sorted(set(purges)))
    return report


def _purges(paths: Iterable[Path]) -> list[Fact]:
    found: list[Fact] = []
    for path in paths:
        with open_for_reading(path) as db:
            found += [fact for fact in read_kinds(db) if Purges.of([fact])]
    return found


def _back_up(target: Path) -> None:
    """Keep a copy of each evening in the file, beside those of its own: what is forgotten later is found in them."""
    with open_for_reading(target) as db:
        roots = read_roots(db, target)
    for root in roots:
        with Session.look(target, root.kind, only=root.id) as evening:
            facts = evening.all_facts()
        if back_up_facts(facts, target.with_suffix(f".{FileKind.EVENING}"), root.id.hex()) is None:
            raise NotBackedUp(target)
