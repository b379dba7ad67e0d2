"""What the door says of names: what of a typed one is left out, and who is called how until somebody has asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.sentences import waiting_words
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.naming import Choice
    from facilitatore.door.people import Expected

_MOST_SAID: Final = 2
_MOST_WAITING: Final = 4


def left_out_words(name: Choice) -> str:
    """Say what of a typed name is not on the badge: *cognome tolto: Rossi*; nothing where all of it is."""
    family = tr("cognome tolto: {0}").format(name.family) if name.family else ""
    aside = tr("resta fuori: {0}").format(name.aside) if name.aside else ""
    return ", ".join(part for part in (family, aside) if part)


def way_words(way: Choice) -> str:
    """Say what the words of a name are when it is read so: *Anna · cognome Rosa*."""
    whole = tr("nome doppio") if way.first.count(" ") == 1 else tr("tutto è il nome")
    double = whole if " " in way.first and not way.family else ""
    family = tr("cognome {0}").format(way.family) if way.family else double
    aside = tr("resta fuori {0}").format(way.aside) if way.aside else ""
    return " · ".join(part for part in (way.first, family, aside) if part)


def asked_words(ways: Sequence[Choice], written: str = "") -> str:
    """Return what may be a name: *Anna o Rosa?*; what is `written` where nothing in it can be one."""
    names = [way.first for way in ways[:_MOST_SAID]]
    return tr("{0}?").format(tr(" o ").join(names) or written)


def called(line: Expected) -> str:
    """Return what somebody is called at the door, also while the name is in question, or nobody knows a first name."""
    if line.question is not None:
        from facilitatore.door.wearing import ways_of

        return asked_words(ways_of(line.question), line.question.written)
    return line.badge_name or line.family_name


def to_ask_words(names: Sequence[str]) -> str:
    """Say whose badges wait until somebody has asked the name, as the list wrote it; nothing where none do."""
    return tr(waiting_words(names, _MOST_WAITING)) if names else ""
