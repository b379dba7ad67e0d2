"""Promises of what is taken for a stick: only what one would hold in the hand, and never what the system runs from."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from pytestqt.qtbot import QtBot

from ui.deliver.drives import FIXED, NETWORK, REMOVABLE, UNKNOWN, USB, Drive
from ui.deliver.sticks import StickWatch, Volume, _asked, is_stick, may_be_stick, stick_name, sticks_here

GIB = 1024**3
STICK = Volume(Path("/media/anna/CHIAVETTA"), "CHIAVETTA", "vfat", 7 * GIB, 8 * GIB, True, True)
MEDIA = "/media/anna/CHIAVETTA"


@pytest.mark.parametrize(
    ("drive", "platform"),
    [
        (Drive("E:\\", REMOVABLE), "win32"),
        (Drive("F:\\", FIXED, USB), "win32"),
        (Drive("/Volumes/CHIAVETTA", FIXED, file_system="msdos"), "darwin"),
        (Drive(MEDIA, REMOVABLE, file_system="vfat"), "linux"),
        (Drive(MEDIA, FIXED, file_system="fuseblk"), "linux"),
        (Drive("/mnt", REMOVABLE, file_system="exfat"), "linux"),
    ],
    ids=["letter", "fixed on USB", "Mac", "Linux", "NTFS that calls itself fixed", "mounted by hand"],
)
def test_what_may_be_a_stick_is_asked(drive: Drive, platform: str) -> None:
    """Removable, or fixed where only a stick can be: on the bus of the sticks, or where the desktop puts them."""
    assert may_be_stick(drive, platform, "C:\\" if platform == "win32" else "/")


@pytest.mark.parametrize(
    ("drive", "platform"),
    [
        (Drive("C:\\", FIXED), "win32"),
        (Drive("c:\\", FIXED, USB), "win32"),
        (Drive("D:\\", FIXED), "win32"),
        (Drive("G:\\", FIXED), "win32"),
        (Drive("H:\\", NETWORK), "win32"),
        (Drive("H:\\", NETWORK, USB), "win32"),
        (Drive("R:\\", UNKNOWN), "win32"),
        (Drive("/", FIXED, file_system="apfs"), "darwin"),
        (Drive("/Volumes/serate", NETWORK, file_system="smbfs"), "darwin"),
        *(
            (Drive("/Volumes/serate", FIXED, file_system=kind), "darwin")
            for kind in ("smbfs", "afpfs", "webdav", "nfs")
        ),
        (Drive("/Volumes/GoogleDrive", FIXED, file_system="dfsfuse_dfs"), "darwin"),
        (Drive("/", REMOVABLE, file_system="ext4"), "linux"),
        (Drive("/boot/efi", FIXED, file_system="vfat"), "linux"),
        (Drive("/home", FIXED, file_system="ext4"), "linux"),
        (Drive("/media/anna/serate", UNKNOWN, file_system="vfat"), "linux"),
        *(
            (Drive(MEDIA, REMOVABLE, file_system=kind), "linux")
            for kind in ("tmpfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "davfs")
        ),
    ],
    ids=lambda value: f"{value.root} {value.kind} {value.file_system}" if isinstance(value, Drive) else value,
)
def test_what_is_none_is_not_even_asked(drive: Drive, platform: str) -> None:
    """The system's own disks, «Dati», Google Drive, and whatever lies on a server."""
    assert not may_be_stick(drive, platform, "C:\\" if platform == "win32" else "/")


@pytest.mark.parametrize(
    ("volume", "is_one"),
    [
        (STICK, True),
        (STICK._replace(total=4000 * GIB), True),
        (STICK._replace(is_removable=False), True),
        (STICK._replace(is_removable=False, total=4000 * GIB), False),
        (STICK._replace(is_removable=False, total=0), False),
        (STICK._replace(is_writable=False), True),
        (STICK._replace(is_writable=False, is_removable=False), False),
        (STICK._replace(is_writable=False, file_system="iso9660"), False),
        (STICK._replace(file_system="cifs"), False),
        (STICK._replace(file_system="fuse.sshfs"), False),
    ],
    ids=[
        "stick",
        "large one",
        "calls itself fixed",
        "large disk",
        "no size",
        "switch on",
        "read-only image",
        "disc",
        "share",
        "program",
    ],
)
def test_a_stick_is_removable_or_small(volume: Volume, is_one: bool) -> None:
    """What was asked is one when it is no disk with other things on it, no disc, no image and no share."""
    assert is_stick(volume) == is_one


