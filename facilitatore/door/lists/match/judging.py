"""What a list changes in the register: who is new, who is known already, and what a person should look at.

A shared e-mail merges nobody, and homonyms stay apart: there are two Andrea Ferrari, and couples with one address.
A name alone joins a row to a known person only where there is one of each and nothing speaks against it. A double
is only ever suggested: at 88 of 100 Giovanna and Giovanni are alike too (94).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from facilitatore.door.lists.match.answers import Answer, Answers, Joined, answered, comes_after, join
from facilitatore.door.lists.match.pairing import Card, card_of, changes_of, clash, pairs, silence
from facilitatore.door.lists.parse.rows import KnownPerson, Row, Verdict

_ALIKE: Final = 88
"""rapidfuzz ratio of the sorted words from which two names are shown as a possible double (measured on real doubles)."""
_FIELDS: Final = (
    ("name", "new_name"),
    ("email", "new_email"),
    ("phone", "new_phone"),
    ("group_key", "new_group"),
    ("group_said", "new_group"),
    ("attends", "new_evening"),
    ("elsewhere", "new_elsewhere"),
    ("note", "new_note"),
    ("also_listed", "same_person"),
)
_OF_THE_EVENING: Final = frozenset({"group_key", "group_said", "attends", "elsewhere"})
_NOTHING: Final = Answer()


def judge(rows: Sequence[Row], known: Sequence[KnownPerson], answers: Answers | None = None) -> list[Verdict]:
    """Return one verdict per row, in their order, after what a person decided about some of them.

    Importing a list again gives only "same" and "discarded", also when answers were taken the first time.
    """
    answers = answers or {}
    joined = join(answered(rows, answers), answers)
    cards = [card_of(row) for row in joined.rows]
    people = [card_of(person) for person in known]
    told = _told(joined, known, answers)
    apart = {place for place, row in enumerate(joined.rows) if answers.get(row.key, _NOTHING).apart}
    partner = {**pairs(joined.rows, cards, known, people, {*told, *apart}), **told}
    speakers = _speakers(joined.rows, partner)
    shared = {partner[place] for place in told if joined.rows[place].key in joined.persons}
    crowd = _Crowd(people)
    verdicts = []
    for place, row in enumerate(joined.rows):
        answer = answers.get(row.key, _NOTHING)
        if row.discarded:
            verdicts.append(_left_out(row, joined))
        elif place in partner:
            person = known[partner[place]]
            speaks = speakers[partner[place]] == place
            remembered = _to_remember(row, answer, joined, person, shared=partner[place] in shared)
            verdicts.append(_about(row, person, answer, remembered, speaks=speaks, exact=place not in told))
        else:
            verdicts.append(_unknown(row, cards[place], crowd, answer, joined))
            crowd.add(cards[place])
    return verdicts


def _told(joined: Joined, known: Sequence[KnownPerson], answers: Answers) -> dict[int, int]:
    """Return the known person of each row about which somebody decided, now or when the list came before.

    What was remembered answers for as many rows as were decided about: the next one with the same name, address and
    telephone is somebody else, as far as anybody has said.
    """
    by_id = {person.id: place for place, person in enumerate(known)}
    listed: dict[str, list[int]] = {}
    for place, person in enumerate(known):
        for name in person.also_listed:
            listed.setdefault(name, []).append(place)
    found: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for place, row in enumerate(joined.rows):
        person_id = joined.persons.get(row.key)
        if row.discarded:
            continue
        if person_id in by_id:
            found[place] = by_id[person_id]
            with suppress(KeyError, ValueError):
                listed[row.listed].remove(by_id[person_id])
        elif row.listed in listed and not answers.get(row.key, _NOTHING).apart:
            waiting.setdefault(row.listed, []).append(place)
    for name, places in waiting.items():
        for person_place in listed[name]:
            if places:
                best = _fittest(joined, places, known[person_place])
                places.remove(best)
                found[best] = person_place
    return found


def _fittest(joined: Joined, places: Sequence[int], person: KnownPerson) -> int:
    """Return the row that says nothing new of the evening, one that says something before one that is silent."""

    def order(place: int) -> tuple[bool, tuple[bool, ...]]:
        row = joined.rows[place]
        return bool(_of_evening(changes_of(row, person))), silence(row)

    return min(places, key=order)


def _of_evening(changes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field for field in changes if field in _OF_THE_EVENING)


def _speakers(rows: Sequence[Row], partner: Mapping[int, int]) -> dict[int, int]:
    """Return, for each known person, the row that says what they chose: the last one that says anything."""
    speakers: dict[int, int] = {}
    for place, person in sorted(partner.items()):
        before = speakers.get(person)
        if before is None or _outdoes(rows[place], rows[before]):
            speakers[person] = place
    return speakers


def _outdoes(row: Row, other: Row) -> bool:
    says, other_says = (one.attends is not None or one.group_key is not None for one in (row, other))
    return says > other_says or (says == other_says and comes_after(row, other))


def _left_out(row: Row, joined: Joined) -> Verdict:
    target = joined.targets.get(row.key)
    other = next((one for one in joined.rows if one.key == target), None) if target else None
    detail = f"{other.name} (riga {other.row})" if other is not None else ""
    return Verdict(row, "discarded", row.discarded or "", detail=detail, double=target)


def _about(
    row: Row, person: KnownPerson, answer: Answer, remembered: tuple[str, ...], *, speaks: bool, exact: bool
) -> Verdict:
    """Judge a row about a known person.

    Args:
        row: what the list says.
        person: who it is about.
        answer: what somebody decided about the row.
        remembered: how the list wrote the person, where that is to be known the next time.
        speaks: no later row of the list is about the same person.
        exact: names and contacts said who it is, not a person: then new contacts are news.
    """
    changes = changes_of(row, person)
    if not exact and row.listed in person.also_listed:
        changes = tuple(field for field in changes if field in _OF_THE_EVENING or (field == "name" and answer.people))
    if not speaks:
        changes = tuple(f for f in changes if f in {"email", "phone"} and not getattr(person, f))
    dropped = "attends" in changes and not row.attends
    if dropped:  # another list may simply not speak of this evening: ask
        changes = tuple(field for field in changes if field != "attends")
    if remembered:
        changes = (*changes, "also_listed")
    verdict = Verdict(row, "same", "", person.id, changes=changes, also_listed=remembered, double=person.id)
    name = f"{person.first_name} {person.family_name}".strip()
    if answer.same_as is not None:
        verdict = dataclasses.replace(verdict, why="same_person", detail=name)
    if dropped:
        return dataclasses.replace(verdict, verdict="to_check", why="evening_dropped")
    if not changes:
        return verdict
    why = verdict.why or next(reason for field, reason in _FIELDS if field in changes)
    return dataclasses.replace(verdict, verdict="updated", why=why)


def _to_remember(
    row: Row, answer: Answer, joined: Joined, person: KnownPerson | None = None, *, shared: bool = False
) -> tuple[str, ...]:
    """Return how lists wrote this person, where names and contacts alone would not tell the next time.

    `shared`: somebody has just said that another row is this person too, whose contacts may take the place of these.
    """
    written = [*joined.also_listed.get(row.key, ())]
    renamed = bool(answer.people)
    if row.listed and not written and (renamed or shared or answer.same_as is not None):
        written.append(row.listed)
    known = person.also_listed if person is not None else ()
    return tuple(one for one in written if one not in known)


class _Crowd:
    """Everybody that a row may be a double of: the register, then the new people of the rows above."""

    def __init__(self, people: Sequence[Card]) -> None:
        self._by_key: dict[str, list[Card]] = {}
        self._by_word: dict[str, list[Card]] = {}
        for card in people:
            self.add(card)

    def add(self, card: Card) -> None:
        """Take one more."""
        self._by_key.setdefault(card.key, []).append(card)
        for word in set(card.bag):
            self._by_word.setdefault(word, []).append(card)

    def homonyms(self, card: Card) -> list[Card]:
        """Return who has the same name."""
        return self._by_key.get(card.key, [])

    def alike(self, card: Card) -> Card | None:
        """Return who has nearly the same name, with a word of it in common; homonyms aside.

        Comparing each of 5,000 people with all the others takes 4 s, and a double with no word in common is none that a
        person would see either.
        """
        from rapidfuzz import fuzz, process

        near = [one for word in set(card.bag) for one in self._by_word.get(word, ()) if one.key != card.key]
        found = process.extractOne(card.plain, [one.plain for one in near], scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return near[found[2]] if found else None


def _unknown(row: Row, card: Card, crowd: _Crowd, answer: Answer, joined: Joined) -> Verdict:
    """Judge a person that nobody in the register is: surely new, or perhaps somebody else's double."""
    homonyms = crowd.homonyms(card)
    alike = next((o for o in homonyms if not _somebody_else(card, o)), None) or crowd.alike(card)
    double = alike.ref if alike else homonyms[0].ref if homonyms else None
    written = _to_remember(row, answer, joined)
    if answer.apart:
        alike = None
    if row.problem or alike:
        why, detail = row.problem or "maybe_double", alike.title if alike else ""
        return Verdict(row, "to_check", why, detail=detail, double=double, also_listed=written)
    why, detail = (_homonym(card, homonyms[0]), homonyms[0].title) if homonyms else ("", "")
    return Verdict(row, "new", why, detail=detail, double=double, also_listed=written)


def _homonym(card: Card, other: Card) -> str:
    """Return how two homonyms are told apart, a key of `reasons.REASONS`."""
    email, phone = clash(card.email, other.email), clash(card.phone, other.phone)
    return (
        "homonym_contacts" if email and phone else "homonym_email" if email else "homonym_phone" if phone else "homonym"
    )


def _somebody_else(card: Card, other: Card) -> bool:
    """Tell whether contacts show two homonyms apart.

    A mobile in the register and a house telephone in another list may well be one person's: that alone is no proof.
    """
    two_kinds = other.known and card.phone.startswith("0") != other.phone.startswith("0")
    return clash(other.email, card.email) or (clash(other.phone, card.phone) and not two_kinds)
