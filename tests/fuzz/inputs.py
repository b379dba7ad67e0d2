"""What the fuzzer feeds the session room: files made of forged facts, and files whose bytes were changed.

Behind the checksum: a fact gets whatever content chance wants and then its true id, so that it is not thrown away at the
first look. Bytes are changed where they matter: in headers, in pointers, in lengths, in journals.
"""

from __future__ import annotations

import sqlite3
import struct
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any, Final

PAGE: Final = 4096
EVENING: Final = b"\1" * 16
_TABLE: Final = (
    "CREATE TABLE fact(id BLOB NOT NULL PRIMARY KEY, session BLOB NOT NULL, entity BLOB NOT NULL, "
    "kind TEXT NOT NULL, at INTEGER NOT NULL, by BLOB NOT NULL, data TEXT NOT NULL, seen BLOB NOT NULL) STRICT"
)
SCHEMAS: Final = {
    1: (
        _TABLE,
        "CREATE INDEX fact_session ON fact(session, kind)",
        "CREATE INDEX fact_entity ON fact(entity)",
        "CREATE INDEX fact_purge ON fact(session) WHERE kind='purge'",
    ),
    2: (f"{_TABLE}, WITHOUT ROWID",),
}
"""Written out once more: the fuzzer believes nothing of what it tests."""

TEXTS: Final = (
    '{"text":"nota"}', "{}", "", "[]", "null", "1", '"x"', '{"text":5}', '{"text":null}', '{"deleted":true}',
    '{"deleted":[1]}', '{"deleted":"no","text":{"a":[]}}', '{"pos":1e308}', '{"pos":-1e308,"x":1e999}', '{"pos":NaN}',
    '{"pos":"z"}', '{"a":' + "9" * 5000 + "}", '{"a":' + "[" * 3000 + "]" * 3000 + "}", '{"a":1,"a":2}',
    '{"text":"\\ud800"}', '{"text":"\\u0000\\u202e"}', '{"":""}', '{"text":"x"}}', '{"text":"x"', '{"text":[{}',
    '{}]},7,{"text":"two"}', '{"kind":"note"}', '{"kind":"guest"}', '{"kind":["note"]}', '{"kind":5}', '{"kind":""}',
    '{"title":"Adolescenti","date":"2018-11-20","process":"p"}', '{"title":[1],"date":{"a":1},"process":3}',
    '{"text":"' + "è" * 3000 + '"}', '{"text":"' + "x" * 9000 + '"}', '{"seen":"00","at":5,"by":null}', " {}", "{} ",
    '{"text":"\ufeff\u2028"}', '{"dots":' + "1" * 400 + ".5}", '{"deleted":true,"text":"x"}', '{"text":1e-400}',
)  # fmt: skip
KINDS: Final = (
    "note",
    "note",
    "note",
    "evening",
    "register",
    "purge",
    "guest",
    "person",
    "vote",
    "hologram",
    "",
    "à" * 40,
)
TIMES: Final = (
    0,
    1,
    -1,
    1000,
    1_800_000_000_000,
    3_800_000_000_000,
    2**47,
    2**48,
    2**63 - 1,
    -(2**63),
    2**31,
    -(2**31),
)
NUMBERS: Final = (0, 1, 2, 3, 7, 13, 10, 5, 127, 128, 129, 254, 255)

Row = tuple[bytes, bytes, bytes, str, int, bytes, str, bytes]


@dataclass(frozen=True, slots=True)
class Input:
    """A file, the journal beside it, and the true facts that were written in it: no other may ever be accepted."""

    content: bytes
    journal: bytes | None
    known: frozenset[Row]
    rows: tuple[Row, ...] = ()
    name: str = ""


def true_id(row: tuple[Any, ...]) -> bytes:
    """Return the id that a row with this content has, by the description of the format and not by its code."""
    session, entity, kind, at, by, data, seen = row[1:]
    parts = (session, entity, kind.encode(), by, data.encode(), seen)
    lengths = [len(part) for part in parts]
    packed = struct.pack(">IIIqIII", *lengths[:3], at, *lengths[3:])
    clock = (at & (1 << 48) - 1).to_bytes(6, "big")
    return clock + blake2b(packed + b"".join(parts), digest_size=16).digest()


def forge(session: bytes, entity: bytes, kind: str, at: int, by: bytes, data: str, seen: bytes) -> Row:
    """Return a row with a true id."""
    row = (b"", session, entity, kind, at, by, data, seen)
    return (true_id(row), *row[1:])


