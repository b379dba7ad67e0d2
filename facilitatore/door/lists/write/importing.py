"""Taking a registration list into the register: first a plan that a person can look at, then one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from facilitatore.door.cycle_key import cycle_key, cycle_token, norm, slow_hashes
from facilitatore.door.lists.parse.rows import KnownPerson
from facilitatore.door.lists.planning import ImportPlan, Setting, find_list, plan_list, touches
from facilitatore.door.people import persons_by_token, read_persons, written_last
from facilitatore.door.registering import Answer, Registering
from facilitatore.door.registrations import Asking, Meanings, called
from facilitatore.door.tokens import new_token, token_of
from facilitatore.errors import BadList
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.prepare.model import REGISTER_KEY
from facilitatore.session import Change, Draft, Session, edit, new

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from pathlib import Path

    from facilitatore.door.lists.parse.rows import Row, RowKey, Verdict
    from facilitatore.session import Thing


def setting_of(session: Session, register: Session | None) -> Setting:
    """Return what the evening and its register, where there is one, say before a list is read."""
    evening, groups = read_evening(session), read_groups(session)
    keys, asking = {group.id: group.key for group in groups}, Asking(evening, groups)
    known, one_each = [], persons_by_token(register) if register is not None else {}
    for person in read_persons(register) if register is not None else ():
        asked = asking.of(person.registrations)
        known.append(
            KnownPerson(
                person.id,
                person.first_name,
                person.family_name,
                person.email,
                person.phone,
                group_key=keys[asked.group] if asked.group is not None else None,
                attends=asked.attends,
                group_said=asked.unknown,
                elsewhere=tuple((one.evening, one.group) for one in person.registrations),
                note=person.note,
                also_listed=_also_listed(one_each[person.token or person.id]),
                in_question=person.question is not None,
            )
        )
    return Setting(
        tuple((group.key, group.title, group.short_title) for group in groups),
        called(evening, groups, Meanings(register)),
        tuple(known),
    )


def _also_listed(things: Sequence[Thing]) -> tuple[str, ...]:
    """Return how lists wrote the person that these things are."""
    lists = [names for thing in things if isinstance(names := thing.fields.get("also_listed"), list)]
    return tuple(name for names in lists for name in names if isinstance(name, str))


def read_plan(setting: Setting, path: Path) -> ImportPlan:
    """Read the list at `path` and say what importing it would do.

    Raises:
        FileMissing: nothing is there.
        BadList: the file cannot be read, or no column could be a name.
    """
    found = find_list(path)
    if not found.columns.names:
        raise BadList(path, "no_names")
    return plan_list(setting, found)


def plan_import(session: Session, register: Session | None, path: Path) -> ImportPlan:
    """Say what importing the list at `path` into the register of this evening would do.

    Raises:
        FileMissing, BadList: as `read_plan`.
    """
    return read_plan(setting_of(session, register), path)


def import_for_evening(
    session: Session,
    register: Session,
    plan: ImportPlan,
    *,
    hashes: Mapping[str, bytes] | None = None,
    origin: object = None,
) -> Change:
    """Write a plan into the register of an open evening, in one transaction and as one step to undo.

    Rows to be looked at are imported too, discarded ones are not. What a list does not say changes nothing, and the
    registrations for other evenings stay. Importing a list again writes nothing.

    Args:
        session: the evening beside which the list is imported.
        register: the register of the evening's path.
        plan: what `plan_import` returned for this register as it is now.
        hashes: what `prepare_tokens` returned; what is missing, under a key of the path, takes 0.1 s a name.
        origin: who asks.

    Raises:
        Problem: nothing was written.
    """
    drafts: list[Draft] = []
    tokens = _tokens_of(register, plan, hashes or {})
    changed: dict[str, dict[str, Any]] = {}
    one_each, registering = persons_by_token(register), Registering(session, register)
    for verdict in plan.rows:
        if not touches(verdict):
            continue
        if verdict.person is None:
            drafts.append(_person(verdict, tokens[verdict.row.key], registering))
        elif (thing := register.get(verdict.person)) is not None:
            fields = changed.setdefault(thing.id, {})
            things = one_each[thing.text("token") or thing.id]
            fields.update(_update(things, fields, verdict, registering))
    drafts += [edit(thing, **fields) for id_, fields in changed.items() if (thing := register.get(id_)) is not None]
    drafts += registering.name_drafts(_answer(verdict.row) for verdict in plan.rows if touches(verdict))
    return register.record("import_people", *drafts, origin=origin)


class _Tokens:
    """Tokens for new persons of a register: the same on each laptop that has a copy of it and imports the same list."""

    def __init__(self, register: Session) -> None:
        """Take the key of the register; one that was forgotten leaves tokens to chance."""
        self._key = next((thing.text("key") for thing in register.things(REGISTER_KEY)), "")
        self._taken = {thing.text("token") for thing in register.things("person")}

    def next(self, listed: str) -> str:
        """Return a token for somebody whom a list wrote in this way."""
        try:
            token = token_of(self._key, listed, self._taken) if self._key and listed else new_token()
        except ValueError:  # a key that somebody has altered
            token = new_token()
        self._taken.add(token)
        return token

    def next_of_name(self, cycle: str, hashed: bytes) -> str:
        """Return a token for somebody with this slow hash of the name."""
        token = cycle_token(cycle, hashed, self._taken)
        self._taken.add(token)
        return token


def _new_rows(plan: ImportPlan) -> list[Row]:
    """Return the rows that would become persons, in the order of the list."""
    return [verdict.row for verdict in plan.rows if verdict.person is None and touches(verdict)]


def prepare_tokens(cycle: str, plan: ImportPlan, known: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Work out what the tokens of new persons need under the key of a path, `cycle`: 0.1 s a name, beside the window.

    What is `known` already is not worked out again. Without a key there is nothing to do.
    """
    if not cycle:
        return {}
    done = dict(known or {})
    return done | slow_hashes(cycle, names_to_prepare(plan, done))


