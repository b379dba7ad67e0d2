"""Registers closed with a passphrase, from the command line: asked for without showing it, or read from a file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.session import FileKind, Session
from facilitatore.session import keys as keys_module
from facilitatore.session.cipher import is_ciphered

Do = Callable[..., object]
Refused = Callable[..., str]
WORDS = "sole mare vento"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys in a thousandth of the time."""
    monkeypatch.setattr(keys_module, "ITERATIONS", 1000)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """Write the passphrase into a text file, as the editor of Windows does."""
    path = tmp_path / "frase.txt"
    path.write_bytes(b"\xef\xbb\xbf" + WORDS.encode() + b"\r\n")
    return path


@pytest.fixture
def closed(do: Do, door: Path, words: Path) -> Path:
    """Close the register beside the evening, with its 62 people."""
    said = do("passphrase", "s.registro", "--new-passphrase-file", words)
    assert (said.code, said.err) == (0, "")
    assert said.out == "s.registro è chiuso con la frase nuova. Se la perdi non lo apre più nessuno.\n"
    return door.with_suffix(".registro")


def test_every_command_that_reads_the_register_takes_the_passphrase(do: Do, closed: Path, words: Path) -> None:
    """With the file of the passphrase each does what it does with an open register."""
    row = do("people", "list", "s.serata", "--json", "--passphrase-file", words).json[0]
    for arguments, wanted in (
        (("people", "list", "s.serata"), row["family_name"]),
        (("people", "list", "s.registro"), row["family_name"]),
        (("people", "check-in", "s.serata", f"{row['first_name']} {row['family_name']}"), "ingresso segnato"),
        (("handouts", "s.serata", "-o", "elenco.pdf"), "elenco.pdf"),
        (("badges", "s.serata", "-o", "etichette.pdf", "--only", "all"), "62 etichette"),
        (("info", "s.registro"), "62 persone iscritte"),
        (("check", "s.registro"), "è a posto"),
    ):
        said = do(*arguments, "--passphrase-file", words)
        assert said.code == 0, said
        assert wanted in said.out, said
    assert is_ciphered(closed)


