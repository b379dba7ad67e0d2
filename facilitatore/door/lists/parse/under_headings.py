"""The people of a list whose headings are known: where each of them is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.door.lists.parse.blocks import NameBlock, blocks_of, is_whole_names, split_over_two, texts_of
from facilitatore.door.lists.parse.heading_row import headings_of
from facilitatore.door.lists.parse.headings import base_and_turn, plain, role, without_turn
from facilitatore.door.lists.parse.states import apart_in

if TYPE_CHECKING:
    from facilitatore.door.lists.read.tables import Table

_NOBODY: Final = frozenset({"anonymous", "anonimo", "anonima"})
WITH_FAMILY = frozenset({"nome_cognome", "cognome_nome", "full_name", "family_name"})
_WHOLE = ("nome_cognome", "cognome_nome", "full_name")


@dataclass(frozen=True, slots=True)
class UnderHeadings:
    """A list under its headings, and what each heading announces."""

    table: Table
    row: int
    headings: tuple[str, ...]
    rows: range
    roles: dict[str, list[int]]

    @classmethod
    def at(cls, table: Table, row: int) -> UnderHeadings:
        """Return the list whose headings stand in `row`, from 0."""
        headings = headings_of(table, row)
        roles: dict[str, list[int]] = {}
        for column, heading in enumerate(headings):
            if kind := role(heading):
                roles.setdefault(kind, []).append(column)
        return cls(table, row, headings, range(row + 1, len(table.rows)), roles)

    def of(self, *kinds: str) -> list[int]:
        """Return the columns whose headings announce one of these."""
        return [column for kind in kinds for column in self.roles.get(kind, [])]

    def cells(self, column: int) -> list[str]:
        """Return what people have in a column; "anonymous", which Microsoft writes, is nothing."""
        return [cell for cell in texts_of(self.table, self.rows, column) if cell.casefold() not in _NOBODY]

    def filled(self, columns: Iterable[int]) -> list[int]:
        """Return those of the columns in which somebody has something."""
        return [column for column in columns if self.cells(column)]

    def fullest(self, columns: Iterable[int]) -> int | None:
        """Return the column that most people filled; the one with the higher number of two "Nome" and "Nome2".

        Microsoft Forms keeps "Nome" for itself, empty or with the name of the account: the person's answer is in "Nome2".
        """
        known = list(columns)
        if not known:
            return None
        counts = {column: len(self.cells(column)) for column in known}
        turns = {column: base_and_turn(self.headings[column])[1] for column in known}
        return max(known, key=lambda column: (counts[column] > 0 and turns[column] > 1, counts[column], -column))


def blocks_under(below: UnderHeadings) -> tuple[NameBlock, ...]:
    """Return where people are named: several times in each row, or once; nothing where no heading is of names."""
    return _with_own(below, _blocks(below))


def _blocks(below: UnderHeadings) -> tuple[NameBlock, ...]:
    first, family = below.filled(below.of("first_name")), below.filled(below.of("family_name"))
    if len(first) > 1 and len(family) > 1:
        return tuple(block for block in blocks_of(first, family, ()) if len(block.cells) > 1)
    several = _numbered(
        below, below.filled(below.of(*_WHOLE)) or ([] if family else first or below.filled(below.of("name")))
    )
    if len(several) > 1 and not (first and family):
        return blocks_of((), (), several)
    return _one_block(below)


def _numbered(below: UnderHeadings, columns: list[int]) -> list[int]:
    """Return the columns whose headings are the same but for their number: "Partecipante 1", "Partecipante 2".

    "Nome" and "Nome2" are Microsoft's own column and the person's answer.
    """
    by_base: dict[str, list[int]] = {}
    for column in columns:
        by_base.setdefault(without_turn(below.headings[column]), []).append(column)
    most = max(by_base.values(), key=len, default=[])
    ours = {plain(below.headings[column]) for column in most}
    return [] if ours in ({"nome", "nome2"}, {"name", "name2"}) else most


def _one_block(below: UnderHeadings) -> tuple[NameBlock, ...]:
    """Return where the one person of each row is named.

    A column "Cognome" alone holds whole names if most look so; else it holds family names, which no badge shows.
    """
    first, family, name = (below.fullest(below.of(kind)) for kind in ("first_name", "family_name", "name"))
    full = below.fullest(below.of(*_WHOLE))
    first = None if first is not None and below.rows and not below.cells(first) else first
    if family is not None and (first is not None or name is not None):
        own = first if first is not None else name
        whole = full if full is not None else name if first is not None else None
        return blocks_of([own] if own is not None else [], [family], [] if whole is None else [whole])
    alone = next((column for column in (full, first, name) if column is not None), None)
    if alone is not None:
        two = _two_under_one(below, alone)
        return (two,) if two else (NameBlock(full_name=alone), *_under_titles(below, alone))
    if family is None:
        return ()
    return (NameBlock(full_name=family) if is_whole_names(below.cells(family)) else NameBlock(family_name=family),)


def _under_titles(below: UnderHeadings, alone: int) -> tuple[NameBlock, ...]:
    """Return the other columns of whole names, those under "Lista d'attesa" or under a day of their own."""
    titles = [(column, heading) for column, heading in enumerate(below.headings) if column != alone]
    own = [(column, heading) for column, heading in titles if apart_in(heading) or role(heading) == "evening"]
    return tuple(
        NameBlock(full_name=column, group=title) for column, title in own if is_whole_names(below.cells(column))
    )


def _two_under_one(below: UnderHeadings, column: int) -> NameBlock | None:
    """Return the cells of first and family name under a heading that stands over both of them."""
    beside = below.headings[column + 1] if column + 1 < len(below.headings) else ""
    two = split_over_two(below.table, below.rows, column) if beside in ("", below.headings[column]) else None
    if two is None:
        return None
    told = family_first(below.headings[column])
    return NameBlock(*two) if told is None else NameBlock(column + told, column + (not told))


def family_first(heading: str) -> bool | None:
    """Return the order that a heading tells, also beside it: "Nominativo (cognome e nome)"."""
    kind = role(heading)
    words = plain(heading).split()
    if kind == "full_name" and {"cognome", "nome"} <= set(words):
        return words.index("cognome") < words.index("nome")
    return {"nome_cognome": False, "cognome_nome": True}.get(kind or "")


def _with_own(below: UnderHeadings, blocks: tuple[NameBlock, ...]) -> tuple[NameBlock, ...]:
    """Give each of several blocks what is its own: the title above it, and the contacts among its columns."""
    if len(blocks) < 2:  # noqa: PLR2004 - contacts and groups of a single one are everybody's
        return blocks
    emails, phones = below.filled(below.of("email")), below.filled(below.of("phone"))
    above = below.table.rows[below.row - 1] if below.row else ()
    titles = [(column, cell) for column, cell in enumerate(above) if cell]
    starts = [min(block.cells) for block in blocks]
    found = []
    for place, block in enumerate(blocks):
        left = 0 if place == 0 else max(blocks[place - 1].cells) + 1
        right = starts[place + 1] if place + 1 < len(blocks) else below.table.width
        own = [text for column, text in titles if left <= column < right]
        found.append(
            block._replace(
                group=own[0] if len(own) == 1 and len(titles) == len(blocks) else block.group,
                email=emails[place] if len(emails) == len(blocks) else None,
                phone=phones[place] if len(phones) == len(blocks) else None,
            )
        )
    return tuple(found)
