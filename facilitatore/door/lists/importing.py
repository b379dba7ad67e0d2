"""Taking a registration list into the register: first a plan that a person can look at, then one step to undo."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from facilitatore.door.lists.rows import KnownPerson, Row, Verdict
from facilitatore.door.people import asked_for, read_persons
from facilitatore.door.tokens import new_token
from facilitatore.errors import BadList
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.session import Change, Draft, Session, edit, new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from facilitatore.session import Thing

ELSEWHERE: Final = "-"
"""Evening of a registration of which the list says only that it is not for this evening.

Without it a new person who did not choose this evening would look like one whose list does not speak of evenings, and
the door would wait for them (`people.asked_for`).
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a list is read against, free of the open files, so that the reading can go on beside the window.

    `groups` are (key, title); `evening` is (ISO date, theme).
    """

    groups: tuple[tuple[str, str], ...]
    evening: tuple[str, str]
    known: tuple[KnownPerson, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A verdict for each row, in the order of the list, and how many rows have each. Nothing is written yet."""

    rows: tuple[Verdict, ...]
    new: int
    same: int
    updated: int
    to_check: int
    discarded: int

    @property
    def writes(self) -> int:
        """How many persons would be added or changed."""
        return sum(1 for verdict in self.rows if _touches(verdict))


def setting_of(session: Session, register: Session | None) -> Setting:
    """Return what the evening and its register, where there is one, say before a list is read."""
    evening, groups = read_evening(session), read_groups(session)
    keys = {group.id: group.key for group in groups}
    known = []
    for person in read_persons(register) if register is not None else ():
        attends, group = asked_for(person, evening, groups)
        names = (person.id, person.first_name, person.family_name, person.email, person.phone)
        known.append(KnownPerson(*names, keys[group] if group is not None else None, attends))
    return Setting(tuple((group.key, group.title) for group in groups), (evening.date, evening.theme), tuple(known))


def read_plan(setting: Setting, path: Path) -> ImportPlan:
    """Read the list at `path` and say what importing it would do.

    Raises:
        FileMissing: nothing is there.
        BadList: the file cannot be read, or no column could be a name.
    """
    from facilitatore.door.lists.registrations import judge, read_registrations

    rows = read_registrations(path, groups=setting.groups, evening=setting.evening)
    if not rows:
        raise BadList(path, "no_rows")
    verdicts = tuple(judge(rows, setting.known))
    counts = Counter(verdict.verdict for verdict in verdicts)
    return ImportPlan(
        verdicts, counts["new"], counts["same"], counts["updated"], counts["to_check"], counts["discarded"]
    )


def plan_import(session: Session, register: Session | None, path: Path) -> ImportPlan:
    """Say what importing the list at `path` into the register of this evening would do.

    Raises:
        FileMissing, BadList: as `read_plan`.
    """
    return read_plan(setting_of(session, register), path)


def import_people(
    register: Session,
    plan: ImportPlan,
    *,
    evening_date: str,
    group_titles: Mapping[str, str],
    origin: object = None,
) -> Change:
    """Write a plan into the register, in one transaction and as one step to undo.

    Rows to be looked at are imported too, discarded ones are not. What a list does not say changes nothing, and the
    registrations for other evenings stay. Importing a list again writes nothing.

    Args:
        register: the register of the evening's path.
        plan: what `plan_import` returned for this register as it is now.
        evening_date: ISO date of the evening.
        group_titles: title of each group by its key.
        origin: who asks.

    Raises:
        Problem: nothing was written.
    """
    drafts = []
    for verdict in plan.rows:
        if not _touches(verdict):
            continue
        thing = register.get(verdict.person) if verdict.person is not None else None
        if thing is not None:
            drafts.append(_update(thing, verdict, evening_date, group_titles))
        elif verdict.person is None:
            drafts.append(_person(verdict.row, evening_date, group_titles))
    return register.record("import_people", *drafts, origin=origin)


def _touches(verdict: Verdict) -> bool:
    """Tell whether a row adds a person or changes one."""
    if verdict.verdict == "discarded":
        return False
    return verdict.person is None or bool(verdict.changes)


def _person(row: Row, evening_date: str, group_titles: Mapping[str, str]) -> Draft:
    return new(
        "person",
        first_name=row.first_name,
        family_name=row.family_name,
        badge_name=row.first_name,
        email=row.email,
        phone=row.phone,
        token=new_token(),
        registrations=_registrations([], row.attends, row.group_key, evening_date, group_titles),
    )


def _update(thing: Thing, verdict: Verdict, evening_date: str, group_titles: Mapping[str, str]) -> Draft:
    row, changes = verdict.row, verdict.changes
    fields: dict[str, Any] = {}
    if "email" in changes:
        fields["email"] = row.email
    if "phone" in changes:
        fields["phone"] = row.phone
    if "group_key" in changes or "attends" in changes:
        before = thing.fields.get("registrations")
        known = before if isinstance(before, list) else []
        fields["registrations"] = _registrations(known, row.attends, row.group_key, evening_date, group_titles)
    return edit(thing, **fields)


def _registrations(
    known: list[Any],
    attends: bool | None,
    group_key: str | None,
    evening_date: str,
    group_titles: Mapping[str, str],
) -> list[Any]:
    """Return the registrations with what the row says of this evening; a group chosen says that the person comes."""
    if attends is None and group_key is None:
        return known
    others = [item for item in known if not _is_of(item, evening_date)]
    if attends is False:
        return others or [{"evening": ELSEWHERE, "group": ""}]
    mine: dict[str, Any] = next((item for item in known if _is_of(item, evening_date)), {})
    title = group_titles.get(group_key or "", "") or mine.get("group", "")
    return [*others, {"evening": evening_date, "group": title}]


def _is_of(item: Any, evening_date: str) -> bool:
    return isinstance(item, dict) and item.get("evening") == evening_date


def import_for_evening(session: Session, register: Session, plan: ImportPlan, *, origin: object = None) -> Change:
    """Write a plan into the register of an open evening, whose date and groups it takes: see `import_people`.

    Raises:
        Problem: nothing was written.
    """
    titles = {group.key: group.title for group in read_groups(session)}
    date = read_evening(session).date
    return import_people(register, plan, evening_date=date, group_titles=titles, origin=origin)
