"""Files of a moment: nobody else reads them, and nothing of them stays, whoever was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import IO, TYPE_CHECKING

import forge
import pytest

from facilitatore.deliver.hand_over import hand_over, plan_hand_over
from facilitatore.deliver.joining import held, join_evenings
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, scratch
from facilitatore.session.joining import rounds
from facilitatore.session.joining.merge import join_files
from facilitatore.session.places import mark_writing
from facilitatore.session.scratch import scratch_folder, scratch_place, sweep_scratch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = b"Zdravka"
HELD = """
import sys
from facilitatore.session.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "names").write_bytes(b"Zdravka")
    print(folder, flush=True)
    sys.stdin.read()
"""


def hold() -> tuple[subprocess.Popen[str], Path]:
    """Start a program that uses a scratch folder; return it and the folder."""
    from pathlib import Path

    program = subprocess.Popen(
        [sys.executable, "-c", HELD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert program.stdout is not None
    return program, Path(program.stdout.readline().strip())


def test_nothing_stays_and_nobody_else_may_look() -> None:
    """The folder is of this person alone, and goes with what is in it, after an error too."""
    with pytest.raises(KeyError), scratch_folder() as folder:  # noqa: PT012 - what is done before the error
        (folder / "names").write_bytes(NAME)
        if os.name == "posix":
            assert folder.stat().st_mode & 0o777 == folder.parent.stat().st_mode & 0o777 == 0o700
        raise KeyError
    assert list(scratch_place().iterdir()) == []


def test_what_is_in_use_stays_and_what_a_killed_program_left_goes(tmp_path: Path) -> None:
    """Another running program keeps its files; once it was killed the next opening wipes them."""
    program, folder = hold()
    with program:
        sweep_scratch()
        with scratch_folder():
            assert (folder / "names").read_bytes() == NAME
        program.kill()
        program.wait()
    assert folder.exists()
    with Session.open(forge.good(tmp_path / "x.serata")):
        assert list(scratch_place().iterdir()) == []


def test_a_folder_without_a_lock_is_nobodys() -> None:
    """Its lock went, or never was: it is wiped."""
    folder = scratch_place() / "0123"
    folder.mkdir(parents=True)
    (folder / "names").write_bytes(NAME)
    sweep_scratch()
    assert list(scratch_place().iterdir()) == []


def test_joining_in_rounds_leaves_nothing_in_the_common_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put down meanwhile lies in our own folder, never where everybody may read."""
    monkeypatch.setattr(rounds, "AT_ONCE", 2)
    common = tmp_path / "common"
    common.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(common))
    before = common.stat().st_mtime_ns
    paths = [forge.good(tmp_path / f"{number}.serata", 5 + number) for number in range(5)]
    join_files(paths, tmp_path / "all.serata")
    assert common.stat().st_mtime_ns == before
    assert list(scratch_place().iterdir()) == []


def join_in_rounds(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Join more files than are open at once."""
    patch.setattr(rounds, "AT_ONCE", 2)
    join_files([forge.good(folder / f"{number}.serata", 5 + number) for number in range(5)], folder / "all.serata")


def undo_half_a_commit(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    """Open a file of which a program left half a commit: a copy is tried first."""
    path = forge.hot_copy(folder)
    mark_writing(path)
    Session.open(path).close()


def hand_an_evening_over(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    """Bring an evening to a stick."""
    (folder / "stick").mkdir()
    with Session.open(forge.good(folder / "x.serata")) as session:
        hand_over(plan_hand_over(session, folder / "stick"), lambda _step: None)


def join_an_open_evening(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    """Put the open evening into a path with another."""
    other = create_evening(folder / "altra.serata", find_template("vuota"))
    other.close()
    with Session.open(forge.good(folder / "x.serata")) as session:
        join_evenings(held(session), [other.path], folder / "x.percorso")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps the folder of a person from others by itself")
@pytest.mark.parametrize("way", [join_in_rounds, undo_half_a_commit, hand_an_evening_over, join_an_open_evening])
def test_nobody_else_may_read_a_file_of_a_moment(
    way: Callable[[Path, pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file in the folder, whoever makes it, is for this person alone, and the lock beside it too."""
    modes: list[int] = []

    def noting(folder: Path, lock: IO[bytes]) -> None:
        made = [*folder.iterdir(), folder.with_suffix(".lock")]
        assert len(made) > 1
        modes.extend(one.stat().st_mode & 0o777 for one in made)
        clear(folder, lock)

    clear = scratch._clear
    monkeypatch.setattr(scratch, "_clear", noting)
    way(tmp_path, monkeypatch)
    assert set(modes) == {0o600}
