"""Whose badges are to be printed, as badges: a first name, the group's mark and letter, the token."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Literal, NamedTuple

from facilitatore.door.badges.layout import Badge, Sheets, TooLong, lay_out
from facilitatore.door.paper.drawing import EXACT, MARKS, Adjustment
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.qr import holds
from facilitatore.door.people import read_expected, read_guests
from facilitatore.errors import BadValue, NotDrawable, Problem
from facilitatore.prepare.evening import read_groups

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
    """Return somebody’s badge; a mark that badges cannot draw leaves the group's letter to tell it.

    A token that no code holds (written by another program) leaves the badge without one, rather than nobody with any.
    """
    code = token if holds(token) else None
    if group is None:
        return Badge(name, token=code)
    mark = group.mark if group.mark in MARKS else None
    return Badge(name, mark, group.colour, group.key, code)


def print_badges(
    badges: Sequence[Badge],
    stock: Stock,
    *,
    used: Collection[int] = (),
    qr: bool = True,
    adjustment: Adjustment = EXACT,
) -> bytes:
    """Return the PDF of `badges` on sheets of `stock`; the labels `used` (from 1) of the first one are gone.

    `adjustment` is the printer's, as measured on its trial page.

    Raises:
        NotDrawable: some name has letters no font at hand can draw; nothing was made.
        BadValue: of what ``paper`` (no badges), or as `lay_out`, which also raises Unknown.
    """
    from facilitatore.door.paper.pdf import draw

    sheets = lay_out(badges, stock, used=used, qr=qr)
    if sheets.missing:
        raise NotDrawable(sheets.missing)
    return draw(sheets.paper(), stock.along_page(adjustment))


class PrintedBadges(NamedTuple):
    """A PDF and the ids of who is on it.

    `missing` are the letters no font has of the names that had to be left out, `small` the names that are there whole
    but in letters under `MIN_PT`.
    """

    pdf: bytes
    ids: tuple[str, ...]
    missing: dict[str, tuple[str, ...]]
    small: tuple[TooLong, ...] = ()


def print_drawable(
    chosen: Sequence[tuple[str, Badge]],
    stock: Stock,
    *,
    used: Collection[int] = (),
    qr: bool = True,
    adjustment: Adjustment = EXACT,
) -> PrintedBadges:
    """Print the badges that can be drawn: one name in letters that no font has does not keep the others waiting.

    Raises:
        BadValue: no badge at all, or `used` labels off the sheet. NotDrawable: none of the names can be drawn.
    """
    from facilitatore.door.paper.pdf import draw

    sheets, ids, missing = lay_out_drawable(chosen, stock, used=used, qr=qr)
    pdf = draw(sheets.paper(), stock.along_page(adjustment))
    return PrintedBadges(pdf, ids, missing, sheets.warnings)


def lay_out_drawable(
    chosen: Sequence[tuple[str, Badge]],
    stock: Stock,
    *,
    used: Collection[int] = (),
    fonts: Fonts | None = None,
    qr: bool = True,
) -> tuple[Sheets, tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Lay out the badges that can be drawn; return whose they are, and the letters no font has of the other names.

    Raises:
        BadValue: `used` labels off the sheet, or as `lay_out` where no badge can be printed.
        NotDrawable: none of the names can be drawn.
    """
    with suppress(BadValue):
        sheets = lay_out([badge for _, badge in chosen], stock, used=used, qr=qr, fonts=fonts)
        if not sheets.missing:
            return sheets, tuple(who for who, _ in chosen), {}
    fonts = fonts or Fonts()
    missing: dict[str, tuple[str, ...]] = {}
    kept: list[tuple[str, Badge]] = []
    refused: Problem | None = None
    for who, badge in chosen:
        try:
            letters = lay_out([badge], stock, fonts=fonts, qr=qr).missing
        except Problem as problem:
            refused = problem
            continue
        missing.update(letters)
        if not letters:
            kept.append((who, badge))
    if not kept:
        raise NotDrawable(missing) if missing else refused or BadValue("paper", "")
    sheets = lay_out([badge for _, badge in kept], stock, used=used, qr=qr, fonts=fonts)
    return sheets, tuple(who for who, _ in kept), missing
