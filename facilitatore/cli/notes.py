"""Commands on notes: import and list."""

from __future__ import annotations

from pathlib import Path

import click

from facilitatore.cli.italian import ItalianGroup
from facilitatore.cli.output import FILE, as_json, print_json, tell_progress, write
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

    Le colonne sono gruppo, domanda, tipo, testo, bollini, numero e nuvola, in qualunque ordine; basta testo. Il file di
    un gruppo (gruppo-A) non ha bisogno della colonna gruppo.
    """
    from facilitatore.capture.note_list import import_notes
    from facilitatore.capture.note_words import import_in_words

    tell_progress(f"Leggo {table.name}…", quiet=False)
    with Session.open(file, FileKind.EVENING) as session:
        lines = import_in_words(import_notes(session, table, group=group), session)
    for line in lines:
        write(line)


@notes.command("list")
@click.argument("file", type=FILE, metavar="FILE")
@as_json
def list_(file: Path, json_wanted: bool) -> None:
    """Elenca le note di una serata.

    Quanti punti sono da decidere è detto in testa; con --json sull’errore standard, e «undecided» dice di ogni nota quali.
    """
    from facilitatore.capture.model import KIND_WORDS
    from facilitatore.capture.notes import read_clusters, read_notes
    from facilitatore.deliver.open_points import open_marks, open_points
    from facilitatore.italian import word_for
    from facilitatore.prepare.evening import read_groups, read_questions

    with Session.look(file, FileKind.EVENING) as session:
        groups = {group.id: group.key for group in read_groups(session)}
        questions = {question.id: question.number for question in read_questions(session)}
        clusters = {cluster.id: cluster.name for cluster in read_clusters(session)}
        undecided = session.conflicts()
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
                "undecided": [one.field for one in undecided if one.id == note.id],
            }
            for note in read_notes(session)
        ]
    if undecided:
        tell_progress(open_points(len(undecided)), quiet=not json_wanted)
    if json_wanted:
        print_json(rows)
        return
    if undecided:
        write(open_points(len(undecided)))
    marks = open_marks(undecided)
    for row in rows:
        place = f"{row['group'] or '–'}{row['question'] or ''}"
        text = str(row["text"]).replace("\n", " / ")
        mark = marks.get(str(row["id"]))
        columns = (place, word_for(KIND_WORDS, str(row["kind"])), row["number"] or "", row["dots"], text)
        write("\t".join([*map(str, columns), *([mark] if mark else [])]))


COMMANDS = (notes,)
