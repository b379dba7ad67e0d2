"""Backups: made by themselves, thinned with age, never in the way of the work."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import forge
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitatore.session import Session, new
from facilitatore.session import backup as backup_module
from facilitatore.session.backup import back_up, back_up_facts, backup_folder, backups_of, thin
from facilitatore.session.check import check_file

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_800_000_000
MOMENTS = st.lists(st.integers(NOW - 70 * 86_400, NOW), max_size=60)
QUICK = settings(derandomize=True, database=None, deadline=None, max_examples=150)


@QUICK
@given(MOMENTS)
def test_thinning_twice_is_thinning_once(moments: list[int]) -> None:
    """What stays, stays."""
    kept = thin(moments, NOW)
    assert thin(kept, NOW) == kept
    assert set(kept) <= set(moments)


@QUICK
@given(MOMENTS)
def test_thinning_keeps_all_of_two_hours(moments: list[int]) -> None:
    """The copies of the evening itself all stay."""
    recent = {moment for moment in moments if NOW - moment < 7200}
    assert recent <= set(thin(moments, NOW))


@QUICK
@given(MOMENTS)
def test_thinning_keeps_one_an_hour_and_one_a_day(moments: list[int]) -> None:
    """Of each hour of the last day, and of each day of two months, exactly the last copy stays, past the newest ten."""
    newest = sorted(moments)[-10:]
    moments = [moment for moment in moments if moment < min(newest, default=0)]
    kept = [moment for moment in thin([*moments, *newest], NOW) if moment in moments]
    for unit, low, high in ((3600, 7200, 86_400), (86_400, 86_400, 60 * 86_400)):
        there = [moment for moment in moments if low <= NOW - moment < high]
        assert {moment for moment in kept if low <= NOW - moment < high} == {
            max(moment for moment in there if moment // unit == slot) for slot in {one // unit for one in there}
        }
    assert all(NOW - moment < 60 * 86_400 for moment in kept)


@QUICK
@given(MOMENTS, st.integers(-(10**9), 10**9))
def test_whatever_the_clock_says_the_newest_stay(moments: list[int], wrong: int) -> None:
    """A start with a clock far ahead, or set back, and then with the right one: ten copies of before are there."""
    made = sorted(set(moments))
    after = thin(thin([*made, NOW + wrong], NOW + wrong), NOW)
    assert set(made[-9:]) <= set(after)


def test_opening_makes_a_backup_and_not_another_at_once(tmp_path: Path) -> None:
    """The first opening copies the file; the next one, a moment later, does not."""
    path = tmp_path / "x.serata"
    forge.evening(path, "a").close()
    for _ in range(2):
        with Session.open(path) as session:
            copies = backups_of(path, session.id)
            assert len(copies) == 1
            assert check_file(copies[0][1]).fingerprint == session.fingerprint()


def test_backups_of_the_same_second_all_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three joins one after the other leave three copies, each with what was there before."""
    monkeypatch.setattr(backup_module.time, "time", lambda: NOW)
    path = tmp_path / "x.serata"
    with forge.evening(path) as session:
        marks = []
        for number in range(3):
            session.note("add", new("note", text=str(number)))
            marks.append(session.fingerprint())
            assert session.back_up() is not None
        copies = [check_file(copy).fingerprint for _, copy in backups_of(path, session.id)]
        assert copies[-3:] == marks


