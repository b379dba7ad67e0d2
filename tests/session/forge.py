"""Files as an enemy, another program or a bad stick would leave them."""

from __future__ import annotations

import os
import sqlite3
import struct
import zipfile
from typing import TYPE_CHECKING, Any

from facilitatore.session import FileKind, Session, new
from facilitatore.session.building import build_file
from facilitatore.session.facts import Fact, fact_id, make_fact

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVENING = b"\1" * 16
BOMB = (
    "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM r) SELECT zeroblob(22) id, zeroblob(16) session, "
    "zeroblob(16) entity, 'note' kind, i at, x'41' by, '{}' data, x'' seen FROM r"
)


def fact(number: int, fields: dict[str, Any], kind: str = "note", seen: tuple[bytes, ...] = ()) -> Fact:
    """Return a fact about thing `number`."""
    entity = EVENING if kind == "evening" else number.to_bytes(16, "big")
    return make_fact(EVENING, entity, kind, fields, seen=seen, by=b"A" * 8, at=number)


def raw_fact(data: str, number: int = 500, entity: bytes = b"\5" * 16, seen: bytes = b"") -> Fact:
    """Return a fact with a true id, whatever text it holds."""
    content = (EVENING, entity, "note", number, b"A" * 8, data, seen)
    return Fact(fact_id(*content), *content)


def good(path: Path, notes: int = 20, *more: Fact) -> Path:
    """Write an evening with some notes."""
    root = fact(0, {"title": "Adolescenti", "date": "2018-11-20"}, "evening")
    build_file(path, sorted([root, *(fact(n, {"text": f"nota {n}"}) for n in range(1, notes + 1)), *more]))
    return path


def run(path: Path, *statements: str | tuple[str, tuple[Any, ...]]) -> Path:
    """Run SQL on a good file, as somebody with any SQLite at hand can."""
    good(path)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA trusted_schema=ON")
    for statement in statements:
        if isinstance(statement, str):
            db.executescript(statement)
        else:
            db.execute(*statement)
    db.close()
    return path


def with_fact(path: Path, one: Fact) -> Path:
    """Add a row to a good file."""
    return run(path, ("INSERT INTO fact VALUES(?,?,?,?,?,?,?,?)", tuple(one)))


def resize(path: Path, size: int) -> Path:
    """Make a good file huge without using the disk; 5 GB where the disk cannot have larger files."""
    good(path)
    try:
        os.truncate(path, size)
    except OSError:
        os.truncate(path, 5 << 30)
    return path


def content(path: Path, data: bytes) -> Path:
    """Write any bytes."""
    path.write_bytes(data)
    return path


def zipped(path: Path) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a" * 200)
    return path


