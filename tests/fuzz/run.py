"""Runs the fuzzer in a process of its own, whose memory has a limit: ``run.py INPUTS SEED CORPUS FOLDER``."""

from __future__ import annotations

import dataclasses
import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Final

from engine import Fuzzer
from inputs import EVENING, Input, Row, forge, made, note, root, true_id

import facilitatore.session

MEMORY_BYTES: Final = 1 << 30
"""Of addresses, what the program is made of included; a hostile file must do with what is left."""


def limit_memory() -> None:
    """Let the system refuse memory beyond the limit, where it can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def peak_memory() -> int:
    """Return the most memory the process had, in MiB; 0 where the system does not tell.

    Not `ru_maxrss`, which on Linux begins with that of the process that started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) >> 10 for line in status.splitlines() if line.startswith("VmHWM:"))


def seeds(folder: Path) -> list[Input]:
    """Return files that are whole and differ in how they are built."""
    notes = tuple(note(number, f"nota {number}") for number in range(8))
    second = b"\2" * 16
    duel = (
        note(1, "uno", notes[1][0]),
        forge(EVENING, notes[1][2], "note", 2000, b"B" * 8, '{"text":"due"}', notes[1][0]),
    )
    removed = forge(EVENING, notes[2][2], "note", 3000, b"B" * 8, '{"deleted":true}', notes[2][0])
    guest = forge(EVENING, b"\5" * 16, "guest", 4000, b"B" * 8, '{"badge_name":"Ada"}', b"")
    purge = forge(EVENING, b"\6" * 16, "purge", 5000, b"B" * 8, "{}", b"")
    whole = forge(EVENING, EVENING, "purge", 5000, b"B" * 8, '{"kind":"guest"}', b"")
    many = tuple(note(number, "parole " * (number % 13)) for number in range(90))
    long = (note(200, "x" * 9000), note(201, "y" * 700))
    return [
        made(folder, (root(), *notes), name="plain"),
        made(folder, (root(), *notes), 1, name="format 1"),
        made(folder, (root(), *notes, *duel, removed), name="conflict"),
        made(folder, (root(), *many), name="interior pages"),
        made(folder, (root(), *many), 1, name="format 1, interior pages"),
        made(folder, (root(), *notes[:3], *long), name="long rows"),
        made(folder, (root(), *notes[:3], *long), 1, name="format 1, long rows"),
        made(folder, (root(), *notes), 2, many, name="free pages"),
        made(folder, (root(), guest, purge, whole), name="purges"),
        made(folder, (root(), root(second), *notes), name="two evenings"),
        made(folder, (root(EVENING, "register"), guest), name="register"),
        made(folder, notes, name="no root"),
        half_a_commit(folder, many),
    ]


def half_a_commit(folder: Path, rows: tuple[Row, ...]) -> Input:
    """Return a file and its journal in the middle of a commit."""
    one = made(folder, (root(), *rows))
    path = folder / "half"
    path.write_bytes(one.content)
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=1; BEGIN IMMEDIATE;")
    more = tuple(note(number, "z" * 200) for number in range(300, 360))
    db.executemany("INSERT INTO fact VALUES(?,?,?,?,?,?,?,?)", more)
    content, journal = path.read_bytes(), path.with_name("half-journal").read_bytes()
    db.execute("ROLLBACK")
    db.close()
    return Input(content, journal, one.known | frozenset(more), one.rows, "half a commit")


def from_corpus(corpus: Path) -> list[Input]:
    """Return the files that were kept; what is true in them is found by reading every byte as SQL would."""
    found = []
    for path in sorted(corpus.glob("*.serata")):
        journal = path.with_name(path.name + "-journal")
        beside = journal.read_bytes() if journal.exists() else None
        found.append(Input(path.read_bytes(), beside, Everything(), (), path.stem))
    return found


class Everything(frozenset[Row]):
    """The facts of a file of which nobody knows any more what was written: those with a true id."""

    def __contains__(self, row: object) -> bool:
        return isinstance(row, tuple) and row[0] == true_id(row)

    def __or__(self, _other: object) -> Everything:
        return self

    __ror__ = __or__


def main() -> None:
    """Run, and print the figures as JSON; the code says whether anything failed."""
    number, seed, corpus, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    os.environ["XDG_DATA_HOME"], os.environ["XDG_STATE_HOME"] = str(folder / "data"), str(folder / "state")
    os.fsync = lambda _descriptor: None
    limit_memory()
    package = Path(facilitatore.session.__file__).parent
    fuzzer = Fuzzer([*seeds(folder), *from_corpus(corpus)], folder, package, seed)
    figures = dataclasses.asdict(fuzzer.run(number))
    json.dump({**figures, "peak_mib": peak_memory()}, sys.stdout)
    sys.exit(1 if figures["failures"] else 0)


if __name__ == "__main__":
    main()
