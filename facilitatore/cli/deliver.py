"""Commands that deliver: merge, export, demo."""

from __future__ import annotations

from pathlib import Path

import click

from facilitatore.cli.italian import ItalianCommand
from facilitatore.cli.output import FILE, as_json, counted, print_json, tell_progress
from facilitatore.session import FileKind, Session


@click.command("merge", cls=ItalianCommand)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…")
@click.option("-o", "out", type=FILE, required=True, metavar="OUT", help="Il file unito; se c’è già, vi si aggiunge.")
@as_json
def merge(files: tuple[Path, ...], out: Path, json_wanted: bool) -> None:
    """Unisce i file di una serata, o i suoi registri. L’ordine non conta, due volte è come una."""
    from facilitatore.session.merge import join_files

    tell_progress(f"Unisco {counted(len(files), 'file', 'file')}…", quiet=json_wanted)
    report = join_files(files, out)
    if json_wanted:
        conflicts = [
            {"kind": one.kind, "id": one.id, "field": one.field, "values": list(one.values)} for one in report.conflicts
        ]
        document = {"new": report.new, "same": report.same, "conflicts": conflicts, "refused": report.refused}
        print_json(document)
        return
    click.echo(f"{out}: {report.new} nuovi, {report.same} uguali, {len(report.conflicts)} da decidere.")
    if report.refused:
        click.echo(f"{counted(report.refused, 'fatto rifiutato', 'fatti rifiutati')} perché alterati.")


@click.command("export", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--format", "format_name", required=True, metavar="html|pdf|json|md", help="Il formato.")
@click.option("-o", "out", type=FILE, required=True, metavar="OUT", help="Il file da scrivere.")
def export(file: Path, format_name: str, out: Path) -> None:
    """Scrive la sintesi della serata."""
    from facilitatore.deliver.export import FORMATS, export_synthesis
    from facilitatore.synthesis.overview import read_synthesis

    if format_name not in FORMATS:
        raise click.BadParameter(format_name, param=_choice(tuple(FORMATS)))
    with Session.open(file, FileKind.EVENING) as session:
        synthesis = read_synthesis(session)
    tell_progress("Scrivo la sintesi…", quiet=False)
    export_synthesis(synthesis, format_name, out)
    click.echo(f"Scritta {out}")


def _choice(names: tuple[str, ...]) -> click.Option:
    return click.Option(["--format"], type=click.Choice(names))


@click.command("demo", cls=ItalianCommand)
@click.argument("folder", type=FILE, metavar="CARTELLA")
def demo(folder: Path) -> None:
    """Recita la serata di prova in una cartella, con le stesse azioni della finestra."""
    from facilitatore.demo import play

    for line in play(folder, lambda text: tell_progress(text, quiet=False)):
        click.echo(line)


COMMANDS = (merge, export, demo)
