"""What stays on the screen whatever the page: the rail with the six rooms, the band with the evening and the clock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.plain import set_name
from ui.translations import tr
from ui.widgets.card import Pill
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.rail_buttons import RAIL_WIDTH, JobButton, RoomButton

WIDEST_RAIL = 300
BAND_HEIGHT = 64
_LONGEST_NAP_MS = 10_000


def room_names() -> tuple[str, ...]:
    """Return the six rooms in the order of the evening."""
    return (tr("Prepara"), tr("Accogli"), tr("Conduci"), tr("Raccogli"), tr("Sintetizza"), tr("Consegna"))


class Rail(QFrame):
    """The six rooms, and what this laptop is for.

    Signals:
        room_chosen(int): a room was pressed; 0 is Prepara, 5 is Consegna. The rail changes only at `set_current`.
        job_clicked(): somebody wants to change the job of this laptop.
    """

    room_chosen = Signal(int)
    job_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, tr("Le sei stanze"))
        self._current = 0
        self.rooms = [RoomButton(number, name) for number, name in enumerate(room_names(), 1)]
        self.job = JobButton()
        self.job.clicked.connect(self.job_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 13, 10, 12)
        layout.setSpacing(0)
        for index, button in enumerate(self.rooms):
            layout.addWidget(button)
            button.clicked.connect(lambda _checked=False, index=index: self._choose(index))
        layout.addStretch(1)
        self._line = QFrame()
        self._line.setObjectName("line")
        self._line.setFixedHeight(1)
        layout.addWidget(self._line)
        layout.addWidget(self.job)
        self.set_current(0)

    def set_current(self, index: int) -> None:
        """Mark the room that is open, 0 … 5."""
        self._current = index
        self.rooms[index].setChecked(True)

    def current(self) -> int:
        """Return the room marked as open, 0 … 5."""
        return self._current

    def set_job(self, title: str, mark: str = "", colour: str = "") -> None:
        """Show the job of this laptop: a group's short title, mark and colour, or just a title (Accoglienza …)."""
        self.job.set_job(title, mark, colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus among the rooms with ↑ ↓."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        stops: list[QAbstractButton] = [*self.rooms, self.job]
        here = next((place for place, stop in enumerate(stops) if stop.hasFocus()), -1)
        if step and here >= 0 and 0 <= here + step < len(stops):
            stops[here + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of another size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and self.isVisible():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the width that the names need, once they are dressed."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        widest = max(button.sizeHint().width() for button in self.rooms) + 22
        self.setFixedWidth(min(max(RAIL_WIDTH, widest), WIDEST_RAIL))
        for button in (*self.rooms, self.job):
            button.updateGeometry()

    def _choose(self, index: int) -> None:
        self.rooms[self._current].setChecked(True)
        self.room_chosen.emit(index)


class TopBand(QFrame):
    """Which evening, which phase, what is left of it, and the time of day.

    Signals:
        minute_passed(): the time of day was shown anew.
    """

    minute_passed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(role="strong")
        self.subtitle = ElidedLabel(role="small")
        self.phase = Pill(tone="accent")
        self.remaining = ElidedLabel(role="soft")
        self.clock = TextLabel(role="clock", wrap=False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 24, 8)
        layout.setSpacing(26)
        layout.addLayout(words, 1)
        layout.addWidget(self.phase)
        layout.addWidget(self.remaining)
        layout.addWidget(self.clock)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_phase("", "")

    def set_evening(self, title: str, subtitle: str) -> None:
        """Show the evening with its date in words, and under it theme — place."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def set_phase(self, text: str, remaining_text: str) -> None:
        """Show the phase and what is left of it, e.g. "Domanda 2 · post-it", "restano 14 min"; empty ones disappear."""
        self.phase.setText(text)
        self.phase.setVisible(bool(text))
        self.remaining.setText(remaining_text)
        self.remaining.setVisible(bool(remaining_text))

    def sizeHint(self) -> QSize:
        """Return at least the height of the band at text scale 1."""
        return super().sizeHint().expandedTo(QSize(0, BAND_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: the band is never squeezed."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock: nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _tick(self) -> None:
        """Show the time of day, and wake up again just after the next minute begins.

        Or earlier: timers do not count while the laptop sleeps, and the clock must be right soon after it wakes.
        """
        now = QTime.currentTime()
        self.clock.setText(now.toString("HH:mm"))
        set_name(self.clock, tr("Sono le {0}").format(self.clock.text()))
        self.minute_passed.emit()
        self._timer.start(min(60_000 - now.second() * 1000 - now.msec() + 20, _LONGEST_NAP_MS))
