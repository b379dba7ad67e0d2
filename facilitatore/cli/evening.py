"""Commands on the evening as a whole: templates, new, info, kit, check, forget."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from facilitatore.cli.italian import ItalianCommand
from facilitatore.cli.output import FILE, as_json, counted, print_json
from facilitatore.errors import Damaged, Unknown
from facilitatore.session import FileKind, Session

_COUNTS = (
    ("group", "gruppo", "gruppi"),
    ("guiding_question", "domanda", "domande"),
    ("phase", "fase della scaletta", "fasi della scaletta"),
    ("ground_rule", "regola", "regole"),
    ("guest", "presente", "presenti"),
    ("person", "persona iscritta", "persone iscritte"),
    ("speaking_turn", "intervento", "interventi"),
    ("note", "nota", "note"),
    ("cluster", "nuvola", "nuvole"),
    ("role_play", "gioco di ruolo", "giochi di ruolo"),
    ("pair_dialogue", "dialogo a due", "dialoghi a due"),
    ("statement", "frase della sintesi", "frasi della sintesi"),
)


@click.command("templates", cls=ItalianCommand)
def templates() -> None:
    """Elenca i modelli di serata: chiave, tabulazione, titolo."""
    from facilitatore.prepare.templates import read_templates

    for template in read_templates():
        click.echo(f"{template.key}\t{template.label}")


@click.command("new", cls=ItalianCommand)
@click.argument("out", type=FILE, metavar="OUT.serata")
@click.option(
    "--template", "key", required=True, metavar="CHIAVE", help="Il modello da cui cominciare (vedi templates)."
)
def new(out: Path, key: str) -> None:
    """Crea la serata OUT.serata da un modello."""
    from facilitatore.prepare.templates import create_evening, find_template

    create_evening(out, find_template(key)).close()
    click.echo(f"Creata {out}")


@click.command("info", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@as_json
def info(file: Path, json_wanted: bool) -> None:
    """Dice che cos’è un file: titolo, data, gruppi, quante cose contiene."""
    with Session.open(file) as session:
        document = _describe(session)
    if json_wanted:
        print_json(document)
        return
    click.echo(f"{document['title']} · {document['date']}" if document["date"] else document["title"])
    for group in document["groups"]:
        click.echo(f"  {group['key']}  {group['title']}")
    for kind, one, many in _COUNTS:
        if document["counts"].get(kind):
            click.echo(counted(document["counts"][kind], one, many))
    if document["newer"]:
        click.echo(f"{counted(document['newer'], 'elemento', 'elementi')} di una versione più nuova, conservati")
    if document["conflicts"]:
        click.echo(f"{document['conflicts']} da decidere")
    click.echo(f"{counted(document['facts'], 'fatto', 'fatti')}, impronta {document['fingerprint']}")


def _describe(session: Session) -> dict[str, Any]:
    from facilitatore.prepare.evening import read_groups

    root = session.get(session.id)
    counts = session.counts()
    known = {kind for kind, _, _ in _COUNTS} | {"evening", "register", "evidence", "countdown", "phase_run"}
    return {
        "kind": str(session.file_kind),
        "id": session.id,
        "title": root.text("title") if root else "",
        "theme": root.text("theme") if root else "",
        "date": root.text("date") if root else "",
        "place": root.text("place") if root else "",
        "groups": [{"key": group.key, "title": group.title} for group in read_groups(session)],
        "counts": {kind: counts.get(kind, 0) for kind, _, _ in _COUNTS},
        "newer": sum(number for kind, number in counts.items() if kind not in known),
        "conflicts": len(session.conflicts()),
        "facts": session.fact_count,
        "fingerprint": session.fingerprint(),
    }


@click.command("kit", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("-o", "folder", type=FILE, required=True, metavar="CARTELLA", help="Dove scrivere i file.")
def kit(file: Path, folder: Path) -> None:
    """Prepara le chiavette: il file dell’accoglienza con il registro, e uno per gruppo."""
    from facilitatore.prepare.kit import write_kit

    with Session.open(file, FileKind.EVENING) as session:
        for path in write_kit(session, folder):
            click.echo(str(path))


@click.command("check", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
def check(file: Path) -> None:
    """Controlla che in un file ci sia proprio quello che è stato scritto."""
    from facilitatore.session.check import check_file

    report = check_file(file)
    if report.altered:
        raise Damaged(file)
    click.echo(f"{file.name} è a posto: {counted(report.facts, 'fatto', 'fatti')}, impronta {report.fingerprint}")


@click.command("forget", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--person", "person", metavar="ID", help="L’id della persona (vedi people list --json).")
@click.option("--all", "everybody", is_flag=True, help="Tutti.")
def forget(file: Path, person: str | None, everybody: bool) -> None:
    """Dimentica per sempre: le persone di un registro, o i presenti di una serata."""
    if (person is None) != everybody:
        raise click.UsageError("one of --person and --all")
    with Session.open(file) as session:
        kind = "person" if session.file_kind == FileKind.REGISTER else "guest"
        if everybody:
            number = len(session.things(kind))
            session.forget(kind=kind)
            click.echo(f"Dimenticate {counted(number, 'persona', 'persone')}.")
            return
        thing = session.get(person or "")
        if thing is None or thing.kind != kind:
            raise Unknown("person", person or "")
        session.forget(ids=[thing.id])
        click.echo("Dimenticata 1 persona.")


COMMANDS = (templates, new, info, kit, check, forget)
