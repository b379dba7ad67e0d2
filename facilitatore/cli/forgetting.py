"""Commands that take away for good: forget, destroy-register; and the key by which two registers agree."""

from __future__ import annotations

from pathlib import Path

import click

from facilitatore.cli.italian import ItalianCommand, WrongUsage
from facilitatore.cli.output import FILE, counted, write
from facilitatore.cli.passphrase import passphrase_option, with_passphrase
from facilitatore.errors import Unknown, WouldDestroy
from facilitatore.session import FileKind, Session
from facilitatore.session.format import is_there
from facilitatore.session.register_place import register_place


@click.command("forget", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--person", "person", metavar="ID", help="L’id della persona (vedi people list --json).")
@click.option("--all", "everybody", is_flag=True, help="Tutti.")
@passphrase_option
def forget(file: Path, person: str | None, everybody: bool, passphrase_file: Path | None) -> None:
    """Dimentica per sempre persone o presenti.

    Di un registro le persone, di una serata i nomi dei presenti: anche nei file con cui sarà unito, e nelle copie
    automatiche. Il numero dei presenti resta.
    """
    from facilitatore.door.forgetting import forget_everybody, forget_person, loses_of

    if (person is None) != everybody:
        raise WrongUsage("Di’ chi dimenticare: una persona con --person, oppure tutte con --all.")
    with with_passphrase(lambda passphrase: Session.open(file, None, passphrase), passphrase_file) as session:
        kind = "person" if session.file_kind == FileKind.REGISTER else "guest"
        if everybody:
            number = loses_of(session).get(kind, 0)
            forget_everybody(session)
        else:
            forget_person(session, [_whom(session, kind, person or "", passphrase_file)])
            number = 1
    write("Dimenticata 1 persona." if number == 1 else f"Dimenticate {number} persone.")


def _whom(session: Session, kind: str, wanted: str, passphrase_file: Path | None) -> str:
    """Return the id of who is to be forgotten; an evening knows a person of the register beside it by the token.

    Raises:
        Unknown: nobody has that id.
    """
    thing = session.get(wanted)
    if thing is not None and thing.kind == kind:
        return thing.id
    beside = register_place(session.path, session.id)
    if session.file_kind == FileKind.EVENING and is_there(beside):
        with with_passphrase(
            lambda passphrase: Session.open(beside, FileKind.REGISTER, passphrase), passphrase_file
        ) as register:
            person = register.get(wanted)
        token = person.text("token") if person is not None else ""
        for guest in session.things("guest"):
            if token and guest.text("token") == token:
                return guest.id
    raise Unknown("person", wanted)


@click.command("destroy-register", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE.registro")
@click.option("--yes", "is_sure", is_flag=True, help="Distruggilo davvero.")
@passphrase_option
def destroy_register(file: Path, is_sure: bool, passphrase_file: Path | None) -> None:
    """Distrugge un registro, con la chiave e le copie.

    Alla fine del percorso. Le serate restano, e si contano ancora; nessuno sa più di chi sono i codici delle etichette.
    """
    from facilitatore.door.forgetting import destroy_register as destroy

    if not is_sure:
        persons = _persons_of(file, passphrase_file)
        raise WouldDestroy(file, persons)
    done = with_passphrase(lambda passphrase: destroy(file, passphrase), passphrase_file)
    write(f"Distrutto {file}, con {counted(done.backups, 'copia automatica', 'copie automatiche')}.")
    if not done.was_read:
        write("Non si leggeva: le sue copie automatiche, se ci sono, sono rimaste nella cartella del programma.")
    write("Le copie su chiavette e altri portatili vanno distrutte lì.")


def _persons_of(file: Path, passphrase_file: Path | None) -> int:
    with with_passphrase(
        lambda passphrase: Session.look(file, FileKind.REGISTER, passphrase), passphrase_file
    ) as register:
        return register.counts().get("person", 0)


@click.command("register-key", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE.registro")
@click.option("--new", "is_new", is_flag=True, help="Crea la chiave, in un registro ancora vuoto.")
@click.option(
    "--take", "text", metavar="CHIAVE", help="Prende la chiave di un altro registro, com’è scritta sul foglietto."
)
@passphrase_option
def register_key(file: Path, is_new: bool, text: str | None, passphrase_file: Path | None) -> None:
    """Mostra o prende la chiave di due registri separati.

    Due accoglienze che non possono avere lo stesso registro danno con la stessa chiave lo stesso codice alla stessa
    persona. Chi ha la chiave e un elenco di nomi può scoprire chi c’era: si detta a voce, e il foglietto si distrugge.
    """
    from facilitatore.door.cycle_key import make_key, read_key, take_key

    if is_new and text is not None:
        raise WrongUsage("Scegli: o una chiave nuova con --new, o quella di un altro registro con --take.")
    reach = Session.open if is_new or text is not None else Session.look
    with with_passphrase(lambda passphrase: reach(file, FileKind.REGISTER, passphrase), passphrase_file) as register:
        if is_new:
            make_key(register)
        if text is not None:
            take_key(register, text)
        shown = read_key(register)
    write(shown or "Questo registro non ha una chiave da dare: se è vuoto, si crea con --new.")


COMMANDS = (forget, destroy_register, register_key)
