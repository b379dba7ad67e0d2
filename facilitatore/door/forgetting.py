"""Forgetting who came: one person, everybody, or the whole register; what the evening counts stays the same.

A guest that is forgotten leaves a `presence` without a name: the token, the group, the moment (`session.purge`). So the
figures of the evening and of its path are the same before and after, and nothing can be forgotten or counted twice.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.door.people import read_guests
from facilitatore.door.registrations import MEANING
from facilitatore.errors import (
    Damaged,
    FileLocked,
    FileProblem,
    ForeignJournal,
    NeedsPassphrase,
    NoCipher,
    NotOurs,
    TooNew,
    WrongKind,
    WrongPassphrase,
)
from facilitatore.interrupting import one_step
from facilitatore.prepare.evening import read_evening
from facilitatore.prepare.model import REGISTER_KEY
from facilitatore.prepare.retention import day_of, default_retention, retention_day
from facilitatore.session import Change, FileKind, Session
from facilitatore.session.backup import drop_backups
from facilitatore.session.fact_file import FactFile
from facilitatore.session.facts import PURGE
from facilitatore.session.format import saying_what_failed
from facilitatore.session.header import read_header
from facilitatore.session.joining.records import drop_joins
from facilitatore.session.keys import SALT_BYTES, Keys, looks_ciphered
from facilitatore.session.places import data_folder
from facilitatore.session.replacing import wipe_parts
from facilitatore.session.rescue.salvage import Scan, read_every_fact
from facilitatore.session.roots import ROOT_KINDS, root_ids
from facilitatore.session.wiping import wipe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from facilitatore.session import Thing
    from facilitatore.session.facts import Fact

__all__ = [
    "Destroyed",
    "default_retention",
    "destroy_register",
    "forget_everybody",
    "forget_person",
    "is_due",
    "loses_of",
    "retention_of",
]

NAMED: Final = {FileKind.EVENING: ("guest",), FileKind.REGISTER: ("person", "left_out", REGISTER_KEY)}
"""What says or shows who somebody is: in a register also the marks of who was left out of a list, and the key by which,
with a list, the tokens of an evening could be given a name again."""

_UNREADABLE: Final = (
    Damaged,
    NeedsPassphrase,
    NoCipher,
    NotOurs,
    TooNew,
    WrongPassphrase,
)
"""Why a register may not open and can be destroyed all the same."""

_SQLITE_LOCKS: Final = 0x40000000
_SQLITE_LOCK_BYTES: Final = 512
"""Where SQLite locks a file, pending, reserved and shared (https://sqlite.org/fileformat2.html §1.4)."""


# -- when ---------------------------------------------------------------------------------------------------------


def retention_of(session: Session) -> date | None:
    """Return the last day on which the names of an evening, or of a register, may be kept; None when nothing says.

    A register serves several evenings: three months after the last one that somebody registered for, or that has been
    beside it.
    """
    if session.file_kind == FileKind.EVENING:
        evening = read_evening(session)
        return retention_day(evening.keep_until, evening.date)
    days = [day for thing in session.things("person") for day in _days_of(thing)]
    if days:
        days += [day for thing in session.things(MEANING) if (day := day_of(thing.text("date"))) is not None]
    return default_retention(max(days)) if days else None


def _days_of(person: Thing) -> list[date]:
    asked = person.fields.get("registrations")
    said = [one.get("evening") for one in asked if isinstance(one, dict)] if isinstance(asked, list) else []
    return [day for text in said if isinstance(text, str) and (day := day_of(text)) is not None]


def is_due(session: Session, today: date) -> bool:
    """Tell whether there are names in a file whose last day has gone by."""
    last = retention_of(session)
    return last is not None and today > last and bool(loses_of(session))


def loses_of(session: Session) -> dict[str, int]:
    """Return how many persons, or guests, a file would forget, and how many of what goes with them, by kind."""
    counts = session.counts()
    found = {kind: counts[kind] for kind in NAMED[session.file_kind] if counts.get(kind)}
    if found.get("guest"):
        found["guest"] = len(read_guests(session))  # two laptops may have written the same one
    return found


# -- whom ---------------------------------------------------------------------------------------------------------


def forget_person(session: Session, ids: Iterable[str], *, origin: object = None) -> Change:
    """Forget guests of an evening, or persons of a register, by id, with all that other laptops wrote of them.

    Of a guest a presence without a name stays.

    Raises:
        FileProblem: nothing was forgotten; or a backup, which the problem names, still knows the name.
    """
    kind = NAMED[session.file_kind][0]
    same = _with_doubles(session, kind, set(ids))
    if not same:
        return Change("forget", origin=origin)
    session.forget(ids=[thing.id for thing in same])
    return _forgotten(session, {kind}, [thing.id for thing in same], origin)


def _with_doubles(session: Session, kind: str, ids: set[str]) -> list[Thing]:
    things = session.things(kind)
    tokens = {thing.text("token") for thing in things if thing.id in ids} - {""}
    return [thing for thing in things if thing.id in ids or thing.text("token") in tokens]


def forget_everybody(session: Session, *, origin: object = None) -> Change:
    """Forget all guests of an evening, or all persons of a register, its marks and its key, for ever.

    It covers those that no laptop has brought yet: when they come, each leaves a presence without a name too.

    Raises:
        FileProblem: nothing was forgotten; or a backup, which the problem names, still knows the names.
    """
    kinds = NAMED[session.file_kind]
    ids = [thing.id for thing in session.things(kinds[0])]
    session.forget(kinds=kinds)
    return _forgotten(session, set(kinds), ids, origin)


def _forgotten(session: Session, kinds: set[str], ids: Iterable[str], origin: object) -> Change:
    more = {"presence"} if session.file_kind == FileKind.EVENING else set()
    return Change("forget", frozenset({PURGE, *kinds, *more}), tuple(ids), origin)


# -- the whole register -------------------------------------------------------------------------------------------


class Destroyed(NamedTuple):
    """What went with a register: how many backups. `was_read` is False when nothing in it said which register it was.

    Then nobody knows which backups were its own, and they are still there.
    """

    backups: int
    was_read: bool


def destroy_register(path: Path, passphrase: str = "") -> Destroyed:
    """Overwrite and remove a register with its key, its journal, its backups and the records of its joins.

    Also one that is damaged, or whose passphrase is lost. Copies on sticks are beyond reach.

    Raises:
        FileLocked: it is open. WrongKind: it is no register. FileMissing: it is not there.
        FileProblem: something could not be removed.
    """
    with ExitStack() as step:
        try:
            session_id = _register_id(path, passphrase)
        except ForeignJournal:  # whatever it would undo is to go anyway
            _refuse_locked(path)
            step.enter_context(one_step())
            _wipe_journals(path)
            session_id = _register_id(path, passphrase)
        step.enter_context(one_step())
        _wipe_journals(path)
        wipe(path)
        wipe_parts(path)
        if not session_id:
            return Destroyed(0, was_read=False)
        backups = drop_backups(session_id)
        with saying_what_failed(path):
            drop_joins(session_id)
        return Destroyed(backups, was_read=True)


def _wipe_journals(path: Path) -> None:
    for ending in ("-journal", "-wal", "-shm"):
        wipe(path.with_name(path.name + ending))


def _register_id(path: Path, passphrase: str) -> str:
    """Return the id of the register at `path`, empty when it cannot be read.

    Raises:
        FileProblem: it may not be destroyed.
    """
    if path.suffix.lower() != f".{FileKind.REGISTER}":
        raise WrongKind(path, FileKind.REGISTER)
    try:
        file = FactFile(path, Keys(passphrase))
    except _UNREADABLE:
        _refuse_locked(path)
        return _id_in_what_is_left(path)
    facts: list[Fact] | None = None
    try:
        with suppress(Damaged):
            facts = file.read()
    finally:
        file.close()
    if facts is None:
        return _id_in_what_is_left(path)
    roots = root_ids(facts)
    if any(fact.entity == fact.session and fact.kind == "evening" for fact in facts):
        raise WrongKind(path, FileKind.REGISTER)
    return roots[0].hex() if len(roots) == 1 else ""


def _id_in_what_is_left(path: Path) -> str:
    """Return the id of a register that does not open: of its facts any one tells it, and of a closed one its salt."""
    header = read_header(path)
    if looks_ciphered(path, header):
        return _id_of_closed(header[:SALT_BYTES])
    own = {ROOT_KINDS[FileKind.REGISTER], *NAMED[FileKind.REGISTER]}
    with suppress(FileProblem):
        found = {fact.session for fact in read_every_fact(path, Scan()) if fact.kind in own}
        return found.pop().hex() if len(found) == 1 else ""
    return ""


def _id_of_closed(salt: bytes) -> str:
    """Return the id under which backups lie that were closed together with a register: they begin with the same salt."""
    for copy in sorted((data_folder() / "backups").glob(f"*/*.{FileKind.REGISTER}")):
        with suppress(FileProblem):
            if read_header(copy)[:SALT_BYTES] == salt:
                return copy.parent.name
    return ""


def _refuse_locked(path: Path) -> None:
    """Refuse a file on which another program holds SQLite's lock; where the system cannot tell, removing will fail."""
    if os.name != "posix":
        return
    import fcntl

    with saying_what_failed(path), path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SQLITE_LOCK_BYTES, _SQLITE_LOCKS)
        except BlockingIOError:
            raise FileLocked(path) from None
