"""Reading who is expected and who came, out of the register and of the evening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitatore.door.model import Guest, Person, Registration
from facilitatore.prepare.evening import read_evening, read_groups

if TYPE_CHECKING:
    from facilitatore.prepare.model import Evening, Group
    from facilitatore.session import Session, Thing


@dataclass(frozen=True, slots=True)
class Expected:
    """One line at the door: a person of the register, a guest of the evening, or both (joined by the token).

    `group` is that of the guest, or the one the person asked for; `attends` is None when the list did not say.
    """

    person: Person | None
    guest: Guest | None
    group: str | None
    attends: bool | None

    @property
    def badge_name(self) -> str:
        """What the badge says."""
        if self.guest is not None:
            return self.guest.badge_name
        return self.person.badge_name if self.person is not None else ""

    @property
    def family_name(self) -> str:
        """The family name, known to the register alone."""
        return self.person.family_name if self.person is not None else ""

    @property
    def id(self) -> str:
        """The id of the person, or of the guest who is not in the register."""
        if self.person is not None:
            return self.person.id
        return self.guest.id if self.guest is not None else ""


def read_persons(register: Session) -> list[Person]:
    """Return the persons of a register, by family name and first name."""
    persons = [_person(thing) for thing in register.things("person")]
    return sorted(persons, key=lambda person: (person.family_name.casefold(), person.first_name.casefold()))


def _person(thing: Thing) -> Person:
    first_name = thing.text("first_name")
    return Person(
        thing.id,
        first_name=first_name,
        family_name=thing.text("family_name"),
        badge_name=thing.text("badge_name") or first_name,
        email=thing.text("email"),
        phone=thing.text("phone"),
        token=thing.text("token"),
        registrations=tuple(_registrations(thing.fields.get("registrations"))),
    )


def _registrations(value: object) -> list[Registration]:
    if not isinstance(value, list):
        return []
    found = []
    for item in value:
        if isinstance(item, dict):
            evening, group = item.get("evening"), item.get("group")
            if isinstance(evening, str) and isinstance(group, str):
                found.append(Registration(evening, group))
    return found


def read_guests(session: Session) -> list[Guest]:
    """Return who came, in order of arrival."""
    guests = [
        Guest(
            thing.id,
            badge_name=thing.text("badge_name"),
            group=thing.optional_text("group"),
            token=thing.text("token"),
            arrived_at=thing.integer("arrived_at"),
            walk_in=thing.is_true("walk_in"),
            printed_at=thing.optional_integer("printed_at"),
        )
        for thing in session.things("guest")
    ]
    return sorted(guests, key=lambda guest: guest.arrived_at)


def read_expected(session: Session, register: Session | None) -> list[Expected]:
    """Return everybody the door may meet: the persons of the register and the guests it does not know."""
    evening, groups = read_evening(session), read_groups(session)
    guests = read_guests(session)
    by_token = {guest.token: guest for guest in guests if guest.token}
    lines, met = [], set()
    for person in read_persons(register) if register is not None else ():
        guest = by_token.get(person.token)
        attends, group = asked_for(person, evening, groups)
        lines.append(Expected(person, guest, guest.group if guest else group, attends))
        if guest is not None:
            met.add(guest.id)
    return lines + [Expected(None, guest, guest.group, None) for guest in guests if guest.id not in met]


def asked_for(person: Person, evening: Evening, groups: list[Group]) -> tuple[bool | None, str | None]:
    """Return whether the person asked for this evening (None: the list did not say), and for which group's id."""
    if not person.registrations:
        return None, None
    titles = {group.title: group.id for group in groups}
    for registration in person.registrations:
        if registration.evening == evening.date:
            return True, titles.get(registration.group)
    return False, None
