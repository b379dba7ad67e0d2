"""Writing what people registered for: what a list says of an evening by id, of the others in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from facilitatore.door.registrations import (
    ELSEWHERE,
    EVENING,
    GROUP,
    MEANING,
    Asked,
    Asking,
    Meanings,
    folded,
    is_date,
    items_of,
    meaning_id,
    read_registration,
    read_registrations,
)
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session import Draft, Session, edit, new

if TYPE_CHECKING:
    from collections.abc import Iterable


class Answer(NamedTuple):
    """What a list says of one person: of this evening, with a group by its letter or with words that are none, and of others.

    `elsewhere` are evenings in words, each with what is said of the group.
    """

    attends: bool | None
    group_key: str | None = None
    said: str = ""
    elsewhere: tuple[tuple[str, str], ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said of this evening."""
        return self.attends is None and self.group_key is None and not self.said


class Registering:
    """Writes registrations into the register of an open evening."""

    def __init__(self, session: Session, register: Session) -> None:
        """Read the evening, its groups, and what words mean, as they are now."""
        self._register = register
        self._evening, groups = read_evening(session), read_groups(session)
        self._by_key = {group.key: group for group in reversed(groups)}
        self._titles = {group.id: group.title for group in groups}
        self._meanings, self._asking = Meanings(register), Asking(self._evening, groups)

    def after(self, known: object, answer: Answer) -> list[Any]:
        """Return the registrations of a person after what a list says; a group chosen says that the person comes.

        What it does not say stays, of this evening as of others. `known` is what the register holds now.
        """
        items = items_of(known)
        if not answer.is_silent:
            mine = [item for item in items if self._is_mine(item)]
            items = [item for item in items if not self._is_mine(item)]
            if answer.attends is not False:
                before = self._asking.of(read_registrations(mine, self._meanings))
                items.append(self._of_this_evening(before, answer))
        for words, group in new_elsewhere(_pairs(items), answer.elsewhere):
            items = [item for item in items if _own(item) or folded(_words(item)) != folded(words)]
            items.append({"evening": words, "group": group})
        said = [item for item in items if _words(item) != ELSEWHERE]
        return said or ([{"evening": ELSEWHERE, "group": ""}] if items or not answer.is_silent else [])

    def _is_mine(self, item: object) -> bool:
        """Tell whether an item is for this evening, and no other evening's own."""
        read = read_registration(item, self._meanings)
        return read is not None and _own(item) in (None, "", self._evening.id) and self._asking.is_mine(read)

    def _of_this_evening(self, before: Asked, answer: Answer) -> dict[str, Any]:
        item = {"evening": self._evening.date, "group": answer.said or before.unknown, "evening_id": self._evening.id}
        chosen = self._by_key.get(answer.group_key or "")
        group = chosen.id if chosen is not None else before.group
        return item if group is None else {**item, "group": self._titles[group], "group_id": group}

    def name_drafts(self, answers: Iterable[Answer]) -> list[Draft]:
        """Draft by which date, titles and words people registered: lists go on naming the evening and its groups by them.

        Words with a group, or with the letter of none, are words that somebody has explained.
        """
        coming = [answer for answer in answers if answer.group_key is not None or answer.attends]
        groups = {answer.group_key for answer in coming if answer.group_key is not None}
        named = [(EVENING, self._evening.date, self._evening.id)] if coming and is_date(self._evening.date) else []
        named += [(GROUP, group.title, group.id) for key, group in self._by_key.items() if key in groups]
        told = {folded(answer.said): answer for answer in coming if answer.said and answer.group_key is not None}
        explained = [
            (GROUP, answer.said, group.id if (group := self._by_key.get(answer.group_key or "")) is not None else "")
            for answer in told.values()
        ]
        return [
            meaning_draft(self._register, self._evening.id, about, words, means, said=said)
            for found, said in ((named, False), (explained, True))
            for about, words, means in found
            if (self._evening.id, about, words) not in self._meanings
        ]


def meaning_draft(register: Session, evening: str, about: str, words: str, means: str, *, said: bool = False) -> Draft:
    """Draft what words mean: the id of the evening or group `about` which they are, or empty for none.

    `said`: a person says so.
    """
    thing_id = meaning_id(register.id, evening, about, words)
    date = {"date": words} if about == EVENING and is_date(words) else {}
    thing = register.get(thing_id, even_removed=True)
    if thing is None:
        return new(MEANING, id=thing_id, evening=evening, about=about, means=means, said=said or None, **date)
    return edit(thing, means=means, deleted=False, **({"said": True} if said else {}))


def new_elsewhere(
    known: Iterable[tuple[str, str]], elsewhere: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Return what a list says of other evenings, each with what it says of the group, and is not `known` yet.

    Of an evening that is known by its day only a group that nobody knew is news.
    """
    if not elsewhere:
        return ()
    from facilitatore.door.lists.parse.headings import days_in  # not for those who only print

    groups = {folded(words): group for words, group in known}
    days = frozenset(day for words in groups for day in days_in(words))

    def is_new(words: str, group: str) -> bool:
        if folded(words) in groups:
            return group not in ("", groups[folded(words)])
        return not days_in(words) or not days_in(words) <= days

    return tuple((words, group) for words, group in elsewhere if is_new(words, group))


def _own(item: object) -> object:
    return item.get("evening_id") if isinstance(item, dict) else None


def _words(item: object) -> str:
    words = item.get("evening") if isinstance(item, dict) else None
    return words if isinstance(words, str) else ""


def _pairs(items: Iterable[object]) -> list[tuple[str, str]]:
    return [(_words(item), str(item.get("group") or "")) for item in items if isinstance(item, dict)]
