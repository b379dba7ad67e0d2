"""Commands on the evening as a whole: templates, new, info, kit, check, forget."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from facilitatore.cli.italian import ItalianCommand, WrongUsage
from facilitatore.cli.output import FILE, as_json, counted, print_json, tell_progress, write
from facilitatore.errors import Damaged, Unknown
from facilitatore.prepare.model import REGISTER_KEY
from facilitatore.session import FileKind, Session
from facilitatore.session.register_place import register_path

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
        write(f"{template.key}\t{template.label}")


@click.command("new", cls=ItalianCommand)
@click.argument("out", type=FILE, metavar="OUT.serata")
@click.option(
    "--template", "key", required=True, metavar="CHIAVE", help="Il modello da cui cominciare (vedi templates)."
)
def new(out: Path, key: str) -> None:
    """Crea la serata OUT.serata da un modello."""
    from facilitatore.prepare.templates import create_evening, find_template

    create_evening(out, find_template(key)).close()
    write(f"Creata {out}")


@click.command("info", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@as_json
def info(file: Path, json_wanted: bool) -> None:
    """Dice che cos’è un file e quante cose contiene."""
    with Session.look(file) as session:
        document = _describe(session)
    if json_wanted:
        print_json(document)
        return
    write(f"{document['title']} · {document['date']}" if document["date"] else document["title"])
    for group in document["groups"]:
        write(f"  {group['key']}  {group['title']}")
    for kind, one, many in _COUNTS:
        if document["counts"].get(kind):
            write(counted(document["counts"][kind], one, many))
    if document["newer"]:
        later = "di una versione più nuova, conservat"
        write(counted(document["newer"], f"elemento {later}o", f"elementi {later}i"))
    if document["conflicts"]:
        write(f"{document['conflicts']} da decidere")
    write(f"{counted(document['facts'], 'fatto', 'fatti')}, impronta {document['fingerprint']}")


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
    """Prepara le chiavette dell’accoglienza e dei gruppi.

    Scrive accoglienza.serata con il suo registro e un file per gruppo; cognomi e recapiti stanno solo nel registro.
    """
    from facilitatore.prepare.kit import write_kit

    tell_progress("Scrivo i file delle chiavette…", quiet=False)
    with Session.open(file, FileKind.EVENING) as session:
        for path in write_kit(session, folder):
            write(str(path))


@click.command("check", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
def check(file: Path) -> None:
    """Controlla che un file sia proprio come è stato scritto."""
    from facilitatore.session.check import check_file

    report = check_file(file)
    if report.altered:
        raise Damaged(file)
    write(f"{file.name} è a posto: {counted(report.facts, 'fatto', 'fatti')}, impronta {report.fingerprint}")


@click.command("forget", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--person", "person", metavar="ID", help="L’id della persona (vedi people list --json).")
@click.option("--all", "everybody", is_flag=True, help="Tutti.")
def forget(file: Path, person: str | None, everybody: bool) -> None:
    """Dimentica per sempre persone o presenti.

    Di un registro le persone, di una serata i presenti: anche nei file con cui sarà unito, e nelle copie automatiche.
    """
    if (person is None) != everybody:
        raise WrongUsage("Di’ chi dimenticare: una persona con --person, oppure tutte con --all.")
    with Session.open(file) as session:
        kind = "person" if session.file_kind == FileKind.REGISTER else "guest"
        if everybody:
            ids = [thing.id for thing in session.things(kind)]
            session.forget(kind=kind)
            if kind == "person":
                session.forget(kind="left_out")  # marks of who was left out of a list
                # With the key and a list, the tokens of an evening could be given a name again.
                session.forget(kind=REGISTER_KEY)
        else:
            ids = [_whom(session, kind, person or "")]
            session.forget(ids=[*ids, *_doubles(session, ids[0])])
    write("Dimenticata 1 persona." if len(ids) == 1 else f"Dimenticate {len(ids)} persone.")


def _whom(session: Session, kind: str, wanted: str) -> str:
    """Return the id of who is to be forgotten; an evening knows a person of the register beside it by the token.

    Raises:
        Unknown: nobody has that id.
    """
    thing = session.get(wanted)
    if thing is not None and thing.kind == kind:
        return thing.id
    beside = register_path(session.path)
    if session.file_kind == FileKind.EVENING and beside.exists():
        with Session.open(beside, FileKind.REGISTER) as register:
            person = register.get(wanted)
        token = person.text("token") if person is not None else ""
        for guest in session.things("guest"):
            if token and guest.text("token") == token:
                return guest.id
    raise Unknown("person", wanted)


def _doubles(session: Session, wanted: str) -> list[str]:
    """Return the other things that are the same person or guest, written by another laptop."""
    first = session.get(wanted)
    token = first.text("token") if first is not None else ""
    kind = first.kind if first is not None else ""
    return [thing.id for thing in session.things(kind) if token and thing.text("token") == token and thing.id != wanted]


COMMANDS = (templates, new, info, kit, check, forget)
