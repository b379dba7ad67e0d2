"""What nobody has decided yet, in words, for what is printed and read away from the program."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from facilitatore.capture.model import KIND_WORDS
from facilitatore.deliver.deciding import Disagreement, Settled, Side, read_disagreements, read_settled
from facilitatore.deliver.plain_text import one_line, shorten
from facilitatore.italian import local_clock, word_for
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.model import TECHNIQUE_WORDS
from facilitatore.session.facts import canonical_json
from facilitatore.synthesis.model import NAMING_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from facilitatore.deliver.laptops import LaptopMark
    from facilitatore.prepare.model import Group
    from facilitatore.session import Session

_LONGEST: Final = 160
"""Characters of a value where nothing else is said."""

THING_NAMES: Final = {
    "cluster": "nuvola",
    "evening": "serata",
    "ground_rule": "regola",
    "group": "gruppo",
    "guest": "presenza",
    "guiding_question": "domanda",
    "note": "nota",
    "pair_dialogue": "dialogo a due",
    "phase": "fase della scaletta",
    "role_play": "gioco di ruolo",
    "speaking_turn": "intervento",
    "statement": "frase della sintesi",
}
"""What a thing is called, by its kind."""

FIELD_NAMES: Final = {
    "badge_name": "nome sul cartellino",
    "capacity": "posti",
    "characters": "personaggi",
    "date": "data",
    "detail": "che cosa si dice e si fa",
    "dots": "bollini",
    "ends_at": "fine",
    "facilitators": "chi facilita",
    "facts": "fatti",
    "feelings": "emozioni",
    "group": "gruppo",
    "heard": "la frase ascoltata",
    "keep_until": "i nomi si conservano fino al",
    "kind": "tipo",
    "leader": "chi conduce",
    "lessons": "che cosa si impara",
    "minutes": "minuti",
    "name": "nome",
    "need": "un bisogno",
    "number": "numero",
    "observations": "che cosa si è visto",
    "place": "luogo",
    "process": "percorso",
    "prompt": "che cosa si dice",
    "proposal": "una proposta",
    "proposals": "proposte",
    "room": "aula",
    "scenario": "situazione",
    "short_title": "nome breve",
    "starts_at": "inizio",
    "technique": "strumento",
    "text": "testo",
    "theme": "tema",
    "title": "titolo",
}
"""What a field is called, by its key."""


def undecided_lines(session: Session, longest: int = _LONGEST) -> tuple[str, ...]:
    """Return a line for each point that nobody has decided: which thing, what each wrote, where and when.

    Of what was written at most `longest` characters are said.
    """
    groups = {group.id: group for group in read_groups(session)}
    return tuple(_line(one, groups, longest) for one in read_disagreements(session))


def settled_lines(session: Session, longest: int = _LONGEST) -> tuple[str, ...]:
    """Return a line for each point that somebody has decided: what each had written, who decided, when and how."""
    groups = {group.id: group for group in read_groups(session)}
    return tuple(
        f"{_line(one.point, groups, longest)}. {_decided(one, groups, longest)}" for one in read_settled(session)
    )


def _decided(one: Settled, groups: Mapping[str, Group], longest: int) -> str:
    who = _by_whom(one.decision, groups)
    if one.by_removing:
        return f"Deciso togliendo la cosa intera ({who})."
    if one.point.field in NAMING_FIELDS:
        return f"Deciso ({who})."
    value = f"«{shorten(value_words(one.point.field, one.decision.value, groups), longest)}»"
    chosen = any(_same(side.value, one.decision.value) for side in one.point.sides)
    return f"Deciso: {'resta' if chosen else 'riscritto in'} {value} ({who})."


def _same(one: Any, other: Any) -> bool:
    return canonical_json({"": one}) == canonical_json({"": other})


def _line(one: Disagreement, groups: Mapping[str, Group], longest: int) -> str:
    group = groups.get(one.group)
    of_group = f"del gruppo {one_line(group.key)}" if group is not None and one.kind != "group" else ""
    thing = " ".join(filter(None, (word_for(THING_NAMES, one.kind), one_line(one.number), of_group)))
    where = f"{thing[:1].upper()}{thing[1:]}, {word_for(FIELD_NAMES, one.field)}"
    if one.field in NAMING_FIELDS:
        return f"{where}: scritto in {len(one.sides)} modi diversi"
    return f"{where}: {_either(one, groups, longest)}"


def _either(one: Disagreement, groups: Mapping[str, Group], longest: int) -> str:
    return ", oppure ".join(
        f"«{shorten(value_words(one.field, side.value, groups), longest)}» ({_by_whom(side, groups)})"
        for side in one.sides
    )


def value_words(field: str, value: Any, groups: Mapping[str, Group]) -> str:
    """Return a value of a field as people say it."""
    if value in (None, "", []):
        return "niente"
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value if item)
    if field == "group" and str(value) in groups:
        return f"gruppo {one_line(groups[str(value)].key)}"
    tables = {"kind": KIND_WORDS, "technique": TECHNIQUE_WORDS}
    return word_for(tables[field], str(value)) if field in tables else str(value)


def _by_whom(side: Side, groups: Mapping[str, Group]) -> str:
    laptop = "non si sa dove" if side.laptop is None else laptop_words(side.laptop, groups)
    return laptop if side.at is None else f"{laptop}, {moment_words(side.at)}"


def laptop_words(laptop: LaptopMark, groups: Mapping[str, Group]) -> str:
    """Return how people call a laptop: *gruppo B, portatile K7Q*."""
    group = groups.get(laptop.group)
    room = f"gruppo {one_line(group.key)}" if group is not None else "accoglienza" if laptop.at_door else ""
    return ", ".join(filter(None, (room, f"portatile {laptop.code}")))


def moment_words(moment_ms: int) -> str:
    """Return a moment (UTC ms) as day and hour of this place: *8/1/2018, 22:41*."""
    try:
        day = datetime.fromtimestamp(moment_ms / 1000).astimezone()
    except (ValueError, OverflowError, OSError):
        return local_clock(moment_ms)
    return f"{day.day}/{day.month}/{day.year}, {day:%H:%M}"


def summary(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """Return the first `most` lines, and how many more there are."""
    left = len(lines) - most
    if left <= 0:
        return tuple(lines)
    return (*lines[:most], "e un altro" if left == 1 else f"e altri {left}")
