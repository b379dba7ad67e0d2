"""The attendance list that is printed beforehand: if the laptop dies, the door goes on with a pen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.door.handouts.expected_rows import ListedRow, expected_rows, initial
from facilitatore.door.handouts.table import (
    Sheet,
    Strip,
    deal,
    fill,
    fit_row,
    footer,
    sheet_of,
    space,
    stack,
    words_strip,
)
from facilitatore.door.handouts.writer import INK, SOFT, Writer, box, rule
from facilitatore.door.paper.drawing import Paper, Placed
from facilitatore.door.paper.fit import Rect
from facilitatore.italian import counted, date_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.door.people import Expected
    from facilitatore.prepare.model import Evening, Group

_PRIVACY: Final = "Contiene cognomi: resta alla porta e si distrugge a fine serata."
_HOW: Final = "Se il portatile si ferma: metti un segno nella casella di chi entra e scrivi l’ora."
_CHOOSE: Final = " A chi non ha ancora un gruppo cerchia la lettera che sceglie."
_NAME_PT: Final = 12.0
_HEADING_PT: Final = 10.0
_BOX_MM: Final = 4.2
_SIGN_MM: Final = 3.7
_BLANK_MM: Final = 9.0
_BLANKS: Final = 10
"""Empty rows there are at least; what is left of the last page is filled with more."""

_MOST_CHOICES: Final = 6
"""So many letters can be circled in a row; more would be too close for a pen."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns begin, and how wide they are: index letter, box, family name, first name, group, hour."""

    index: float
    box: float
    family: float
    first: float
    group: float
    hour: float

    @classmethod
    def across(cls, w_mm: float) -> _Columns:
        """Share a width: what need not grow is fixed, the names take the rest."""
        index, tick, group, hour = (5.0, 8.0, 27.0, 20.0) if w_mm > 150 else (4.5, 7.0, 22.0, 15.0)  # noqa: PLR2004
        names = w_mm - index - tick - group - hour
        return cls(index, tick, names * 0.52, names * 0.48, group, hour)

    @property
    def at(self) -> dict[str, float]:
        """The left edge of each column."""
        return {
            "box": self.index,
            "family": self.index + self.box,
            "first": self.index + self.box + self.family,
            "group": self.index + self.box + self.family + self.first,
            "hour": self.index + self.box + self.family + self.first + self.group,
        }


def fallback_list(
    evening: Evening,
    groups: Sequence[Group],
    expected: Iterable[Expected],
    *,
    page: str = "A4",
    writer: Writer | None = None,
) -> Paper:
    """Return the list of everybody who is expected, with boxes to tick and rows for who is not in it.

    Who is in already has a full box and the hour. It holds family names, and says so at the foot of every page.

    Raises:
        Unknown: of what ``page``.
    """
    writer, sheet = writer or Writer(), sheet_of(page)
    rows = expected_rows(expected)
    drawing = _Drawing(writer, sheet, tuple(groups))
    heading, running = drawing.heading(evening, rows), drawing.running_heading(evening)
    columns = drawing.column_heads()

    room_mm = sheet.h_mm - columns.h_mm - running.h_mm
    first_mm = sheet.h_mm - columns.h_mm - heading.h_mm
    total = drawing.total(rows)
    body = deal([*drawing.listed(rows), *drawing.unlisted(rows), space(total.h_mm)], room_mm, first_mm)
    body[-1].pop()
    fill(body[-1], (room_mm if len(body) > 1 else first_mm) - total.h_mm, drawing.blank())
    body[-1].append(total)
    pages = tuple(
        (
            *stack([running if number else heading, columns, *strips], sheet.margin_mm, sheet.margin_mm),
            *footer(writer, sheet, _PRIVACY, number + 1, len(body)),
        )
        for number, strips in enumerate(body)
    )
    return Paper("Elenco di riserva", sheet.page_mm, pages, writer.missing)


