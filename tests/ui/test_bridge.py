"""The bridge: the one caller of actions."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note, read_notes
from facilitatore.door.actions import welcome_walk_in
from facilitatore.errors import BadValue, DiskFull, FileLocked, FileMissing, NotWritable
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Change, Session, new, rights
from facilitatore.session.register_place import register_path
from ui.bridge import Bridge
from ui.jobs import DOOR, GROUP, STEERING, Job


@pytest.fixture
def bridge(tmp_path: Path, qapp: QApplication) -> Iterator[Bridge]:
    """A bridge with an open evening."""
    made = Bridge()
    made.adopt(create_evening(tmp_path / "prova.serata", find_template("carpi-2018-1")))
    yield made
    made.close_evening()


def group_of(bridge: Bridge) -> str:
    """The first group's id."""
    return read_groups(bridge.session)[0].id


def test_an_action_becomes_one_change_with_who_asked(bridge: Bridge, qtbot: QtBot) -> None:
    """Whoever asked can tell its own echo."""
    me = object()
    heard: list[Change] = []
    bridge.changed.connect(heard.append)
    bridge.do(add_note, group=group_of(bridge), text="Ciao", origin=me)
    assert [(change.action, change.kinds, change.origin is me) for change in heard] == [
        ("add_note", frozenset({"note"}), True)
    ]


def test_a_refusal_is_told_and_changes_nothing(bridge: Bridge) -> None:
    """None comes back, `refused` carries the problem, no note is there."""
    heard: list[object] = []
    bridge.refused.connect(heard.append)
    assert bridge.do(add_note, group=group_of(bridge), text="   ") is None
    assert [type(problem) for problem in heard] == [BadValue]
    assert read_notes(bridge.session) == []


