"""The interventions of one group: its countdown, kept on the disk at every key, and those already held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitatore.conduct.actions import count_turn, read_countdown, read_turns, remove_turn, set_countdown, stop_turn
from facilitatore.conduct.countdown import EXTENSION_SECONDS, IDLE, RUNNING, Clock, Countdown, stage
from ui.conduct.duration import duration_words
from ui.settings import change_settings
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitatore.conduct.model import SpeakingTurn
    from facilitatore.session import Change
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.conduct.controls import Controls
    from ui.widgets import CountdownFace


class Turns(QObject):
    """Starts, pauses and records interventions, and shows them on the face and beside the buttons.

    Signals:
        said(str, str): a sentence and its kind.
        changed(): the countdown was started, stopped or changed; whoever ticks should look again.
    """

    said = Signal(str, str)
    changed = Signal()

    def __init__(self, bridge: Bridge, page: Page, clock: Clock, face: CountdownFace, controls: Controls) -> None:
        """`page` is who asks."""
        super().__init__(page)
        self._bridge, self._page, self._clock = bridge, page, clock
        self._face, self._controls = face, controls
        self._group = ""
        self._phase: str | None = None
        self._countdown = Countdown()
        self._doubtful: list[SpeakingTurn] = []
        controls.start_pause.clicked.connect(self.start_or_pause)
        controls.next_button.clicked.connect(self.stop)
        controls.more.clicked.connect(self.more)
        controls.less.clicked.connect(self.less)
        controls.duration.valueChanged.connect(self._set_duration)
        controls.take_back.clicked.connect(self._take_back)
        controls.was_speech.clicked.connect(lambda: self._answer(count_turn))
        controls.was_no_speech.clicked.connect(lambda: self._answer(remove_turn))

    @property
    def is_running(self) -> bool:
        """Whether somebody is speaking against the clock."""
        return self._countdown.state == RUNNING

    def show(self, group: str, phase: str | None) -> None:
        """Show the countdown and the interventions of a group, which is in `phase`."""
        self._group, self._phase = group, phase
        countdown = read_countdown(self._bridge.session, group)
        if countdown == Countdown():
            planned = float(self._controls.duration.value())
            countdown = Countdown(total_s=planned, left_s=planned)
        self._countdown = countdown
        self._controls.set_state(countdown.state)
        every = read_turns(self._bridge.session, group)
        turns = [turn for turn in every if not turn.doubtful]
        self._doubtful = [turn for turn in every if turn.doubtful]
        self._controls.set_turns(len(turns), sum(turn.spoken_s for turn in turns))
        self._controls.ask_about(self._doubtful)
        self._face.set_centre(str(len(turns)), tr("intervento") if len(turns) == 1 else tr("interventi"))
        words = duration_words(round(countdown.total_s))
        self._face.set_caption(tr("intervento n. {0} · {1}").format(len(turns) + 1, words))
        self.tick()

    def tick(self) -> None:
        """Show the time left as of now."""
        countdown = self._countdown
        remaining = countdown.remaining(self._clock)
        state = stage(remaining, countdown.state)
        self._face.set_state(remaining, countdown.total_s, "ready" if state == IDLE else state)

    def start_or_pause(self) -> None:
        """Start what stands, pause what runs."""
        countdown = self._countdown
        self._keep(countdown.pause(self._clock) if self.is_running else countdown.start(self._clock))

    def more(self) -> None:
        """Give thirty seconds."""
        self._keep(self._countdown.extend(EXTENSION_SECONDS))

    def less(self) -> None:
        """Take thirty seconds."""
        self._keep(self._countdown.extend(-EXTENSION_SECONDS))

    def stop(self) -> None:
        """Record the intervention and wait for the next one."""
        if self._countdown.state == IDLE:
            self.said.emit(tr("Nessuno sta parlando: Spazio fa partire un intervento."), "info")
            return
        planned = self._controls.duration.value()
        done = self._bridge.do(
            stop_turn, self._group, self._clock, phase=self._phase, planned_s=planned, origin=self._page
        )
        if done is not None:
            self._show_again()
            if any(turn.id in done.ids for turn in self._doubtful):
                text = tr(
                    "Il tempo era finito da più di 10 minuti: era ancora in corso? Finché non lo dici, non si conta."
                )
                self.said.emit(text, "warning")

    def _answer(self, action: Callable[..., Change]) -> None:
        """Count the intervention that is asked about, or leave it out."""
        if self._doubtful and self._bridge.do(action, self._doubtful[0].id, origin=self._page) is not None:
            self._show_again()
        self._page.setFocus()

    def _keep(self, countdown: Countdown) -> None:
        if self._group and self._bridge.do(set_countdown, self._group, countdown, origin=self._page) is not None:
            self._show_again()

    def _show_again(self) -> None:
        self.show(self._group, self._phase)
        self.changed.emit()

    def _set_duration(self, seconds: int) -> None:
        change_settings(turn_seconds=seconds)
        if self._countdown.state == IDLE:
            self._keep(replace(self._countdown, total_s=float(seconds), left_s=float(seconds)))

    def _take_back(self) -> None:
        turns = [turn for turn in read_turns(self._bridge.session, self._group) if not turn.doubtful]
        if turns and self._bridge.do(remove_turn, turns[-1].id, origin=self._page) is not None:
            self._show_again()
        self._page.setFocus()
