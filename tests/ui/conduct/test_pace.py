"""Promises of the times of the run sheet."""

from __future__ import annotations

from datetime import datetime

import pytest

from facilitatore.conduct.model import PhaseRun
from facilitatore.prepare.model import Phase
from facilitatore.prepare.run_sheet import PlannedPhase, plan_times
from ui.conduct.pace import delay_minutes, minutes_left, next_phase, phase_lines


def at(clock: str, day: int = 8) -> int:
    """Return a local time of an evening in UTC ms."""
    hour, minute = clock.split(":")
    return int(datetime(2018, 1, day, int(hour), int(minute)).astimezone().timestamp() * 1000)


def plan(starts_at: str = "20:30") -> list[PlannedPhase]:
    """Plan three phases of 15, 10 and 20 minutes."""
    minutes = {"a": 15, "b": 10, "c": 20}
    phases = [Phase(name, None, name, length, "plenary", None, "", "") for name, length in minutes.items()]
    return plan_times(phases, starts_at)


def run(phase: str, started: int, ended: int | None = None) -> dict[str, PhaseRun]:
    """Return a phase that was held."""
    return {phase: PhaseRun(phase, "g", phase, started, ended)}


def test_before_the_beginning() -> None:
    """Nobody is late before the first phase begins."""
    assert delay_minutes(plan(), {}, at("21:00")) is None


@pytest.mark.parametrize(
    ("started", "now", "late"),
    [("20:35", "20:40", 5), ("20:30", "20:40", 0), ("20:25", "20:30", -5), ("20:30", "20:52", 7)],
)
def test_first_phase(started: str, now: str, late: int) -> None:
    """A phase is as late as it began, or as it goes past its planned end."""
    assert delay_minutes(plan(), run("a", at(started)), at(now)) == late


def test_between_phases() -> None:
    """After a phase the next one is late that has not begun."""
    assert delay_minutes(plan(), run("a", at("20:30"), at("20:45")), at("20:49")) == 4


def test_after_the_last() -> None:
    """After the last phase the delay stands still."""
    assert delay_minutes(plan(), run("c", at("20:55"), at("21:20")), at("22:00")) == 5


def test_midnight() -> None:
    """A run sheet that goes past midnight is not a day late."""
    assert delay_minutes(plan("23:50"), run("b", at("00:10", 9)), at("00:11", 9)) == 5


def test_rehearsal() -> None:
    """In a rehearsal hours away from the plan nobody is told to be late."""
    assert delay_minutes(plan(), run("a", at("10:00")), at("10:01")) is None


def test_minutes_left() -> None:
    """A phase lasts what was planned from when it began, and counts on below zero."""
    first = plan()[0]
    begun = run("a", at("20:35"))["a"]
    assert [minutes_left(first, begun, at(now)) for now in ("20:35", "20:49", "20:50", "20:53")] == [15, 1, 0, -3]


def test_next_phase() -> None:
    """The next phase is the one after the last that was begun, also when one was left out."""
    line = next_phase(phase_lines(plan(), run("b", at("20:45"))))
    assert line is not None
    assert line.planned.phase.id == "c"
    assert next_phase(phase_lines(plan(), run("c", at("20:55")))) is None
