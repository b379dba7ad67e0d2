"""Backups forget with the file: written anew, overwritten, and gone on with after an accident."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import forge
import pytest

from facilitatore.errors import AsksToForget, FileProblem
from facilitatore.session import Session, new
from facilitatore.session import backup as backup_module
from facilitatore.session.backup import (
    about_to_forget,
    backup_folder,
    drop_backups,
    forget_in_backups,
    is_forgetting,
    mark_forgetting,
    moment_of,
)
from facilitatore.session.building import copy_facts
from facilitatore.session.check import check_file
from facilitatore.session.joining.records import joins_folder

NAME = "Zenobia"


@pytest.fixture
def evening(tmp_path: Path) -> Session:
    """Open an evening with a name in it, which its backup knows."""
    session = forge.evening(tmp_path / "x.serata", "resta")
    session.record("add", new("guest", badge_name=NAME))
    assert session.back_up() is not None
    return session


def guests(session: Session) -> list[str]:
    """Return the ids of the guests."""
    return [thing.id for thing in session.things("guest")]


def knows(session: Session) -> list[str]:
    """Return the names of the files beside the backups that know the secret."""
    return [path.name for path in backup_folder(session.id).iterdir() if NAME.encode() in path.read_bytes()]


def test_a_backup_keeps_all_the_rest(evening: Session) -> None:
    """It is a whole file, with the other words and with the wish to forget."""
    (before,) = backup_folder(evening.id).iterdir()
    with evening:
        evening.forget(ids=guests(evening))
        (copy,) = backup_folder(evening.id).iterdir()
        assert copy.name == before.name
        assert check_file(copy).fingerprint == evening.fingerprint()
        assert not is_forgetting(evening.id)


def test_the_old_bytes_are_overwritten(evening: Session, tmp_path: Path) -> None:
    """A second name of the old backup shows what happened to it."""
    (copy,) = backup_folder(evening.id).iterdir()
    other = tmp_path / "secondo nome"
    other.hardlink_to(copy)
    with evening:
        evening.forget(ids=guests(evening))
    assert NAME.encode() not in other.read_bytes()


def test_what_cannot_be_read_is_removed(evening: Session) -> None:
    """A damaged backup and half a copy may hold the name where nobody can take it out."""
    folder = backup_folder(evening.id)
    for name in ("x-20180101-120000.serata", "x-20180102-120000.serata.part"):
        (folder / name).write_bytes(b"SQLite format 3\0" + NAME.encode() * 9)
    with evening:
        evening.forget(ids=guests(evening))
    assert knows(evening) == []
    assert len(list(folder.iterdir())) == 1


def test_a_backup_without_room_is_removed(evening: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgetting comes before keeping."""

    def full(path: Path, *_: object) -> None:
        raise FileProblem(path)

    monkeypatch.setattr(backup_module, "build_file", full)
    with evening:
        evening.forget(ids=guests(evening))
    assert list(backup_folder(evening.id).iterdir()) == []


