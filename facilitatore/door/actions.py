"""What happens at the door: letting people in, moving them, printing their badges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.door.people import asked_for, read_guests
from facilitatore.door.search import fold_words
from facilitatore.door.tokens import new_token
from facilitatore.errors import Ambiguous, BadValue, Unknown
from facilitatore.prepare.actions import existing
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session import Change, Draft, Session, edit, new, remove
from facilitatore.session.facts import now_ms
from facilitatore.session.words import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.door.model import Guest, Person

MAX_NAME: Final = 60
"""Characters of a badge name: what no label could hold is stopped at the door."""


class AlreadyIn(BadValue):
    """The person is in already: `guest` says since when."""

    def __init__(self, guest: Guest) -> None:
        """Name the guest who is in."""
        super().__init__("already_in", guest.badge_name)
        self.guest = guest


def check_in(session: Session, person: Person, *, group: str | None = None, origin: object = None) -> Change:
    """Let a person of the register in: the evening learns a badge name, a group and a token, nothing else.

    Without `group` it is the one the person asked for, if any.

    Raises:
        AlreadyIn: the person came before. Problem: nothing was written.
    """
    for guest in read_guests(session):
        if guest.token == person.token:
            raise AlreadyIn(guest)
    asked = asked_for(person, read_evening(session), read_groups(session))[1]
    draft = _guest(person.badge_name, group or asked, person.token, walk_in=False)
    return session.record("check_in", draft, origin=origin)


def welcome_walk_in(session: Session, *, name: str, group: str | None = None, origin: object = None) -> Change:
    """Let in somebody who is in no list, by first name alone: a family name typed with it is left out.

    Raises:
        BadValue: no name, or one too long. Problem: nothing was written.
    """
    draft = _guest(first_name_of(badge_name(name)), group, new_token(), walk_in=True)
    return session.record("walk_in", draft, origin=origin)


def _guest(name: str, group: str | None, token: str, *, walk_in: bool) -> Draft:
    return new("guest", badge_name=name, group=group, token=token, arrived_at=now_ms(), walk_in=walk_in)


def badge_name(name: str) -> str:
    """Return a name as a badge can carry it.

    Raises:
        BadValue: it is empty, or too long.
    """
    name = clean_line(name)
    if not name:
        raise BadValue("empty_name", "")
    if len(name) > MAX_NAME:
        raise BadValue("name", name[:MAX_NAME] + "…", str(MAX_NAME))
    return name


def refuse_if_listed(persons: Iterable[Person], name: str) -> None:
    """Refuse as a walk-in somebody whose whole name is in the register: who signed up is not counted twice.

    Raises:
        BadValue: the person is in the list.
    """
    wanted = sorted(fold_words(name))
    for person in persons:
        if len(wanted) > 1 and sorted(fold_words(f"{person.first_name} {person.family_name}")) == wanted:
            raise BadValue("in_list", name)


def first_name_of(name: str) -> str:
    """Return the first name in what was typed, where it is clear which part it is; else all of it."""
    if " " not in name:
        return name
    from facilitatore.door.splitting import split_name

    parts = split_name(name)
    return parts.first if parts.sure and parts.first else name


def move_guest(session: Session, guest: str, *, group: str | None, origin: object = None) -> Change:
    """Put a guest in another group, or in none."""
    return session.record("move_guest", edit(existing(session, "guest", guest), group=group), origin=origin)


def rename_guest(session: Session, guest: str, *, name: str, origin: object = None) -> Change:
    """Change what a guest's badge says; the badge is to be printed again.

    Raises:
        BadValue: no name, or one too long.
    """
    thing = existing(session, "guest", guest)
    return session.record("rename_guest", edit(thing, badge_name=badge_name(name), printed_at=None), origin=origin)


def send_away(session: Session, guest: str, *, origin: object = None) -> Change:
    """Take back an arrival that was a mistake."""
    return session.record("send_away", remove(existing(session, "guest", guest)), origin=origin)


def mark_printed(session: Session, guests: Iterable[str], *, origin: object = None) -> Change:
    """Note that the badges of these guests were printed."""
    moment = now_ms()
    drafts = [edit(thing, printed_at=moment) for guest in guests if (thing := session.get(guest)) is not None]
    return session.record("mark_printed", *drafts, origin=origin)


def find_person(persons: Iterable[Person], name: str) -> Person:
    """Return the only person called `name`: first name, first and family name in any order, or the id.

    Raises:
        Unknown: nobody. Ambiguous: more than one.
    """
    everybody = list(persons)
    wanted = sorted(fold_words(name))
    by_id = [person for person in everybody if person.id == name]
    full = [person for person in everybody if sorted(fold_words(f"{person.first_name} {person.family_name}")) == wanted]
    first = [
        person
        for person in everybody
        if wanted in (sorted(fold_words(person.first_name)), sorted(fold_words(person.badge_name)))
    ]
    for found in (by_id, full, first):
        if len(found) == 1:
            return found[0]
        if found:
            raise Ambiguous("person", name, tuple(f"{person.first_name} {person.family_name}" for person in found))
    raise Unknown("person", name)
