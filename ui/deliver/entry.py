"""A file in the list, and what several of them bring together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from facilitatore.session.joining.effects import Effects, add_up

if TYPE_CHECKING:
    from facilitatore.deliver.joining import Arrival
    from facilitatore.session.roots import FileRoot


@dataclass(slots=True)
class Entry:
    """A file in the list: whether it is wanted, whether it may forget what it asks to, and what it brings."""

    path: Path
    is_wanted: bool = True
    may_forget: bool = False
    is_joined: bool = False
    arrival: Arrival | None = None

    @property
    def can_join(self) -> bool:
        """Whether joining it would do anything good."""
        arrival = self.arrival
        return not self.is_joined and arrival is not None and arrival.problem is None and not arrival.is_elsewhere

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is of another evening, and so stands apart."""
        return self.arrival is not None and self.arrival.is_elsewhere

    @property
    def evenings(self) -> tuple[FileRoot, ...]:
        """The evenings in it."""
        return self.arrival.roots if self.arrival is not None else ()

    @property
    def tells_of_others(self) -> bool:
        """Whether it holds another evening than the open one."""
        return self.is_elsewhere or len(self.evenings) > 1

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should see it although there are hundreds: it is refused, altered, or asks for something."""
        arrival = self.arrival
        if arrival is None or self.is_joined:
            return False
        asks = arrival.forgets or arrival.absorbed or arrival.effects.is_alarming
        return bool(arrival.problem or arrival.refused or asks or arrival.conflicts)


class Brought(NamedTuple):
    """What several files do to what is here, and what is to be decided, each counted once."""

    effects: Effects
    conflicts: int


def bring_together(arrivals: Sequence[Arrival]) -> Brought:
    """Add up what files bring; they were looked at as if they were joined together."""
    undecided = frozenset[tuple[str, str]]().union(*(arrival.undecided for arrival in arrivals))
    return Brought(add_up(arrival.effects for arrival in arrivals), len(undecided))


def forgets_together(entries: Iterable[Entry]) -> dict[str, int]:
    """Return how many things of each kind go for ever, because somebody let these files forget them."""
    lost: dict[str, int] = {}
    for entry in entries:
        for kind, count in (entry.arrival.takes if entry.arrival else {}).items():
            if entry.may_forget:
                lost[kind] = max(lost.get(kind, 0), count)  # two files mostly ask for the same
    return lost


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return those that somebody should see first, the others after them, each in the order they came."""
    return sorted(entries, key=lambda entry: not entry.needs_a_look)