class _Drawing:
    """Makes the strips of the list, all of one width."""

    def __init__(self, writer: Writer, sheet: Sheet, groups: tuple[Group, ...]) -> None:
        self._writer, self._w_mm = writer, sheet.w_mm
        self._columns = _Columns.across(sheet.w_mm)
        self._at = self._columns.at
        self._groups = {group.id: group for group in groups}

    def heading(self, evening: Evening, rows: Sequence[ListedRow]) -> Strip:
        """Return what stands on the first page: which evening, how many, what to do with a pen."""
        write, half = self._writer.write, self._w_mm * 0.55
        count = counted(len(rows), "persona", "persone")
        top = Strip(
            10.5,
            (
                *write("Elenco di riserva", Rect(0, 0, half, 9), 20, bold=True),
                *write(count, Rect(half, 0, self._w_mm - half, 9), 14, align="right"),
            ),
        )
        where = " · ".join(part for part in (date_in_words(evening.date), evening.place) if part.strip())
        how = _HOW + (_CHOOSE if self._choices() and any(row.group not in self._groups for row in rows) else "")
        parts = [
            words_strip(self._writer, words, self._w_mm, bold=bold, colour=colour)
            for words, bold, colour in ((evening.title, True, INK), (where, False, INK), (how, False, SOFT))
            if words.strip()
        ]
        return self._joined([top, *parts[:-1], space(1.5), parts[-1], space(2.5)])

    def running_heading(self, evening: Evening) -> Strip:
        """Return what stands on the other pages."""
        parts = ("Elenco di riserva", evening.title, date_in_words(evening.date))
        words = " · ".join(part for part in parts if part.strip())
        return self._joined([words_strip(self._writer, words, self._w_mm, _HEADING_PT, colour=SOFT), space(2.5)])

    def column_heads(self) -> Strip:
        """Return the names of the columns over a rule."""
        heads = (("family", "Cognome"), ("first", "Nome"), ("group", "Gruppo"), ("hour", "Ora"))
        things: list[Placed] = []
        for name, words in heads:
            room = Rect(self._at[name], 0, getattr(self._columns, name) - 2, 5)
            things += self._writer.write(words, room, _HEADING_PT, colour=SOFT)
        return Strip(6.4, (*things, rule(0, 6.0, self._w_mm, thick_mm=0.4, colour=INK)))

    def listed(self, rows: Sequence[ListedRow]) -> list[Strip]:
        """Return the rows of who is expected; a new initial stands before its first row."""
        strips, letter = [], ""
        for row in rows:
            if row.listed:
                new = initial(row)
                strips.append(self._row(row, new if new != letter else ""))
                letter = new
        return strips

    def unlisted(self, rows: Sequence[ListedRow]) -> list[Strip]:
        """Return the rows of who is not in the list: those who came already, and empty ones."""
        room = Rect(self._at["box"], 3, self._w_mm - self._at["box"], 6)
        words = self._writer.write("Non in elenco: scrivi solo il nome", room, 12, bold=True)
        title = Strip(10.0, (*words, rule(0, 9.6, self._w_mm, thick_mm=0.4, colour=INK)))
        # The title is one strip with the first row, so that it never ends a page.
        came = [self._row(row, "") for row in rows if not row.listed]
        first, *others = [*came, *([self.blank()] * _BLANKS)]
        return [self._joined([title, first]), *others]

    def blank(self) -> Strip:
        """Return a row to be written by hand."""
        things = (*box(self._at["box"], (_BLANK_MM - _BOX_MM) / 2, _BOX_MM), *self._letters(_BLANK_MM))
        return Strip(_BLANK_MM, (*things, rule(self._at["box"], _BLANK_MM - 0.2, self._w_mm - self._at["box"])))

    def total(self, rows: Sequence[ListedRow]) -> Strip:
        """Return how many are of each group, in one line or more."""
        counts = Counter(row.group if row.group in self._groups else None for row in rows)
        cells = [(group, str(counts[group.id])) for group in self._groups.values()]
        lines = [space(3.0)]
        width, per_line = 24.0, max(1, int((self._w_mm - 70) / 24.0))
        write = self._writer.write
        last = (f"gruppo da scegliere {counts[None]} · " if counts[None] else "") + f"in tutto {len(rows)}"
        for start in range(0, max(len(cells), 1), per_line):
            things: list[Placed] = []
            for place, (group, count) in enumerate(cells[start : start + per_line]):
                things += self._writer.group_sign(group, Rect(place * width, 1, 11, 4.4))
                things += write(count, Rect(place * width + 11.5, 1, width - 14, 4.6), _NAME_PT)
            lines.append(Strip(6.5, tuple(things)))
        words = write(last, Rect(self._w_mm - 68, 1, 68, 4.6), _NAME_PT, align="right")
        lines[1] = Strip(6.5, (*lines[1].things, *words))
        return self._joined(lines)

    def _row(self, row: ListedRow, letter: str) -> Strip:
        columns, at = self._columns, self._at
        cells = ((row.family_name, columns.family - 2, True), (row.first_name, columns.first - 2, False))
        h_mm, (family, first) = fit_row(self._writer, cells, _NAME_PT)
        middle, inner = (h_mm - _BOX_MM) / 2, h_mm - 0.8
        things = [*box(at["box"], middle, _BOX_MM, filled=bool(row.hour))]
        things += self._writer.write(letter, Rect(0, 0.4, columns.index - 1.5, inner), 10, bold=True, colour=SOFT)
        things += self._writer.place(family, Rect(at["family"], 0.4, columns.family - 2, inner))
        things += self._writer.place(first, Rect(at["first"], 0.4, columns.first - 2, inner))
        group = self._groups.get(row.group or "")
        if group is not None:
            things += self._writer.group_sign(
                group, Rect(at["group"], (h_mm - _SIGN_MM) / 2, columns.group - 4, _SIGN_MM)
            )
        else:
            things += self._letters(h_mm)
        hour = Rect(at["hour"], 0.4, columns.hour, inner)
        things += self._writer.write(row.hour, hour, _NAME_PT)
        return Strip(h_mm, (*things, rule(at["box"], h_mm - 0.2, self._w_mm - at["box"])))

    def _choices(self) -> list[Group]:
        groups = list(self._groups.values())
        return groups if 1 < len(groups) <= _MOST_CHOICES else []

    def _letters(self, h_mm: float) -> tuple[Placed, ...]:
        """Return the groups' letters, to circle the one that is chosen."""
        choices = self._choices()
        things: list[Placed] = []
        step = min(8.0, (self._columns.group - 4) / max(len(choices), 1))
        for number, group in enumerate(choices):
            room = Rect(self._at["group"] + number * step, 0.4, step - 0.8, h_mm - 0.8)
            things += self._writer.write(group.key, room, 11, colour=SOFT)
        return tuple(things)

    def _joined(self, strips: Sequence[Strip]) -> Strip:
        return Strip(sum(strip.h_mm for strip in strips), stack(strips, 0, 0))
