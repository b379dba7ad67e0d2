"""Promises of ``*`` and ``?`` in a console that hands them over as they were typed, as those of Windows do."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def sticks(serata: Path, folder: Path) -> Path:
    """Return the folder of the sticks: three copies of the evening, one with a bracket in its name, and a list."""
    sticks = folder / "chiavette"
    sticks.mkdir()
    for name in ("gruppo-B.serata", "gruppo-A.serata", "gruppo [C].serata"):
        shutil.copy(serata, sticks / name)
    (sticks / "note.csv").write_text("testo\n", encoding="utf-8")
    return sticks


def looked_at(said: Any) -> list[str]:
    """Return the names of the files that `merge --look` tells of."""
    assert said.code == 0, said
    return [Path(one["file"]).name for one in json.loads(said.out)["files"]]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("chiavette/*.serata", ["gruppo [C].serata", "gruppo-A.serata", "gruppo-B.serata"]),
        ("chiavette/gruppo-?.serata", ["gruppo-A.serata", "gruppo-B.serata"]),
        ("chiavette/gruppo [C]*", ["gruppo [C].serata"]),
        ("*/gruppo-A.serata", ["gruppo-A.serata"]),
    ],
)
def test_a_pattern_stands_for_the_files_like_it(
    do: Callable[..., Any], sticks: Path, pattern: str, names: list[str]
) -> None:
    """In the order of their names; a bracket is only a bracket."""
    assert sticks.is_dir()
    assert looked_at(do("merge", pattern, "--look", "--json")) == names


def test_merge_writes_what_a_pattern_stands_for(do: Callable[..., Any], sticks: Path, folder: Path) -> None:
    """The line of the manual works in a console of Windows."""
    assert sticks.is_dir()
    assert do("merge", "chiavette/*.serata", "-o", "unita.serata").code == 0
    assert (folder / "unita.serata").is_file()


def test_every_command_of_several_files_takes_patterns(do: Callable[..., Any], sticks: Path) -> None:
    """Also the figures of a path, and the copies that say of which evening a damaged file is."""
    assert sticks.is_dir()
    evenings = do("process", "chiavette/gruppo-?.serata", "--json").json["evenings"]
    assert len(evenings) == 1
    assert do("check", "s.serata", "--copy", "chiavette/*.serata").code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("merge", "c/*.serata", "-o", "u.serata"),
        ("process", "c/*.serata"),
        ("check", "s.serata", "--copy", "c/*.serata"),
    ],
    ids=lambda command: command[0],
)
def test_a_pattern_that_no_file_has_is_said(
    refused: Callable[..., str], serata: Path, command: tuple[str, ...]
) -> None:
    """One sentence, which names the pattern; nothing is written."""
    assert serata.is_file()
    assert "*.serata" in refused(*command)


@pytest.mark.skipif(sys.platform == "win32", reason="no name holds an asterisk there")
def test_a_file_that_has_the_name_is_meant(do: Callable[..., Any], sticks: Path) -> None:
    """Where a name may hold an asterisk, the file of that name is the one."""
    shutil.copy(sticks / "gruppo-A.serata", sticks / "gruppo-*.serata")
    assert looked_at(do("merge", "chiavette/gruppo-*.serata", "--look", "--json")) == ["gruppo-*.serata"]
