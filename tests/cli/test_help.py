"""The help speaks Italian, and so does what is said of a command written wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable

import click
import pytest

from facilitatore.cli import commands
from facilitatore.cli.italian import SHORT_HELP

NAMES = [
    "templates",
    "new",
    "info",
    "kit",
    "check",
    "forget",
    "destroy-register",
    "register-key",
    "people",
    "passphrase",
    "badges",
    "stocks",
    "trial-page",
    "handouts",
    "notes",
    "process",
    "merge",
    "take-back",
    "hand-over",
    "export",
    "demo",
]
TREE = [*([name] for name in NAMES), ["people", "import"], ["people", "list"], ["people", "check-in"]]
TREE += [["notes", "import"], ["notes", "list"]]
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|show|message|exit|required|default|missing|no such|error|try)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", [[], *TREE], ids=" ".join)
def test_every_command_has_a_help_in_italian(do: Callable[..., object], path: list[str]) -> None:
    """It begins with how to write the command, ends with success, and has no English word."""
    said = do(*path, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Uso: {' '.join(['facilitatore', *path])} ")
    assert "Opzioni:\n" in said.out
    assert ENGLISH.search(said.out) is None


def test_all_the_commands_are_listed(do: Callable[..., object]) -> None:
    """In the order of the evening, each on one line."""
    lines = do("--help").out.split("Comandi:\n")[1].splitlines()
    names = [line.split()[0] for line in lines]
    assert [name for name in names if name != "selftest"] == NAMES  # which the window adds, where it is started


@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_the_short_help_is_whole(path: list[str]) -> None:
    """In the list of commands each is one sentence of at most 60 characters, never cut off."""
    command: click.Command = commands
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    short = command.get_short_help_str(limit=SHORT_HELP)
    assert short == command.get_short_help_str(limit=1000)
    assert "..." not in short
    assert len(short) <= SHORT_HELP
    assert short.endswith(".") or short.count(".") == 0


def test_no_argument_has_an_empty_line_in_the_help(do: Callable[..., object]) -> None:
    """Every line of the options explains one."""
    for path in TREE:
        lines = do(*path, "--help").out.split("Opzioni:\n")[1].split("\n\n")[0].splitlines()
        assert all(line.startswith("   ") or line.strip().startswith("-") for line in lines), path


def test_the_version_is_said(do: Callable[..., object]) -> None:
    """With the name of the program."""
    said = do("--version")
    assert (said.code, re.fullmatch(r"Facilitatore \d+\.\d+\.\d+\n", said.out) is not None) == (0, True)


WRONG = {
    "Il comando «pippo» non c’è.": ["pippo"],
    "Il comando «sto'nome» non c’è.": ["sto'nome"],
    "L’opzione --pippo non c’è.": ["info", "s.serata", "--pippo"],
    "Manca il comando: scegli fra import, list, check-in, map.": ["people"],
    "Manca il comando: scegli fra import, list.": ["notes"],
    "Manca OUT.serata.": ["new"],
    "Manca --template CHIAVE.": ["new", "s.serata"],
    "Manca ELENCO.": ["people", "import", "s.serata"],
    "Manca -o OUT.pdf.": ["badges", "s.serata"],
    "Manca FILE.": ["merge", "-o", "x.serata"],
    "L’opzione -o non è scritta bene.": ["kit", "s.serata", "-o"],
    "L’opzione --json non è scritta bene.": ["info", "s.serata", "--json=1"],
    "C’è qualcosa di troppo: altro.": ["info", "s.serata", "altro"],
    "Il valore di --start N non va bene: serve un numero intero.": ["badges", "s.serata", "-o", "x", "--start", "due"],
    "Il valore di --only non va bene: scegli fra checked-in, all, unprinted.": [
        *["badges", "s.serata", "-o", "x", "--only", "tutti"]
    ],
    "Il valore di --format non va bene: scegli fra html, pdf, md, json, sqlite.": [
        *["export", "s.serata", "-o", "x", "--format", "doc"]
    ],
    "Di’ chi dimenticare: una persona con --person, oppure tutte con --all.": ["forget", "s.serata"],
}


@pytest.mark.parametrize("sentence", WRONG)
def test_a_command_written_wrongly_ends_with_two(do: Callable[..., object], sentence: str) -> None:
    """It says what is wrong in one sentence, and where the help is; nothing is on stdout."""
    said = do(*WRONG[sentence])
    first, second = said.err.splitlines()
    assert (said.code, said.out, first) == (2, "", sentence)
    assert second.startswith("Per l’aiuto: facilitatore")
    assert second.endswith("--help")


def test_both_ways_of_forgetting_at_once_are_wrong(do: Callable[..., object]) -> None:
    """One person or all."""
    assert do("forget", "s.serata", "--all", "--person", "x").code == 2
