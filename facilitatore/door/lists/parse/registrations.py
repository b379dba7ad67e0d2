"""Registration lists as people: who, how to reach them, whether they come to this evening and to which group."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from facilitatore.door.lists.match.pairing import listed_as, phone_key
from facilitatore.door.lists.parse.choices import EveningNames, attends, chosen_groups, group_evening, moment
from facilitatore.door.lists.parse.columns import Columns
from facilitatore.door.lists.parse.headings import plain
from facilitatore.door.lists.parse.names import ADDRESS, contacts_beside, names_in, order_in
from facilitatore.door.lists.parse.other_evenings import other_evenings
from facilitatore.door.lists.parse.rows import Row
from facilitatore.door.lists.parse.states import SET_APART, State, apart_in, state_in, state_of
from facilitatore.door.lists.read.tables import Table
from facilitatore.door.names import clean_name, letters_lost, name_words
from facilitatore.door.naming import Order, Reading

_TOTALS = re.compile(r"(tot|totale|totali|totals?|somma|n(umero)? iscritti|totale iscritti|iscritti)( \d+)?")
_PERHAPS_NOT = ("non viene", "non vengo", "forse non")
_RUINED_PHONE = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_LONGEST_CONTACT, _LONGEST_NOTE = 60, 500
_LONGEST_REMARK = 200
_LONGEST_ADDRESS = 254
"""Characters of an e-mail address, RFC 5321."""


def rows_of(table: Table, columns: Columns, *, groups: Sequence[tuple[str, ...]], evening: EveningNames) -> list[Row]:
    """Return the people of a table, in its order, with what is left out marked as discarded."""
    people = columns.people(table)
    orders: dict[int | None, Order] = {}
    spilled = _spilled(table, columns)
    section: State | None = None
    rows: list[Row] = []
    for number in people:
        section, title = _section(table, number, section)
        whole = "heading" if title else _left_out(table, number, columns)
        parts = [(one, name) for one in columns.persons(table, number) for name in _names(table, number, one, orders)]
        for part, (one, name) in enumerate(parts or [(columns.persons(table, number)[0], Reading(""))]):
            state = state_in(table, number, one) or section
            apart = state.kind if state is not None and state.kind in SET_APART else None
            row = _row(_Source(table, number, one), name, groups, evening)
            word = state.word if state is not None and not whole else ""
            left_out = whole or apart or _unfinished(table, number, columns) or (None if name.written else "no_name")
            if left_out:
                rows.append(dataclasses.replace(row, part=part, state=word, discarded=left_out, question=None))
                continue
            doubt = "unknown_state" if state is not None and state.kind == "unknown" else None
            problem = name.why or row.problem or doubt or ("longer" if number in spilled else None)
            rows.append(dataclasses.replace(row, part=part, state=word, problem=problem))
    return _without_second_thoughts(columns, rows)


def _names(table: Table, number: int, columns: Columns, orders: dict[int | None, Order]) -> list[Reading]:
    column = columns.full_name
    if column not in orders:
        orders[column] = order_in(table, columns, columns.people(table).start)
    return names_in(table, number, columns, orders[column])


def _section(table: Table, row: int, section: State | None) -> tuple[State | None, bool]:
    """Return the state of those who stand below a row like "Lista d'attesa", and whether this row is such a title."""
    texts = {cell for cell in table.rows[row] if cell}
    text = next(iter(texts)) if len(texts) == 1 else ""
    apart = apart_in(text)
    if apart is not None:
        return apart, True
    state = state_of(text) if section is not None else None
    return (None, True) if state is not None and state.kind == "confirmed" else (section, False)


def _spilled(table: Table, columns: Columns) -> frozenset[int]:
    """Return the rows with more cells than the heading: a text among them holds the delimiter, and moved the others.

    A column without a heading, as some lists have, is filled in most rows, and is no such case.
    """
    if columns.header_row is None:
        return frozenset()
    width = len(table.rows[columns.header_row])
    below = range(columns.header_row + 1, len(table.rows))
    longer = frozenset(number for number in below if len(table.rows[number]) > width)
    return longer if 2 * len(longer) < len(below) else frozenset()


def _left_out(table: Table, row: int, columns: Columns) -> str | None:
    """Return why a row is no person to import, before looking at the name itself; None if it is one."""
    cells = table.rows[row]
    if not any(cells):
        return "blank"
    if columns.header_row is not None and _same_as_header(table, row, columns):
        return "repeated_header"
    names = [plain(table.cell(row, column)) for column in columns.names]
    name = " ".join(one for one in names if one and not one.isdecimal())  # "TOTALE" beside the number of people
    if _TOTALS.fullmatch(name) or (not name and any(_TOTALS.fullmatch(_remark(cell)) for cell in cells)):
        return "totals"
    filled = [column for column in columns.names if table.cell(row, column)]
    same_person = bool(filled) and all((row, column) in table.filled for column in filled)
    return "joined" if same_person else None


def _unfinished(table: Table, row: int, columns: Columns) -> str | None:
    return "unfinished" if columns.must_be_submitted and not table.cell(row, columns.submitted) else None


def _remark(cell: str) -> str:
    """Return a short cell for comparing; nothing of a long one, which says more than a remark."""
    return plain(cell) if len(cell) <= _LONGEST_REMARK else ""


def _same_as_header(table: Table, row: int, columns: Columns) -> bool:
    header = columns.header_row or 0
    same = (plain(table.cell(row, c)) == plain(table.cell(header, c)) != "" for c in columns.names)
    return bool(columns.names) and all(same)


@dataclasses.dataclass(frozen=True, slots=True)
class _Source:
    table: Table
    number: int
    columns: Columns


def _row(source: _Source, name: Reading, groups: Sequence[tuple[str, ...]], evening: EveningNames) -> Row:
    table, number, columns = source.table, source.number, source.columns
    comes = attends(table, number, columns, evening)
    if comes is None and group_evening(table, number, columns, evening):
        comes = True
    keys, said = chosen_groups(table, number, columns, groups, evening) if comes is not False else ((), "")
    beside = contacts_beside(table, number, columns)
    phone = clean_name(table.cell(number, columns.phone) or beside[1])[:_LONGEST_CONTACT]
    ruined = _RUINED_PHONE.fullmatch(phone) is not None
    address = ADDRESS.search(clean_name(table.cell(number, columns.email)))
    email = address[0].lower() if address and len(address[0]) <= _LONGEST_ADDRESS else beside[0]
    notes = [plain(table.cell(number, column)[:_LONGEST_REMARK]) for column in columns.notes]
    problems = (
        ("two_groups", len(keys) > 1),
        ("unknown_group", bool(said)),
        ("maybe_not_coming", any(note.startswith(_PERHAPS_NOT) for note in notes)),
        ("phone_lost", ruined),
    )
    aside = name.certain and name.choices and name.choices[0].aside
    told = (("left_aside", aside), ("letters_lost", letters_lost(name.family)), ("tax_code", number in table.cut))
    family = name.family or ("" if name.first else name.written)  # nobody is lost who left an address alone
    return Row(
        row=number + 1,
        first_name=name.first,
        family_name=family,
        email=email,
        phone="" if ruined else phone,
        group_key=keys[0] if len(keys) == 1 else None,
        attends=comes,
        group_said=said[:_LONGEST_REMARK],
        elsewhere=other_evenings(table, number, columns, evening) if comes is not None else (),
        problem=next((key for key, there in problems if there), None),
        note=_note(source),
        remarks=tuple(key for key, there in told if there),
        question=None if name.certain else name,
        sent=moment(table.cell(number, columns.submitted)),
        listed=listed_as(name.first, family, email, "" if ruined else phone),
    )


def _note(source: _Source) -> str:
    """Return the free text that a person chose to import, on one line."""
    cells = (source.table.cell(source.number, column) for column in source.columns.kept_notes)
    return "; ".join(" ".join(cell.split()) for cell in cells if cell)[:_LONGEST_NOTE]


def _without_second_thoughts(columns: Columns, rows: list[Row]) -> list[Row]:
    """Keep the last answer of a person that sent two: same name, same e-mail, and no other telephone.

    "Anna Maria" and "Annamaria" with one e-mail may be two people of one family: the words of the name must be the
    same. Tickets are another matter: each is for one evening, so that all of them count.
    """
    answers: dict[tuple[object, ...], list[int]] = {}
    for place, row in enumerate(rows):
        if not row.discarded and row.email:
            key = (name_words(row.first_name), name_words(row.family_name), row.email)
            answers.setdefault(key, []).append(place)
    result = list(rows)
    for places in answers.values():
        for same in _same_phone(rows, places):
            ordered = sorted(same, key=lambda place: (_sent(rows[place]), place))
            kept = ordered[-1]
            if columns.one_row_per_ticket:
                kept = next((place for place in reversed(ordered) if rows[place].attends), kept)
                others = dict.fromkeys(one for place in ordered for one in rows[place].elsewhere)
                result[kept] = dataclasses.replace(rows[kept], elsewhere=tuple(others))
            why = "other_ticket" if columns.one_row_per_ticket else "superseded"
            for place in same:
                if place != kept:
                    result[place] = dataclasses.replace(rows[place], discarded=why)
    return result


def _same_phone(rows: Sequence[Row], places: Sequence[int]) -> list[list[int]]:
    """Part rows of one name and e-mail by telephone: two numbers are two people with the same name."""
    by_phone: dict[str, list[int]] = {}
    for place in places:
        by_phone.setdefault(phone_key(rows[place].phone), []).append(place)
    without = by_phone.pop("", [])
    if len(by_phone) == 1:
        return [sorted(without + next(iter(by_phone.values())))]
    return [*by_phone.values(), *([without] if without else [])]


def _sent(row: Row) -> dt.datetime:
    return row.sent or dt.datetime.min.replace(tzinfo=dt.UTC)
