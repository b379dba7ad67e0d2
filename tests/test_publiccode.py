"""What the catalogues of public administrations read of us: the keys that the standard 0.7 wants, of the kinds it wants.

The rules are those of https://yml.publiccode.tools (schema.core), which has no schema that a program could read.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[1]
FILE: Final = ROOT / "publiccode.yml"
KEYS: Final = {
    "publiccodeYmlVersion": str,
    "name": str,
    "url": str,
    "platforms": list,
    "developmentStatus": str,
    "softwareType": str,
    "description": dict,
    "legal": dict,
    "maintenance": dict,
    "localisation": dict,
}
"""What must be there."""
MAY: Final = {"softwareVersion": str, "categories": list, "intendedAudience": dict}
STATUS: Final = {"concept", "development", "beta", "stable", "obsolete"}
TYPES: Final = {f"standalone/{one}" for one in ("mobile", "iot", "desktop", "web", "backend", "other")}
SCOPES: Final = {"culture", "education", "healthcare", "local-authorities", "society", "welfare"}
CATEGORIES: Final = {"collaboration", "data-collection", "digital-citizenship", "event-management", "survey"}
"""Those of the long lists of the standard that may fit."""


def read(text: str) -> Any:
    """Read the little of YAML 1.2 that the file uses: maps, lists of words, quoted words, folded texts.

    Raises:
        ValueError: a line is of no such kind.
    """
    lines = [line.rstrip() for line in text.splitlines() if not line.lstrip().startswith("#")]
    value, rest = _block(lines, 0)
    if any(rest):
        raise ValueError(rest[0])
    return value


def _block(lines: list[str], depth: int) -> tuple[Any, list[str]]:
    """Read what is `depth` spaces in; return it, and the lines after it."""
    found: Any = None
    while lines:
        line, *after = lines
        inner = line.lstrip()
        if inner and len(line) - len(inner) < depth:
            break
        if not inner:
            lines = after
        elif inner.startswith("- "):
            found = [*(found or []), _word(inner[2:])]
            lines = after
        elif pair := re.fullmatch(r"([A-Za-z]+):(?: (.+))?", inner):
            key, word = pair.groups()
            if key in (found or {}):
                raise ValueError(line)
            if word == ">":
                size = next((at for at, one in enumerate(after) if one and not one.startswith(" " * (depth + 1))), None)
                value, lines = " ".join(" ".join(after[:size]).split()), [] if size is None else after[size:]
            elif word:
                value, lines = _word(word), after
            else:
                value, lines = _block(after, depth + 2)
            found = {**(found or {}), key: value}
        else:
            raise ValueError(line)
    return found, lines


def _word(text: str) -> str | bool:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r'"[^"\\]*"', text):
        return text[1:-1]
    if re.search(r"[:#\"'{}\[\]&*!|>%@`]", text) or re.fullmatch(r"[\d.]+|null|~", text):
        raise ValueError(text)
    return text


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Return what the file says."""
    found: dict[str, Any] = read(FILE.read_bytes().decode("utf-8"))
    return found


def test_every_key_that_must_be_there_is_of_its_kind(told: dict[str, Any]) -> None:
    """And there is none that the standard does not know."""
    assert {key: type(told[key]) for key in KEYS} == KEYS
    assert {key: type(value) for key, value in told.items() if key not in KEYS} == MAY
    assert told["publiccodeYmlVersion"] == "0.7"
    assert re.fullmatch(r"https://[a-z0-9.-]+/\S+", told["url"])


def test_the_values_are_those_that_the_standard_lists(told: dict[str, Any]) -> None:
    """Kinds, platforms, categories."""
    assert told["developmentStatus"] in STATUS
    assert told["softwareType"] in TYPES
    assert set(told["platforms"]) == {"windows", "mac", "linux"}
    assert set(told["categories"]) <= CATEGORIES
    assert set(told["intendedAudience"]["scope"]) <= SCOPES


def test_the_description_has_the_length_that_is_asked_for(told: dict[str, Any]) -> None:
    """Short is 150 letters at most, long 150 to 10,000; features for who decides; pictures that are there."""
    assert list(told["description"]) == ["it"]
    words = told["description"]["it"]
    assert set(words) == {"shortDescription", "longDescription", "features", "screenshots"}
    assert 0 < len(words["shortDescription"]) <= 150
    assert 150 <= len(words["longDescription"]) <= 10_000
    assert 5 <= len(words["features"]) <= 20
    assert all((ROOT / picture).is_file() for picture in words["screenshots"])


def test_it_says_what_the_project_says(told: dict[str, Any]) -> None:
    """Version, licence and language are those of the program."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert told["softwareVersion"] == project["version"]
    assert told["legal"] == {"license": project["license"]}
    assert told["localisation"] == {"localisationReady": False, "availableLanguages": ["it"]}


def test_who_looks_after_it_is_a_person_where_somebody_does(told: dict[str, Any]) -> None:
    """Kept by its owner or by people, it names one; under contract, with whom; else nobody is named."""
    wanted = {"internal": {"contacts"}, "community": {"contacts"}, "contract": {"contractors"}, "none": set()}
    maintenance = told["maintenance"]
    assert set(maintenance) - {"type"} == wanted[maintenance["type"]]


@pytest.mark.parametrize("text", ["a: 0.7", "a: b: c", "a: x\na: y", "- [x]", "?", "a: 'x"])
def test_what_yaml_would_read_otherwise_is_no_word(text: str) -> None:
    """A version that is a number, a key twice, marks of the language: the reader of this test refuses them."""
    with pytest.raises(ValueError, match=r".+"):
        read(text)
