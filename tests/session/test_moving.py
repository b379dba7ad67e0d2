"""Promises about files that somebody holds: they are waited for, never for long, and then it is said."""

from __future__ import annotations

import ast
import errno
import os
from typing import TYPE_CHECKING

import pytest

from facilitatore.capture.notes import add_note
from facilitatore.deliver.hand_over import hand_over, plan_hand_over
from facilitatore.errors import FileHeld, NotWritable
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.sentences import say
from facilitatore.session import Session, building, new
from facilitatore.session.backup import back_up, backup_folder, backups_of
from facilitatore.session.joining.merge import join_files
from facilitatore.session.moving import StillHeldError, move, remove, remove_folder
from facilitatore.session.scratch import scratch_folder, scratch_place, sweep_scratch
from facilitatore.session.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.held_files import HeldFiles

ROOT = resource_path("").parent
ONE_PLACE = "facilitatore/session/moving.py"
TRIES_A_FOLDER = "facilitatore/session/rights.py"
"""Removes the file with which it has tried whether a folder takes files: whether it goes is not asked."""
TAKES_AWAY = {"unlink", "rmdir", "rename", "renames", "removedirs", "rmtree"}
OF_THE_SYSTEM = {"os": {"replace", "remove", "link_to"}, "shutil": {"move"}}


