"""The report of a join, «Verbale dell’unione»: what came from where, with figures that the pair can sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.capture.list_likeness import alike_lists
from facilitatore.deliver.document import Block, BulletList, Document, Heading, Paragraph, Signatures, Table
from facilitatore.deliver.effect_words import effect_words, rewrite_lines
from facilitatore.deliver.laptops import code_of, rooms_of
from facilitatore.deliver.plain_text import one_line, shorten
from facilitatore.deliver.undecided import moment_words, settled_lines, undecided_lines
from facilitatore.italian import counted, date_in_words, number
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.sentences import things_counted
from facilitatore.session import FileKind
from facilitatore.session.joining.effects import effects_of
from facilitatore.session.joining.records import read_joins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from facilitatore.session import Session
    from facilitatore.session.joining.effects import Rewrite
    from facilitatore.session.joining.records import JoinedFile, JoinRecord

TITLE: Final = "Verbale dell’unione"
SIGNERS: Final = ("Per il gruppo o l’accoglienza", "Per la Cabina di Regia")
_HEADER: Final = ("File", "Ultima scrittura", "Impronta", "Voci nuove", "Voci uguali")
_NAME: Final = 60
_WORDS: Final = 300
"""Characters of each version of a point: notes are shorter, and who signs must see that two versions differ."""

_COUNTS: Final = (
    "Ogni voce è una cosa scritta una volta: una nota nuova, una correzione, una presenza. L’impronta dice quali voci ci "
    "sono: letta a voce su due portatili, se è uguale hanno le stesse cose."
)


def join_report_document(session: Session, record: JoinRecord) -> Document:
    """Return the report of a join into the open file: file by file, before and after, what is left, lines to sign."""
    name, facts = _heading_of(session)
    rooms = _rooms(session)
    came = [file for file in record.files if not file.problem]
    apart = [file for file in record.files if file.is_elsewhere]
    refused = [file for file in record.files if file.problem and not file.is_elsewhere]
    blocks: list[Block] = [*_before_and_after(record)]
    blocks += [Heading(2, "Che cosa è arrivato e da dove"), _table(came, rooms)] if came else []
    blocks.append(Paragraph(_COUNTS, tone="quiet"))
    blocks += _effects(session, record)
    blocks += _remarks("Che cosa non è entrato", [*_refusals(came), *(file.problem for file in refused)])
    blocks += _remarks("Tenuto da parte, perché di un’altra serata", [_apart(file) for file in apart])
    blocks += _remarks("Dimenticato per sempre", _forgotten(came))
    blocks += _remarks("Elenchi che si assomigliano", [one.sentence() for one in alike_lists(session)])
    blocks += _written_differently(session)
    blocks.append(Signatures(SIGNERS))
    return Document(
        title=TITLE,
        subtitle=name,
        language="it-IT",
        blocks=tuple(blocks),
        facts=(*facts, f"Unito il {moment_words(record.at)}, su questo portatile ({code_of(session.device)})"),
        description=f"Da dove viene quello che è stato unito in «{name}»",
    )


def _heading_of(session: Session) -> tuple[str, tuple[str, ...]]:
    if session.file_kind == FileKind.REGISTER:
        register = session.get(session.id)
        title = one_line(register.text("title")) if register is not None else ""
        return title or "Registro senza titolo", ()
    evening = read_evening(session)
    facts = (date_in_words(one_line(evening.date)), one_line(evening.place))
    return one_line(evening.title) or "Serata senza titolo", tuple(filter(None, facts))


def _rooms(session: Session) -> dict[bytes, str]:
    """Return how the room of each laptop is called."""
    keys = {group.id: f"gruppo {one_line(group.key)}" for group in read_groups(session)}
    rooms = rooms_of(session.all_facts())
    return {device: "accoglienza" if door else keys.get(group, "") for device, (group, door) in rooms.items()}


def _table(files: Iterable[JoinedFile], rooms: Mapping[bytes, str]) -> Table:
    files = tuple(files)
    rows = [
        (
            _file_words(file, rooms),
            moment_words(file.written_at) if file.written_at is not None else "",
            file.fingerprint,
            number(file.new),
            number(file.same),
        )
        for file in files
    ]
    total = ("In tutto", "", "", number(sum(file.new for file in files)), number(sum(file.same for file in files)))
    return Table("I file uniti, con quello che ognuno ha portato", _HEADER, (*rows, total), total=True)


def _file_words(file: JoinedFile, rooms: Mapping[bytes, str]) -> str:
    device = bytes.fromhex(file.device)
    laptop = f"portatile\u00a0{code_of(device)}" if device else ""
    room = rooms.get(device, "").replace(" ", "\u00a0")
    is_said = file.name.casefold().startswith(room.replace("\u00a0", "-").casefold())
    return " · ".join(filter(None, (shorten(file.name, _NAME), "" if is_said else room, laptop)))


def _before_and_after(record: JoinRecord) -> Iterable[Block]:
    before = f"prima dell’unione {record.before}" if record.before else "prima dell’unione il file non c’era"
    yield Paragraph(f"{before}; dopo l’unione {record.after}.", lead="Impronte:", tone="box")
    if record.taken_back_at is not None:
        when = moment_words(record.taken_back_at)
        kept = " Quello che ha fatto dimenticare resta dimenticato." if record.forgot else ""
        yield Paragraph(
            f"il {when}: quello che ha portato non c’è più.{kept}", lead="Unione ripresa indietro", tone="box"
        )


def _effects(session: Session, record: JoinRecord) -> Iterable[Block]:
    """Yield how much came, changed, went and was moved, and the words of other laptops before and after."""
    did = "; ".join(effect_words(record.effects)) or "niente di quello che si vede"
    yield Paragraph(f"{did}.", lead="Che cosa è cambiato:")
    groups = {group.id: group for group in read_groups(session)}
    lines = rewrite_lines(_rewrites(session, record), groups)
    if lines:
        yield Paragraph("Di questi aveva scritto un altro portatile:")
        yield BulletList(tuple(lines))


def _rewrites(session: Session, record: JoinRecord) -> tuple[Rewrite, ...]:
    """Return what the join did to the words of others, leaving aside later joins and what was written here since."""
    later = [one for one in read_joins(session.id, session.path) if one.at > record.at]
    since = {fact for one in later for fact in one.ids}
    own, came = session.device, set(record.ids)
    facts = [fact for fact in session.all_facts() if fact.id.hex() not in since]
    brought = [fact for fact in facts if fact.id.hex() in came]
    there = [fact for fact in facts if fact.id.hex() not in came and not (fact.by == own and fact.at > record.at)]
    return effects_of(there, [brought])[0].rewrites


def _remarks(title: str, lines: list[str]) -> Iterable[Block]:
    if lines:
        yield Heading(2, title)
        yield BulletList(tuple(lines))


def _refusals(files: Iterable[JoinedFile]) -> Iterable[str]:
    for file in files:
        name = shorten(file.name, _NAME)
        if file.refused:
            rows = counted(file.refused, "voce rifiutata perché alterata", "voci rifiutate perché alterate")
            yield f"{name}: {rows}."
        if file.forgotten:
            were = counted(file.forgotten, "voce lasciata fuori", "voci lasciate fuori")
            yield f"{name}: {were} perché da dimenticare."
        if file.forgets and not file.forgot:
            yield f"{name}: chiedeva di dimenticare {_what(file)}; non è stato fatto."
        if file.others:
            yield f"{name}: {counted(file.others, 'voce', 'voci')} di altre serate."


def _what(file: JoinedFile) -> str:
    return things_counted(file.loses) or "cose che qui non ci sono"


def _apart(file: JoinedFile) -> str:
    return f"{shorten(file.name, _NAME)}: {one_line(', '.join(file.roots)) or 'serata senza titolo'}."


def _forgotten(files: Iterable[JoinedFile]) -> list[str]:
    return [
        f"{shorten(file.name, _NAME)} ha chiesto di dimenticare {_what(file)}: riprendere indietro l’unione non restituisce niente di questo."
        for file in files
        if file.forgot
    ]


def _written_differently(session: Session) -> Iterable[Block]:
    """Yield every point where two people wrote differently: what was decided meanwhile, and what is still open."""
    settled, undecided = settled_lines(session, _WORDS), undecided_lines(session, _WORDS)
    yield Heading(2, "Dove si è scritto in modo diverso")
    if not settled and not undecided:
        yield Paragraph("In nessun punto: dove si è scritto nello stesso punto, si è scritto lo stesso.")
    if settled:
        yield Paragraph(f"{counted(len(settled), 'punto già deciso', 'punti già decisi')}:")
        yield BulletList(settled)
    if undecided:
        points = counted(len(undecided), "punto da decidere, che resta", "punti da decidere, che restano")
        yield Paragraph(f"{points} con tutte le versioni finché qualcuno non sceglie:")
        yield BulletList(undecided)
    elif settled:
        yield Paragraph("Non resta niente da decidere.")
