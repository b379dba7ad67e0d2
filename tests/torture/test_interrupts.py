"""Ctrl+C tells the truth: whenever it comes, either nothing was changed and that is said, or all was done."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from forms import LONG, either
from interrupting import Told, contents, falsehood

from facilitatore.cli import run
from facilitatore.session import keys

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each try is a child process")

COMMANDS = {
    "forget": ["forget", "s.serata", "--all"],
    "forget one in a register": ["forget", "s.registro", "--all"],
    "destroy-register": ["destroy-register", "s.registro", "--yes"],
    "passphrase": ["passphrase", "s.registro", "--new-passphrase-file", "p.txt"],
    "register-key": ["register-key", "vuoto.registro", "--new"],
    "new": ["new", "n.serata", "--template", "carpi-2018-1"],
    "people import": ["people", "import", "s.serata", "altri.csv"],
    "people import anew": ["people", "import", "s.serata", "altri.csv", "--register", "nuovo.registro"],
    "people check-in": ["people", "check-in", "s.serata", "Zaira", "--walk-in"],
    "notes import": ["notes", "import", "s.serata", "note.csv"],
    "merge": ["merge", "s.serata", "b.serata", "-o", "u.serata"],
    "merge over": ["merge", "b.serata", "-o", "s.serata"],
    "merge into a path": ["merge", "s.serata", "b.serata", "-o", "u.percorso"],
    "kit": ["kit", "s.serata", "-o", "chiavette"],
    "hand-over": ["hand-over", "s.serata", "-o", "stick"],
    "check --save": ["check", "s.serata", "--save", "salvata.serata"],
    "export": ["export", "s.serata", "--format", "md", "-o", "s.md"],
    "badges": ["badges", "s.serata", "-o", "b.pdf"],
}
"""Every command that writes."""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make once what the commands work on: an evening with a guest, a copy with more notes, registers, lists."""
    start = tmp_path_factory.mktemp("start")
    work = start / "work"
    (work / "stick").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        for name, part in (("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state"), ("HOME", "")):
            patch.setenv(name, str(start / "home" / part))
        patch.setattr(keys, "ITERATIONS", 10)
        patch.chdir(work)
        lists = {"uno.csv": "Ada;Neri", "altri.csv": "Ugo;Bruni\nIda;Rossi"}
        for name, rows in lists.items():
            (work / name).write_text(f"Nome;Cognome\n{rows}\n", encoding="utf-8")
        (work / "note.csv").write_text("gruppo;testo\nA;una\nA;due\n", encoding="utf-8")
        (work / "p.txt").write_text("tre gatti sul tetto\n", encoding="utf-8")
        for command in (
            ["new", "s.serata", "--template", "carpi-2018-1"],
            ["people", "import", "s.serata", "uno.csv", "--register", "vuoto.registro"],
            ["people", "import", "s.serata", "uno.csv"],
            ["forget", "vuoto.registro", "--all"],
        ):
            assert run(command) == 0
        shutil.copy(work / "s.serata", work / "b.serata")
        assert run(["notes", "import", "b.serata", "note.csv", "--group", "A"]) == 0
        assert run(["people", "check-in", "s.serata", "Ada"]) == 0
        (work / "vuoto.registro").unlink()
        from facilitatore.session import FileKind, Session

        Session.create(work / "vuoto.registro", FileKind.REGISTER, fields={"title": "vuoto"}).close()
    return start


@pytest.mark.timeout(0 if LONG else 300)
@pytest.mark.parametrize("name", COMMANDS)
def test_an_interrupt_comes_before_all_or_is_too_late(
    name: str, start: Path, tmp_path: Path, tell_figures: dict[str, int]
) -> None:
    """At moments all through a command, and close together where it writes, what it says is what it did."""
    found = _tried(start, tmp_path, COMMANDS[name], {"spread": either(4, 150), "near": either(8, 150)})
    tell_figures |= {"tries": found["tries"], "told falsely": len(found["false"])}
    assert found["whole"]["code"] == 0, found["whole"]
    assert found["whole"]["changed"], "left in peace it changes something"
    assert found["false"] == []
    assert found["tries"] > either(8, 100)


def test_the_proof_can_fail(start: Path, tmp_path: Path) -> None:
    """Where nothing is held back, it finds what was told falsely, at as few moments as a command is tried."""
    wish = {"spread": 0, "near": either(8, 60), "plant": True}
    assert _tried(start, tmp_path, COMMANDS["forget"], wish)["false"]


def _tried(start: Path, place: Path, command: list[str], wish: dict[str, int]) -> dict[str, Any]:
    shutil.copytree(start, place / "start")
    script = Path(__file__).with_name("interrupting.py")
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, str(script), str(place), *command],
        input=json.dumps(wish), env={**os.environ, "PYTHONPATH": root}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.timeout(0 if LONG else 300)
@pytest.mark.parametrize("name", either(["merge over"], ["forget", "passphrase", "merge over", "kit", "people import"]))
def test_a_real_interrupt_at_any_time_is_told_as_it_was(
    name: str, start: Path, tmp_path: Path, tell_figures: dict[str, int]
) -> None:
    """The program is started as people start it, and the signal comes from outside, from its first lines to its last."""
    chance = random.Random(name)  # noqa: S311 - moments
    tries, wrong = either(8, 60), []
    whole, lasted = _typed(start, tmp_path / "whole", COMMANDS[name], None)
    for number in range(tries):
        told, _ = _typed(start, tmp_path / str(number), COMMANDS[name], chance.uniform(0.1, 1.1) * lasted)
        if "<frozen" in told.said or 'File "<string>"' in told.said:
            continue  # Python itself was not awake yet
        if said := falsehood(told, whole):
            wrong.append(said)
    tell_figures |= {"tries": tries, "told falsely": len(wrong)}
    assert wrong == []


def _typed(start: Path, place: Path, command: list[str], after: float | None) -> tuple[Told, float]:
    """Run a command as a program of its own, interrupted so many seconds after it began to be ours."""
    shutil.copytree(start, place)
    home = place / "home"
    own = {"XDG_DATA_HOME": str(home / "data"), "XDG_STATE_HOME": str(home / "state"), "HOME": str(home)}
    root = str(Path(__file__).parents[2])
    entry = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "  # as in `interrupting.main`
        "from ui.__main__ import main; os.write(1, b'!'); sys.exit(main())"
    )
    before, begun = contents(place / "work"), time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", entry, *command], cwd=place / "work", env={**os.environ, **own, "PYTHONPATH": root},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stdout.read(1) == b"!"
        if after is not None:
            time.sleep(after)
            program.send_signal(signal.SIGINT)
        _, said = program.communicate()
    changed = contents(place / "work")
    names = sorted(before.keys() | changed.keys())
    differ = tuple(one for one in names if before.get(one, b"-") != changed.get(one, b"-"))
    return Told(program.returncode, said.decode(), differ), time.monotonic() - begun
