"""Evenings to start from: the twelve groups of Carpi 2018, and an empty one."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from facilitatore.errors import Unknown
from facilitatore.interrupting import one_step
from facilitatore.prepare.retention import chosen_keep_until
from facilitatore.resources import resource_path
from facilitatore.session import Draft, FileKind, Session, new
from facilitatore.session.moving import remove

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Template:
    """An evening to start from, as its file in ``resources/templates`` says; read once, so nobody may change `data`."""

    key: str
    label: str
    data: Mapping[str, Any]


@cache
def read_templates() -> tuple[Template, ...]:
    """Return all templates, the empty one last."""
    paths = sorted(resource_path("templates").glob("*.toml"), key=lambda path: (path.stem == "vuota", path.stem))
    return tuple(map(_read, paths))


def find_template(key: str) -> Template:
    """Return the template called `key`.

    Raises:
        Unknown: there is none.
    """
    templates = read_templates()
    for template in templates:
        if template.key == key:
            return template
    raise Unknown("template", key, tuple(template.key for template in templates))


def _read(path: Path) -> Template:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Template(data["key"], data["label"], MappingProxyType(data))


def create_evening(path: Path, template: Template, *, keep_until: str = "") -> Session:
    """Make the file of a new evening from a template; without a date it is for today.

    `keep_until` is the ISO day until which its names are kept; without it, three months after the evening.

    Raises:
        BadValue: `keep_until` is no date, or before the evening. FileProblem: no file can be made there.
    """
    evening = dict(template.data["evening"])
    rules = evening.pop("rules", [])
    evening["date"] = evening.get("date") or datetime.now().astimezone().date().isoformat()
    evening["template"] = template.key
    if keep_until:
        evening["keep_until"] = chosen_keep_until(keep_until, evening["date"])
    drafts = [new("ground_rule", text=text, pos=place) for place, text in enumerate(rules)]
    for group in template.data["groups"]:
        drafts += _group_drafts(group)
    with one_step():
        session = Session.create(path, FileKind.EVENING, fields=evening)
        try:
            session.note("prepare", *drafts)
        except BaseException:
            session.close()
            with suppress(OSError):
                remove(path)
            raise
        return session


def _group_drafts(data: dict[str, Any]) -> list[Draft]:
    data = dict(data)
    questions, phases = data.pop("questions", []), data.pop("phases", [])
    group = new("group", **data)
    drafts = [group]
    by_number = {}
    for question in questions:
        draft = new("guiding_question", group=group.id, **question)
        by_number[question["number"]] = draft.id
        drafts.append(draft)
    for place, phase in enumerate(phases):
        fields = {**phase, "question": by_number.get(phase.get("question"))}
        drafts.append(new("phase", group=group.id, pos=place, **fields))
    return drafts
