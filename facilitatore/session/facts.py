"""Facts: immutable, content-addressed statements. A session file is a set of them.

A fact says: *this device gave these fields of this thing these values, replacing those facts.* Its id is a hash of all
the rest, so that a fact cannot be altered, equal facts are one fact, and merging files is a union of sets. The clock
(`at`) and the device (`by`) are labels, never causality: causality is `seen`, the ids of the facts replaced
(storage.md §0 and §2).
"""

from __future__ import annotations

import json
import os
import time
from hashlib import blake2b
from itertools import starmap
from math import isfinite
from operator import eq, itemgetter
from struct import Struct
from struct import error as StructError  # noqa: N812 - a class
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ID_BYTES: Final = 22
"""6 bytes of time, so that inserts stay at the edge of the tree, and 16 of blake2b."""

THING_BYTES: Final = 16
PURGE: Final = "purge"
"""The kind of the fact that removes all facts of a thing, or of a kind of thing, for ever."""

MAX_DEPTH: Final = 64
"""How deep the data of a fact may nest: ours nests 3 deep, and Python's reader gives up somewhere beyond 900."""

_pack = Struct(">IIIqIII").pack
_length = Struct(">I").pack
_LOW_TIME = slice(14, 20)
"""Where the low 6 bytes of the time are among the packed lengths."""

_TIME_MASK = (1 << 48) - 1


class Fact(NamedTuple):
    """One row of the file. `at` in UTC ms; `data` canonical JSON; `seen` concatenated ids."""

    id: bytes
    session: bytes
    entity: bytes
    kind: str
    at: int
    by: bytes
    data: str
    seen: bytes


def fact_id(session: bytes, entity: bytes, kind: str, at: int, by: bytes, data: str, seen: bytes) -> bytes:
    """Return the id of a fact with this content. Lengths are hashed too: no two contents share an encoding."""
    kind_bytes, data_bytes = kind.encode(), data.encode()
    lengths = _pack(len(session), len(entity), len(kind_bytes), at, len(by), len(data_bytes), len(seen))
    content = b"".join((lengths, session, entity, kind_bytes, by, data_bytes, seen))
    return lengths[_LOW_TIME] + blake2b(content, digest_size=16).digest()


def make_fact(
    session: bytes,
    entity: bytes,
    kind: str,
    fields: Mapping[str, Any],
    *,
    seen: Iterable[bytes] = (),
    by: bytes,
    at: int,
) -> Fact:
    """Return the fact that assigns `fields`, replacing the facts named in `seen`."""
    content = (session, entity, kind, at, by, canonical_json(fields), b"".join(sorted(set(seen))))
    return Fact(fact_id(*content), *content)


def canonical_json(fields: Mapping[str, Any]) -> str:
    """Return the one JSON text of `fields`. Halves of surrogate pairs, which no file can hold, become ``?``."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace").decode()


def split_ids(seen: bytes) -> Iterator[bytes]:
    """Yield the fact ids concatenated in `seen`."""
    return (seen[start : start + ID_BYTES] for start in range(0, len(seen), ID_BYTES))


_CONTENT = itemgetter(slice(1, None))


def has_true_id(row: Fact | tuple[Any, ...]) -> bool:
    """Tell whether a row's id is the hash of the rest: the quick half of `is_valid`, enough for our own files."""
    try:
        return bool(row[0] == fact_id(*row[1:]))
    except (AttributeError, TypeError, ValueError, StructError):  # ValueError covers text that is no UTF-8
        return False


def have_true_ids(rows: Sequence[Fact | tuple[Any, ...]]) -> bool:
    """Tell whether the id of every row is the hash of the rest; a fifth quicker than asking `has_true_id` of each."""
    try:
        return all(map(eq, map(itemgetter(0), rows), starmap(fact_id, map(_CONTENT, rows))))
    except (AttributeError, TypeError, ValueError, StructError):
        return False


def is_valid(row: tuple[Any, ...]) -> bool:
    """Tell whether a row from anywhere is a fact: true id, sizes that hold, data that is a JSON object."""
    return (
        has_true_id(row)
        and len(row[1]) == THING_BYTES
        and len(row[2]) == THING_BYTES
        and len(row[7]) % ID_BYTES == 0
        and read_object(row[6]) is not None
    )


