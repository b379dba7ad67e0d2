"""Commands on the evening as a whole: templates, new, info, kit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from facilitatore.cli.italian import ItalianCommand
from facilitatore.cli.output import FILE, as_json, counted, print_json, tell_progress, write
from facilitatore.cli.passphrase import passphrase_option, with_passphrase
from facilitatore.prepare.model import REGISTER_KEY
from facilitatore.session import FileKind, Session
from facilitatore.session.register_place import apart_words

_UNCOUNTED = {"evening", "register", "evidence", "countdown", "phase_run", "presence", "left_out", REGISTER_KEY}
_UNCOUNTED |= {"asked_words"}
"""Kinds that we know, and of which nobody wants the number."""

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
@click.option(
    "--keep-until",
    "keep_until",
    metavar="DATA",
    default="",
    help="Fino a quando si conservano i nomi, per esempio 8/4/2018; se manca, tre mesi dopo la serata.",
)
def new(out: Path, key: str, keep_until: str) -> None:
    """Crea la serata OUT.serata da un modello."""
    from facilitatore.prepare.templates import create_evening, find_template

    create_evening(out, find_template(key), keep_until=_iso(keep_until)).close()
    write(f"Creata {out}")


def _iso(written: str) -> str:
    """Return a date written as 8/4/2018 as ISO; what is written otherwise comes back as it is."""
    parts = written.split("/")
    if len(parts) == len(("day", "month", "year")) and all(part.isdecimal() for part in parts):
        day, month, year = map(int, parts)
        return f"{year:04}-{month:02}-{day:02}"
    return written


@click.command("info", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@passphrase_option
@as_json
def info(file: Path, passphrase_file: Path | None, json_wanted: bool) -> None:
    """Dice che cos’è un file e quante cose contiene.

    Un percorso è descritto serata per serata.
    """
    from facilitatore.deliver.file_join import roots_of

    roots = roots_of(file)
    if len(roots) > 1:
        evenings = []
        for root in roots:
            with Session.look(file, root.kind, only=root.id) as session:
                evenings.append(_describe(session))
        document: dict[str, Any] = {"kind": str(FileKind.PROCESS), "evenings": evenings}
    else:
        with with_passphrase(lambda passphrase: Session.look(file, None, passphrase), passphrase_file) as session:
            document = _describe(session)
    if json_wanted:
        print_json(document)
        return
    for evening in document.get("evenings", [document]):
        _tell(evening)


def _tell(document: dict[str, Any]) -> None:
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
    known = {kind for kind, _, _ in _COUNTS} | _UNCOUNTED
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
@passphrase_option
def kit(file: Path, folder: Path, passphrase_file: Path | None) -> None:
    """Prepara le chiavette dell’accoglienza e dei gruppi.

    Scrive accoglienza.serata con il suo registro e un file per gruppo; cognomi e recapiti stanno solo nel registro.
    Un registro chiuso con una frase resta chiuso anche sulla chiavetta, con la stessa.
    """
    from facilitatore.prepare.kit import write_kit

    tell_progress("Scrivo i file delle chiavette…", quiet=False)
    with Session.open(file, FileKind.EVENING) as session:
        written = with_passphrase(lambda passphrase: write_kit(session, folder, passphrase=passphrase), passphrase_file)
    for path in written:
        write(str(path))
    if words := apart_words(written[0], written[1]):
        tell_progress(words, quiet=False)


COMMANDS = (templates, new, info, kit)