def root(session: bytes = EVENING, kind: str = "evening") -> Row:
    """Return what makes a file an evening."""
    return forge(session, session, kind, 1, b"A" * 8, '{"date":"2018-11-20","title":"Adolescenti"}', b"")


def note(number: int, text: str, seen: bytes = b"") -> Row:
    """Return a note."""
    return forge(EVENING, number.to_bytes(16, "big"), "note", 1000 + number, b"A" * 8, f'{{"text":"{text}"}}', seen)


def write_file(folder: Path, rows: tuple[Row, ...], version: int = 2, without: tuple[Row, ...] = ()) -> bytes:
    """Return the bytes of a file with these rows; those `without` were there once and left free pages."""
    path = folder / "made"
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size={PAGE}; BEGIN;")
    db.execute("PRAGMA application_id=1178682185")
    db.execute(f"PRAGMA user_version={version}")
    for statement in SCHEMAS[version]:
        db.execute(statement)
    db.executemany("INSERT OR IGNORE INTO fact VALUES(?,?,?,?,?,?,?,?)", (*rows, *without))
    db.execute("COMMIT")
    db.executemany("DELETE FROM fact WHERE id=?", [(row[0],) for row in without])
    db.close()
    return path.read_bytes()


def made(folder: Path, rows: tuple[Row, ...], version: int = 2, without: tuple[Row, ...] = (), name: str = "") -> Input:
    """Return the input that is a file of these rows."""
    known = frozenset(row for row in (*rows, *without) if row[0] == true_id(row))
    return Input(write_file(folder, rows, version, without), None, known, rows, name)


# -- changing facts ------------------------------------------------------------------------------------------------


def random_row(chance: Random, rows: tuple[Row, ...]) -> Row:
    """Return a row of any content with a true id, often about a thing that is there, often replacing what is there."""
    some = chance.choice(rows) if rows else root()
    kind = chance.choice((some[3], chance.choice(KINDS)))
    session = chance.choice(
        (EVENING, EVENING, EVENING, some[1], b"\2" * 16, bytes(16), chance.randbytes(chance.randrange(20)))
    )
    entity = chance.choice((some[2], some[2], session, chance.randbytes(16), chance.randbytes(chance.randrange(20))))
    seen = b"".join(chance.choice(rows)[0] for _ in range(chance.randrange(4))) if rows else b""
    seen = chance.choice((seen, seen, b"", some[0], chance.randbytes(chance.choice((22, 44, 5)))))
    at = chance.choice((chance.choice(TIMES), chance.randrange(-(2**63), 2**63), some[4]))
    return forge(session, entity, kind, at, chance.randbytes(chance.randrange(10)), _text(chance, some[6]), seen)


def _text(chance: Random, known: str) -> str:
    text = chance.choice((*TEXTS, known, known))
    if text and not chance.randrange(3):
        place = chance.randrange(len(text))
        text = (
            text[:place] + chance.choice(('"', "{", "}", "[", "]", ",", "\\", "0", "é", "\0", "")) + text[place + 1 :]
        )
    return text


def with_other_facts(chance: Random, one: Input, folder: Path) -> Input:
    """Return a file with more, fewer or other facts, all with true ids, and now and then one with a false id."""
    rows = list(one.rows) or [root()]
    without: list[Row] = []
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        rows.append(random_row(chance, tuple(rows)))
    if not chance.randrange(4):
        rows.pop(chance.randrange(len(rows)))
    if not chance.randrange(4):
        row = list(chance.choice(rows))
        row[chance.choice((3, 6))] += "x"
        rows.append((chance.randbytes(22), *row[1:]))  # type: ignore[arg-type]
    if not chance.randrange(5):
        without = [note(5000 + number, "y" * 500) for number in range(chance.randrange(40))]
    try:
        return made(folder, tuple(rows[-60:]), chance.choice((1, 2, 2)), tuple(without), one.name)
    except (sqlite3.Error, UnicodeEncodeError):
        return one


# -- changing bytes ------------------------------------------------------------------------------------------------


def with_other_bytes(chance: Random, one: Input, other: Input) -> Input:
    """Return the input with some bytes of the file, or of its journal, changed."""
    if one.journal is not None and not chance.randrange(3):
        return replace(one, journal=_spoil(chance, bytearray(one.journal or b"x"), other.journal or b""))
    content = bytearray(one.content)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
        content = bytearray(_spoil(chance, content, other.content))
    journal = one.journal
    if not chance.randrange(40):
        journal = chance.choice((b"", b"\0" * 512, chance.randbytes(600), other.journal, bytes(content[:PAGE])))
    known = one.known | other.known  # a page of the other file may have come over
    return Input(bytes(content), journal, known, one.rows, one.name)


