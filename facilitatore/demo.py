"""The sample evening, played without a window through the actions that the window uses.

It is the evening of 8 January 2018 of the source texts; people and notes are invented (``resources/sample``).
"""

from __future__ import annotations

import tomllib
from contextlib import ExitStack, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from facilitatore.capture.note_list import import_notes
from facilitatore.capture.notes import read_clusters, read_notes
from facilitatore.capture.sheets import ROLE_PLAY_TEXTS, save_pair_dialogue, save_role_play
from facilitatore.conduct.actions import begin_phase, end_phase, set_countdown, stop_turn
from facilitatore.conduct.countdown import Countdown
from facilitatore.deliver.export import FORMATS, export_synthesis
from facilitatore.door.actions import check_in, mark_printed, welcome_walk_in
from facilitatore.door.badges import USUAL
from facilitatore.door.badges.printing import badges_for, print_badges
from facilitatore.door.badges.stock import find_stock
from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.people import asked_for, read_guests, read_persons
from facilitatore.errors import FileExists
from facilitatore.interrupting import not_yet, one_step
from facilitatore.prepare.evening import find_group, read_evening, read_groups, read_phases, read_questions
from facilitatore.prepare.kit import make_folder, write_kit
from facilitatore.prepare.model import DOOR_NAME
from facilitatore.prepare.retention import default_retention
from facilitatore.prepare.templates import Template, create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.session import FileKind, Session, edit
from facilitatore.session.format import is_there
from facilitatore.session.joining.merge import join_files
from facilitatore.session.moving import remove, remove_folder
from facilitatore.session.register_place import register_place
from facilitatore.session.whole_file import write_whole
from facilitatore.synthesis.overview import read_synthesis
from facilitatore.synthesis.statements import add_statement

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEMPLATE: Final = "carpi-2018-1"
PREPARED, JOINED, BADGES, SYNTHESIS = "serata.serata", "serata-unita.serata", "etichette.pdf", "sintesi"
_ABSENT_EVERY: Final = 7
"""One registered person in seven does not come."""

_BETWEEN_ARRIVALS_MS: Final = 15_000

_LATE_MINUTES: Final = 4
"""Phases begin up to three minutes late."""


class EveningClock:
    """The clock of that evening: it moves on by itself, so that two hours and a half take no time."""

    def __init__(self, date: str, starts_at: str) -> None:
        """Start with the evening: an ISO date and ``HH:MM``, in this laptop's time."""
        start = datetime.fromisoformat(f"{date}T{starts_at}").astimezone()
        self._start_s = start.timestamp()
        self._passed_s = 0.0

    def since_boot(self) -> float:
        """Return the seconds since the evening began."""
        return self._passed_s

    def wall(self) -> float:
        """Return the seconds since 1970, UTC."""
        return self._start_s + self._passed_s

    def boot_id(self) -> str:
        """Return a name for a laptop that was switched on for the evening."""
        return "demo"

    def pass_until(self, seconds: float) -> None:
        """Let time go by until so many seconds after the beginning, if it is not later already."""
        self._passed_s = max(self._passed_s, seconds)

    def pass_seconds(self, seconds: float) -> None:
        """Let time go by."""
        self._passed_s += seconds


def play(folder: Path, progress: Callable[[str], None]) -> list[str]:
    """Play the evening into `folder` and return what was written, a line each, with counts.

    Raises:
        FileExists: the folder has such files already. FileProblem: writing failed; no file is left.
    """
    template = find_template(TEMPLATE)
    places = [folder / name for name in _names(template)]
    for place in places:
        if is_there(place):
            raise FileExists(place)
    made = make_folder(folder)
    try:
        with not_yet():
            told = _play(folder, template, progress)
        with one_step():
            return told
    except BaseException:
        with suppress(OSError):
            for place in places:
                remove(place)
            for place in made:
                remove_folder(place)
        raise


def _names(template: Template) -> list[str]:
    groups = [f"gruppo-{group['key']}.serata" for group in template.data["groups"]]
    door = [f"{DOOR_NAME}.serata", f"{DOOR_NAME}.registro"]
    return [PREPARED, JOINED, BADGES, *door, *groups, *(f"{SYNTHESIS}.{name}" for name in FORMATS)]


def _play(folder: Path, template: Template, progress: Callable[[str], None]) -> list[str]:
    progress("Preparo la serata e le chiavette…")
    today = datetime.now().astimezone().date()
    # The evening is years ago: without a day of its own, whoever opens it would be reminded to forget it.
    with create_evening(folder / PREPARED, template, keep_until=default_retention(today).isoformat()) as session:
        files = write_kit(session, folder)
    door, groups = files[0], files[2:]
    progress("Accolgo le persone…")
    lines = [_welcome(door, folder / BADGES)]
    for path in groups:
        progress(f"Conduco e raccolgo: {path.stem}…")
        lines.append(_hold(path, path.stem.removeprefix("gruppo-")))
    progress("Unisco i file…")
    joined = folder / JOINED
    report = join_files([door, *groups], joined)
    lines.append(f"{joined}: {report.new} fatti, {len(report.conflicts) or 'niente'} da decidere")
    progress("Scrivo la sintesi…")
    return [f"{folder / PREPARED}: la serata preparata", *lines, *_deliver(joined, folder)]


