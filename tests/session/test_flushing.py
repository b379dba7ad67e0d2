"""What brings bytes to the medium, by the calls that are made; on Linux also by what the memory then holds."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import IO

import pytest

from facilitatore.session import flushing
from facilitatore.session.flushing import flush_file, flush_names, past_cache
from facilitatore.session.format import set_up_writing
from facilitatore.session.whole_file import write_whole

F_FULLFSYNC, F_NOCACHE = 51, 48
"""The numbers of macOS (sys/fcntl.h)."""

Calls = list[tuple[int, ...]]
PAGES = 64


@pytest.fixture
def file(tmp_path: Path) -> Iterator[IO[bytes]]:
    """Return an open file."""
    with (tmp_path / "x").open("wb") as file:
        yield file


@pytest.fixture
def fsynced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return what `os.fsync` is called with."""
    seen: list[int] = []
    monkeypatch.setattr(os, "fsync", seen.append)
    return seen


@pytest.fixture
def on_a_mac(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Calls]:
    """Return a function that puts the calls of macOS in the place of ours, failing with an error or with none."""

    def put(error: int) -> Calls:
        seen: Calls = []

        def fcntl(_handle: int, *call: int) -> None:
            seen.append(call)
            if error:
                raise OSError(error, os.strerror(error))

        calls = SimpleNamespace(F_FULLFSYNC=F_FULLFSYNC, F_NOCACHE=F_NOCACHE, fcntl=fcntl)
        monkeypatch.setattr(flushing, "_CALLS", calls)
        return seen

    return put


def test_where_fsync_says_it_all(file: IO[bytes], fsynced: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux, and Windows with its own."""
    for calls in (SimpleNamespace(), None):
        monkeypatch.setattr(flushing, "_CALLS", calls)
        assert flush_file(file.fileno())
    assert fsynced == [file.fileno()] * 2


def test_macos_waits_for_the_drive(file: IO[bytes], fsynced: list[int], on_a_mac: Callable[[int], Calls]) -> None:
    """`F_FULLFSYNC` in place of `fsync`, which would be content with less."""
    seen = on_a_mac(0)
    assert flush_file(file.fileno())
    assert (seen, fsynced) == ([(F_FULLFSYNC,)], [])


@pytest.mark.parametrize("error", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_a_stick_without_it(file: IO[bytes], fsynced: list[int], on_a_mac: Callable[[int], Calls], error: int) -> None:
    """Some file systems do not have the call: `fsync` does what it can, and it is known to be less."""
    on_a_mac(error)
    assert not flush_file(file.fileno())
    assert fsynced == [file.fileno()]


def test_an_error_of_the_medium_is_one(file: IO[bytes], on_a_mac: Callable[[int], Calls]) -> None:
    """It is not taken for a call that is not there."""
    on_a_mac(errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        flush_file(file.fileno())


@pytest.mark.unix_like
@pytest.mark.skipif(os.name != "posix", reason="Windows opens no folder")
def test_names_are_flushed(tmp_path: Path, fsynced: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder itself; a file system that cannot is no error, a medium that fails is."""
    assert flush_names(tmp_path)
    assert len(fsynced) == 1
    for error, is_failure in ((errno.EINVAL, False), (errno.EIO, True)):

        def failing(_handle: int, error: int = error) -> None:
            raise OSError(error, os.strerror(error))

        monkeypatch.setattr(os, "fsync", failing)
        if is_failure:
            with pytest.raises(OSError, match=os.strerror(error)):
                flush_names(tmp_path)
        else:
            assert not flush_names(tmp_path)


def test_windows_flushes_no_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says so."""
    monkeypatch.setattr(flushing, "os", SimpleNamespace(name="nt"))
    assert not flush_names(tmp_path)


def test_macos_reads_past_its_memory(file: IO[bytes], on_a_mac: Callable[[int], Calls]) -> None:
    """With `F_NOCACHE`; where that is refused, it is known."""
    seen = on_a_mac(0)
    assert past_cache(file.fileno())
    assert seen == [(F_NOCACHE, 1)]
    on_a_mac(errno.ENOTSUP)
    assert not past_cache(file.fileno())


def test_a_system_with_neither(file: IO[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows: what is read may come from memory, and that is known."""
    monkeypatch.setattr(flushing, "_CALLS", None)
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    assert not past_cache(file.fileno())


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="what Linux does")
def test_linux_lets_go_of_what_it_remembers(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a real disk: not a page of the file is in memory afterwards, and all of them were before."""
    monkeypatch.undo()  # the disk is waited for here: only what lies on it can be let go of
    with tempfile.NamedTemporaryFile(dir="/var/tmp") as file:
        file.write(os.urandom(PAGES * mmap.PAGESIZE))
        file.flush()
        flush_file(file.fileno())
        before = pages_in_memory(file.fileno())
        assert past_cache(file.fileno())
        after = pages_in_memory(file.fileno())
    if before == after == PAGES:
        pytest.skip("this folder lies in memory")
    assert (before, after) == (PAGES, 0)


def pages_in_memory(handle: int) -> int:
    """Return how many pages of a file the system keeps in memory (mincore(2))."""
    with mmap.mmap(handle, PAGES * mmap.PAGESIZE) as mapped:
        start = ctypes.c_char.from_buffer(mapped)
        states = (ctypes.c_ubyte * PAGES)()
        address = ctypes.c_void_p(ctypes.addressof(start))
        assert ctypes.CDLL(None).mincore(address, ctypes.c_size_t(len(mapped)), states) == 0
        del start
    return sum(state & 1 for state in states)


def test_files_that_are_written_whole_wait_for_the_drive(tmp_path: Path, on_a_mac: Callable[[int], Calls]) -> None:
    """Once for the file, once for its name."""
    seen = on_a_mac(0)
    write_whole(tmp_path / "x.pdf", b"%PDF")
    assert seen == [(F_FULLFSYNC,)] * (2 if os.name == "posix" else 1)


def test_a_commit_waits_for_the_drive(tmp_path: Path) -> None:
    """SQLite flushes as fully as macOS can."""
    with closing(sqlite3.connect(tmp_path / "x")) as db:
        set_up_writing(db)
        assert db.execute("PRAGMA fullfsync").fetchone() == (1,)
