"""The passphrase of a register on the command line: from a file or asked for without showing it, never an argument.

An argument would stay in the shell's history, and every program of the computer could read it in the list of processes.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from facilitatore.cli.italian import ItalianCommand
from facilitatore.cli.output import FILE, shown, tell, write
from facilitatore.errors import BadValue, FileMissing, NeedsPassphrase, NotReadable, WrongPassphrase
from facilitatore.sentences import say
from facilitatore.session import FileKind, Session

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")
_TRIES: Final = 3
_MOST_ASKED: Final = 10

passphrase_option = click.option(
    "--passphrase-file",
    "passphrase_file",
    type=FILE,
    metavar="FILE",
    help="Un file di testo con la frase che apre il registro; senza, la chiede.",
)


def with_passphrase(work: Callable[[str], _Result], given: Path | None) -> _Result:
    """Do what may need the passphrase of a register, with those of the file `given`, or asking at a terminal.

    Raises:
        NeedsPassphrase, WrongPassphrase: the register stays closed. Problem: as `work`.
    """
    if given is not None:
        return _with_one_of(work, read_passphrases(given))
    try:
        return work("")
    except NeedsPassphrase as problem:
        if not sys.stdin.isatty():
            raise
        path = problem.path
    for _ in range(_TRIES - 1):
        try:
            return work(_ask(f"La frase di «{path.name}»"))
        except WrongPassphrase as problem:
            tell(say(problem))
    return work(_ask(f"La frase di «{path.name}»"))


def with_passphrases(work: Callable[[tuple[str, ...]], _Result], given: Path | None) -> _Result:
    """Do what may need the passphrases of several registers: those of the file `given`, or asking for one after another.

    Raises:
        NeedsPassphrase, WrongPassphrase: a register stays closed. Problem: as `work`.
    """
    if given is not None:
        return work(read_passphrases(given))
    known: tuple[str, ...] = ()
    for _ in range(_MOST_ASKED):
        try:
            return work(known)
        except (NeedsPassphrase, WrongPassphrase) as problem:
            if not sys.stdin.isatty():
                raise
            if isinstance(problem, WrongPassphrase):
                tell(say(problem))
            known = (*known, _ask(f"La frase di «{problem.path.name}»"))
    return work(known)


def _with_one_of(work: Callable[[str], _Result], passphrases: tuple[str, ...]) -> _Result:
    for one in passphrases[:-1]:
        with suppress(WrongPassphrase):
            return work(one)
    return work(passphrases[-1])


def read_passphrases(file: Path) -> tuple[str, ...]:
    """Return the passphrases that a text file holds, one a line; spaces stay, the mark and line ends of Windows do not.

    Raises:
        FileMissing, NotReadable: there is no such file, or it may not be read. BadValue: it holds none.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise FileMissing(file) from error
    except UnicodeDecodeError:
        raise BadValue("passphrase_file", file.name) from None  # the error would carry what it read
    except OSError as error:
        raise NotReadable(file) from error
    found = tuple(line for line in lines if line.strip())
    if not found:
        raise BadValue("passphrase_file", file.name)
    return found


@click.command("passphrase", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE.registro")
@passphrase_option
@click.option(
    "--new-passphrase-file",
    "new_file",
    type=FILE,
    metavar="FILE",
    help="Un file di testo con la frase nuova; senza, la chiede due volte.",
)
@click.option("--remove", "remove", is_flag=True, help="Toglie la frase: chi ha il file lo legge.")
def passphrase(file: Path, passphrase_file: Path | None, new_file: Path | None, remove: bool) -> None:
    """Chiude un registro con una frase, la cambia o la toglie.

    Chi perde la frase non apre più il registro, e nessuno può aprirglielo: l’elenco si importa di nuovo in un registro
    nuovo. Le copie automatiche del registro si chiudono con lui; quelle sulle chiavette no.
    """
    from facilitatore.session.cipher import is_ciphered, set_passphrase

    if not is_ciphered(file):
        if remove:
            write(f"{file.name} non è chiuso con una frase.")
            return
        old = ""
    else:
        old = with_passphrase(lambda tried: _that_opens(file, tried), passphrase_file)
    set_passphrase(file, old, "" if remove else _new_passphrase(new_file))
    if remove:
        write(f"{file.name} non è più chiuso: chi ha il file lo legge.")
    else:
        write(f"{file.name} è chiuso con la frase nuova. Se la perdi non lo apre più nessuno.")


def _that_opens(file: Path, tried: str) -> str:
    Session.look(file, FileKind.REGISTER, tried).close()
    return tried


def _new_passphrase(file: Path | None) -> str:
    if file is not None:
        found = read_passphrases(file)
        if len(found) > 1:
            raise BadValue("passphrase_file", file.name)
        return found[0]
    if not sys.stdin.isatty():
        raise BadValue("passphrase_new", "", "--new-passphrase-file")
    return _ask_twice()


def _ask_twice() -> str:
    from facilitatore.session.cipher import check_strength

    while True:
        first = _ask("La frase nuova")
        try:
            check_strength(first)
        except BadValue as problem:
            tell(say(problem))
            continue
        if _ask("La stessa frase, di nuovo") == first:
            return first
        tell("Le due frasi sono diverse: ricomincia.")


def _ask(what: str) -> str:
    return str(click.prompt(shown(what), hide_input=True, err=True))


COMMANDS = (passphrase,)