def _welcome(door: Path, badges: Path) -> str:
    with ExitStack() as stack:
        session = stack.enter_context(Session.open(door, FileKind.EVENING))
        register = stack.enter_context(Session.open(register_place(door, session.id), FileKind.REGISTER))
        plan = plan_import(session, register, resource_path("sample", "people.csv"))
        import_for_evening(session, register, plan)
        _let_in(session, register)
        chosen = badges_for(session)
        write_whole(badges, print_badges([badge for _, badge in chosen], find_stock(USUAL)))
        mark_printed(session, [guest for guest, _ in chosen])
        guests = read_guests(session)
        persons = len(read_persons(register))
    walk_ins = sum(guest.walk_in for guest in guests)
    return (
        f"{door}: {len(guests)} presenti, di cui {walk_ins} senza iscrizione, su {persons} iscritti in "
        f"{DOOR_NAME}.registro\n{badges}: {len(chosen)} etichette"
    )


def _let_in(session: Session, register: Session) -> None:
    evening, groups = read_evening(session), read_groups(session)
    for number, person in enumerate(read_persons(register)):
        if number % _ABSENT_EVERY == 0:
            continue
        asked = asked_for(person, evening, groups).group
        check_in(session, person, group=asked or groups[number % len(groups)].id)
    names = resource_path("sample", "walk_ins.txt").read_text(encoding="utf-8").split("\n")
    for number, name in enumerate(filter(None, map(str.strip, names))):
        welcome_walk_in(session, name=name, group=groups[number % len(groups)].id)
    _spread_arrivals(session)


def _spread_arrivals(session: Session) -> None:
    """Let a quarter of an hour lie between the first and the last, as at a real door."""
    arrivals = sorted(session.things("guest"), key=lambda guest: guest.integer("arrived_at"))
    drafts = [
        edit(guest, arrived_at=guest.integer("arrived_at") - before * _BETWEEN_ARRIVALS_MS)
        for before, guest in enumerate(reversed(arrivals))
    ]
    session.note("check_in", *drafts)


def _hold(path: Path, key: str) -> str:
    sheets = tomllib.loads(resource_path("sample", "sheets.toml").read_text(encoding="utf-8"))
    own = {kind: [sheet for sheet in found if sheet["group"] == key] for kind, found in sheets.items()}
    with Session.open(path, FileKind.EVENING) as session:
        group = find_group(session, key).id
        _conduct(session, group, own["turn"])
        import_notes(session, resource_path("sample", f"notes-{key}.csv"))
        _fill_sheets(session, group, own)
        _write_statements(session, group, own["statement"])
        notes, clusters = len(read_notes(session, group)), len(read_clusters(session, group))
        turns = len(own["turn"])
    return f"{path}: {notes} note in {clusters} nuvole, {turns} interventi, {len(own['statement'])} frasi di sintesi"


def _conduct(session: Session, group: str, turns: list[dict[str, Any]]) -> None:
    evening, phases = read_evening(session), read_phases(session, group)
    clock = EveningClock(evening.date, evening.starts_at)
    spoken_in = next((phase for phase in phases if phase.technique == "short_interventions"), phases[len(phases) // 2])
    planned_s = 0.0
    for number, phase in enumerate(phases):
        clock.pass_until(planned_s + 60 * (number % _LATE_MINUTES))
        begin_phase(session, group, phase.id, moment=int(clock.wall() * 1000))
        for turn in turns if phase is spoken_in else []:
            waiting = Countdown(total_s=turn["planned_s"], left_s=turn["planned_s"])
            set_countdown(session, group, waiting.start(clock))
            clock.pass_seconds(turn["spoken_s"])
            stop_turn(session, group, clock, phase=phase.id, planned_s=turn["planned_s"])
        planned_s += 60 * phase.minutes
    clock.pass_until(planned_s)
    end_phase(session, group, moment=int(clock.wall() * 1000))


def _fill_sheets(session: Session, group: str, own: dict[str, list[dict[str, Any]]]) -> None:
    questions = {question.number: question.id for question in read_questions(session, group)}
    for sheet in own["role_play"]:
        texts = {name: sheet[name] for name in ROLE_PLAY_TEXTS}
        save_role_play(session, group=group, question=questions.get(sheet["question"]), **texts)
    for sheet in own["pair_dialogue"]:
        save_pair_dialogue(
            session,
            group=group,
            question=questions.get(sheet["question"]),
            number=sheet["number"],
            heard=sheet["heard"],
            need=sheet["need"],
            proposal=sheet["proposal"],
        )


def _write_statements(session: Session, group: str, statements: list[dict[str, Any]]) -> None:
    clusters = {cluster.name: cluster.id for cluster in read_clusters(session, group)}
    notes = {note.number: note.id for note in read_notes(session, group)}
    for statement in statements:
        add_statement(
            session,
            group=group,
            text=statement["text"],
            notes=[notes[number] for number in statement["notes"]],
            clusters=[clusters[name] for name in statement["clusters"]],
        )


def _deliver(joined: Path, folder: Path) -> list[str]:
    with Session.open(joined, FileKind.EVENING) as session:
        synthesis = read_synthesis(session)
    lines = []
    for name in FORMATS:
        path = folder / f"{SYNTHESIS}.{name}"
        export_synthesis(synthesis, name, path)
        statements = sum(len(group.statements) for group in synthesis.groups)
        lines.append(f"{path}: {len(synthesis.groups)} gruppi, {synthesis.figures.notes} note, {statements} frasi")
    return lines
