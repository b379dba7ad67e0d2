"""How the evening goes beside its run sheet: when phases were really held, how late it is, what is left."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from facilitatore.italian import local_clock
from facilitatore.prepare.run_sheet import PlannedPhase, minutes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from facilitatore.conduct.model import PhaseRun

_DAY: Final = 24 * 60
FARTHEST: Final = 180
"""Minutes from the plan beyond which the plan is not of now: a rehearsal in the morning is not twelve hours early."""

WAITING, CURRENT, DONE = "waiting", "current", "done"


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A line of the run sheet as it is shown: `state` waiting, current or done; actual times are ``HH:MM`` or empty."""

    planned: PlannedPhase
    state: str
    started: str
    ended: str


def phase_lines(planned: Sequence[PlannedPhase], runs: Mapping[str, PhaseRun]) -> list[PhaseLine]:
    """Lay planned and actual times side by side."""
    lines = []
    for line in planned:
        run = runs.get(line.phase.id)
        if run is None:
            lines.append(PhaseLine(line, WAITING, "", ""))
        elif run.ended_at is None:
            lines.append(PhaseLine(line, CURRENT, local_clock(run.started_at), ""))
        else:
            lines.append(PhaseLine(line, DONE, local_clock(run.started_at), local_clock(run.ended_at)))
    return lines


def next_phase(lines: Sequence[PhaseLine]) -> PhaseLine | None:
    """Return the first phase after the last one that was begun, None at the end of the run sheet."""
    begun = [place for place, line in enumerate(lines) if line.state != WAITING]
    place = begun[-1] + 1 if begun else 0
    return lines[place] if place < len(lines) else None


def delay_minutes(planned: Sequence[PlannedPhase], runs: Mapping[str, PhaseRun], now_ms: int) -> int | None:
    """Return how many minutes later than planned the group is, below zero when early; None before it begins.

    A phase that lasts too long counts from its planned end on; between two phases it is the next one that is late.
    """
    begun = [place for place, line in enumerate(planned) if line.phase.id in runs]
    if not begun:
        return None
    here = planned[begun[-1]]
    run = runs[here.phase.id]
    late = [_apart(run.started_at, here.starts_at)]
    if run.ended_at is None:
        late.append(_apart(now_ms, here.ends_at))
    else:
        late = [_apart(run.ended_at, here.ends_at)]
        if begun[-1] + 1 < len(planned):
            late.append(_apart(now_ms, here.ends_at))
    worst = max(late)
    return worst if abs(worst) <= FARTHEST else None


def _apart(moment_ms: int, clock: str) -> int:
    """Return the whole minutes from a time of day to a moment, the shorter way around midnight."""
    local = datetime.fromtimestamp(moment_ms / 1000).astimezone()
    minutes = local.hour * 60 + local.minute - minutes_of(clock)
    return (minutes + _DAY // 2) % _DAY - _DAY // 2


def minutes_left(line: PlannedPhase, run: PhaseRun, now_ms: int) -> int:
    """Return the minutes left of a phase that began late or early but lasts what was planned; below zero when over."""
    # Another laptop's clock may be ahead: a phase never has more than its minutes.
    return math.ceil(line.phase.minutes - max(now_ms - run.started_at, 0) / 60_000)
