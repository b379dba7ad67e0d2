"""The words of the delivery page: what a file is, what it brings, and what is to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from facilitatore.deliver.deciding import Disagreement, Side
from facilitatore.deliver.joining import Arrival
from facilitatore.italian import local_clock
from facilitatore.prepare.model import DOOR_NAME, Group
from ui.techniques import technique_word
from ui.translations import tr
from ui.widgets import kind_word

_GROUP_FILE = "gruppo-"


_SHOWN: Final = 3
_UNSEEN: Final = frozenset({"countdown", "evidence", "phase_run"})
"""Kinds that nobody counts: links behind sentences, and the clock."""


def group_of(arrival: Arrival, groups: Sequence[Group]) -> Group | None:
    """Return the group whose laptop the file comes from, told by its name: ``gruppo-B.serata``, ``gruppo-B (2)``."""
    name = arrival.path.stem.casefold()
    if not name.startswith(_GROUP_FILE):
        return None
    rest = name.removeprefix(_GROUP_FILE)
    key = rest[:1] if not rest[1:2].isalpha() else ""
    return next((group for group in groups if group.key.casefold() == key), None)


def what_is(arrival: Arrival, group: Group | None) -> str:
    """Return what a file is, in the words of the evening."""
    if group is not None:
        return tr("{0} · {1}").format(group.key, group.short_title)
    if arrival.path.stem.casefold().startswith(DOOR_NAME):
        return tr("Accoglienza")
    return arrival.title or arrival.path.name


def where_from(arrival: Arrival, *, with_name: bool = True) -> str:
    """Return the name of the file, its folder and when it was written."""
    parts = [arrival.path.name if with_name else "", arrival.path.parent.name]
    if arrival.written_at is not None:
        written = datetime.fromtimestamp(arrival.written_at).astimezone()
        today = written.date() == datetime.now().astimezone().date()
        clock = f"{written:%H:%M}"
        parts.append(clock if today else tr("{0}/{1}, {2}").format(written.day, written.month, clock))
    return " · ".join(part for part in parts if part)


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its words, of which there are two: for one and for more."""
    return (one if count == 1 else many).format(count)


def news(born: dict[str, int], changed: int) -> list[str]:
    """Return what is new, thing by thing; empty when nothing is."""
    words = {
        "note": (tr("{0} nota nuova"), tr("{0} note nuove")),
        "cluster": (tr("{0} nuvola"), tr("{0} nuvole")),
        "statement": (tr("{0} frase di sintesi"), tr("{0} frasi di sintesi")),
        "guest": (tr("{0} presenza"), tr("{0} presenze")),
        "presence": (tr("{0} etichetta letta"), tr("{0} etichette lette")),
        "speaking_turn": (tr("{0} intervento"), tr("{0} interventi")),
        "pair_dialogue": (tr("{0} dialogo a due"), tr("{0} dialoghi a due")),
        "role_play": (tr("{0} gioco di ruolo"), tr("{0} giochi di ruolo")),
    }
    parts = [counted(born[kind], *words[kind]) for kind in words if born.get(kind)]
    others = sum(count for kind, count in born.items() if kind not in words and kind not in _UNSEEN)
    if others:
        parts.append(counted(others, tr("{0} altra cosa"), tr("{0} altre cose")))
    if changed:
        parts.append(counted(changed, tr("{0} cambiata"), tr("{0} cambiate")))
    return parts


def brings(arrival: Arrival, *, whole: bool = False) -> str:
    """Return what a file brings: the first three things, or the whole."""
    parts = news(arrival.born, arrival.changed)
    if not parts and not arrival.forgets:
        return tr("niente di nuovo")
    if not whole and len(parts) > _SHOWN:
        return " · ".join([*parts[:_SHOWN], tr("…")])
    return " · ".join(parts)


def to_decide(count: int) -> str:
    """Return how much is to be decided."""
    return tr("{0} da decidere").format(count)


def thing_word(kind: str) -> str:
    """Return what a thing is called."""
    words = {
        "note": tr("nota"),
        "cluster": tr("nuvola"),
        "statement": tr("frase della sintesi"),
        "pair_dialogue": tr("dialogo a due"),
        "role_play": tr("gioco di ruolo"),
        "guiding_question": tr("domanda"),
        "phase": tr("fase della scaletta"),
        "ground_rule": tr("regola"),
        "group": tr("gruppo"),
        "evening": tr("serata"),
        "guest": tr("presenza"),
        "presence": tr("etichetta letta"),
        "speaking_turn": tr("intervento"),
    }
    return words.get(kind, kind)


def field_word(field: str) -> str:
    """Return what a field is called; one that a later version invented is shown as it is."""
    words = {
        "text": tr("testo"),
        "kind": tr("tipo"),
        "dots": tr("bollini"),
        "number": tr("numero"),
        "name": tr("nome"),
        "title": tr("titolo"),
        "short_title": tr("nome breve"),
        "room": tr("aula"),
        "capacity": tr("posti"),
        "facilitators": tr("chi facilita"),
        "technique": tr("strumento"),
        "prompt": tr("che cosa si dice"),
        "detail": tr("che cosa si dice e si fa"),
        "leader": tr("chi conduce"),
        "minutes": tr("minuti"),
        "group": tr("gruppo"),
        "badge_name": tr("nome sul cartellino"),
        "theme": tr("tema"),
        "date": tr("data"),
        "place": tr("luogo"),
        "starts_at": tr("comincia alle"),
        "ends_at": tr("finisce alle"),
        "heard": tr("la frase ascoltata"),
        "need": tr("un bisogno"),
        "proposal": tr("una proposta"),
        "scenario": tr("situazione"),
        "characters": tr("personaggi"),
        "observations": tr("che cosa si è visto"),
        "feelings": tr("emozioni"),
        "facts": tr("fatti"),
        "lessons": tr("che cosa si impara"),
        "proposals": tr("proposte"),
    }
    return words.get(field, field)


def disagreement_title(one: Disagreement, groups: Sequence[Group]) -> str:
    """Return which thing and which field are meant: nota 12 · testo."""
    group = next((group.short_title for group in groups if group.id == one.group), "")
    thing = " ".join(part for part in (thing_word(one.kind), one.number) if part)
    return " · ".join(part for part in (thing, field_word(one.field), group) if part)


def side_title(side: Side) -> str:
    """Return where and when one of the values was written."""
    where = tr("Questo portatile") if side.is_here else tr("Un altro portatile")
    if side.at is None:
        return where
    return tr("{0}, {1}").format(where, local_clock(side.at))


def value_words(field: str, value: Any, groups: Sequence[Group]) -> str:
    """Return a value as people say it."""
    if value is None or value in ("", []):
        return tr("(niente)")
    if isinstance(value, bool):
        return tr("sì") if value else tr("no")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value if item)
    text = str(value)
    if field == "kind":
        return kind_word(text)
    if field == "technique":
        return technique_word(text)
    if field == "group":
        return next((group.title for group in groups if group.id == text), text)
    return text
