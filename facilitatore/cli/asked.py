"""What people of a list asked for in words that mean nothing to the evening: said after a list, and explained by command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitatore.cli.italian import ItalianCommand, WrongUsage
from facilitatore.cli.output import FILE, counted, write
from facilitatore.cli.passphrase import passphrase_option, with_passphrase
from facilitatore.italian import date_in_words
from facilitatore.session import FileKind, Session
from facilitatore.session.register_place import register_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from facilitatore.door.lists.planning import ImportPlan


def unmatched_lines(session: Session, register: Session) -> Iterator[str]:
    """Say which words of the register mean nothing to the evening, of how many people, and how to explain them."""
    from facilitatore.door.matching import unmatched
    from facilitatore.door.registrations import EVENING
    from facilitatore.prepare.evening import read_evening

    found = unmatched(register, session)
    if found and found[0].about == EVENING:
        yield doubt_of(read_evening(session).date)
    for words in found:
        people = counted(words.people, "persona", "persone")
        where = "un’altra data" if words.about == EVENING else "un gruppo che qui non c’è"
        yield f"  «{words.words}»: {people}, {where}"
    if found:
        yield "Che cosa vuol dire si scrive con «people map»."


def plan_lines(session: Session, plan: ImportPlan) -> Iterator[str]:
    """Say before a list is written that it has people for other evenings, and nobody for this one."""
    from facilitatore.door.lists.match.tally import tally
    from facilitatore.prepare.evening import read_evening

    counts = tally(plan.rows)
    if counts.other_evenings and not counts.this_evening:
        others = counted(counts.other_evenings, "persona si iscrive", "persone si iscrivono")
        yield f"{doubt_of(read_evening(session).date)} Nell’elenco {others} ad altre serate."


def doubt_of(date: str) -> str:
    """Ask whether the date of the evening is right, for which nobody is registered."""
    day = date_in_words(date)
    if not day:
        return "Questa serata non ha una data, e nessuno è iscritto a questa."
    return f"Questa serata è di {day}: è giusta? Nessuno è iscritto per quel giorno."


@click.command("map", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.argument("words", metavar="PAROLE")
@click.option("--group", "group", metavar="CHIAVE", help="Vuol dire questo gruppo.")
@click.option("--no-group", "no_group", is_flag=True, help="Non è nessuno dei gruppi.")
@click.option("--this-evening", "here", flag_value="this", help="Vuol dire questa serata.")
@click.option("--other-evening", "here", flag_value="other", help="Vuol dire un’altra serata.")
@passphrase_option
def map_(
    file: Path, words: str, group: str | None, no_group: bool, here: str | None, passphrase_file: Path | None
) -> None:
    """Dice che cosa vogliono dire le parole di un elenco.

    PAROLE è come l’elenco chiama un gruppo o una serata; «people list» le dice quando non sono quelle di FILE. Resta
    scritto nel registro, anche per gli elenchi che le ripetono.
    """
    from facilitatore.door.matching import map_evening, map_group
    from facilitatore.errors import FileMissing
    from facilitatore.prepare.evening import find_group
    from facilitatore.session.format import is_there

    if (group is not None) + no_group + (here is not None) != 1:
        message = "Scegli una sola fra --group, --no-group, --this-evening e --other-evening."
        raise WrongUsage(message)
    with Session.look(file, FileKind.EVENING) as session:
        place = register_place(file, session.id)
        if not is_there(place):
            raise FileMissing(place)
        chosen = find_group(session, group) if group is not None else None
        opened = with_passphrase(lambda phrase: Session.open(place, FileKind.REGISTER, phrase), passphrase_file)
        with opened as register:
            if here is not None:
                map_evening(register, session, words, here=here == "this")
            else:
                map_group(register, session, words, chosen.id if chosen is not None else None)
    evening = "questa serata" if here == "this" else "un’altra serata"
    none = evening if here is not None else "nessuno dei gruppi"
    write(f"«{words}» vuol dire {none if chosen is None else f'il gruppo {chosen.key}'}.")
