"""The proofs of this folder wait for the disk, import what lies beside them, and print their figures in the long form."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if str(Path(__file__).parent) not in sys.path:
    sys.path.append(str(Path(__file__).parent))

from deeds import ROUNDS, Place
from forms import LONG
from mounts import Mounts

from facilitatore.session import keys

_FIGURES: list[str] = []


@pytest.fixture
def no_waiting() -> None:
    """Wait for the disk here: it is what these tests are about."""


@pytest.fixture
def tell_figures(request: pytest.FixtureRequest) -> Iterator[dict[str, int]]:
    """Return a place for the figures of a proof, printed at the end of the long form."""
    figures: dict[str, int] = {}
    yield figures
    _FIGURES.append(f"{request.node.name}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a laptop of its own, in memory where that is possible, and be that laptop."""
    monkeypatch.setattr(keys, "ITERATIONS", ROUNDS)
    made = Place(tmp_path / "place")
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, made.environment[name])
    return made


@pytest.fixture
def mounts(tmp_path: Path) -> Iterator[Mounts]:
    """Return what mounts small disks, and takes them away at the end."""
    made = Mounts(tmp_path / "mounts")
    yield made
    made.take_away()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures."""
    if LONG and _FIGURES:
        terminalreporter.section("figures")
        for line in _FIGURES:
            terminalreporter.line(line)