def other_program(path: Path) -> Path:
    """Write the database of another program."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE x(a)")
    db.close()
    return path


NOT_OPENED: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "view that never ends": ("NotOurs", lambda p: run(p, "ALTER TABLE fact RENAME TO f2; CREATE VIEW fact AS " + BOMB)),
    "trigger": ("NotOurs", lambda p: run(p, "CREATE TRIGGER t AFTER INSERT ON fact BEGIN DELETE FROM fact; END")),
    "generated column": ("NotOurs", lambda p: run(p, "ALTER TABLE fact ADD COLUMN g TEXT AS (hex(zeroblob(1000000)))")),
    "virtual table": ("NotOurs", lambda p: run(p, "CREATE VIRTUAL TABLE v USING fts5(x)")),
    "expression index": ("NotOurs", lambda p: run(p, "CREATE INDEX e ON fact(hex(zeroblob(1000)))")),
    "another table": ("NotOurs", lambda p: run(p, "CREATE TABLE future(a)")),
    "newer format": ("TooNew", lambda p: run(p, "PRAGMA user_version=3")),
    "format that never was": ("NotOurs", lambda p: run(p, "PRAGMA user_version=0")),
    "other application": ("NotOurs", lambda p: run(p, "PRAGMA application_id=7")),
    "write-ahead log": ("Damaged", lambda p: run(p, "PRAGMA journal_mode=WAL")),
    "schema altered": (
        "Damaged NotOurs",
        lambda p: run(
            p, "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql='CREATE TABLE fact(x' WHERE name='fact'"
        ),
    ),
    "sparse file of 2 TB": ("Damaged", lambda p: resize(p, 2 << 40)),
    "row of 20 MB": ("Damaged", lambda p: with_fact(p, raw_fact('{"t":"' + "x" * 20_000_000 + '"}'))),
    "no evening inside": ("WrongKind", lambda p: run(p, "DELETE FROM fact WHERE kind='evening'")),
    "empty": ("NotOurs", lambda p: content(p, b"")),
    "99 bytes": ("NotOurs", lambda p: content(p, good(p).read_bytes()[:99])),
    "zip": ("NotOurs", zipped),
    "another program's database": ("NotOurs", other_program),
    "folder": ("NotOurs", lambda p: p.mkdir() or p),
}

BAD_ROWS: dict[str, Callable[[Path], Path]] = {
    "altered row": lambda p: run(p, """UPDATE fact SET data='{"text":"forged"}' WHERE at=3"""),
    "text that is no UTF-8": lambda p: run(p, "UPDATE fact SET data=CAST(x'7b2274223a22ff227d' AS TEXT) WHERE at=3"),
    "altered clock": lambda p: run(p, "UPDATE fact SET at=99 WHERE at=3"),
    "altered author": lambda p: run(p, "UPDATE fact SET by=x'00' WHERE at=3"),
    "altered history": lambda p: run(p, "UPDATE fact SET seen=zeroblob(22) WHERE at=3"),
}

BAD_DATA: dict[str, str] = {
    "deep JSON": '{"a":' + "[" * 200_000 + "]" * 200_000 + "}",
    "JSON 65 deep": '{"a":' + "[" * 64 + "]" * 64 + "}",
    "huge number": '{"a":' + "9" * 100_000 + "}",
    "NaN": '{"a":NaN}',
    "infinity": '{"a":1e999}',
    "no object": "[1]",
    "no JSON": '{"a":',
    "two objects": '{"a":1},{"a":2}',
    "half an object": '{"a":[{}',
    "nothing": "",
    "space before": ' {"text":"x"}',
    "space after": '{"text":"x"} ',
}


def forge_journal(path: Path, victim: Path) -> Path:
    """Lay beside `path` a hot journal whose super-journal is a file to be deleted by whoever opens `path`."""
    name = os.fsencode(victim)
    check = sum(byte if byte < 128 else byte - 256 for byte in name) & 0xFFFFFFFF
    magic = bytes.fromhex("d9d505f920a163d7")
    header = magic + struct.pack(">IIIII", 0, 1234, path.stat().st_size // 4096, 512, 4096)
    tail = struct.pack(">I", 0x40000000 // 4096 + 1) + name + struct.pack(">II", len(name), check) + magic
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(header.ljust(512, b"\0") + tail)
    return journal


def hot_copy(folder: Path, notes: int = 400) -> Path:
    """Return a copy of a file and of its journal, taken in the middle of a commit as a power cut would leave them."""
    source, target = folder / "source.serata", folder / "cut.serata"
    good(source, notes)
    db = sqlite3.connect(source, isolation_level=None)
    db.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=5; BEGIN IMMEDIATE;")
    rows = [tuple(fact(n, {"text": "x" * 300})) for n in range(1000, 1600)]
    db.executemany("INSERT INTO fact VALUES(?,?,?,?,?,?,?,?)", rows)
    journal = source.with_name(source.name + "-journal").read_bytes()
    target.write_bytes(source.read_bytes())
    db.close()
    target.with_name(target.name + "-journal").write_bytes(journal)
    return target


def evening(path: Path, *texts: str) -> Session:
    """Return an open evening with some notes."""
    session = Session.create(path, FileKind.EVENING, fields={"title": "Adolescenti", "date": "2018-11-20"})
    for text in texts:
        session.record("add_note", new("note", text=text))
    return session
