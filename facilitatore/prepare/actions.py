"""What can be changed while preparing an evening."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - `date` is also the field
from typing import TYPE_CHECKING, Any, Final

from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.evening import read_evening, read_groups, read_questions
from facilitatore.prepare.model import MAX_CAPACITY, MAX_MINUTES, TECHNIQUES, Evening
from facilitatore.prepare.retention import chosen_keep_until
from facilitatore.prepare.run_sheet import clock_text, ends_next_day, minutes_of
from facilitatore.session import Change, Session, Thing, edit, new, remove
from facilitatore.session.words import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUP_KEYS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PREPARED: Final = ("group", "guiding_question", "phase", "ground_rule")


def existing(session: Session, what: str, thing_id: str) -> Thing:
    """Return a thing that is there.

    Raises:
        Unknown: it was removed meanwhile, or never was.
    """
    thing = session.get(thing_id)
    if thing is None or thing.kind != what:
        raise Unknown(what, thing_id)
    return thing


def edit_evening(session: Session, /, *, origin: object = None, **fields: str) -> Change:
    """Change title, theme, date (ISO), place, starts_at, ends_at (HH:MM), process or keep_until (ISO).

    An empty `keep_until` is the default again, which follows the date; a chosen one stays.

    Raises:
        BadValue: a date or a time that is none, an end before the beginning, or names kept until before the evening.
            Problem: nothing was written.
    """
    cleaned: dict[str, str] = {name: clean_line(value) for name, value in fields.items()}
    if cleaned.get("date"):
        try:
            cleaned["date"] = Date.fromisoformat(cleaned["date"]).isoformat()
        except ValueError:
            raise BadValue("date", cleaned["date"], "8/1/2018") from None
    hours = [name for name in ("starts_at", "ends_at") if name in cleaned]
    for name in hours:
        cleaned[name] = clock_text(minutes_of(cleaned[name]))
    if hours:
        _refuse_an_early_end(read_evening(session)._replace(**{name: cleaned[name] for name in hours}))
    if cleaned.get("keep_until"):
        date = cleaned.get("date", read_evening(session).date)
        cleaned["keep_until"] = chosen_keep_until(cleaned["keep_until"], date)
    return session.record("edit_evening", edit(existing(session, "evening", session.id), **cleaned), origin=origin)


def add_group(session: Session, *, title: str, origin: object = None) -> Change:
    """Add a group with the first free letter.

    Raises:
        BadValue: no title, or no letter left.
    """
    title = _wanted("title", clean_line(title))
    taken = {group.key for group in read_groups(session)}
    free = [key for key in _GROUP_KEYS if key not in taken]
    if not free:
        raise BadValue("group", title, "26")
    draft = new("group", key=free[0], title=title, short_title=title, room="", facilitators=["", ""])
    return session.record("add_group", draft, origin=origin)


def edit_group(session: Session, /, group: str, *, origin: object = None, **fields: Any) -> Change:
    """Change title, short_title, room, facilitators (a list of texts) or capacity (people, or None).

    Raises:
        BadValue: an empty title or an impossible capacity.
    """
    cleaned: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "capacity":
            cleaned[name] = None if value is None else _between("capacity", value, 1, MAX_CAPACITY)
        elif name == "facilitators":
            cleaned[name] = [clean_line(text) for text in value]
        else:
            cleaned[name] = clean_line(value)
    if "title" in cleaned:
        _wanted("title", cleaned["title"])
    return session.record("edit_group", edit(existing(session, "group", group), **cleaned), origin=origin)


def add_question(
    session: Session, *, group: str, text: str, technique: str = "sticky_notes", prompt: str = "", origin: object = None
) -> Change:
    """Add a guiding question to a group, with the next number.

    Raises:
        BadValue: no text, or an unknown technique.
    """
    text = _wanted("text", clean_line(text))
    number = max([question.number for question in read_questions(session, group)], default=0) + 1
    draft = new(
        "guiding_question",
        group=group,
        number=number,
        text=text,
        technique=_technique(technique),
        prompt=clean_text(prompt),
    )
    return session.record("add_question", draft, origin=origin)


def edit_question(session: Session, /, question: str, *, origin: object = None, **fields: Any) -> Change:
    """Change text, technique, prompt or number of a guiding question.

    Raises:
        BadValue: an empty text, or an unknown technique.
    """
    return _edit(session, "edit_question", existing(session, "guiding_question", question), fields, origin)


def add_phase(
    session: Session,
    *,
    group: str | None,
    title: str,
    minutes: int = 10,
    technique: str = "plenary",
    origin: object = None,
) -> Change:
    """Add a line at the end of the run sheet, of one group or of all.

    Raises:
        BadValue: no title, or impossible minutes.
    """
    title = _wanted("title", clean_line(title))
    last = max([thing.real("pos") for thing in session.things("phase")], default=0.0)
    minutes = _between("minutes", minutes, 0, MAX_MINUTES)
    draft = new("phase", group=group, title=title, minutes=minutes, technique=_technique(technique), pos=last + 1)
    return session.record("add_phase", draft, origin=origin)


def edit_phase(session: Session, /, phase: str, *, origin: object = None, **fields: Any) -> Change:
    """Change title, minutes, technique, question, leader or detail of a line of the run sheet.

    Raises:
        BadValue: an empty title, impossible minutes, an unknown technique.
    """
    return _edit(session, "edit_phase", existing(session, "phase", phase), fields, origin)


def move_phase(session: Session, phase: str, by: int, *, origin: object = None) -> Change:
    """Move a line of the run sheet up (negative) or down among those of its group."""
    moved = existing(session, "phase", phase)
    group = moved.text("group")
    line = [thing for thing in session.things("phase") if thing.text("group") in ("", group) or not group]
    index = next(place for place, thing in enumerate(line) if thing.id == phase)
    others = line[:index] + line[index + 1 :]
    place = min(max(0, index + by), len(others))
    return session.record("move_phase", edit(moved, pos=_between_places(others, place)), origin=origin)


def add_rule(session: Session, *, text: str, origin: object = None) -> Change:
    """Add a ground rule.

    Raises:
        BadValue: no text.
    """
    last = max([thing.real("pos") for thing in session.things("ground_rule")], default=0.0)
    draft = new("ground_rule", text=_wanted("text", clean_line(text)), pos=last + 1)
    return session.record("add_rule", draft, origin=origin)


def edit_rule(session: Session, rule: str, *, text: str, origin: object = None) -> Change:
    """Change the words of a ground rule.

    Raises:
        BadValue: no text.
    """
    return _edit(session, "edit_rule", existing(session, "ground_rule", rule), {"text": text}, origin)


def move_rule(session: Session, rule: str, place: int, *, origin: object = None) -> Change:
    """Put a ground rule at a place among the others, 0 for the first."""
    moved = existing(session, "ground_rule", rule)
    others = [thing for thing in session.things("ground_rule") if thing.id != rule]
    place = min(max(0, place), len(others))
    return session.record("move_rule", edit(moved, pos=_between_places(others, place)), origin=origin)


def remove_prepared(session: Session, thing_id: str, *, origin: object = None) -> Change:
    """Remove a group, a question, a line of the run sheet or a rule; nothing that refers to it is lost.

    Raises:
        Unknown: it is none of these, or was removed meanwhile.
    """
    thing = session.get(thing_id)
    if thing is None or thing.kind not in _PREPARED:
        raise Unknown("thing", thing_id)
    return session.record(f"remove_{thing.kind}", remove(thing), origin=origin)


def _refuse_an_early_end(evening: Evening) -> None:
    try:
        ends_next_day(evening.starts_at, evening.ends_at)
    except BadValue as problem:
        if problem.what == "end":  # what else is wrong was so before, and is not what is being changed
            raise


def _edit(session: Session, action: str, thing: Thing, fields: dict[str, Any], origin: object) -> Change:
    cleaned: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "minutes":
            cleaned[name] = _between("minutes", value, 0, MAX_MINUTES)
        elif name == "technique":
            # One of a later version stays when something else is changed.
            cleaned[name] = value if value == thing.fields.get(name) else _technique(value)
        elif name in ("prompt", "detail"):
            cleaned[name] = clean_text(value)
        elif isinstance(value, str):
            cleaned[name] = _wanted(name, clean_line(value)) if name in ("text", "title") else clean_line(value)
        else:
            cleaned[name] = value
    return session.record(action, edit(thing, **cleaned), origin=origin)


def _between_places(others: Sequence[Thing], place: int) -> float:
    before = others[place - 1].real("pos") if place else None
    after = others[place].real("pos") if place < len(others) else None
    if before is None:
        return (after or 0.0) - 1
    return before + 1 if after is None else (before + after) / 2


def _wanted(what: str, text: str) -> str:
    if not text:
        raise BadValue(f"empty_{what}", "")
    return text


def _technique(name: str) -> str:
    if name not in TECHNIQUES:
        raise Unknown("technique", name, TECHNIQUES)
    return name


def _between(what: str, value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BadValue(what, str(value), f"{low}–{high}")
    return value
