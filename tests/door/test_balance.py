"""Promises of the proposal for whoever has not chosen a group."""

from __future__ import annotations

from facilitatore.door.balance import GroupCount, suggested
from facilitatore.prepare.model import Group


def count(key: str, present: int, capacity: int | None) -> GroupCount:
    """Make a group with so many people and places."""
    return GroupCount(Group(key, key, key, key, "", (), "circle", "#0072B2", capacity), present)


def key_of(*counts: GroupCount) -> str | None:
    """Return the letter of the group proposed."""
    best = suggested(counts)
    return best.group.key if best else None


def test_most_free_places() -> None:
    """The group with most free places is proposed, not the one with fewest people."""
    assert key_of(count("A", 2, 10), count("B", 12, 25)) == "B"


def test_without_limits() -> None:
    """Where no room has a limit, the group with fewest people is proposed."""
    assert key_of(count("A", 5, None), count("B", 4, None)) == "B"


def test_all_full() -> None:
    """Full groups are not proposed."""
    assert key_of(count("A", 10, 10), count("B", 11, 10)) is None


def test_no_groups() -> None:
    """An evening without groups has no proposal."""
    assert key_of() is None
