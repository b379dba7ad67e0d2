"""Promises of what is taken for a stick: only what one would hold in the hand, and never what the system runs from."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.deliver.sticks import Volume, _unescaped, mounted_volumes, sticks_among

GIB = 1024**3
STICK = Volume(Path("/media/anna/CHIAVETTA"), "CHIAVETTA", "vfat", 7 * GIB, 8 * GIB, True, True)


def test_a_stick_is_a_stick():
    """A writable medium that can be pulled out is one."""
    assert sticks_among([STICK], "linux") == [STICK]


@pytest.mark.parametrize(
    "other",
    [
        STICK._replace(root=Path("/")),
        STICK._replace(is_writable=False),
        STICK._replace(root=Path("/boot/efi"), is_removable=None),
        STICK._replace(root=Path("/home"), file_system="ext4", is_removable=None),
        STICK._replace(file_system="tmpfs"),
        STICK._replace(file_system="nfs4"),
        STICK._replace(is_removable=None, total=4000 * GIB),
        STICK._replace(is_removable=None, total=0),
    ],
    ids=["system", "read-only", "boot", "home", "memory", "network", "large disk", "no size"],
)
def test_what_is_none(other):
    """The system's own disks, what cannot be written, what is no medium, and large disks are not offered."""
    assert sticks_among([other], "linux") == []


def test_a_small_disk_that_was_plugged_in_is_one():
    """Many sticks say they cannot be removed: where the desktop puts what is plugged in, a small one is taken."""
    silent = STICK._replace(is_removable=None)
    assert sticks_among([silent], "linux") == [silent]


def test_on_windows_the_system_drive_is_none(monkeypatch):
    """Of the drives of Windows the one it runs from is left out."""
    monkeypatch.setenv("SYSTEMDRIVE", "C:")
    system = Volume(Path("C:\\"), "Windows", "ntfs", GIB, 200 * GIB, True, None)
    stick = Volume(Path("E:\\"), "CHIAVETTA", "exfat", GIB, 64 * GIB, True, True)
    assert sticks_among([system, stick], "win32") == [stick]


def test_sticks_come_in_order_of_place():
    """The same sticks are always in the same order, so that the first button is always the same."""
    other = STICK._replace(root=Path("/media/anna/ALTRA"))
    assert sticks_among([STICK, other], "linux") == [other, STICK]


def test_this_computer_can_be_asked():
    """Asking what is plugged in here names no disk that the system runs from."""
    assert not {Path("/"), Path("/home"), Path("/boot")} & {volume.root for volume in sticks_among(mounted_volumes())}


def test_a_stick_called_with_a_blank_is_found():
    """The system writes the blank of «CHIAVETTA DI ANNA» as a number; the path is the true one."""
    assert _unescaped(r"/media/anna/CHIAVETTA\040DI\040ANNA") == "/media/anna/CHIAVETTA DI ANNA"
