"""«Consegna serata»: the file on a stick, proven to be there, and a copy beside it that anybody can read.

The file is built on the laptop's own disk, copied, brought to the stick and read back from it; only then does it get
its name (storage.md §0, 7: sticks are liars). Whatever goes wrong, the source is untouched and no half file has a name.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from facilitatore.deliver.html import html_bytes
from facilitatore.deliver.laptops import code_of, rooms_of
from facilitatore.deliver.readable import readable_document
from facilitatore.errors import DiskFailed, FileMissing, FileProblem, NotReadBack, Problem, WrongKind
from facilitatore.interrupting import one_step
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.model import DOOR_NAME, GROUP_PREFIX
from facilitatore.session import FileKind
from facilitatore.session.building import build_file
from facilitatore.session.facts import valid_rows
from facilitatore.session.fingerprint import fingerprint
from facilitatore.session.flushing import flush_file, flush_names, past_cache
from facilitatore.session.format import saying_what_failed
from facilitatore.session.guard import open_for_reading, read_batches
from facilitatore.session.moving import move, remove
from facilitatore.session.scratch import FILE_MODE, scratch_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitatore.deliver.document import Document
    from facilitatore.session import Session
    from facilitatore.session.facts import Fact

_PIECE: Final = 1 << 20
_MOST_NAMES: Final = 100
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class HandOverPlan:
    """What is handed over, as plain data: the facts of the open evening, and what is to be read of it.

    `stem` is the name on the stick without its ending: the group or the door, and the laptop.
    """

    source: Path
    folder: Path
    stem: str
    session_id: bytes
    facts: tuple[Fact, ...]
    fingerprint: str
    document: Document


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What lies on the stick: the evening's file, its readable copy, and the fingerprint that was read back.

    `is_proven`: the bytes and the names are on the medium, and were read from there and not from the laptop's memory. Where
    it is false the system has no way to say so, and the stick may still be writing.
    """

    file: Path
    readable: Path
    fingerprint: str
    is_proven: bool


def plan_hand_over(session: Session, folder: Path) -> HandOverPlan:
    """Say what handing the open evening over to `folder` will write; nothing is written.

    Raises:
        WrongKind: it is a register, which stays on its laptop.
    """
    if session.file_kind != FileKind.EVENING:
        raise WrongKind(session.path, FileKind.EVENING)
    return HandOverPlan(
        session.path,
        folder,
        _stem(session),
        bytes.fromhex(session.id),
        tuple(session.all_facts()),
        session.fingerprint(),
        readable_document(session),
    )


def _stem(session: Session) -> str:
    """Return the name on the stick: the room as the file's name has it, or as what was written tells; and the laptop."""
    code = code_of(session.device)
    stem = session.path.stem.removesuffix(f"-{code}")
    if not stem.casefold().startswith((GROUP_PREFIX, DOOR_NAME)):
        group, at_door = rooms_of(session.all_facts()).get(session.device, ("", False))
        key = next((one.key for one in read_groups(session) if one.id == group), "")
        stem = DOOR_NAME if at_door else f"{GROUP_PREFIX}{key}" if key else stem
    clean = "".join(char if char.isalnum() or char in "-_" else "-" for char in stem).strip("-")
    return f"{clean[:_LONGEST_NAME] or FileKind.EVENING}-{code}"


def hand_over(plan: HandOverPlan, say: Callable[[str], None]) -> HandedOver:
    """Write the file and its readable copy to the stick and prove that they are there; it may take long.

    `say` gets the key of each step as it begins: ``prepare``, ``copy``, ``flush``, ``read_back``, ``readable``, ``done``.

    Raises:
        FileMissing: the folder is not there. DiskFull, NotWritable, DiskFailed: the stick could not take it.
        NotReadBack: it did not read back as it was written. Nothing new has the final name then.
    """
    say("prepare")
    with saying_what_failed(plan.folder):
        if not plan.folder.is_dir():
            raise FileMissing(plan.folder)
        disk = plan.folder.stat().st_dev
    _tidy(plan)
    target = _free_name(plan)
    page = target.with_suffix(".html")
    parts = [target.with_name(f".{one.name}.{os.urandom(4).hex()}.part") for one in (target, page)]
    with scratch_folder() as folder:
        built = folder / target.name
        build_file(built, plan.facts, mode=FILE_MODE)
        try:
            contents, was_brought = _copy(plan, built.read_bytes(), parts, (target, page), say)
            if _was_pulled(plan.folder, disk):
                raise DiskFailed(target)
            with one_step():
                was_read = _name(parts, (target, page), contents)
        except BaseException as error:
            for part in parts:
                with suppress(OSError):  # a stick that was pulled out: tidied the next time
                    remove(part)
            if isinstance(error, FileProblem) and _was_pulled(plan.folder, disk):
                raise DiskFailed(target) from error  # what the system says depends on the moment
            raise
    say("done")
    return HandedOver(target, page, plan.fingerprint, was_brought and was_read)


