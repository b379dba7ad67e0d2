"""The automatic copies that are offered for a broken file."""

from __future__ import annotations

from pathlib import Path

import forge
import pytest

from facilitatore.errors import Problem
from facilitatore.session import Session
from facilitatore.session.rescue.copies import copies_for, free_name, restore


def test_copies_are_found_by_the_evening_and_by_the_name(tmp_path: Path) -> None:
    """With facts left, by the evening they are of, even under another name; without, by the name of the file."""
    with forge.evening(tmp_path / "x.serata", "a", "b") as session:
        session.back_up()
        wanted = bytes.fromhex(session.id)
    with forge.evening(tmp_path / "other.serata", "c") as session:
        session.back_up()
    renamed = tmp_path / "renamed.serata"
    assert [copy.count for copy in copies_for(renamed, [wanted])] == [2]
    assert [copy.count for copy in copies_for(tmp_path / "x.serata")] == [2]
    assert copies_for(renamed) == []


def test_a_broken_copy_is_not_offered(tmp_path: Path) -> None:
    """Only copies that open are shown."""
    with forge.evening(tmp_path / "x.serata", "a") as session:
        copy = session.back_up()
    assert copy is not None
    copy.write_bytes(copy.read_bytes()[:5000])
    assert copies_for(tmp_path / "x.serata") == []


def test_a_copy_becomes_a_new_file(tmp_path: Path) -> None:
    """Beside the broken one, under a name that nobody has."""
    path = tmp_path / "x.serata"
    with forge.evening(path, "a") as session:
        copy = session.back_up()
    path.write_bytes(b"rotto")
    assert copy is not None
    target = restore(copy, free_name(tmp_path, "x", ".serata"))
    assert target.name == "x 2.serata"
    assert path.read_bytes() == b"rotto"
    with Session.open(target) as session:
        assert len(session.things("note")) == 1
    with pytest.raises(Problem):
        restore(copy, target)
