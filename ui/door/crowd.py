"""What the page reads: who is expected, who is in, in which groups; only what has changed is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.door.balance import Presence, presence_of, suggested
from facilitatore.door.matching import unmatched_of
from facilitatore.door.people import Expected, join_expected, names_to_ask, read_arrivals, read_persons
from facilitatore.door.presence import read_presences
from facilitatore.door.registrations import Asking
from facilitatore.door.search import DoorSearch
from facilitatore.prepare.evening import read_evening, read_groups
from ui.door.desk import Known

if TYPE_CHECKING:
    from facilitatore.door.matching import Words
    from facilitatore.door.model import GroupPresence, Person
    from facilitatore.door.rhythm import Rhythm
    from facilitatore.prepare.model import Evening
    from facilitatore.session import Change
    from ui.bridge import Bridge

_TODAY_MS: Final = 12 * 3_600_000
_PERSONS: Final = frozenset({"person", "purge", "asked_words"})
_ASKED: Final = _PERSONS | {"evening", "group"}
"""Kinds on which it depends who is in the register, and what they asked for."""


class Crowd:
    """The people of the door, as they are now: a list of 5,000 is read once, and not at each arrival."""

    def __init__(self, bridge: Bridge) -> None:
        """Know nobody yet."""
        self._bridge = bridge
        self._persons: list[Person] | None = None
        self._presences: list[GroupPresence] = []
        self._search = DoorSearch()
        self._evening: Evening | None = None
        self.known = Known()
        self.presence = Presence(0, 0, 0, 0, 0, 0, ())
        self.awaited: list[Expected] = []
        self.to_ask: list[Expected] = []
        """Whose names are in question: they have no badge until somebody has asked."""
        self.unmatched: list[Words] = []
        """What people registered for in words that mean nothing here."""
        self.forgotten = 0
        """How many came whose name was forgotten: they are counted, and nobody can be found or moved."""

    def read(self, change: Change | None) -> None:
        """Read again what `change` may have changed, None: everything."""
        session, register = self._bridge.session, self._bridge.register
        if self._persons is None or change is None or change.kinds & _PERSONS:
            self._persons = read_persons(register) if register is not None else []
        groups, guests = read_groups(session), read_arrivals(session)
        self._evening = read_evening(session)
        self._presences = read_presences(session)
        if change is None or change.kinds & _ASKED:
            self.unmatched = unmatched_of(self._persons, Asking(self._evening, groups))
        lines = join_expected(self._persons, guests, self._evening, groups, self._presences)
        self._search.know(lines)
        self.presence = presence_of(lines, groups)
        best = suggested(self.presence.groups)
        by_token = {line.person.token: line for line in lines if line.person}
        by_token |= {line.guest.token: line for line in lines if line.guest}
        by_token.pop("", None)
        named = [guest for guest in guests if guest.badge_name]
        self.forgotten = len(guests) - len(named)
        self.known = Known(lines, named, groups, best.group if best else None, by_token)
        awaited = [line for line in lines if line.guest is None and line.attends is not False]
        self.awaited = sorted(awaited, key=_as_called)
        self.to_ask = sorted(names_to_ask(lines), key=_as_called)

    def find(self, text: str) -> list[Expected]:
        """Return who answers to these words; without words, who is still awaited, as the badges will call them."""
        return self._search.find(text) if text.strip() else self.awaited

    @property
    def has_list(self) -> bool:
        """Whether somebody is in the register."""
        return bool(self._persons)

    @property
    def came_from_a_list(self) -> bool:
        """Whether somebody is in who was in a list: the register lies elsewhere, as with joined files."""
        return any(not guest.walk_in for guest in self.known.guests)

    def read_here(self, group: str) -> int:
        """Return how many badges were read at the door of a group."""
        return sum(presence.group == group for presence in self._presences)

    @property
    def date(self) -> str:
        """The ISO date of the evening."""
        return self._evening.date if self._evening is not None else ""

    def begins_at(self) -> str:
        """Return when the evening begins (HH:MM), if that is still to come today; else nothing."""
        from facilitatore.door.rhythm import starts_at_of
        from facilitatore.session.facts import now_ms

        moment = starts_at_of(self._evening) if self._evening is not None else None
        return self._evening.starts_at if self._evening and moment and 0 <= moment - now_ms() < _TODAY_MS else ""

    def rhythm(self) -> Rhythm | None:
        """Return the pace of this moment; None when there is too little to say."""
        from facilitatore.door.rhythm import rhythm_of, starts_at_of
        from facilitatore.session.facts import now_ms

        if not self.known.guests or self._evening is None:
            return None
        arrivals = [guest.arrived_at for guest in self.known.guests]
        return rhythm_of(arrivals, self.presence.awaited, now_ms(), starts_at_of(self._evening))


def _as_called(line: Expected) -> tuple[str, str]:
    """Return what orders the awaited: the name on the badge, or the likeliest one."""
    first = line.badge_name or (line.person.first_name if line.person is not None else "")
    return first.casefold(), line.family_name.casefold()


def warm() -> None:
    """Load what the first mistyped letter and the first typed name would wait for."""
    from facilitatore.door.wearing import read_badge_name

    DoorSearch.warm()
    read_badge_name("Anna")