def _copy(
    plan: HandOverPlan, data: bytes, parts: list[Path], targets: tuple[Path, Path], say: Callable[[str], None]
) -> tuple[tuple[bytes, bytes], bool]:
    """Write the evening and its readable copy under the names of `parts`, read them back, and return what they hold.

    True beside it: the system says that both are on the medium.
    """
    target, page = targets
    say("copy")
    file_is_there = _put(data, parts[0], target, lambda: say("flush"))
    say("read_back")
    _read_back(data, parts[0], target)
    _compare_facts(plan, parts[0], target)
    say("readable")
    text = html_bytes(plan.document)
    page_is_there = _put(text, parts[1], page)
    _read_back(text, parts[1], page)
    return (data, text), file_is_there and page_is_there


def _was_pulled(folder: Path, disk: int) -> bool:
    """Tell whether the folder is gone, or is left on another disk than the stick that was there: the laptop's own."""
    try:
        return folder.stat().st_dev != disk
    except OSError:
        return True


# -- the name -----------------------------------------------------------------------------------------------------


def _tidy(plan: HandOverPlan) -> None:
    """Remove what an earlier hand-over of ours left half written, when the stick was pulled out."""
    with suppress(OSError):
        for left in plan.folder.glob(f".{plan.stem}*.part"):
            remove(left)


def _free_name(plan: HandOverPlan) -> Path:
    """Return the first name that nobody has, or that an older copy of ours has, which holds nothing that we have not.

    Raises:
        FileProblem: the stick cannot be read.
    """
    with saying_what_failed(plan.folder):
        for place in range(1, _MOST_NAMES):
            path = plan.folder / (f"{plan.stem}-{place}.serata" if place > 1 else f"{plan.stem}.serata")
            if path.resolve() == plan.source.resolve():
                continue  # the evening is being worked on right there
            if _is_free(path) or (path.is_file() and _has_nothing_more(path, plan)):
                return path
    return plan.folder / f"{plan.stem}-{os.urandom(4).hex()}.serata"


def _is_free(path: Path) -> bool:
    return not any(os.path.lexists(one) for one in (path, path.with_suffix(".html")))


def _has_nothing_more(path: Path, plan: HandOverPlan) -> bool:
    """Tell whether the plan holds every row of the file at `path`; one that cannot be read, nobody knows."""
    ours = set(plan.facts)
    try:
        with open_for_reading(path) as db:
            return all(row in ours for batch in read_batches(db) for row in batch)
    except Problem:
        return False


# -- writing and reading back -------------------------------------------------------------------------------------


def _put(data: bytes, part: Path, target: Path, flushing: Callable[[], None] = lambda: None) -> bool:
    """Write `data` at `part` and bring it to the stick; False where it may still be writing. Problems name the `target`."""
    with saying_what_failed(target):
        with part.open("xb") as file:
            past_cache(file.fileno())
            for start in range(0, len(data), _PIECE):
                file.write(data[start : start + _PIECE])
            file.flush()
            flushing()
            was_brought = flush_file(file.fileno())
        flush_names(part.parent)
    return was_brought


def _read_back(data: bytes, path: Path, target: Path) -> bool:
    """Compare what lies at `path` with what was written; False: it may have been read from the laptop's memory.

    Raises:
        NotReadBack: it differs. DiskFailed: it cannot be read.
    """
    with saying_what_failed(target), path.open("rb") as file:
        is_from_stick = past_cache(file.fileno())
        for start in range(0, len(data) + 1, _PIECE):
            if file.read(_PIECE) != data[start : start + _PIECE]:
                raise NotReadBack(target)
    return is_from_stick


def _compare_facts(plan: HandOverPlan, path: Path, target: Path) -> None:
    """Read the file on the stick as one reads a file from anywhere, and compare its fingerprint."""
    try:
        with open_for_reading(path) as db:
            ids = [fact.id for batch in read_batches(db) for fact in valid_rows(batch)]
    except FileProblem as problem:
        problem.path = target
        raise
    if fingerprint(ids) != plan.fingerprint:
        raise NotReadBack(target)


def _name(parts: list[Path], targets: tuple[Path, Path], contents: tuple[bytes, bytes]) -> bool:
    """Give both files their names and look once more whether what has them is what was written.

    False: the names may not be on the stick yet, or it was not the stick that was read.
    """
    for part, target in zip(parts, targets, strict=True):
        with saying_what_failed(target):
            move(part, target)
    with saying_what_failed(targets[0]):
        have_names = flush_names(targets[0].parent)
    try:
        read = [_read_back(data, target, target) for target, data in zip(targets, contents, strict=True)]
    except NotReadBack:
        for target in targets:  # nobody may take it for the evening
            with suppress(OSError):
                remove(target)
        raise
    return have_names and all(read)
