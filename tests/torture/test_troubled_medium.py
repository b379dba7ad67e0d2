"""A stick that is pulled out, read-only, limited, or held by others: refused in words, whole, and going on afterwards."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from deeds import Place, prepare_sticks, read_session
from forms import either, spread
from mounts import quota

from facilitatore.errors import DiskFailed, DiskFull, FileLocked, NotWritable
from facilitatore.session import FileKind, Session, new
from facilitatore.session.check import check_file
from facilitatore.session.fact_file import FactFile
from facilitatore.session.joining.merge import join_files, join_into

if TYPE_CHECKING:
    from mounts import Mounts

pytestmark = pytest.mark.timeout(either(120, 1800))
STICK_KIBIBYTES = 2048
SCANNER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def test_short_writes_at_every_length(place: Place, tell_figures: dict[str, int]) -> None:
    """Wherever in a page, a journal or a header the quota cuts a write short: refused, whole, and done afterwards."""
    prepare_sticks(place)
    with Session.open(place.file) as session:
        session.forget(ids=[guest.id for guest in session.things("guest")])
    refused = 0
    content = place.file.read_bytes()
    for limit in spread((len(content) + 20_000) // 300, 25):
        place.file.write_bytes(content)
        with Session.open(place.file) as session:
            before, notes = session.fingerprint(), session.things("note")
            with quota(limit * 300 + 7):
                try:
                    session.record("add", *(new("note", text=f"{limit} {number} " + "x" * 700) for number in range(12)))
                except (DiskFull, DiskFailed):
                    refused += 1
                    assert session.fingerprint() == before
                    assert session.things("note") == notes
            session.record("add", new("note", text="dopo"))
            label = session.fingerprint()
        assert check_file(place.file).fingerprint == label
    tell_figures |= {"quotas": len(spread((len(content) + 20_000) // 300, 25)), "refused": refused, "lost": 0}
    assert refused > 3


@pytest.fixture
def stick(mounts: Mounts, place: Place) -> Path | None:
    """Return a stick with an evening on it, None where none can be mounted; its image lies beside `place`."""
    prepare_sticks(place)
    image = place.root / "stick.img"
    disk = mounts.loop("stick", image) if mounts.image(image, STICK_KIBIBYTES) else None
    if disk is not None:
        (disk / "x.serata").write_bytes(place.file.read_bytes())
        subprocess.run(["sync", "-f", str(disk)], check=True)
    return disk


def test_a_stick_is_pulled_and_put_back(stick: Path | None, mounts: Mounts, place: Place) -> None:
    """While it is out, all is refused; back in, the same program writes on, and all that was acknowledged is there."""
    if stick is None:
        return
    file = stick / "x.serata"
    with Session.open(file) as session:
        session.record("add", new("note", text="prima"))
        if not mounts.pull(stick):
            return  # a kernel that cannot pull disks out
        before = session.fingerprint()
        for _ in range(3):
            with pytest.raises((DiskFailed, NotWritable)):
                session.record("add", new("note", text="perso"))
        with pytest.raises((DiskFailed, NotWritable)):
            join_into(session, place.sources)
        assert session.fingerprint() == before
        mounts.put_back(stick, place.root / "stick.img")
        session.record("add", new("note", text="dopo"))
        assert join_into(session, place.sources).new == 120
        label = session.fingerprint()
    assert check_file(file).fingerprint == label
    assert read_session(file).split()[0] == label.replace(" ", "")


def test_a_stick_that_is_out_can_be_closed(stick: Path | None, mounts: Mounts, place: Place) -> None:
    """Closing the evening on a stick that is not there any more raises nothing; back in, the notes are there."""
    if stick is None:
        return
    with Session.open(stick / "x.serata") as session:
        session.record("add", new("note", text="prima"))
        label = session.fingerprint()
        if not mounts.pull(stick):
            return
    mounts.put_back(stick, place.root / "stick.img")
    assert read_session(stick / "x.serata").split()[0] == label.replace(" ", "")


def test_a_folder_that_is_away_while_closing(place: Place) -> None:
    """The journal that cannot be removed is still known to be ours when the folder is back."""
    prepare_sticks(place)
    away = place.root / "away"
    with Session.open(place.file) as session:
        session.record("add", new("note", text="prima"))
        label = session.fingerprint()
        place.disk.rename(away)
    away.rename(place.disk)
    assert place.file.with_name("x.serata-journal").exists()
    assert read_session(place.file).split()[0] == label.replace(" ", "")


def test_the_medium_becomes_read_only(stick: Path | None, mounts: Mounts, place: Place) -> None:
    """A file system that found an error lets nobody write any more: refused, and readable as it was."""
    if stick is None:
        return
    file = stick / "x.serata"
    with Session.open(file) as session:
        session.record("add", new("note", text="prima"))
        label = session.fingerprint()
        if not make_read_only(stick):
            return
        with pytest.raises((DiskFailed, NotWritable)):
            session.record("add", new("note", text="dopo"))
        assert session.fingerprint() == label
    assert check_file(file).fingerprint == label
    with pytest.raises((DiskFailed, NotWritable)), Session.open(file) as session:
        session.record("add", new("note", text="dopo"))
    with pytest.raises((DiskFailed, NotWritable)):
        Session.create(stick / "nuova.serata", FileKind.EVENING, fields={"title": "x"})
    with pytest.raises((DiskFailed, NotWritable)):
        join_files(place.sources, stick / "tutti.serata")
    assert check_file(file).fingerprint == label


def make_read_only(stick: Path) -> bool:
    """Let ext4 believe in an error, after which it writes no more; False where it cannot be made to."""
    device = subprocess.run(["findmnt", "-no", "SOURCE", str(stick)], check=True, capture_output=True, text=True)
    switch = Path("/sys/fs/ext4", Path(device.stdout.strip()).name, "trigger_fs_error")
    try:
        subprocess.run(["mount", "-o", "remount,errors=remount-ro", str(stick)], check=True, capture_output=True)
        switch.write_text("1")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def test_a_scanner_holds_the_file_for_a_moment(place: Place) -> None:
    """While another program holds the file it is said to be locked; when it lets go the file opens as before."""
    prepare_sticks(place)
    label = read_session(place.file)
    with subprocess.Popen([sys.executable, "-c", SCANNER, str(place.file)], stdin=-1, stdout=-1) as scanner:
        assert scanner.stdout is not None
        scanner.stdout.readline()
        with pytest.raises(FileLocked):
            Session.open(place.file)
        with pytest.raises(FileLocked):
            Session.look(place.file)
        scanner.kill()
    assert read_session(place.file) == label


def test_a_scanner_comes_between_when_the_disk_stuttered(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an error of the disk the file is opened again: if a scanner was quicker, the next try finds all as it was."""
    prepare_sticks(place)
    scanners: list[subprocess.Popen[bytes]] = []

    def stutter(file: FactFile, *_: object) -> None:
        file.db.close()
        scanners.append(subprocess.Popen([sys.executable, "-c", SCANNER, str(place.file)], stdin=-1, stdout=-1))
        assert scanners[0].stdout is not None
        scanners[0].stdout.readline()
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    with Session.open(place.file) as session:
        before = session.fingerprint()
        with monkeypatch.context() as broken:
            broken.setattr(FactFile, "_transact", stutter)
            with pytest.raises(DiskFailed):
                session.record("add", new("note", text="perso"))
        with pytest.raises(FileLocked):
            session.record("add", new("note", text="ancora tenuto"))
        assert session.fingerprint() == before
        with scanners[0] as scanner:
            scanner.kill()
        session.record("add", new("note", text="dopo"))
        label = session.fingerprint()
    assert check_file(place.file).fingerprint == label


def test_two_programs_open_one_file(place: Place) -> None:
    """Whoever comes second is told that the file is in use, and the first one's notes are all there."""
    prepare_sticks(place)
    second = "import sys; from deeds import *; sys.exit(read_session(Path(sys.argv[1])) != 'refused FileLocked')"
    environment = place.environment
    environment["PYTHONPATH"] += f":{Path(__file__).parent}"
    with Session.open(place.file) as session:
        for number in range(3):
            session.record("add", new("note", text=f"nota {number}"))
            command = [sys.executable, "-c", second, str(place.file)]
            assert subprocess.run(command, check=False, env=environment).returncode == 0
        label = session.fingerprint()
    assert check_file(place.file).fingerprint == label
