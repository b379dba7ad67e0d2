"""Which known person a row of a list is about, as far as names and contacts tell without doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from facilitatore.door.lists.parse.rows import KnownPerson, Row, RowKey
from facilitatore.door.names import name_key, name_words
from facilitatore.door.registering import new_elsewhere

_NO_COUNTRY = re.compile(r"^(?:00|\+)39(?=\d{6,})")


@dataclass(frozen=True, slots=True)
class Card:
    """A row or a known person, made ready for comparing."""

    ref: str | RowKey
    key: str
    bag: tuple[str, ...]
    plain: str
    """The words of the name in the order of the alphabet."""
    email: str
    phone: str
    title: str
    known: bool


def phone_key(phone: str) -> str:
    """Return the digits of a telephone number without the Italian prefix, for comparing."""
    bare = _NO_COUNTRY.sub("", re.sub(r"[^\d+]", "", phone))
    return bare.lstrip("+")


def listed_as(first: str, family: str, email: str, phone: str) -> str:
    """Return how a list wrote a person, to be known again: names, address and telephone, made ready for comparing."""
    return "|".join((name_key(first, family), email.strip().casefold(), phone_key(phone)))


def card_of(person: Row | KnownPerson) -> Card:
    """Return a row or a known person made ready for comparing."""
    words = (*name_words(person.first_name), *name_words(person.family_name))
    title = f"{person.first_name} {person.family_name}".strip()
    return Card(
        ref=person.key if isinstance(person, Row) else person.id,
        key=name_key(person.first_name, person.family_name),
        bag=tuple(sorted(words)),
        plain=" ".join(sorted(words)),
        email=person.email.strip().casefold(),
        phone=phone_key(person.phone),
        title=f"{title} (riga {person.row})" if isinstance(person, Row) else title,
        known=isinstance(person, KnownPerson),
    )


def clash(one: str, two: str) -> bool:
    """Tell whether two contacts are both there and differ."""
    return bool(one and two and one != two)


def _identical(row: Card, known: Card) -> bool:
    return row.key == known.key and (row.email, row.phone) == (known.email, known.phone)


def _moved(row: Card, known: Card) -> bool:
    """Same contacts, same words of the name in another order: somebody has corrected the split by hand."""
    return row.bag == known.bag and (row.email, row.phone) == (known.email, known.phone)


def _one_contact(row: Card, known: Card) -> bool:
    """One contact is the same and the other does not say otherwise."""
    shared = (row.email and row.email == known.email) or (row.phone and row.phone == known.phone)
    return bool(shared) and _no_clash(row, known)


def _no_clash(row: Card, known: Card) -> bool:
    return _named_alike(row, known) and not clash(row.email, known.email) and not clash(row.phone, known.phone)


def _changed_contact(row: Card, known: Card) -> bool:
    """One contact is the same, the other is new: a new number, a new address."""
    same_email, same_phone = row.email and row.email == known.email, row.phone and row.phone == known.phone
    return _named_alike(row, known) and bool(same_email or same_phone)


def _named_alike(row: Card, known: Card) -> bool:
    return row.key == known.key or row.bag == known.bag


def pairs(
    rows: Sequence[Row],
    cards: Sequence[Card],
    known: Sequence[KnownPerson],
    people: Sequence[Card],
    decided: Collection[int] = (),
) -> dict[int, int]:
    """Return which known person each row is about, as places in the two sequences.

    The surest pairs are made first: same name and contacts, then one contact in common, then nothing against it, the
    last two only where there is a single candidate on both sides. The rows `decided` are left alone.
    """
    partner: dict[int, int] = {}
    free_rows = [place for place, row in enumerate(rows) if not row.discarded and place not in decided]
    taken: set[int] = set()
    alike_people, alike_rows = _by_name(people, range(len(known))), _by_name(cards, free_rows)

    def same_evening(row: int, person: int) -> bool:
        return changes_of(rows[row], known[person]) == ()

    def rivals(rule: Callable[[Card, Card], bool], person: Card) -> int:
        return sum(r not in partner and rule(cards[r], person) for r in _named(alike_rows, person))

    def pair(rule: Callable[[Card, Card], bool], alone: bool, exact: bool = False) -> None:
        for place in sorted(free_rows, key=lambda row: silence(rows[row])) if exact else list(free_rows):
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


def silence(row: Row) -> tuple[bool, ...]:
    """Order rows by what they say of the evening: a silent one must not take the person of one that says something."""
    return row.group_key is None, row.attends is not True, not row.note


def _by_name(cards: Sequence[Card], places: Iterable[int]) -> dict[object, list[int]]:
    """Return the places of the cards under each key and each bag of words."""
    found: dict[object, list[int]] = {}
    for place in places:
        for name in (cards[place].key, cards[place].bag):
            found.setdefault(name, []).append(place)
    return found


def _named(places: dict[object, list[int]], card: Card) -> list[int]:
    return sorted({*places.get(card.key, ()), *places.get(card.bag, ())})


def changes_of(row: Row, person: KnownPerson) -> tuple[str, ...]:
    """Return the fields in which a row says something new; what a list does not say changes nothing."""
    changed = []
    if person.in_question and row.question is None:
        changed.append("name")
    if row.email and row.email.casefold() != person.email.strip().casefold():
        changed.append("email")
    if row.phone and phone_key(row.phone) != phone_key(person.phone):
        changed.append("phone")
    if row.group_key is not None and row.group_key != person.group_key:
        changed.append("group_key")
    elif row.group_said and person.group_key is None and row.group_said != person.group_said:
        changed.append("group_said")
    if row.attends is not None and row.attends != bool(person.attends):
        changed.append("attends")
    # Whoever is awaited because no list spoke of evenings would no longer be, for having chosen another one.
    if (person.attends is not None or row.attends) and new_elsewhere(person.elsewhere, row.elsewhere):
        changed.append("elsewhere")
    if row.note and row.note != person.note:
        changed.append("note")
    return tuple(changed)
