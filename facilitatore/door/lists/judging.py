"""What a list changes in the register: who is new, who is known already, and what a person should look at.

A shared e-mail merges nobody, and homonyms stay apart: there are two Andrea Ferrari, and couples with one address.
A name alone joins a row to a known person only where there is one of each and nothing speaks against it. A double
is only ever suggested: at 88 of 100 Giovanna and Giovanni are alike too (94).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from facilitatore.door.lists.rows import KnownPerson, Row, Verdict
from facilitatore.door.names import name_key, name_words

_ALIKE = 88
"""rapidfuzz token_sort_ratio from which two names are shown as a possible double (measured on real doubles)."""
_FIELDS = (("email", "new_email"), ("phone", "new_phone"), ("group_key", "new_group"), ("attends", "new_evening"))
_NO_COUNTRY = re.compile(r"^(?:00|\+)39(?=\d{6,})")


@dataclass(frozen=True, slots=True)
class _Card:
    """A row or a known person, made ready for comparing."""

    key: str
    bag: tuple[str, ...]
    plain: str
    email: str
    phone: str
    title: str
    known: bool


def phone_key(phone: str) -> str:
    """Return the digits of a telephone number without the Italian prefix, for comparing."""
    bare = _NO_COUNTRY.sub("", re.sub(r"[^\d+]", "", phone))
    return bare.lstrip("+")


def _card(person: Row | KnownPerson) -> _Card:
    words = (*name_words(person.first_name), *name_words(person.family_name))
    title = f"{person.first_name} {person.family_name}".strip()
    return _Card(
        key=name_key(person.first_name, person.family_name),
        bag=tuple(sorted(words)),
        plain=" ".join(words),
        email=person.email.strip().casefold(),
        phone=phone_key(person.phone),
        title=f"{title} (riga {person.row})" if isinstance(person, Row) else title,
        known=isinstance(person, KnownPerson),
    )


def _clash(one: str, two: str) -> bool:
    return bool(one and two and one != two)


def _identical(row: _Card, known: _Card) -> bool:
    return row.key == known.key and (row.email, row.phone) == (known.email, known.phone)


def _moved(row: _Card, known: _Card) -> bool:
    """Same contacts, same words of the name in another order: somebody has corrected the split by hand."""
    return row.bag == known.bag and (row.email, row.phone) == (known.email, known.phone)


def _one_contact(row: _Card, known: _Card) -> bool:
    """One contact is the same and the other does not say otherwise."""
    shared = (row.email and row.email == known.email) or (row.phone and row.phone == known.phone)
    return bool(shared) and _no_clash(row, known)


def _no_clash(row: _Card, known: _Card) -> bool:
    return _named_alike(row, known) and not _clash(row.email, known.email) and not _clash(row.phone, known.phone)


def _changed_contact(row: _Card, known: _Card) -> bool:
    """One contact is the same, the other is new: a new number, a new address."""
    same_email, same_phone = row.email and row.email == known.email, row.phone and row.phone == known.phone
    return _named_alike(row, known) and bool(same_email or same_phone)


def _named_alike(row: _Card, known: _Card) -> bool:
    return row.key == known.key or row.bag == known.bag


def judge(rows: Sequence[Row], known: Sequence[KnownPerson]) -> list[Verdict]:
    """Return one verdict per row, in their order.

    A known person answers to one row at most. The surest pairs are made first: same name and contacts, then one contact
    in common, then nothing against it, the last two only where there is a single candidate on both sides.
    Importing a list again gives only "same" and "discarded".
    """
    cards = [_card(row) for row in rows]
    people = [_card(person) for person in known]
    partner = _pairs(rows, cards, known, people)
    verdicts = []
    for place, row in enumerate(rows):
        if row.discarded:
            verdicts.append(Verdict(row, "discarded", row.discarded))
        elif place in partner:
            verdicts.append(_compared(row, known[partner[place]]))
        else:
            earlier = [cards[p] for p in range(place) if not rows[p].discarded and p not in partner]
            verdicts.append(_unknown(row, cards[place], [*people, *earlier]))
    return verdicts


def _pairs(
    rows: Sequence[Row], cards: Sequence[_Card], known: Sequence[KnownPerson], people: Sequence[_Card]
) -> dict[int, int]:
    """Return which known person each row is about, as places in the two sequences."""
    partner: dict[int, int] = {}
    free_rows = [place for place, row in enumerate(rows) if not row.discarded]
    taken: set[int] = set()
    alike_people, alike_rows = _by_name(people, range(len(known))), _by_name(cards, free_rows)

    def same_evening(row: int, person: int) -> bool:
        return _changes(rows[row], known[person]) == ()

    def rivals(rule: Callable[[_Card, _Card], bool], person: _Card) -> int:
        return sum(r not in partner and rule(cards[r], person) for r in _named(alike_rows, person))

    def pair(rule: Callable[[_Card, _Card], bool], alone: bool, exact: bool = False) -> None:
        for place in list(free_rows):
            near = (p for p in _named(alike_people, cards[place]) if p not in taken and rule(cards[place], people[p]))
            fitting = [p for p in near if not exact or same_evening(place, p)]
            if fitting and (not alone or len(fitting) == 1 == rivals(rule, people[fitting[0]])):
                partner[place] = fitting[0]
                taken.add(fitting[0])
                free_rows.remove(place)

    pair(_identical, alone=False, exact=True)
    pair(_identical, alone=False)
    pair(_moved, alone=False)
    pair(_one_contact, alone=False)
    pair(_no_clash, alone=True)
    pair(_changed_contact, alone=True)
    return partner


def _by_name(cards: Sequence[_Card], places: Iterable[int]) -> dict[object, list[int]]:
    """Return the places of the cards under each key and each bag of words."""
    found: dict[object, list[int]] = {}
    for place in places:
        for name in (cards[place].key, cards[place].bag):
            found.setdefault(name, []).append(place)
    return found


def _named(places: dict[object, list[int]], card: _Card) -> list[int]:
    return sorted({*places.get(card.key, ()), *places.get(card.bag, ())})


def _changes(row: Row, person: KnownPerson) -> tuple[str, ...]:
    """Return the fields in which a row says something new; what a list does not say changes nothing."""
    changed = []
    if row.email and row.email.casefold() != person.email.strip().casefold():
        changed.append("email")
    if row.phone and phone_key(row.phone) != phone_key(person.phone):
        changed.append("phone")
    if row.group_key is not None and row.group_key != person.group_key:
        changed.append("group_key")
    if row.attends is not None and row.attends != bool(person.attends):
        changed.append("attends")
    return tuple(changed)


def _compared(row: Row, person: KnownPerson) -> Verdict:
    changes = _changes(row, person)
    if not changes:
        return Verdict(row, "same", "", person.id)
    if "attends" in changes and not row.attends:  # another list may simply not speak of this evening: ask
        others = tuple(field for field in changes if field != "attends")
        return Verdict(row, "to_check", "evening_dropped", person.id, changes=others)
    why = next(reason for field, reason in _FIELDS if field in changes)
    return Verdict(row, "updated", why, person.id, changes=changes)


def _unknown(row: Row, card: _Card, others: Sequence[_Card]) -> Verdict:
    """Judge a person that nobody in the register is: surely new, or perhaps somebody else's double."""
    homonyms = [other for other in others if other.key == card.key]
    unclear = (other for other in homonyms if not _somebody_else(card, other))
    alike = next(unclear, None) or _alike(card, [other for other in others if other.key != card.key])
    if row.problem or alike:
        return Verdict(row, "to_check", row.problem or "maybe_double", detail=alike.title if alike else "")
    return Verdict(row, "new", "homonym" if homonyms else "", detail=homonyms[0].title if homonyms else "")


def _somebody_else(card: _Card, other: _Card) -> bool:
    """Tell whether contacts show two homonyms apart.

    A mobile in the register and a house telephone in another list may well be one person's: that alone is no proof.
    """
    two_kinds = other.known and card.phone.startswith("0") != other.phone.startswith("0")
    return _clash(other.email, card.email) or (_clash(other.phone, card.phone) and not two_kinds)


def _alike(card: _Card, others: Sequence[_Card]) -> _Card | None:
    from rapidfuzz import fuzz, process

    names = [other.plain for other in others]
    found = process.extractOne(card.plain, names, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
    return others[found[2]] if found else None
