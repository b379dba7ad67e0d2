"""Promises of the records of joins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from facilitatore.session.joining.records import (
    JoinedFile,
    JoinRecord,
    drop_join,
    drop_joins,
    joins_folder,
    mark_taken_back,
    read_joins,
    save_join,
)

if TYPE_CHECKING:
    from pathlib import Path


def record(path: Path, at: int = 1_500_000_000_000) -> JoinRecord:
    """Return a record with something in every field."""
    file = JoinedFile(
        "gruppo-B.serata", "0a" * 8, at, "aa", ("Una sera",), 3, 2, 1, 1, 4, 2, True, {"note": 1}, False, ""
    )
    return JoinRecord(at, "ab" * 16, str(path.resolve()), "aa", "bb", ("0c" * 22,), (file,), ("0d" * 22,))


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    """With all its fields, in order of time."""
    later, earlier = record(tmp_path / "a.serata", 2_000_000_000_000), record(tmp_path / "a.serata")
    for one in (later, earlier):
        save_join(one)
    assert read_joins(earlier.session_id, tmp_path / "a.serata") == [earlier, later]


def test_records_of_other_copies_are_not_mixed(tmp_path: Path) -> None:
    """Two copies of one evening, joined in the same instant."""
    save_join(record(tmp_path / "a.serata"))
    save_join(record(tmp_path / "b.serata"))
    assert read_joins("ab" * 16, tmp_path / "b.serata") == [record(tmp_path / "b.serata")]


def test_a_record_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    """Half a file, another version's fields, a list where an object belongs, an id that is none."""
    save_join(record(tmp_path / "a.serata"))
    folder = joins_folder("ab" * 16)
    for number, text in enumerate(('{"at": 1', "[]", '{"at": 1, "files": []}', '{"files": [{"x": 1}]}', "\xff")):
        (folder / f"{number}.json").write_text(text, encoding="latin-1")
    save_join(replace(record(tmp_path / "a.serata", 5), ids=("0c" * 22, "zz")))
    assert read_joins("ab" * 16, tmp_path / "a.serata") == [record(tmp_path / "a.serata")]


def test_taking_back_is_noted_in_place(tmp_path: Path) -> None:
    """There is one record still."""
    save_join(record(tmp_path / "a.serata"))
    mark_taken_back(record(tmp_path / "a.serata"), 7)
    assert read_joins("ab" * 16, tmp_path / "a.serata") == [replace(record(tmp_path / "a.serata"), taken_back_at=7)]


def test_records_are_dropped(tmp_path: Path) -> None:
    """One, all, and none."""
    for name in "ab":
        save_join(record(tmp_path / f"{name}.serata"))
    drop_join(record(tmp_path / "a.serata"))
    assert len(list(joins_folder("ab" * 16).iterdir())) == 1
    drop_joins("ab" * 16)
    drop_joins("cd" * 16)
    assert read_joins("ab" * 16, tmp_path / "b.serata") == []
