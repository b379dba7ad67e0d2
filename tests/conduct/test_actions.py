"""Interventions and phases as they were really held."""

from __future__ import annotations

import pytest

from facilitatore.conduct import actions
from facilitatore.conduct.countdown import Countdown
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.evening import find_group, read_phases
from facilitatore.session import Session, edit
from tests.conduct.fake_clock import FakeClock


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every phase begin a second after the one before."""
    moments = iter(range(1_515_000_000_000, 1_515_001_000_000, 1000))
    monkeypatch.setattr(actions, "now_ms", lambda: next(moments))


def test_a_group_without_countdown_has_two_minutes(evening: Session, group: str) -> None:
    """Before anything was started the default is read."""
    assert actions.read_countdown(evening, group) == Countdown()


def test_a_countdown_survives_the_program(evening: Session, group: str, clock: FakeClock) -> None:
    """A program that died leaves the deadline on the disk; the next one reads the right seconds."""
    actions.set_countdown(evening, group, Countdown().start(clock))
    evening.close()
    clock.pass_seconds(30)
    with Session.open(evening.path) as again:
        assert actions.read_countdown(again, group).remaining(clock) == 90


def test_a_countdown_survives_the_machine(evening: Session, group: str, clock: FakeClock) -> None:
    """After a restart in the middle of an intervention the wall clock is asked."""
    actions.set_countdown(evening, group, Countdown().start(clock))
    evening.close()
    clock.pass_seconds(40)
    clock.boot_s, clock.boot = 3.0, "dopo"
    with Session.open(evening.path) as again:
        assert actions.read_countdown(again, group).remaining(clock) == pytest.approx(80)


def test_each_group_has_its_own_countdown(evening: Session, group: str, clock: FakeClock) -> None:
    """Starting one leaves the others waiting, and each is one thing however often it is set."""
    other = find_group(evening, "B").id
    for _ in range(3):
        actions.set_countdown(evening, group, Countdown().start(clock))
        clock.pass_seconds(1)
    assert actions.read_countdown(evening, other) == Countdown()
    assert len(evening.things("countdown")) == 1


@pytest.mark.parametrize("seconds", [-1.0, 3600.5, float("inf"), float("nan")])
def test_an_impossible_countdown_is_refused(evening: Session, group: str, seconds: float) -> None:
    """Less than nothing, more than an hour, or no number: nothing is written."""
    before = evening.fact_count
    with pytest.raises(BadValue):
        actions.set_countdown(evening, group, Countdown(total_s=seconds))
    assert evening.fact_count == before


def test_time_that_went_by_is_no_step_to_undo(evening: Session, group: str, clock: FakeClock) -> None:
    """Undo never takes back a countdown or an intervention."""
    actions.set_countdown(evening, group, Countdown().start(clock))
    actions.stop_turn(evening, group, clock, phase=None, planned_s=120)
    assert evening.undo_action is None


def test_a_foreign_countdown_full_of_nonsense_waits(evening: Session, group: str, clock: FakeClock) -> None:
    """A state nobody knows and texts for numbers read as a countdown that stands still."""
    actions.set_countdown(evening, group, Countdown().start(clock))
    thing = evening.things("countdown")[0]
    evening.note("nonsense", edit(thing, state="esploso", left_s="x", total_s=None, started_at=1.5))
    countdown = actions.read_countdown(evening, group)
    assert (countdown.state, countdown.left_s, countdown.total_s, countdown.started_at) == ("idle", 0, 0, 0)


def test_an_intervention_is_recorded_without_a_name(evening: Session, group: str, clock: FakeClock) -> None:
    """When, in which phase, how long it was meant to be and was: nothing else."""
    phase = read_phases(evening, group)[6].id
    actions.set_countdown(evening, group, Countdown().start(clock))
    clock.pass_seconds(95.4)
    actions.stop_turn(evening, group, clock, phase=phase, planned_s=120)
    turn = actions.read_turns(evening)[0]
    assert (turn.group, turn.phase, turn.started_at, turn.planned_s, turn.spoken_s) == (
        group,
        phase,
        1_515_000_000_000,
        120,
        95,
    )
    assert set(evening.things("speaking_turn")[0].fields) == {"group", "phase", "started_at", "planned_s", "spoken_s"}


def test_after_an_intervention_the_countdown_waits_for_the_next(evening: Session, group: str, clock: FakeClock) -> None:
    """It is full again, and nobody's."""
    actions.set_countdown(evening, group, Countdown().start(clock).extend(30))
    clock.pass_seconds(200)
    actions.stop_turn(evening, group, clock, phase=None, planned_s=90)
    assert actions.read_countdown(evening, group) == Countdown(total_s=90, left_s=90)


