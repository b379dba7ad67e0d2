"""What people registered for: evenings and groups by id, and in the words of a list where nobody knows better yet.

A person of the register has a list of registrations. Each says evening and group in words, an ISO date and a title or
what the list said, and has `evening_id` and `group_id` where the list was imported beside that evening: then neither a
new date nor a new title loses anybody. Programs of before wrote the words alone.

What words mean for one evening is a thing of the register, a `MEANING`: written when an evening that knows the words
first opens beside the register, or when somebody says what they mean. Its id is derived from the words, which it does
not hold: two laptops that find out the same write the same thing, a person is never rewritten by a program, and what
people typed into a list is nowhere but in the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from facilitatore.door.model import Place, Registration
from facilitatore.session.facts import derived_thing_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from facilitatore.door.lists.parse.choices import Called
    from facilitatore.prepare.model import Evening, Group
    from facilitatore.session import Session

MEANING: Final = "asked_words"
"""Kind of the thing that says what words mean for an evening: `evening` (its id), `about` (``evening`` or ``group``),
`means` (the id of the evening or of the group; empty: not this evening, no group), `date` where the words are one,
`said` where a person said so."""

ELSEWHERE: Final = "-"
"""Evening of a registration of which the list says only that it is not for this evening.

Without it a new person who did not choose this evening would look like one whose list does not speak of evenings, and
the door would wait for them.
"""

EVENING: Final = "evening"
GROUP: Final = "group"


def folded(words: str) -> str:
    """Return words for comparing: small letters, single spaces."""
    return " ".join(words.casefold().split())


# -- what words mean ----------------------------------------------------------------------------------------------


class Meanings:
    """What the words of a register mean, as far as it knows; plain data, which may be taken beside the window."""

    def __init__(self, register: Session | None) -> None:
        """Read what is known; without a register nothing is."""
        things = register.things(MEANING) if register is not None else []
        self._register = register.id if register is not None else ""
        self._means = {thing.id: thing.text("means") for thing in things}
        self._said = {thing.id for thing in things if thing.is_true("said")}
        self._evenings = sorted({thing.text("evening") for thing in things})
        self._dates = {(thing.text("evening"), thing.text("date")) for thing in things if thing.text("means")}
        self._known: dict[tuple[str, str, str, str], Registration] = {}

    def __contains__(self, meaning: tuple[str, str, str]) -> bool:
        """Tell whether something is known: (id of the evening, ``evening`` or ``group``, words)."""
        return self._told(*meaning) is not None

    def _told(self, evening: str, about: str, words: str) -> str | None:
        return self._means.get(meaning_id(self._register, evening, about, words)) if self._means and words else None

    def is_evening(self, evening: str, words: str) -> bool | None:
        """Tell whether words mean this evening, by its id; None: nobody knows."""
        told = self._told(evening, EVENING, words)
        return None if told is None else told == evening

    def group(self, evening: str, words: str) -> str | None:
        """Return the id of the group that words mean at an evening; empty: none of them, None: nobody knows."""
        return self._told(evening, GROUP, words)

    def dates(self, evening: str) -> tuple[str, ...]:
        """Return the ISO dates by which people registered for an evening, which may have been moved since."""
        return tuple(sorted(date for of, date in self._dates if of == evening and date))

    def registration(self, evening: str, group: str, own: str, own_group: str) -> Registration:
        """Return a registration in words, `own` of an evening or of none yet, with what is known of it."""
        said = evening, group, own, own_group
        if said not in self._known:  # thousands of people choose among a few
            places = [Place(own, here=True, own=True, group=own_group)] if own else []
            places += [place for place in self._places(evening, own) if place.evening != own]
            told = tuple(place._replace(told=self.group(place.evening, group)) for place in places)
            self._known[said] = Registration(evening, group, told)
        return self._known[said]

    def _places(self, words: str, own: str) -> Iterator[Place]:
        """Yield the evenings of which is known whether these words mean them.

        Of a registration that is the `own` one of an evening, another evening has it only where a person said so: two
        evenings may be on one day.
        """
        for evening in self._evenings:
            here = self.is_evening(evening, words)
            if here is not None and (not own or meaning_id(self._register, evening, EVENING, words) in self._said):
                yield Place(evening, here=here)


def meaning_id(register: str, evening: str, about: str, words: str) -> str:
    """Return the id of what words mean for an evening."""
    return derived_thing_id(MEANING, register, evening, about, folded(words))


def is_date(words: str) -> bool:
    """Tell whether words are an ISO date."""
    from facilitatore.prepare.retention import day_of

    return day_of(words) is not None


# -- reading ------------------------------------------------------------------------------------------------------


def read_registrations(value: object, meanings: Meanings) -> tuple[Registration, ...]:
    """Return what a person registered for, as the register holds it; what is not written so is left out."""
    return tuple(one for item in items_of(value) if (one := read_registration(item, meanings)) is not None)


def items_of(value: object) -> list[Any]:
    """Return the registrations of a person as the register holds them."""
    return value if isinstance(value, list) else []


def read_registration(item: object, meanings: Meanings) -> Registration | None:
    """Return one registration; None for what is not written as one."""
    if not isinstance(item, dict):
        return None
    evening, group = item.get("evening"), item.get("group")
    if not isinstance(evening, str) or not isinstance(group, str):
        return None
    own, own_group = (one if isinstance(one, str) else "" for one in (item.get("evening_id"), item.get("group_id")))
    return meanings.registration(evening, group, own, own_group)


class Asked(NamedTuple):
    """What somebody asked for at one evening: to come or not (None: the list did not say), to a group, by its id.

    `unknown` is what the list said of the group where no group is called so.
    """

    attends: bool | None
    group: str | None = None
    unknown: str = ""


class Asking:
    """What registrations mean for one evening and its groups."""

    def __init__(self, evening: Evening, groups: Sequence[Group]) -> None:
        """Take the evening as it is now."""
        self._evening = evening
        self._groups = {group.id for group in groups}
        self._by_title = {group.title: group.id for group in reversed(groups) if group.title}
        self._by_key = {group.key: group.id for group in reversed(groups)}
        self._titles = tuple((group.key, group.title, group.short_title) for group in groups)
        self._known: dict[tuple[Registration, ...], Asked] = {}

    def of(self, registrations: tuple[Registration, ...]) -> Asked:
        """Return what somebody with these registrations asked for."""
        if registrations not in self._known:
            self._known[registrations] = self._look(registrations)
        return self._known[registrations]

    def _look(self, registrations: tuple[Registration, ...]) -> Asked:
        if not registrations:
            return Asked(None)
        mine = [one for one in registrations if self.is_mine(one)]
        mine = [one for one in mine if (place := self.place(one)) is not None and place.own] or mine
        answers = [self._group(one) for one in mine]
        if not answers:
            return Asked(attends=False)
        said = min(answers, key=lambda asked: (asked.group is None, not asked.unknown))
        return said._replace(unknown="") if said.unknown in _groups_of(set(registrations) - set(mine)) else said

    def place(self, registration: Registration) -> Place | None:
        """Return what the register knows of a registration for this evening."""
        return next((place for place in registration.places if place.evening == self._evening.id), None)

    def is_mine(self, registration: Registration) -> bool:
        """Tell whether a registration is for this evening: as the register knows, or else as its words say."""
        place = self.place(registration)
        return place.here if place is not None else self.names(registration.evening)

    def names(self, words: str) -> bool:
        """Tell whether words name this evening as it is called now."""
        if words == self._evening.date or is_date(words) or words == ELSEWHERE:
            return words == self._evening.date
        from facilitatore.door.lists.parse.choices import names_evening  # not for those who only print

        return names_evening(words, (self._evening.date, self._evening.theme)) is True

    def _group(self, registration: Registration) -> Asked:
        place = self.place(registration)
        if place is not None and place.group in self._groups:
            return Asked(attends=True, group=place.group)
        if place is not None and place.told is not None and (place.told in self._groups or not place.told):
            return Asked(attends=True, group=place.told or None)
        found = self.group_called(registration.group) or (
            self.group_called(registration.evening) if not registration.group else None
        )
        return Asked(attends=True, group=found, unknown="" if found else registration.group)

    def group_called(self, words: str) -> str | None:
        """Return the id of the only group that these words name, by its title in them or by its letter."""
        if not words or words in self._by_title:
            return self._by_title.get(words)
        from facilitatore.door.lists.parse.choices import groups_in  # not for those who only print

        found = groups_in(words, self._titles)
        return self._by_key[found[0]] if len(found) == 1 else None


def _groups_of(registrations: Iterable[Registration]) -> set[str]:
    """Return the words that are groups of the evening beside which a list was imported.

    A list with one column of groups says them of all the evenings that somebody chose.
    """
    return {one.group for one in registrations if any(place.own and place.group for place in one.places)}


# -- lists --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, slots=True)
class Told:
    """What the register knows of words in a list beside one evening; plain data."""

    meanings: Meanings
    evening_id: str
    keys: Mapping[str, str]
    """The letter of each group by its id."""

    def evening(self, words: str) -> bool | None:
        """Tell whether words mean the evening; None: nobody knows."""
        return self.meanings.is_evening(self.evening_id, words)

    def group(self, words: str) -> str | None:
        """Return the letter of the group that words mean; empty: none of them, None: nobody knows."""
        told = self.meanings.group(self.evening_id, words)
        return self.keys.get(told) if told else told


def called(evening: Evening, groups: Iterable[Group], meanings: Meanings) -> Called:
    """Return by what lists may name an evening and its groups."""
    from facilitatore.door.lists.parse.choices import Called
    from facilitatore.door.lists.parse.headings import days_in

    days = frozenset(day for date in meanings.dates(evening.id) for day in days_in(date))
    told = Told(meanings, evening.id, {group.id: group.key for group in groups})
    return Called(evening.date, evening.theme, days, told)
