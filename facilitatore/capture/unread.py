"""Numbers of an evening that cannot be, as a stranger's file may hold them: they are read as none, and named here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.capture.notes import MAX_DOTS
from facilitatore.errors import BadValue
from facilitatore.prepare.model import MAX_CAPACITY, MAX_MINUTES, MAX_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from facilitatore.session import Session

_NUMBERS: Final = (
    ("group", "title", "capacity", 1, MAX_CAPACITY),
    ("guiding_question", "text", "number", 0, MAX_NUMBER),
    ("phase", "title", "minutes", 0, MAX_MINUTES),
    ("note", "text", "dots", 0, MAX_DOTS),
    ("pair_dialogue", "heard", "number", 0, MAX_NUMBER),
)
"""Kind of a thing, the field of its words, that of its number, and what that may be."""


def unread_numbers(session: Session) -> Iterator[tuple[str, BadValue]]:
    """Yield the words of each thing that has a number that cannot be, and what is wrong with it."""
    for kind, words, field, least, most in _NUMBERS:
        for thing in session.things(kind):
            if found := thing.unread(field, least, most):
                yield thing.text(words), BadValue(field, found, f"{least}–{most}")
