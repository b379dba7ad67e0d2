"""Reading who is expected and who came, out of the register and of the evening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.door.model import GroupPresence, Guest, NameQuestion, Person
from facilitatore.door.presence import read_nameless, read_presences, read_seen_in, written
from facilitatore.door.registrations import Asked, Asking, Meanings, read_registrations
from facilitatore.prepare.evening import read_evening, read_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facilitatore.prepare.model import Evening, Group
    from facilitatore.session import Session, Thing


_LAST_FIGURES: Final = 3

SEVERAL_PEOPLE: Final = "several_people"
"""Why a name is in question whose choices are a person each."""

NO_FIRST_NAME: Final = "no_first_name"
"""Why a name is in question of which the list has a family name alone."""


class Expected(NamedTuple):
    """One line at the door: a person of the register, a guest of the evening, or both (joined by the token).

    `group` is that of the guest, or the one the person asked for; `attends` is None when the list did not say.
    `seen_in` is the group at whose door the badge of somebody was read whom nobody let in at the door of the evening.
    """

    person: Person | None
    guest: Guest | None
    group: str | None
    attends: bool | None
    seen_in: str | None = None

    @property
    def badge_name(self) -> str:
        """What the badge says."""
        if self.guest is not None and self.guest.badge_name:
            return self.guest.badge_name
        return self.person.badge_name if self.person is not None else ""

    @property
    def family_name(self) -> str:
        """The family name, known to the register alone."""
        return self.person.family_name if self.person is not None else ""

    @property
    def question(self) -> NameQuestion | None:
        """What is to be asked about the name of somebody who is not in yet; who came has said it."""
        return self.person.question if self.person is not None and self.guest is None else None

    @property
    def apart(self) -> str:
        """What tells a person from a namesake, enough to ask and no more: ``"…123"`` of a telephone, ``"rossi@…"``."""
        if self.person is None:
            return ""
        figures = "".join(char for char in self.person.phone if char.isdigit())
        if figures:
            return f"…{figures[-_LAST_FIGURES:]}"
        box, at, _ = self.person.email.partition("@")
        return f"{box}{at}…" if at else ""

    @property
    def id(self) -> str:
        """The id of the person, or of the guest who is not in the register."""
        if self.person is not None:
            return self.person.id
        return self.guest.id if self.guest is not None else ""


def read_persons(register: Session) -> list[Person]:
    """Return the persons of a register, by family name and first name, each token once.

    Two door laptops that imported the same list each wrote its persons; joined, they are one, with what was written
    last of each thing.
    """
    meanings = Meanings(register)
    persons = [_person(things, meanings) for things in persons_by_token(register).values()]
    return sorted(persons, key=lambda person: (person.family_name.casefold(), person.first_name.casefold()))


def persons_by_token(register: Session) -> dict[str, list[Thing]]:
    """Return the things of a register that are one person each, by token, or by id where there is no token."""
    found: dict[str, list[Thing]] = {}
    for thing in register.things("person"):
        found.setdefault(thing.text("token") or thing.id, []).append(thing)
    return found


def written_last(things: Sequence[Thing], name: str) -> Thing:
    """Return the one of `things` whose field was written last."""
    return max(things, key=lambda thing: written(thing, name)) if len(things) > 1 else things[0]


def _person(things: Sequence[Thing], meanings: Meanings) -> Person:
    def last(name: str) -> Thing:
        return written_last(things, name)

    first_name = last("first_name").text("first_name")
    question = name_question(last("in_question").fields.get("in_question"))
    return Person(
        min(thing.id for thing in things),
        first_name=first_name,
        family_name=last("family_name").text("family_name"),
        badge_name="" if question is not None else last("badge_name").text("badge_name") or first_name,
        email=last("email").text("email"),
        phone=last("phone").text("phone"),
        token=things[0].text("token"),
        registrations=read_registrations(last("registrations").fields.get("registrations"), meanings),
        note=last("note").text("note"),
        question=question,
    )


def name_question(value: object) -> NameQuestion | None:
    """Return the question about a name that a person of the register holds; what is not written as one is none."""
    if not isinstance(value, dict):
        return None
    written, choices, why = value.get("written"), value.get("choices"), value.get("why")
    if not isinstance(written, str) or not isinstance(choices, list):
        return None
    read = [tuple(one) for one in choices if isinstance(one, list) and [type(part) for part in one] == [str, str]]
    return NameQuestion(written, tuple((one[0], one[1]) for one in read), why if isinstance(why, str) else "")


def read_guests(session: Session) -> list[Guest]:
    """Return who came, in order of arrival, each token once.

    Two door laptops that let the same person in write two things; joined, they are one guest: arrived when the first
    of them says, with the group and the name that were written last.
    """
    seen_in = read_seen_in(session)
    by_token: dict[str, list[Thing]] = {}
    for thing in session.things("guest"):
        by_token.setdefault(thing.text("token") or thing.id, []).append(thing)
    guests = [_guest(things, seen_in.get(token)) for token, things in by_token.items()]
    return sorted(guests, key=lambda guest: guest.arrived_at)


def read_arrivals(session: Session) -> list[Guest]:
    """Return who came, for counting: the guests, and those whose name was forgotten, who have an empty badge name."""
    guests = read_guests(session)
    return guests + read_nameless(session, {guest.token or guest.id for guest in guests})


def _guest(things: Sequence[Thing], seen_in: str | None) -> Guest:
    first = min(things, key=lambda thing: thing.moment("arrived_at"))
    name = max(things, key=lambda thing: written(thing, "badge_name")).text("badge_name")
    return Guest(
        first.id,
        badge_name=name,
        group=max(things, key=lambda thing: written(thing, "group")).optional_text("group"),
        token=first.text("token"),
        arrived_at=first.moment("arrived_at"),
        walk_in=first.is_true("walk_in"),
        printed_at=max((printed for thing in things if (printed := _printed(thing, name))), default=None),
        seen_in=seen_in,
    )


def _printed(thing: Thing, name: str) -> int | None:
    """Return when a badge with this name was printed; one printed before a change of name is of no use any more."""
    return thing.optional_moment("printed_at") if thing.text("printed_as") in ("", name) else None


def read_expected(session: Session, register: Session | None) -> list[Expected]:
    """Return everybody the door may meet: the persons of the register and the guests it does not know."""
    persons = read_persons(register) if register is not None else []
    evening, groups = read_evening(session), read_groups(session)
    return join_expected(persons, read_arrivals(session), evening, groups, read_presences(session))


def names_to_ask(lines: Iterable[Expected]) -> list[Expected]:
    """Return who is expected this evening and has no badge until somebody has asked the name."""
    return [line for line in lines if line.question is not None and line.attends is not False]


def join_expected(
    persons: Iterable[Person],
    guests: Sequence[Guest],
    evening: Evening,
    groups: Sequence[Group],
    presences: Iterable[GroupPresence] = (),
) -> list[Expected]:
    """Return the lines of these persons, in their order, and of the guests who are none of them."""
    seen_in = {presence.token: presence.group for presence in presences}
    asking = Asking(evening, groups)
    by_token = {guest.token: guest for guest in guests if guest.token}
    lines, met = [], set()
    for person in persons:
        guest = by_token.get(person.token)
        asked = asking.of(person.registrations)
        seen = None if guest else seen_in.get(person.token)
        lines.append(Expected(person, guest, guest.group if guest else asked.group, asked.attends, seen))
        if guest is not None:
            met.add(guest.id)
    return lines + [Expected(None, guest, guest.group, None) for guest in guests if guest.id not in met]


def asked_for(person: Person, evening: Evening, groups: Sequence[Group]) -> Asked:
    """Return whether the person asked for this evening (None: the list did not say), and for which group's id."""
    return Asking(evening, groups).of(person.registrations)
