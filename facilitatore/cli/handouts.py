"""The command that makes the paper of the room: lists and signs."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from facilitatore.cli.italian import ItalianCommand, WrongUsage
from facilitatore.cli.output import FILE, counted, refuse_session_file, tell, write
from facilitatore.cli.passphrase import passphrase_option, with_passphrase
from facilitatore.errors import NotDrawable
from facilitatore.sentences import say
from facilitatore.session import FileKind, Session
from facilitatore.session.format import is_there
from facilitatore.session.register_place import register_place

if TYPE_CHECKING:
    from facilitatore.door.handouts.choose import Handout, Kind


@click.command("handouts", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("-o", "out", type=FILE, required=True, metavar="OUT.pdf", help="Il PDF da scrivere.")
@click.option(
    "--kind",
    type=click.Choice(["fallback", "group", "signs", "arrows"]),
    default="fallback",
    show_default=True,
    help="Che cosa: fallback l’elenco di riserva, con i cognomi; group i soli nomi di ogni gruppo; signs i cartelli "
    "per le porte; arrows quelli con le frecce.",
)
@click.option("--group", "group", metavar="CHIAVE", help="Un gruppo solo; senza, tutti.")
@click.option(
    "--page", type=click.Choice(["A4", "A5", "Letter"]), default="A4", show_default=True, help="Il formato del foglio."
)
@passphrase_option
def handouts(file: Path, out: Path, kind: str, group: str | None, page: str, passphrase_file: Path | None) -> None:
    """Scrive in un PDF gli elenchi e i cartelli da stampare.

    L’elenco di riserva prende i cognomi dal registro accanto a FILE.
    """
    if group and kind == "fallback":
        raise WrongUsage("L’elenco di riserva è di tutta la serata: togli --group.")
    from facilitatore.door.handouts.choose import paper_of
    from facilitatore.door.paper.pdf import draw
    from facilitatore.session.whole_file import write_whole

    refuse_session_file(out)
    handout, alone = _gathered(file, cast("Kind", kind), group, passphrase_file)
    paper = paper_of(handout, page)
    write_whole(out, draw(paper))
    write(f"{counted(len(paper.pages), 'pagina', 'pagine')} in {out}")
    if alone:
        tell(f"Accanto a «{file.name}» non c’è un registro: nell’elenco c’è solo chi è già entrato.")
    if handout.left_out:
        tell(handout.left_out)
    if paper.missing:
        tell(say(NotDrawable(paper.missing)))


def _gathered(file: Path, kind: Kind, group: str | None, passphrase_file: Path | None) -> tuple[Handout, bool]:
    """Return what the paper is made of, and whether the register it wants is not there."""
    from facilitatore.door.handouts.choose import gather
    from facilitatore.prepare.evening import find_group

    with ExitStack() as stack:
        session = stack.enter_context(Session.look(file, FileKind.EVENING))
        chosen = find_group(session, group).id if group else ""
        register, place = None, register_place(file, session.id)
        if kind == "fallback" and is_there(place):
            register = stack.enter_context(
                with_passphrase(lambda passphrase: Session.look(place, FileKind.REGISTER, passphrase), passphrase_file)
            )
        return gather(kind, chosen, session, register), kind == "fallback" and register is None


COMMANDS = (handouts,)
