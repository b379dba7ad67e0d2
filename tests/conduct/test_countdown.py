"""The countdown: whatever happens to the machine, the seconds are right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.conduct.countdown import Clock, Countdown, MachineClock, clock_face, stage
from tests.conduct.fake_clock import FakeClock


def test_a_new_countdown_waits_with_two_minutes(clock: FakeClock) -> None:
    """Nothing runs before somebody starts it."""
    countdown = Countdown()
    clock.pass_seconds(500)
    assert (countdown.state, countdown.remaining(clock), countdown.spoken(clock)) == ("idle", 120, 0)


def test_it_goes_down_while_running(clock: FakeClock) -> None:
    """After 45 s of 120 there are 75 left."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(45)
    assert (countdown.remaining(clock), countdown.spoken(clock)) == (75, 45)


def test_sleep_counts(clock: FakeClock) -> None:
    """A laptop closed for ten minutes does not stop the time of who speaks."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(600)
    assert countdown.remaining(clock) == -480


@pytest.mark.parametrize("step", [-7200.0, -1.5, 0.25, 86_400.0])
def test_a_clock_put_right_changes_nothing(clock: FakeClock, step: float) -> None:
    """NTP, daylight saving or a hand on the clock move the wall clock, not the countdown."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(20)
    clock.step_wall(step)
    assert countdown.remaining(clock) == 100


def test_a_restart_of_the_machine_counts_the_time_it_took(clock: FakeClock) -> None:
    """After a restart the wall clock tells how much time went by."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(10)
    clock.restart(50)
    clock.pass_seconds(5)
    assert countdown.remaining(clock) == 55


def test_pausing_after_a_restart_trusts_the_new_boot(clock: FakeClock) -> None:
    """Resumed after a restart, the countdown is free of the wall clock again."""
    countdown = Countdown().start(clock)
    clock.restart(30)
    countdown = countdown.pause(clock).start(clock)
    clock.step_wall(3600)
    clock.pass_seconds(10)
    assert countdown.remaining(clock) == 80


def test_a_pause_stands_still(clock: FakeClock) -> None:
    """Neither time nor a restart moves a paused countdown."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(30)
    countdown = countdown.pause(clock)
    clock.restart(4000)
    assert (countdown.state, countdown.remaining(clock), countdown.spoken(clock)) == ("paused", 90, 30)


def test_starting_twice_is_starting_once(clock: FakeClock) -> None:
    """A second press does not give the time again."""
    once = Countdown().start(clock)
    clock.pass_seconds(30)
    assert once.start(clock) == once


def test_pausing_what_does_not_run_is_nothing(clock: FakeClock) -> None:
    """An idle countdown stays idle."""
    assert Countdown().pause(clock) == Countdown()


def test_resuming_keeps_the_moment_of_the_start(clock: FakeClock) -> None:
    """An intervention began when it began, whatever the pauses."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(30)
    resumed = countdown.pause(clock).start(clock)
    assert resumed.started_at == countdown.started_at == 1_515_000_000_000


@pytest.mark.parametrize("state", ["idle", "running", "paused"])
def test_half_a_minute_more_is_half_a_minute_more(clock: FakeClock, state: str) -> None:
    """In every state; what was spoken stays."""
    countdown = Countdown() if state == "idle" else Countdown().start(clock)
    clock.pass_seconds(40)
    countdown = countdown.pause(clock) if state == "paused" else countdown
    longer = countdown.extend(30)
    assert longer.remaining(clock) == countdown.remaining(clock) + 30
    assert (longer.total_s, longer.spoken(clock)) == (150, countdown.spoken(clock))


def test_half_a_minute_less_may_end_it(clock: FakeClock) -> None:
    """Taken from 20 s left, half a minute makes it ten seconds over."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(100)
    assert countdown.extend(-30).remaining(clock) == -10


def test_no_more_can_be_taken_than_there_was(clock: FakeClock) -> None:
    """A countdown of 20 s shortened by 30 is one of none: nobody has spoken ten seconds."""
    shorter = Countdown(total_s=20, left_s=20).extend(-30)
    assert (shorter.total_s, shorter.left_s, shorter.spoken(clock)) == (0, 0, 0)


def test_below_zero_it_goes_on(clock: FakeClock) -> None:
    """Who speaks too long sees by how much."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(133)
    assert (countdown.remaining(clock), countdown.spoken(clock)) == (-13, 133)


def test_over_and_paused_stays_over(clock: FakeClock) -> None:
    """A pause below zero gives nothing back."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(130)
    countdown = countdown.pause(clock)
    clock.pass_seconds(60)
    assert countdown.start(clock).remaining(clock) == -10


def test_a_clock_that_goes_back_gives_no_negative_speech(clock: FakeClock) -> None:
    """After a restart with a wrong clock nobody has spoken less than nothing."""
    countdown = Countdown().start(clock)
    clock.restart(-10_000)
    assert countdown.spoken(clock) == 0


