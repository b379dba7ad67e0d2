"""Promises of handing an evening over: done is only said when it was read back from the stick."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitatore.capture.notes import add_note, edit_note
from facilitatore.deliver import hand_over as handing
from facilitatore.deliver.hand_over import HandOverPlan, hand_over, plan_hand_over
from facilitatore.deliver.laptops import code_of
from facilitatore.errors import DiskFailed, DiskFull, FileMissing, NotReadBack, NotWritable, WrongKind
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import FileKind, Session
from facilitatore.session.joining.merge import join_into

STEPS = ["prepare", "copy", "flush", "read_back", "readable", "done"]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An evening of group B with two notes."""
    work = tmp_path / "lavoro"
    work.mkdir()
    with create_evening(work / "gruppo-B.serata", find_template("carpi-2018-1")) as session:
        for text in ("Un numero da chiamare", "I vicini di casa"):
            add_note(session, group=read_groups(session)[1].id, text=text)
        yield session


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick, as far as a folder can be one."""
    path = tmp_path / "chiavetta"
    path.mkdir()
    return path


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Return a function that mounts a small disk of so many KiB."""
    points: list[Path] = []

    def mounting(kibibytes: int) -> Path:
        point = tmp_path / f"disco-{len(points)}"
        point.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "none", str(point)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this system mounts nothing")
        points.append(point)
        return point

    yield mounting
    for point in points:
        subprocess.run(["umount", "-l", str(point)], capture_output=True, check=False)


def names(folder: Path) -> list[str]:
    """Return what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def silent(_step: str) -> None:
    """Say nothing."""


def test_what_is_said_as_done_is_there(session: Session, stick: Path):
    """The file on the stick has the same facts and fingerprint; its name says group and laptop; each step was said."""
    said: list[str] = []
    handed = hand_over(plan_hand_over(session, stick), said.append)
    assert said == STEPS
    code = code_of(session.device)
    assert names(stick) == [f"gruppo-B-{code}.html", f"gruppo-B-{code}.serata"]
    with Session.look(handed.file) as copy:
        assert copy.all_facts() == session.all_facts()
        assert copy.fingerprint() == handed.fingerprint == session.fingerprint()


def disagree(session: Session, other: Path, here: str, there: str) -> None:
    """Write one note differently here and in a copy at `other`, and join that."""
    note = session.things("note")[0].id
    other.write_bytes(session.path.read_bytes())
    with Session.open(other) as copy:
        edit_note(copy, note, text=there)
    edit_note(session, note, text=here)
    join_into(session, [other])


def test_the_readable_copy_holds_all_that_was_noted(session: Session, stick: Path, tmp_path: Path):
    """Every note, and both sides of what is undecided; the fingerprint to compare with the file; no script."""
    disagree(session, tmp_path / "altra.serata", "Un numero, di giorno", "Un numero, di sera")
    page = hand_over(plan_hand_over(session, stick), silent).readable.read_text(encoding="utf-8")
    for words in ("I vicini di casa", "Un numero, di sera", "Un numero, di giorno", session.fingerprint()):
        assert words in page
    assert page.index("Punti da decidere") < page.rindex("Un numero, di sera")
    assert "<script" not in page


def test_undecided_points_travel_with_the_file(session: Session, stick: Path, tmp_path: Path):
    """Nobody has to decide tonight: the file that is handed over has them still."""
    disagree(session, tmp_path / "altra.serata", "Di qua", "Di là")
    with Session.look(hand_over(plan_hand_over(session, stick), silent).file) as copy:
        assert copy.conflicts() == session.conflicts()
        assert len(copy.conflicts()) == 1


def test_handing_over_again_takes_the_place_of_the_older_copy(session: Session, stick: Path):
    """It holds nothing that we have not."""
    hand_over(plan_hand_over(session, stick), silent)
    add_note(session, group=read_groups(session)[1].id, text="Ancora una")
    handed = hand_over(plan_hand_over(session, stick), silent)
    assert len(names(stick)) == 2
    with Session.look(handed.file) as copy:
        assert copy.fingerprint() == session.fingerprint()


def test_a_file_that_holds_more_is_never_replaced(session: Session, stick: Path):
    """The next free name is taken: somebody worked on the stick."""
    first = hand_over(plan_hand_over(session, stick), silent).file
    with Session.open(first) as copy:
        add_note(copy, group=read_groups(copy)[1].id, text="Scritta sulla chiavetta")
    before = first.read_bytes()
    second = hand_over(plan_hand_over(session, stick), silent).file
    assert second.name == first.name.replace(".serata", "-2.serata")
    assert first.read_bytes() == before


@pytest.mark.parametrize("ending", [".serata", ".html"])
def test_a_file_of_somebody_else_is_never_replaced(session: Session, stick: Path, ending: str):
    """Whatever it is, and whichever of our two names it has."""
    name = f"gruppo-B-{code_of(session.device)}"
    (stick / f"{name}{ending}").write_bytes(b"di altri")
    handed = hand_over(plan_hand_over(session, stick), silent)
    assert handed.file.stem == f"{name}-2"
    assert (stick / f"{name}{ending}").read_bytes() == b"di altri"


def test_the_evening_that_is_worked_on_is_not_its_own_copy(tmp_path: Path):
    """Working on the stick itself, which nobody should: the copy gets another name."""
    with create_evening(tmp_path / "x.serata", find_template("vuota")) as session:
        stem = plan_hand_over(session, tmp_path).stem
        mark = session.id
    (tmp_path / "x.serata").rename(tmp_path / f"{stem}.serata")
    with Session.open(tmp_path / f"{stem}.serata") as session:
        plan = plan_hand_over(session, tmp_path)
        plan = HandOverPlan(
            plan.source, plan.folder, stem, *(getattr(plan, name) for name in HandOverPlan.__slots__[3:])
        )
        handed = hand_over(plan, silent)
        assert handed.file.name == f"{stem}-2.serata"
        assert (session.id, session.path.exists()) == (mark, True)


def test_a_name_is_made_of_what_was_written(tmp_path: Path, stick: Path):
    """Where the file's name does not say the group, what this laptop wrote does."""
    with create_evening(tmp_path / "la mia serata.serata", find_template("carpi-2018-1")) as session:
        code = code_of(session.device)
        assert plan_hand_over(session, stick).stem == f"la-mia-serata-{code}"
        add_note(session, group=read_groups(session)[2].id, text="Una")
        assert plan_hand_over(session, stick).stem == f"gruppo-C-{code}"


