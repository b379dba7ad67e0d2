"""Killing the program without warning: every note that was acknowledged is there afterwards."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from facilitatore.session import FileKind, Session
from facilitatore.session.check import check_file

KILLS = int(os.environ.get("FACILITATORE_KILLS", "15"))
WRITER = """
import sys
from pathlib import Path
from facilitatore.session import Session, new
with Session.open(Path(sys.argv[1])) as session:
    print("open", flush=True)
    for number in range(100_000):
        change = session.record("add", *(new("note", text="x" * 900) for _ in range(1 + number % 40)))
        print(*change.ids, flush=True)
"""
JOINER = """
import sys
from pathlib import Path
from facilitatore.session.merge import join_files
print("open", flush=True)
join_files([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]))
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Run a program that imports this very `facilitatore`, and wait until it has begun."""
    import facilitatore

    environment = {**os.environ, "PYTHONPATH": str(Path(facilitatore.__file__).parent.parent)}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert program.stdout is not None
    if program.stdout.readline() != "open\n":
        program.kill()
        program.communicate()
        raise AssertionError(code)
    return program


def kill(program: subprocess.Popen[str], after: float) -> list[str]:
    """Kill a program after some seconds; return the ids it had acknowledged by whole lines."""
    assert program.stdout is not None
    time.sleep(after)
    program.send_signal(signal.SIGKILL)
    said = program.stdout.read()
    program.stdout.close()
    program.wait()
    return said[: said.rfind("\n") + 1].split()


def test_acknowledged_notes_survive_kill_9(tmp_path: Path) -> None:
    """Killed at any moment, the file opens again by itself and holds every note whose writing had returned."""
    path = tmp_path / "x.serata"
    Session.create(path, FileKind.EVENING, fields={"title": "prova"}).close()
    chance, acknowledged = random.Random(3), 0  # noqa: S311 - no secret
    for _ in range(KILLS):
        ids = kill(start(WRITER, path), chance.uniform(0, 0.06))
        acknowledged += len(ids)
        with Session.open(path) as session:
            assert all(session.get(one) is not None for one in ids)
            assert len(session.things("note")) >= acknowledged
            acknowledged = len(session.things("note"))
    assert acknowledged > KILLS
    assert check_file(path).altered == 0


def test_killed_join_leaves_the_target_as_it_was(tmp_path: Path) -> None:
    """A join killed at any moment changes all or nothing, and can be done again over what it left."""
    sources, target = [], tmp_path / "all.serata"
    with Session.create(target, FileKind.EVENING, fields={"title": "prova"}) as session:
        evening, root = session.id, session.all_facts()
    from facilitatore.session.facts import make_fact
    from facilitatore.session.merge import copy_facts, join_files

    for laptop in range(3):
        things = [(laptop * 500 + number + 1).to_bytes(16, "big") for number in range(500)]
        notes = [
            make_fact(bytes.fromhex(evening), thing, "note", {"text": "x" * 200}, by=b"A", at=number)
            for number, thing in enumerate(things)
        ]
        sources.append(tmp_path / f"{laptop}.serata")
        copy_facts([*root, *notes], sources[-1])
    chance = random.Random(5)  # noqa: S311 - no secret
    before = target.read_bytes()
    for _ in range(max(3, KILLS // 4)):
        kill(start(JOINER, target, *sources), chance.uniform(0, 0.15))
        if target.read_bytes() != before:
            assert check_file(target).facts == 1501
            target.write_bytes(before)
    join_files(sources, target)
    assert check_file(target).facts == 1501
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "0.serata", "1.serata", "2.serata", "all.serata"
    ]  # fmt: skip
