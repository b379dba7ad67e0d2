"""What happens at the door: letting people in, moving them, printing their badges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from facilitatore.door.people import SEVERAL_PEOPLE, Expected, asked_for, name_question, read_guests
from facilitatore.door.presence import moved_presences, written
from facilitatore.door.scanning import token_in
from facilitatore.door.search import DoorSearch, fold_words
from facilitatore.door.tokens import new_token
from facilitatore.errors import Ambiguous, BadValue, Unknown
from facilitatore.italian import local_clock
from facilitatore.prepare.actions import existing
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session import Change, Draft, Session, Thing, edit, new, remove
from facilitatore.session.facts import now_ms
from facilitatore.session.words import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.door.model import Guest, NameQuestion, Person

_AT_ONCE: Final = 300
"""Guests marked in one transaction: 3,000 at once take 5 MiB more."""

_LONGEST_QUERY: Final = 200
_MOST_CHOICES: Final = 8


class AlreadyIn(BadValue):
    """The person is in already: `guest` says since when, and `limit` says it by the clock of this place."""

    def __init__(self, guest: Guest) -> None:
        """Name the guest who is in."""
        super().__init__("already_in", guest.badge_name, local_clock(guest.arrived_at))
        self.guest = guest


def check_in(
    session: Session,
    person: Person,
    *,
    group: str | None = None,
    name: str = "",
    confirmed: bool = False,
    origin: object = None,
) -> Change:
    """Let a person of the register in: the evening learns a badge name, a group and a token, nothing else.

    Without `group` it is the one the person asked for, if any; `name` is for whom the register has no badge name, and
    stays as it is when somebody has `confirmed` it.

    Raises:
        AlreadyIn: the person came before. NameAsked: what the name is has to be asked. BadValue: nobody knows a name for
        the badge, or `name` is none.
    """
    for guest in read_guests(session):
        if guest.token and guest.token == person.token:
            raise AlreadyIn(guest)
    asked = asked_for(person, read_evening(session), read_groups(session)).group
    if person.question is not None and not name:
        _ask(person.question)
    said = person.badge_name if person.badge_name.strip() and not name else _worn(name, confirmed=confirmed)
    draft = _guest(said, group or asked, person.token, walk_in=False)
    return session.record("check_in", draft, origin=origin)


def welcome_walk_in(
    session: Session, *, name: str, group: str | None = None, confirmed: bool = False, origin: object = None
) -> Change:
    """Let in somebody who is in no list, by first name alone: a family name typed with it is left out.

    A name that somebody has `confirmed` stays as it is.

    Raises:
        NameAsked: what the first name is has to be asked. BadValue: no name, or one too long. Problem: nothing was written.
    """
    draft = _guest(_worn(name, confirmed=confirmed), group, new_token(), walk_in=True)
    return session.record("walk_in", draft, origin=origin)


def _guest(name: str, group: str | None, token: str, *, walk_in: bool) -> Draft:
    return new("guest", badge_name=name, group=group, token=token, arrived_at=now_ms(), walk_in=walk_in)


def _worn(name: str, *, confirmed: bool) -> str:
    from facilitatore.door.wearing import read_worn  # not for those who only print

    return read_worn(name, confirmed=confirmed).first


def _ask(question: NameQuestion) -> NoReturn:
    from facilitatore.door.wearing import NameAsked, ways_of

    raise NameAsked(question.written, ways_of(question))


def refuse_if_listed(persons: Iterable[Person], name: str) -> None:
    """Refuse as a walk-in somebody whose whole name is in the register: who signed up is not counted twice.

    Raises:
        BadValue: the person is in the list.
    """
    wanted = sorted(fold_words(name))
    for person in persons:
        if len(wanted) > 1 and wanted in _whole_names(person):
            raise BadValue("in_list", name)


def _whole_names(person: Person) -> list[list[str]]:
    """Return the words of somebody's whole name in order of the alphabet, also as the list wrote one in question."""
    written = person.question.written if person.question is not None else ""
    return [sorted(fold_words(whole)) for whole in (f"{person.first_name} {person.family_name}", written) if whole]


def move_guest(session: Session, guest: str, *, group: str | None, origin: object = None) -> Change:
    """Put a guest in another group, or in none, also where the badge was read in another one since."""
    things = presences_of(session, guest, told_last="group")
    drafts = [edit(thing, group=group) for thing in things]
    drafts += moved_presences(session, things[0].text("token"), group)
    return session.record("move_guest", *drafts, origin=origin)


def rename_guest(
    session: Session,
    guest: str,
    *,
    name: str,
    confirmed: bool = False,
    called: str = "rename_guest",
    origin: object = None,
) -> Change:
    """Change what a guest's badge says; the badge is to be printed again.

    A name that somebody has `confirmed` stays as it is. `called` is what people call it when it is undone:
    ``rename_guest``, or ``add_initial``.

    Raises:
        NameAsked: what the first name is has to be asked. BadValue: no name, or one too long.
    """
    name = _worn(name, confirmed=confirmed)
    things = presences_of(session, guest, told_last="badge_name")
    return session.record(called, *[edit(thing, badge_name=name) for thing in things], origin=origin)


