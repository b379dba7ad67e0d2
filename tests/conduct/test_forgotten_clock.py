"""Promises about a clock that nobody stopped: hours of silence are no speech, here and in files from anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.conduct import actions
from facilitatore.conduct.countdown import MAX_SECONDS, OVERRUN_SECONDS, Countdown
from facilitatore.conduct.model import SpeakingTurn
from facilitatore.deliver.export import export_bytes
from facilitatore.session import Session, new
from facilitatore.synthesis.overview import read_synthesis
from tests.conduct.fake_clock import FakeClock

DAY = 86_400


def speak(session: Session, group: str, clock: FakeClock, seconds: float, *, given: float = 0) -> SpeakingTurn:
    """Let an intervention of two minutes, with more time `given`, last so long, and record it."""
    actions.set_countdown(session, group, Countdown().start(clock).extend(given))
    clock.pass_seconds(seconds)
    actions.stop_turn(session, group, clock, phase=None, planned_s=120)
    return actions.read_turns(session, group)[-1]


@pytest.mark.parametrize(
    ("seconds", "doubtful"), [(120 + OVERRUN_SECONDS, False), (121 + OVERRUN_SECONDS, True), (3 * DAY, True)]
)
def test_ten_minutes_past_the_end_is_the_most(
    evening: Session, group: str, clock: FakeClock, seconds: float, doubtful: bool
) -> None:
    """What ran further is recorded cut at that, and doubtful."""
    turn = speak(evening, group, clock, seconds)
    assert (turn.spoken_s, turn.doubtful) == (120 + OVERRUN_SECONDS, doubtful)


def test_time_that_was_given_is_no_doubt(evening: Session, group: str, clock: FakeClock) -> None:
    """Who got twenty minutes more, and used them, spoke for twenty-two."""
    turn = speak(evening, group, clock, 22 * 60, given=20 * 60)
    assert (turn.spoken_s, turn.doubtful) == (22 * 60, False)


def test_a_forgotten_clock_is_in_no_figure(evening: Session, group: str, clock: FakeClock) -> None:
    """Neither the figures of the evening nor any file that is published have it, until somebody says that it was speech."""
    speak(evening, group, clock, 100)
    before, published = read_synthesis(evening), export_bytes(read_synthesis(evening), "json")
    doubtful = speak(evening, group, clock, 3 * DAY)
    assert read_synthesis(evening).figures == before.figures
    assert export_bytes(read_synthesis(evening), "json") == published
    actions.count_turn(evening, doubtful.id)
    figures = read_synthesis(evening).figures
    assert (figures.turns, figures.spoken_s) == (2, 100 + 120 + OVERRUN_SECONDS)
    evening.undo()
    assert read_synthesis(evening).figures == before.figures


@pytest.mark.parametrize("spoken", [259_220, 10**12, 10**400, 120 + OVERRUN_SECONDS + 1])
def test_an_absurd_turn_of_a_file_is_doubtful(evening: Session, group: str, spoken: int) -> None:
    """Turns that an older program recorded, or a stranger, are judged by their own figures when they are read."""
    evening.note("x", new("speaking_turn", group=group, started_at=0, planned_s=120, spoken_s=spoken))
    turn = actions.read_turns(evening)[0]
    assert (turn.spoken_s, turn.doubtful) == (120 + OVERRUN_SECONDS, True)
    assert read_synthesis(evening).figures.spoken_s == 0
    actions.count_turn(evening, turn.id)
    assert read_synthesis(evening).figures.spoken_s == 120 + OVERRUN_SECONDS


def test_no_word_makes_an_absurd_turn_large(evening: Session, group: str) -> None:
    """A file that says of a year that it was speech has an hour and ten minutes, the most there can be; none is below 0."""
    for spoken in (365 * DAY, -365 * DAY):
        evening.note(
            "x", new("speaking_turn", group=group, started_at=0, planned_s=10**20, spoken_s=spoken, doubtful=False)
        )
    assert sorted(turn.spoken_s for turn in actions.read_turns(evening)) == [0, MAX_SECONDS + OVERRUN_SECONDS]


def test_after_a_restart_no_more_is_left_than_the_whole(evening: Session, group: str, clock: FakeClock) -> None:
    """The machine starts again with its clock two days back: two minutes are left at the most, and nobody has spoken."""
    actions.set_countdown(evening, group, Countdown().start(clock))
    clock.restart(-2 * DAY)
    countdown = actions.read_countdown(evening, group)
    assert countdown.remaining(clock) == countdown.total_s
    assert countdown.pause(clock).left_s == countdown.total_s
    assert countdown.spoken(clock) == 0


@pytest.mark.parametrize("value", [1e300, -1e300, 10**400], ids=["much", "little", "huge"])
def test_an_absurd_countdown_of_a_file_is_one_of_an_hour_at_most(
    evening: Session, group: str, clock: FakeClock, value: float
) -> None:
    """Whatever a file says, what is left is a number, and not more than the whole."""
    fields = {"total_s": value, "left_s": value, "deadline_boot": value, "deadline_wall": value}
    for state in ("running", "paused"):
        evening.note("x", actions._countdown_draft(evening, group, Countdown(state=state, boot_id="prima", **fields)))
        countdown = actions.read_countdown(evening, group)
        assert 0 <= countdown.total_s <= MAX_SECONDS
        assert countdown.remaining(clock) <= countdown.total_s
        actions.stop_turn(evening, group, clock, phase=None, planned_s=120)


def test_the_evening_that_was_left_running(tmp_path: Path, clock: FakeClock) -> None:
    """The file that was found: a clock three days old gives one doubtful turn, and a synthesis without it."""
    found = Path(__file__).parents[3] / "shared" / "data" / "found" / "notes" / "forgot.serata"
    if not found.exists():
        pytest.skip("the collection of found files is not here")
    (tmp_path / "forgot.serata").write_bytes(found.read_bytes())
    with Session.open(tmp_path / "forgot.serata") as session:
        group = session.things("countdown")[0].text("group")
        clock.wall_s = actions.read_countdown(session, group).deadline_wall + 3 * DAY
        before = read_synthesis(session).figures
        actions.stop_turn(session, group, clock, phase=None, planned_s=120)
        assert read_synthesis(session).figures == before
        assert any(turn.doubtful for turn in actions.read_turns(session, group))
