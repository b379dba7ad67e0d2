"""What the delivery page calls things, their fields and their values, and who wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from facilitatore.deliver.deciding import Disagreement, Side
from facilitatore.italian import local_clock, number, word_for
from facilitatore.prepare.model import Group
from ui.techniques import technique_word
from ui.translations import tr
from ui.widgets import kind_word

if TYPE_CHECKING:
    from facilitatore.deliver.laptops import LaptopMark


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its words, of which there are two: for one and for more."""
    return (one if count == 1 else many).format(number(count))


def enumerated(parts: Sequence[str]) -> str:
    """Return parts as one says them: *uno, due e tre*."""
    if len(parts) < 2:  # noqa: PLR2004 - a pair
        return "".join(parts)
    return tr("{0} e {1}").format(", ".join(parts[:-1]), parts[-1])


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
    return word_for(words, kind)


def field_word(field: str) -> str:
    """Return what a field is called; one of a later version is shown as it stands, and marked."""
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
        "keep_until": tr("i nomi si conservano fino al"),
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
    return word_for(words, field)


def disagreement_title(one: Disagreement, groups: Sequence[Group]) -> str:
    """Return which thing and which field are meant: nota 12 · testo."""
    group = next((group.short_title for group in groups if group.id == one.group), "")
    thing = " ".join(part for part in (thing_word(one.kind), one.number) if part)
    return " · ".join(part for part in (thing, field_word(one.field), group) if part)


def laptop_words(laptop: LaptopMark | None) -> str:
    """Return which laptop is meant: *questo portatile*, *portatile K7Q*."""
    if laptop is None:
        return tr("un altro portatile")
    if laptop.is_here:
        return tr("questo portatile")
    return tr("portatile {0}").format(laptop.code)


def place_words(laptop: LaptopMark | None, groups: Sequence[Group]) -> str:
    """Return where a laptop stood, as far as what it wrote tells: *Gruppo B*, *Accoglienza*, or nothing."""
    if laptop is None:
        return ""
    if laptop.at_door:
        return tr("Accoglienza")
    key = next((group.key for group in groups if group.id == laptop.group), "")
    return tr("Gruppo {0}").format(key) if key else ""


def side_title(side: Side, groups: Sequence[Group]) -> str:
    """Return who wrote one of the values, as far as a laptop tells: *Portatile K7Q · Gruppo B*."""
    where = tr("questo portatile") if side.is_here else laptop_words(side.laptop)
    parts = (where[:1].upper() + where[1:], place_words(side.laptop, groups))
    return " · ".join(part for part in parts if part)


def side_time(side: Side) -> str:
    """Return when one of the values was written."""
    return tr("alle {0}").format(local_clock(side.at)) if side.at is not None else ""


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
