"""How a list or an export says what is undecided: how many points at its head, and a mark beside each thing."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from facilitatore.deliver.document import Block, BulletList, Paragraph
from facilitatore.deliver.plain_text import one_line
from facilitatore.deliver.undecided import FIELD_NAMES, THING_NAMES, summary
from facilitatore.italian import counted, word_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from facilitatore.capture.model import Cluster, PairDialogue, RolePlay
    from facilitatore.session.changes import Conflict
    from facilitatore.synthesis.model import EveningSynthesis, GroupSynthesis

_MOST: Final = 20
"""How many undecided points are listed at the head; each is marked where it stands besides."""


def open_points(count: int) -> str:
    """Return how many points are open, and what is shown meanwhile: what stands at the head of every list and export."""
    points = counted(count, "punto da decidere", "punti da decidere")
    return (
        f"{points}: due o più persone hanno scritto cose diverse e chi unisce i file deve ancora scegliere. "
        "Intanto qui si legge l’ultima versione scritta, segnata con «da decidere»."
    )


def open_marks(undecided: Iterable[Conflict]) -> dict[str, str]:
    """Return for each thing what of it is undecided: *da decidere: testo, bollini*."""
    fields: dict[str, list[str]] = {}
    for one in undecided:
        fields.setdefault(one.id, []).append(word_for(FIELD_NAMES, one.field))
    return {thing: f"da decidere: {', '.join(names)}" for thing, names in fields.items()}


def _point(one: Conflict, called: str = "") -> str:
    """Return which thing and which field are open: *Nota A7: testo*; `called` is how people call the thing."""
    thing = " ".join(filter(None, (word_for(THING_NAMES, one.kind), called)))
    return f"{thing[:1].upper()}{thing[1:]}: {word_for(FIELD_NAMES, one.field)}"


def undecided_blocks(synthesis: EveningSynthesis, refs: Mapping[str, str]) -> Iterable[Block]:
    """Yield what stands at the head of a document: how many points are open, and which; nothing where none is."""
    if synthesis.undecided:
        count, _, words = open_points(len(synthesis.undecided)).partition(":")
        yield Paragraph(words.strip(), lead=f"{count}:", tone="box")
        called = dict(chain(refs.items(), *map(_called, synthesis.groups)))
        yield BulletList(summary([_point(one, called.get(one.id, "")) for one in synthesis.undecided], _MOST))


def _called(group: GroupSynthesis) -> Iterable[tuple[str, str]]:
    """Yield how people call what a group has besides its notes, by its id."""
    key = one_line(group.group.key)
    yield group.group.id, key
    for question in group.questions:
        yield question.id, f"{question.number} del gruppo {key}"
    for place, backed in enumerate(group.statements, start=1):
        yield backed.statement.id, f"{place} del gruppo {key}"
    others: tuple[Cluster | RolePlay | PairDialogue, ...] = (*group.clusters, *group.role_plays, *group.pair_dialogues)
    for thing in others:
        yield thing.id, f"del gruppo {key}"


def evening_line(synthesis: EveningSynthesis, text: str, *fields: str) -> str:
    """Return a line that stands on fields of the evening, marked where one of them is undecided."""
    line = one_line(text)
    is_open = any(one.id == synthesis.evening.id and one.field in fields for one in synthesis.undecided)
    return f"{line} (da decidere)" if line and is_open else line