def test_a_register_is_not_handed_over(tmp_path: Path, stick: Path):
    """It stays on the door's laptop."""
    path = tmp_path / "x.registro"
    with Session.create(path, FileKind.REGISTER, fields={"title": "x"}) as session, pytest.raises(WrongKind):
        plan_hand_over(session, stick)


# -- sticks that fail ---------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_not_made(session: Session, tmp_path: Path):
    """An unplugged stick leaves its folder's name behind: nothing is written there as if it were one."""
    with pytest.raises(FileMissing):
        hand_over(plan_hand_over(session, tmp_path / "niente"), silent)
    assert not (tmp_path / "niente").exists()


def test_a_full_stick_keeps_nothing_half(session: Session, mounted: Callable[[int], Path]):
    """Full in the middle of the file: said so, no file and no half one, the source as before."""
    disk = mounted(16)
    before = session.path.read_bytes()
    with pytest.raises(DiskFull) as caught:
        hand_over(plan_hand_over(session, disk), silent)
    assert caught.value.path.suffix == ".serata"
    assert names(disk) == []
    assert session.path.read_bytes() == before


def test_a_stick_that_gets_full_keeps_the_older_copy(session: Session, mounted: Callable[[int], Path]):
    """What was handed over before is there still, whole."""
    disk = mounted(128)
    older = hand_over(plan_hand_over(session, disk), silent).file
    before = older.read_bytes()
    for _ in range(80):
        add_note(session, group=read_groups(session)[1].id, text="x" * 900)
    with pytest.raises(DiskFull):
        hand_over(plan_hand_over(session, disk), silent)
    assert older.read_bytes() == before
    assert names(disk) == [older.with_suffix(".html").name, older.name]


@pytest.mark.parametrize("step", STEPS[1:-1])
def test_a_stick_pulled_at_any_step_is_said(session: Session, mounted: Callable[[int], Path], step: str):
    """Pulled in the middle it is a problem, never done; nothing of ours lies in the folder that is left."""
    disk = mounted(4096)
    before = session.path.read_bytes()
    said: list[str] = []

    def pulling(now: str) -> None:
        said.append(now)
        if now == step:
            subprocess.run(["umount", "-l", str(disk)], check=True)
            disk.rmdir()

    with pytest.raises(DiskFailed):
        hand_over(plan_hand_over(session, disk), pulling)
    assert said[-1] != "done"
    assert not disk.exists()
    assert session.path.read_bytes() == before