def rename_person(
    register: Session, person: str, *, name: str, confirmed: bool = False, origin: object = None
) -> Change:
    """Change in the register what the badge of somebody who is awaited will say.

    A name that somebody has `confirmed` stays as it is. Whose name is in question is to be answered (`answer_name`).

    Raises:
        NameAsked: what the first name is has to be asked. BadValue: no name, or one too long. Unknown: the person is not
        in the register any more.
    """
    thing = existing(register, "person", person)
    return register.record("rename_person", edit(thing, badge_name=_worn(name, confirmed=confirmed)), origin=origin)


def answer_name(register: Session, person: str, *, first: str, family: str, origin: object = None) -> Change:
    """Write how somebody whose name was in question is called: a question answered stays answered for every evening.

    The list that is imported again finds the person by what it wrote (`also_listed`). Where it wrote several people in one
    place, those that are left go on being awaited, and asked.

    Raises:
        BadValue: no first name, or one too long. Unknown: the person is not in the register any more.
    """
    from facilitatore.door.lists.match.pairing import listed_as  # not for those who only print

    thing = existing(register, "person", person)
    named, family = _worn(first, confirmed=True), clean_line(family)
    written = listed_as(thing.text("first_name"), thing.text("family_name"), thing.text("email"), thing.text("phone"))
    before = thing.fields.get("also_listed")
    draft = edit(
        thing,
        first_name=named,
        family_name=family,
        badge_name=named,
        in_question=None,
        also_listed=[*(before if isinstance(before, list) else []), written],
    )
    return register.record("answer_name", draft, *_others(thing, named, family), origin=origin)


def _others(thing: Thing, first: str, family: str) -> list[Draft]:
    """Return a person of whoever else may stand where the list wrote several, once one of them has said a name."""
    question = name_question(thing.fields.get("in_question"))
    if question is None or question.why != SEVERAL_PEOPLE or (first, family) not in question.choices:
        return []
    left = [list(choice) for choice in question.choices if choice != (first, family)]
    if not left:
        return []
    written = ", ".join(" ".join(choice).strip() for choice in left)  # who has answered is not named any more
    asked = {"written": written, "choices": left, "why": question.why}
    return [
        new(
            "person",
            first_name=left[0][0],
            family_name=left[0][1],
            token=new_token(),
            registrations=thing.fields.get("registrations", []),
            in_question=asked,
        )
    ]


def send_away(session: Session, guest: str, *, origin: object = None) -> Change:
    """Take back an arrival that was a mistake, on whichever laptops it was written."""
    things = presences_of(session, guest)
    drafts = [remove(thing) for thing in things]
    drafts += moved_presences(session, things[0].text("token"), None)
    return session.record("send_away", *drafts, origin=origin)


def mark_printed(session: Session, guests: Iterable[str], *, origin: object = None) -> Change:
    """Note that the badges of these guests were printed, with the names they have now.

    Outside undo: paper that was printed stays printed, and Ctrl+Z after an arrival takes back the arrival. Who is
    renamed afterwards waits for a badge again.
    """
    moment, wanted = now_ms(), set(guests)
    names = {guest.token or guest.id: guest.badge_name for guest in read_guests(session) if guest.id in wanted}
    printed = [
        (thing.id, names[key]) for thing in session.things("guest") if (key := thing.text("token") or thing.id) in names
    ]
    changed: list[str] = []
    for start in range(0, len(printed), _AT_ONCE):
        drafts = [
            edit(existing(session, "guest", guest), printed_at=moment, printed_as=name)
            for guest, name in printed[start : start + _AT_ONCE]
        ]
        changed += session.note("mark_printed", *drafts, origin=origin).ids
    return Change("mark_printed", frozenset({"guest"} if changed else ()), tuple(changed), origin)


def presences_of(session: Session, guest: str, *, told_last: str = "badge_name") -> list[Thing]:
    """Return the things that are this guest: one, or one for each door laptop that let the person in.

    The one whose field `told_last` was written last is the first: an undo, which goes backwards, then writes it last
    again, and it counts as before.

    Raises:
        Unknown: the guest was removed meanwhile, or never was.
    """
    first = existing(session, "guest", guest)
    token = first.text("token")
    same = [thing for thing in session.things("guest") if token and thing.text("token") == token] or [first]
    return sorted(same, key=lambda thing: written(thing, told_last), reverse=True)


def find_person(persons: Iterable[Person], name: str) -> Person:
    """Return the only person that answers to `name`.

    That is the id or the token, the whole name in any order, the first name; else whoever the search at the door finds.

    Raises:
        Unknown: nobody. Ambiguous: more than one.
    """
    everybody = list(persons)
    wanted = sorted(fold_words(name))
    token = token_in(name, {person.token for person in everybody if person.token})
    by_id = [person for person in everybody if person.id == name or (token and person.token == token)]
    full = [person for person in everybody if wanted in _whole_names(person)]
    first = [
        person
        for person in everybody
        if wanted in (sorted(fold_words(person.first_name)), sorted(fold_words(person.badge_name)))
    ]
    found = by_id or full or first
    if not found and len(name) <= _LONGEST_QUERY:
        lines = (Expected(person, None, None, None) for person in everybody)
        found = [line.person for line in DoorSearch(lines).find(name) if line.person is not None]
    if not found:
        raise Unknown("person", name)
    if len(found) > 1:
        names = [f"{person.first_name} {person.family_name}".strip() for person in found]
        more = ("…",) if len(names) > _MOST_CHOICES else ()
        raise Ambiguous("person", name, (*names[:_MOST_CHOICES], *more))
    return found[0]
