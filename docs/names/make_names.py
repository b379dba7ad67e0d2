"""Makes ``resources/first_names.txt`` and ``resources/family_names.txt``: known names, for lists in one column.

Run, with Node, from the root of the checkout::

    npm pack @faker-js/faker@10.6.0 && tar xf faker-js-faker-10.6.0.tgz
    uv run --group names python docs/names/make_names.py package

What it reads: the locale data of Faker (PyPI, MIT) and of @faker-js/faker (npm, MIT), and ``by_hand.toml``. Where they
disagree: what is kept by hand decides; then what Italians are called weighs more than what others are, since most of a
list are Italians ("Costa" and "Sala" are family names here, whatever they are elsewhere). The same versions give the
same bytes.
"""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from anyascii import anyascii

from facilitatore.door.known_names import folded

HERE = Path(__file__).parent
RESOURCES = HERE.parents[1] / "resources"
FAKER, FAKER_JS = "40.63.0", "10.6.0"

ITALIAN = {"it_IT", "it"}
COMMON = 2
"""A given name of at least so many times the locales that have it as a family name is only that, and the other way."""
FIRST = """
it_IT ro_RO pl_PL tr_TR en_PK en_IN en_NG ha_NG ig_NG yo_NG tw_GH fr_DZ fr_FR es_ES es_MX es_CO es_CL es_AR pt_PT pt_BR
en_GB de_DE hr_HR sl_SI sk_SK cs_CZ hu_HU uk_UA ru_RU ka_GE ar_AA ar_DZ zh_CN zh_TW
"""
FAMILY = """
it_IT ro_RO pl_PL tr_TR en_IN en_NG ha_NG ig_NG yo_NG tw_GH fr_DZ fr_FR es_ES es_MX es_CO es_CL es_AR pt_PT pt_BR
de_DE hr_HR uk_UA ru_RU ka_GE zh_CN zh_TW
"""
"""Locales of Faker. Those of no country of origin in Emilia are left out: each name more is one that may mislead."""
FIRST_JS = "it ro ro_MD fr fr_SN en_GH en_NG en_IN pl es es_MX sr_RS_latin uk"
FAMILY_JS = "it ro ro_MD fr fr_SN en_GH pl tr es es_MX sr_RS_latin uk"
SHORTEST = 3
"""Letters of the shortest name taken from a package: shorter ones are abbreviations more often."""
PARTICLES = """
abu al ap at ben bin bint bou da dal das de degli dei del della den der di do dos du el la las le les li lo los mac mc o
os san sant santa sao st te ten ter the un van von y
"""
"""Never names by themselves."""

_TWO_LETTERS = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
UKRAINIAN = str.maketrans("абвгґдезиіїйклмнопрстуф", "abvhgdezyiiiklmnoprstuf", "ь'’") | str.maketrans(
    _TWO_LETTERS | {"є": "ie"}
)
"""The table of Ukrainian passports (resolution 55 of 2010), as people write themselves in Italy."""
UKRAINIAN_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
RUSSIAN = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", "ь") | str.maketrans(
    _TWO_LETTERS | {"ъ": "ie"}
)
"""The table of passports (ICAO 9303)."""

Found = Counter[str]
"""In how many locales a name is found."""


def main() -> int:
    """Write both lists and say how many names they hold."""
    hand = tomllib.loads((HERE / "by_hand.toml").read_text(encoding="utf-8"))
    node = from_node(Path(sys.argv[1]))
    first, family = found(FIRST, FIRST_JS, node, "first"), found(FAMILY, FAMILY_JS, node, "last")
    firsts, families = decided(hand, first, family)
    both = firsts & families
    write("first_names.txt", "Given names", (f"{name}*" if name in both else name for name in sorted(firsts)))
    write("family_names.txt", "Family names", sorted(families - both))
    sys.stdout.write(f"{len(firsts)} given names, {len(families)} family names, {len(both)} of them both\n")
    return 0


def found(locales: str, locales_js: str, node: dict[str, dict[str, list[str]]], kind: str) -> list[Found]:
    """Return the names of a kind that Italians have, then those that others have."""
    italian, other = Found(), Found()
    sources = [(locale, from_faker(locale, kind)) for locale in locales.split()]
    sources += [(locale, node[locale][kind]) for locale in locales_js.split()]
    for locale, names in sources:
        (italian if locale in ITALIAN else other).update(
            {word for name in names for word in written(name, locale, kind)}
        )
    return [italian, other]


