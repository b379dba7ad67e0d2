"""The list of a group's first names, for the facilitators at the table: never a family name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from facilitatore.door.handouts.expected_rows import sorted_names
from facilitatore.door.handouts.table import (
    ROW_MM,
    Sheet,
    Strip,
    deal,
    fill,
    fit_row,
    footer,
    height_mm,
    sheet_of,
    space,
    stack,
    words_strip,
)
from facilitatore.door.handouts.writer import INK, SOFT, Writer, rule
from facilitatore.door.paper.drawing import Paper, Placed
from facilitatore.door.paper.fit import Rect
from facilitatore.italian import counted, date_in_words

if TYPE_CHECKING:
    from facilitatore.door.model import Guest
    from facilitatore.prepare.model import Evening, Group

_FOOT: Final = "Solo i nomi, come sulle etichette."
_NAME_PT: Final = 15.0
_BLANK_MM: Final = 9.0
_AIR_MM: Final = 1.8
_ADD: Final = "Chi si aggiunge:"
_ADDED_MM: Final = 27.0
"""Room for who is added by hand: that title and two rows at least."""

_GUTTER_MM: Final = 10.0
_FREE_FOOT_MM: Final = 3.0
"""White between the last row and the rule of the foot, which would else look like one more row."""

_SIGN_MM: Final = 15.0


def group_list(
    evening: Evening,
    groups: Sequence[Group],
    guests: Iterable[Guest],
    *,
    page: str = "A4",
    writer: Writer | None = None,
) -> Paper:
    """Return the first names of who is in each of `groups`, which begin a page each, with room to add some by hand.

    Raises:
        Unknown: of what ``page``.
    """
    writer, sheet = writer or Writer(), sheet_of(page)
    names: dict[str | None, list[str]] = {}
    for guest in guests:
        names.setdefault(guest.where, []).append(guest.badge_name or "—")
    pages: list[tuple[Placed, ...]] = []
    for group in groups:
        pages += _pages(writer, sheet, evening, group, sorted_names(names.get(group.id, [])))
    return Paper("Elenco dei nomi", sheet.page_mm, tuple(pages), writer.missing)


def _pages(
    writer: Writer, sheet: Sheet, evening: Evening, group: Group, names: Sequence[str]
) -> list[tuple[Placed, ...]]:
    heading = _heading(writer, sheet, evening, group, len(names))
    room_mm = sheet.h_mm - heading.h_mm
    across = 1 if len(names) * (ROW_MM[0] + _AIR_MM) + _ADDED_MM <= room_mm else 2
    w_mm = (sheet.w_mm - _GUTTER_MM * (across - 1)) / across
    columns = deal([_row(writer, name, w_mm) for name in names], room_mm)
    pages = [columns[at : at + across] for at in range(0, len(columns), across)]
    pages[-1] = _levelled(pages[-1], across)
    if max(map(height_mm, pages[-1])) + _ADDED_MM > room_mm:
        pages.append([[] for _ in range(across)])
    _add_blanks(writer, pages[-1], room_mm, w_mm)
    return [
        stack([heading], sheet.margin_mm, sheet.margin_mm)
        + _beside(page, sheet.margin_mm, sheet.margin_mm + heading.h_mm, w_mm)
        + footer(writer, sheet, f"Gruppo {group.key} · {_FOOT}", number, len(pages))
        for number, page in enumerate(pages, 1)
    ]


def _levelled(columns: Sequence[list[Strip]], across: int) -> list[list[Strip]]:
    """Deal the columns of a page again, as low as they can be."""
    strips = [strip for column in columns for strip in column]
    low_mm = height_mm(strips) / across
    while len(level := deal(strips, low_mm)) > across:
        low_mm += 1.0
    return level + [[] for _ in range(across - len(level))]


def _add_blanks(writer: Writer, columns: list[list[Strip]], room_mm: float, w_mm: float) -> None:
    """Fill what is left below the names with rows to be written by hand."""
    words = writer.write(_ADD, Rect(0, 4, w_mm, 5), 11, colour=SOFT)
    used_mm = max(map(height_mm, columns))
    blank = Strip(_BLANK_MM, (rule(0, _BLANK_MM - 0.2, w_mm),))
    for number, column in enumerate(columns):
        column.append(space(used_mm - height_mm(column)))
        column.append(Strip(9.0, () if number else words))
        fill(column, room_mm - _FREE_FOOT_MM, blank)


def _beside(columns: Sequence[Sequence[Strip]], x_mm: float, y_mm: float, w_mm: float) -> tuple[Placed, ...]:
    return tuple(
        thing
        for number, column in enumerate(columns)
        for thing in stack(column, x_mm + number * (w_mm + _GUTTER_MM), y_mm)
    )


def _heading(writer: Writer, sheet: Sheet, evening: Evening, group: Group, count: int) -> Strip:
    """Return the group's sign and title, where it meets and with whom, how many they are."""
    w_mm = sheet.w_mm
    sign_w, count_w = _SIGN_MM * 2.7, min(38.0, w_mm * 0.24)
    people = counted(count, "persona", "persone")
    title_room = Rect(sign_w, 0, w_mm - sign_w - count_w - 4, _SIGN_MM)
    top = Strip(
        _SIGN_MM + 3,
        (
            *writer.group_sign(group, Rect(0, 0, sign_w - 3, _SIGN_MM)),
            *writer.write(group.title, title_room, 22, bold=True, most_lines=3),
            *writer.write(people, Rect(w_mm - count_w, 0, count_w, _SIGN_MM), 16, align="right"),
        ),
    )
    who = "con " + ", ".join(group.facilitators) if group.facilitators else ""
    lines = (
        (" · ".join(part for part in (group.room, who) if part.strip()), INK),
        (" · ".join(part for part in (evening.title, date_in_words(evening.date)) if part.strip()), SOFT),
    )
    strips = [top, *(words_strip(writer, words, w_mm, colour=colour) for words, colour in lines if words.strip())]
    strips += [Strip(3.0, (rule(0, 2.0, w_mm, thick_mm=0.4, colour=INK),)), space(1.0)]
    return Strip(sum(strip.h_mm for strip in strips), stack(strips, 0, 0))


def _row(writer: Writer, name: str, w_mm: float) -> Strip:
    h_mm, (words,) = fit_row(writer, [(name, w_mm - 2, False)], _NAME_PT)
    h_mm += _AIR_MM
    return Strip(h_mm, (*writer.place(words, Rect(0, 0.4, w_mm - 2, h_mm - 0.8)), rule(0, h_mm - 0.2, w_mm)))
