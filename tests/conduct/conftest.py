"""An open evening to work on, on a disk that nobody waits for."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitatore.prepare.evening import find_group
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, fact_file
from facilitatore.session.format import set_up_writing


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the waiting for the disk, which no test here is about: it takes nine tenths of the time."""

    def set_up(db: sqlite3.Connection) -> None:
        set_up_writing(db)
        db.execute("PRAGMA synchronous=OFF")

    monkeypatch.setattr(fact_file, "set_up_writing", set_up)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Session]:
    """Open the first evening of Carpi 2018, with its three groups."""
    with create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")) as session:
        yield session


@pytest.fixture
def group(evening: Session) -> str:
    """Return the id of group A."""
    return find_group(evening, "A").id