@pytest.mark.parametrize("step", STEPS[1:-1])
def test_a_stick_pulled_and_its_folder_left_is_said(session: Session, mounted: Callable[[int], Path], step: str):
    """Under the mount point lies a folder of the laptop's disk: writing there would be no handing over."""
    disk = mounted(4096)

    def pulling(now: str) -> None:
        if now == step:
            subprocess.run(["umount", "-l", str(disk)], check=True)

    with pytest.raises(DiskFailed):
        hand_over(plan_hand_over(session, disk), pulling)
    assert names(disk) == []


def test_a_stick_that_cannot_be_written(session: Session, mounted: Callable[[int], Path]):
    """Read-only, as with its little lock."""
    disk = mounted(4096)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(NotWritable):
        hand_over(plan_hand_over(session, disk), silent)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_error_of_the_stick_leaves_nothing(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch, call: str
):
    """EIO when it is brought to the stick, or when it gets its name."""
    real_replace = os.replace

    def failing(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    def failing_on_the_stick(path: Path, target: Path) -> None:
        if target.parent == stick:
            raise OSError(errno.EIO, "Input/output error")
        real_replace(path, target)

    plan = plan_hand_over(session, stick)
    if call == "fsync":
        monkeypatch.setattr(handing.os, "fsync", failing)
        monkeypatch.setattr("facilitatore.session.building._flush", lambda _path: None)
    else:
        monkeypatch.setattr(os, "replace", failing_on_the_stick)
    with pytest.raises(DiskFailed):
        hand_over(plan, silent)
    assert names(stick) == []


@pytest.mark.parametrize("page", [False, True])
def test_what_reads_back_otherwise_is_no_hand_over(session: Session, stick: Path, page: bool):
    """A stick that lies: one byte of the file, or of the readable copy, is not what was written."""
    wanted = ".html" if page else ".serata"

    def spoiling(step: str) -> None:
        if step == "read_back" and not page:
            spoil(next(stick.glob(f".*{wanted}.*.part")))

    plan = plan_hand_over(session, stick)
    if page:
        real = handing.flush_names

        def flushing(folder: Path) -> bool:
            done = real(folder)
            for part in folder.glob(f".*{wanted}.*.part"):
                spoil(part)
            return done

        handing_flush = pytest.MonkeyPatch()
        handing_flush.setattr(handing, "flush_names", flushing)
    with pytest.raises(NotReadBack):
        hand_over(plan, spoiling)
    if page:
        handing_flush.undo()
    assert names(stick) == []


@pytest.mark.parametrize("missing", ["flush_file", "flush_names", "past_cache"])
def test_what_the_system_cannot_say_is_not_claimed(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch, missing: str
):
    """Proven is what is on the medium, with its name, and was read from there; one of the three missing, it is not."""
    for name in ("flush_file", "flush_names", "past_cache"):
        monkeypatch.setattr(handing, name, lambda _what: True)
    assert hand_over(plan_hand_over(session, stick), silent).is_proven
    monkeypatch.setattr(handing, missing, lambda _what: False)
    assert not hand_over(plan_hand_over(session, stick), silent).is_proven


def test_the_names_are_on_the_stick_before_it_is_read(session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch):
    """The folder is flushed after the files got their names, and what is read last is not what memory holds."""
    seen: list[tuple[str, list[str]]] = []

    def watch(name: str) -> None:
        monkeypatch.setattr(handing, name, lambda _what: seen.append((name, names(stick))) or True)

    for name in ("flush_names", "past_cache"):
        watch(name)
    hand_over(plan_hand_over(session, stick), silent)
    final = names(stick)
    assert seen[-3:] == [("flush_names", final), ("past_cache", final), ("past_cache", final)]


def test_what_changes_after_it_was_read_back_keeps_no_name(session: Session, stick: Path):
    """The file is altered while the readable copy is written: nobody may take it for the evening."""

    def spoiling(step: str) -> None:
        if step == "readable":
            spoil(next(stick.glob(".*.serata.*.part")))

    with pytest.raises(NotReadBack):
        hand_over(plan_hand_over(session, stick), spoiling)
    assert names(stick) == []


def spoil(path: Path) -> None:
    """Turn one bit in the middle of a file."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def test_what_a_pulled_stick_left_half_written_is_tidied(session: Session, stick: Path):
    """The next hand-over removes it, and nothing of others."""
    plan = plan_hand_over(session, stick)
    (stick / f".{plan.stem}.serata.0badcafe.part").write_bytes(b"half")
    (stick / ".gruppo-Z-ABC.serata.0badcafe.part").write_bytes(b"of another laptop")
    hand_over(plan, silent)
    assert names(stick) == [".gruppo-Z-ABC.serata.0badcafe.part", f"{plan.stem}.html", f"{plan.stem}.serata"]
