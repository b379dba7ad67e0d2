"""The errors that `run` plants are the ones people make, and each is one that Python accepts."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from places import HARMLESS, PLACES
from planting import errors_in, watched

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


def test_every_error_is_one_that_python_accepts() -> None:
    """One that is no program would be noticed by every test, and prove nothing; nor may a watched file be none."""
    for file in PLACES:
        source = (ROOT / file).read_bytes()
        ast.parse(watched(source))
        for one in errors_in(file, source):
            ast.parse(one.cut_into(source))


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
