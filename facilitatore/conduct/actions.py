"""What the pair does while conducting: the clock of the interventions and the phases of the run sheet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from facilitatore.conduct.countdown import IDLE, MAX_SECONDS, OVERRUN_SECONDS, PAUSED, RUNNING, Clock, Countdown
from facilitatore.conduct.model import PhaseRun, SpeakingTurn
from facilitatore.errors import BadValue
from facilitatore.prepare.actions import existing
from facilitatore.session import Change, Draft, Session, edit, new, remove
from facilitatore.session.facts import now_ms

if TYPE_CHECKING:
    from facilitatore.session import Thing


def read_countdown(session: Session, group: str) -> Countdown:
    """Return the group's countdown as it was left, also by a program that crashed."""
    thing = _countdown_thing(session, group)
    if thing is None:
        return Countdown()
    state = thing.text("state")
    total_s = min(max(_seconds(thing, "total_s"), 0.0), float(MAX_SECONDS))
    return Countdown(
        state=state if state in (IDLE, RUNNING, PAUSED) else IDLE,
        total_s=total_s,
        left_s=min(_seconds(thing, "left_s"), total_s),
        deadline_boot=_seconds(thing, "deadline_boot"),
        deadline_wall=_seconds(thing, "deadline_wall"),
        boot_id=thing.text("boot_id"),
        started_at=thing.moment("started_at"),
    )


def _countdown_thing(session: Session, group: str) -> Thing | None:
    things = [thing for thing in session.things("countdown") if thing.text("group") == group]
    return things[0] if things else None


def _seconds(thing: Thing, name: str) -> float:
    value = thing.real(name)
    return value if math.isfinite(value) else 0.0


def _countdown_draft(session: Session, group: str, countdown: Countdown) -> Draft:
    fields: dict[str, Any] = {
        "state": countdown.state,
        "total_s": countdown.total_s,
        "left_s": countdown.left_s,
        "deadline_boot": countdown.deadline_boot,
        "deadline_wall": countdown.deadline_wall,
        "boot_id": countdown.boot_id,
        "started_at": countdown.started_at,
    }
    thing = _countdown_thing(session, group)
    return new("countdown", group=group, **fields) if thing is None else edit(thing, **fields)


def set_countdown(session: Session, group: str, countdown: Countdown, *, origin: object = None) -> Change:
    """Keep the group's countdown on disk: started, paused, extended or reset. Not a step to undo: time went by.

    Raises:
        BadValue: longer than an hour. Problem: nothing was written.
    """
    if not 0 <= countdown.total_s <= MAX_SECONDS:
        raise BadValue("countdown", f"{countdown.total_s:.0f}", f"0–{MAX_SECONDS}")
    return session.note("countdown", _countdown_draft(session, group, countdown), origin=origin)


def stop_turn(
    session: Session, group: str, clock: Clock, *, phase: str | None, planned_s: float, origin: object = None
) -> Change:
    """End the intervention: it is recorded, without a name, and the countdown waits for the next one.

    One that ran far past its end is recorded cut and doubtful; see `OVERRUN_SECONDS`.

    Raises:
        Problem: nothing was written.
    """
    countdown = read_countdown(session, group)
    waiting = Countdown(total_s=planned_s, left_s=planned_s)
    drafts = [_countdown_draft(session, group, waiting)]
    if countdown.state != IDLE:
        spoken_s, most_s = countdown.spoken(clock), countdown.most_spoken()
        drafts.append(
            new(
                "speaking_turn",
                group=group,
                phase=phase,
                started_at=countdown.started_at,
                planned_s=round(planned_s),
                spoken_s=round(min(spoken_s, most_s)),
                # Time that was given beforehand is no doubt, however much it is.
                doubtful=True if spoken_s > most_s else False if spoken_s > planned_s + OVERRUN_SECONDS else None,
            )
        )
    return session.note("stop_turn", *drafts, origin=origin)


