"""The command that looks whether a file is what was written, and saves what can be read of one that is not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from facilitatore.cli.italian import ItalianCommand
from facilitatore.cli.output import FILE, counted, files_like, write
from facilitatore.cli.passphrase import passphrase_option, with_passphrase
from facilitatore.session import FileKind, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.session.rescue.copies import Copy
    from facilitatore.session.rescue.diagnosis import Diagnosis
    from facilitatore.session.rescue.emptied import Emptied


_MOST_UNREAD: Final = 10
_BRIEF: Final = 60
"""Numbers that are named one by one, and characters of the words of what has them."""


@click.command("check", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--save", "target", type=FILE, metavar="OUT", help="Salva in un file nuovo tutto quello che si legge.")
@click.option(
    "--copy",
    "others",
    type=FILE,
    multiple=True,
    callback=files_like,
    metavar="COPIA",
    help="Un’altra copia, che dice di quale serata si tratta.",
)
@passphrase_option
def check(file: Path, target: Path | None, others: tuple[Path, ...], passphrase_file: Path | None) -> None:
    """Controlla che un file sia proprio come è stato scritto.

    Se è rovinato dice che cosa non va e quali copie automatiche ci sono, e non lo tocca.
    """
    from facilitatore.damage_words import say_damage
    from facilitatore.session.keys import Keys
    from facilitatore.session.rescue.copies import copies_for
    from facilitatore.session.rescue.diagnosis import diagnose
    from facilitatore.session.rescue.emptied import find_emptied

    def look(passphrase: str) -> tuple[Diagnosis, Emptied | None]:
        found = diagnose(file, Keys(passphrase))
        return found, find_emptied(file, found.sessions, Keys(passphrase)) if found.is_whole else None

    diagnosis, emptied = with_passphrase(look, passphrase_file)
    if diagnosis.is_whole and diagnosis.report is not None:
        facts = counted(diagnosis.report.facts, "fatto", "fatti")
        write(f"{file.name} è a posto: {facts}, impronta {diagnosis.report.fingerprint}")
        if [root.kind for root in diagnosis.report.roots] == [FileKind.EVENING]:
            _write_unread(file)
    else:
        write(f"{file.name} non è come è stato scritto.")
    for damage in diagnosis.damages:
        write(f"  {say_damage(damage)}")
    if emptied is not None:
        _write_emptied(emptied)
    copies = [] if diagnosis.is_whole else copies_for(file, diagnosis.sessions)
    _write_copies(copies)
    if target is not None:
        _save(diagnosis, target, [*others, *(copy.path for copy in copies)])
    elif diagnosis.problem is not None:
        if diagnosis.readable:
            facts = counted(diagnosis.readable, "fatto si legge", "fatti si leggono")
            write(f"{facts} ancora: check {file.name} --save NUOVO{file.suffix}")
        raise diagnosis.problem


def _write_emptied(emptied: Emptied) -> None:
    """Say what a stranger's file asked to take away, and where it still is, if an older program did so."""
    from facilitatore.sentences import things_named

    things = things_named(emptied.kinds)
    if emptied.copies:
        write(f"  Mancano {things}: un file unito ha chiesto di toglierle, e un programma di prima lo ha fatto.")
        write("  Per riaverle unisci una delle copie con merge: quella richiesta non ha più effetto.")
    else:
        write(f"  C’è una richiesta di togliere {things}: non ha effetto, si dimenticano solo le persone.")
    _write_copies(emptied.copies)


def _write_unread(file: Path) -> None:
    """Name the numbers that cannot be: nobody else would see that they count as not written."""
    from facilitatore.capture.unread import unread_numbers
    from facilitatore.deliver.plain_text import shorten
    from facilitatore.sentences import say

    with Session.look(file, FileKind.EVENING) as session:
        found = list(unread_numbers(session))
    if found:
        numbers = counted(len(found), "numero che non può essere", "numeri che non possono essere")
        write(
            f"  C’è {numbers}: vale come non scritto."
            if len(found) == 1
            else f"  Ci sono {numbers}: valgono come non scritti."
        )
    for words, wrong in found[:_MOST_UNREAD]:
        write(f"    {shorten(words, _BRIEF) or '(senza testo)'}: {say(wrong)}")
    if len(found) > _MOST_UNREAD:
        write(f"    … e altri {len(found) - _MOST_UNREAD}")


def _write_copies(copies: Sequence[Copy]) -> None:
    if copies:
        write("Copie automatiche:")
    for copy in copies:
        when = datetime.fromtimestamp(copy.at).astimezone().strftime("%d.%m.%Y, %H:%M")
        one, many = ("persona", "persone") if copy.kind == FileKind.REGISTER else ("nota", "note")
        write(f"  {when} · {counted(copy.count, one, many)} · {copy.path}")


def _save(diagnosis: Diagnosis, target: Path, copies: list[Path]) -> None:
    from facilitatore.session.rescue.salvage import salvage

    saved = salvage(diagnosis.path, target, copies)
    done = counted(saved.facts, "fatto salvato", "fatti salvati")
    write(f"{done} in {target}, impronta {saved.fingerprint}")
    if saved.forgotten:
        left_out = counted(saved.forgotten, "fatto lasciato fuori", "fatti lasciati fuori")
        write(f"{left_out}: il file chiede di dimenticarli")
    if not saved.roots:
        write("Non si sa più di quale serata è, e da solo non si apre: con un’altra copia della stessa serata scrivi")
        write(f"  check {target.name} --save NUOVO{target.suffix} --copy COPIA{target.suffix}")


COMMANDS = (check,)
