"""The tests of the core notice the errors planted in it: all of them in the long form, a third in the short one."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from mutants import MUTANTS, Mutant, plant, run_tests

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOUND = "sound"
TESTS_FAILED = 1


def planted() -> list[Mutant]:
    """Return the errors to plant: in the short form one for each law, and every third of those for single tests."""
    if os.environ.get("FACILITATORE_TORTURE"):
        return list(MUTANTS)
    of_laws = {mutant.tests: mutant for mutant in reversed(MUTANTS) if "laws" in mutant.tests[0]}
    return [*of_laws.values(), *[mutant for mutant in MUTANTS if "laws" not in mutant.tests[0]][::3]]


PLANTED = planted()


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[tuple[int, str]]]]:
    """Run the tests against every planted error, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        every = tuple(dict.fromkeys(test for mutant in PLANTED for test in mutant.tests if "laws" not in test))
        futures = {SOUND: pool.submit(judge, None, every, tmp_path_factory.mktemp(SOUND))}
        for number, mutant in enumerate(PLANTED):
            folder = tmp_path_factory.mktemp(f"mutant{number}")
            futures[mutant.name] = pool.submit(judge, mutant, mutant.tests, folder)
        yield futures


def judge(mutant: Mutant | None, tests: tuple[str, ...], folder: Path) -> tuple[int, str]:
    """Plant an error and run tests; the code is that of pytest, or -1 where the snippet is not found once."""
    return run_tests(tests, folder) if plant(mutant, folder) else (-1, "snippet not found exactly once")


@pytest.mark.timeout(280)
def test_sound_core_passes(verdicts: dict[str, Future[tuple[int, str]]]) -> None:
    """The same tests pass on a copy where no error is planted; whole files of them run by themselves anyway."""
    code, said = verdicts[SOUND].result()
    assert code == 0, said


@pytest.mark.timeout(280)
@pytest.mark.parametrize("name", [mutant.name for mutant in PLANTED])
def test_planted_error_is_noticed(name: str, verdicts: dict[str, Future[tuple[int, str]]]) -> None:
    """A planted error makes a test fail, and not for want of its snippet."""
    code, said = verdicts[name].result()
    assert code == TESTS_FAILED, said