@pytest.mark.parametrize(
    "arguments",
    [
        ("people", "list", "s.serata"),
        ("people", "check-in", "s.serata", "Anna"),
        ("kit", "s.serata", "-o", "chiavette"),
        ("handouts", "s.serata", "-o", "elenco.pdf"),
        ("info", "s.registro"),
        ("check", "s.registro"),
        ("forget", "s.registro", "--all"),
        ("merge", "s.registro", "-o", "unito.registro"),
        ("passphrase", "s.registro", "--remove"),
    ],
    ids=" ".join,
)
def test_without_the_passphrase_nothing_is_done(
    do: Do, closed: Path, folder: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """The sentence says what is missing; with a wrong one it says so, and does not repeat it."""
    before = sorted(folder.iterdir())
    said = do(*arguments)
    assert (said.code, said.sentence[:46]) == (1, "Il registro «s.registro» è chiuso con una fras")
    wrong = tmp_path / "altra.txt"
    wrong.write_text("tutta un’altra frase\n", encoding="utf-8")
    said = do(*arguments, "--passphrase-file", wrong)
    assert said.code == 1
    assert said.sentence.startswith("La frase non apre il registro «s.registro»: ")
    assert "tutta" not in said.err
    assert sorted(folder.iterdir()) == before


def test_the_door_s_stick_gets_a_register_closed_with_the_same_passphrase(
    do: Do, closed: Path, folder: Path, words: Path
) -> None:
    """Whoever finds the stick reads no family name; the door opens it with the words it knows."""
    said = do("kit", "s.serata", "-o", "chiavette", "--passphrase-file", words)
    assert said.code == 0
    stick = folder / "chiavette" / "accoglienza.registro"
    assert is_ciphered(stick)
    with Session.look(stick, FileKind.REGISTER, WORDS) as register:
        assert len(register.things("person")) == 62
    names = [person.text("family_name").encode() for person in register.things("person")]
    for path in (folder / "chiavette").iterdir():
        assert not [name for name in names if len(name) > 5 and name in path.read_bytes()]


def test_closed_registers_are_joined_with_a_passphrase_a_line(
    do: Do, closed: Path, folder: Path, words: Path, tmp_path: Path
) -> None:
    """Two laptops that chose different words: the joined register is closed too, and joining again brings nothing."""
    other, both = tmp_path / "altra.txt", tmp_path / "tutte.txt"
    other.write_text("tutta un’altra frase\n", encoding="utf-8")
    both.write_text(f"tutta un’altra frase\n\n{WORDS}\n", encoding="utf-8")
    second = folder / "secondo.registro"
    second.write_bytes(closed.read_bytes())
    changing = ("--passphrase-file", words, "--new-passphrase-file", other)
    assert do("passphrase", "secondo.registro", *changing).code == 0
    merge = ("merge", "s.registro", "secondo.registro", "-o", "unito.registro", "--passphrase-file")
    assert do(*merge, words).code == 1
    assert not (folder / "unito.registro").exists()
    assert do(*merge, both, "--json").json["new"] > 62
    assert do(*merge, both, "--json").json["new"] == 0
    assert is_ciphered(folder / "unito.registro")
    assert len(do("people", "list", "unito.registro", "--passphrase-file", words, "--json").json) == 62


def test_people_are_imported_into_and_forgotten_by_a_closed_register(
    do: Do, closed: Path, words: Path, people: Path
) -> None:
    """It stays closed."""
    opening = ("--passphrase-file", words)
    assert do("people", "import", "s.serata", people, *opening).out.startswith("0 nuovi, 62 uguali")
    first = do("people", "list", "s.registro", "--json", *opening).json[0]["id"]
    assert do("forget", "s.registro", "--person", first, *opening).code == 0
    assert len(do("people", "list", "s.registro", "--json", *opening).json) == 61
    assert is_ciphered(closed)


def test_the_passphrase_is_taken_away(do: Do, closed: Path, words: Path) -> None:
    """Twice is as once."""
    said = do("passphrase", "s.registro", "--remove", "--passphrase-file", words)
    assert said.out == "s.registro non è più chiuso: chi ha il file lo legge.\n"
    assert do("passphrase", "s.registro", "--remove").out == "s.registro non è chiuso con una frase.\n"
    assert len(do("people", "list", "s.registro", "--json").json) == 62


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"corta\n",
            "La frase è corta e un programma la indovina per tentativi: scrivi almeno 12 caratteri, o tre parole.",
        ),
        (b"\n  \n", "Il file «nuova.txt» non dà una frase: scrivine una sola per riga, in un file di testo."),
        (
            b"due frasi intere\nin un file solo\n",
            "Il file «nuova.txt» non dà una frase: scrivine una sola per riga, in un file di testo.",
        ),
        (b"\xff\xfe\x00", "Il file «nuova.txt» non dà una frase: scrivine una sola per riga, in un file di testo."),
        (None, "«nuova.txt» non c’è: controlla il nome e la cartella."),
    ],
)
def test_a_passphrase_that_will_not_do_is_refused(
    refused: Refused, door: Path, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    """Too short, none, two, no text, no file: the register stays as it was."""
    new = tmp_path / "nuova.txt"
    if content is not None:
        new.write_bytes(content)
    assert refused("passphrase", "s.registro", "--new-passphrase-file", new) == sentence


def test_without_a_terminal_the_new_passphrase_must_come_from_a_file(refused: Refused, door: Path) -> None:
    """Nobody is there to be asked."""
    assert "--new-passphrase-file" in refused("passphrase", "s.registro")


def test_an_evening_is_not_closed(refused: Refused, door: Path, words: Path) -> None:
    """Only registers are."""
    assert refused("passphrase", "s.serata", "--new-passphrase-file", words) == (
        "Il file «s.serata» non è un registro: scegline uno che finisce con .registro."
    )


def type_at_a_terminal(folder: Path, arguments: tuple[str, ...], answers: tuple[str, ...]) -> tuple[int, str]:
    """Run a command at a terminal, answer what it asks, and return its exit code and all that could be seen."""
    pty = pytest.importorskip("pty")
    try:
        ours, its = pty.openpty()
    except OSError as error:  # a container without /dev/pts
        pytest.skip(f"no terminal can be had here: {error}")
    program = "import sys; from facilitatore.cli import run; sys.exit(run(sys.argv[1:]))"
    running = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    seen = b""
    waiting = list(answers)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            seen += os.read(ours, 1000)
        except OSError:
            break  # it has ended
        if waiting and seen.endswith(b": "):
            time.sleep(0.05)  # the echo is switched off right after the question
            os.write(ours, f"{waiting.pop(0)}\n".encode())
            seen += b"\n"
    os.close(ours)
    return running.wait(60), seen.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals")
def test_at_a_terminal_the_passphrase_is_asked_for_and_never_shown(do: Do, door: Path, folder: Path) -> None:
    """Twice when it is chosen, once more when the two differ; once when it is needed, again when it was wrong."""
    choosing = ("corta", "una frase nuova", "una frase nuvoa", "una frase nuova", "una frase nuova")
    code, seen = type_at_a_terminal(folder, ("passphrase", "s.registro"), choosing)
    assert code == 0, seen
    assert "almeno 12 caratteri" in seen
    assert "Le due frasi sono diverse" in seen
    assert "frase nu" not in seen.replace("La frase nuova", "").replace("la frase nuova", "")
    code, seen = type_at_a_terminal(folder, ("info", "s.registro"), ("una frase vecchia", "una frase nuova"))
    assert code == 0, seen
    assert "La frase non apre" in seen
    assert "62 persone iscritte" in seen
    assert "una frase" not in seen.replace("chiuso con una frase", "")


def test_no_command_takes_the_passphrase_as_an_argument(do: Do) -> None:
    """It would stay in the shell's history."""
    for command in (("passphrase",), ("info",), ("merge",), ("people", "list")):
        assert "--passphrase-file FILE" in do(*command, "--help").out
        assert "--passphrase " not in do(*command, "--help").out