def read_turns(session: Session, group: str | None = None) -> list[SpeakingTurn]:
    """Return the interventions, of one group or of all, in order of time; those of any file, absurd ones as doubtful."""
    turns = [_turn(thing) for thing in session.things("speaking_turn") if group is None or thing.text("group") == group]
    return sorted(turns, key=lambda turn: turn.started_at)


def _turn(thing: Thing) -> SpeakingTurn:
    """Read an intervention of any file: without a word about doubt its own figures decide, and are cut."""
    planned_s = min(max(thing.integer("planned_s"), 0), MAX_SECONDS)
    spoken_s, said = thing.fields.get("spoken_s"), thing.fields.get("doubtful")
    spoken_s = (
        max(spoken_s, 0) if type(spoken_s) is int else 0
    )  # without a bound: what is too much is doubtful, not none
    most_s = planned_s + OVERRUN_SECONDS if not isinstance(said, bool) else MAX_SECONDS + OVERRUN_SECONDS
    return SpeakingTurn(
        thing.id,
        group=thing.text("group"),
        phase=thing.optional_text("phase"),
        started_at=thing.moment("started_at"),
        planned_s=planned_s,
        spoken_s=min(spoken_s, most_s),
        doubtful=said if isinstance(said, bool) else spoken_s > most_s,
    )


def read_runs(session: Session, group: str) -> dict[str, PhaseRun]:
    """Return when the phases were really held, by phase."""
    return {
        thing.text("phase"): PhaseRun(
            thing.id,
            group=group,
            phase=thing.text("phase"),
            started_at=thing.moment("started_at"),
            ended_at=thing.optional_moment("ended_at"),
        )
        for thing in session.things("phase_run")
        if thing.text("group") == group
    }


def current_run(session: Session, group: str) -> PhaseRun | None:
    """Return the phase the group is in, if it is in one."""
    open_runs = [run for run in read_runs(session, group).values() if run.ended_at is None]
    return max(open_runs, key=lambda run: run.started_at) if open_runs else None


def begin_phase(
    session: Session, group: str, phase: str, *, moment: int | None = None, origin: object = None
) -> Change:
    """Begin a phase, now or at `moment` (UTC ms), and end the one before.

    Raises:
        Problem: nothing was written.
    """
    existing(session, "phase", phase)
    moment = now_ms() if moment is None else moment
    runs = read_runs(session, group)
    drafts: list[Draft] = []
    for run in runs.values():
        thing = session.get(run.id)
        if thing is not None and run.ended_at is None and run.phase != phase:
            drafts.append(edit(thing, ended_at=moment))
    again = session.get(runs[phase].id) if phase in runs else None
    if again is None:
        drafts.append(new("phase_run", group=group, phase=phase, started_at=moment))
    else:
        drafts.append(edit(again, started_at=moment, ended_at=None))
    return session.record("begin_phase", *drafts, origin=origin)


def end_phase(session: Session, group: str, *, moment: int | None = None, origin: object = None) -> Change:
    """End the phase the group is in, now or at `moment` (UTC ms)."""
    run = current_run(session, group)
    thing = session.get(run.id) if run is not None else None
    drafts = [edit(thing, ended_at=now_ms() if moment is None else moment)] if thing is not None else []
    return session.record("end_phase", *drafts, origin=origin)


def count_turn(session: Session, turn: str, *, origin: object = None) -> Change:
    """Say that a doubtful intervention was one: from now on it is counted, with the time at which it was cut."""
    thing = existing(session, "speaking_turn", turn)
    draft = edit(thing, doubtful=False, spoken_s=_turn(thing).spoken_s)
    return session.record("count_turn", draft, origin=origin)


def remove_turn(session: Session, turn: str, *, origin: object = None) -> Change:
    """Take out an intervention that was recorded by mistake."""
    return session.record("remove_turn", remove(existing(session, "speaking_turn", turn)), origin=origin)
