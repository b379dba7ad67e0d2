"""The words of the delivery page for files: what one is, who wrote it, and what it brings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from facilitatore.deliver.effect_words import effect_words
from facilitatore.italian import number
from facilitatore.prepare.evening import group_in_name
from facilitatore.prepare.model import DOOR_NAME, GROUP_PREFIX, Group
from facilitatore.sentences import THING_WORDS, things_counted
from facilitatore.session import FileKind
from ui.dates import in_words
from ui.deliver.thing_words import counted, enumerated, laptop_words
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.deliver.joining import Arrival
    from facilitatore.session.joining.effects import Effects
    from facilitatore.session.roots import FileRoot

_SHOWN: Final = 2


def group_of(arrival: Arrival, groups: Sequence[Group]) -> Group | None:
    """Return the group whose laptop the file comes from.

    A file called as the sticks are (``gruppo-B.serata``, ``gruppo-B (2)``) is taken at its word; else those who wrote in
    it tell, where they all worked for one group.
    """
    name = arrival.path.stem.casefold()
    if name.startswith(GROUP_PREFIX):
        return group_in_name(arrival.path, groups)
    written = _groups_in(arrival)
    is_door = name.startswith(DOOR_NAME) or _has_door(arrival)
    return None if is_door else next((group for group in groups if {group.id} == written), None)


def _groups_in(arrival: Arrival) -> set[str]:
    return {laptop.group for laptop in arrival.laptops if laptop.group and not laptop.at_door}


def _has_door(arrival: Arrival) -> bool:
    return any(laptop.at_door for laptop in arrival.laptops)


def what_is(arrival: Arrival, groups: Sequence[Group]) -> str:
    """Return what a file is, in the words of the evening."""
    group = group_of(arrival, groups)
    if group is not None:
        return tr("{0} · {1}").format(group.key, group.short_title)
    if arrival.kind is FileKind.PROCESS:
        return tr("Percorso di {0}").format(counted(len(arrival.roots), tr("{0} serata"), tr("{0} serate")))
    written = _groups_in(arrival)
    rooms = [tr("Accoglienza")] if _has_door(arrival) else []
    rooms += [one.key for one in groups if one.id in written]
    if arrival.path.stem.casefold().startswith(DOOR_NAME) or rooms == [tr("Accoglienza")]:
        return tr("Accoglienza")
    return tr("Unita: {0}").format(enumerated(rooms)) if len(rooms) > 1 else arrival.path.name


def where_from(arrival: Arrival) -> str:
    """Return which laptop wrote last in a file and when; of a file that tells neither, the folder it lies in."""
    parts = [laptop_words(arrival.laptops[0])] if arrival.laptops else []
    if arrival.written_at is not None:
        parts.append(moment_words(arrival.written_at))
    return " · ".join(parts) or arrival.path.parent.name


def moment_words(seconds: float) -> str:
    """Return a moment (UTC seconds) as an hour, with the day unless it is today."""
    try:
        written = datetime.fromtimestamp(seconds).astimezone()
    except (ValueError, OverflowError, OSError):
        return "--:--"  # a forged file may come from any year
    clock = f"{written:%H:%M}"
    if written.date() == datetime.now().astimezone().date():
        return clock
    return tr("{0}/{1}, {2}").format(written.day, written.month, clock)


def day_words(iso: str) -> str:
    """Return ``15 gennaio`` for an ISO date; other text as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return " ".join(in_words(day.isoformat()).split()[1:3])


def evening_words(root: FileRoot) -> str:
    """Return an evening's name: *Caregiver, 15 gennaio*."""
    return ", ".join(part for part in (root.title, day_words(root.date)) if part) or tr("Senza titolo")


def news(effects: Effects) -> list[str]:
    """Return what is new, thing by thing; empty when nothing is."""
    own = {
        "note": (tr("{0} nota nuova"), tr("{0} note nuove")),
        "presence": (tr("{0} presenza senza nome"), tr("{0} presenze senza nome")),
    }
    known = {kind: effects.born[kind] for kind in THING_WORDS if effects.born.get(kind)}
    parts = [counted(known[kind], *own[kind]) if kind in own else things_counted({kind: known[kind]}) for kind in known]
    later = things_counted({kind: count for kind, count in effects.born.items() if kind not in THING_WORDS})
    return [*parts, later] if later else parts


def alterations(effects: Effects) -> list[str]:
    """Return how much of what is here gets other words, goes, or is only moved; empty when nothing does."""
    return effect_words({name: counts for name, counts in effects.counts.items() if name != "born"})


def brings(arrival: Arrival, *, whole: bool = False) -> str:
    """Return what a file brings: the first two things, or the whole."""
    parts, others = news(arrival.effects), alterations(arrival.effects)
    if not parts and not others and not arrival.forgets:
        return tr("niente di nuovo")
    if not whole and len(parts) > _SHOWN:
        parts = [*parts[: _SHOWN - 1], tr("{0}…").format(parts[_SHOWN - 1])]
    return " · ".join([*parts, *others])


def already_here(arrival: Arrival) -> str:
    """Return how much of a file is here already."""
    return counted(arrival.same, tr("{0} voce già qui"), tr("{0} voci già qui")) if arrival.same else ""


def to_decide(count: int) -> str:
    """Return how much is to be decided."""
    return tr("{0} da decidere").format(number(count))


def files_counted(count: int) -> str:
    """Return a number of files."""
    return tr("{0} file").format(number(count))
