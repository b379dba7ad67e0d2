"""Who is lost, whose family name reaches a badge, and what is asked: lists of names that the program has never seen.

Run ``python benchmarks/names.py`` with the group ``bench`` installed; with a part of a kind's name after it, that kind alone
is measured, and all that went wrong in it is printed. The names come from sources that the lists of known names are not made
of: given names with their frequency by country from gender-guesser (Jörg Michael's list), family names and names in 27
languages from mimesis. How many of them the program knows all the same is printed first. Family names of mimesis are drawn
alike, however rare, and many of its Italian ones are of emigrants: the list of an evening is easier.

A name is *lost* when no person comes of it. It is *wrong* when the program was certain and took something else for the
first name; *family* are those where a word of the family name, or what stands beside a name, is on the badge. *Asked* are
those in question; *one key*, of these, where the right answer is among those that are offered. Ends with 1 where a limit of
the design is passed.
"""

from __future__ import annotations

import csv
import functools
import html
import importlib.resources
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from facilitatore.door.known_names import folded, is_family_name, is_first_name
from facilitatore.door.lists.planning import Setting, find_list, plan_list

SEED = 10
ROWS = 2000
MIXED = 1500
SOME = 200
FOREIGN = 0.2
MANY, CPU_S = 5000, 1.5
EUROPEAN = "cs da de el en es et fi fr hr hu is it nl no pl pt ru sv tr uk"
ELSEWHERE = "ar fa ja kk ko zh"
IN_A_LANGUAGE = 300


@dataclass(frozen=True)
class Named:
    """What a row of a list holds: its cells, and how the person is called, empty where it is nobody's name."""

    cells: tuple[str, ...]
    first: str
    family: str
    people: int = 1


@dataclass(frozen=True)
class Read:
    """What the program made of a row: one of its persons."""

    line: int
    first: str
    asked: bool
    offered: tuple[str, ...]
    """The first names that one key would choose."""


@dataclass
class Count:
    """What became of the rows of one kind."""

    rows: int = 0
    lost: int = 0
    wrong: int = 0
    family: int = 0
    asked: int = 0
    answerable: int = 0
    one_key: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """Rows of one kind, and what the design allows: family names on badges, wrong first names, per cent in question."""

    name: str
    heading: tuple[str, ...]
    rows: Sequence[Named]
    family: int = 0
    wrong: int = ROWS
    asked: float = 100


def plan(path: Path) -> list[Read]:
    """Return what the program reads in a list. The only place that knows how lists are planned."""
    planned = plan_list(Setting(groups=(), evening=("2026-11-29", "Serata"), known=()), find_list(path))
    read = []
    for verdict in planned.rows:
        row = verdict.row
        if verdict.verdict != "discarded":
            offered = tuple(choice.first for choice in row.question.choices) if row.question else ()
            read.append(Read(row.row, row.first_name, row.question is not None, offered))
    return read


def main() -> int:
    """Measure all kinds and print them; 1 where a limit is passed."""
    chance = random.Random(SEED)
    kinds = [*steady_kinds(chance), *structural_kinds(chance)]
    for kind in kinds if len(sys.argv) > 1 else ():
        if sys.argv[1] in kind.name:
            report(kind, counted := count(kind))
            print(*counted.examples, sep="\n")
    if len(sys.argv) > 1:
        return 0
    print_known()
    print(f"{'':44} rows  lost  wrong  family  limit   asked  limit  one key")
    passed = sum([report(kind, count(kind)) for kind in kinds])
    by_language = [(language, count(two_columns(chance, language))) for language in f"{EUROPEAN} {ELSEWHERE}".split()]
    passed += report_languages("27 languages in two columns", by_language, 100)
    passed += report_languages(
        "the European ones of them", [one for one in by_language if one[0] in EUROPEAN.split()], asked_limit=1
    )
    spent = min(seconds(chance) for _ in range(3))
    print(f"{MANY} rows in one column planned in {spent:.2f} s CPU (limit {CPU_S} s)")
    return int(passed > 0 or spent > CPU_S)


# The sources


@functools.cache
def mimesis(language: str) -> tuple[list[str], list[str]]:
    """Return the given names and the family names of a language, of both genders."""
    file = importlib.resources.files("mimesis") / "datasets" / language / "person.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    return tuple(sorted(set(_flat(data[key]))) for key in ("names", "surnames"))


def _flat(names: dict[str, list[str]] | list[str]) -> list[str]:
    return [name for part in names.values() for name in part] if isinstance(names, dict) else names


