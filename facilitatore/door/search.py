"""Finding somebody at the door by a few letters of the name."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from facilitatore.door.people import Expected

if TYPE_CHECKING:
    from collections.abc import Iterable


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: small, without accents, in Latin letters, apostrophes gone."""
    from anyascii import anyascii

    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    latin = plain if plain.isascii() else anyascii(plain)
    spaced = "".join(char if char.isalnum() else " " for char in latin.casefold().replace("'", "").replace("’", ""))
    return tuple(spaced.split())


class DoorSearch:
    """The names at the door, folded once, so that each letter typed costs one pass."""

    def __init__(self, lines: Iterable[Expected]) -> None:
        """Fold the names of `lines`."""
        self._entries = [(self._words(line), line) for line in lines]

    @staticmethod
    def _words(line: Expected) -> tuple[str, ...]:
        person = line.person
        names = [line.badge_name, line.family_name, person.first_name if person else ""]
        words = fold_words(" ".join(names))
        # "dallolio" finds Dall'Olio, and so does "olio".
        parts = fold_words(" ".join(names).replace("'", " ").replace("’", " "))
        return tuple(dict.fromkeys((*words, *parts)))

    def find(self, query: str) -> list[Expected]:
        """Return the lines in which every word of `query` begins a name, then those that merely contain it.

        Who is awaited tonight comes before who asked for another evening, and both before who is in already.
        """
        wanted = fold_words(query)
        if not wanted:
            return []
        ranked = []
        for words, line in self._entries:
            rank = _rank(wanted, words)
            if rank is not None:
                order = (
                    line.guest is not None,
                    line.attends is False,
                    rank,
                    line.badge_name.casefold(),
                    line.family_name.casefold(),
                )
                ranked.append((order, line))
        return [line for _, line in sorted(ranked, key=lambda pair: pair[0])]


def _rank(wanted: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    if all(any(word == query for word in words) for query in wanted):
        return 0
    if all(any(word.startswith(query) for word in words) for query in wanted):
        return 1
    if all(any(query in word for word in words) for query in wanted):
        return 2
    return None