def test_a_backup_that_stays_is_said(evening: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """And asking again removes it."""

    def refuse(path: Path, *_: object) -> None:
        raise FileProblem(path)

    with evening:
        with monkeypatch.context() as patch:
            patch.setattr(backup_module, "build_file", refuse)
            patch.setattr(backup_module, "wipe", refuse)
            with pytest.raises(FileProblem):
                evening.forget(ids=guests(evening))
        assert guests(evening) == []
        assert knows(evening)
        evening.forget(ids=[])
        assert knows(evening) == []


@pytest.mark.parametrize("fails_at", ["forget_in_backups", "wipe_before"])
def test_a_crash_is_made_good_at_the_next_opening(
    evening: Session, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    """Whether the program ended before the first backup or within one."""

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    where = "_forget_in" if fails_at == "forget_in_backups" else "put_in_place_of"
    with monkeypatch.context() as patch:
        patch.setattr(backup_module, where, crash)
        with pytest.raises(KeyboardInterrupt):
            evening.forget(ids=guests(evening))
        evening.close()
    assert knows(evening)
    assert is_forgetting(evening.id)
    with Session.open(evening.path) as again:
        assert knows(again) == []
        assert not is_forgetting(again.id)
        assert guests(again) == []


def test_forgetting_again_writes_no_backup(evening: Session) -> None:
    """One that knows no name already stays as it is, byte by byte."""
    with evening:
        evening.forget(ids=guests(evening))
        (copy,) = backup_folder(evening.id).iterdir()
        before = copy.stat().st_ino, copy.read_bytes()
        forget_in_backups(evening.id, [fact for fact in evening.all_facts() if fact.kind == "purge"])
        assert (copy.stat().st_ino, copy.read_bytes()) == before


def test_records_of_joins_go(evening: Session) -> None:
    """They tell where names came from."""
    joins_folder(evening.id).mkdir(parents=True)
    (joins_folder(evening.id) / "1.json").write_text("{}")
    with evening:
        evening.forget(ids=guests(evening))
    assert list(joins_folder(evening.id).iterdir()) == []


def test_a_backup_still_counts_who_was_forgotten(evening: Session) -> None:
    """It holds the same presence without a name as the file."""
    with evening:
        evening.forget(ids=guests(evening))
        (copy,) = [path for path in backup_folder(evening.id).iterdir() if path.suffix == ".serata"]
        with Session.look(copy) as kept:
            assert [one.id for one in kept.things("presence")] == [one.id for one in evening.things("presence")] != []


def test_other_evenings_keep_their_backups(evening: Session, tmp_path: Path) -> None:
    """What was said elsewhere is nobody's business here."""
    with forge.evening(tmp_path / "y.serata", "altra") as other:
        other.record("add", new("guest", badge_name=NAME))
        other.back_up()
        with evening:
            evening.forget(kinds=["guest"])
        assert knows(other)


def test_several_kinds_are_forgotten_at_once(evening: Session, tmp_path: Path) -> None:
    """In one transaction, and for whoever comes later too."""
    evening.record("add", new("person", first_name=NAME))
    copy_facts(evening.all_facts(), tmp_path / "y.serata")
    with evening:
        evening.forget(kinds=("guest", "person"))
        assert (evening.things("guest"), evening.things("person")) == ([], [])


def test_what_a_link_among_the_backups_leads_to_is_left_alone(
    evening: Session, tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    """A link is no copy of ours, but its name goes: nobody knows what it shows tomorrow."""
    other, path = tmp_path / "tesi.odt", backup_folder(evening.id) / "x-20180108-203000.serata"
    other.write_bytes(NAME.encode())
    link(path, tmp_path / "nowhere")
    with evening:
        evening.forget(ids=guests(evening))
    assert not path.is_symlink()
    link(path, other)
    drop_backups(evening.id)
    assert not path.is_symlink()
    assert other.read_bytes() == NAME.encode()
    path.parent.mkdir(exist_ok=True)
    link(path, tmp_path / "nowhere")
    drop_backups(evening.id)
    assert not path.is_symlink()


def test_a_folder_among_the_backups_is_no_backup(evening: Session) -> None:
    """Somebody else's; it stands in nobody's way."""
    folder = backup_folder(evening.id) / "di altri"
    folder.mkdir()
    with evening:
        evening.forget(ids=guests(evening))
    assert not is_forgetting(evening.id)
    drop_backups(evening.id)
    assert folder.is_dir()


def refuse_while_marked(*sessions: Session) -> None:
    """Refuse a join of files that would forget, as one that asks first."""
    with about_to_forget([session.id for session in sessions]):
        assert all(is_forgetting(session.id) for session in sessions)
        raise AsksToForget(sessions[0].path, {"guest": 1})


def test_a_refused_join_leaves_the_mark_that_was_there_and_no_other(evening: Session, tmp_path: Path) -> None:
    """An earlier forgetting that was interrupted is still gone on with; one that never began is not."""
    fresh = forge.evening(tmp_path / "y.serata", "altra")
    assert fresh.back_up() is not None
    mark_forgetting(evening.id)
    with pytest.raises(AsksToForget):
        refuse_while_marked(evening, fresh)
    assert is_forgetting(evening.id)
    assert not is_forgetting(fresh.id)
    for session in (evening, fresh):
        session.close()


def test_half_a_copy_is_wiped_though_it_can_be_read(evening: Session, tmp_path: Path) -> None:
    """Its name says that it is not whole: no later reader would look for a name in it."""
    (copy,) = backup_folder(evening.id).iterdir()
    half = copy.with_name(f"{copy.name}.part")
    half.write_bytes(copy.read_bytes())
    with evening:
        evening.forget(ids=guests(evening))
    assert not half.exists()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zone to choose")
def test_the_name_of_a_backup_tells_its_moment_in_every_time_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written in UTC, and a laptop that travels reads the same."""
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        assert moment_of(tmp_path / "x-20180108-203000.serata") == 1_515_443_400
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_whoever_forgets_in_the_backups_marks_them_first(evening: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A join that forgets comes here too: what a crash leaves undone is done at the next opening."""

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backup_module, "_forget_in", crash)
    with evening, pytest.raises(KeyboardInterrupt):
        forget_in_backups(evening.id, [])
    assert is_forgetting(evening.id)
