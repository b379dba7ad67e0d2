"""The same notes in typed rows, in our file and in CRDT documents: writing them, and joining them in one process.

``python merge_peers.py VARIANT SHAPE FOLDER`` joins the files that `merge.py` wrote and prints the figures as JSON.
"""

from __future__ import annotations

import importlib
import itertools
import json
import os
import random
import sqlite3
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from facilitatore.session.facts import Fact

SHAPES = {"12x300": (12, 300), "1000x300": (1000, 300), "1x1000000": (1, 1_000_000)}
FAMILY = {name: name for name in ("typed", "facts", "pycrdt", "loro", "automerge")} | {"typed-attach": "typed"}
TEXTS = (
    "Più autonomia nelle uscite serali, ma con un patto chiaro sugli orari e sul telefono.",
    "Paura che la scuola resti sola davanti ai conflitti.",
    "Un luogo aperto il pomeriggio, con adulti che ascoltano senza giudicare.",
    "Regole condivise, poche, scritte insieme ai ragazzi.",
)
EVENING = b"\1" * 16
START = 1_515_438_000_000
COLUMNS = ("id", "text", "kind", "question", "cluster", "dots", "x", "y", "at", "by")
TABLE = (
    "CREATE TABLE note(id BLOB PRIMARY KEY, text TEXT, kind TEXT, question TEXT, cluster TEXT, dots INTEGER, x REAL, "
    "y REAL, at INTEGER, by TEXT) STRICT"
)
UPSERT = "ON CONFLICT(id) DO UPDATE SET " + ", ".join(
    f"{name}=excluded.{name}" for name in COLUMNS[1:]
) + " WHERE (excluded.at, excluded.by) > (note.at, note.by)"  # fmt: skip