def moves(tree: ast.AST) -> Iterator[str]:
    """Yield the calls that give a file a name or take it away.

    A text is replaced by two things, a moment or a dataclass by what has a name; a file by one.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in TAKES_AWAY or node.attr in OF_THE_SYSTEM.get(owner, ()):
                yield node.attr
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "replace":
            yield from ["replace"] * (len(node.args) == 1 and not node.keywords)


def test_one_place_moves_and_removes() -> None:
    """Whatever renames, replaces or removes a file waits for who holds it."""
    found = {}
    for path in (*(ROOT / "facilitatore").rglob("*.py"), *(ROOT / "ui").rglob("*.py")):
        found[path.relative_to(ROOT).as_posix()] = list(moves(ast.parse(path.read_text(encoding="utf-8"))))
    assert len(found) > 200
    assert {name for name, calls in found.items() if calls} == {ONE_PLACE, TRIES_A_FOLDER}


@pytest.mark.parametrize(
    "line", ["os.replace(a, b)", "os.remove(a)", "a.replace(b)", "a.rename(b)", "a.unlink()", "shutil.rmtree(a)"]
)
def test_a_second_place_is_found(line: str) -> None:
    """Each way of moving or removing a file is noticed."""
    assert list(moves(ast.parse(line))) != []


def test_what_is_held_for_a_moment_is_waited_for(tmp_path: Path, held_files: HeldFiles) -> None:
    """A scanner that looks at a file for a second and a half: it is moved, and removed, all the same."""
    held_files.scan_seconds = 1.5
    part, target = tmp_path / "x.part", tmp_path / "x"
    part.write_bytes(b"new")
    target.write_bytes(b"old")
    move(part, target)
    assert target.read_bytes() == b"new"
    remove(target)
    (tmp_path / "folder").mkdir()
    remove_folder(tmp_path / "folder")
    assert list(tmp_path.glob("[fx]*")) == []
    assert len(held_files.refused) > 3


def test_what_is_held_for_good_is_waited_for_two_seconds(tmp_path: Path, held_files: HeldFiles) -> None:
    """Then it is told, and both files are as they were."""
    part, target = tmp_path / "x.part", tmp_path / "x"
    part.write_bytes(b"new")
    target.write_bytes(b"old")
    with target.open("rb"), pytest.raises(StillHeldError):
        move(part, target)
    assert held_files.now == pytest.approx(2, abs=0.3)
    assert (part.read_bytes(), target.read_bytes()) == (b"new", b"old")
    move(part, target)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.ENOENT])
def test_what_no_waiting_helps_is_told_at_once(
    tmp_path: Path, held_files: HeldFiles, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A full disk does not become empty."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match=r"\[Errno") as raised:
        move(tmp_path / "a", tmp_path / "b")
    assert (raised.value.errno, held_files.now) == (number, 0)


def test_a_folder_without_rights_is_no_held_file(
    tmp_path: Path, held_files: HeldFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing may be written the refusal says just that, at once."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(os, "access", lambda path, _mode: path != tmp_path)
    with pytest.raises(NotWritable):
        write_whole(tmp_path / "a", b"")
    assert held_files.now == 0


def test_the_sentence_names_what_is_open(tmp_path: Path, held_files: HeldFiles) -> None:
    """A synthesis that is open in a reader of PDFs: it says so, and leaves nothing beside it."""
    target = tmp_path / "sintesi.pdf"
    target.write_bytes(b"old")
    held_files.hold(target)
    with pytest.raises(FileHeld) as raised:
        write_whole(target, b"new")
    assert say(raised.value) == "Il file «sintesi.pdf» è aperto in un altro programma: chiudilo e riprova."
    assert [path.name for path in tmp_path.glob("sintesi*")] == ["sintesi.pdf"]
    with pytest.raises(FileHeld):
        building.put_in_place(_new(tmp_path), target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.glob("sintesi*")] == ["sintesi.pdf"]


def _new(folder: Path) -> Path:
    part = folder / "sintesi.part"
    part.write_bytes(b"new")
    return part


# -- what people do, while a scanner looks at each file for half a second ---------------------------------------------


@pytest.fixture
def scanned(held_files: HeldFiles) -> HeldFiles:
    """A laptop with a scanner."""
    held_files.scan_seconds = 0.5
    return held_files


def test_a_backup_is_made(scanned: HeldFiles, tmp_path: Path) -> None:
    """Although its name is refused at first."""
    with create_evening(tmp_path / "a.serata", find_template("carpi-2018-1")) as session:
        made = session.back_up()
    assert made is not None
    assert made.is_file()
    assert scanned.refused != []


def test_an_old_backup_that_is_held_leaves_the_new_one(held_files: HeldFiles, tmp_path: Path) -> None:
    """It goes the next time; the new copy counts as made."""
    with create_evening(tmp_path / "a.serata", find_template("carpi-2018-1")) as session:
        folder = backup_folder(session.id)
        folder.mkdir(parents=True, exist_ok=True)
        for day in range(1, 13):
            (folder / f"a-200101{day:02}-120000.serata").write_bytes(b"")
        oldest = folder / "a-20010101-120000.serata"
        held_files.hold(oldest)
        made = back_up(session._file.db, session.path, session.id, even_if_recent=True)
        assert made is not None
        assert made in [copy for _, copy in backups_of(session.path, session.id)]
        assert oldest.exists()


def test_files_are_joined_into_one_that_is_there(scanned: HeldFiles, tmp_path: Path) -> None:
    """Merge with OUT."""
    first, second, out = (tmp_path / name for name in ("a.serata", "b.serata", "out.serata"))
    with create_evening(first, find_template("carpi-2018-1")) as session:
        second.write_bytes(first.read_bytes())
        add_note(session, group=read_groups(session)[0].id, text="una nota")
    join_files([first], out)
    join_files([first, second], out)
    with Session.look(out) as joined:
        assert joined.counts()["note"] == 1
    assert [path for path in scanned.refused if path.name.startswith("out.serata")] != []


def test_an_evening_is_handed_over_twice(scanned: HeldFiles, tmp_path: Path) -> None:
    """The second copy takes the place of the first."""
    stick = tmp_path / "stick"
    stick.mkdir()
    with create_evening(tmp_path / "a.serata", find_template("carpi-2018-1")) as session:
        for text in ("una", "due"):
            add_note(session, group=read_groups(session)[0].id, text=text)
            told = hand_over(plan_hand_over(session, stick), lambda _step: None)
    assert sorted(stick.iterdir()) == sorted([told.file, told.readable])
    assert [path for path in scanned.refused if path.parent == stick] != []


def test_what_is_forgotten_is_gone_from_backups(scanned: HeldFiles, tmp_path: Path) -> None:
    """Each is written anew in its place, although that is refused at first."""
    with create_evening(tmp_path / "a.serata", find_template("carpi-2018-1")) as session:
        session.record("add", new("guest", badge_name="Zdravka"))
        assert (copy := session.back_up()) is not None
        assert b"Zdravka" in copy.read_bytes()
        session.forget(kinds=["guest"])
    assert b"Zdravka" not in b"".join(path.read_bytes() for path in copy.parent.iterdir())
    assert [path for path in scanned.refused if path.parent == copy.parent] != []


@pytest.mark.windows_like
def test_a_file_is_closed_at_once_and_leaves_no_journal(held_files: HeldFiles, tmp_path: Path) -> None:
    """Its journal goes when nobody has it open any more: nothing is refused, and nobody waits."""
    with create_evening(tmp_path / "a.serata", find_template("carpi-2018-1")) as session:
        add_note(session, group=read_groups(session)[0].id, text="una nota")
    assert held_files.refused == []
    assert list(tmp_path.glob("a*")) == [tmp_path / "a.serata"]


def test_a_folder_for_a_moment_that_is_held_stops_nothing(held_files: HeldFiles) -> None:
    """The work in it comes to its end; what is left is wiped as soon as nobody holds it."""
    with scratch_folder() as folder:
        for name in ("a", "b"):
            (folder / name).write_bytes(b"Zdravka")
        held_files.hold(folder / "a", 5)
    assert not (folder / "b").exists()
    assert (folder / "a").read_bytes() == b""
    held_files.now += 5
    sweep_scratch()
    assert list(scratch_place().iterdir()) == []
