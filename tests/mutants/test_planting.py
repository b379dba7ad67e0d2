"""The errors that `run` plants are the ones people make, and each is one that Python accepts."""

from __future__ import annotations

import ast
import sys
from itertools import accumulate
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from places import HARMLESS, PLACES
from planting import errors_in, watched
from swapping import NotInAFunction, swaps

ROOT = Path(__file__).parents[2]
SAMPLE = '''
from __future__ import annotations


def is_kept(name: str, known: set[str]) -> bool:
    """Tell."""
    log(name)
    if not name.strip() and len(name) < 3:
        raise ValueError
    return name not in known
'''


def test_each_place_of_a_function_is_tried() -> None:
    """Conditions turned round, calls and refusals left out, texts not cleaned, limits moved by one, answers fixed."""
    planted = {one.name.removeprefix("x.py is_kept: ") for one in errors_in("x.py", SAMPLE.encode())}
    assert planted >= {
        "log(name) → pass",
        "raise ValueError → pass",
        "not name.strip() → (name.strip())",
        "name.strip() → (name)",
        "len(name) < 3 → (len(name) <= 3)",
        "not name.strip() and len(name) < 3 → ((len(name) < 3))",
        "not name.strip() and len(name) < 3 → ((not name.strip()))",
        "name not in known → (name in known)",
        "→ return True",
        "→ return False",
    }


def test_two_errors_of_one_function_that_look_alike_have_two_names() -> None:
    """One name for both would let the verdict on the one hide that of the other."""
    source = "from x import y\n\ndef f():\n    y()\n    y()\n"
    assert [one.name for one in errors_in("x.py", source.encode())] == ["x.py f: y() → pass", "x.py f: y() → pass (2)"]


def parts_of(source: bytes) -> list[tuple[int, int, bytes]]:
    """Return where each method, function or other statement begins and ends, and what it needs above it to stand alone."""
    starts = [0, *accumulate(map(len, source.splitlines(keepends=True)))]
    whole = ast.parse(source).body
    inner = [one for node in whole if isinstance(node, ast.ClassDef) for one in node.body]
    headed = [*((one, b"class _:\n") for one in inner), *((one, b"") for one in whole)]
    return [(starts[one.lineno - 1], starts[one.end_lineno or 0], head) for one, head in headed]


def test_every_error_is_one_that_python_accepts() -> None:
    """One that is no program would be noticed by every test, and prove nothing; nor may a watched file be none.

    The function about the error is looked at: the others of the file are as they were.
    """
    for file in PLACES:
        source = (ROOT / file).read_bytes()
        ast.parse(watched(source, file))
        parts = parts_of(source)
        for one in errors_in(file, source):
            first, last, head = next(part for part in parts if part[0] <= one.start and one.end <= part[1])
            text = one.cut_into(source)
            ast.parse(head + text[first : last + len(text) - len(source)])


def test_the_condition_that_kept_the_copies_of_a_register_is_turned_round() -> None:
    """It stood in the window, and no test noticed."""
    names = [one.name for one in errors_in("ui/register_file.py", (ROOT / "ui/register_file.py").read_bytes())]
    assert (
        "ui/register_file.py destroy: not destroy_register(path).was_read → (destroy_register(path).was_read)" in names
    )


def test_every_harmless_error_is_still_planted_and_explained() -> None:
    """What is said of code that is gone would hide a hole of the same name."""
    planted = {one.name for file in PLACES for one in errors_in(file, (ROOT / file).read_bytes())}
    assert HARMLESS.keys() - planted == set()
    assert all(reason.endswith(".") for reason in HARMLESS.values())


SWAPPED = """
LIMIT = frozenset({"a"})


def first(text: str, most: int = 3) -> bool:
    return text in LIMIT


class Case:
    kept = True

    def second(self) -> list[str]:
        return [one for one in "ab" if one != "a"]
"""


def planted_in(old: str, new: str) -> list[str]:
    """Return the names of the functions that take the place of the sound ones."""
    pairs = swaps(*(compile(one, "x.py", "exec") for one in (SWAPPED, SWAPPED.replace(old, new))))
    return [planted.co_qualname for _, planted in pairs]


def test_an_error_in_a_function_is_planted_without_loading_the_program_anew() -> None:
    """The function about it takes its place, also where the error is further inside or moves the lines below it."""
    assert planted_in("text in LIMIT", "text not in LIMIT") == ["first"]
    assert planted_in("    return text", "    return True\n    return text") == ["first"]
    assert planted_in('one != "a"', "True") == ["Case.second"]


@pytest.mark.parametrize(
    "change", [('{"a"}', '{"b"}'), ("most: int = 3", "most: int = 4"), ("kept = True", "kept = 0")]
)
def test_an_error_outside_of_every_function_needs_the_program_loaded_anew(change: tuple[str, str]) -> None:
    """It has done its harm before a function could be replaced."""
    with pytest.raises(NotInAFunction):
        planted_in(*change)
