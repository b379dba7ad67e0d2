"""Commands that deliver: merge, export, demo."""

from __future__ import annotations

from pathlib import Path

import click

from facilitatore.cli.italian import ItalianCommand
from facilitatore.cli.output import FILE, as_json, counted, print_json, refuse_session_file, tell_progress, write
from facilitatore.errors import WrongKind
from facilitatore.session import FileKind, Session


@click.command("merge", cls=ItalianCommand)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…")
@click.option("-o", "out", type=FILE, required=True, metavar="OUT", help="Il file unito; se c’è già, vi si aggiunge.")
@as_json
def merge(files: tuple[Path, ...], out: Path, json_wanted: bool) -> None:
    """Unisce i file di una serata, o i suoi registri.

    L’ordine non conta, e unire due volte è come una.
    """
    from facilitatore.session.merge import join_files

    _check_ending(files, out)
    tell_progress(f"Unisco {counted(len(files), 'file', 'file')}…", quiet=json_wanted)
    report = join_files(files, out)
    if json_wanted:
        conflicts = [
            {"kind": one.kind, "id": one.id, "field": one.field, "values": list(one.values)} for one in report.conflicts
        ]
        document = {"new": report.new, "same": report.same, "conflicts": conflicts, "refused": report.refused}
        print_json(document)
        return
    write(
        f"{out}: {counted(report.new, 'fatto nuovo', 'fatti nuovi')}, {counted(report.same, 'uguale', 'uguali')}, "
        f"{len(report.conflicts) or 'niente'} da decidere."
    )
    if report.refused:
        write(f"{counted(report.refused, 'fatto rifiutato', 'fatti rifiutati')} perché alterati.")


def _check_ending(files: tuple[Path, ...], out: Path) -> None:
    """Refuse a register that would be called an evening: it would go on the sticks with all its names.

    Raises:
        WrongKind: the files have one ending and the joined file the other.
    """
    endings = {str(kind) for kind in FileKind}
    given = {file.suffix.lower().removeprefix(".") for file in files} & endings
    wanted = out.suffix.lower().removeprefix(".")
    if wanted in endings and given and wanted not in given:
        raise WrongKind(out, given.pop())


@click.command("export", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--format", "format_name", required=True, metavar="html|pdf|md|json|sqlite", help="Il formato.")
@click.option("-o", "out", type=FILE, required=True, metavar="OUT", help="Il file da scrivere.")
def export(file: Path, format_name: str, out: Path) -> None:
    """Scrive la sintesi della serata."""
    from facilitatore.deliver.export import FORMATS, export_synthesis
    from facilitatore.synthesis.overview import read_synthesis

    if format_name not in FORMATS:
        raise click.BadParameter(format_name, param=_choice(tuple(FORMATS)))
    refuse_session_file(out)
    with Session.look(file, FileKind.EVENING) as session:
        synthesis = read_synthesis(session)
    tell_progress("Scrivo la sintesi…", quiet=False)
    export_synthesis(synthesis, format_name, out)
    write(f"Scritta {out}")


def _choice(names: tuple[str, ...]) -> click.Option:
    return click.Option(["--format"], type=click.Choice(names))


@click.command("demo", cls=ItalianCommand)
@click.argument("folder", type=FILE, metavar="CARTELLA")
def demo(folder: Path) -> None:
    """Recita la serata di prova in una cartella.

    Fa le stesse cose che si fanno nella finestra, con persone e note inventate.
    """
    from facilitatore.demo import play

    for line in play(folder, lambda text: tell_progress(text, quiet=False)):
        write(line)


COMMANDS = (merge, export, demo)