def test_backup_of_the_future_does_not_stop_backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy made while the clock was years ahead does not keep others from being made."""
    path = tmp_path / "x.serata"
    with forge.evening(path, "a") as session:
        with monkeypatch.context() as wrong:
            wrong.setattr(backup_module.time, "time", lambda: 4_000_000_000)
            assert session.back_up() is not None
        assert back_up(session._file.db, path, session.id) is not None
        assert len(backups_of(path, session.id)) == 2


def test_backup_that_fails_leaves_nothing_and_stops_nothing(tmp_path: Path) -> None:
    """A copy that could not be finished is no backup."""
    path = tmp_path / "x.serata"
    with forge.evening(path, "a") as session:
        backup_folder(session.id).mkdir(parents=True)
        session._file.db.set_progress_handler(lambda: True, 1)
        assert session.back_up() is None
        session._file.db.set_progress_handler(None, 0)
        assert list(backup_folder(session.id).iterdir()) == []
        session.record("add", new("note", text="b"))


def test_folder_that_cannot_be_made_stops_nothing(tmp_path: Path, own_laptop: Path) -> None:
    """Where no backup can lie the work goes on."""
    own_laptop.mkdir()
    (own_laptop / "data").write_text("no folder")
    with forge.evening(tmp_path / "x.serata", "a") as session:
        assert session.back_up() is None


def test_names_with_brackets_have_their_own_backups(tmp_path: Path) -> None:
    """A name is no pattern."""
    with forge.evening(tmp_path / "se[r]a*.serata", "a") as session:
        assert session.back_up() is not None
        assert len(backups_of(session.path, session.id)) == 1
        assert backups_of(tmp_path / "sera.serata", session.id) == []


def test_stray_files_are_no_backups(tmp_path: Path) -> None:
    """What is not called like a backup is left alone."""
    with forge.evening(tmp_path / "x.serata", "a") as session:
        session.back_up()
        (backup_folder(session.id) / "x-notes-of-anna-2018.serata").write_text("a")
        assert len(backups_of(session.path, session.id)) == 1


def test_old_backups_are_thinned(tmp_path: Path) -> None:
    """Of copies of years ago the oldest goes when a new one is made, and ten are left."""
    with forge.evening(tmp_path / "x.serata", "a") as session:
        folder = backup_folder(session.id)
        folder.mkdir(parents=True)
        old = [folder / f"x-201801{day:02}-120000.serata" for day in range(1, 11)]
        for one in old:
            one.write_text("old")
        session.back_up()
        assert [one.exists() for one in old] == [False] + [True] * 9


def test_backup_is_a_whole_file(tmp_path: Path) -> None:
    """A backup opens with any SQLite and has passed its own check."""
    with forge.evening(tmp_path / "x.serata", "a") as session:
        copy = session.back_up()
    assert copy is not None
    db = sqlite3.connect(copy)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


@pytest.mark.parametrize(
    ("age", "earlier"),
    [(2 * 3600, 50), (86_400, 50), (60 * 86_400, 0)],
    ids=["two hours", "a day", "sixty days"],
)
def test_a_copy_as_old_as_a_limit_is_past_it(age: int, earlier: int) -> None:
    """At two hours one an hour stays, at a day one a day, at sixty days none but the newest ten."""
    now = NOW + 100
    newest = [now - second for second in range(10)]
    old = [now - age - earlier]
    later = [now - age] if earlier else []
    assert thin([*old, *later, *newest], now) == sorted([*later, *newest])


def test_half_a_copy_of_the_same_second_does_not_stop_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that was killed left it under the name that the next copy is written to."""
    monkeypatch.setattr(backup_module.time, "time", lambda: NOW)
    with forge.evening(tmp_path / "x.serata", "a") as session:
        copy = session.back_up()
        assert copy is not None
        copy.rename(copy.with_name(f"{copy.name}.part"))
        assert session.back_up() == copy


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_half_a_copy_goes_whatever_stopped_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """A full disk is no reason to stop the work; somebody who wants to stop is obeyed."""

    def half(part: Path, _facts: object) -> None:
        part.write_bytes(b"half")
        raise error

    monkeypatch.setattr(backup_module, "build_file", half)
    if error is OSError:
        assert back_up_facts([], tmp_path / "x.serata", "ab") is None
    else:
        with pytest.raises(KeyboardInterrupt):
            back_up_facts([], tmp_path / "x.serata", "ab")
    assert list(backup_folder("ab").iterdir()) == []


def test_an_old_copy_that_another_program_thinned_meanwhile_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two windows may have two evenings of one name open."""
    with forge.evening(tmp_path / "x.serata", "a") as session:
        folder = backup_folder(session.id)
        folder.mkdir(parents=True)
        old = folder / "x-20180101-120000.serata"
        old.write_text("old")

        def thinned(_moments: list[int], _now: int) -> list[int]:
            old.unlink()
            return []

        monkeypatch.setattr(backup_module, "thin", thinned)
        assert session.back_up() is not None
