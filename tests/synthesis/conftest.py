"""An open evening to work on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitatore.prepare.evening import find_group
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Session]:
    """Open the first evening of Carpi 2018, with its three groups."""
    with create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")) as session:
        yield session


@pytest.fixture
def group(evening: Session) -> str:
    """Return the id of group A."""
    return find_group(evening, "A").id
