"""Who comes: persons, who live in the register only, and guests, who live in the evening."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Registration:
    """What a person asked for: `evening` is an ISO date, `group` a group's title, empty when not chosen."""

    evening: str
    group: str


@dataclass(frozen=True, slots=True)
class Person:
    """A registered person. `token` is random and says nothing: it is all that leaves the register."""

    id: str
    first_name: str
    family_name: str
    badge_name: str
    email: str
    phone: str
    token: str
    registrations: tuple[Registration, ...]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who came: a first name, a group, a token. `arrived_at` and `printed_at` are UTC ms."""

    id: str
    badge_name: str
    group: str | None
    token: str
    arrived_at: int
    walk_in: bool
    printed_at: int | None