@pytest.mark.parametrize(
    ("label", "root", "name"),
    [
        ("CHIAVETTA", PureWindowsPath("E:\\"), "CHIAVETTA"),
        ("", PureWindowsPath("E:\\"), "E:"),
        ("  ", PureWindowsPath("E:\\"), "E:"),
        ("", PurePosixPath("/media/anna/1A2B-3C4D"), "1A2B-3C4D"),
    ],
    ids=["label", "letter", "blanks", "folder"],
)
def test_a_stick_without_a_label_has_a_name(label: str, root: PureWindowsPath, name: str) -> None:
    """A button says «Su E:», never «Su» and nothing."""
    assert stick_name(label, root) == name


def test_this_computer_can_be_asked() -> None:
    """Asking what is plugged in here names no disk that the system runs from."""
    assert not {Path("/"), Path("/home"), Path("/boot")} & {volume.root for volume in sticks_here()}


@pytest.mark.parametrize("there", [True, False], ids=["its folder stays", "its folder goes"])
def test_a_stick_that_goes_while_it_is_asked_is_left_out(there: bool, tmp_path: Path) -> None:
    """What is below the place where it was mounted, the disk of the system, is not taken for it."""
    place = tmp_path / "CHIAVETTA"
    if there:
        place.mkdir()
    assert _asked(Drive(str(place), REMOVABLE)) is None


class Slow:
    """Drives that answer only when the test lets them."""

    def __init__(self) -> None:
        """Nothing is plugged in yet."""
        self.seen: list[Volume] = []
        self.gate = threading.Event()
        self.threads: list[threading.Thread] = []

    def __call__(self) -> list[Volume]:
        """Look, as long as it takes."""
        self.threads.append(threading.current_thread())
        assert self.gate.wait(30)
        return self.seen


@pytest.fixture
def slow() -> Iterator[Slow]:
    """Drives that are let go at the end."""
    slow = Slow()
    yield slow
    slow.gate.set()
    for thread in slow.threads:
        thread.join(30)


def test_a_drive_that_does_not_answer_holds_up_nobody(qtbot: QtBot, slow: Slow) -> None:
    """The window goes on, no second look begins behind the first, and the end of the program waits for none."""
    watch, told = StickWatch(sticks=slow), []
    watch.found.connect(told.append)
    watch.start()
    watch.look()
    watch.look()
    qtbot.waitUntil(lambda: bool(slow.threads))
    (thread,) = slow.threads
    assert (thread is threading.main_thread(), thread.daemon, told) == (False, True, [])
    slow.seen = [STICK]
    slow.gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [[STICK]]
    watch.stop()


def test_what_a_look_finds_after_the_page_was_left_is_not_told(qtbot: QtBot, slow: Slow) -> None:
    """Back on the page one looks again, and then it is told."""
    watch, told = StickWatch(sticks=slow), []
    watch.found.connect(told.append)
    slow.seen = [STICK]
    watch.start()
    watch.stop()
    slow.gate.set()
    qtbot.waitUntil(lambda: not watch._is_looking)
    assert told == []
    watch.start()
    qtbot.waitUntil(lambda: told == [[STICK]])
    watch.stop()


def test_a_stick_that_goes_is_told_and_one_that_stays_is_not(qtbot: QtBot, slow: Slow) -> None:
    """The letters that vanish while the page is open are no error: they are offered no more."""
    watch, told = StickWatch(sticks=slow), []
    watch.found.connect(told.append)
    slow.gate.set()
    watch.start()
    for seen in ([STICK], [STICK], []):
        qtbot.waitUntil(lambda: not watch._is_looking)
        slow.seen = seen
        watch.look()
    qtbot.waitUntil(lambda: not watch._is_looking)
    assert told == [[STICK], []]
    watch.stop()
