"""Reading what was prepared, out of an open evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitatore.errors import Unknown
from facilitatore.prepare.model import (
    GROUP_LOOK,
    GROUP_PREFIX,
    MAX_CAPACITY,
    MAX_MINUTES,
    MAX_NUMBER,
    Evening,
    GroundRule,
    Group,
    GuidingQuestion,
    Phase,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from facilitatore.session import Session, Thing

_PLAIN_LOOK = ("circle", "#4A5058")


def read_evening(session: Session) -> Evening:
    """Return the evening the file is about."""
    thing = session.get(session.id)
    if thing is None:
        return Evening(session.id, "", "", "", "", "", "", "", "")
    return Evening(
        thing.id,
        title=thing.text("title"),
        theme=thing.text("theme"),
        date=thing.text("date"),
        place=thing.text("place"),
        starts_at=thing.text("starts_at"),
        ends_at=thing.text("ends_at"),
        process=thing.text("process"),
        template=thing.text("template"),
        keep_until=thing.text("keep_until"),
    )


def read_groups(session: Session) -> list[Group]:
    """Return the groups in the order of their letters."""
    return sorted((_group(thing) for thing in session.things("group")), key=lambda group: group.key)


def _group(thing: Thing) -> Group:
    key = thing.text("key")
    mark, colour = GROUP_LOOK.get(key, _PLAIN_LOOK)
    return Group(
        thing.id,
        key=key,
        title=thing.text("title"),
        short_title=thing.text("short_title") or thing.text("title"),
        room=thing.text("room"),
        facilitators=thing.texts("facilitators"),
        mark=mark,
        colour=colour,
        capacity=thing.optional_integer("capacity", 1, MAX_CAPACITY),
        unread=thing.unread("capacity", 1, MAX_CAPACITY),
    )


def find_group(session: Session, name: str) -> Group:
    """Return the group whose key or title is `name`, small or capital.

    Raises:
        Unknown: there is none.
    """
    groups = read_groups(session)
    wanted = name.strip().casefold()
    for group in groups:
        if wanted in (group.key.casefold(), group.title.casefold(), group.short_title.casefold()):
            return group
    raise Unknown("group", name, tuple(f"{group.key} ({group.title})" for group in groups))


def group_in_name(path: Path, groups: Sequence[Group]) -> Group | None:
    """Return the group whose file this is, as the files of the sticks are called; None where the name tells none.

    ``gruppo-B``, a second copy ``gruppo-B (2)`` and what a laptop handed over, ``gruppo-B-K7Q``, are all of group B. Two
    groups with one letter are told apart by nobody.
    """
    stem = path.stem.casefold()
    if not stem.startswith(GROUP_PREFIX):
        return None
    rest = stem.removeprefix(GROUP_PREFIX)
    named = [group for group in groups if _begins_with(rest, group.key.casefold())]
    return named[0] if len(named) == 1 else None


def _begins_with(rest: str, key: str) -> bool:
    return bool(key) and rest.startswith(key) and not rest[len(key) : len(key) + 1].isalnum()


def read_questions(session: Session, group: str | None = None) -> list[GuidingQuestion]:
    """Return the guiding questions, of one group or of all, by number."""
    questions = [
        GuidingQuestion(
            thing.id,
            group=thing.text("group"),
            number=thing.integer("number", 0, MAX_NUMBER),
            text=thing.text("text"),
            technique=thing.text("technique"),
            prompt=thing.text("prompt"),
        )
        for thing in session.things("guiding_question")
        if group is None or thing.text("group") == group
    ]
    return sorted(questions, key=lambda question: question.number)


def read_phases(session: Session, group: str | None = None) -> list[Phase]:
    """Return the run sheet, of one group (with the phases held for all) or the whole."""
    return [
        Phase(
            thing.id,
            group=thing.optional_text("group"),
            title=thing.text("title"),
            minutes=thing.integer("minutes", 0, MAX_MINUTES),
            technique=thing.text("technique"),
            question=thing.optional_text("question"),
            leader=thing.text("leader"),
            detail=thing.text("detail"),
            unread=thing.unread("minutes", 0, MAX_MINUTES),
        )
        for thing in session.things("phase")
        if group is None or thing.text("group") in ("", group)
    ]


def read_ground_rules(session: Session) -> list[GroundRule]:
    """Return the rules the groups agree on."""
    return [GroundRule(thing.id, thing.text("text")) for thing in session.things("ground_rule")]
