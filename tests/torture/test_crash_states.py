"""A power cut at any moment leaves a file that the program opens, with everything that was acknowledged."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from deeds import DEEDS, NAME, PHRASE, ROUNDS, Deed, Place, read_session
from disk_states import Disk, states
from forms import either
from recording import Ack, can_trace, record

from facilitatore.session import keys
from facilitatore.session.format import sql_errors
from facilitatore.session.header import read_header

pytestmark = [
    pytest.mark.skipif(not can_trace(), reason="strace is missing (Linux), or may not trace here"),
    pytest.mark.timeout(either(120, 1800)),
]
STEPS = either(4, 12)
PER_REQUEST = either(2, 60)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Return a laptop in memory: each state is written and opened hundreds of times."""
    memory = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    monkeypatch.setattr(keys, "ITERATIONS", ROUNDS)
    made = Place(root.resolve())
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, made.environment[name])
    yield made
    shutil.rmtree(root)


class Verdict:
    """What was found in all states of a recording."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.states = 0
        self.unreadable: list[str] = []
        self.broken: list[str] = []


def judge(name: str, place: Place, *wishes: str) -> Verdict:
    """Do a deed, then open every state in which a power cut may leave the disk."""
    deed, verdict, seen = DEEDS[name], Verdict(), set[int]()
    place = place._replace(name=deed.name)
    deed.prepare(place)
    start = _disk(place)
    before = deed.read(place.file)
    _restore(place, start.files())
    ops = record(name, place, STEPS, start.names, *wishes)
    labels = [before, *(op.label for op in ops if isinstance(op, Ack))]
    for acknowledged, disk in states(start, ops, random.Random(5), PER_REQUEST):  # noqa: S311 - no secret
        files = disk.files()
        key = hash((acknowledged, *sorted(files.items())))
        if key not in seen:
            seen.add(key)
            verdict.states += 1
            # The last acknowledged, or the one after it, whole.
            allowed = labels[acknowledged : acknowledged + 2] if acknowledged or deed.is_there_before else None
            _judge_state(deed, place, files, allowed, verdict)
            if acknowledged:
                _judge_forgetting(name, place, disk, verdict)
    return verdict


def _judge_state(
    deed: Deed, place: Place, files: dict[str, bytes], allowed: list[str] | None, verdict: Verdict
) -> None:
    """Open one state with plain SQLite and with the program."""
    _restore(place, files)
    if deed.read is read_session and place.file.exists() and allowed is not None:
        wrong = _integrity(place.file)
        if wrong:
            verdict.unreadable.append(wrong)
            return
        _restore(place, files)
    found = deed.read(place.file)
    if allowed is not None and found not in allowed:
        (verdict.unreadable if found.startswith("refused") else verdict.broken).append(found)


def _judge_forgetting(name: str, place: Place, disk: Disk, verdict: Verdict) -> None:
    """Look for what was forgotten, or closed, in every byte that the power cut left; a closed file has not even a name."""
    contents: dict[object, bytes] = {}
    if name in {"forget", "forget in a closed register"}:
        contents = {path.name: path.read_bytes() for path in _files(place)}
    elif name == "close a register":
        contents = dict(disk.contents)
    left = [one for one, content in contents.items() if NAME.encode() in content]
    if left:
        verdict.broken.append(f"not forgotten in {left}")


def _integrity(path: Path) -> str:
    header = read_header(path)
    key = keys.Keys(PHRASE).find(path, header[: keys.SALT_BYTES]) if keys.looks_ciphered(path, header) else None
    db = keys.connect(str(path), key)
    try:
        found = db.execute("PRAGMA integrity_check").fetchone()[0]
    except sql_errors() as error:
        return str(error)
    finally:
        db.close()
    return "" if found == "ok" else str(found)


def _files(place: Place) -> list[Path]:
    return [path for root in (place.disk, place.laptop) for path in root.rglob("*") if path.is_file()]


def _disk(place: Place) -> Disk:
    """Return what is there now, in numbered files."""
    found = sorted(_files(place))
    names = {str(path): number for number, path in enumerate(found, 1)}
    return Disk(names, {number: path.read_bytes() for number, path in enumerate(found, 1)})


def _restore(place: Place, files: dict[str, bytes]) -> None:
    for path in _files(place):
        path.unlink()
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)


@pytest.mark.parametrize("name", DEEDS)
def test_every_state_keeps_the_promises(name: str, place: Place, tell_figures: dict[str, int]) -> None:
    """In each state the file is whole, what was acknowledged is there, and the deed in hand is done or not begun."""
    verdict = judge(name, place)
    tell_figures["crash states"] = verdict.states
    tell_figures["unreadable"] = len(verdict.unreadable)
    tell_figures["broken promises"] = len(verdict.broken)
    assert verdict.states > 5
    assert Counter(verdict.unreadable) == {}
    assert Counter(verdict.broken) == {}


@pytest.mark.parametrize("planted", ["TRUNCATE/NORMAL", "TRUNCATE/OFF", "DELETE/OFF"])
def test_a_worse_way_to_the_disk_is_noticed(planted: str, place: Place, tell_figures: dict[str, int]) -> None:
    """The same proof finds lost or damaged files where the program is made to flush less than it does."""
    verdict = judge("actions", place, f"plant={planted}")
    tell_figures["crash states"] = verdict.states
    tell_figures["unreadable"] = len(verdict.unreadable)
    tell_figures["broken promises"] = len(verdict.broken)
    assert verdict.unreadable or verdict.broken
