"""Joining files into one that nobody has open, as the command does: with a backup of it and a record."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.deliver.join_record import joined_file, make_record
from facilitatore.deliver.joining import MOST, Arrival, Gathered, Held, find_evenings, gather, held, look_at
from facilitatore.deliver.process_join import join_process
from facilitatore.errors import FileProblem, NotBackedUp, NothingToJoin, Problem, TooManyFiles
from facilitatore.session import FileKind, Session
from facilitatore.session.backup import about_to_forget, forget_in_backups
from facilitatore.session.facts import PURGE, Fact
from facilitatore.session.format import is_there
from facilitatore.session.guard import open_for_reading
from facilitatore.session.joining.effects import add_up
from facilitatore.session.joining.incoming import settle
from facilitatore.session.joining.merge import join_files
from facilitatore.session.joining.records import JoinRecord, drop_join, save_join
from facilitatore.session.keys import Keys
from facilitatore.session.roots import FileRoot, read_roots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from facilitatore.session.joining.effects import Counts
    from facilitatore.session.joining.reports import JoinReport
    from facilitatore.session.keys import FileKey


_ENDINGS: Final = frozenset(f".{kind}" for kind in FileKind)


@dataclass(frozen=True, slots=True)
class FileJoin:
    """What a join did, its record (None for a ``.percorso``), and what came, changed, went and was moved, by kind."""

    report: JoinReport
    record: JoinRecord | None
    effects: dict[str, Counts]


def is_process(target: Path) -> bool:
    """Tell whether several evenings are joined, because the target's ending says so."""
    return target.suffix.lower() == f".{FileKind.PROCESS}"


def files_to_join(paths: Sequence[Path], target: Path | None) -> list[Path]:
    """Return the files given and those in the folders given, where the target itself is passed over.

    Raises:
        NothingToJoin: a folder given holds none. TooManyFiles: it holds more than anybody joins, a whole disk.
    """
    is_register = target is not None and target.suffix.lower() == f".{FileKind.REGISTER}"
    kind = FileKind.REGISTER if is_register else FileKind.EVENING
    own = None if target is None else target.resolve()
    found: dict[Path, None] = {}
    for path in paths:
        inside = [path]
        if os.path.isdir(path) and path.suffix.lower() not in _ENDINGS:  # noqa: PTH112 - no folder, where nobody can tell
            inside = [one for one in find_evenings([path], kind, MOST + 1) if one.resolve() != own]
            if len(inside) > MOST:
                raise TooManyFiles(path)
        if not inside:
            raise NothingToJoin(path)
        found |= dict.fromkeys(inside)
    return list(found)


def look_before(paths: Sequence[Path], target: Path | None, passphrases: Sequence[str] = ()) -> list[Arrival]:
    """Look at what joining would do, evening by evening for a ``.percorso``; nothing is written.

    Without a target, or when it is not there yet, the files are compared with one another.
    """
    if target is not None and is_process(target):
        own = [target] if is_there(target) else []
        roots = {root.id: root for path in [*own, *paths] for root in roots_of(path) if root.kind == FileKind.EVENING}
        found = [one for root in roots.values() for one in _look_at_evening(root, own, paths)]
        seen = {arrival.path for arrival in found}
        return [*found, *look_at(_empty([]), [path for path in paths if path not in seen])]
    if target is not None and is_there(target):
        with Session.look(target, None, Keys(*passphrases)) as session:
            return look_at(held(session), paths, passphrases=passphrases)
    return look_at(_empty(paths, passphrases), paths, passphrases=passphrases)


def _look_at_evening(root: FileRoot, own: Sequence[Path], paths: Sequence[Path]) -> list[Arrival]:
    there = Held(root.id.hex(), root.kind, ())
    known = gather(there, [path for path in own if root.id in {one.id for one in roots_of(path)}]).facts
    with_it = [path for path in paths if root.id in {one.id for one in roots_of(path)}]
    return look_at(Held(root.id.hex(), root.kind, tuple(sorted(known))), with_it)


def roots_of(path: Path, keys: Keys | None = None) -> tuple[FileRoot, ...]:
    """Return the evenings or registers in a file; none where it cannot be read."""
    try:
        with open_for_reading(path, keys) as db:
            return read_roots(db, path)
    except Problem:
        return ()


def _empty(paths: Sequence[Path], passphrases: Sequence[str] = ()) -> Held:
    """Return a file that holds nothing yet: the evening or the register of the first file that can be read."""
    keys = Keys(*passphrases)
    root = next((root for path in paths for root in roots_of(path, keys)[:1]), None)
    return Held(root.id.hex(), root.kind, ()) if root is not None else Held(bytes(16).hex(), FileKind.EVENING, ())


def join_onto(paths: Sequence[Path], target: Path, *, forgetting: bool, passphrases: Sequence[str] = ()) -> FileJoin:
    """Join files into `target`, after a backup of what is there; the join can be taken back (`joining.take_back`).

    The `passphrases` are tried on registers that are closed with one.

    Raises:
        FileProblem: one of the files cannot be joined, or the target cannot be written; nothing was changed.
        AsksToForget: something would be forgotten, whichever file asks for it, and not `forgetting`.
        NotBackedUp: what is there could not be copied; nothing was joined.
    """
    if is_process(target):
        effects = add_up(arrival.effects for arrival in look_before(paths, target)).counts
        return FileJoin(join_process(paths, target, forgetting=forgetting), None, effects)
    if is_there(target):
        there, gathered, fresh = _gather_onto(target, paths, passphrases)
    else:
        there = _empty(paths, passphrases)
        gathered = gather(there, paths, passphrases)
        _, fresh = settle(there.facts, gathered.brought)
    files = tuple(
        joined_file(file, forgot=forgetting and bool(file.asks or file.absorbed)) for file in gathered.report.files
    )
    record = make_record(there.id, target, there.facts, fresh, files)
    is_kept = bool(there.facts and fresh)
    if is_kept:
        save_join(record)
    try:
        with about_to_forget([record.session_id] if is_kept and record.forgot else []):
            report = join_files(paths, target, forgetting=forgetting, passphrases=passphrases)
    except BaseException:
        drop_join(record)
        raise
    if is_kept and record.forgot:
        with Session.look(target, None, Keys(*passphrases)) as joined:
            _forget_in_backups(record, [fact for fact in joined.all_facts() if fact.kind == PURGE], joined.key)
    return FileJoin(report, record, record.effects)


def _forget_in_backups(record: JoinRecord, purges: Sequence[Fact], key: FileKey | None) -> None:
    with suppress(FileProblem):  # the mark stays: the next opening goes on, and says so if it cannot
        forget_in_backups(record.session_id, purges, key)
        save_join(record)


def _gather_onto(target: Path, paths: Sequence[Path], passphrases: Sequence[str]) -> tuple[Held, Gathered, list[Fact]]:
    """Return what the target holds and what would come; where something would, once a backup of it is made."""
    with Session.open(target, None, Keys(*passphrases)) as session:
        there = held(session)
        gathered = gather(there, paths, passphrases)
        _, fresh = settle(there.facts, gathered.brought)
        if fresh and session.back_up() is None:
            raise NotBackedUp(target)
        return there, gathered, fresh
