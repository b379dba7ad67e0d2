"""Files that are written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from facilitatore.deliver.export import FORMATS, export_bytes, export_synthesis
from facilitatore.errors import BadValue, DiskFailed, DiskFull, FileMissing, FileProblem, NotWritable
from facilitatore.synthesis.model import EveningSynthesis

STARTS = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-1.7", "md": b"# ", "json": b"{", "sqlite": b"SQLite format 3\0"}


@pytest.mark.parametrize("name", ["evening", "empty_evening"])
@pytest.mark.parametrize("form", FORMATS)
def test_each_format(form: str, name: str, folder: Path, request: pytest.FixtureRequest) -> None:
    """Each format writes its kind of file, whatever the extension, and leaves nothing beside it."""
    path = folder / "sintesi di città.dat"
    export_synthesis(request.getfixturevalue(name), form, path)
    assert path.read_bytes().startswith(STARTS[form])
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_same_evening_same_bytes(form: str, evening: EveningSynthesis) -> None:
    """An evening written twice gives the same file."""
    assert export_bytes(evening, form) == export_bytes(evening, form)


def test_unknown_format(evening: EveningSynthesis, folder: Path) -> None:
    """A format that does not exist is refused with those that do, and nothing is written."""
    with pytest.raises(BadValue) as caught:
        export_synthesis(evening, "odt", folder / "x")
    assert (caught.value.what, caught.value.value) == ("format", "odt")
    assert "pdf" in caught.value.limit
    assert list(folder.iterdir()) == []


def test_overwrites(evening: EveningSynthesis, folder: Path) -> None:
    """A file that is there is replaced."""
    path = folder / "x.md"
    path.write_text("prima")
    export_synthesis(evening, "md", path)
    assert path.read_bytes().startswith(b"# A Scuola")


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, NotWritable),
        (errno.EACCES, NotWritable),
        (errno.EIO, DiskFailed),
    ],
)
def test_medium_refuses(
    code: int, problem: type[FileProblem], evening: EveningSynthesis, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the medium refuses, the file that was there stays, and nothing lies beside it."""
    path = folder / "x.md"
    path.write_text("prima")

    def refuse(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(problem) as caught:
        export_synthesis(evening, "md", path)
    assert caught.value.path == path
    assert path.read_text() == "prima"
    assert list(folder.iterdir()) == [path]


def test_no_folder(evening: EveningSynthesis, folder: Path) -> None:
    """A folder that does not exist is named."""
    with pytest.raises(FileMissing) as caught:
        export_synthesis(evening, "md", folder / "manca" / "x.md")
    assert caught.value.path == folder / "manca"


def test_path_is_a_folder(evening: EveningSynthesis, folder: Path) -> None:
    """A folder is not replaced by a file."""
    (folder / "x").mkdir()
    with pytest.raises(NotWritable):
        export_synthesis(evening, "md", folder / "x")
    assert (folder / "x").is_dir()


def test_import_is_light() -> None:
    """Importing the export brings none of the slow libraries along."""
    code = (
        "import sys, facilitatore.deliver.export\n"
        "print(*sorted({'jinja2', 'typst', 'sqlmodel', 'sqlalchemy', 'uharfbuzz', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
