"""The sticks: one file for the door with its register, one for each group. All are the same evening."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from facilitatore.errors import BadValue, FileExists
from facilitatore.interrupting import one_step
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.prepare.model import DOOR_NAME, GROUP_PREFIX, REGISTER_KEY
from facilitatore.session import FileKind, Session, new
from facilitatore.session.building import build_file, check_free, naming, put_in_place, wipe_abandoned_parts
from facilitatore.session.format import is_there, saying_what_failed
from facilitatore.session.moving import remove, remove_folder
from facilitatore.session.register_place import register_place
from facilitatore.session.whole_file import part_beside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from facilitatore.prepare.model import Group
    from facilitatore.session.facts import Fact
    from facilitatore.session.keys import FileKey


MOST_GROUPS: Final = 60
"""Groups for which sticks are made: the largest evenings have a dozen, and each stick holds the whole evening."""


@dataclass(frozen=True, slots=True)
class KitPlan:
    """What goes on the sticks: plain data, so that writing to a slow stick needs no open file.

    `people` are the facts of the register, None when an empty one is to be made with `register_title`. A register that
    is closed with a passphrase goes to the door closed with the same: the `key` does that.
    """

    door: Path
    register: Path
    groups: tuple[Path, ...]
    facts: tuple[Fact, ...]
    people: tuple[Fact, ...] | None
    register_title: str
    key: FileKey | None = field(default=None, repr=False)


def plan_kit(session: Session, folder: Path, register: Session | None = None, passphrase: str = "") -> KitPlan:
    """Say what the sticks of an evening will hold; nothing is written.

    A register that lies beside the evening goes with the door's file, and nowhere else. Whoever has it open gives it
    here, because an open file cannot be opened again; else `passphrase` opens it, if it is closed with one.

    Raises:
        FileExists: one of the files is there already. FileProblem: the register cannot be read. BadValue: there are
            more than `MOST_GROUPS`.
    """
    groups = read_groups(session)
    if len(groups) > MOST_GROUPS:
        raise BadValue("sticks", str(len(groups)), str(MOST_GROUPS))
    people, key = _people(session, register, passphrase)
    door = folder / f"{DOOR_NAME}.serata"
    plan = KitPlan(
        door,
        register_place(door, session.id),
        tuple(folder / f"{GROUP_PREFIX}{name}.serata" for name in _file_names(groups)),
        tuple(session.all_facts()),
        people,
        _register_title(session),
        key,
    )
    for path in (plan.door, plan.register, *plan.groups):
        if is_there(path):
            raise FileExists(path)
    return plan


def _file_names(groups: Sequence[Group]) -> list[str]:
    """Return a name for each group's file: its letter, apart from what no name of a file may hold.

    Two laptops may each have added a group D, which a merge leaves beside each other.
    """
    letters = ["".join(char for char in group.key if char.isalnum())[:20] or "senza-lettera" for group in groups]
    before = [[one.casefold() for one in letters[:place]].count(name.casefold()) for place, name in enumerate(letters)]
    return [f"{name}-{same + 1}" if same else name for name, same in zip(letters, before, strict=True)]


def _people(
    session: Session, register: Session | None, passphrase: str
) -> tuple[tuple[Fact, ...] | None, FileKey | None]:
    if register is not None:
        return tuple(register.all_facts()), register.key
    beside = register_place(session.path, session.id)
    if not is_there(beside):
        return None, None
    with Session.open(beside, FileKind.REGISTER, passphrase) as opened:
        return tuple(opened.all_facts()), opened.key


def write_plan(plan: KitPlan) -> list[Path]:
    """Write the files and return them, the door's first; all of them or none.

    Raises:
        FileProblem: writing failed.
    """
    made = [*make_folder(plan.door.parent), *make_folder(plan.register.parent)]
    parts = {path: part_beside(path) for path in (plan.door, plan.register, *plan.groups)}
    placed: list[Path] = []
    try:
        for path, part in parts.items():
            wipe_abandoned_parts(path)
            with naming(part, path):
                _write_part(plan, path, part)
        with one_step():
            for path, part in parts.items():
                check_free(path)
                put_in_place(part, path)
                placed.append(path)
    except BaseException:
        with suppress(OSError):  # a stick pulled out: there is nothing left to tidy
            for path in (*parts.values(), *placed):
                remove(path)
            for folder in made:
                remove_folder(folder)
        raise
    return placed


def _write_part(plan: KitPlan, path: Path, part: Path) -> None:
    """Write one file of the sticks under the name that it has until all are there."""
    if path.suffix != f".{FileKind.REGISTER}":
        build_file(part, sorted(plan.facts))
    elif plan.people is None:
        _make_register(part, plan.register_title).close()
    else:
        build_file(part, sorted(plan.people), plan.key)


def make_folder(folder: Path) -> list[Path]:
    """Make a folder, and those it lies in; return what had to be made, innermost first.

    Raises:
        FileExists: a file is there. NotWritable, DiskFull: it cannot be made.
    """
    with saying_what_failed(folder):
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        if folder not in missing and not folder.is_dir():
            raise FileExists(folder)
        folder.mkdir(parents=True, exist_ok=True)
    return missing


def write_kit(session: Session, folder: Path, register: Session | None = None, passphrase: str = "") -> list[Path]:
    """Write the files of an evening into `folder` and return them, the door's first; as `plan_kit` says.

    Raises:
        FileExists: one of them is there already; nothing was written. FileProblem: writing failed. BadValue: there are
            more than `MOST_GROUPS`.
    """
    return write_plan(plan_kit(session, folder, register, passphrase))


def create_register(session: Session, path: Path) -> Session:
    """Make the empty register of an evening's path.

    Raises:
        BadValue: it would lie beside a group's file: surnames stay at the door. FileProblem: it cannot be made there.
    """
    if path.stem.startswith(GROUP_PREFIX):
        raise BadValue("register_place", session.path.name)
    make_folder(path.parent)
    return _make_register(path, _register_title(session))


def _make_register(path: Path, title: str) -> Session:
    """Make an empty register with a key of its own: copies of it give the same person the same token."""
    import secrets

    register = Session.create(path, FileKind.REGISTER, fields={"title": title})
    register.note("make_register", new(REGISTER_KEY, key=secrets.token_hex(16)))
    return register


def _register_title(session: Session) -> str:
    evening = read_evening(session)
    return evening.process or evening.title