def decided(hand: dict[str, dict[str, str]], first: list[Found], family: list[Found]) -> tuple[set[str], set[str]]:
    """Return the given names and the family names, each word as what it is commonly met in Italy."""
    by_hand = [word for words in hand["first"].values() for word in words.split()]
    given = {folded(word.rstrip("*")) for word in by_hand}
    starred = {folded(word.rstrip("*")) for word in by_hand if word.endswith("*")}
    borne_here = {folded(word) for word in hand["family"]["italy"].split()}
    borne = {folded(word) for words in hand["family"].values() for word in words.split()}
    (first_here, first_there), (family_here, family_there) = first, family
    firsts = {name for name in first_here if name not in borne_here}
    firsts |= {name for name in first_there if name not in borne_here and name not in family_here}
    families = set(family_here) | {name for name in family_there if name not in first_here}
    family_there = family_there + Found(borne)
    for name in (first_there.keys() & family_there.keys()) - first_here.keys() - family_here.keys():
        if first_there[name] >= COMMON * family_there[name]:
            families.discard(name)
        if family_there[name] >= COMMON * first_there[name]:
            firsts.discard(name)
    never = {kind: {folded(word) for word in words.split()} for kind, words in hand["never"].items()}
    return (firsts | given) - never["first"], (families - given | borne | starred) - never["family"]


def from_faker(locale: str, kind: str) -> list[str]:
    """Return all names of a kind that a locale of Faker has, romanised ones before others."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    romanised = getattr(provider, f"{kind}_romanized_names", None)
    if romanised:
        return list(romanised)
    return [
        name
        for attribute in dir(provider)
        if re.fullmatch(rf"(?:[a-z]+_)?{kind}_names(?:_[a-z]+)*", attribute)
        for name in vars_of(provider, attribute)
    ]


def vars_of(provider: type, attribute: str) -> Iterable[str]:
    """Return the names in an attribute of a provider; some are properties, made of others."""
    names = getattr(provider, attribute)
    return [name for name in names if isinstance(name, str)] if isinstance(names, Iterable) else []


def from_node(package: Path) -> dict[str, dict[str, list[str]]]:
    """Return the given and family names of each locale of the unpacked npm package."""
    found = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if (found, version("faker")) != (FAKER_JS, FAKER):
        sys.exit(f"Made with Faker {FAKER} and @faker-js/faker {FAKER_JS}, not {version('faker')} and {found}.")
    script = """
      const {allLocales} = await import(process.argv[1]);
      const flat = (o) => !o ? [] : typeof o === 'string' ? [o] : 'value' in o ? flat(o.value) : Object.values(o).flatMap(flat);
      const names = ({person: p = {}}) => ({first: flat(p.first_name), last: flat(p.last_name)});
      console.log(JSON.stringify(Object.fromEntries(Object.entries(allLocales).map(([k, l]) => [k, names(l)]))));
    """
    module = (package / "dist" / "index.js").resolve().as_uri()
    run = subprocess.run(  # noqa: S603 - Node, started by who makes the lists
        ["node", "--input-type=module", "--eval", script, module],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(run.stdout)


def written(name: str, locale: str, kind: str) -> Iterator[str]:
    """Yield a name as the lists have it, and a given name in its own script too; nothing of a particle or an initial."""
    latin = romanised(name.casefold(), locale)
    for variant in {name, latin} if kind == "first" else {latin}:
        parts = [part for part in re.split(r"[\s\-‐]+", folded(variant)) if part]
        word = "".join(parts)
        if len(word) >= SHORTEST and len(parts) <= 2 and word not in PARTICLES.split() and word.isalpha():  # noqa: PLR2004
            yield word


def romanised(name: str, locale: str) -> str:
    """Return how a Cyrillic or Georgian name is written in Italy, and any other as it is."""
    if locale in {"uk_UA", "uk"}:
        start = UKRAINIAN_START.get(name[:1], name[:1])
        return (start + name[1:]).replace("зг", "zgh").translate(UKRAINIAN)
    if locale == "ru_RU":
        return name.translate(RUSSIAN)
    return anyascii(name) if locale == "ka_GE" else name


def write(file: str, what: str, names: Iterable[str]) -> None:
    """Write a list under its head, which ends with the empty line that its reader looks for."""
    head = f"""\
# {what} met in Emilia: Italian ones and those of the people who came to live there. Made by docs/names/make_names.py.
# From: Faker {FAKER} (PyPI, MIT licence, Daniele Faraglia and contributors); @faker-js/faker {FAKER_JS} (npm, MIT licence,
# its contributors and Marak Squires); docs/names/by_hand.toml (common knowledge, written by the authors of Facilitatore).
# In small Latin letters without accents and apostrophes, two words of a name as one; some in their own script as well.
# A star marks a given name that is a family name too: those are not repeated in the list of family names.
"""
    (RESOURCES / file).write_text(head + "\n" + "\n".join(names) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
