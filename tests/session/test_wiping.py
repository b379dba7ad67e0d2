"""Taking bytes away: what a file held is overwritten on the disk before its name goes, and only there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from facilitatore.errors import NotWritable
from facilitatore.session import replacing, wiping
from facilitatore.session.replacing import put_in_place_of, wipe_parts
from facilitatore.session.wiping import wipe

SECRET = b"Zdravka Przybyszewska" * 100_000
"""Longer than what is overwritten at once."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return an empty folder."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return what a file held each time that it was brought to the disk."""
    seen: list[bytes] = []

    def fsync(handle: int) -> None:
        seen.append(os.pread(handle, 1 << 24, 0))

    monkeypatch.setattr(wiping, "flush_file", fsync)
    return seen


def test_the_disk_has_zeros_in_place_of_every_byte_before_the_file_is_cut(place: Path, flushed: list[bytes]) -> None:
    """As many as there were bytes, and then none: a file that is cut first leaves what it held in free blocks."""
    path = place / "x.registro"
    path.write_bytes(SECRET)
    wipe(path)
    assert flushed == [bytes(len(SECRET)), b""]
    assert not path.exists()


def test_of_a_link_only_the_link_goes(place: Path, link: Callable[[Path, Path], None]) -> None:
    """What it leads to belongs to somebody else."""
    other, path = place / "tesi.odt", place / "x.registro"
    other.write_bytes(b"tre anni di lavoro")
    link(path, other)
    wipe(path)
    assert not path.is_symlink()
    assert other.read_bytes() == b"tre anni di lavoro"


def test_a_file_that_may_not_be_written_is_overwritten_all_the_same(
    place: Path, flushed: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner may allow it, and does."""
    path = place / "x.registro"
    path.write_bytes(b"Zdravka")
    path.chmod(0o400)
    rights: list[int] = []
    right = Path.chmod
    monkeypatch.setattr(
        wiping.os, "access", lambda file, _how: bool(file.stat().st_mode & 0o200)
    )  # root may do anything
    monkeypatch.setattr(Path, "chmod", lambda file, mode: (rights.append(mode), right(file, mode)))
    wipe(path)
    assert rights == [0o600]
    assert flushed[0] == bytes(7)


def test_the_file_that_was_replaced_is_overwritten(place: Path) -> None:
    """By whatever other name it can still be reached, it holds nothing."""
    _replaced_is_empty(place)


def test_where_no_open_file_can_be_replaced_it_is_overwritten_under_a_second_name(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows; the second name goes too."""
    monkeypatch.setattr(replacing, "os", SimpleNamespace(name="nt", link=os.link))
    _replaced_is_empty(place)


def _replaced_is_empty(folder: Path) -> None:
    target, part, kept = folder / "x.registro", folder / "x.registro.part", folder / "kept"
    target.write_bytes(SECRET)
    part.write_bytes(b"new")
    os.link(target, kept)
    put_in_place_of(part, target)
    assert target.read_bytes() == b"new"
    assert kept.read_bytes() == b""
    assert sorted(folder.iterdir()) == [kept, target]


def test_a_name_that_cannot_be_had_leaves_all_as_it_was(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a second name was made before: that one is gone, and nothing was overwritten."""
    target, part = place / "x.registro", place / "x.registro.part"
    target.write_bytes(b"old")
    part.write_bytes(b"new")

    def refuse(*_: object) -> None:
        raise NotWritable(target)

    monkeypatch.setattr(replacing, "os", SimpleNamespace(name="nt", link=os.link))
    monkeypatch.setattr(replacing, "put_in_place", refuse)
    with pytest.raises(NotWritable):
        put_in_place_of(part, target)
    assert target.read_bytes() == b"old"
    assert sorted(place.iterdir()) == [target, part]


@pytest.mark.parametrize(("only_plain", "left"), [(False, []), (True, ["x.registro.b.part"])])
def test_parts_of_a_killed_program_are_wiped(place: Path, only_plain: bool, left: list[str]) -> None:
    """All of them, or those that anybody could read; never one that was to become another file."""
    (place / "x.registro.a.part").write_bytes(b"SQLite format 3\0" + b"Zdravka")
    (place / "x.registro.b.part").write_bytes(bytes(range(100)))
    (place / "y.registro.c.part").write_bytes(b"SQLite format 3\0")
    wipe_parts(place / "x.registro", only_plain=only_plain)
    assert sorted(path.name for path in place.iterdir()) == [*left, "y.registro.c.part"]


def test_where_there_is_none_nothing_is_wiped(place: Path) -> None:
    """A journal that was never there is no trouble."""
    wipe(place / "x.registro-journal")
    assert list(place.iterdir()) == []
