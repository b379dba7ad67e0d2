"""What writing a note costs beside a bare commit of SQLite, and how joining grows with the notes, in one run on one disk.

Run ``python benchmarks/session.py [folder]``; the folder says which disk. The limit is that of the design: adding a note
at most 2 times a bare commit. Joining and opening beside their peers are in ``merge.py``.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitatore.session.facts import Fact

TYPED = "CREATE TABLE note(id BLOB PRIMARY KEY, grp BLOB, kind TEXT, text TEXT, dots INTEGER, at INTEGER) STRICT"
TEXT = "Un luogo dove gli adolescenti possano stare il pomeriggio senza dover comprare niente"
EVENING = b"\1" * 16
DEVICE = b"\2" * 8
ADD_LIMIT = 2.0


def main() -> None:
    """Measure everything and print it."""
    where = sys.argv[1] if len(sys.argv) > 1 else None
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=where))
    os.environ["XDG_DATA_HOME"] = os.environ["XDG_STATE_HOME"] = str(folder / "own")
    try:
        add_a_note(folder)
        join_more(folder)
    finally:
        shutil.rmtree(folder)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(action: Callable[[], Any]) -> float:
    """Return how many seconds `action` takes, without taking its result apart again."""
    start = time.perf_counter()
    result = action()
    took = time.perf_counter() - start
    del result
    return took


def compare(what: str, ours: list[float], bare: list[float], limit: float) -> None:
    """Print two medians in ms and their ratio beside its limit."""
    mine, theirs = statistics.median(ours) * 1e3, statistics.median(bare) * 1e3
    verdict = "within" if mine / theirs <= limit else "OVER"
    say(f"{what:44}{mine:9.3f} ms {theirs:9.3f} ms {mine / theirs:6.2f}x  {verdict} {limit:g}x")


def fact(kind: str, thing: int, fields: dict[str, Any], at: int, seen: tuple[bytes, ...] = ()) -> Fact:
    """Return a fact of the benchmark's evening about thing number `thing`."""
    from facilitatore.session.facts import make_fact

    entity = EVENING if kind == "evening" else (at << 80 | 7 << 76 | 2 << 62 | thing).to_bytes(16, "big")
    return make_fact(EVENING, entity, kind, fields, seen=seen, by=DEVICE, at=at)


def write_evening(path: Path, facts: list[Fact]) -> None:
    """Write an evening with these facts."""
    from facilitatore.session.building import build_file

    build_file(path, sorted([fact("evening", 0, {"title": "Adolescenti", "date": "2018-11-20"}, 1), *facts]))


def note(number: int, at: int = 0) -> Fact:
    """Return the birth of a note."""
    fields = {"text": f"{TEXT} {number}", "kind": "need", "group": "0" * 32, "dots": 0, "pos": float(number)}
    return fact("note", number, fields, at or 1_542_700_000_000 + number)


def typed_rows(count: int, first: int = 0) -> list[tuple[Any, ...]]:
    """Return notes as plain rows."""
    return [
        (os.urandom(16), bytes(16), "need", f"{TEXT} {first + number}", 0, 1_542_700_000_000 + number)
        for number in range(count)
    ]


def typed_file(path: Path, rows: list[tuple[Any, ...]]) -> sqlite3.Connection:
    """Return an open plain file with these rows, that commits as ours does."""
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=TRUNCATE", "synchronous=EXTRA", "secure_delete=ON"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    db.execute(TYPED)
    insert_typed(db, rows)
    return db


def insert_typed(db: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows in one transaction."""
    db.execute("BEGIN")
    db.executemany("INSERT OR IGNORE INTO note VALUES(?,?,?,?,?,?)", rows)
    db.execute("COMMIT")


def add_a_note(folder: Path, rounds: int = 300) -> None:
    """Compare `Session.record` with a bare commit, in turns, in files that hold 2,000 notes."""
    from facilitatore.session import Session, new

    path = folder / "add.serata"
    write_evening(path, [note(number) for number in range(2000)])
    db = typed_file(folder / "add.db", typed_rows(2000))
    rows = typed_rows(rounds, 2000)
    ours, bare = [], []
    with Session.open(path) as session:
        for number, row in enumerate(rows):
            draft = new("note", text=f"{TEXT} {number}", kind="need", group="0" * 32, dots=0, pos=float(number))
            ours.append(timed(lambda draft=draft: session.record("add_note", draft)))
            bare.append(timed(lambda row=row: insert_typed(db, [row])))
    db.close()
    compare("adding a note / a bare commit", ours, bare, ADD_LIMIT)


def join_more(folder: Path) -> None:
    """Print how the time to join grows with the notes."""
    from facilitatore.session.joining.merge import join_files

    for total in (3_600, 36_000, 360_000):
        paths = []
        for laptop in range(12):
            paths.append(folder / f"{total}-{laptop}.serata")
            each = total // 12
            write_evening(paths[-1], [note(laptop * each + number) for number in range(each)])
        took = timed(lambda paths=paths, total=total: join_files(paths, folder / f"{total}.serata"))
        say(f"joining {total:7,} notes of 12 files {took:26.3f} s {took / total * 1e9:12,.0f} ns per note")
        for path in (*paths, folder / f"{total}.serata"):
            path.unlink()


if __name__ == "__main__":
    main()
