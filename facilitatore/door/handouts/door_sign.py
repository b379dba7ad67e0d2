"""Signs to hang up: at the welcome, on each group's door, and with an arrow in the corridor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from facilitatore.door.handouts.table import Sheet, sheet_of
from facilitatore.door.handouts.writer import INK, SOFT, Writer, rule
from facilitatore.door.paper.drawing import Paper, Placed
from facilitatore.door.paper.fit import Rect
from facilitatore.italian import date_in_words

if TYPE_CHECKING:
    from facilitatore.prepare.model import Evening, Group

_WELCOME: Final = "Accoglienza"
_TAKE: Final = "Ritira qui la tua etichetta"
_ARROWS: Final = ("←", "→")
_HUGE_PT: Final = 400.0
_TITLE_PT: Final = 115.0
_TITLE_LINES: Final = 4


def door_sign(
    evening: Evening, groups: Sequence[Group], *, welcome: bool = True, page: str = "A4", writer: Writer | None = None
) -> Paper:
    """Return a sign for the welcome, if wanted, and one for each group's door.

    Raises:
        Unknown: of what ``page``.
    """
    writer, sheet = writer or Writer(), sheet_of(page)
    pages = [_welcome_sign(writer, sheet, evening)] if welcome else []
    pages += [_group_sign(writer, sheet, evening, group) for group in groups]
    return Paper("Cartelli per le porte", sheet.page_mm, tuple(pages), writer.missing)


def arrow_signs(
    evening: Evening, groups: Sequence[Group], *, welcome: bool = True, page: str = "A4", writer: Writer | None = None
) -> Paper:
    """Return for the welcome, if wanted, and for each group a sign that points left and one that points right.

    Raises:
        Unknown: of what ``page``.
    """
    writer, sheet = writer or Writer(), sheet_of(page)
    where: list[Group | None] = [None, *groups] if welcome else [*groups]
    pages = [_arrow_sign(writer, sheet, evening, group, arrow) for group in where for arrow in _ARROWS]
    return Paper("Frecce per il corridoio", sheet.page_mm, tuple(pages), writer.missing)


def _rows(sheet: Sheet, *shares: float) -> list[Rect]:
    """Share the height above the evening's line, a tenth of each row being air below it."""
    x_mm, y_mm, whole = sheet.margin_mm, sheet.margin_mm, sheet.h_mm
    rooms = []
    for share in shares:
        rooms.append(Rect(x_mm, y_mm, sheet.w_mm, whole * share * 0.9))
        y_mm += whole * share
    return rooms


def _evening_line(writer: Writer, sheet: Sheet, evening: Evening) -> tuple[Placed, ...]:
    """Return at the foot which evening it is, so that last week's sign is not hung up again."""
    y_mm = sheet.margin_mm + sheet.h_mm
    words = " · ".join(part for part in (evening.title, date_in_words(evening.date)) if part.strip())
    room = Rect(sheet.margin_mm, y_mm + 2, sheet.w_mm, sheet.page_mm[1] - sheet.margin_mm - y_mm - 2)
    line = rule(sheet.margin_mm, y_mm, sheet.w_mm)
    return (line, *writer.write(words, room, 14, most_lines=2, align="middle", colour=SOFT)) if words else ()


def _welcome_sign(writer: Writer, sheet: Sheet, evening: Evening) -> tuple[Placed, ...]:
    _, title, take, theme = _rows(sheet, 0.16, 0.26, 0.3, 0.28)
    return (
        *writer.write(_WELCOME, title, _TITLE_PT, bold=True, align="middle"),
        *writer.write(_TAKE, take, 64, bold=True, most_lines=2, align="middle"),
        *writer.write(evening.theme, theme, 28, most_lines=4, align="middle"),
        *_evening_line(writer, sheet, evening),
    )


def _group_sign(writer: Writer, sheet: Sheet, evening: Evening, group: Group) -> tuple[Placed, ...]:
    sign, title, room, theme = _rows(sheet, 0.38, 0.37, 0.12, 0.13)
    return (
        *writer.group_sign(group, sign, align="middle"),
        *writer.write(group.title, title, _TITLE_PT, bold=True, most_lines=_TITLE_LINES, align="middle"),
        *writer.write(group.room, room, 48, bold=True, most_lines=2, align="middle"),
        *writer.write(evening.theme, theme, 22, most_lines=3, align="middle", colour=SOFT),
        *_evening_line(writer, sheet, evening),
    )


def _arrow_sign(writer: Writer, sheet: Sheet, evening: Evening, group: Group | None, arrow: str) -> tuple[Placed, ...]:
    if group is None:
        pointer, title, take = _rows(sheet, 0.48, 0.26, 0.26)
        things = (
            *writer.write(_WELCOME, title, _TITLE_PT, bold=True, align="middle"),
            *writer.write(_TAKE, take, 48, most_lines=2, align="middle"),
        )
    else:
        pointer, sign, title, room = _rows(sheet, 0.42, 0.22, 0.26, 0.1)
        things = (
            *writer.group_sign(group, sign, align="middle"),
            *writer.write(group.title, title, 80, bold=True, most_lines=3, align="middle"),
            *writer.write(group.room, room, 36, most_lines=2, align="middle"),
        )
    return (
        *writer.write(arrow, pointer, _HUGE_PT, bold=True, align="middle", colour=INK),
        *things,
        *_evening_line(writer, sheet, evening),
    )
