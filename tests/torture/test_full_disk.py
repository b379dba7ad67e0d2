"""A full disk: nothing acknowledged is lost, nothing half done is left, and after making room work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from deeds import NAME, Place, prepare_sticks, read_session
from forms import either
from mounts import fill_up

from facilitatore.errors import DiskFailed, DiskFull, NotWritable
from facilitatore.session import FileKind, Session, new
from facilitatore.session.building import copy_facts
from facilitatore.session.check import check_file
from facilitatore.session.joining.merge import join_files, join_into
from facilitatore.session.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mounts import Mounts

pytestmark = pytest.mark.timeout(either(120, 1800))
SIZES = {"memory": 1024, "ext4": 2048}
"""KiB of the small disks."""


@pytest.fixture(params=SIZES)
def small(request: pytest.FixtureRequest, mounts: Mounts, place: Place) -> Path | None:
    """Return a small disk with an evening on it, in memory or a real file system; None where none can be mounted."""
    prepare_sticks(place)
    if request.param == "memory":
        disk = mounts.memory("small", SIZES["memory"])
    else:
        image = place.root / "small.img"
        disk = mounts.loop("small", image) if mounts.image(image, SIZES["ext4"]) else None
    if disk is not None:
        (disk / "x.serata").write_bytes(place.file.read_bytes())
    return disk


def fill(session: Session) -> list[str]:
    """Write notes until one is refused; return the ids of those that were acknowledged."""
    ids: list[str] = []
    try:
        while True:
            ids += session.record("add", new("note", text=f"nota {len(ids)} " + "x" * 2000)).ids
    except (DiskFull, DiskFailed):
        return ids


def test_every_acknowledged_note_is_there(small: Path | None, tell_figures: dict[str, int]) -> None:
    """Notes are written until the disk is full; those acknowledged are there, and after making room one writes on."""
    if small is None:
        return
    filler = small / "foto.jpg"
    filler.write_bytes(b"x" * 300_000)
    with Session.open(small / "x.serata") as session:
        there = len(session.things("note"))
        ids = fill(session)
        refused = 0
        for _ in range(20):
            try:
                ids += session.record("add", new("note", text="y" * 900)).ids
            except (DiskFull, DiskFailed):
                refused += 1
        filler.unlink()
        ids += session.record("add", new("note", text="c’è posto")).ids
        label = session.fingerprint()
    with Session.open(small / "x.serata") as session:
        assert session.fingerprint() == label
        assert all(session.get(one) for one in ids)
        assert len(session.things("note")) == there + len(ids)
    tell_figures |= {"acknowledged": len(ids), "refused": refused, "lost": 0}
    assert refused > 0


def test_a_full_disk_refuses_and_changes_nothing(small: Path | None, place: Place) -> None:
    """Joining, copying, a new evening and a readable copy do not fit: a `Problem`, the files as they were, none more."""
    if small is None:
        return
    file, copy = small / "x.serata", small / "copia.html"
    copy.write_bytes(b"prima")
    fill_up(small)
    before = {path.name: path.read_bytes() for path in small.iterdir() if path.is_file()}
    label = read_session(file)
    with Session.look(file) as session:
        facts = session.all_facts()
    refusals: list[Callable[[], object]] = [
        lambda: join_files(place.sources, file),
        lambda: join_files(place.sources, small / "tutti.serata"),
        lambda: copy_facts(facts, small / "copia.serata"),
        lambda: Session.create(small / "nuova.serata", FileKind.EVENING, fields={"title": "x"}),
        lambda: write_whole(copy, b"dopo" * 100_000),
    ]
    for refusal in refusals:
        with pytest.raises((DiskFull, DiskFailed, NotWritable)):
            refusal()
        after = {path.name: path.read_bytes() for path in small.iterdir() if path.is_file()}
        assert after == before
    assert read_session(file) == label


def test_an_open_file_on_a_full_disk(small: Path | None, place: Place) -> None:
    """A join into the open file is refused whole, backing up is left out, and after making room all of it is done."""
    if small is None:
        return
    with Session.open(small / "x.serata") as session:
        filler, before = fill_up(small), session.fingerprint()
        with pytest.raises((DiskFull, DiskFailed)):
            join_into(session, place.sources)
        assert session.fingerprint() == before
        filler.unlink()
        assert join_into(session, place.sources).new == 120
        label = session.fingerprint()
    assert check_file(small / "x.serata").fingerprint == label


def test_forgetting_on_a_full_disk(small: Path | None) -> None:
    """A name is forgotten at the latest when there is room for the journal again, and then gone from every byte."""
    if small is None:
        return
    file = small / "x.serata"
    with Session.open(file) as session:
        filler = fill_up(small)
        ids = [guest.id for guest in session.things("guest")]
        try:
            session.forget(ids=ids)
        except (DiskFull, DiskFailed):
            assert all(session.get(one) for one in ids)
            filler.unlink()
            session.forget(ids=ids)
        assert not any(session.get(one) for one in ids)
    assert NAME.encode() not in file.read_bytes()
    assert read_session(file).count("refused") == 0


def test_no_room_for_backups(small: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop's disk that is full stops neither opening nor writing; no half backup stays."""
    if small is None:
        return
    own = small / "laptop"
    own.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(own))
    evening = small.parent / "x.serata"
    evening.write_bytes((small / "x.serata").read_bytes())
    fill_up(small)
    with Session.open(evening) as session:
        session.record("add", new("note", text="Ciao"))
        assert session.back_up() is None
    assert [path for path in own.rglob("*") if path.suffix in (".serata", ".part")] == []