def _spoil(chance: Random, content: bytearray, other: bytes) -> bytes:
    if not content:
        return chance.randbytes(chance.randrange(200))
    ways = (_flip, _flip, _flip, _number, _number, _header, _tree, _tree, _pointer, _page, _page, _cut, _splice)
    return bytes(chance.choice(ways)(chance, content, other))


def _flip(chance: Random, content: bytearray, _other: bytes) -> bytearray:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def _number(chance: Random, content: bytearray, _other: bytes) -> bytearray:
    """Put a number where a number may be: one, two or four bytes."""
    place, size = chance.randrange(len(content)), chance.choice((1, 1, 2, 4))
    value = chance.choice(
        (*NUMBERS, 0xFFFF, 0x7FFF, 0xFFFFFFFF, 0x7FFFFFFF, len(content) // PAGE, chance.randrange(2**32))
    )
    content[place : place + size] = (value & (1 << 8 * size) - 1).to_bytes(size, "big")
    return content


def _header(chance: Random, content: bytearray, _other: bytes) -> bytearray:
    """Change a field of the header of the file."""
    place, size = chance.choice(((16, 2), (18, 1), (19, 1), (20, 1), (21, 1), (24, 4), (28, 4), (32, 4), (36, 4), (44, 4),
                                 (52, 4), (56, 4), (60, 4), (64, 4), (68, 4), (92, 4), (96, 4)))  # fmt: skip
    value = chance.choice((*NUMBERS, 512, 4096, 65535, 2**31, 2**32 - 1, chance.randrange(2**32)))
    content[place : place + size] = (value & (1 << 8 * size) - 1).to_bytes(size, "big")
    return content


def _tree(chance: Random, content: bytearray, _other: bytes) -> bytearray:
    """Change the head of a page of a tree: its kind, how many cells, where they begin, which page comes next."""
    page = chance.randrange(max(1, len(content) // PAGE))
    start = page * PAGE + (100 if page == 0 else 0)
    place, size = chance.choice(((0, 1), (1, 2), (3, 2), (5, 2), (7, 1), (8, 4)))
    value = chance.choice((2, 5, 10, 13, 0, 1, 3, 65535, PAGE, chance.randrange(PAGE), chance.randrange(300)))
    content[start + place : start + place + size] = (value & (1 << 8 * size) - 1).to_bytes(size, "big")
    return content


def _pointer(chance: Random, content: bytearray, _other: bytes) -> bytearray:
    """Let a cell begin elsewhere, or change its first bytes: its length, the types of its columns."""
    start = chance.randrange(max(1, len(content) // PAGE)) * PAGE
    slot = start + 8 + 2 * chance.randrange(30)
    if chance.randrange(2):
        content[slot : slot + 2] = chance.randrange(PAGE).to_bytes(2, "big")
        return content
    cell = start + int.from_bytes(content[slot : slot + 2], "big") + chance.randrange(14)
    if cell < len(content):
        content[cell] = chance.choice((*NUMBERS, chance.randrange(256)))
    return content


def _page(chance: Random, content: bytearray, other: bytes) -> bytearray:
    """Blank a page, copy one over another, take one of another file, or append one."""
    pages = max(1, len(content) // PAGE)
    target, source = chance.randrange(pages), chance.randrange(pages)
    copied = bytes(content[source * PAGE : (source + 1) * PAGE])
    foreign = chance.randrange(max(1, len(other) // PAGE)) * PAGE
    fill = chance.choice((bytes(PAGE), copied, copied, other[foreign : foreign + PAGE], chance.randbytes(PAGE)))
    if not chance.randrange(5):
        return content + fill
    content[target * PAGE : (target + 1) * PAGE] = fill
    return content


def _cut(chance: Random, content: bytearray, _other: bytes) -> bytearray:
    return content[: chance.choice((chance.randrange(len(content)), chance.randrange(len(content)) // PAGE * PAGE))]


def _splice(chance: Random, content: bytearray, _other: bytes) -> bytearray:
    """Copy some bytes elsewhere, or push everything on."""
    start, size = chance.randrange(len(content)), chance.randrange(1, 300)
    place = chance.randrange(len(content))
    end = place + (size if chance.randrange(4) else 0)
    content[place:end] = content[start : start + size]
    return content[: 64 * PAGE]
