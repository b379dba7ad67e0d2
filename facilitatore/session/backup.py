"""Copies that nobody has to think of: beside the program's data, thinned with age, never to fewer than ten."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from facilitatore.errors import AsksToForget, Damaged, FileProblem, Problem
from facilitatore.session.building import build_file
from facilitatore.session.drafts import drop_drafts
from facilitatore.session.facts import valid_rows
from facilitatore.session.flushing import flush_file
from facilitatore.session.format import saying_what_failed
from facilitatore.session.guard import open_for_reading, read_facts
from facilitatore.session.joining.records import drop_joins
from facilitatore.session.keys import Keys
from facilitatore.session.moving import move, remove, remove_folder
from facilitatore.session.places import data_folder
from facilitatore.session.purge import Purges
from facilitatore.session.replacing import put_in_place_of
from facilitatore.session.whole_file import flush_folder, part_beside
from facilitatore.session.wiping import wipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from facilitatore.session.facts import Fact
    from facilitatore.session.keys import FileKey

_EVERY_SECONDS: Final = 600
_STAMP: Final = "%Y%m%d-%H%M%S"
STAMP_LENGTH: Final = 15
_DAY: Final = 86_400
_AT_LEAST: Final = 10
"""Backups that stay however old they are."""
_PENDING: Final = "forgetting"
"""Name of the mark that says that the backups beside it may hold what was forgotten."""


def backup_folder(session_id: str) -> Path:
    """Return where the backups of an evening or of a register lie."""
    return data_folder() / "backups" / session_id


def back_up(db: sqlite3.Connection, path: Path, session_id: str, *, even_if_recent: bool = False) -> Path | None:
    """Copy an open file, unless the last copy is under ten minutes old; thin the older ones.

    A backup that cannot be made never stops the work: None is returned.
    """
    now = int(time.time())
    made = backups_of(path, session_id)
    if not even_if_recent and any(0 <= now - moment < _EVERY_SECONDS for moment, _ in made):
        return None

    def write(part: Path) -> None:
        with saying_what_failed(part):
            db.execute("VACUUM INTO ?", (str(part),))

    return _make(write, path, session_id, now)


def back_up_facts(facts: Iterable[Fact], path: Path, session_id: str) -> Path | None:
    """Keep the facts of one evening as if they were the file at `path`; None when that was not possible."""
    return _make(lambda part: build_file(part, facts), path, session_id, int(time.time()))


def _make(write: Callable[[Path], object], path: Path, session_id: str, now: int) -> Path | None:
    """Have a copy written, under a name of its own, and thin the older ones."""
    folder = backup_folder(session_id)
    made = backups_of(path, session_id)
    target = _free_place(path, folder, now)
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove(part)
        write(part)
        move(part, target)
    except BaseException as error:
        with suppress(OSError):
            remove(part)  # half a copy, where the disk is full
        if isinstance(error, OSError | Problem | UnicodeError):
            return None
        raise
    kept = set(thin([moment for moment, _ in backups_of(path, session_id)], now))
    with suppress(OSError):  # an old copy that somebody holds goes the next time
        for moment, copy in made:
            if moment not in kept:
                remove(copy)
    return target


def _free_place(path: Path, folder: Path, now: int) -> Path:
    """Return where the copy goes: two joins within a second are two copies, the later one a second after the other."""
    while True:
        target = folder / f"{path.stem}-{datetime.fromtimestamp(now, UTC).strftime(_STAMP)}{path.suffix}"
        if not target.exists():
            return target
        now += 1


def backups_of(path: Path, session_id: str) -> list[tuple[int, Path]]:
    """Return the backups of the file called like `path`, oldest first, each with its UTC second."""
    found = []
    for copy in backup_folder(session_id).glob(f"{_escape(path.stem)}-*{path.suffix}"):
        moment = moment_of(copy)
        if moment is not None:
            found.append((moment, copy))
    return sorted(found)


def moment_of(copy: Path) -> int | None:
    """Return the UTC second at which a backup was made, as its name says; None for what is no backup."""
    with suppress(ValueError):
        # Not `strptime`, which brings the whole of `locale` and `re` with it: 5 ms of the start.
        return int(datetime.fromisoformat(copy.stem[-STAMP_LENGTH:]).replace(tzinfo=UTC).timestamp())
    return None


def mark_forgetting(session_id: str) -> None:
    """Note that backups hold what is about to be forgotten: should the program end now, the next opening goes on."""
    folder = backup_folder(session_id)
    if folder.is_dir():
        with suppress(OSError), (folder / _PENDING).open("wb") as mark:
            flush_file(mark.fileno())
        flush_folder(folder)


@contextmanager
def about_to_forget(session_ids: Iterable[str]) -> Iterator[None]:
    """Mark evenings while a join that forgets is written; one that was not allowed to forget leaves no mark.

    Else the next opening would forget in the backups for nothing, and with that lose the records of earlier joins.
    """
    fresh = [one for one in session_ids if not is_forgetting(one)]
    for one in fresh:
        mark_forgetting(one)
    try:
        yield
    except (AsksToForget, KeyboardInterrupt):
        for one in fresh:
            with suppress(OSError):
                remove(backup_folder(one) / _PENDING)
        raise


def is_forgetting(session_id: str) -> bool:
    """Tell whether backups may still hold something that was forgotten."""
    return (backup_folder(session_id) / _PENDING).exists()


def forget_in_backups(session_id: str, purges: Sequence[Fact], key: FileKey | None = None) -> None:
    """Take out of every backup of an evening what these purge facts forget, and put the purges in.

    Each backup is written anew without it, and the old bytes are overwritten. One that cannot be read, or for which
    there is no room, is overwritten and removed, and so is half a copy that an accident left. The records of joins go
    too. A `key` opens those that are closed with a passphrase.

    Raises:
        FileProblem: a backup could not be rewritten nor removed; the next opening tries again.
    """
    folder = backup_folder(session_id)
    mark_forgetting(session_id)
    failed: FileProblem | None = None
    for copy in sorted(folder.iterdir()) if folder.is_dir() else ():
        if copy.name == _PENDING or not (copy.is_file() or copy.is_symlink()):
            continue
        try:
            _forget_in(copy, purges, key)
        except FileProblem as problem:
            failed = problem
    if failed is not None:
        raise failed
    with saying_what_failed(folder):
        drop_joins(session_id)
        drop_drafts(session_id)
        remove(folder / _PENDING)
    flush_folder(folder)


def _forget_in(copy: Path, purges: Sequence[Fact], key: FileKey | None) -> None:
    wanted = Purges.of(purges)
    try:
        rows = _rows_of(copy, key)
        kept = wanted.settle([*purges, *valid_rows(rows)])
        if kept == rows:
            return
        part = part_beside(copy)
        build_file(part, kept, key)
    except FileProblem:
        wipe(copy)
        return
    put_in_place_of(part, copy)


def _rows_of(copy: Path, key: FileKey | None) -> list[Any]:
    """Return the rows of a backup.

    Raises:
        FileProblem: it cannot be read, or is only half a copy.
    """
    if copy.suffix == ".part":
        raise Damaged(copy)
    with open_for_reading(copy, Keys.holding(key)) as db:
        return list(read_facts(db))


def finish_forgetting(session_id: str, purges: Sequence[Fact], key: FileKey | None = None) -> None:
    """Go on where forgetting in the backups was interrupted, if it was.

    Raises:
        FileProblem: as `forget_in_backups`.
    """
    if is_forgetting(session_id):
        forget_in_backups(session_id, purges, key)


def drop_backups(session_id: str) -> int:
    """Overwrite and remove every backup of an evening or of a register; return how many there were.

    Raises:
        FileProblem: one could not be removed.
    """
    folder, dropped = backup_folder(session_id), 0
    for copy in sorted(folder.iterdir()) if folder.is_dir() else ():
        if copy.is_file() or copy.is_symlink():
            dropped += copy.name != _PENDING
            wipe(copy)
    with suppress(OSError):
        remove_folder(folder)
    return dropped


def thin(moments: Iterable[int], now: int) -> list[int]:
    """Choose which backups stay: all of the last two hours, one an hour of the last day, one a day of 60 days.

    And the newest few however old they seem: a clock that is far ahead for one start makes all of them old. Those made
    while it was ahead do not count among the few, else a clock that is right again would lose the others.
    """
    ordered = sorted(moments)
    kept = {("newest", moment): moment for moment in [one for one in ordered if one <= now][-_AT_LEAST:]}
    for moment in ordered:
        age = now - moment
        if age < 2 * 3600:
            kept["all", moment] = moment
        elif age < _DAY:
            kept["hour", moment // 3600] = moment
        elif age < 60 * _DAY:
            kept["day", moment // _DAY] = moment
    return sorted(set(kept.values()))


def _escape(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
