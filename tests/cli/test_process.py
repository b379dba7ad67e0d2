"""The program as it is started: its exit codes, its streams, and disks that are full or read-only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitatore.resources import resource_path

PROGRAM = Path(sys.executable).with_name("facilitatore" + (".exe" if sys.platform == "win32" else ""))
LIMITED = """
import resource, signal, sys
from facilitatore.cli import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(run(sys.argv[2:]))
"""
"""A disk with no more room, made by a limit on how long a file may get."""


def started(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the program and wait for its end."""
    return subprocess.run(
        [str(PROGRAM), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_program_does_refuses_and_explains(tmp_path: Path) -> None:
    """Exit 0 with words on stdout, 1 and 2 with words on stderr alone."""
    done = started("new", "s.serata", "--template", "vuota", cwd=tmp_path)
    refused = started("new", "s.serata", "--template", "vuota", cwd=tmp_path)
    wrong = started("new", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Creata s.serata\n", "")
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (1, "", 1)
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_json_is_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    """Accents reach other programs, also where the terminal knows none."""
    started("new", "s.serata", "--template", "carpi-2018-1", cwd=tmp_path)
    said = started("info", "s.serata", "--json", cwd=tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(said.stdout)["theme"] == "Domiciliarità e prossimità"


def test_a_reader_that_goes_away_is_no_error_of_ours(tmp_path: Path) -> None:
    """`… | head -1` ends without a traceback."""
    started("new", "s.serata", "--template", "carpi-2018-1", cwd=tmp_path)
    with subprocess.Popen(
        [str(PROGRAM), "info", "s.serata", "--json"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_the_commands_load_neither_window_nor_tables(tmp_path: Path) -> None:
    """A command starts quickly because it imports nothing that it does not need."""
    script = (
        "import sys; from facilitatore.cli import run; run(['templates']); "
        "print([name for name in ('PySide6', 'sqlmodel', 'typst', 'reportlab', 'jinja2') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=True, text=True)
    assert said.stdout.splitlines()[-1] == "[]"


def mounted(place: Path, size: str) -> bool:
    """Mount a disk of its own, where this system lets us."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path | None]:
    """Return a disk of 200 kB, or None where this system lets us mount none."""
    place = tmp_path / "disco"
    own = mounted(place, "200k")
    yield place if own else None
    if own:
        subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return a folder with a list of 400 notes and one of 2,000 people."""
    folder = tmp_path / "elenchi"
    folder.mkdir()
    notes = "".join(f"A;Nota {number} {'parole ' * 60}\n" for number in range(400))
    people = "".join(f"Ada{number};Neri{number};a{number}@example.org\n" for number in range(2000))
    (folder / "note.csv").write_text("gruppo;testo\n" + notes, encoding="utf-8")
    (folder / "persone.csv").write_text("Nome;Cognome;Email\n" + people, encoding="utf-8")
    return folder


WRITING = {
    "people import": ["people", "import", "s.serata", "../elenchi/persone.csv"],
    "notes import": ["notes", "import", "s.serata", "../elenchi/note.csv"],
    "kit": ["kit", "s.serata", "-o", "chiavette"],
    "merge": ["merge", "s.serata", "-o", "u.serata"],
    "export": ["export", "s.serata", "--format", "pdf", "-o", "s.pdf"],
    "demo": ["demo", "prova"],
    "new": ["new", "t.serata", "--template", "carpi-2018-2"],
}


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk_changes_nothing(disk: Path | None, name: str) -> None:
    """One sentence, exit 1, every file as it was and no new one, nor an empty folder."""
    if disk is None:
        return  # without a disk of its own the next promise stands in for this one
    started("new", "s.serata", "--template", "carpi-2018-1", cwd=disk)
    (disk / "film").write_bytes(bytes(188 * 1024 - (disk / "s.serata").stat().st_size))
    before = files_in(disk)
    said = started(*WRITING[name], cwd=disk)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.splitlines()[-1].startswith("Il disco è pieno")
    assert files_in(disk) == before
    assert len(list(disk.iterdir())) == len(before)


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize(
    ("name", "limit"), [("people import", 60_000), ("notes import", 60_000), ("kit", 20_000), ("merge", 20_000)]
)
def test_a_file_that_may_not_grow_changes_nothing(tmp_path: Path, name: str, limit: int) -> None:
    """The same where a file may have no more than so many bytes."""
    if sys.platform == "win32":
        return  # no such limit there
    folder = tmp_path / "lavoro"
    folder.mkdir()
    started("new", "s.serata", "--template", "carpi-2018-1", cwd=folder)
    before = files_in(folder)
    command = [sys.executable, "-c", LIMITED, str(limit), *WRITING[name]]
    said = subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.splitlines()[-1].startswith("Il disco")
    assert files_in(folder) == before
    assert len(list(folder.iterdir())) == len(before)


def test_a_read_only_folder_changes_nothing(tmp_path: Path) -> None:
    """On a stick with its lock on, writing is refused in one sentence; checking works."""
    folder = tmp_path / "disco"
    own = mounted(folder, "2m")
    started("new", "s.serata", "--template", "vuota", cwd=folder)
    (folder / "note.csv").write_text("testo\nUna\n", encoding="utf-8")
    before = files_in(folder)
    try:
        if own:
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True, capture_output=True)
        else:
            folder.chmod(0o555)
        for arguments in (
            ["new", "t.serata", "--template", "vuota"],
            ["notes", "import", "s.serata", "note.csv"],
            ["kit", "s.serata", "-o", "chiavette"],
            ["export", "s.serata", "--format", "md", "-o", "s.md"],
            ["merge", "s.serata", "-o", "u.serata"],
            ["demo", "prova"],
        ):
            said = started(*arguments, cwd=folder)
            assert (said.returncode, said.stdout) == (1, ""), arguments
            assert "sola lettura" in said.stderr.splitlines()[-1], said.stderr
        assert started("check", "s.serata", cwd=folder).returncode == 0
        assert files_in(folder) == before
    finally:
        if own:
            subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)
        else:
            folder.chmod(0o755)


def test_the_whole_of_the_door_in_the_program(tmp_path: Path) -> None:
    """From the list to the badges, each command a process of its own."""
    people = resource_path("sample", "people.csv")
    for arguments in (
        ["new", "s.serata", "--template", "carpi-2018-1"],
        ["people", "import", "s.serata", people],
        ["people", "check-in", "s.serata", "Giulia Malagoli"],
        ["badges", "s.serata", "-o", "b.pdf"],
    ):
        said = started(*arguments, cwd=tmp_path)
        assert said.returncode == 0, said.stderr
    rows = json.loads(started("people", "list", "s.serata", "--json", cwd=tmp_path).stdout)
    assert [row["badge_name"] for row in rows if row["checked_in"]] == ["Giulia"]


def test_the_window_can_be_touched_without_a_screen(tmp_path: Path) -> None:
    """`selftest` opens every page and ends by itself."""
    said = started("selftest", cwd=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert (said.returncode, "Traceback" in said.stderr) == (0, False), said.stderr