@pytest.mark.parametrize(
    ("seconds", "face"),
    [
        (120, "2:00"),
        (119.999, "2:00"),
        (119, "1:59"),
        (60, "1:00"),
        (59.01, "1:00"),
        (30, "0:30"),
        (1, "0:01"),
        (0.001, "0:01"),
        (0, "0:00"),
        (-0.0, "0:00"),
        (-0.999, "0:00"),
        (-1, "−0:01"),
        (-1.999, "−0:01"),
        (-12.5, "−0:12"),
        (-60, "−1:00"),
        (-3725, "−62:05"),
        (3600, "60:00"),
    ],
)
def test_the_face_shows_zero_exactly_at_the_end(seconds: float, face: str) -> None:
    """Rounded up while time is left, down when over: zero appears when the time is up, not before."""
    assert clock_face(seconds) == face


@pytest.mark.parametrize(
    ("seconds", "state", "expected"),
    [
        (120, "idle", "idle"),
        (-5, "paused", "paused"),
        (30.01, "running", "running"),
        (30, "running", "ending"),
        (0.01, "running", "ending"),
        (0, "running", "over"),
        (-1, "running", "over"),
    ],
)
def test_the_stage_turns_at_thirty_seconds_and_at_zero(seconds: float, state: str, expected: str) -> None:
    """Amber from 30 s on, over from zero on; what does not run has no hurry."""
    assert stage(seconds, state) == expected


SECONDS = st.integers(0, 4000).map(lambda number: number / 8)
"""Eighths of a second add up without rounding, so that a law can be exact."""


@given(st.lists(st.tuples(SECONDS, SECONDS), max_size=20))
def test_pauses_neither_gain_nor_lose_time(spells: list[tuple[float, float]]) -> None:
    """What was spoken is the sum of the spells of speech, whatever the pauses between them."""
    clock = FakeClock()
    countdown = Countdown()
    for speech, pause in spells:
        countdown = countdown.start(clock)
        clock.pass_seconds(speech)
        countdown = countdown.pause(clock)
        clock.pass_seconds(pause)
    spoken = sum(speech for speech, _ in spells)
    assert (countdown.spoken(clock), countdown.remaining(clock)) == (spoken, 120 - spoken)


EVENTS = st.one_of(
    st.tuples(st.just("pass"), SECONDS),
    st.tuples(st.just("extend"), st.sampled_from([30.0, -30.0])),
    st.tuples(st.just("step"), st.sampled_from([-3600.0, 0.5, 3600.0])),
    st.tuples(st.just("press"), st.just(0.0)),
)


@given(st.lists(EVENTS, max_size=30))
def test_what_is_left_and_what_was_spoken_are_the_whole(events: list[tuple[str, float]]) -> None:
    """Whatever is pressed and however the wall clock jumps, speech counted by hand is what the countdown says."""
    clock, countdown, spoken = FakeClock(), Countdown(), 0.0
    for what, seconds in events:
        if what == "pass":
            clock.pass_seconds(seconds)
            spoken += seconds if countdown.state == "running" else 0
        elif what == "extend":
            countdown = countdown.extend(seconds)
        elif what == "step":
            clock.step_wall(seconds)
        else:
            countdown = countdown.pause(clock) if countdown.state == "running" else countdown.start(clock)
    assert countdown.spoken(clock) == spoken
    assert countdown.remaining(clock) == countdown.total_s - spoken


def test_the_clock_of_this_machine_goes_on() -> None:
    """The real clock has a steady boot id and never goes back."""
    clock: Clock = MachineClock()
    first = clock.since_boot()
    assert (clock.boot_id(), clock.since_boot() >= first, clock.wall() > 1_700_000_000) == (
        clock.boot_id(),
        True,
        True,
    )


class NamelessStart(MachineClock):
    """The clock of a machine that gives its start no name, as Windows and macOS; it goes only when it is told to."""

    def __init__(self) -> None:
        super().__init__(Path("there", "is", "none"))
        self.went = FakeClock()

    def since_boot(self) -> float:
        return self.went.since_boot()

    def wall(self) -> float:
        return self.went.wall()


@pytest.mark.parametrize("step", [60.0, -60.0, 7200.0, -86_400.0])
def test_a_clock_put_right_changes_nothing_where_the_start_has_no_name(step: float) -> None:
    """Off Linux too: within one run of the program only the clock since the start counts, whatever asks for it."""
    clock = NamelessStart()
    countdown = Countdown().start(clock)
    clock.went.pass_seconds(20)
    clock.went.step_wall(step)
    again = NamelessStart()
    again.went = clock.went
    assert (countdown.remaining(clock), countdown.remaining(again)) == (100, 100)


@pytest.mark.parametrize("restart", ["program", "machine"])
def test_where_the_start_has_no_name_the_wall_clock_bridges_a_restart(
    restart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next run knows from the wall clock what went by, and is then free of it again."""
    clock = NamelessStart()
    countdown = Countdown().start(clock)
    clock.went.pass_seconds(10)
    if restart == "machine":
        clock.went.restart(50)
    else:
        clock.went.pass_seconds(50)
    monkeypatch.setattr("facilitatore.conduct.countdown._THIS_RUN", "run@next")
    assert countdown.remaining(clock) == 60
    countdown = countdown.pause(clock).start(clock)
    clock.went.step_wall(3600)
    assert countdown.remaining(clock) == 60


def test_a_running_countdown_is_a_value(clock: FakeClock) -> None:
    """Asking for the time changes nothing."""
    countdown = Countdown().start(clock)
    copy = replace(countdown)
    clock.pass_seconds(3)
    countdown.remaining(clock)
    assert countdown == copy
