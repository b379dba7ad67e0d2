"""Which list a note came with, and which lists look like one that was edited in between."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from facilitatore.italian import counted
from facilitatore.prepare.evening import read_groups
from facilitatore.session.words import clean_line

if TYPE_CHECKING:
    from facilitatore.session import Session, Thing

_DIGEST = 12
"""Hexadecimal digits of a list's hash that are kept with each note: enough to tell the lists of one evening apart."""
LONGEST_NAME = 60
"""Characters kept of the file's name."""


class Source(NamedTuple):
    """A list from which notes of a group came: hash of its bytes, group, and how the file was called."""

    digest: str
    group: str
    name: str


@dataclass(frozen=True, slots=True)
class AlikeLists:
    """Two lists of one group, by its letter, with so many `notes` in the same words, which are there twice."""

    first: str
    second: str
    group: str
    notes: int

    def sentence(self) -> str:
        """Return what is said of it to whoever has just joined files."""
        two = f"Gli elenchi «{self.first}» e «{self.second}»"
        who = two if self.first != self.second else f"Due versioni dell’elenco «{self.first}»"
        notes = counted(self.notes, "nota uguale, che ora c’è", "note uguali, che ora ci sono")
        return f"{who} si assomigliano (gruppo {self.group}): {notes} due volte."


def listed_words(digest: str, row: int, name: str) -> str:
    """Return what is kept with a note of where it came from: list, row, and how the file was called."""
    return f"{digest[:_DIGEST]}:{row}:{clean_line(name)[:LONGEST_NAME]}"


def source_of(note: Thing) -> Source | None:
    """Return the list that a note came with; None if it came with none."""
    digest, _, rest = note.text("listed").partition(":")
    name = clean_line(rest.partition(":")[2])[:LONGEST_NAME]
    return Source(digest, note.text("group"), name) if digest and name else None


def alike_lists(session: Session) -> list[AlikeLists]:
    """Return the pairs of lists of one group of which the smaller is found again, half of it or more, in the other.

    In one file an edited list finds its notes; two laptops that read it before and after that have them twice.
    """
    sizes: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], str] = {}
    said: dict[tuple[str, str], Counter[str]] = {}
    for note in session.things("note"):
        source = source_of(note)
        if source is not None:
            names.setdefault(source[:2], source.name)
            sizes[source[:2]] += 1
            words = (source.group, clean_line(note.text("text")).casefold())
            said.setdefault(words, Counter())[source.digest] += 1
    shared: Counter[tuple[str, str, str]] = Counter()
    for (group, _), counts in said.items():
        for one, other in combinations(sorted(counts), 2):
            shared[group, one, other] += min(counts[one], counts[other])
    keys = {group.id: group.key for group in read_groups(session)}
    return [
        AlikeLists(names[one, group], names[other, group], keys.get(group, "–"), notes)
        for (group, one, other), notes in sorted(shared.items())
        if 2 * notes >= min(sizes[one, group], sizes[other, group])
    ]
