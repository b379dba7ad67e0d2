"""Commands that deliver: merge, take-back, hand-over, export, demo."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitatore.cli.italian import ItalianCommand, WrongUsage
from facilitatore.cli.output import (
    FILE,
    as_json_with,
    counted,
    files_like,
    print_json,
    refuse_session_file,
    tell_progress,
    write,
)
from facilitatore.cli.passphrase import passphrase_option, with_passphrase, with_passphrases
from facilitatore.errors import WrongKind
from facilitatore.session import FileKind, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.capture.list_likeness import AlikeLists
    from facilitatore.deliver.file_join import FileJoin


@click.command("merge", cls=ItalianCommand)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…", callback=files_like)
@click.option("-o", "out", type=FILE, metavar="OUT", help="Il file unito; se c’è già, vi si aggiunge.")
@click.option("--look", is_flag=True, help="Dice che cosa porta ogni file, senza scrivere niente.")
@click.option("--forget", is_flag=True, help="Dimentica per sempre quello che i file chiedono di dimenticare.")
@click.option("--report", "report_file", type=FILE, metavar="FILE", help="Scrive il verbale: .pdf, .html o .md.")
@passphrase_option
@as_json_with(
    "new",
    "same",
    "conflicts",
    "refused",
    "forgotten",
    "born",
    "changed",
    "gone",
    "moved",
    "alike_lists",
    "fingerprint; con --look: files",
)
def merge(
    *,
    files: tuple[Path, ...],
    out: Path | None,
    look: bool,
    forget: bool,
    report_file: Path | None,
    passphrase_file: Path | None,
    json_wanted: bool,
) -> None:
    """Unisce i file di una serata, o i suoi registri.

    L’ordine non conta, e unire due volte è come una; le cartelle valgono per i file che contengono. Se OUT finisce con
    .percorso vi entrano più serate, ognuna per conto suo; prima si salva in automatico una copia di quelle che ci sono.
    Registri chiusi con una frase danno un registro chiuso; se le frasi
    sono diverse, il file di --passphrase-file ne ha una per riga.
    """
    from facilitatore.cli.joining import look_only, write_report
    from facilitatore.deliver.file_join import files_to_join, join_onto

    if out is None and not look:
        raise WrongUsage("Manca -o OUT.")
    found = files_to_join(files, out)
    if out is not None:
        _check_ending(found, out)
    if look:
        with_passphrases(lambda some: look_only(found, out, some, json_wanted=json_wanted), passphrase_file)
        return
    assert out is not None  # noqa: S101 - see above
    writer = write_report(report_file, out)
    tell_progress(f"Unisco {counted(len(found), 'file', 'file')}…", quiet=json_wanted)

    def joining(passphrases: tuple[str, ...]) -> FileJoin:
        joined = join_onto(found, out, forgetting=forget, passphrases=passphrases)
        if joined.record is not None:
            writer(joined.record, passphrases)
        return joined

    _tell_merge(with_passphrases(joining, passphrase_file), out, json_wanted=json_wanted)


def _tell_merge(joined: FileJoin, out: Path, *, json_wanted: bool) -> None:
    from facilitatore.cli.joining import effects_document
    from facilitatore.deliver.effect_words import effect_words
    from facilitatore.deliver.file_join import is_process, roots_of
    from facilitatore.sentences import things_counted

    report, effects = joined.report, joined.effects
    if json_wanted:
        conflicts = [
            {"kind": one.kind, "id": one.id, "field": one.field, "values": list(one.values)} for one in report.conflicts
        ]
        document = {"new": report.new, "same": report.same, "conflicts": conflicts, "refused": report.refused}
        document |= effects_document(effects) | {"forgotten": report.lost, "fingerprint": report.fingerprint}
        print_json(document | {"alike_lists": [asdict(one) for one in _alike_in(out)]})
        return
    evenings = f"{counted(len(roots_of(out)), 'serata', 'serate')}, " if is_process(out) else ""
    write(
        f"{out}: {evenings}{counted(report.new, 'fatto nuovo', 'fatti nuovi')}, {counted(report.same, 'uguale', 'uguali')}, "
        f"{len(report.conflicts) or 'niente'} da decidere."
    )
    for part in effect_words(effects):
        write(f"  {part}")
    if report.lost:
        write(f"Dimenticate per sempre: {things_counted(report.lost)}.")
    if report.refused:
        write(f"{counted(report.refused, 'fatto rifiutato', 'fatti rifiutati')} perché alterati.")
    for one in _alike_in(out):
        write(one.sentence())


def _alike_in(out: Path) -> list[AlikeLists]:
    """Return the lists of notes that look alike in a joined evening; none where several are, or it is a register."""
    from facilitatore.capture.list_likeness import alike_lists

    if out.suffix.lower() != f".{FileKind.EVENING}":
        return []
    with Session.look(out, FileKind.EVENING) as session:
        return alike_lists(session)


@click.command("take-back", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@passphrase_option
@as_json_with("joined_at (millisecondi UTC)", "gone", "fingerprint", "is_as_before")
def take_back(file: Path, passphrase_file: Path | None, json_wanted: bool) -> None:
    """Riprende indietro l’ultima unione in un file.

    Se ne va quello che era arrivato e quello che ci si è scritto sopra; il resto del lavoro rimane. Quello che l’unione
    ha fatto dimenticare resta dimenticato.
    """
    from facilitatore.deliver.joining import last_join
    from facilitatore.deliver.joining import take_back as take_join_back
    from facilitatore.deliver.undecided import moment_words
    from facilitatore.errors import NothingJoined

    with with_passphrase(lambda passphrase: Session.open(file, None, passphrase), passphrase_file) as session:
        record = last_join(session)
        if record is None:
            raise NothingJoined(file)
        before = session.fact_count
        take_join_back(session, record)
        gone, mark = before - session.fact_count, session.fingerprint()
    if json_wanted:
        print_json({"joined_at": record.at, "gone": gone, "fingerprint": mark, "is_as_before": mark == record.before})
        return
    write(
        f"{file}: ripresa indietro l’unione del {moment_words(record.at)}, {counted(gone, 'fatto', 'fatti')} in meno."
    )
    if record.forgot:
        write("Quello che l’unione ha fatto dimenticare resta dimenticato.")


@click.command("hand-over", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("-o", "folder", type=FILE, required=True, metavar="CARTELLA", help="La chiavetta, o una cartella.")
@as_json_with("file", "readable", "fingerprint")
def hand_over(file: Path, folder: Path, json_wanted: bool) -> None:
    """Consegna la serata su una chiavetta e la rilegge.

    Accanto al file mette una copia che chiunque può leggere, e dice «fatto» solo quando li ha riletti dalla chiavetta.
    """
    from facilitatore.cli.joining import STEPS
    from facilitatore.deliver.hand_over import hand_over as hand_plan_over
    from facilitatore.deliver.hand_over import plan_hand_over

    with Session.look(file, FileKind.EVENING) as session:
        plan = plan_hand_over(session, folder)

    def say(step: str) -> None:
        if step in STEPS:
            tell_progress(STEPS[step], quiet=json_wanted)

    handed = hand_plan_over(plan, say)
    if json_wanted:
        document = {"file": str(handed.file), "readable": str(handed.readable), "fingerprint": handed.fingerprint}
        print_json(document)
        return
    write(f"Consegnata e riletta: {handed.file}, impronta {handed.fingerprint}.")
    write(f"Da leggere nel browser: {handed.readable}")
    if not handed.is_proven:
        write("Se è una chiavetta, aspetta che la luce smetta, poi espellila.")


def _check_ending(files: Sequence[Path], out: Path) -> None:
    """Refuse a register that would be called an evening: it would go on the sticks with all its names.

    Raises:
        WrongKind: the files have one ending and the joined file the other.
    """
    endings = {str(kind): kind for kind in FileKind}
    # A path of evenings is made of evenings, and an evening may be taken out of one.
    of = {kind: FileKind.EVENING if kind == FileKind.PROCESS else kind for kind in FileKind}
    given = {of[endings[ending]] for file in files if (ending := file.suffix.lower().removeprefix(".")) in endings}
    wanted = endings.get(out.suffix.lower().removeprefix("."))
    if wanted is not None and given and of[wanted] not in given:
        raise WrongKind(out, given.pop())


@click.command("export", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--format", "format_name", required=True, metavar="html|pdf|md|json|sqlite", help="Il formato.")
@click.option("-o", "out", type=FILE, required=True, metavar="OUT", help="Il file da scrivere.")
def export(file: Path, format_name: str, out: Path) -> None:
    """Scrive la sintesi della serata."""
    from facilitatore.deliver.export import FORMATS, export_synthesis
    from facilitatore.deliver.open_points import open_points
    from facilitatore.synthesis.overview import read_synthesis

    if format_name not in FORMATS:
        raise click.BadParameter(format_name, param=_choice(tuple(FORMATS)))
    refuse_session_file(out)
    with Session.look(file, FileKind.EVENING) as session:
        synthesis = read_synthesis(session)
    tell_progress("Scrivo la sintesi…", quiet=False)
    export_synthesis(synthesis, format_name, out)
    write(f"Scritta {out}")
    if synthesis.undecided:
        write(open_points(len(synthesis.undecided)))


def _choice(names: tuple[str, ...]) -> click.Option:
    return click.Option(["--format"], type=click.Choice(names))


@click.command("demo", cls=ItalianCommand)
@click.argument("folder", type=FILE, metavar="CARTELLA")
def demo(folder: Path) -> None:
    """Recita la serata di prova in una cartella.

    Fa le stesse cose che si fanno nella finestra, con persone e note inventate.
    """
    from facilitatore.demo import play

    for line in play(folder, lambda text: tell_progress(text, quiet=False)):
        write(line)


COMMANDS = (merge, take_back, hand_over, export, demo)
