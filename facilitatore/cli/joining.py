"""What `merge` says before it joins, and the report it writes after."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from facilitatore.cli.italian import WrongUsage
from facilitatore.cli.output import counted, print_json, refuse_session_file, write
from facilitatore.errors import NotWritable
from facilitatore.sentences import say, things_counted, things_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from facilitatore.deliver.joining import Arrival
    from facilitatore.prepare.model import Group
    from facilitatore.session.joining.effects import Counts
    from facilitatore.session.joining.records import JoinRecord

STEPS: Final = {
    "copy": "Copio sulla chiavetta…",
    "flush": "Aspetto che la chiavetta abbia scritto tutto…",
    "read_back": "Rileggo dalla chiavetta…",
    "readable": "Scrivo la copia da leggere…",
}
"""What is said of the steps of a hand-over."""


def look_only(files: Sequence[Path], out: Path | None, passphrases: Sequence[str], *, json_wanted: bool) -> None:
    """Say what each file is and what joining it would bring; nothing is written."""
    from facilitatore.deliver.file_join import look_before

    arrivals = look_before(files, out, passphrases)
    if json_wanted:
        print_json({"files": [_document(arrival) for arrival in arrivals]})
        return
    groups = _groups(out if out is not None and out.exists() else files[0])
    for arrival in arrivals:
        for line in _lines(arrival, groups):
            write(line)


def _groups(file: Path) -> dict[str, Group]:
    """Return the groups of an evening by id; none where the file is something else."""
    from facilitatore.errors import Problem
    from facilitatore.prepare.evening import read_groups
    from facilitatore.session import FileKind, Session

    try:
        with Session.look(file, FileKind.EVENING) as session:
            return {group.id: group for group in read_groups(session)}
    except Problem:
        return {}


def _lines(arrival: Arrival, groups: Mapping[str, Group]) -> list[str]:
    from facilitatore.deliver.effect_words import effect_words, rewrite_lines
    from facilitatore.deliver.undecided import moment_words

    if arrival.problem is not None:
        apart = "tenuto da parte" if arrival.is_elsewhere else "non si unisce"
        return [f"{arrival.path}: {apart}. {say(arrival.problem)}"]
    last = arrival.laptops[0] if arrival.laptops else None
    laptop = f"portatile {last.code}" + (", accoglienza" if last.at_door else "") if last is not None else ""
    when = moment_words(int(arrival.written_at * 1000)) if arrival.written_at is not None else ""
    lines = [f"{arrival.path}: " + " · ".join(part for part in (arrival.title, laptop, when) if part)]
    did = "; ".join(effect_words(arrival.effects.counts))
    parts = [
        counted(arrival.new, "fatto nuovo", "fatti nuovi") + (f" ({did})" if did else ""),
        counted(arrival.same, "uguale", "uguali"),
        f"{arrival.conflicts} da decidere" if arrival.conflicts else "",
        f"{arrival.refused} rifiutati perché alterati" if arrival.refused else "",
        f"{arrival.forgotten} da dimenticare" if arrival.forgotten else "",
        f"{arrival.others} di altre serate" if arrival.others else "",
    ]
    lines.append("  " + ", ".join(filter(None, parts)))
    if arrival.effects.is_alarming:
        lines.append("  attenzione: toglie o riscrive quello che ha scritto un altro portatile; prima e dopo:")
    lines += [f"    {line}" for line in rewrite_lines(arrival.effects.rewrites, groups)]
    lines.append(f"  impronta {arrival.fingerprint}")
    if arrival.forgets:
        lost = things_counted(arrival.loses) or "cose che qui non ci sono"
        lines.append(f"  chiede di dimenticare {lost}: si unisce solo con --forget")
    if arrival.absorbed:
        lines.append(f"  ha {things_counted(arrival.absorbed)} da dimenticare come qui: si unisce solo con --forget")
    if arrival.void:
        lines.append(
            f"  chiede di togliere anche {things_named(arrival.void)}: non ha effetto, si dimenticano solo le persone"
        )
    return lines


def _document(arrival: Arrival) -> dict[str, Any]:
    names = (
        "title",
        "new",
        "same",
        "refused",
        "forgotten",
        "others",
        "forgets",
        "loses",
        "absorbed",
        "void",
        "conflicts",
    )
    return (
        {
            "file": str(arrival.path),
            "kind": str(arrival.kind),
            "evenings": [{"id": root.id.hex(), "title": root.title, "date": root.date} for root in arrival.roots],
            "laptops": [
                {
                    "code": one.code,
                    "group": one.group,
                    "at_door": one.at_door,
                    "facts": one.facts,
                    "last_at": one.last_at,
                }
                for one in arrival.laptops
            ],
            "written_at": arrival.written_at,
            "fingerprint": arrival.fingerprint,
            "is_elsewhere": arrival.is_elsewhere,
            "problem": say(arrival.problem) if arrival.problem is not None else None,
        }
        | {name: getattr(arrival, name) for name in names}
        | effects_document(arrival.effects.counts)
        | {
            "rewrites": [asdict(one) for one in arrival.effects.rewrites],
            "is_alarming": arrival.effects.is_alarming,
        }
    )


def effects_document(counts: Mapping[str, Counts]) -> dict[str, Any]:
    """Return for JSON how many things of each kind came, have other words, went and were only moved."""
    return {name: dict(counts.get(name, {})) for name in ("born", "changed", "gone", "moved")}


def write_report(file: Path | None, out: Path) -> Callable[[JoinRecord, Sequence[str]], None]:
    """Return what writes the report of a join into `out`, given passphrases that may open that.

    Whether it can be written is found out now, before anything is joined.

    Raises:
        WrongUsage: no such format, or `out` holds several evenings. FileExists: a session file is there. NotWritable: the
        folder is not there, or may not be written.
    """
    from facilitatore.deliver.export import document_bytes
    from facilitatore.deliver.file_join import is_process
    from facilitatore.session.rights import may_write

    if file is None:
        return lambda _record, _passphrases: None
    ending = file.suffix.lower().removeprefix(".")
    if ending not in ("pdf", "html", "md"):
        raise WrongUsage("Il verbale si scrive in un file che finisce con .pdf, .html o .md.")
    if is_process(out):
        raise WrongUsage("Il verbale è di una serata o di un registro: per un percorso non si scrive.")
    refuse_session_file(file)
    if not may_write(file.absolute().parent):
        raise NotWritable(file)

    def writing(record: JoinRecord, passphrases: Sequence[str]) -> None:
        from facilitatore.deliver.join_report import join_report_document
        from facilitatore.session import Session
        from facilitatore.session.keys import Keys
        from facilitatore.session.whole_file import write_whole

        with Session.look(out, None, Keys(*passphrases)) as session:
            document = join_report_document(session, record)
        write_whole(file, document_bytes(document, ending))

    return writing
