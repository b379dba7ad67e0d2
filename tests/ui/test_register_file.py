"""The file of a register while it is not open: whatever is refused leaves everything as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from facilitatore.errors import BadValue, DiskFull, NeedsPassphrase
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, keys, new
from facilitatore.session.cipher import set_passphrase
from facilitatore.session.register_place import register_path
from facilitatore.session.rescue import copies
from facilitatore.session.rescue.copies import copies_for
from ui import register_file
from ui.bridge import Bridge

PHRASE = "quattro gatti sul tetto"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write an evening with Anna in its register, both closed."""
    monkeypatch.setattr(keys, "ITERATIONS", 1000)
    path = tmp_path / "accoglienza.serata"
    with (
        create_evening(path, find_template("carpi-2018-1")) as session,
        create_register(session, register_path(path)) as register,
    ):
        register.record("add", new("person", first_name="Anna", family_name="Po"))
        register.back_up()
    return path


@pytest.fixture
def refused(qapp: QApplication) -> list[object]:
    """What was refused."""
    return []


def opened(path: Path, refused: list[object]) -> Bridge:
    """Open the evening."""
    bridge = Bridge()
    bridge.refused.connect(refused.append)
    assert bridge.open_evening(path)
    return bridge


def test_a_register_with_a_passphrase_is_no_error(path: Path, refused: list[object]) -> None:
    """Nothing is refused: the bridge knows why it is not open, and the right words open it."""
    set_passphrase(register_path(path), "", PHRASE)
    bridge = opened(path, refused)
    assert refused == []
    assert isinstance(bridge.register_problem, NeedsPassphrase)
    assert bridge.asks_passphrase
    assert not bridge.open_register("un’altra frase intera")
    assert bridge.asks_passphrase
    assert bridge.open_register(PHRASE)
    assert not bridge.asks_passphrase
    bridge.close_evening()


def test_no_attribute_of_the_bridge_holds_the_passphrase(path: Path, refused: list[object]) -> None:
    """It is handed on and let go."""
    set_passphrase(register_path(path), "", PHRASE)
    bridge = opened(path, refused)
    bridge.open_register(PHRASE)
    assert PHRASE not in repr(vars(bridge))
    bridge.close_evening()


def test_a_copy_that_cannot_be_written_leaves_the_register_where_it_is(
    path: Path, refused: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: nothing was set aside."""
    register = register_path(path)
    register.write_bytes(register.read_bytes()[:6000])
    broken = register.read_bytes()
    bridge = opened(path, refused)

    def fail(*_args: object) -> None:
        raise DiskFull(register)

    monkeypatch.setattr(copies, "restore", fail)
    (copy,) = copies_for(register)
    assert bridge.replace_register(copy.path) is None
    assert isinstance(refused[-1], DiskFull)
    assert register.read_bytes() == broken
    bridge.close_evening()


def test_what_was_done_in_a_destroyed_register_is_not_undone(path: Path, refused: list[object]) -> None:
    """Ctrl+Z finds nothing of it, and the evening goes on."""
    bridge = opened(path, refused)
    bridge.do_register(lambda register: register.record("add", new("person", first_name="Ada", family_name="Po")))
    assert bridge.destroy_register()
    assert bridge.undo() is None
    assert (bridge.register, bridge.register_problem) == (None, None)
    bridge.close_evening()


def test_a_destroyed_register_that_says_nothing_takes_its_copies_along(path: Path, own_home: Path) -> None:
    """Its file is noise; the window knows from when it was open which copies have the surnames, and they go."""
    file = register_path(path)
    with Session.look(file) as register:
        session_id = register.id
    file.write_bytes(b"SQLite format 3\0" + bytes(8176))
    assert any(b"Anna" in copy.read_bytes() for copy in own_home.rglob("*.registro"))
    register_file.destroy(file, session_id)
    assert not file.exists()
    assert list(own_home.rglob("*.registro")) == []


def test_a_destroyed_register_that_says_nothing_of_which_nothing_is_known_leaves_other_copies(
    path: Path, own_home: Path
) -> None:
    """Nobody can tell whose they are."""
    file = register_path(path)
    before = sorted(own_home.rglob("*.registro"))
    file.write_bytes(b"SQLite format 3\0" + bytes(8176))
    register_file.destroy(file, "")
    assert not file.exists()
    assert sorted(own_home.rglob("*.registro")) == before != []


def test_a_weak_passphrase_is_refused_while_the_register_is_open(path: Path) -> None:
    """Once it is closed nobody could open it again."""
    with Session.open(register_path(path)) as register, pytest.raises(BadValue):
        register_file.check_passphrases(register, "", "corta")
