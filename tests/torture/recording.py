"""What a process really asks of the disk: strace records it, and each request becomes an `Op`."""

from __future__ import annotations

import functools
import itertools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deeds import Place

_WRITES: Final = "pwrite64,write,lseek,ftruncate,fsync,fdatasync,openat,unlink,unlinkat,rename,renameat,renameat2"
_UNKNOWN: Final = (
    "pwritev,pwritev2,writev,truncate,sendfile,copy_file_range,link,linkat,symlink,fallocate,sync_file_range"
)
_SCRIPT: Final = Path(__file__).with_name("deeds.py")


class Write(NamedTuple):
    """Bytes to a file."""

    file: int
    offset: int
    data: bytes


class Cut(NamedTuple):
    """Another length of a file."""

    file: int
    size: int


class Name(NamedTuple):
    """A name in a folder comes, goes (`file` is 0) or takes the place of another (`old` goes)."""

    path: str
    file: int
    old: str = ""


class Flush(NamedTuple):
    """A file reaches the disk."""

    file: int


class FlushFolder(NamedTuple):
    """The names in a folder reach the disk."""

    folder: str


class Ack(NamedTuple):
    """The program tells the person that it is done."""

    label: str


Op = Write | Cut | Name | Flush | FlushFolder | Ack


@functools.cache
def can_trace() -> bool:
    """Tell whether strace is there and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False, capture_output=True).returncode == 0


def command_of(deed: str, place: Place, steps: int, *wishes: str) -> list[str]:
    """Return the command that does a deed."""
    return [sys.executable, "-B", str(_SCRIPT), deed, str(place.root), str(steps), *wishes]


def record(deed: str, place: Place, steps: int, names: dict[str, int], *wishes: str) -> list[Op]:
    """Do a deed and return what it asked of the disk, in order; `names` are the files that were there, numbered."""
    log = place.root / "strace"
    tracer = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "10000000", "-o", str(log)]
    tracer += ["-e", f"trace={_WRITES},{_UNKNOWN}", "-e", "signal=none"]
    command = [*tracer, *command_of(deed, place, steps, *wishes)]
    reader = _Reader(place, names)
    subprocess.run(command, check=True, env=place.environment, stdout=subprocess.DEVNULL)
    ops = list(reader.read(log.read_text().splitlines()))
    log.unlink()
    return ops


class _Reader:
    """Turns lines of strace into requests; files are numbers, since names come and go."""

    def __init__(self, place: Place, names: dict[str, int]) -> None:
        self._roots = (f"{place.disk}/", f"{place.laptop}/")
        self._files = dict(names)
        self._nameless: dict[str, int] = {}
        self._fresh = itertools.count(1 + max(names.values(), default=0))
        self._sizes = {number: Path(path).stat().st_size for path, number in names.items()}
        self._offsets: dict[int, int] = {}

    def read(self, lines: list[str]) -> Iterator[Op]:
        """Yield the requests that concern the evening's disk and the laptop's, and what was said."""
        for line in lines:
            found = re.match(r"\d+ +(\w+)\((.*)\) += (\d+)", line)
            if "unfinished" in line or (found is None and "= -1 " not in line and "exited" not in line):
                raise ValueError(line[:200])
            if found is not None:
                yield from self._request(found[1], found[2], int(found[3]))

    def _request(self, call: str, arguments: str, result: int) -> Iterator[Op]:
        if call == "openat":
            yield from self._opened(arguments)
            return
        if call.startswith(("unlink", "rename")):
            yield from self._named(call, [_text(one) for one in re.findall(r'"([^"]*)"', arguments)])
            return
        handle = re.match(r"\d+<([^>]*)>(\(deleted\))?", arguments)
        path = _text(handle[1])  # type: ignore[index]
        if call == "write" and arguments.startswith("1<"):
            yield from (Ack(line[4:]) for line in _data(arguments).decode().splitlines() if line.startswith("ack "))
        elif f"{path}/".startswith(self._roots):
            if call in _UNKNOWN.split(","):
                raise ValueError(call, path)
            files = self._nameless if handle[2] else self._files  # type: ignore[index]
            if call not in ("fsync", "fdatasync") or path in files:
                yield from self._moved(call, files[path], arguments, result)
            elif Path(path).is_dir():
                yield FlushFolder(path)

    def _opened(self, arguments: str) -> Iterator[Op]:
        path = _text(re.search(r'"([^"]*)"', arguments)[1])  # type: ignore[index]
        if not path.startswith(self._roots) or (path not in self._files and "O_CREAT" not in arguments):
            return
        if path not in self._files:
            self._files[path] = next(self._fresh)
            yield Name(path, self._files[path])
        elif "O_TRUNC" in arguments:
            self._sizes[self._files[path]] = 0
            yield Cut(self._files[path], 0)
        file = self._files[path]
        self._offsets[file] = self._sizes.get(file, 0) if "O_APPEND" in arguments else 0

    def _named(self, call: str, paths: list[str]) -> Iterator[Op]:
        if not paths[0].startswith(self._roots):
            return
        file = self._files.pop(paths[0])
        self._nameless[paths[-1]] = file if call.startswith("unlink") else self._files.get(paths[-1], 0)
        if call.startswith("unlink"):
            yield Name(paths[0], 0)
            return
        if Path(paths[0]).parent != Path(paths[1]).parent:
            raise ValueError(call, paths)
        self._files[paths[1]] = file
        yield Name(paths[1], file, paths[0])

    def _moved(self, call: str, file: int, arguments: str, result: int) -> Iterator[Op]:
        if call in ("fsync", "fdatasync"):
            yield Flush(file)
        elif call == "lseek":
            self._offsets[file] = result
        elif call == "ftruncate":
            self._sizes[file] = int(arguments.rsplit(", ", 1)[1])
            yield Cut(file, self._sizes[file])
        else:
            offset = int(arguments.rsplit(", ", 1)[1]) if call == "pwrite64" else self._offsets[file]
            self._offsets[file] = offset + result
            self._sizes[file] = max(self._sizes.get(file, 0), offset + result)
            yield Write(file, offset, _data(arguments)[:result])


def _data(arguments: str) -> bytes:
    return _bytes(re.search(r'"((?:\\x[0-9a-f]{2})*)"(?!\.)', arguments)[1])  # type: ignore[index]


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _text(escaped: str) -> str:
    return _bytes(escaped).decode("utf-8", "surrogateescape")
