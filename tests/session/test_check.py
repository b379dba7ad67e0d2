"""Checking a file changes nothing and tells what holds; a file of the first format is read for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import forge
import pytest

from facilitatore.session import FileKind, Session
from facilitatore.session.check import check_file
from facilitatore.session.merge import join_files

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
    assert (report.root.kind, report.root.title) == (FileKind.EVENING, "Adolescenti, 2018-11-20")
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


def test_first_format_is_whole() -> None:
    """The file kept in the repository still passes its check, with the fingerprint it always had."""
    report = check_file(FIRST)
    assert (report.facts, report.altered, report.root.title) == (9, 0, "Adolescenti, 2018-11-20")
    assert report.fingerprint == "78bd f106 3517 928d 1c20"


def test_first_format_shows_what_it_always_showed(first: Path) -> None:
    """Notes, a conflict, a removal and a kind of a later program fold as on the first day."""
    with Session.open(first, FileKind.EVENING) as session:
        notes = [(note.text("text"), note.real("pos"), note.deleted) for note in session.things("note")]
        assert notes == [("Perché? 👩‍👧", 0.0, False), ("Un luogo", 1.5, False)]
        assert [conflict.values for conflict in session.conflicts()] == [("Una piazza", "Un luogo")]
        assert session.counts() == {"evening": 1, "hologram": 1, "note": 2}
        assert session.get("04" * 16) is None


def test_first_format_still_forgets(first: Path, tmp_path: Path) -> None:
    """The purge in it still absorbs a guest that comes late."""
    late = forge.fact(0, {"title": "Adolescenti", "date": "2018-11-20"}, "evening")
    guest = forge.make_fact(forge.EVENING, b"\5" * 16, "guest", {"badge_name": "Zenobia"}, by=b"A", at=1)
    forge.build_file(tmp_path / "late.serata", sorted([late, guest]))
    join_files([tmp_path / "late.serata"], first)
    with Session.open(first) as session:
        assert session.things("guest") == []


def test_first_format_is_written_the_same_today(first: Path, tmp_path: Path) -> None:
    """A join of that file alone has its very bytes: the same facts make the same file, on this machine too."""
    target = tmp_path / "again.serata"
    join_files([first], target)
    assert _without_version(target.read_bytes()) == _without_version(first.read_bytes())


def _without_version(content: bytes) -> bytes:
    """Leave out SQLite's own version number (bytes 96-99 of the header)."""
    return content[:96] + content[100:]
