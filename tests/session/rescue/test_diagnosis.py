"""What is wrong with a file is said part by part, and the file stays as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import forge
import pytest

from facilitatore.errors import Damaged, NotOurs
from facilitatore.session.rescue.diagnosis import Part, diagnose

PAGE = 4096


def cut(content: bytes) -> bytes:
    """Lose the last page and a half."""
    return content[: -PAGE * 3 // 2]


def flipped(content: bytes) -> bytes:
    """Alter one letter of a note."""
    return content.replace(b'"nota 37"', b'"nota 73"', 1)


def unordered(content: bytes) -> bytes:
    """Let the pages be found in another order: the children of the first interior page change places."""
    changed = bytearray(content)
    place = PAGE + int.from_bytes(changed[PAGE + 12 : PAGE + 14], "big")
    changed[place : place + 4], changed[PAGE + 8 : PAGE + 12] = (
        changed[PAGE + 8 : PAGE + 12],
        changed[place : place + 4],
    )
    return bytes(changed)


SAID = {
    "cut": (cut, Part.CUT),
    "altered": (flipped, Part.ALTERED),
    "order": (unordered, Part.ORDER),
    "header": (lambda content: b"x" * 100 + content[100:], Part.HEADER),
    "zeros": (lambda content: bytes(len(content)), Part.ZEROS),
    "empty": (lambda _content: b"", Part.EMPTY),
    "page of noise": (lambda content: content[: 2 * PAGE] + b"\x7f" * PAGE + content[3 * PAGE :], Part.BROKEN),
}


@pytest.mark.parametrize("name", SAID)
def test_each_damage_is_told(name: str, tmp_path: Path) -> None:
    """What is wrong is named, and the file stays as it is."""
    spoil, part = SAID[name]
    path = forge.good(tmp_path / "x.serata", 100)
    path.write_bytes(spoil(path.read_bytes()))
    before = path.read_bytes()
    found = diagnose(path)
    assert part in {damage.part for damage in found.damages}, found.damages
    assert not found.is_whole
    assert path.read_bytes() == before


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_journal_beside_is_told(ending: str, tmp_path: Path) -> None:
    """A journal that is not ours, a log, or both; of another file or of this one: neither is followed nor touched."""
    path, other = forge.good(tmp_path / "x.serata", 10), forge.hot_copy(tmp_path)
    beside = path.with_name(path.name + ending)
    shutil.copyfile(other.with_name(other.name + "-journal"), beside)
    before = beside.read_bytes()
    found = diagnose(path)
    assert {damage.part for damage in found.damages} == {Part.JOURNAL if ending == "-journal" else Part.LOG}
    assert (found.readable >= 11, beside.read_bytes() == before) == (True, True)


def test_of_a_whole_file_the_notes_are_counted(tmp_path: Path) -> None:
    """Also where it may not be opened for another reason."""
    assert diagnose(forge.good(tmp_path / "x.serata", 10)).counts["note"] == 10


def test_two_journals_are_both_told(tmp_path: Path) -> None:
    """One sentence each."""
    path = forge.good(tmp_path / "x.serata", 10)
    for ending in ("-journal", "-wal"):
        path.with_name(path.name + ending).write_bytes(b"x" * 600)
    assert [damage.part for damage in diagnose(path).damages] == [Part.JOURNAL, Part.LOG]


def test_files_of_others_are_not_diagnosed(tmp_path: Path) -> None:
    """A zip, a text or another program's database is not a broken file of ours."""
    for make in (forge.zipped, forge.other_program):
        with pytest.raises(NotOurs):
            diagnose(make(tmp_path / make.__name__))


def test_huge_file_is_not_searched(tmp_path: Path) -> None:
    """Longer than any file of ours: nothing is read."""
    with pytest.raises(Damaged):
        diagnose(forge.resize(tmp_path / "x.serata", 2 << 40))


NOBODY = """
import os, sys
from pathlib import Path
from facilitatore.session.rescue.diagnosis import diagnose
from facilitatore.session import Session
from facilitatore.errors import Problem
with Session.open(Path(sys.argv[2])):
    pass  # what is imported late is imported now: nobody may not read Python's own files everywhere
diagnose(Path(sys.argv[2]))
os.setgid(65534); os.setuid(65534)
for way in (diagnose, Session.look, Session.open):
    try:
        found = way(Path(sys.argv[1]))
        print(*[damage.part for damage in getattr(found, "damages", ())] or ["fine"])
    except Problem as problem:
        print(type(problem).__name__)
"""
RIGHTS = {
    "secret file": (0o000, 0o777, ["NotReadable", "NotReadable", "NotReadable"]),
    "secret folder": (0o666, 0o000, ["NotReadable", "NotReadable", "NotReadable"]),
    "read-only file": (0o444, 0o777, ["read_only", "fine", "NotWritable"]),
    "read-only folder": (0o666, 0o555, ["folder", "fine", "NotWritable"]),
}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="another user is needed")
@pytest.mark.parametrize("name", RIGHTS)
def test_wrong_rights_are_told_as_such(name: str, tmp_path: Path, open_folder: Path) -> None:
    """Who may not read is told so, and who may only read can look."""
    of_file, of_folder, wanted = RIGHTS[name]
    path, warm = forge.good(open_folder / "x.serata"), forge.good(tmp_path / "warm.serata")
    path.chmod(of_file)
    path.parent.chmod(of_folder)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", NOBODY, str(path), str(warm)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == wanted, done.stderr
