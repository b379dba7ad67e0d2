"""Commands at the door: lists and arrivals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from facilitatore.cli.asked import map_, plan_lines, unmatched_lines
from facilitatore.cli.italian import ItalianGroup
from facilitatore.cli.output import FILE, as_json, print_json, tell_progress, write
from facilitatore.cli.passphrase import passphrase_option, with_passphrase
from facilitatore.interrupting import one_step
from facilitatore.session import FileKind, Session
from facilitatore.session.format import is_there
from facilitatore.session.moving import remove
from facilitatore.session.register_place import apart_words, register_place

if TYPE_CHECKING:
    from facilitatore.door.naming import Choice
    from facilitatore.door.people import Expected
    from facilitatore.session import Thing

_MOST_READ: Final = 200
"""Characters of a name that are looked at for what it could be: what is longer is refused anyway."""


@click.group("people", cls=ItalianGroup)
def people() -> None:
    """Le persone: importa un elenco, elencale, segna chi entra."""


@people.command("import")
@click.argument("file", type=FILE, metavar="FILE")
@click.argument("table", type=FILE, metavar="ELENCO")
@click.option("--register", "register", type=FILE, metavar="REGISTRO", help="Il registro (di solito quello accanto).")
@click.option(
    "--column", "columns", multiple=True, metavar="USO=COLONNA", help="Per esempio nome=3, telefono=Recapito."
)
@click.option("--note", "notes", multiple=True, metavar="COLONNA", help="Importa anche questa colonna di testo libero.")
@click.option(
    "--header-row",
    "header_row",
    type=click.IntRange(0),
    metavar="RIGA",
    help="La riga delle intestazioni; 0: non ce ne sono.",
)
@click.option("--sheet", "sheet", metavar="FOGLIO", help="Il foglio, se il file ne ha più d’uno.")
@passphrase_option
@click.option("--dry-run", "dry_run", is_flag=True, help="Dice riga per riga che cosa farebbe, senza scrivere.")
@as_json
def import_(
    file: Path,
    table: Path,
    register: Path | None,
    columns: tuple[str, ...],
    notes: tuple[str, ...],
    header_row: int | None,
    sheet: str | None,
    passphrase_file: Path | None,
    dry_run: bool,
    json_wanted: bool,
) -> None:
    """Importa un elenco di iscritti nel registro accanto a FILE.

    Le colonne si riconoscono da sole; --column dice che cosa sono quelle che non lo sono state, per intestazione o per
    numero. Il testo libero può contenere dati sulla salute e resta fuori, se non lo si chiede con --note.
    """
    from facilitatore.cli.list_words import import_lines, plan_document, plan_list_named, unread_lines
    from facilitatore.door.lists.write.importing import import_for_evening, setting_of
    from facilitatore.door.matching import find_meanings

    apart = ""
    tell_progress(f"Leggo {table.name}…", quiet=json_wanted)
    with ExitStack() as stack:
        reach = Session.look if dry_run else Session.open
        session = stack.enter_context(reach(file, FileKind.EVENING))
        place = register or register_place(file, session.id)
        opened = _reach_register(stack, reach, place, passphrase_file)
        named = (*columns, *(f"note={note}" for note in notes))
        if opened is not None and not dry_run:
            find_meanings(opened, session)
        found, plan = plan_list_named(setting_of(session, opened), table, named, sheet, header_row)
        for line in unread_lines(found, plan):
            tell_progress(line, quiet=json_wanted)
        doubts = list(plan_lines(session, plan))
        if not dry_run and plan.writes:
            if opened is None:
                stack.enter_context(one_step())
                opened = stack.enter_context(_fresh_register(session, place))
                apart = "" if register else apart_words(file, place)
            import_for_evening(session, opened, plan)
            doubts = list(unmatched_lines(session, opened))
    for line in (*doubts, *filter(None, [apart])):
        tell_progress(line, quiet=json_wanted)
    if json_wanted:
        print_json(plan_document(found, plan))
        return
    for line in import_lines(found, plan, dry_run=dry_run):
        write(line)


@contextmanager
def _fresh_register(session: Session, place: Path) -> Iterator[Session]:
    """Make the register of an evening; an import that fails leaves none behind."""
    from facilitatore.prepare.kit import create_register

    register = create_register(session, place)
    try:
        yield register
    except BaseException:
        register.close()
        with suppress(OSError):
            remove(place)
        raise
    register.close()


@people.command("list")
@click.argument("file", type=FILE, metavar="FILE")
@passphrase_option
@as_json
def list_(file: Path, passphrase_file: Path | None, json_wanted: bool) -> None:
    """Elenca gli iscritti e i presenti.

    Gli iscritti sono nel registro accanto a FILE; senza registro restano i presenti, per nome.
    """
    with ExitStack() as stack:
        session, register = _open_both(stack, file, passphrase_file)
        everybody, keys = _everybody(session, register), _keys(session)
        rows = [_row(line, keys) for line in everybody]
        known = register is not None and session.file_kind == FileKind.EVENING
        doubts = list(unmatched_lines(session, register)) if register is not None and known else []
    for line in doubts:
        tell_progress(line, quiet=json_wanted)
    if json_wanted:
        print_json(rows)
        return
    for row, one in zip(rows, everybody, strict=True):
        write(_listed(one, row))


def _listed(one: Expected, row: dict[str, Any]) -> str:
    """Return a line of the list; who is in question stands as written, so that nobody of two in one cell is hidden."""
    group = row["group"] or ""
    if one.guest is None and one.person is not None and one.person.question is not None:
        return f"? {one.person.question.written}\t\t{group}"
    mark = "✓" if row["checked_in"] else " "
    return f"{mark} {row['badge_name'] or '(nome dimenticato)'}\t{row['family_name'] or ''}\t{group}"


def _open_both(stack: ExitStack, file: Path, passphrase_file: Path | None) -> tuple[Session, Session | None]:
    looked = with_passphrase(lambda passphrase: Session.look(file, None, passphrase), passphrase_file)
    session = stack.enter_context(looked)
    if session.file_kind == FileKind.REGISTER:
        return session, session
    return session, _reach_register(stack, Session.look, register_place(file, session.id), passphrase_file)


def _reach_register(
    stack: ExitStack, reach: Callable[[Path, FileKind, str], Session], place: Path, passphrase_file: Path | None
) -> Session | None:
    """Open the register at `place` until the stack ends, if there is one."""
    if not is_there(place):
        return None
    return stack.enter_context(
        with_passphrase(lambda passphrase: reach(place, FileKind.REGISTER, passphrase), passphrase_file)
    )


def _everybody(session: Session, register: Session | None) -> list[Expected]:
    from facilitatore.door.people import read_expected

    return read_expected(session, register)


def _keys(session: Session) -> dict[str, str]:
    from facilitatore.prepare.evening import read_groups

    return {group.id: group.key for group in read_groups(session)}


def _row(line: Expected, keys: dict[str, str]) -> dict[str, Any]:
    return {
        "id": line.id,
        "first_name": line.person.first_name if line.person else line.badge_name,
        "family_name": line.person.family_name if line.person else None,
        "badge_name": line.badge_name,
        "name_checked": line.guest is not None or line.person is None or line.person.question is None,
        "group": keys.get(line.group or ""),
        "checked_in": line.guest is not None,
    }


@people.command("check-in")
@click.argument("file", type=FILE, metavar="FILE")
@click.argument("name", metavar="NOME")
@click.option("--group", "group", metavar="CHIAVE", help="Il gruppo; senza, quello scelto all’iscrizione.")
@click.option("--walk-in", "walk_in", is_flag=True, help="Non è in elenco: basta il nome.")
@click.option("--badge-name", "badge_name", default="", metavar="NOME", help="Il nome da scrivere sull’etichetta.")
@click.option("--as-written", "as_written", is_flag=True, help="Il nome va sull’etichetta così com’è scritto.")
@passphrase_option
def check_in(
    file: Path,
    name: str,
    group: str | None,
    walk_in: bool,
    badge_name: str,
    as_written: bool,
    passphrase_file: Path | None,
) -> None:
    """Segna l’ingresso di una persona.

    NOME è il nome, il nome con il cognome, il codice dell’etichetta, o quanto basta perché la ricerca trovi una persona sola.
    Se non è chiaro quale sia il nome, niente è segnato: --badge-name lo dice, e per chi è in elenco resta scritto.
    """
    from facilitatore.prepare.evening import find_group

    with ExitStack() as stack:
        session = stack.enter_context(Session.open(file, FileKind.EVENING))
        chosen = find_group(session, group).id if group else None
        reach = Session.open if badge_name and not walk_in else Session.look
        register = _reach_register(stack, reach, register_place(file, session.id), passphrase_file)
        let_in = _let_walk_in if walk_in else _let_listed
        guest = let_in(session, register, name, chosen, badge_name, confirmed=as_written)
        key = _keys(session).get(guest.text("group"))
        badge = guest.text("badge_name")
    write(f"{badge}: ingresso segnato, {f'gruppo {key}' if key else 'senza gruppo'}.")


def _let_walk_in(
    session: Session, register: Session | None, name: str, group: str | None, badge_name: str, *, confirmed: bool
) -> Thing:
    from facilitatore.door import actions
    from facilitatore.door.people import read_persons
    from facilitatore.door.wearing import read_badge_name, read_worn, told
    from facilitatore.prepare.actions import existing

    actions.refuse_if_listed(read_persons(register) if register is not None else (), name)
    ways = read_badge_name(name[:_MOST_READ]).choices
    worn = told(badge_name, ways, confirmed=confirmed) if badge_name else read_worn(name, confirmed=confirmed)
    change = actions.welcome_walk_in(session, name=worn.first, group=group, confirmed=True)
    _tell_left_out(worn)
    return existing(session, "guest", change.ids[0])


def _let_listed(
    session: Session, register: Session | None, name: str, group: str | None, badge_name: str, *, confirmed: bool
) -> Thing:
    from facilitatore.door import actions
    from facilitatore.door.naming import Choice
    from facilitatore.door.people import read_persons
    from facilitatore.door.wearing import answered, told, ways_of
    from facilitatore.prepare.actions import existing

    person = actions.find_person(read_persons(register) if register is not None else (), name)
    worn = None
    if badge_name:
        own = Choice(person.first_name, person.family_name)
        worn = told(badge_name, ways_of(person.question) if person.question else (own,), confirmed=confirmed)
    change = actions.check_in(session, person, group=group, name=worn.first if worn else "", confirmed=True)
    if worn and register is not None and person.question is not None:
        worn = answered(person, worn)
        actions.answer_name(register, person.id, first=worn.first, family=worn.family)
        tell_progress(f"Il nome resta scritto nel registro: {worn.first} {worn.family}".rstrip() + ".", quiet=False)
    else:
        tell_progress(f"In elenco: {person.first_name} {person.family_name}".rstrip(), quiet=False)
        if worn is not None and worn.family != person.family_name:
            _tell_left_out(worn)
    return existing(session, "guest", change.ids[0])


def _tell_left_out(worn: Choice) -> None:
    """Say what of a typed name is not on the badge."""
    if worn.family:
        tell_progress(f"Cognome tolto: {worn.family}.", quiet=False)
    if worn.aside:
        tell_progress(f"Resta fuori: {worn.aside}.", quiet=False)


people.add_command(map_)

COMMANDS = (people,)
