"""Files of a moment: nobody else reads them, and nothing of them stays, whoever was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import forge
import pytest

from facilitatore.session import Session
from facilitatore.session.joining import rounds
from facilitatore.session.joining.merge import join_files
from facilitatore.session.scratch import scratch_folder, scratch_place, sweep_scratch

if TYPE_CHECKING:
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
