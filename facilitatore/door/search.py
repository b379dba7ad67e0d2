"""Finding somebody at the door by a few letters of the name, also when one of them is wrong."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.door.people import Expected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    _Ranking = Callable[[str, list[str]], list[tuple[str, int]]]

_FEW: Final = 8
"""Only when fewer lines than this were found to the letter are wrong letters looked for."""

_FORGIVEN: Final = 4
"""Letters a word needs for one of them to be wrong: three letters with one wrong are anybody's."""

_FORGIVEN_TWICE: Final = 9
_INSIDE_FROM: Final = 3
_EXACT, _BEGINS, _INSIDE, _SKELETON, _TYPO = range(5)
_VOWELS: Final = str.maketrans("", "", "aeiouyw")
_ABJADS: Final = ("ARABIC", "HEBREW", "SYRIAC")


@lru_cache(maxsize=32_768)
def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: small, without accents, in Latin letters, apostrophes gone."""
    latin = text
    if not text.isascii():
        latin = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        if not latin.replace("’", "").isascii():
            from anyascii import anyascii

            latin = anyascii(latin)
    bare = latin.casefold().replace("'", "").replace("’", "").replace("`", "")
    return tuple("".join(char if char.isalnum() else " " for char in bare).split())


class _Entry(NamedTuple):
    """One line with its folded words, its skeletons (where the script writes no vowels), and what orders it."""

    line: Expected
    words: tuple[str, ...]
    skeletons: tuple[str, ...]
    order: tuple[bool, bool]  # is in, asked for another evening
    name: tuple[str, str]


class DoorSearch:
    """The names at the door, folded once, so that each letter typed looks only at words and not at people."""

    def __init__(self, lines: Iterable[Expected] = ()) -> None:
        """Fold the names of `lines`."""
        self._names: list[tuple[str, ...]] = []
        self._entries: list[_Entry] = []
        self._words: list[str] = []
        self._holders: dict[str, list[int]] = {}
        self._skeletons: dict[str, list[int]] = {}
        self.know(lines)

    def know(self, lines: Iterable[Expected]) -> None:
        """Take other lines; where only who is in has changed, as after each arrival, nothing is folded again."""
        lines = list(lines)
        names = [_names(line) for line in lines]
        if names == self._names:
            self._entries = [
                old._replace(line=line, order=_order(line)) for old, line in zip(self._entries, lines, strict=True)
            ]
            return
        self._names = names
        self._entries = [_entry(line) for line in lines]
        self._holders, self._skeletons = {}, {}
        for place, entry in enumerate(self._entries):
            for word in entry.words:
                self._holders.setdefault(word, []).append(place)
            for skeleton in entry.skeletons:
                self._skeletons.setdefault(skeleton, []).append(place)
        self._words = sorted(self._holders)

    @staticmethod
    def warm() -> None:
        """Load what finds mistakes (12 ms at best) before the first mistake is typed."""
        import rapidfuzz.distance
        import rapidfuzz.process  # noqa: F401 - loaded for those who come

    def find(self, query: str) -> list[Expected]:
        """Return the lines in which every word of `query` begins a name, then those that merely contain it.

        Last those where a letter is missing, too much, wrong or in the place of its neighbour, only when few others
        were found. Within each of these three, who is awaited tonight comes before who asked for another evening, and
        both before who is in already.
        """
        wanted = fold_words(query)
        if not wanted:
            return []
        found = self._found(wanted, self._as_typed)
        if len(found) < _FEW:
            # Where something was found to the letter, only whole names are forgiven: "khad" is not a mistaken "khal".
            mistyped = self._whole_mistyped if found else self._begun_mistyped
            for place, rank in self._found(wanted, mistyped).items():
                found.setdefault(place, rank)
        return [self._entries[place].line for _, place in sorted(self._ordered(wanted[0], found))]

    def _ordered(self, first: str, found: dict[int, int]) -> list[tuple[tuple[object, ...], int]]:
        """Put a key before each place: whose first name was typed comes before whose family name it was."""
        keyed: list[tuple[tuple[object, ...], int]] = []
        for place, rank in found.items():
            entry = self._entries[place]
            is_family = not entry.name[0].startswith(first)
            keyed.append(((_tier(rank), *entry.order, rank, is_family, *entry.name), place))
        return keyed

    def _found(self, wanted: tuple[str, ...], ranked_words: _Ranking) -> dict[int, int]:
        """Return the places of the lines that answer to all words, with the rank of the worst answer.

        "De Luca" is found by "deluca" and "Deluca" by "de luca": words typed apart may be one.
        """
        found = self._all_of(wanted, ranked_words)
        if len(wanted) > 1 and not found:
            return self._all_of(("".join(wanted),), ranked_words)
        if len(wanted) > 1 and len(found) < _FEW and ranked_words == self._as_typed:
            for place, rank in self._all_of(("".join(wanted),), ranked_words).items():
                found[place] = min(rank, found.get(place, rank))
        return found

    def _all_of(self, wanted: tuple[str, ...], ranked_words: _Ranking) -> dict[int, int]:
        """Return who answers to every word; the longest, which fewest answer to, is asked first, and of all words."""
        found: dict[int, int] = {}
        for turn, query in enumerate(sorted(wanted, key=len, reverse=True)):
            pool = sorted({word for place in found for word in self._entries[place].words}) if turn else self._words
            answers = self._answers(query, ranked_words(query, pool))
            found = {
                place: max(rank, found.get(place, 0)) for place, rank in answers.items() if not turn or place in found
            }
            if not found:
                return {}
        if len(wanted) > 1:
            found = {place: rank for place, rank in found.items() if rank >= _TYPO or self._apart(wanted, place)}
        return found

    def _apart(self, wanted: tuple[str, ...], place: int) -> bool:
        """Tell whether the words of a query can be different words of a line: "a a" is Anna Amadori, not Anna Rossi."""
        starts = [query for query in wanted if wanted.count(query) > 1]
        if not starts:
            return True
        words = self._entries[place].words
        return all(sum(query in word for word in words) >= starts.count(query) for query in set(starts))

    def _answers(self, query: str, ranked: list[tuple[str, int]]) -> dict[int, int]:
        """Return who has one of these words, or the consonants of the query, with the best rank."""
        answers: dict[int, int] = {}
        for word, rank in ranked:
            for place in self._holders[word]:
                if rank < answers.get(place, _TYPO + 9):
                    answers[place] = rank
        bones = _bones(query)
        if len(bones) > 1:
            for skeleton, places in self._skeletons.items():
                if skeleton.startswith(bones):
                    for place in places:
                        answers.setdefault(place, _SKELETON)
        return answers

    @staticmethod
    def _as_typed(query: str, pool: list[str]) -> list[tuple[str, int]]:
        """Return the words of a sorted `pool` that are, begin with, or contain the query."""
        first, last = bisect_left(pool, query), bisect_left(pool, query + "\uffff")
        ranked = [(word, _EXACT if word == query else _BEGINS) for word in pool[first:last]]
        if len(query) >= _INSIDE_FROM:
            ranked += [(word, _INSIDE) for word in pool if query in word and not word.startswith(query)]
        return ranked

    def _whole_mistyped(self, query: str, pool: list[str]) -> list[tuple[str, int]]:
        """Return the words that answer, and those that are the query with a letter wrong."""
        return self._as_typed(query, pool) + _nearly(query, pool, [pool])

    def _begun_mistyped(self, query: str, pool: list[str]) -> list[tuple[str, int]]:
        """Return the words that answer, and those that begin with the query with a letter wrong."""
        reaches = range(len(query) - 1, len(query) + 2)
        return self._as_typed(query, pool) + _nearly(
            query, pool, ([word[:reach] for word in pool] for reach in reaches)
        )


def _nearly(query: str, pool: list[str], beginnings: Iterable[list[str]]) -> list[tuple[str, int]]:
    """Return the words of `pool` of which a beginning is a letter away from the query; two letters from a long one."""
    if len(query) < _FORGIVEN:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 2 if len(query) >= _FORGIVEN_TWICE else 1
    best: dict[int, int] = {}
    for starts in beginnings:
        near = process.extract(query, starts, scorer=OSA.distance, score_cutoff=most, limit=None, processor=None)
        for _, distance, index in near:
            best[index] = min(int(distance), best.get(index, most))
    return [(pool[index], _TYPO + distance) for index, distance in best.items()]


def _tier(rank: int) -> int:
    """Return 0 for what was typed to the letter from the beginning of a name, 1 inside it, 2 with letters wrong."""
    return 0 if rank <= _BEGINS else 1 if rank < _TYPO else 2


def _names(line: Expected) -> tuple[str, ...]:
    person = line.person
    written = person.question.written if person is not None and person.question is not None else ""
    return (line.badge_name, line.family_name, person.first_name if person is not None else "", written)


def _order(line: Expected) -> tuple[bool, bool]:
    return (line.guest is not None, line.attends is False)


def _entry(line: Expected) -> _Entry:
    names = _names(line)
    bare = tuple(_bones(word) for name in names for word in fold_words(name) if not _has_vowels(name))
    name = (" ".join(fold_words(line.badge_name or names[2])), " ".join(fold_words(line.family_name)))
    return _Entry(line, words_of(names), tuple(dict.fromkeys(bare)), _order(line), name)


def words_of(names: Sequence[str]) -> tuple[str, ...]:
    """Return what names are found by: their words, the parts around an apostrophe, and each name written as one.

    "dallolio" finds Dall'Olio, and so does "olio"; "deluca" finds De Luca, "annamaria" Anna Maria.
    """
    words: dict[str, None] = {}
    for name in names:
        plain = fold_words(name)
        words.update(dict.fromkeys(plain))
        if "'" in name or "’" in name:
            words.update(dict.fromkeys(fold_words(name.replace("'", " ").replace("’", " "))))
        if len(plain) > 1:
            words["".join(plain)] = None
    return tuple(words)


def _has_vowels(name: str) -> bool:
    """Tell whether the script of a name writes its vowels, as all but those of Arabic and Hebrew do."""
    return name.isascii() or not any(unicodedata.name(char, "").startswith(_ABJADS) for char in name)


def _bones(word: str) -> str:
    """Return the consonants of a word, doubles once: "Fatima" and فاطمة have the same beginning."""
    bones = word.translate(_VOWELS)
    return "".join(char for place, char in enumerate(bones) if not place or char != bones[place - 1])
