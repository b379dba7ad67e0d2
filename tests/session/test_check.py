"""Checking a file changes nothing and tells what holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import forge
import pytest

from facilitatore.session import FileKind
from facilitatore.session.check import check_file

FIRST = Path(__file__).parents[1] / "files" / "format-1.serata"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """Return a copy of the file of the first format."""
    return Path(shutil.copyfile(FIRST, tmp_path / "first.serata"))


def test_check_tells_what_a_file_is(tmp_path: Path) -> None:
    """Kind, title, number of facts and fingerprint are those of the open file."""
    with forge.evening(tmp_path / "x.serata", "a", "b") as session:
        fingerprint, count = session.fingerprint(), session.fact_count
    report = check_file(tmp_path / "x.serata")
    assert [(root.kind, root.name) for root in report.roots] == [(FileKind.EVENING, "Adolescenti, 2018-11-20")]
    assert (report.facts, report.altered, report.fingerprint) == (count, 0, fingerprint)


def test_check_counts_altered_facts(tmp_path: Path) -> None:
    """Rows that are not what was written are counted apart."""
    path = forge.run(tmp_path / "x.serata", "UPDATE fact SET at=at+1 WHERE kind='note' AND at<4")
    report = check_file(path)
    assert (report.facts, report.altered) == (18, 3)


def test_check_leaves_the_file_alone(first: Path) -> None:
    """Not one byte, nor the time of the last change, nor a neighbour."""
    before = (first.read_bytes(), first.stat().st_mtime_ns)
    check_file(first)
    assert (first.read_bytes(), first.stat().st_mtime_ns) == before
    assert [path.name for path in first.parent.iterdir() if path.is_file()] == ["first.serata"]
