"""Commands as they are typed, in this very process, on a disk that nobody waits for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from facilitatore.cli import run
from facilitatore.demo import play
from facilitatore.resources import resource_path
from tests.homes import at_home


@dataclass(frozen=True)
class Said:
    """What a command ended with and said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote on stdout, which must be one JSON document and nothing else."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one sentence of a refusal; lines before it, which end in dots, say what was going on."""
        *progress, sentence = self.err.splitlines()
        assert all(line.endswith("…") for line in progress), self.err
        return sentence


def pdf_text(path: Path) -> str:
    """Return the words of a PDF."""
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the commands are typed."""
    path = tmp_path / "lavoro"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def do(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return a function that runs a command, which never lets out a traceback."""

    def doing(*arguments: object) -> Said:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = Said(code, *capsys.readouterr())
        assert "Traceback" not in said.out + said.err
        assert "errore del programma" not in said.err
        return said

    return doing


@pytest.fixture
def refused(do: Callable[..., Said], folder: Path) -> Callable[..., str]:
    """Return a function that runs a command which must be refused, with one sentence and nothing changed."""

    def refusing(*arguments: object) -> str:
        before = files_in(folder)
        said = do(*arguments)
        report = arguments[0] == "check"  # which says on stdout what is wrong
        assert (said.code, said.out == "" or report) == (1, True), said
        assert files_in(folder) == before
        assert said.sentence.endswith(".")
        return said.sentence

    return refusing


def files_in(folder: Path) -> dict[str, bytes | None]:
    """Return every file below a folder with its bytes, and every folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def snapshot(folder: Path) -> Callable[[], dict[str, bytes | None]]:
    """Return a function that tells every file of the folder with its bytes."""
    return lambda: files_in(folder)


@pytest.fixture
def serata(do: Callable[..., Said], folder: Path) -> Path:
    """Create the first evening of Carpi as ``s.serata``."""
    assert do("new", "s.serata", "--template", "carpi-2018-1").code == 0
    return folder / "s.serata"


@pytest.fixture
def people() -> Path:
    """Return the sample list of 62 people."""
    return resource_path("sample", "people.csv")


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Play the sample evening once for all tests; they work on copies."""
    base = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        for variable, folder in at_home(base / "casa").items():
            patch.setenv(variable, folder)
        play(base / "prova", lambda _text: None)
    yield base / "prova"
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture
def demo(played: Path, folder: Path) -> Path:
    """Copy the files of the sample evening to where the commands are typed."""
    shutil.copytree(played, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture
def door(do: Callable[..., Said], serata: Path, people: Path) -> Path:
    """Import the sample list beside the evening."""
    assert do("people", "import", "s.serata", people).code == 0
    return serata