def read_object(text: str) -> dict[str, Any] | None:
    """Return the JSON object in `text`; None when it is none, nests too deep, or holds numbers that JSON has not."""
    try:
        value, end = STRICT_JSON.raw_decode(text)  # `decode` would look for spaces around, which we never write
    except (ValueError, RecursionError):
        return None
    if end != len(text) or not isinstance(value, dict):
        return None
    many = text.count("[") + text.count("{") > MAX_DEPTH
    return None if many and _is_too_deep(value) else value


_UNGUESSABLE: Final = int.from_bytes(os.urandom(7), "big") + 1
_BETWEEN: Final = f",{_UNGUESSABLE},"


def read_objects(texts: list[str]) -> list[dict[str, Any]] | None:
    """Return the JSON objects in `texts`; None when one of them is none.

    One parse for all: 3 times quicker than one each. The number between them, which nobody can guess, proves that no
    crafted text ran over into its neighbours.
    """
    if {text[:1] for text in texts} != {"{"} or {text[-1:] for text in texts} != {"}"}:
        return None  # the reader would pass over spaces around one of them
    try:
        values = STRICT_JSON.decode("[" + _BETWEEN.join(texts) + "]")
    except (ValueError, RecursionError):
        return None
    if values[1::2] == [_UNGUESSABLE] * (len(texts) - 1) and set(map(type, values[::2])) == {dict}:
        return values[::2]  # type: ignore[no-any-return]
    return None


def valid_rows(rows: list[tuple[Any, ...]]) -> list[Fact]:
    """Return the rows from anywhere that are facts (`is_valid`), asking all together first: twice as quick."""
    if not _are_valid(rows):
        plain_hold = _are_valid([row for row in rows if _is_plain(row)])
        rows = [row for row in rows if (plain_hold and _is_plain(row)) or is_valid(row)]
    return list(map(Fact._make, rows))


def _are_valid(rows: list[tuple[Any, ...]]) -> bool:
    """Tell whether rows of plain data are all facts; False when one is none, or its data is not plain."""
    return (
        all(map(_is_plain, rows))
        and have_true_ids(rows)
        and all(len(row[1]) == len(row[2]) == THING_BYTES and len(row[7]) % ID_BYTES == 0 for row in rows)
        and (not rows or read_objects([row[6] for row in rows]) is not None)
    )


def _is_plain(row: tuple[Any, ...]) -> bool:
    """Tell whether the data of a row has one brace and no brackets, so that nothing in it is nested."""
    return isinstance(row[6], str) and row[6].count("{") == 1 and "[" not in row[6]


def _is_too_deep(value: object) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


STRICT_JSON: Final = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse_constant)
"""Reads JSON without NaN and infinities, ``1e999`` included: `canonical_json` could not write them again."""


def new_thing_id() -> bytes:
    """Return a fresh UUIDv7 for a thing (RFC 9562 §5.7): 48 bits of time in ms, the rest random."""
    chance = int.from_bytes(os.urandom(10), "big")
    now = now_ms() & _TIME_MASK
    value = now << 80 | 7 << 76 | (chance >> 68 & 0xFFF) << 64 | 2 << 62 | chance & ((1 << 62) - 1)
    return value.to_bytes(16, "big")


def derived_thing_id(*parts: str) -> str:
    """Return the id, in hexadecimal, of a thing known by what it is made of (UUIDv8): the same on every laptop."""
    content = b"".join(_length(len(part)) + part for part in map(str.encode, parts))
    value = int.from_bytes(blake2b(content, digest_size=THING_BYTES).digest(), "big")
    value = value & ~(0xF << 76) & ~(3 << 62) | 8 << 76 | 2 << 62
    return value.to_bytes(THING_BYTES, "big").hex()


def is_derived(entity: bytes) -> bool:
    """Tell an id that is derived from one that is fresh: only the former can be given on two laptops."""
    return len(entity) == THING_BYTES and entity[6] >> 4 == 8  # noqa: PLR2004 - the version of a UUID


def now_ms() -> int:
    """Return the wall clock in UTC milliseconds."""
    return time.time_ns() // 1_000_000
