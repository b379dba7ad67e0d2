"""The list of commands, and how a command ends."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from facilitatore import __version__
from facilitatore.cli.italian import ItalianGroup, usage_sentence
from facilitatore.cli.output import tell
from facilitatore.errors import Problem
from facilitatore.interrupting import was_wished
from facilitatore.sentences import say

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED: Final = "Interrotto: non è stato cambiato niente."
"""True because an interrupt that comes later is not one: see `facilitatore.interrupting`."""

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


@click.group(cls=ItalianGroup, name="facilitatore")
@click.version_option(__version__, "--version", message="Facilitatore %(version)s", help="Dice la versione ed esce.")
def commands() -> None:
    """Una serata partecipativa, dall’elenco degli iscritti alla sintesi.

    Senza comandi apre la finestra: facilitatore [FILE.serata]
    """


def _add_commands() -> None:
    from facilitatore.cli import (
        checking,
        deliver,
        evening,
        forgetting,
        handouts,
        notes,
        paper,
        passphrase,
        people,
        process,
    )

    for module in (evening, checking, forgetting, people, passphrase, paper, handouts, notes, process, deliver):
        for command in module.COMMANDS:
            commands.add_command(command)


_add_commands()


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Never lets a traceback out."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # while a refusal was being said
        tell(INTERRUPTED)
        return REFUSED


def _run(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = commands.main(args=list(arguments), prog_name="facilitatore", standalone_mode=False)
    except click.UsageError as error:
        tell(f"{usage_sentence(error)}\nPer l’aiuto: {error.ctx.command_path if error.ctx else 'facilitatore'} --help")
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        tell(INTERRUPTED)
        return REFUSED
    except Problem as problem:
        tell(INTERRUPTED if was_wished() else say(problem))
        return REFUSED
    except BrokenPipeError:
        # The reader of our output went away; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception:
        if os.environ.get("FACILITATORE_DEBUG"):
            raise
        bug = "C’è un errore del programma, non tuo: con FACILITATORE_DEBUG=1 il comando dice dove."
        tell(INTERRUPTED if was_wished() else bug)
        return REFUSED
    return code if isinstance(code, int) else DONE
