"""Whose badges are to be printed, as badges: a first name, the group's mark and letter, the token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from facilitatore.door.badges.layout import Badge, lay_out
from facilitatore.door.paper.drawing import EXACT, MARKS, Adjustment
from facilitatore.door.people import read_expected, read_guests
from facilitatore.errors import NotDrawable
from facilitatore.prepare.evening import read_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.badges.stock import Stock
    from facilitatore.prepare.model import Group
    from facilitatore.session import Session

Which = Literal["checked-in", "all", "unprinted"]


def badges_for(
    session: Session, *, only: Which = "checked-in", register: Session | None = None
) -> list[tuple[str, Badge]]:
    """Return badges with the id of their guest, or of the person who is not in yet.

    Args:
        session: the evening.
        only: ``checked-in`` all guests, ``unprinted`` the guests whose badge was not printed, ``all`` the guests and
            after them, by family name, who is expected this evening and has not come yet.
        register: where ``all`` finds who is expected; a list that did not say of evenings is of this one.

    Nobody is left without a first name on a badge: whoever has none in the register is left out.
    """
    groups = {group.id: group for group in read_groups(session)}
    found = [
        (guest.id, badge_of(guest.badge_name, groups.get(guest.group or ""), guest.token))
        for guest in read_guests(session)
        if only != "unprinted" or guest.printed_at is None
    ]
    if only == "all" and register is not None:
        found += [
            (line.person.id, badge_of(line.badge_name, groups.get(line.group or ""), line.person.token))
            for line in read_expected(session, register)
            if line.guest is None and line.person is not None and line.attends is not False
        ]
    return [(who, badge) for who, badge in found if badge.first_name.strip()]


def badge_of(name: str, group: Group | None, token: str) -> Badge:
    """Return somebody’s badge; a mark that badges cannot draw leaves the group's letter to tell it."""
    if group is None:
        return Badge(name, token=token or None)
    mark = group.mark if group.mark in MARKS else None
    return Badge(name, mark, group.colour, group.key, token or None)


def print_badges(
    badges: Sequence[Badge], stock: Stock, *, start: int = 1, qr: bool = True, adjustment: Adjustment = EXACT
) -> bytes:
    """Return the PDF of `badges` on sheets of `stock`, from label `start` of the first one.

    Raises:
        NotDrawable: some name has letters no font at hand can draw; nothing was made.
        BadValue: of what ``paper`` (no badges), or as `lay_out`, which also raises Unknown.
    """
    from facilitatore.door.paper.pdf import draw

    sheets = lay_out(badges, stock, start=start, qr=qr)
    if sheets.missing:
        raise NotDrawable(sheets.missing)
    return draw(sheets.paper(), adjustment)


@dataclass(frozen=True, slots=True)
class PrintedBadges:
    """A PDF, the ids of who is on it, and the letters no font has of the names that had to be left out."""

    pdf: bytes
    ids: tuple[str, ...]
    missing: dict[str, tuple[str, ...]]


def print_drawable(
    chosen: Sequence[tuple[str, Badge]], stock: Stock, *, start: int = 1, qr: bool = True
) -> PrintedBadges:
    """Print the badges that can be drawn: one name in letters that no font has does not keep the others waiting.

    Raises:
        BadValue: no badge at all, or `start` off the sheet. NotDrawable: none of the names can be drawn.
    """
    missing: dict[str, tuple[str, ...]] = {}
    kept = list(chosen)
    try:
        pdf = print_badges([badge for _, badge in kept], stock, start=start, qr=qr)
    except NotDrawable as problem:
        missing = problem.missing
        kept = [(who, badge) for who, badge in chosen if badge.first_name not in missing]
        if not kept:
            raise
        pdf = print_badges([badge for _, badge in kept], stock, start=start, qr=qr)
    return PrintedBadges(pdf, tuple(who for who, _ in kept), missing)
