"""A laptop of the laws: an open file, what its owner knows, and a clock that may say anything."""

from __future__ import annotations

import json
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from oracle import SILENT

from facilitatore.session import Session
from facilitatore.session.fold import Thing, fold_all

EVENING = "01" * 16
NAMELESS = "presence"


class Laptop:
    """One laptop: its open file, what its owner knows, and a clock that may say anything."""

    def __init__(self, path: Path, device: bytes, known: frozenset[bytes]) -> None:
        self.path, self.device, self.known = path, device, known
        self.open()

    def open(self) -> None:
        """Open the file, with this laptop's device id."""
        self.session = Session.open(self.path)
        self.session._by = self.device

    def reopen(self) -> None:
        """Close the file and open it again."""
        self.session.close()
        self.open()

    def at(self, clock: int, *, step: int = 0) -> None:
        """Set the clock; it stands still, or goes on by `step` with every fact."""
        self.session._clock = partial(next, count(clock, step))  # type: ignore[method-assign]

    def things(self) -> dict[bytes, Thing]:
        """Return all things that are not wiped, removed ones too, without the evening itself and who has no name."""
        things = fold_all(fact for fact in self.session.all_facts() if fact.kind != NAMELESS)
        return {entity: thing for entity, thing in things.items() if thing.id != EVENING}


def split_seen(seen: bytes) -> list[bytes]:
    """Return the ids concatenated in `seen`."""
    return [seen[start : start + 22] for start in range(0, len(seen), 22)]


def view(laptop: Laptop) -> dict[bytes, Any]:
    """Return what a person sees of each thing; a field without a value is no field."""
    return {
        entity: (
            thing.deleted,
            {name: json.dumps(value) for name, value in thing.fields.items() if value not in (None, False)},
            {name: sorted(map(json.dumps, values)) for name, values in thing.conflicts.items()},
        )
        if not thing.deleted
        else None
        for entity, thing in laptop.things().items()
    }


def check_thing(thing: Thing, wanted: Any) -> None:
    """Compare a folded thing with what the oracle says of it."""
    assert {name: {head.id for head in heads} for name, heads in thing.heads.items()} == wanted.heads
    for name, values in wanted.values.items():
        assert json.dumps(thing.fields[name], sort_keys=True) in values
        if name not in SILENT:
            shown = thing.conflicts.get(name, [thing.fields[name]])
            assert {json.dumps(value, sort_keys=True) for value in shown} == values
    gone = thing.fields.get("deleted") is True
    assert thing.deleted == (gone and wanted.deleted)
    assert thing.revived == (gone and not thing.deleted)
