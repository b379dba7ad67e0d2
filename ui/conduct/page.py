"""Conduci: the countdown of the interventions, the run sheet with its real times, and the question of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from facilitatore.conduct.actions import begin_phase, current_run, end_phase, read_runs
from facilitatore.conduct.countdown import Clock, MachineClock
from facilitatore.prepare.evening import read_evening, read_groups, read_phases, read_questions
from facilitatore.prepare.run_sheet import PlannedPhase, plan_times
from ui import theme
from ui.base_page import Page
from ui.conduct.controls import Controls, QuestionCard
from ui.conduct.duration import remembered_duration
from ui.conduct.pace import FARTHEST, delay_minutes, minutes_left, next_phase, phase_lines
from ui.conduct.run_sheet import RunSheet
from ui.conduct.turns import Turns
from ui.jobs import GROUP
from ui.translations import tr
from ui.widgets import Card, CountdownFace

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitatore.conduct.model import PhaseRun
    from facilitatore.session import Change
    from ui.bridge import Bridge

_FAST_MS: Final = 150
_MINUTE_MS: Final = 60_000
_NARROW: Final = 860
"""Width in pixels at text scale 1 under which the run sheet goes under the countdown."""


class ConductPage(Page):
    """What the facilitator of one group needs while people speak.

    The face shows what `read_countdown` says, so that a program that is opened again goes on counting. One timer only:
    several times a second while an intervention runs, once a minute while a phase is open, and never while hidden.

    Signals:
        said(str, str): a sentence for the bar of the window, and its kind.
        phase_shown(str, str): the current phase and what is left of it, both empty when there is none.
    """

    room = "conduct"
    said = Signal(str, str)
    phase_shown = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, clock: Clock | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._clock: Clock = clock or MachineClock()
        self._group = ""
        self._planned: list[PlannedPhase] = []
        self._runs: dict[str, PhaseRun] = {}
        self._run: PhaseRun | None = None
        self._minute = -1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.face = CountdownFace()
        self.controls = Controls(remembered_duration())
        self.turns = Turns(bridge, self, self._clock, self.face, self.controls)
        self.question = QuestionCard()
        self.run_sheet = RunSheet()
        self._build()
        self._connect()

    def _build(self) -> None:
        card = Card()
        card.body.addWidget(self.face, 1)
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addWidget(self.controls.group_row)
        left.addWidget(card, 1)
        left.addWidget(self.controls)
        left.addWidget(self.question)
        inside = self.scrolling()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(26, 18, 26, 22)
        self._sides.setSpacing(24)
        self._sides.addLayout(left, 65)
        self._sides.addWidget(self.run_sheet, 35)

    def _connect(self) -> None:
        self.turns.said.connect(self.said)
        self.turns.changed.connect(self._wind)
        self.controls.group.activated.connect(self._choose_group)
        self.run_sheet.begin_requested.connect(self._begin)
        self.run_sheet.next_requested.connect(self._begin_next)
        self.run_sheet.end_requested.connect(self._end)
        self.track(self._bridge.job_changed, self._other_job)

    # -- showing ------------------------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Read everything of the group again: it is little."""
        if change is not None and not change.kinds & _KINDS:
            return
        self._find_group()
        session = self._bridge.session
        phases = read_phases(session, self._group) if self._group else []
        self._planned = plan_times(phases, read_evening(session).starts_at)
        self._runs = read_runs(session, self._group)
        self._run = current_run(session, self._group)
        self.turns.show(self._group, self._run.phase if self._run is not None else None)
        self._show_phases()

    def _find_group(self) -> None:
        """Take the group of this laptop's job; without one, let people choose."""
        groups = read_groups(self._bridge.session)
        known = [group.id for group in groups]
        job = self._bridge.job
        if job.kind == GROUP and job.group in known:
            self._group = job.group
        elif self._group not in known:
            self._group = known[0] if known else ""
        self.controls.set_groups(groups, self._group, choosable=job.kind != GROUP)
        self.setEnabled(bool(groups))

    def _show_phases(self) -> None:
        lines = phase_lines(self._planned, self._runs)
        self.run_sheet.set_lines(lines)
        self.run_sheet.next_button.setEnabled(next_phase(lines) is not None)
        self._show_question()
        self._show_pace()
        self._wind()

    def _show_question(self) -> None:
        here = self._here()
        if here is None:
            self.question.set_phase(None, None, is_over=next_phase(phase_lines(self._planned, self._runs)) is None)
            return
        asked = [q for q in read_questions(self._bridge.session, self._group) if q.id == here.phase.question]
        self.question.set_phase(here.phase, asked[0] if asked else None)

    def _show_pace(self) -> None:
        now = self._now()
        self._minute = now // _MINUTE_MS
        self.run_sheet.set_delay(delay_minutes(self._planned, self._runs, now))
        self.tell_phase()

    def tell_phase(self) -> None:
        """Emit `phase_shown` as of now; the window may ask each minute while the page is hidden."""
        here = self._here()
        if here is None or self._run is None:
            self.phase_shown.emit("", "")
            return
        left = minutes_left(here, self._run, self._now())
        words = tr("restano {0} min").format(left) if left >= 0 else tr("{0} min oltre").format(-left)
        if left < -FARTHEST:
            words = tr("più di 3 ore oltre")  # nobody ended it: how many days it was tells nothing
        self.phase_shown.emit(here.phase.title, words)

    def _here(self) -> PlannedPhase | None:
        run = self._run
        return next((line for line in self._planned if run is not None and line.phase.id == run.phase), None)

    def _now(self) -> int:
        return int(self._clock.wall() * 1000)

    # -- time ---------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        self.turns.tick()
        if self._now() // _MINUTE_MS != self._minute:
            self._show_pace()
        self._wind()

    def _wind(self) -> None:
        """Let the timer run as fast as what is shown changes, and not at all when nobody looks."""
        if not self.isVisible():
            self._timer.stop()
        elif self.turns.is_running:
            if not self._timer.isActive() or self._timer.interval() != _FAST_MS:
                self._timer.start(_FAST_MS)
        elif self._run is not None:
            self._timer.start(_MINUTE_MS - self._now() % _MINUTE_MS + 20)
        else:
            self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up and take the keys."""
        super().showEvent(event)
        self.turns.tick()
        if self._now() // _MINUTE_MS != self._minute:
            self._show_pace()
        self._wind()
        self.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the timer: nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the run sheet under the countdown where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * theme.text_scale_now()
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._sides.direction() != wanted:
            self._sides.setDirection(wanted)
        self.face.setMinimumHeight(round(160 * theme.text_scale_now()))
        self.run_sheet.setMinimumHeight(round(420 * theme.text_scale_now()) if narrow else 0)

    # -- doing --------------------------------------------------------------------------------------------------

    def _begin(self, phase: str) -> None:
        if self._bridge.do(begin_phase, self._group, phase, origin=self) is not None:
            self.refresh(None)

    def _begin_next(self) -> None:
        line = next_phase(phase_lines(self._planned, self._runs))
        if line is None:
            self.said.emit(tr("La scaletta è finita: non ci sono altre fasi."), "info")
        else:
            self._begin(line.planned.phase.id)

    def _end(self) -> None:
        if self._bridge.do(end_phase, self._group, origin=self) is not None:
            self.refresh(None)

    def _choose_group(self, place: int) -> None:
        self._group = str(self.controls.group.itemData(place))
        self.refresh(None)
        self.setFocus()

    def _other_job(self) -> None:
        if self._bridge.has_session:
            self.changed(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the single keys, which come here only when no field wanted them."""
        blocked = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Space: self.turns.start_or_pause,
            Qt.Key.Key_N: self.turns.stop,
            Qt.Key.Key_P: self._begin_next,
            Qt.Key.Key_Plus: self.turns.more,
            Qt.Key.Key_Minus: self.turns.less,
            Qt.Key.Key_Return: self.setFocus,
            Qt.Key.Key_Enter: self.setFocus,
        }
        act = keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & blocked:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()


_KINDS: Final = frozenset(
    {"evening", "group", "phase", "phase_run", "guiding_question", "countdown", "speaking_turn", "purge"}
)
"""Kinds of thing the page shows."""
