"""The command on several evenings together: how many people came to the path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from facilitatore.cli.italian import ItalianCommand
from facilitatore.cli.output import FILE, as_json_with, files_like, print_json, write

if TYPE_CHECKING:
    from facilitatore.deliver.process_figures import ProcessFigures


@click.command("process", cls=ItalianCommand)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…", callback=files_like)
@as_json_with("people", "about", "more_than_once", "more_about", "by_times", "evenings")
def process(files: tuple[Path, ...], json_wanted: bool) -> None:
    """Conta le persone di un percorso, sera per sera e in tutto.

    Legge serate e percorsi, in qualunque ordine e anche ripetuti. Bastano i codici delle etichette: il registro non serve.
    I numeri sotto 5, e quelli da cui si ricaverebbero, non si dicono: nel JSON sono null, e quelli che finiscono in
    about sono arrotondati alle decine.
    """
    from facilitatore.deliver.process_figures import look_at_process, process_sentences, read_process

    figures = read_process(look_at_process(files))
    if json_wanted:
        print_json(_document(figures))
        return
    for sentence in process_sentences(figures):
        write(sentence)


def _document(figures: ProcessFigures) -> dict[str, Any]:
    return {
        "people": figures.people,
        "about": figures.about,
        "more_than_once": figures.more_than_once,
        "more_about": figures.more_about,
        "by_times": [{"least": one.least, "most": one.most, "people": one.people} for one in figures.by_times],
        "evenings": [evening._asdict() for evening in figures.evenings],
    }


COMMANDS = (process,)