def notes(number: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield the notes of laptop `number`, one every four seconds, while the others write too."""
    chance = random.Random(number)
    for place in range(count):
        yield {
            "id": chance.getrandbits(128).to_bytes(16, "big"),
            "text": f"{chance.choice(TEXTS)} {chance.getrandbits(32):x}",
            "kind": chance.choice(("need", "criticality", "proposal")),
            "question": f"q{chance.randrange(5)}",
            "cluster": f"c{chance.randrange(12)}",
            "dots": chance.randrange(9),
            "x": round(chance.random(), 4),
            "y": round(chance.random(), 4),
            "at": START + place * 4000 + chance.randrange(4000),
            "by": f"L{number}",
        }


# -- typed rows ---------------------------------------------------------------------------------------------------


def open_typed(path: Path) -> sqlite3.Connection:
    """Return an open plain file that commits as ours does."""
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=TRUNCATE", "synchronous=EXTRA"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    return db


def write_typed(path: Path, number: int, count: int) -> None:
    """Write notes as rows."""
    db = open_typed(path)
    db.execute(TABLE)
    db.execute("BEGIN")
    rows = (tuple(note.values()) for note in notes(number, count))
    db.executemany("INSERT INTO note VALUES(?,?,?,?,?,?,?,?,?,?)", rows)
    db.execute("COMMIT")
    db.close()


def join_typed(paths: list[Path], target: Path) -> None:
    """Join plain files in one transaction, row by row."""
    db = open_typed(target)
    db.execute(TABLE.replace("TABLE", "TABLE IF NOT EXISTS"))
    db.execute("BEGIN IMMEDIATE")
    for path in paths:
        source = sqlite3.connect(path)
        db.executemany(f"INSERT INTO note VALUES(?,?,?,?,?,?,?,?,?,?) {UPSERT}", source.execute("SELECT * FROM note"))
        source.close()
    db.execute("COMMIT")
    db.close()


def join_attached(paths: list[Path], target: Path) -> None:
    """Join plain files inside SQLite, a transaction each."""
    db = open_typed(target)
    db.execute(TABLE.replace("TABLE", "TABLE IF NOT EXISTS"))
    for path in paths:
        db.execute("ATTACH ? AS source", (str(path),))
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"INSERT INTO note SELECT * FROM source.note WHERE true {UPSERT}")
        db.execute("COMMIT")
        db.execute("DETACH source")
    db.close()


# -- our file -----------------------------------------------------------------------------------------------------


def fact_of(note: dict[str, Any]) -> Fact:
    """Return the birth of a note."""
    from facilitatore.session.facts import make_fact

    fields = {name: value for name, value in note.items() if name not in {"id", "at", "by"}}
    return make_fact(EVENING, note["id"], "note", fields, by=note["by"].encode(), at=note["at"])


def root() -> Fact:
    """Return the fact that makes the evening."""
    from facilitatore.session.facts import make_fact

    return make_fact(EVENING, EVENING, "evening", {"title": "Adolescenti", "date": "2018-01-08"}, by=b"A", at=1)


def write_facts(path: Path, number: int, count: int) -> None:
    """Write notes as facts."""
    from facilitatore.session.building import build_file

    build_file(path, itertools.chain([root()], sorted(map(fact_of, notes(number, count)))))


def join_facts(paths: list[Path], target: Path) -> None:
    """Join our files as the program does: guarded, every id recomputed, to the same bytes for every order."""
    from facilitatore.session.joining.merge import join_files

    join_files(paths, target.with_suffix(".serata.out"))


# -- documents ----------------------------------------------------------------------------------------------------


def plain(note: dict[str, Any]) -> dict[str, Any]:
    """Return a note without its id."""
    return {name: value for name, value in note.items() if name != "id"}


def write_pycrdt(path: Path, number: int, count: int) -> None:
    """Write notes as a document of pycrdt."""
    import pycrdt

    document: Any = pycrdt.Doc()
    shared = document.get("notes", type=pycrdt.Map)
    with document.transaction():
        for note in notes(number, count):
            shared[note["id"].hex()] = pycrdt.Map(plain(note))
    path.write_bytes(document.get_update())


def join_pycrdt(paths: list[Path], target: Path) -> None:
    """Join documents of pycrdt."""
    import pycrdt

    document: Any = pycrdt.Doc()
    document.get("notes", type=pycrdt.Map)
    for path in paths:
        document.apply_update(path.read_bytes())
    flush(target, document.get_update())


def write_loro(path: Path, number: int, count: int) -> None:
    """Write notes as a document of loro."""
    import loro

    document = loro.LoroDoc()
    shared = document.get_map("notes")
    for note in notes(number, count):
        entry = shared.insert_container(note["id"].hex(), loro.LoroMap())
        for name, value in plain(note).items():
            entry.insert(name, value)
    document.commit()
    path.write_bytes(document.export(loro.ExportMode.Snapshot()))


def join_loro(paths: list[Path], target: Path) -> None:
    """Join documents of loro, all at once."""
    import loro

    document = loro.LoroDoc()
    document.import_batch([path.read_bytes() for path in paths])
    flush(target, document.export(loro.ExportMode.Snapshot()))


def write_automerge(path: Path, number: int, count: int) -> None:
    """Write notes as a document of automerge; all files begin from one, as its documents must."""
    from automerge import core

    first = path.with_name("first.automerge.out")
    if not first.exists():
        begun = core.Document()
        with begun.transaction() as change:
            change.put_object(core.ROOT, "notes", core.ObjType.Map)
        first.write_bytes(begun.save())
    document = core.Document.load(first.read_bytes())
    document.set_actor(core.random_actor_id())
    kinds = {float: core.ScalarType.F64, int: core.ScalarType.Int, str: core.ScalarType.Str}
    with document.transaction() as change:
        shared = document.get(core.ROOT, "notes")[1]
        for note in notes(number, count):
            entry = change.put_object(shared, note["id"].hex(), core.ObjType.Map)
            for name, value in plain(note).items():
                change.put(entry, name, kinds[type(value)], value)
    path.write_bytes(document.save())


def join_automerge(paths: list[Path], target: Path) -> None:
    """Join documents of automerge."""
    from automerge import core

    document = core.Document.load(paths[0].read_bytes())
    for path in paths:
        document.merge(core.Document.load(path.read_bytes()))
    flush(target, document.save())


def flush(target: Path, data: bytes) -> None:
    """Write and bring to the disk."""
    with target.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


WRITERS: dict[str, Callable[[Path, int, int], None]] = {
    "typed": write_typed,
    "facts": write_facts,
    "pycrdt": write_pycrdt,
    "loro": write_loro,
    "automerge": write_automerge,
}
JOINERS: dict[str, Callable[[list[Path], Path], None]] = {
    "typed": join_typed,
    "typed-attach": join_attached,
    "facts": join_facts,
    "pycrdt": join_pycrdt,
    "loro": join_loro,
    "automerge": join_automerge,
}


def writer_of(family: str) -> Callable[[Path, int, int], None]:
    """Return the function that writes a file of a family."""
    return WRITERS[family]


# -- in a process of its own --------------------------------------------------------------------------------------


MODULES = {
    "typed": "sqlite3",
    "facts": "facilitatore.session.joining.merge",
    "pycrdt": "pycrdt",
    "loro": "loro",
    "automerge": "automerge.core",
}


def warm_up(variant: str) -> None:
    """Import what the variant needs, so that it is not measured."""
    importlib.import_module(MODULES[FAMILY[variant]])


def memory() -> int:
    """Return the most memory this process ever had, in bytes.

    Not `ru_maxrss`, which on Linux begins with that of the process that started this one.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("/proc/self/status")


def measure_join(variant: str, shape: str, folder: Path) -> dict[str, Any]:
    """Join twice; return the seconds of both, the memory above the imports, and what is special about our file."""
    count, _ = SHAPES[shape]
    paths = [folder / f"{shape}.{number}.{FAMILY[variant]}" for number in range(count)]
    target = folder / f"{shape}.{variant}.out"
    joined = target.with_suffix(".serata.out") if variant == "facts" else target
    joined.unlink(missing_ok=True)
    warm_up(variant)
    before = memory()
    first = timed(lambda: JOINERS[variant](paths, target))
    above = memory() - before
    stat = joined.stat()
    again = timed(lambda: JOINERS[variant](paths, target))
    result = {"first": first, "again": again, "memory": above, "bytes": stat.st_size}
    if variant == "facts":
        after = joined.stat()
        untouched = (stat.st_ino, stat.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
        result["written"] = 0 if untouched else after.st_size
        result["orders"] = len(different_orders(paths, target)) if count <= len(TEXTS) * 3 else 0
    joined.unlink()
    return result


def different_orders(paths: list[Path], target: Path) -> set[bytes]:
    """Join in six orders; return the different files that came of it."""
    found = set()
    for seed in range(6):
        order = random.Random(seed).sample(paths, len(paths))
        path = target.with_name(f"order-{seed}.out")
        join_facts(order, path)
        written = path.with_suffix(".serata.out")
        found.add(written.read_bytes())
        written.unlink()
    return found


def timed(action: Callable[[], Any]) -> float:
    """Return how many seconds `action` takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measure_open(folder: Path) -> dict[str, Any]:
    """Open for work 2,000 notes with four facts each, and read 2,000 typed rows, in turns."""
    import statistics

    from facilitatore.session import Session
    from facilitatore.session.building import build_file
    from facilitatore.session.facts import make_fact

    facts = [root()]
    for note in notes(1, 2000):
        birth = fact_of(note)
        facts.append(birth)
        last = birth
        for step, fields in enumerate(({"text": note["text"] + "!"}, {"cluster": "1" * 32}, {"dots": 3}), 1):
            seen = [last.id if step == 1 else birth.id]
            last = make_fact(EVENING, note["id"], "note", fields, seen=seen, by=birth.by, at=birth.at + step)
            facts.append(last)
    ours, bare = folder / "open.serata", folder / "open.typed"
    if not ours.exists():
        build_file(ours, sorted(facts))
        write_typed(bare, 1, 2000)
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(11):
        opened: list[Session] = []
        times["ours"].append(timed(lambda opened=opened: opened.append(Session.open(ours))))
        opened.pop().close()
        times["bare"].append(timed(lambda: read_typed(bare)))
    return {"first": statistics.median(times["ours"]), "again": statistics.median(times["bare"])}


def read_typed(path: Path) -> list[tuple[Any, ...]]:
    """Read the rows of a plain file as tuples."""
    db = sqlite3.connect(path)
    rows = db.execute("SELECT * FROM note").fetchall()
    db.close()
    return rows


def main() -> None:
    """Do what the command line says."""
    variant, shape, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    if variant == "open":
        result = measure_open(folder)
    elif variant.startswith("copied-"):
        from merge_copies import COPIED

        result = {"notes": COPIED[variant.removeprefix("copied-")](folder)}
    else:
        result = measure_join(variant, shape, folder)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