def test_an_evening_that_may_not_be_written_is_refused_before_the_first_note(
    bridge: Bridge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system does not tell the rights, as Windows: `refused` carries the problem, and the one open stays open."""
    other = tmp_path / "protetta.serata"
    create_evening(other, find_template("carpi-2018-1")).close()
    real = Path.open

    def protected(path: Path, mode: str = "r", *args: Any, **more: Any) -> Any:
        if path == other and mode != "rb":
            raise PermissionError(errno.EACCES, "protected", str(path))
        return real(path, mode, *args, **more)

    heard: list[object] = []
    bridge.refused.connect(heard.append)
    monkeypatch.setattr(rights, "_TELLS_RIGHTS", False)
    monkeypatch.setattr(Path, "open", protected)
    assert not bridge.open_evening(other)
    assert [type(problem) for problem in heard] == [NotWritable]
    assert bridge.session.path != other


def test_a_bug_is_not_swallowed(bridge: Bridge) -> None:
    """What is no `Problem` comes out, so that it is seen."""

    def broken(_session: Session) -> Change:
        message = "a bug"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        bridge.do(broken)


def test_undo_goes_back_through_evening_and_register_in_order(bridge: Bridge) -> None:
    """The last action is undone first, in whichever file it was; redo does it again."""
    bridge.adopt_register(create_register(bridge.session, register_path(bridge.session.path)))
    bridge.do(welcome_walk_in, name="Ada")
    bridge.do_register(lambda register: register.record("add", new("person", first_name="Anna", family_name="Po")))
    assert bridge.register is not None
    bridge.undo()
    assert bridge.register.things("person") == []
    assert len(bridge.session.things("guest")) == 1
    bridge.undo()
    assert bridge.session.things("guest") == []
    bridge.redo()
    assert len(bridge.session.things("guest")) == 1
    bridge.redo()
    assert len(bridge.register.things("person")) == 1
    assert bridge.redo() is None


def two_in_one(bridge: Bridge) -> Session:
    """Write in both files in one step; return the register."""
    register = create_register(bridge.session, register_path(bridge.session.path))
    bridge.adopt_register(register)
    with bridge.one_step():
        bridge.do(welcome_walk_in, name="Ada")
        bridge.do_register(lambda register: register.record("answer_name", new("person", first_name="Anna")))
    return register


def counts(bridge: Bridge, register: Session) -> tuple[int, int]:
    """Return how many guests and persons there are."""
    return len(bridge.session.things("guest")), len(register.things("person"))


def test_what_was_one_step_is_undone_in_one(bridge: Bridge) -> None:
    """Both files go back together and forth together, told as one change with the names of both actions."""
    register = two_in_one(bridge)
    heard: list[Change] = []
    bridge.changed.connect(heard.append)
    for there, step in ((0, bridge.undo), (1, bridge.redo), (0, bridge.undo)):
        change = step()
        assert change is not None
        assert (change.action, change.kinds) == ("answer_name walk_in", frozenset({"guest", "person"}))
        assert counts(bridge, register) == (there, there)
    assert len(heard) == 3
    assert bridge.undo() is None


def test_half_a_step_that_is_refused_can_still_be_undone(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one file cannot be written, that is told; what was taken back stays so, the rest is the next undo."""
    register = two_in_one(bridge)
    heard: list[object] = []
    bridge.refused.connect(heard.append)

    def full(*_: object) -> None:
        raise DiskFull(bridge.session.path)

    with monkeypatch.context() as patch:
        patch.setattr(bridge.session, "_commit", full)
        assert bridge.undo() is None
    assert ([type(problem) for problem in heard], counts(bridge, register)) == ([DiskFull], (1, 0))
    assert bridge.undo() is not None
    assert counts(bridge, register) == (0, 0)
    bridge.redo()
    bridge.redo()
    assert counts(bridge, register) == (1, 1)


def test_a_new_action_forgets_what_could_be_redone(bridge: Bridge) -> None:
    """After undo, writing something else leaves nothing to redo."""
    bridge.do(add_note, group=group_of(bridge), text="uno")
    bridge.undo()
    bridge.do(add_note, group=group_of(bridge), text="due")
    assert bridge.redo() is None
    assert [note.text for note in read_notes(bridge.session)] == ["due"]


def test_a_file_that_cannot_be_opened_leaves_the_open_one(bridge: Bridge, tmp_path: Path) -> None:
    """The sentence is said and one goes on where one was."""
    heard: list[object] = []
    bridge.refused.connect(heard.append)
    before = bridge.session
    assert not bridge.open_evening(tmp_path / "non-c-e.serata")
    assert bridge.session is before
    assert [type(problem) for problem in heard] == [FileMissing]


def test_the_register_beside_is_opened_with_the_evening(bridge: Bridge, tmp_path: Path) -> None:
    """And one that cannot be opened is said, while the evening opens all the same."""
    create_register(bridge.session, register_path(bridge.session.path)).close()
    path = bridge.session.path
    bridge.close_evening()
    assert bridge.open_evening(path)
    assert bridge.register is not None
    bridge.close_evening()
    heard: list[object] = []
    bridge.refused.connect(heard.append)
    with Session.open(register_path(path)):
        assert bridge.open_evening(path)
        assert bridge.register is None
    assert [type(problem) for problem in heard] == [FileLocked]


@pytest.mark.parametrize(
    ("name", "kind"), [("accoglienza", DOOR), ("gruppo-B", GROUP), ("serata-unita", STEERING), ("gruppo-Z", STEERING)]
)
def test_a_laptop_learns_its_job_from_the_name_of_its_file(
    tmp_path: Path, qapp: QApplication, name: str, kind: str
) -> None:
    """The sticks' names are enough; a group that is not there is no job."""
    bridge = Bridge()
    bridge.adopt(create_evening(tmp_path / f"{name}.serata", find_template("carpi-2018-1")))
    assert bridge.job.kind == kind
    bridge.close_evening()


def test_a_job_is_remembered_for_its_file(bridge: Bridge) -> None:
    """Opened again, the laptop knows its group."""
    group = read_groups(bridge.session)[1].id
    bridge.set_job(Job(GROUP, group))
    path = bridge.session.path
    bridge.close_evening()
    bridge.open_evening(path)
    assert bridge.job == Job(GROUP, group)


def test_work_beside_the_window_comes_back_to_it(bridge: Bridge, qtbot: QtBot) -> None:
    """The result arrives in the window's thread, a problem as `refused`; work for a closed evening is dropped."""
    results: list[int] = []
    problems: list[object] = []
    bridge.refused.connect(problems.append)
    bridge.run_beside(lambda: 7, results.append)
    qtbot.waitUntil(lambda: not bridge.is_busy)
    assert results == [7]

    def fail() -> int:
        raise DiskFull(Path("a"))

    bridge.run_beside(fail, results.append)
    qtbot.waitUntil(lambda: not bridge.is_busy)
    assert [type(problem) for problem in problems] == [DiskFull]
    bridge.run_beside(lambda: 8, results.append)
    bridge.close_evening()
    qtbot.wait(100)
    assert results == [7]


@pytest.mark.parametrize("outcome", ["done", "refused", "bug", "closed"])
def test_work_gives_back_what_it_held_however_it_ends(bridge: Bridge, qtbot: QtBot, outcome: str) -> None:
    """Once, and before anything is said of it; a bug is still told as one."""
    told: list[str] = []
    bridge.refused.connect(lambda _problem: told.append("refused"))

    def work() -> int:
        if outcome == "refused":
            raise DiskFull(Path("a"))
        if outcome == "bug":
            raise ZeroDivisionError
        return 7

    with qtbot.captureExceptions() as bugs:
        bridge.run_beside(work, lambda _: told.append("done"), ended=lambda: told.append("given back"))
        if outcome == "closed":
            bridge.close_evening()
        qtbot.waitUntil(lambda: not bridge.is_busy)
        qtbot.wait(50)
    assert told == ["given back", *([outcome] if outcome in ("done", "refused") else [])]
    assert [kind for kind, *_ in bugs] == ([ZeroDivisionError] if outcome == "bug" else [])


def test_opening_the_open_evening_again_shows_it(bridge: Bridge) -> None:
    """Nobody is told to close another window that is not there, and nothing is lost."""
    refused: list[object] = []
    bridge.refused.connect(refused.append)
    before = bridge.session
    bridge.do(add_note, group=group_of(bridge), text="Ciao")
    assert bridge.open_evening(bridge.session.path)
    assert bridge.session is before
    assert refused == []
    assert bridge.undo() is not None
