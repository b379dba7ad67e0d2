"""Which drives this computer has, by what the system tells of them without asking the medium, or a server, anything."""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
from contextlib import suppress
from ctypes import Structure, byref, c_byte, c_uint16, c_uint32, sizeof
from pathlib import Path
from typing import Any, Final, NamedTuple

REMOVABLE: Final = "removable"
FIXED: Final = "fixed"
NETWORK: Final = "network"
UNKNOWN: Final = "unknown"
USB: Final = "usb"

_KINDS_OF_WINDOWS: Final = {2: REMOVABLE, 3: FIXED, 4: NETWORK}
"""What ``GetDriveTypeW`` answers; the rest are compact discs, memory, and letters that are gone."""
_LINE_OF_MACOS: Final = re.compile(r".* on (?P<root>/.*) \((?P<told>[^()]*)\)")


class Drive(NamedTuple):
    """A place where a file system is mounted, as the system has it in its own lists."""

    root: str
    """``E:\\`` on Windows, elsewhere a path."""
    kind: str
    """`REMOVABLE`, `FIXED`, `NETWORK` or `UNKNOWN`."""
    bus: str = ""
    """`USB`, or nothing: another one, or one that the system does not tell."""
    file_system: str = ""
    """Its name in small letters, empty where only the medium would tell it."""


def drives_here() -> list[Drive]:
    """Return every drive. No server is waited for: a share that does not answer costs nothing here."""
    if sys.platform == "win32":
        return drives_of_windows(_kernel32())
    with suppress(OSError):
        if sys.platform == "darwin":
            answer = subprocess.run(["/sbin/mount"], capture_output=True, check=False)
            return drives_of_macos(os.fsdecode(answer.stdout))
        return drives_of_linux(os.fsdecode(Path("/proc/self/mounts").read_bytes()))
    return []


# -- Windows ----------------------------------------------------------------------------------------------------


class _Query(Structure):
    """``STORAGE_PROPERTY_QUERY``; of zeros it asks for ``StorageDeviceProperty``, the standard way."""

    _fields_ = (("property_id", c_uint32), ("query_type", c_uint32), ("more", c_byte * 4))


class _Descriptor(Structure):
    """``STORAGE_DEVICE_DESCRIPTOR``."""

    _fields_ = (
        ("version", c_uint32),
        ("size", c_uint32),
        ("device_type", c_byte * 2),
        ("flags", c_uint16),
        ("offsets", c_uint32 * 4),
        ("bus_type", c_uint32),
        ("raw_length", c_uint32),
        ("raw", c_byte * 4),
    )


_IOCTL_STORAGE_QUERY_PROPERTY: Final = 0x2D1400
_BUS_TYPE_USB: Final = 7
_SHARE_READ_AND_WRITE: Final = 3
_OPEN_EXISTING: Final = 3
_NO_HANDLE: Final = frozenset({None, 0, -1, 2**32 - 1, 2**64 - 1})
"""``INVALID_HANDLE_VALUE`` as ctypes may give it back."""


def drives_of_windows(kernel32: Any) -> list[Drive]:
    """Return the drives that have a letter, by the calls of ``kernel32.dll``.

    ``GetLogicalDrives`` and ``GetDriveTypeW`` read what Windows has in memory. Only a fixed drive is opened, and without
    the right to read, for which nobody has to be an administrator: its driver tells the bus. Of a drive that some
    program makes up, as Google Drive does, no driver of a disk answers.
    """
    letters: int = kernel32.GetLogicalDrives()
    drives = []
    for place, letter in enumerate(string.ascii_uppercase):
        if letters >> place & 1:
            root = f"{letter}:\\"
            kind = _KINDS_OF_WINDOWS.get(kernel32.GetDriveTypeW(root), UNKNOWN)
            bus = USB if kind == FIXED and _is_on_usb(kernel32, letter) else ""
            drives.append(Drive(root, kind, bus))
    return drives


def _is_on_usb(kernel32: Any, letter: str) -> bool:
    device = kernel32.CreateFileW(f"\\\\.\\{letter}:", 0, _SHARE_READ_AND_WRITE, None, _OPEN_EXISTING, 0, None)
    if device in _NO_HANDLE:
        return False
    try:
        query, told, length = _Query(), _Descriptor(), c_uint32()
        was_told = kernel32.DeviceIoControl(
            device,
            _IOCTL_STORAGE_QUERY_PROPERTY,
            byref(query),
            sizeof(query),
            byref(told),
            sizeof(told),
            byref(length),
            None,
        )
        return bool(was_told) and told.bus_type == _BUS_TYPE_USB
    finally:
        kernel32.CloseHandle(device)


def _kernel32() -> Any:
    """Return the library of Windows, told that a handle is as wide as a pointer."""
    if sys.platform != "win32":
        raise OSError("kernel32")
    import ctypes
    from ctypes import wintypes

    library = ctypes.WinDLL("kernel32")
    library.CreateFileW.restype = wintypes.HANDLE
    words = (wintypes.DWORD, wintypes.DWORD)
    library.CreateFileW.argtypes = (wintypes.LPCWSTR, *words, wintypes.LPVOID, *words, wintypes.HANDLE)
    buffer = (wintypes.LPVOID, wintypes.DWORD)
    library.DeviceIoControl.argtypes = (
        wintypes.HANDLE,
        wintypes.DWORD,
        *buffer,
        *buffer,
        wintypes.LPVOID,
        wintypes.LPVOID,
    )
    library.CloseHandle.argtypes = (wintypes.HANDLE,)
    library.GetDriveTypeW.argtypes = (wintypes.LPCWSTR,)
    return library


# -- macOS ------------------------------------------------------------------------------------------------------


def drives_of_macos(told: str) -> list[Drive]:
    """Return what ``/sbin/mount`` tells, which reads the kernel's list and asks no file system (``MNT_NOWAIT``).

    A line is ``/dev/disk4s1 on /Volumes/CHIAVETTA (msdos, local, nodev, nosuid)``: what is not ``local`` is on a server,
    and what is ``nobrowse`` the Finder does not show.
    """
    drives = []
    for found in filter(None, map(_LINE_OF_MACOS.fullmatch, told.splitlines())):
        file_system, *words = found["told"].casefold().split(", ")
        if "nobrowse" not in words:
            drives.append(Drive(found["root"], FIXED if "local" in words else NETWORK, file_system=file_system))
    return drives


# -- Linux ------------------------------------------------------------------------------------------------------


def drives_of_linux(told: str) -> list[Drive]:
    """Return what ``/proc/self/mounts`` tells; only what lies on a device of its own can be pulled out."""
    drives = {}
    for line in told.splitlines():
        device, root, file_system = line.split(" ")[:3]
        is_device = device.startswith("/dev/")
        kind = (REMOVABLE if _can_be_pulled_out(device) else FIXED) if is_device else UNKNOWN
        root = _unescaped(root)
        drives[root] = Drive(root, kind, file_system=file_system.casefold())  # the last one hides those before it
    return list(drives.values())


def _unescaped(root: str) -> str:
    """Return the path of a line of ``/proc/self/mounts``, where a blank is a backslash with 040."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), root)


def _can_be_pulled_out(device: str) -> bool:
    with suppress(OSError, ValueError):
        disk = Path("/sys/class/block", Path(device).resolve().name).resolve(strict=True)
        for place in (disk, disk.parent):  # a partition says nothing, its disk does
            if (place / "removable").is_file():
                return bool(int((place / "removable").read_text(encoding="ascii")))
    return False
