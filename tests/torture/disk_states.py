"""Every state in which a power cut may leave a disk, after ALICE (Pillai et al., OSDI 2014).

What was flushed is there. Of the rest there may be anything: each write whole, in some of its sectors or not at all, each
length old or new. Names come to the disk in the order in which they were made, folder by folder, as journalling file
systems have it. Nothing here is reordered across a flush: a disk that says "done" and lies is no file system's to survive.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from recording import Ack, Cut, Flush, FlushFolder, Name, Op, Write

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

_SECTOR: Final = 512


@dataclass
class Disk:
    """Names of files, and what is in them."""

    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)

    def copy(self) -> Disk:
        """Return the same disk, to be changed apart."""
        return Disk(dict(self.names), dict(self.contents))

    def apply(self, op: Op) -> None:
        """Let a request take effect."""
        if isinstance(op, Write):
            content = bytearray(self.contents.get(op.file, b"").ljust(op.offset, b"\0"))
            content[op.offset : op.offset + len(op.data)] = op.data
            self.contents[op.file] = bytes(content)
        elif isinstance(op, Cut):
            self.contents[op.file] = self.contents.get(op.file, b"")[: op.size].ljust(op.size, b"\0")
        elif isinstance(op, Name):
            self.names.pop(op.old, None)
            if op.file:
                self.names[op.path] = op.file
            else:
                self.names.pop(op.path, None)

    def files(self) -> dict[str, bytes]:
        """Return what a person finds."""
        return {path: self.contents.get(file, b"") for path, file in self.names.items()}


def states(start: Disk, ops: list[Op], chance: random.Random, per_request: int) -> Iterator[tuple[int, Disk]]:
    """Yield (number of acknowledgements, disk) after each request: all of the rest there, none of it, and random parts."""
    flushed, waiting, acknowledged = start.copy(), list[Op](), 0
    for op in ops:
        if isinstance(op, Ack):
            acknowledged += 1
        elif isinstance(op, Flush | FlushFolder):
            for done in (one for one in waiting if _is_flushed(one, op)):
                flushed.apply(done)
            waiting = [one for one in waiting if not _is_flushed(one, op)]
        else:
            waiting.append(op)
        yield acknowledged, flushed
        if waiting:
            whole = flushed.copy()
            for one in waiting:
                whole.apply(one)
            yield acknowledged, whole
            for _ in range(per_request):
                yield acknowledged, _part(flushed, waiting, chance)


def _is_flushed(op: Op, by: Flush | FlushFolder) -> bool:
    if isinstance(by, FlushFolder):
        return isinstance(op, Name) and posixpath.dirname(op.path) == by.folder
    return isinstance(op, Write | Cut) and op.file == by.file


def _part(flushed: Disk, waiting: list[Op], chance: random.Random) -> Disk:
    disk = flushed.copy()
    folders: dict[str, list[Name]] = {}
    for op in waiting:
        if isinstance(op, Name):
            folders.setdefault(posixpath.dirname(op.path), []).append(op)
    for names in folders.values():
        for name in names[: chance.randint(0, len(names))]:
            disk.apply(name)
    tears = chance.random() < 0.5
    for op in waiting:
        if isinstance(op, Name) or chance.random() < 0.5:
            continue
        for piece in _torn(op, chance) if tears and isinstance(op, Write) else [op]:
            disk.apply(piece)
    return disk


def _torn(write: Write, chance: random.Random) -> Iterator[Write]:
    for start in range(0, len(write.data), _SECTOR):
        if chance.random() < 0.6:
            yield Write(write.file, write.offset + start, write.data[start : start + _SECTOR])