@functools.cache
def given_names(country: str) -> tuple[list[str], list[int]]:
    """Return the given names of a country, with how often each is met; the source says the power of two."""
    from gender_guesser.detector import Detector

    place = 30 + Detector.COUNTRIES.index(country)
    file = importlib.resources.files("gender_guesser") / "data" / "nam_dict.txt"
    weights: dict[str, int] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        # Names with a plus sign in the 30th column are written a second time, without their umlauts.
        if line[0] in "#=" or line[29] == "+" or line[place] == " ":
            continue
        name = line[2:29].strip().replace("+", " ")
        weights[name] = max(weights.get(name, 0), 2 ** int(line[place], 16))
    return list(weights), list(weights.values())


ABROAD = {
    "romania": "",
    "albania": "",
    "poland": "pl",
    "turkey": "tr",
    "spain": "es-mx",
    "france": "fr",
    "croatia": "hr",
}
ABROAD |= {
    "ukraine": "uk",
    "russia": "ru",
    "arabia": "ar",
    "portugal": "pt-br",
    "germany": "de",
    "india": "",
    "china": "",
}
"""Countries of gender-guesser, and the language of mimesis whose family names belong to them: none has those of all."""


def pairs(chance: random.Random, rows: int, foreign: float = 0) -> list[tuple[str, str]]:
    """Draw different people of Italian names, and a share with names of other countries."""
    people: dict[tuple[str, str], None] = {}
    while len(people) < rows:
        country = chance.choice(list(ABROAD)) if chance.random() < foreign else "italy"
        first = chance.choices(*given_names(country))[0]
        people[first, family_name(chance, country, first)] = None
    return list(people)


def family_name(chance: random.Random, country: str, first: str) -> str:
    """Draw a family name of a country; where no source has any, make one up that nobody knows."""
    from anyascii import anyascii

    language = "it" if country == "italy" else ABROAD[country]
    if not language:
        return "".join(chance.choice("bcdfghklmnprstvz") + chance.choice("aeiou") for _ in range(3)).title()
    while True:
        family = chance.choice(mimesis(language)[1])
        family = anyascii(family).title() if language in {"uk", "ru", "ar"} else family
        if folded(family) != folded(first):
            return family


# The kinds