def names_to_prepare(plan: ImportPlan, known: Container[str]) -> set[str]:
    """Return the names of new persons whose slow hash is not `known`, as they are hashed."""
    return {name for row in _new_rows(plan) if (name := norm(row.name)) not in known}


def _tokens_of(register: Session, plan: ImportPlan, hashes: Mapping[str, bytes]) -> dict[RowKey, str]:
    """Return the token of each new person, by row.

    Under the key of a path homonyms get theirs in the order of their addresses, which two lists may share, and not in
    that of the list.
    """
    tokens, rows = _Tokens(register), _new_rows(plan)
    cycle = cycle_key(register)
    if not cycle:
        return {row.key: tokens.next(row.listed) for row in rows}
    prepared = prepare_tokens(cycle, plan, hashes)
    ordered = sorted(rows, key=lambda row: (row.email.casefold(), _figures(row.phone), row.listed))
    return {row.key: tokens.next_of_name(cycle, prepared[norm(row.name)]) for row in ordered}


def _figures(phone: str) -> str:
    return "".join(char for char in phone if char.isdecimal())


def _person(verdict: Verdict, token: str, registering: Registering) -> Draft:
    row = verdict.row
    more: dict[str, Any] = {"note": row.note} if row.note else {}
    more |= _name_fields(row)
    if verdict.also_listed:
        more["also_listed"] = list(verdict.also_listed)
    return new(
        "person",
        first_name=row.first_name,
        family_name=row.family_name,
        email=row.email,
        phone=row.phone,
        token=token,
        registrations=registering.after([], _answer(row)),
        **more,
    )


def _name_fields(row: Row) -> dict[str, Any]:
    """Return what the register keeps of a name: what the badge says, or the question that somebody has to answer."""
    if row.question is None and row.first_name:
        return {"badge_name": row.first_name}
    choices = [[one.first, one.family] for one in row.question.choices if one.first] if row.question is not None else []
    written = row.question.written if row.question is not None else row.name
    why = row.question.why if row.question is not None else "no_first_name"
    return {"badge_name": "", "in_question": {"written": written, "choices": choices, "why": why}}


def _update(
    things: Sequence[Thing], before: Mapping[str, Any], verdict: Verdict, registering: Registering
) -> dict[str, Any]:
    """Return the fields of a person that a row changes, after those that other rows of the list changed `before`.

    `things` are the person: one, or one for each door laptop that imported the list.
    """
    row, changes = verdict.row, verdict.changes
    fields: dict[str, Any] = {name: getattr(row, name) for name in ("email", "phone", "note") if name in changes}
    if "name" in changes:
        fields |= {
            "first_name": row.first_name,
            "family_name": row.family_name,
            "in_question": None,
            **_name_fields(row),
        }
    if "also_listed" in changes:
        fields["also_listed"] = [*before.get("also_listed", _also_listed(things)), *verdict.also_listed]
    if any(name in changes for name in ("group_key", "group_said", "attends", "elsewhere")):
        now = before.get("registrations", written_last(things, "registrations").fields.get("registrations"))
        # Who is in another list, which does not have this evening, goes on coming until somebody says otherwise.
        answer = _answer(row) if "attends" in changes or row.attends else _answer(row)._replace(attends=None)
        fields["registrations"] = registering.after(now, answer)
    return fields


def _answer(row: Row) -> Answer:
    return Answer(row.attends, row.group_key, row.group_said, row.elsewhere)
