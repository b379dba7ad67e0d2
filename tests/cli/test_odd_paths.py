"""Paths that nobody types on purpose: as long as a name may be and longer, no text, no file, a folder, nothing at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Do = Callable[..., object]
Refused = Callable[..., str]

COMMANDS = {
    "new": (["new", "@", "--template", "carpi-2018-1"], ".serata"),
    "info": (["info", "@"], ".serata"),
    "check": (["check", "@"], ".serata"),
    "check --save": (["check", "s.serata", "--save", "@"], ".serata"),
    "check --copy": (["check", "s.serata", "--save", "q.serata", "--copy", "@"], ".serata"),
    "kit -o": (["kit", "s.serata", "-o", "@"], ""),
    "kit": (["kit", "@", "-o", "k"], ".serata"),
    "forget": (["forget", "@", "--all"], ".serata"),
    "destroy-register": (["destroy-register", "@", "--yes"], ".registro"),
    "register-key": (["register-key", "@", "--new"], ".registro"),
    "people import": (["people", "import", "@", "n.csv"], ".serata"),
    "people import LIST": (["people", "import", "s.serata", "@"], ".csv"),
    "people import --register": (["people", "import", "s.serata", "n.csv", "--register", "@"], ".registro"),
    "people list": (["people", "list", "@"], ".serata"),
    "people check-in": (["people", "check-in", "@", "Ada", "--walk-in"], ".serata"),
    "passphrase": (["passphrase", "@", "--new-passphrase-file", "p.txt"], ".registro"),
    "--passphrase-file": (["people", "list", "s.serata", "--passphrase-file", "@"], ".txt"),
    "--new-passphrase-file": (["passphrase", "s.registro", "--new-passphrase-file", "@"], ".txt"),
    "badges -o": (["badges", "s.serata", "--only", "all", "-o", "@"], ".pdf"),
    "badges": (["badges", "@", "-o", "b.pdf"], ".serata"),
    "stocks": (["stocks", "--check", "@"], ".toml"),
    "trial-page": (["trial-page", "-o", "@"], ".pdf"),
    "handouts -o": (["handouts", "s.serata", "-o", "@"], ".pdf"),
    "handouts": (["handouts", "@", "-o", "h.pdf"], ".serata"),
    "notes import": (["notes", "import", "@", "n.csv"], ".serata"),
    "notes import LIST": (["notes", "import", "s.serata", "@"], ".csv"),
    "notes list": (["notes", "list", "@"], ".serata"),
    "process": (["process", "@"], ".serata"),
    "merge": (["merge", "s.serata", "@", "-o", "u.serata"], ".serata"),
    "merge -o": (["merge", "s.serata", "-o", "@"], ".serata"),
    "merge -o path": (["merge", "s.serata", "-o", "@"], ".percorso"),
    "merge --look": (["merge", "s.serata", "@", "--look"], ".serata"),
    "merge --report": (["merge", "s.serata", "-o", "v.serata", "--report", "@"], ".md"),
    "take-back": (["take-back", "@"], ".serata"),
    "hand-over -o": (["hand-over", "s.serata", "-o", "@"], ""),
    "hand-over": (["hand-over", "@", "-o", "cartella"], ".serata"),
    "export": (["export", "@", "--format", "md", "-o", "e.md"], ".serata"),
    "export -o html": (["export", "s.serata", "--format", "html", "-o", "@"], ".html"),
    "export -o sqlite": (["export", "s.serata", "--format", "sqlite", "-o", "@"], ".sqlite"),
}
"""Every command with each of its paths, for which @ stands, and how the name of such a file ends."""

LONGEST = 255
DOCUMENTS = ["badges -o", "handouts -o", "trial-page", "merge --report", "export -o html", "export -o sqlite"]
SESSION_FILES = ["new", "check --save", "people import --register", "merge -o", "merge -o path"]


def named(bytes_: int, ending: str, letter: str = "a") -> str:
    """Return a name of so many bytes, or one less where the letter is longer."""
    return letter * ((bytes_ - len(ending)) // len(letter.encode())) + ending


def odd_paths(ending: str) -> dict[str, str]:
    """Return the paths."""
    found = {f"of {bytes_} bytes": named(bytes_, ending) for bytes_ in (241, 247, 248, 255, 256, 1000)}
    return found | {
        "of 255 bytes, two a letter": named(255, ending, "à"),
        "of 5,000 letters": "b/" * 2500 + f"x{ending}",
        "with a zero byte": f"a\0b{ending}",
        "empty": "",
        "the folder itself": ".",
        "the root": "/",
        "with a slash at its end": f"x{ending}/",
        "a folder": "cartella",
        "in no folder": f"nessuna/nessuna/x{ending}",
        "under a file": f"n.csv/x{ending}",
        "no text": os.fsdecode(b"\xff\xe8") + ending,
    }


@pytest.fixture
def workplace(door: Path, folder: Path) -> Path:
    """Put beside the evening and its register what the commands want."""
    (folder / "n.csv").write_text("Nome;Cognome;gruppo;testo\nAda;Neri;A;Un bosco\n", encoding="utf-8")
    (folder / "p.txt").write_text("tre gatti sul tetto\n", encoding="utf-8")
    (folder / "cartella").mkdir()
    return door


@pytest.mark.parametrize("name", COMMANDS)
def test_an_odd_path_is_used_or_refused_in_a_sentence(do: Do, workplace: Path, folder: Path, name: str) -> None:
    """Whatever the path: done, or one sentence; never a fault of the program, and no half file is left."""
    command, ending = COMMANDS[name]
    there = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    for what, path in odd_paths(ending).items():
        if path == "/" and name.startswith("merge"):
            continue  # a folder is looked through, four deep
        said = do(*(path if word == "@" else word for word in command))
        assert said.code in (0, 1, 2), what
        if said.code:
            assert said.err.rstrip().endswith((".", "--help")), (what, said.err)
        assert [str(left) for left in folder.rglob("*.part")] == [], what
        for left in folder.iterdir():
            if left.is_dir() and left.name != "cartella":
                shutil.rmtree(left)
            elif left.is_file():
                left.unlink()
        for file, content in there.items():
            file.write_bytes(content)


@pytest.mark.parametrize("letter", ["a", "à", "한"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_may_have_as_long_a_name_as_the_system_allows(
    do: Do, workplace: Path, folder: Path, name: str, letter: str
) -> None:
    """What is built beside it has a short name of its own."""
    command, ending = COMMANDS[name]
    longest = named(LONGEST, ending, letter)
    assert do(*(longest if word == "@" else word for word in command)).code == 0
    assert (folder / longest).stat().st_size > 0


@pytest.mark.parametrize("name", SESSION_FILES)
def test_a_session_file_leaves_room_for_the_name_of_its_journal(
    do: Do, refused: Refused, workplace: Path, folder: Path, name: str
) -> None:
    """One letter more and it could be written but never be worked on: it is refused by its name, and nothing is made."""
    command, ending = COMMANDS[name]
    longest, longer = (named(LONGEST - len("-journal") + more, ending) for more in (0, 1))
    if name != "check --save":
        assert "è troppo lungo" in refused(*(longer if word == "@" else word for word in command))
    assert do(*(longest if word == "@" else word for word in command)).code == 0
    assert do("info", longest).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names in folders there")
def test_what_is_no_file_is_not_replaced_by_one(refused: Refused, workplace: Path, folder: Path) -> None:
    """A pipe, or a device as the one that swallows everything, is still there for other programs."""
    os.mkfifo(folder / "tubo.pdf")
    assert "«tubo.pdf»" in refused("trial-page", "-o", "tubo.pdf")
    assert (folder / "tubo.pdf").is_fifo()
