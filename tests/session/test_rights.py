"""Promises of a file that is protected by its rights: found out when it is opened, on a system that does not tell them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from facilitatore.errors import FileProblem
from facilitatore.session import FileKind, Session, rights

ONLY_TRIED = """
import os, sys
from pathlib import Path
from facilitatore.errors import Problem
from facilitatore.session import Session, rights
os.access = lambda *_asked: True
rights._TELLS_RIGHTS = False
path = Path(sys.argv[1])
os.setgid(65534); os.setuid(65534)
print(rights.may_write(path), rights.may_write(path.parent))
try:
    Session.open(path).close()
    print("open")
except Problem as problem:
    print(type(problem).__name__)
print(*os.listdir(path.parent))
"""
"""As on Windows, where the rights are not told: nobody opens a file."""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="another user is needed")
@pytest.mark.parametrize(
    ("of_file", "of_folder", "wanted"),
    [
        (0o666, 0o777, ["True", "True", "open"]),
        (0o444, 0o777, ["False", "True", "NotWritable"]),
        (0o666, 0o555, ["True", "False", "NotWritable"]),
    ],
    ids=["both", "file", "folder"],
)
def test_what_may_not_be_written_is_found_out_by_trying(
    open_folder: Path, of_file: int, of_folder: int, wanted: list[str]
) -> None:
    """The file for its notes, the folder for its journal; nothing is left of the trying."""
    path = open_folder / "x.serata"
    Session.create(path, FileKind.EVENING, fields={"title": "x"}).close()
    path.chmod(of_file)
    open_folder.chmod(of_folder)
    home = open_folder.parent / "casa"
    home.mkdir()
    home.chmod(0o777)
    of_home = dict.fromkeys(("XDG_DATA_HOME", "XDG_STATE_HOME"), str(home))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **of_home}
    command = [sys.executable, "-c", ONLY_TRIED, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [*wanted, "x.serata"], done.stderr


def test_trying_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes and the time of the file are as before."""
    monkeypatch.setattr(rights, "_TELLS_RIGHTS", False)
    path = tmp_path / "x.serata"
    Session.create(path, FileKind.EVENING, fields={"title": "x"}).close()
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert rights.may_write(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize(("winerror", "may"), [(5, False), (19, False), (32, True), (33, True)])
def test_a_file_that_somebody_holds_is_not_protected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, may: bool
) -> None:
    """Windows refuses both with the same error of Python; its own number tells them apart."""
    path = tmp_path / "x.serata"
    path.touch()

    def refusing(*_args: object, **_more: object) -> None:
        error = PermissionError(13, "no")
        error.winerror = winerror  # type: ignore[attr-defined]  # only Windows gives it
        raise error

    monkeypatch.setattr(rights, "_TELLS_RIGHTS", False)
    monkeypatch.setattr(Path, "open", refusing)
    assert rights.may_write(path) == may


def test_a_missing_file_may_not_be_written(tmp_path: Path) -> None:
    """Whoever asks is told so as by the system."""
    assert not rights.may_write(tmp_path / "x.serata")
    with pytest.raises(FileProblem):
        Session.open(tmp_path / "x.serata")
