"""How full the groups are, and which one to propose to somebody who has not chosen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facilitatore.door.people import Expected
    from facilitatore.prepare.model import Group


class GroupCount(NamedTuple):
    """A group and how many people are in it now; `free` is None where the room has no limit."""

    group: Group
    present: int

    @property
    def free(self) -> int | None:
        """Places left, below zero when there are too many."""
        return None if self.group.capacity is None else self.group.capacity - self.present


class Presence(NamedTuple):
    """The figures of the door. `expected` are those of the list for this evening, here or not.

    `awaited` are those of them who are not in yet; `without` those who are in and in no group; `elsewhere` those whose
    badge was read at a group's door, and whom nobody let in at this one.
    """

    present: int
    expected: int
    awaited: int
    walk_ins: int
    without: int
    elsewhere: int
    groups: tuple[GroupCount, ...]


def presence_of(lines: Iterable[Expected], groups: Sequence[Group]) -> Presence:
    """Count who is in; a guest of another evening's list is no walk-in, and was not expected either.

    A guest whose group was removed is in none.
    """
    inside: Counter[str | None] = Counter()
    expected = awaited = walk_ins = elsewhere = 0
    for line in lines:
        is_expected = line.person is not None and line.attends is not False
        expected += is_expected
        awaited += is_expected and line.guest is None and line.seen_in is None
        elsewhere += line.seen_in is not None
        if line.guest is not None:
            inside[line.guest.where] += 1
            walk_ins += line.guest.walk_in
    counts = tuple(GroupCount(group, inside[group.id]) for group in groups)
    present = sum(inside.values())
    without = present - sum(count.present for count in counts)
    return Presence(present, expected, awaited, walk_ins, without, elsewhere, counts)


def suggested(counts: Sequence[GroupCount]) -> GroupCount | None:
    """Return the group with most free places; where no room has a limit, the one with fewest people.

    None when there are no groups, or all are full. At equal places the emptier group, then the first letter.
    """
    limited = [count for count in counts if count.free is not None]
    if not limited:
        return min(counts, key=lambda count: count.present, default=None)
    best = min(limited, key=lambda count: (-(count.free or 0), count.present))
    return best if (best.free or 0) > 0 else None
