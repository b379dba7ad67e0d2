"""The sticks: one file for the door with its register, one for each group. All are the same evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitatore.errors import FileExists
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session import FileKind, Session
from facilitatore.session.format import saying_what_failed
from facilitatore.session.merge import copy_facts
from facilitatore.session.register_place import register_path

if TYPE_CHECKING:
    from pathlib import Path

DOOR_NAME = "accoglienza"


def write_kit(session: Session, folder: Path) -> list[Path]:
    """Write the files of an evening into `folder` and return them, the door's first.

    A register that lies beside the evening goes with the door's file, and nowhere else.

    Raises:
        FileExists: one of them is there already; nothing was written. FileProblem: writing failed.
    """
    door = folder / f"{DOOR_NAME}.serata"
    group_files = [folder / f"gruppo-{group.key}.serata" for group in read_groups(session)]
    register = register_path(door)
    for path in (door, register, *group_files):
        if path.exists():
            raise FileExists(path)
    with saying_what_failed(folder):
        folder.mkdir(parents=True, exist_ok=True)
    facts = session.all_facts()
    written: list[Path] = []
    try:
        for path in (door, *group_files):
            copy_facts(facts, path)
            written.append(path)
        _write_register(session, register)
        written.insert(1, register)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written


def _write_register(session: Session, path: Path) -> None:
    beside = register_path(session.path)
    if beside.exists():
        with Session.open(beside, FileKind.REGISTER) as register:
            copy_facts(register.all_facts(), path)
    else:
        create_register(session, path).close()


def create_register(session: Session, path: Path) -> Session:
    """Make the empty register of an evening's path.

    Raises:
        FileProblem: no file can be made there.
    """
    evening = read_evening(session)
    return Session.create(path, FileKind.REGISTER, fields={"title": evening.process or evening.title})
