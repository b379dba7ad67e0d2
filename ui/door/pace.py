"""How quickly people come, in words, kept up to date while somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitatore.italian import local_clock
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import TextLabel

if TYPE_CHECKING:
    from facilitatore.door.rhythm import Rhythm

EVERY_MS: Final = 12_000


def pace_words(rhythm: Rhythm) -> str:
    """Return the pace: "4 al minuto", or, when it is slow, "1 ogni 2 minuti"."""
    if rhythm.per_minute >= 1:
        return tr("{0} al minuto").format(round(rhythm.per_minute))
    minutes = round(1 / rhythm.per_minute)
    return tr("1 ogni {0} minuti").format(minutes) if minutes > 1 else tr("1 al minuto")


def forecast_words(rhythm: Rhythm) -> str:
    """Return when the others would be in: "gli altri 18 in 5 minuti", or after the beginning, at which time."""
    if rhythm.minutes is None or rhythm.at is None:
        return ""
    others = tr("chi manca") if rhythm.awaited == 1 else tr("gli altri {0}").format(rhythm.awaited)
    if rhythm.late:
        return tr("{0} verso le {1}, dopo l’inizio").format(others, local_clock(rhythm.at))
    if rhythm.minutes == 1:
        return tr("{0} in un minuto").format(others)
    return tr("{0} in {1} minuti").format(others, rhythm.minutes)


class Pace(QWidget):
    """The pace and the forecast; nothing when there is too little to say."""

    def __init__(self, read: Callable[[], Rhythm | None], parent: QWidget | None = None) -> None:
        """`read` tells the pace of this moment."""
        super().__init__(parent)
        self._read = read
        self.speed = TextLabel(role="title", wrap=False)
        self.forecast = TextLabel(role="small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addStretch(1)
        for label in (self.speed, self.forecast):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            layout.addWidget(label)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.show_now)

    def show_now(self) -> None:
        """Say how it is at this moment."""
        rhythm = self._read()
        speed = pace_words(rhythm) if rhythm is not None else ""
        forecast = forecast_words(rhythm) if rhythm is not None else ""
        self.speed.setText(speed)
        self.forecast.setText(forecast)
        self.forecast.setVisible(bool(forecast))
        set_name(self, ", ".join(part for part in (speed, forecast) if part))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look at the clock."""
        super().showEvent(event)
        self.show_now()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()
