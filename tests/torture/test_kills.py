"""The program is killed at any moment, again and again on one file, in the long form some hundreds of times."""

from __future__ import annotations

import random
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from deeds import DEEDS, Place, notes_of, read_session
from forms import either
from recording import command_of

from facilitatore.session import Session
from facilitatore.session.check import check_file

if TYPE_CHECKING:
    from pathlib import Path

KILLS = either(6, 300)
pytestmark = pytest.mark.timeout(either(120, 3600))


def begin(deed: str, place: Place, steps: int) -> subprocess.Popen[str]:
    """Begin a deed, and wait until Python has brought up the program."""
    program = subprocess.Popen(command_of(deed, place, steps), env=place.environment, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "begun\n"
    return program


def kill(program: subprocess.Popen[str], after: float, steps: int = 0) -> list[str]:
    """Kill a program some seconds after it acknowledged so many steps; return what it acknowledged by whole lines."""
    assert program.stdout is not None
    first = "".join(program.stdout.readline() for _ in range(steps))
    time.sleep(after)
    program.kill()
    said = first + program.communicate()[0]
    return [line[4:] for line in said[: said.rfind("\n") + 1].splitlines()]


def has_hot_journal(path: Path) -> bool:
    """Tell whether half a commit lies beside the file."""
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0


def test_killed_writer_loses_nothing(place: Place, tell_figures: dict[str, int]) -> None:
    """After each kill the file opens by itself and holds all that was acknowledged; the next one writes on in it."""
    DEEDS["actions"].prepare(place)
    chance = random.Random(3)  # noqa: S311 - no secret
    acknowledged = recovered = 0
    facts = check_file(place.file).facts
    for _ in range(KILLS):
        labels = kill(begin("actions", place, 100_000), chance.uniform(0, 0.02), chance.randrange(12))
        recovered += has_hot_journal(place.file)
        acknowledged += len(labels)
        with Session.open(place.file) as session:
            # The steps that were acknowledged, and the one in hand all or nothing.
            assert session.fact_count - facts in (notes_of(len(labels)), notes_of(len(labels) + 1))
            facts = session.fact_count
        assert check_file(place.file).altered == 0
    tell_figures |= {"kills": KILLS, "steps acknowledged": acknowledged, "half commits undone": recovered, "lost": 0}
    assert acknowledged > KILLS


@pytest.mark.parametrize("deed", ["join over a file", "join into an open file"])
def test_killed_join_is_done_or_not_begun(deed: str, place: Place, tell_figures: dict[str, int]) -> None:
    """A join killed at any moment leaves the file of before or the joined one, and can be done again."""
    DEEDS[deed].prepare(place)
    before, content = read_session(place.file), place.file.read_bytes()
    chance = random.Random(5)  # noqa: S311 - no secret
    started = time.monotonic()
    begin(deed, place, 1).communicate()
    lasts = time.monotonic() - started  # with the start of Python: some kills come too late, as some do in life
    found = {"done": 0, "not begun": 0}
    for _ in range(KILLS // 2):
        place.file.write_bytes(content)
        kill(begin(deed, place, 1), chance.uniform(0, lasts / 2))
        found["not begun" if read_session(place.file) == before else "done"] += 1
        assert check_file(place.file).facts in (44, 44 + 120)
    place.file.write_bytes(content)
    assert subprocess.run(command_of(deed, place, 1), env=place.environment, check=True, capture_output=True).stdout
    assert check_file(place.file).facts == 44 + 120
    halves = [path for path in place.disk.iterdir() if path != place.file]
    assert {path.suffix for path in halves} <= {".part"}
    tell_figures |= {"kills": KILLS // 2, **found, "half files under another name": len(halves)}
