"""Which laptops wrote in a file, told by what they wrote: a computer's own name is often a person's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.session.facts import Fact
from facilitatore.session.fold import read_data
from facilitatore.session.places import own_devices

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 letters and figures that nobody takes for one another when they are read aloud: no I, O, 0 and 1."""

_CODE_LENGTH: Final = 3
_IN_THE_ROOM: Final = frozenset(
    {"cluster", "note", "pair_dialogue", "phase_run", "presence", "role_play", "speaking_turn", "statement"}
)
"""Kinds that are written where a group works; what is prepared before names all groups."""

_AT_THE_DOOR: Final = "guest"


@dataclass(frozen=True, slots=True)
class LaptopMark:
    """One copy of a file on one laptop: how many `facts` it wrote and when last (UTC ms).

    `group` is the id of the group it wrote for, empty for none or for several; `at_door`: it wrote who came in.
    """

    device: bytes
    code: str
    group: str
    at_door: bool
    is_here: bool
    facts: int
    last_at: int


def code_of(device: bytes) -> str:
    """Return three letters for a device, to be said: «portatile K7Q». Two of ten laptops share one once in 700 evenings."""
    number = int.from_bytes(device[:2].ljust(2, b"\0"), "big") >> 1
    places = range(_CODE_LENGTH - 1, -1, -1)
    return "".join(CODE_LETTERS[number // len(CODE_LETTERS) ** place % len(CODE_LETTERS)] for place in places)


def laptops_of(facts: Iterable[Fact]) -> tuple[LaptopMark, ...]:
    """Return who wrote the facts, the one that wrote last first."""
    told = list(facts)
    written: dict[bytes, tuple[int, int]] = {}
    for fact in told:
        count, last = written.get(fact.by, (0, fact.at))
        written[fact.by] = (count + 1, max(last, fact.at))
    return marks_of(written, rooms_of(told))


def marks_of(written: dict[bytes, tuple[int, int]], rooms: dict[bytes, tuple[str, bool]]) -> tuple[LaptopMark, ...]:
    """Return the marks of devices, given how much and when last each wrote, and where it was (`rooms_of`)."""
    here = own_devices()
    marks = [
        LaptopMark(device, code_of(device), *rooms.get(device, ("", False)), device in here, count, last)
        for device, (count, last) in written.items()
    ]
    return tuple(sorted(marks, key=lambda mark: (-mark.last_at, mark.device)))


def rooms_of(facts: Iterable[Fact]) -> dict[bytes, tuple[str, bool]]:
    """Return for each device the id of the group it wrote for, if any, and whether it was at the door.

    What counts is what it wrote anew: the Cabina, which later decides between words of a group, is no group.
    """
    told = [fact for fact in facts if not fact.seen and (fact.kind in _IN_THE_ROOM or fact.kind == _AT_THE_DOOR)]
    votes: dict[bytes, Counter[str]] = {}
    for fact, data in zip(told, read_data(told), strict=True):
        group = data.get("group")
        place = _AT_THE_DOOR if fact.kind == _AT_THE_DOOR else group if isinstance(group, str) else ""
        votes.setdefault(fact.by, Counter())[place] += 1
    return {device: _room(count) for device, count in votes.items()}


def _room(votes: Counter[str]) -> tuple[str, bool]:
    """Return where a laptop was: where more than half of what it wrote belongs."""
    place, most = votes.most_common(1)[0]
    if 2 * most <= votes.total():
        return "", False
    return ("", True) if place == _AT_THE_DOOR else (place, False)
