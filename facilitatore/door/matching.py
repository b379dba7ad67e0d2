"""What the words of a register mean for the evening that is open: found once, asked where nobody knows, remembered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from facilitatore.door.people import read_persons
from facilitatore.door.registering import meaning_draft
from facilitatore.door.registrations import (
    ELSEWHERE,
    EVENING,
    GROUP,
    Asking,
    Meanings,
    folded,
    is_date,
    read_registrations,
)
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session import Change, Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.door.model import Person, Registration


class Words(NamedTuple):
    """What people registered for in words that mean nothing to this evening: of how many, `about` ``evening`` or ``group``."""

    about: str
    words: str
    people: int


def find_meanings(register: Session, session: Session, *, origin: object = None) -> Change:
    """Write what the words of the register mean for this evening, where they name it and its groups as they are called now.

    From then on a new date or a new title loses nobody. It is no step to undo, and two laptops that find out the same
    write the same. Who was imported beside the evening hangs on its id already.

    Raises:
        Problem: nothing was written; what words mean is read from them as before.
    """
    evening, groups = read_evening(session), read_groups(session)
    asking, known = Asking(evening, groups), Meanings(register)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    mine = [one for one in said_in(register, known) if asking.is_mine(one)]
    for one in mine:
        if not any(place.own for place in one.places):
            found[EVENING, folded(one.evening)] = (one.evening, evening.id)
        group = asking.of((one,)).group
        if group is not None and asking.group_called(one.group) == group:
            found[GROUP, folded(one.group)] = (one.group, group)
    if is_date(evening.date) and any(asking.place(one) is not None for one in mine):
        found[EVENING, evening.date] = (evening.date, evening.id)
    drafts = [
        meaning_draft(register, evening.id, about, words, means)
        for (about, _), (words, means) in sorted(found.items())
        if (evening.id, about, words) not in known
    ]
    return register.note("find_meanings", *drafts, origin=origin)


def said_in(register: Session, meanings: Meanings) -> set[Registration]:
    """Return the registrations of all persons, each way of saying one once."""
    asked = (thing.fields.get("registrations") for thing in register.things("person"))
    return {one for value in asked for one in read_registrations(value, meanings)}


def unmatched(register: Session, session: Session) -> list[Words]:
    """Return the words that mean nothing here, those of most people first, evenings before groups.

    Evenings are asked about only while nobody at all is registered for this one: else they are the other evenings of
    the path.
    """
    return unmatched_of(read_persons(register), Asking(read_evening(session), read_groups(session)))


def unmatched_of(persons: Iterable[Person], asking: Asking) -> list[Words]:
    """Return the words of these persons that mean nothing to an evening; see `unmatched`."""
    counts: dict[str, Counter[str]] = {EVENING: Counter(), GROUP: Counter()}
    written: dict[str, str] = {}
    someone = False
    for person in persons:
        asked = asking.of(person.registrations)
        someone = someone or bool(asked.attends)
        if asked.unknown:
            counts[GROUP][folded(asked.unknown)] += 1
            written.setdefault(folded(asked.unknown), asked.unknown)
        others = {folded(one.evening): one.evening for one in person.registrations if _is_open(one, asking)}
        counts[EVENING].update(others.keys())
        written = others | written
    if someone:
        counts[EVENING].clear()
    return [
        Words(about, written[words], people)
        for about in (EVENING, GROUP)
        for words, people in sorted(counts[about].items(), key=lambda one: (-one[1], one[0]))
    ]


def _is_open(registration: Registration, asking: Asking) -> bool:
    """Tell whether nobody knows if the evening of a registration is this one."""
    known = asking.place(registration) is not None or registration.evening == ELSEWHERE
    return not known and not asking.is_mine(registration)


def map_group(register: Session, session: Session, words: str, group: str | None, *, origin: object = None) -> Change:
    """Say which group of this evening people meant with these words, by its id; None: none of them.

    It is remembered: whoever said so is in that group, and a list that says so again is understood.

    Raises:
        BadValue: nobody said these words. Unknown: there is no such group. Problem: nothing was written.
    """
    if group is not None and group not in {one.id for one in read_groups(session)}:
        raise Unknown("group", group)
    return _map(register, session, GROUP, words, group or "", origin)


def map_evening(register: Session, session: Session, words: str, *, here: bool, origin: object = None) -> Change:
    """Say whether people meant this evening with these words.

    Raises:
        BadValue: nobody said these words. Problem: nothing was written.
    """
    return _map(register, session, EVENING, words, session.id if here else "", origin)


def _map(register: Session, session: Session, about: str, words: str, means: str, origin: object) -> Change:
    registrations = said_in(register, Meanings(register))
    said = {folded(one.evening if about == EVENING else one.group) for one in registrations}
    if not words or folded(words) not in said:
        raise BadValue("asked_words", words)
    draft = meaning_draft(register, session.id, about, words, means, said=True)
    return register.record("map_words", draft, origin=origin)
