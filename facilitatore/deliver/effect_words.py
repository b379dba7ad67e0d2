"""What a join does, in words: how much comes, changes, goes and is moved, and the words before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from facilitatore.deliver.plain_text import one_line, shorten
from facilitatore.deliver.undecided import FIELD_NAMES, THING_NAMES, value_words
from facilitatore.italian import word_for
from facilitatore.sentences import THING_WORDS, things_counted
from facilitatore.synthesis.model import NAMING_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from facilitatore.prepare.model import Group
    from facilitatore.session.joining.effects import Counts, Rewrite

_LONGEST: Final = 160
_WORDS: Final = {"born": "nuove", "changed": "cambiate", "gone": "tolte", "moved": "solo spostate"}
_ITSELF: Final = ("text", "title", "name", "heard", "scenario")
"""The fields that say what a thing is, where all its words go."""


def effect_words(counts: Mapping[str, Counts]) -> list[str]:
    """Return a part for each thing a join does: *cambiate: 2 note*; `counts` is by `born`, `changed`, `gone`, `moved`."""
    return [f"{word}: {things_counted(counts[name])}" for name, word in _WORDS.items() if counts.get(name)]


def rewrite_lines(rewrites: Iterable[Rewrite], groups: Mapping[str, Group]) -> list[str]:
    """Return what happens to each thing of another laptop: *Nota 7 del gruppo A: «Una» → tolta*, or «Una» → «Due».

    Group by group and kind by kind, each as on the group's page.
    """
    kinds, keys = list(THING_WORDS), {one: group.key for one, group in groups.items()}

    def place(one: Rewrite) -> tuple[str, int]:
        return keys.get(one.group, ""), kinds.index(one.kind) if one.kind in THING_WORDS else len(kinds)

    return [_line(one, groups) for one in sorted(rewrites, key=place)]


def _line(one: Rewrite, groups: Mapping[str, Group]) -> str:
    group = groups.get(one.group)
    of_group = f"del gruppo {one_line(group.key)}" if group is not None and one.kind != "group" else ""
    thing = " ".join(filter(None, (word_for(THING_NAMES, one.kind), one_line(one.number), of_group)))
    thing = thing[:1].upper() + thing[1:]
    if one.after is None:
        return f"{thing}: {_said(one.before, groups)} → tolta"
    return f"{thing}, " + "; ".join(_change(name, one.before.get(name), one.after[name], groups) for name in one.after)


def _said(fields: Mapping[str, Any], groups: Mapping[str, Group]) -> str:
    name = next((name for name in _ITSELF if fields.get(name)), "text")
    return f"«{shorten(value_words(name, fields.get(name), groups), _LONGEST)}»"


def _change(name: str, before: Any, after: Any, groups: Mapping[str, Group]) -> str:
    field = word_for(FIELD_NAMES, name)
    if name in NAMING_FIELDS:
        return f"{field}: scritto in un altro modo"
    texts = (shorten(value_words(name, value, groups), _LONGEST) for value in (before, after))
    return f"{field}: " + " → ".join(f"«{text}»" for text in texts)