def steady_kinds(chance: random.Random) -> Iterator[Kind]:
    """Yield lists in one column: Italian names in one order, in both, in capitals, and people of all countries."""
    in_order: list[tuple[str, Callable[[str, str], str]]] = [
        ("Nome Cognome", lambda first, family: f"{first} {family}"),
        ("Cognome Nome", lambda first, family: f"{family} {first}"),
    ]
    for what, write in in_order:
        for how, heading, change in (
            ("", "Partecipante", str),
            (", heading says it", what.replace(" ", " e "), str),
            (", ALL CAPS", "Partecipante", str.upper),
        ):
            rows = [Named((change(write(*one)),), *one) for one in pairs(chance, ROWS)]
            yield Kind(f"it: {what}{how}", (heading,), rows, family=1, asked=8)
        rows = [Named((write(*one),), *one) for one in pairs(chance, MIXED, FOREIGN)]
        yield Kind(f"20 % foreign: {what}", ("Partecipante",), rows, family=3)
        rows = [Named((write(*one),), *one) for one in with_particles(chance, MIXED // 3)]
        yield Kind(f"particles: {what}", ("Partecipante",), rows)
    either = [write for _, write in in_order]
    rows = [Named((chance.choice(either)(*one),), *one) for one in pairs(chance, ROWS)]
    yield Kind("it: both orders mixed", ("Partecipante",), rows, family=1)
    rows = [Named((chance.choice(either)(*one),), *one) for one in pairs(chance, MIXED, FOREIGN)]
    yield Kind("20 % foreign: both orders mixed", ("Partecipante",), rows, family=3)


PARTICLES = "De", "Di", "Del", "Della", "D'", "Dall’", "Lo", "La", "El", "Ben", "van der", "de la", "von", "Dos"


def with_particles(chance: random.Random, rows: int) -> list[tuple[str, str]]:
    """Draw people whose family name begins with a particle."""
    drawn = []
    for first, family in pairs(chance, rows, FOREIGN):
        particle = chance.choice(PARTICLES)
        drawn.append((first, particle + ("" if particle[-1] in "'’" else " ") + family.split()[-1]))
    return drawn


OFFICES = "AUSL", "CGIL", "OSS", "MD", "Comune", "Caritas", "ASP", "(AUSL)", "- ACLI", "/ Auser", "assistente sociale"
TITLES = "Dott.", "Dott.ssa", "Dr", "Mr", "Ms", "Mrs.", "Mons.", "Avv.to", "Geom.", "Rag.", "Prof.ssa", "Ing.", "Arch."
UNHEARD = "Cav.Uff.", "Gr.", "Comm.", "Per.Ind.", "Rev.do", "Gen.", "Magg."
NOBODY = (
    "iPhone di {}",
    "{}.rossi@example.org",
    "333 1234567",
    "Ufficio {}",
    "AUSL Modena",
    "Galaxy A52 di {}",
    "+39 059 12345",
)


def structural_kinds(chance: random.Random) -> Iterator[Kind]:
    """Yield the kinds of layout in which a family name reached a badge, or a person was lost."""

    def kind(name: str, write: Callable[[str, str], str], heading: str = "Partecipante", people: int = 1) -> Kind:
        rows = [Named((write(*one),), *one, people) for one in pairs(chance, SOME)]
        return Kind(name, (heading,), rows)

    pick = chance.choice
    yield kind("office or role after it", lambda first, family: f"{first} {family} {pick(OFFICES)}")
    yield kind("office or role after it, Cognome Nome", lambda first, family: f"{family} {first} {pick(OFFICES)}")
    yield kind("office after a comma", lambda first, family: f"{first} {family}, {pick(OFFICES)}")
    yield kind("office after Cognome, Nome", lambda first, family: f"{family}, {first}, {pick(OFFICES)}")
    yield kind(
        "office in brackets after Cognome, Nome", lambda first, family: f"{family}, {first} ({pick(OFFICES[:7])})"
    )
    yield kind("capitals on the first name", lambda first, family: f"{first.upper()} {family}")
    yield kind("capitals on the first name, after", lambda first, family: f"{family} {first.upper()}")
    yield kind("heading contradicted: Cognome e Nome", lambda first, family: f"{first} {family}", "Cognome e Nome")
    yield kind("heading contradicted: Nome e Cognome", lambda first, family: f"{family} {first}", "Nome e Cognome")
    yield kind("a title", lambda first, family: f"{pick(TITLES)} {first} {family}")
    yield kind("a title, Cognome Nome", lambda first, family: f"{pick(TITLES)} {family} {first}")
    yield kind("a title nobody has heard of", lambda first, family: f"{pick(UNHEARD)} {first} {family}")
    yield kind("Jr., Sr. after a comma", lambda first, family: f"{first} {family}, {pick(('Jr.', 'Sr.', 'PhD'))}")
    yield kind(
        "quotation marks", lambda first, family: pick(("“{}”", "«{}»", "„{}“", "'{}'")).format(f"{first} {family}")
    )
    yield kind("HTML entities", lambda first, family: f"{first}&nbsp;{html.escape(family)}&nbsp;")
    yield kind("one name in brackets", lambda first, family: f"{first} ({family})")
    yield kind("a slash between", lambda first, family: f"{first}/{family}")
    yield from odd_people(chance)


def odd_people(chance: random.Random) -> Iterator[Kind]:
    """Yield kinds whose rows are no single pair of names."""
    alone = pairs(chance, SOME)
    rows = [Named((f"{first} {family[0]}.",), first, family[0]) for first, family in alone]
    yield Kind("initial of the family name", ("Partecipante",), rows)
    middle = [(first, family, chance.choice(("Rosaria", "Grazia", "Luce"))) for first, family in alone]
    rows = [Named((f"{family} {first} {other}",), f"{first} {other}", family) for first, family, other in middle]
    yield Kind("two first names, Cognome Nome", ("Partecipante",), rows)
    middle = [(first, family, chance.choice(("de la Cruz", "di Costa", "El Amrani"))) for first, family in alone]
    rows = [Named((f"{first} {family} {tail}",), first, f"{family} {tail}") for first, family, tail in middle]
    yield Kind("a particle within the family name", ("Partecipante",), rows)
    two = list(zip(pairs(chance, SOME), pairs(chance, SOME), strict=True))
    rows = [Named((f"{b}, {a}; {d}, {c}",), a, f"{b} {c} {d}", 2) for (a, b), (c, d) in two]
    yield Kind("two people: Bianchi, Sara; Neri, Ugo", ("Partecipante",), rows)
    rows = [Named((f"{a} {b} e {c} {d}",), a, f"{b} {c} {d}", 2) for (a, b), (c, d) in two]
    yield Kind("two people: Sara Bianchi e Ugo Neri", ("Partecipante",), rows)
    rows = [Named((chance.choice(NOBODY).format(first),), "", family) for first, family in alone]
    yield Kind("nobody's name", ("Partecipante",), rows)
    rows = [Named((f"{chance.choice(TITLES)} {first}", family), first, family) for first, family in alone]
    yield Kind("a title in two columns", ("Nome", "Cognome"), rows)
    rows = [Named((family, first), first, family) for first, family in alone]
    yield Kind("two columns, headings turned round", ("Nome", "Cognome"), rows)


def two_columns(chance: random.Random, language: str) -> Kind:
    """Return a list of one language in two columns."""
    firsts, families = mimesis(language)
    drawn: dict[tuple[str, str], None] = {}
    while len(drawn) < IN_A_LANGUAGE:
        drawn[chance.choice(firsts), chance.choice(families)] = None
    return Kind(language, ("Nome", "Cognome"), [Named(one, *one) for one in drawn])


# Counting


def count(kind: Kind) -> Count:
    """Write a list, let it be read, and compare."""
    counted = Count(rows=len(kind.rows))
    people: dict[int, list[Read]] = {}
    for read in plan_rows(kind.heading, (row.cells for row in kind.rows)):
        people.setdefault(read.line, []).append(read)
    for line, row in enumerate(kind.rows, start=2):
        judge(row, people.get(line, []), counted)
    return counted


def plan_rows(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Read]:
    """Return what the program makes of rows under a heading."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "elenco.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([heading, *rows])
        return plan(path)


def judge(row: Named, read: list[Read], counted: Count) -> None:
    """Count what became of one row."""
    asked = any(one.asked for one in read)
    if row.first and not asked and len(read) < row.people:
        counted.lost += 1
        counted.examples.append(f"lost: {row.cells}")
    if asked:
        counted.asked += 1
        counted.answerable += bool(row.first)
        counted.one_key += bool(row.first) and any(
            plain(row.first) == plain(first) for one in read for first in one.offered
        )
    for one in read[:1] if not asked else ():
        strange = words(one.first) - words(row.first)
        if one.first and plain(one.first) != plain(row.first):
            counted.wrong += 1
            counted.family += bool(strange)
            counted.examples.append(f"{row.cells} → {one.first!r}")


def words(name: str) -> set[str]:
    """Return the words of a name, to compare."""
    return {plain(word) for word in name.split()}


def plain(name: str) -> str:
    """Return a name without capitals, accents, spaces and the invisible signs that some of a source have."""
    return "".join(char for char in folded(name) if char.isprintable() and char != " ")


def report(kind: Kind, counted: Count) -> bool:
    """Print what became of a kind; whether a limit is passed."""
    asked = 100 * counted.asked / counted.rows
    passed = counted.lost > 0 or counted.family > kind.family or counted.wrong > kind.wrong or asked > kind.asked
    key = f"{100 * counted.one_key / counted.answerable:6.0f} %" if counted.answerable else "       –"
    limit = f"{kind.asked:3.0f} %" if kind.asked < 100 else "    –"
    print(
        f"{kind.name:42}{'!!' if passed else '  '} {counted.rows:4} {counted.lost:5} {counted.wrong:6} {counted.family:7}"
        f" {kind.family:6.0f} {asked:6.1f}% {limit}{key}  {next(iter(counted.examples), '')}"
    )
    return passed


def report_languages(name: str, counted: Sequence[tuple[str, Count]], asked_limit: float) -> bool:
    """Print what became of all languages together; whether a limit is passed."""
    whole = Count()
    for language, one in counted:
        for what in ("rows", "lost", "wrong", "family", "asked", "answerable", "one_key"):
            setattr(whole, what, getattr(whole, what) + getattr(one, what))
        whole.examples += [f"{language}: {example}" for example in one.examples]
    return report(Kind(name, (), (), wrong=0, asked=asked_limit), whole)


def print_known() -> None:
    """Say how many of the names that are drawn stand in the program's own lists."""
    for country in ("italy", *ABROAD):
        names, weights = given_names(country)
        known = sum(weight for name, weight in zip(names, weights, strict=True) if is_first_name(name))
        language = "it" if country == "italy" else ABROAD[country]
        families = mimesis(language)[1] if language else []
        share = f"{100 * sum(map(is_family_name, families)) / len(families):3.0f} %" if families else "made up"
        print(
            f"{country:10} given names known {100 * known / sum(weights):3.0f} % (by frequency), family names {share}"
        )


def seconds(chance: random.Random) -> float:
    """Return the CPU time of planning 5,000 rows."""
    rows = [(f"{first} {family}",) for first, family in pairs(chance, MANY, FOREIGN)]
    start = time.process_time()
    plan_rows(("Partecipante",), rows)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
