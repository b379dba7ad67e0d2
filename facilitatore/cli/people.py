"""Commands at the door: people and badges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from facilitatore.cli.italian import ItalianCommand, ItalianGroup
from facilitatore.cli.output import FILE, as_json, counted, print_json, refuse_session_file, tell_progress, write
from facilitatore.errors import NotDrawable
from facilitatore.sentences import say
from facilitatore.session import FileKind, Session
from facilitatore.session.register_place import register_path

if TYPE_CHECKING:
    from facilitatore.door.badges.printing import Which
    from facilitatore.door.people import Expected


@click.group("people", cls=ItalianGroup)
def people() -> None:
    """Le persone: importa un elenco, elencale, segna chi entra."""


@people.command("import")
@click.argument("file", type=FILE, metavar="FILE")
@click.argument("table", type=FILE, metavar="ELENCO")
@click.option("--register", "register", type=FILE, metavar="REGISTRO", help="Il registro (di solito quello accanto).")
@click.option("--dry-run", "dry_run", is_flag=True, help="Dice che cosa farebbe, senza scrivere.")
@as_json
def import_(file: Path, table: Path, register: Path | None, dry_run: bool, json_wanted: bool) -> None:
    """Importa un elenco di iscritti nel registro accanto a FILE."""
    from facilitatore.door.lists.importing import import_for_evening, plan_import

    place = register or register_path(file)
    tell_progress(f"Leggo {table.name}…", quiet=json_wanted)
    with ExitStack() as stack:
        reach = Session.look if dry_run else Session.open
        session = stack.enter_context(reach(file, FileKind.EVENING))
        opened = stack.enter_context(reach(place, FileKind.REGISTER)) if place.exists() else None
        plan = plan_import(session, opened, table)
        if not dry_run and plan.writes:
            if opened is None:
                opened = stack.enter_context(_fresh_register(session, place))
            import_for_evening(session, opened, plan)
    if json_wanted:
        print_json(_plan_document(plan))
        return
    write(
        f"{counted(plan.new, 'nuovo', 'nuovi')}, {counted(plan.same, 'uguale', 'uguali')}, "
        f"{counted(plan.updated, 'aggiornato', 'aggiornati')}, {plan.to_check} da guardare, "
        f"{counted(plan.discarded, 'scartato', 'scartati')}."
    )
    if dry_run:
        write("Prova: non è stato scritto niente.")


@contextmanager
def _fresh_register(session: Session, place: Path) -> Iterator[Session]:
    """Make the register of an evening; an import that fails leaves none behind."""
    from facilitatore.prepare.kit import create_register

    register = create_register(session, place)
    try:
        yield register
    except BaseException:
        register.close()
        place.unlink(missing_ok=True)
        raise
    register.close()


def _plan_document(plan: Any) -> dict[str, Any]:
    from facilitatore.door.lists.reasons import REASONS

    return {
        "new": plan.new,
        "same": plan.same,
        "updated": plan.updated,
        "to_check": plan.to_check,
        "discarded": plan.discarded,
        "rows": [
            {
                "row": verdict.row.row,
                "verdict": verdict.verdict,
                "why": REASONS.get(verdict.why, verdict.why),
                "first_name": verdict.row.first_name,
                "family_name": verdict.row.family_name,
            }
            for verdict in plan.rows
        ],
    }


@people.command("list")
@click.argument("file", type=FILE, metavar="FILE")
@as_json
def list_(file: Path, json_wanted: bool) -> None:
    """Elenca gli iscritti e i presenti.

    Gli iscritti sono nel registro accanto a FILE; senza registro restano i presenti, per nome.
    """
    with ExitStack() as stack:
        session, register = _open_both(stack, file)
        rows = [_row(line, _keys(session)) for line in _everybody(session, register)]
    if json_wanted:
        print_json(rows)
        return
    for row in rows:
        mark = "✓" if row["checked_in"] else " "
        write(f"{mark} {row['badge_name']}\t{row['family_name'] or ''}\t{row['group'] or ''}")


def _open_both(stack: ExitStack, file: Path) -> tuple[Session, Session | None]:
    session = stack.enter_context(Session.look(file))
    if session.file_kind == FileKind.REGISTER:
        return session, session
    place = register_path(file)
    return session, stack.enter_context(Session.look(place, FileKind.REGISTER)) if place.exists() else None


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
        "group": keys.get(line.group or ""),
        "checked_in": line.guest is not None,
    }


@people.command("check-in")
@click.argument("file", type=FILE, metavar="FILE")
@click.argument("name", metavar="NOME")
@click.option("--group", "group", metavar="CHIAVE", help="Il gruppo; senza, quello scelto all’iscrizione.")
@click.option("--walk-in", "walk_in", is_flag=True, help="Non è in elenco: basta il nome.")
def check_in(file: Path, name: str, group: str | None, walk_in: bool) -> None:
    """Segna l’ingresso di una persona."""
    from facilitatore.door import actions
    from facilitatore.door.people import read_persons
    from facilitatore.prepare.evening import find_group

    with ExitStack() as stack:
        session = stack.enter_context(Session.open(file, FileKind.EVENING))
        chosen = find_group(session, group).id if group else None
        place = register_path(file)
        register = stack.enter_context(Session.look(place, FileKind.REGISTER)) if place.exists() else None
        persons = read_persons(register) if register is not None else []
        if walk_in:
            actions.refuse_if_listed(persons, name)
            change = actions.welcome_walk_in(session, name=name, group=chosen)
        else:
            change = actions.check_in(session, actions.find_person(persons, name), group=chosen)
        guest = session.get(change.ids[0])
        key = _keys(session).get(guest.text("group")) if guest is not None else None
        badge = guest.text("badge_name") if guest is not None else name
    write(f"{badge}: ingresso segnato, {f'gruppo {key}' if key else 'senza gruppo'}.")


@click.command("badges", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("-o", "out", type=FILE, required=True, metavar="OUT.pdf", help="Il PDF da scrivere.")
@click.option("--stock", default="L4785", show_default=True, metavar="CODICE", help="Il foglio di etichette.")
@click.option("--start", type=int, default=1, metavar="N", help="La prima etichetta libera del foglio.")
@click.option(
    "--only",
    type=click.Choice(["checked-in", "all", "unprinted"]),
    default="checked-in",
    show_default=True,
    help="Per chi: checked-in chi è entrato, all anche chi è atteso, unprinted chi è entrato e non l’ha ancora.",
)
@click.option("--no-qr", "no_qr", is_flag=True, help="Senza QR.")
def badges(file: Path, out: Path, stock: str, start: int, only: str, no_qr: bool) -> None:
    """Scrive le etichette, con il solo nome, in un PDF."""
    from facilitatore.door.actions import mark_printed
    from facilitatore.door.badges.printing import badges_for, print_drawable
    from facilitatore.door.badges.stock import find_stock
    from facilitatore.session.whole_file import write_whole

    sheet = find_stock(stock)
    refuse_session_file(out)
    with ExitStack() as stack:
        session = stack.enter_context(Session.open(file, FileKind.EVENING))
        place = register_path(file)
        register = None
        if only == "all" and place.exists():
            register = stack.enter_context(Session.open(place, FileKind.REGISTER))
        chosen = badges_for(session, only=cast("Which", only), register=register)
        printed = print_drawable(chosen, sheet, start=start, qr=not no_qr)
        write_whole(out, printed.pdf)
        mark_printed(session, printed.ids)
    write(f"{counted(len(printed.ids), 'etichetta', 'etichette')} in {out}")
    if printed.missing:
        click.echo(say(NotDrawable(printed.missing)), err=True)


COMMANDS = (people, badges)
