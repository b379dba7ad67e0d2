"""Promises of which drives there are: what the system tells of itself is enough, and nobody's server is asked."""

from __future__ import annotations

from ctypes import Structure, c_uint32
from typing import Any

import pytest

from ui.deliver.drives import (
    FIXED,
    NETWORK,
    REMOVABLE,
    UNKNOWN,
    USB,
    Drive,
    drives_of_linux,
    drives_of_macos,
    drives_of_windows,
)

BUS_SATA, BUS_USB = 11, 7
"""``STORAGE_BUS_TYPE`` as ``winioctl.h`` numbers it."""
BUS_TYPE_AT = 28
"""Bytes before ``BusType`` in ``STORAGE_DEVICE_DESCRIPTOR``: two numbers of 4 bytes, four single bytes, and four offsets of 4."""
NO_HANDLE = 2**64 - 1
IOCTL_STORAGE_QUERY_PROPERTY = (0x2D << 16) | (0x500 << 2)


class Kernel32:
    """The calls of Windows over a table: letter, what ``GetDriveTypeW`` says, and the bus (None: nobody answers)."""

    def __init__(self, drives: dict[str, tuple[int, int | None]]) -> None:
        """`drives` by letter; an error is raised for whatever else is asked."""
        self.drives = drives
        self.opened: list[str] = []
        self.open_now: set[int] = set()

    def GetLogicalDrives(self) -> int:
        """One bit a letter."""
        return sum(1 << ord(letter) - ord("A") for letter in self.drives)

    def GetDriveTypeW(self, root: str) -> int:
        """2 removable, 3 fixed, 4 of the network, 1 none there."""
        assert root[1:] == ":\\"
        return self.drives[root[0]][0]

    def CreateFileW(self, name: str, rights: int, *_more: object) -> int:
        """Give a handle to the device behind a letter."""
        assert (name[:4], name[5:]) == ("\\\\.\\", ":")
        assert rights == 0, "only an administrator may read"
        self.opened.append(name[4])
        if self.drives[name[4]][1] is None:
            return NO_HANDLE
        self.open_now.add(ord(name[4]))
        return ord(name[4])

    def DeviceIoControl(self, device: int, code: int, *buffers: Any) -> int:
        """Write the bus where Windows writes it."""
        assert (device in self.open_now, code) == (True, IOCTL_STORAGE_QUERY_PROPERTY)
        query, query_size, told, told_size, *_ = buffers
        assert bytes(query._obj) == bytes(query_size)
        assert told_size >= BUS_TYPE_AT + 4
        bus = self.drives[chr(device)][1]
        assert bus is not None
        c_uint32.from_buffer(told._obj, BUS_TYPE_AT).value = bus
        assert isinstance(told._obj, Structure)
        return 1

    def CloseHandle(self, device: int) -> int:
        """Take the handle back."""
        self.open_now.remove(device)
        return 1


def test_windows_tells_what_each_letter_is() -> None:
    """Removable, on USB, a disk, a share, a compact disc, and a drive that a program makes up."""
    kernel32 = Kernel32(
        {
            "C": (3, BUS_SATA),
            "D": (3, BUS_SATA),
            "E": (2, BUS_USB),
            "F": (3, BUS_USB),
            "G": (3, None),
            "H": (4, None),
            "R": (5, None),
        }
    )
    assert drives_of_windows(kernel32) == [
        Drive("C:\\", FIXED),
        Drive("D:\\", FIXED),
        Drive("E:\\", REMOVABLE),
        Drive("F:\\", FIXED, USB),
        Drive("G:\\", FIXED),
        Drive("H:\\", NETWORK),
        Drive("R:\\", UNKNOWN),
    ]
    assert kernel32.open_now == set()


def test_on_windows_only_fixed_drives_are_opened() -> None:
    """The share ``H:``, which may not answer for half a minute, is not touched; nor is an empty reader of cards."""
    kernel32 = Kernel32({"C": (3, BUS_SATA), "E": (2, BUS_USB), "H": (4, None), "Z": (4, None)})
    drives_of_windows(kernel32)
    assert kernel32.opened == ["C"]


def test_a_letter_that_goes_while_it_is_asked_is_no_error() -> None:
    """Between the list of letters and the question a stick was pulled out: Windows says that there is no such root."""
    assert drives_of_windows(Kernel32({"E": (1, None)})) == [Drive("E:\\", UNKNOWN)]


def test_macos_tells_what_is_local() -> None:
    """Of the words of ``mount`` the kind and «local» are read; what the Finder does not show is left out."""
    told = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
/dev/disk4s1 on /Volumes/CHIAVETTA DI ANNA (2) (msdos, local, nodev, nosuid, noowners, fskit)
//anna@server/serate on /Volumes/serate (smbfs, nodev, nosuid, mounted by anna)
"""
    assert drives_of_macos(told) == [
        Drive("/", FIXED, file_system="apfs"),
        Drive("/Volumes/CHIAVETTA DI ANNA (2)", FIXED, file_system="msdos"),
        Drive("/Volumes/serate", NETWORK, file_system="smbfs"),
    ]


def test_linux_tells_the_name_as_it_is() -> None:
    """The system writes the blank of «CHIAVETTA DI ANNA» as a number; the path is the true one."""
    line = r"/dev/sdx1 /media/anna/CHIAVETTA\040DI\040ANNA vfat rw 0 0"
    assert drives_of_linux(line) == [Drive("/media/anna/CHIAVETTA DI ANNA", FIXED, file_system="vfat")]


@pytest.mark.parametrize(
    "line",
    [
        "server:/home /media/anna/serate nfs4 rw 0 0",
        "//server/serate /media/anna/serate cifs rw 0 0",
        "anna@server: /media/anna/serate fuse.sshfs rw 0 0",
        "tmpfs /media/anna/serate tmpfs rw 0 0",
    ],
    ids=["nfs", "cifs", "sshfs", "memory"],
)
def test_on_linux_what_has_no_device_is_nothing_to_ask(line: str) -> None:
    """A share may be mounted where the sticks are: it has no device of its own."""
    (drive,) = drives_of_linux(line)
    assert drive.kind == UNKNOWN
