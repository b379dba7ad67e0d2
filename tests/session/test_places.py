"""Promises of the mark of what this laptop is writing: a stick is known again by what it is, not by its letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from facilitatore.session.places import place_on_volume

STICK, OTHER = 0x1A2B3C4D, 0x55667788


def plugged_in(**letters: int) -> Callable[[str], int]:
    """Return the question for the number of a volume on a laptop with these letters; 0 for one that is not there."""
    return lambda root: letters.get(root.removesuffix(":\\"), 0)


def test_a_stick_under_another_letter_is_known_again() -> None:
    """Pulled out as E: after half a commit and put back as F:, its journal is still ours."""
    before = place_on_volume(PureWindowsPath("E:\\sera\\x.serata"), plugged_in(E=STICK))
    assert place_on_volume(PureWindowsPath("F:\\sera\\x.serata"), plugged_in(F=STICK)) == before


@pytest.mark.parametrize(
    ("path", "letters"),
    [
        (PureWindowsPath("E:\\sera\\x.serata"), {"E": OTHER}),
        (PureWindowsPath("E:\\sera\\y.serata"), {"E": STICK}),
        (PureWindowsPath("E:\\x.serata"), {"E": STICK}),
        (PureWindowsPath("E:\\sera\\x.serata"), {}),
    ],
    ids=["another stick", "another file", "another folder", "no number"],
)
def test_what_is_something_else_is_not_taken_for_it(path: PurePath, letters: dict[str, int]) -> None:
    """A stick of somebody else that comes under the same letter is a stranger, which by the letter alone it was not."""
    known = place_on_volume(PureWindowsPath("E:\\sera\\x.serata"), plugged_in(E=STICK))
    assert place_on_volume(path, plugged_in(**letters)) != known


@pytest.mark.parametrize("path", [PureWindowsPath("E:\\x.serata"), PurePosixPath("/media/anna/CHIAVETTA/x.serata")])
def test_without_a_number_the_path_is_the_name(path: PurePath) -> None:
    """Also where the volume was pulled out, and where there are no letters."""
    assert place_on_volume(path, plugged_in()) == str(path)


def test_a_share_is_a_place_too() -> None:
    """A path of the network has a drive of two names, and nothing is lost of it."""
    share = PureWindowsPath("\\\\server\\serate\\x.serata")
    assert place_on_volume(share, lambda root: {"\\\\server\\serate\\": OTHER}[root]) == f"{OTHER:x}:x.serata"
