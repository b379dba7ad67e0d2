"""Commands on notes: import and list."""

from __future__ import annotations

from pathlib import Path

import click

from facilitatore.cli.italian import ItalianGroup
from facilitatore.cli.output import FILE, as_json, counted, print_json, tell_progress, write
from facilitatore.session import FileKind, Session


@click.group("notes", cls=ItalianGroup)
def notes() -> None:
    """Le note dei gruppi: aggiungile da un elenco, o elencale."""


@notes.command("import")
@click.argument("file", type=FILE, metavar="FILE")
@click.argument("table", type=FILE, metavar="NOTE.csv")
@click.option("--group", "group", metavar="CHIAVE", help="Il gruppo delle righe che non lo dicono.")
def import_(file: Path, table: Path, group: str | None) -> None:
    """Aggiunge le note di un elenco.

    Le colonne sono gruppo, domanda, tipo, testo, bollini, numero e nuvola, in qualunque ordine; basta testo.
    """
    from facilitatore.capture.note_list import import_notes

    tell_progress(f"Leggo {table.name}…", quiet=False)
    with Session.open(file, FileKind.EVENING) as session:
        done = import_notes(session, table, group=group)
    there = f", {counted(done.same, 'c’era già', 'c’erano già')}" if done.same else ""
    write(f"{counted(done.added, 'nota aggiunta', 'note aggiunte')}{there}.")


@notes.command("list")
@click.argument("file", type=FILE, metavar="FILE")
@as_json
def list_(file: Path, json_wanted: bool) -> None:
    """Elenca le note di una serata."""
    from facilitatore.capture.model import KIND_WORDS
    from facilitatore.capture.notes import read_clusters, read_notes
    from facilitatore.prepare.evening import read_groups, read_questions

    with Session.look(file, FileKind.EVENING) as session:
        groups = {group.id: group.key for group in read_groups(session)}
        questions = {question.id: question.number for question in read_questions(session)}
        clusters = {cluster.id: cluster.name for cluster in read_clusters(session)}
        rows = [
            {
                "id": note.id,
                "group": groups.get(note.group),
                "question": questions.get(note.question or ""),
                "kind": note.kind,
                "text": note.text,
                "cluster": clusters.get(note.cluster or ""),
                "dots": note.dots,
                "number": note.number,
                "origin": note.origin,
            }
            for note in read_notes(session)
        ]
    if json_wanted:
        print_json(rows)
        return
    for row in rows:
        place = f"{row['group'] or '–'}{row['question'] or ''}"
        text = str(row["text"]).replace("\n", " / ")
        write(f"{place}\t{KIND_WORDS[str(row['kind'])]}\t{row['number'] or ''}\t{row['dots']}\t{text}")


COMMANDS = (notes,)
