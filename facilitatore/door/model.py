"""Who comes: persons, who live in the register only, and guests, who live in the evening."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """What the register knows of a registration for one evening, by id: whether it is for it (`here`), for which group.

    `own`: a list was imported beside that evening; `group` is the id of the group it named. `told` is the group that the
    words mean: empty for none of them, None where nobody said.
    """

    evening: str
    here: bool
    own: bool = False
    group: str = ""
    told: str | None = None


class Registration(NamedTuple):
    """What a person asked for in words, an ISO date or what the list said, and the evenings of which more is known."""

    evening: str
    group: str
    places: tuple[Place, ...] = ()


class NameQuestion(NamedTuple):
    """A name that somebody has to tell: as the list wrote it, and as first name and family name in each way to read it.

    `why` is a key of `reasons.REASONS`.
    """

    written: str
    choices: tuple[tuple[str, str], ...]
    why: str


class Person(NamedTuple):
    """A registered person. `token` is random and says nothing: it is all that leaves the register.

    While the name is in `question`, `badge_name` is empty: there is no badge until somebody has answered.
    `note` is what the organiser chose to keep of the list's free text, such as a need; it stays in the register too.
    """

    id: str
    first_name: str
    family_name: str
    badge_name: str
    email: str
    phone: str
    token: str
    registrations: tuple[Registration, ...]
    note: str = ""
    question: NameQuestion | None = None


class Guest(NamedTuple):
    """Somebody who came: a first name, a group, a token. `arrived_at` and `printed_at` are UTC ms.

    `group` is what was chosen at the door. `seen_in` is the group at whose own door the badge was read, when it was.
    `printed_at` is None as long as no badge with the name as it is now was printed.
    """

    id: str
    badge_name: str
    group: str | None
    token: str
    arrived_at: int
    walk_in: bool
    printed_at: int | None
    seen_in: str | None = None

    @property
    def where(self) -> str | None:
        """The group the guest is counted in: where the badge was read, or else what was chosen at the door."""
        return self.seen_in or self.group


class GroupPresence(NamedTuple):
    """A badge that was read at a group's own door. `at` is when it was last read there, in UTC ms.

    `let_in`: it stands for a guest whose name was forgotten, a `walk_in` or not; `at` is then when the guest came.
    """

    id: str
    token: str
    group: str
    at: int
    let_in: bool = False
    walk_in: bool = False