def test_stopping_what_did_not_start_records_nothing(evening: Session, group: str, clock: FakeClock) -> None:
    """N pressed on a waiting countdown is no intervention of zero seconds."""
    actions.stop_turn(evening, group, clock, phase=None, planned_s=120)
    assert actions.read_turns(evening) == []


def test_pauses_are_not_spoken(evening: Session, group: str, clock: FakeClock) -> None:
    """Of an intervention with a pause only the speech is recorded."""
    countdown = Countdown().start(clock)
    clock.pass_seconds(40)
    actions.set_countdown(evening, group, countdown.pause(clock))
    clock.pass_seconds(300)
    actions.stop_turn(evening, group, clock, phase=None, planned_s=120)
    assert actions.read_turns(evening)[0].spoken_s == 40


def test_interventions_are_read_by_group_in_order_of_time(evening: Session, group: str, clock: FakeClock) -> None:
    """Each group has its own, the earliest first."""
    other = find_group(evening, "B").id
    for one in (group, other, group):
        actions.set_countdown(evening, one, Countdown().start(clock))
        clock.pass_seconds(10)
        actions.stop_turn(evening, one, clock, phase=None, planned_s=120)
    starts = [turn.started_at for turn in actions.read_turns(evening, group)]
    assert starts == sorted(starts)
    assert (len(starts), len(actions.read_turns(evening))) == (2, 3)


def test_an_intervention_recorded_by_mistake_can_be_taken_out(evening: Session, group: str, clock: FakeClock) -> None:
    """And undo brings it back."""
    actions.set_countdown(evening, group, Countdown().start(clock))
    actions.stop_turn(evening, group, clock, phase=None, planned_s=120)
    actions.remove_turn(evening, actions.read_turns(evening)[0].id)
    assert actions.read_turns(evening) == []
    evening.undo()
    assert len(actions.read_turns(evening)) == 1


@pytest.mark.usefixtures("ticking")
def test_beginning_a_phase_ends_the_one_before(evening: Session, group: str) -> None:
    """At any moment a group is in one phase at most."""
    first, second = read_phases(evening, group)[:2]
    actions.begin_phase(evening, group, first.id)
    actions.begin_phase(evening, group, second.id)
    runs = actions.read_runs(evening, group)
    current = actions.current_run(evening, group)
    assert runs[first.id].ended_at == runs[second.id].started_at
    assert current is not None
    assert current.phase == second.id


@pytest.mark.usefixtures("ticking")
def test_ending_a_phase_leaves_the_group_in_none(evening: Session, group: str) -> None:
    """Its times stay."""
    phase = read_phases(evening, group)[0]
    actions.begin_phase(evening, group, phase.id)
    actions.end_phase(evening, group)
    assert actions.current_run(evening, group) is None
    assert actions.read_runs(evening, group)[phase.id].ended_at is not None


def test_ending_no_phase_is_nothing(evening: Session, group: str) -> None:
    """Nothing is written when no phase is on."""
    before = evening.fact_count
    actions.end_phase(evening, group)
    assert evening.fact_count == before


@pytest.mark.usefixtures("ticking")
def test_a_phase_can_be_taken_up_again(evening: Session, group: str) -> None:
    """Beginning it again opens it again, without a second run of it."""
    first, second = read_phases(evening, group)[:2]
    for phase in (first, second, first):
        actions.begin_phase(evening, group, phase.id)
    current = actions.current_run(evening, group)
    assert current is not None
    assert (current.phase, len(actions.read_runs(evening, group))) == (first.id, 2)


@pytest.mark.usefixtures("ticking")
def test_groups_go_on_by_themselves(evening: Session, group: str) -> None:
    """A phase begun in one group begins in no other."""
    actions.begin_phase(evening, group, read_phases(evening, group)[0].id)
    assert actions.current_run(evening, find_group(evening, "B").id) is None


@pytest.mark.usefixtures("ticking")
def test_beginning_a_phase_can_be_taken_back(evening: Session, group: str) -> None:
    """Undo puts the group back into the phase it was in."""
    first, second = read_phases(evening, group)[:2]
    actions.begin_phase(evening, group, first.id)
    actions.begin_phase(evening, group, second.id)
    evening.undo()
    current = actions.current_run(evening, group)
    assert current is not None
    assert current.phase == first.id


def test_a_phase_that_is_not_there_cannot_begin(evening: Session, group: str) -> None:
    """Somebody removed it meanwhile."""
    with pytest.raises(Unknown):
        actions.begin_phase(evening, group, "ff" * 16)
