"""Which paper somebody wants, in two steps: what it needs of the open files, then the sheets, for which they may close."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from facilitatore.door.model import Guest
from facilitatore.door.people import Expected, read_expected, read_guests
from facilitatore.errors import BadValue, Unknown
from facilitatore.italian import number
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.prepare.model import Evening, Group

if TYPE_CHECKING:
    from facilitatore.door.paper.drawing import Paper
    from facilitatore.session import Session

Kind = Literal["fallback", "group", "signs", "arrows"]

FILE_NAMES: Final[dict[str, str]] = {
    "fallback": "elenco-di-riserva",
    "group": "elenco-dei-nomi",
    "signs": "cartelli",
    "arrows": "frecce",
}
"""What a file of each kind is called, before the evening's date."""

MOST_GROUPS: Final = 200
"""Groups that lists and signs are made for; the largest evenings have a dozen."""


@dataclass(frozen=True, slots=True)
class Handout:
    """All that a paper is made of, read out of the open files: it can be taken beside the window.

    `chosen` are the groups the paper is for, `groups` those of the evening; `whole` if it is for all of them, of which
    it has the first `MOST_GROUPS`.
    """

    kind: Kind
    evening: Evening
    groups: tuple[Group, ...]
    chosen: tuple[Group, ...]
    expected: tuple[Expected, ...]
    guests: tuple[Guest, ...]
    whole: bool

    @property
    def left_out(self) -> str:
        """A sentence that says how many groups there are, where not all have their sheet; mostly empty."""
        if not self.whole or self.kind == "fallback" or len(self.chosen) == len(self.groups):
            return ""
        return f"I gruppi della serata sono {number(len(self.groups))}: qui ci sono i primi {number(MOST_GROUPS)}."

    @property
    def file_name(self) -> str:
        """A name for the PDF: *elenco-dei-nomi-A-2018-01-08.pdf*."""
        letter = self.chosen[0].key if len(self.chosen) == 1 < len(self.groups) else ""
        # A file from elsewhere may have anything for a date: nothing of it may lead to another folder.
        parts = (FILE_NAMES[self.kind], *(re.sub(r"[^\w-]", "", part) for part in (letter, self.evening.date)))
        return "-".join(part for part in parts if part) + ".pdf"


def gather(kind: Kind, group_id: str, session: Session, register: Session | None) -> Handout:
    """Read what a paper needs; `group_id` empty is all groups. Only ``fallback`` looks into the register.

    Raises:
        Unknown: of what ``group`` (there is none of that id), or ``handout``.
    """
    if kind not in FILE_NAMES:
        raise Unknown("handout", kind, tuple(FILE_NAMES))
    groups = tuple(read_groups(session))
    chosen = tuple(group for group in groups if group_id in ("", group.id))[:MOST_GROUPS]
    if group_id and not chosen:
        raise Unknown("group", group_id)
    return Handout(
        kind,
        read_evening(session),
        groups,
        chosen,
        expected=tuple(line for line in read_expected(session, register) if line.badge_name or line.question)
        if kind == "fallback"
        else (),
        guests=tuple(read_guests(session)) if kind == "group" else (),
        whole=not group_id or len(groups) == 1,
    )


def paper_of(handout: Handout, page: str = "A4") -> Paper:
    """Return the sheets of `handout`; letters in `Paper.missing` are to be said before they are printed.

    Raises:
        Unknown: of what ``page``. BadValue: of what ``groups``; there is none whose names could be listed.
    """
    if handout.kind == "fallback":
        from facilitatore.door.handouts.fallback_list import fallback_list

        return fallback_list(handout.evening, handout.groups, handout.expected, page=page)
    if handout.kind == "group":
        from facilitatore.door.handouts.group_list import group_list

        if not handout.chosen:
            raise BadValue("groups", "")
        return group_list(handout.evening, handout.chosen, handout.guests, page=page)
    from facilitatore.door.handouts.door_sign import arrow_signs, door_sign

    signs = door_sign if handout.kind == "signs" else arrow_signs
    return signs(handout.evening, handout.chosen, welcome=handout.whole, page=page)
