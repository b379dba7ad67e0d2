"""The field of the length of an intervention, in minutes and seconds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox, QWidget

from facilitatore.conduct.countdown import DEFAULT_SECONDS
from ui.plain import set_name
from ui.settings import read_number
from ui.translations import tr

SHORTEST: Final = 60
LONGEST: Final = 300
_STEP: Final = 30


class DurationField(QSpinBox):
    """Seconds from 60 to 300, written ``2:00``; ↑ ↓ change them by 30. A bare ``3`` is three minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(SHORTEST, LONGEST)
        self.setSingleStep(_STEP)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_name(self, tr("Durata di un intervento, minuti e secondi"))

    def textFromValue(self, value: int) -> str:
        """Write seconds as ``m:ss``."""
        return f"{value // 60}:{value % 60:02d}"

    def valueFromText(self, text: str) -> int:
        """Read ``m:ss`` or whole minutes; anything else keeps what was there."""
        seconds = _seconds(text)
        return self.value() if seconds is None else seconds

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept what can be read, and what may still become so."""
        seconds = _seconds(text)
        if seconds is not None and SHORTEST <= seconds <= LONGEST:
            return QValidator.State.Acceptable, text, position
        written = set(text.strip()) <= set("0123456789:.,")
        return (QValidator.State.Intermediate if written else QValidator.State.Invalid), text, position


def duration_words(seconds: int) -> str:
    """Return a length of time as people say it."""
    minutes, rest = divmod(seconds, 60)
    if not rest:
        return tr("1 minuto") if minutes == 1 else tr("{0} minuti").format(minutes)
    return tr("{0} min {1} s").format(minutes, rest) if minutes else tr("{0} secondi").format(rest)


def remembered_duration() -> int:
    """Return the length of an intervention this laptop used last, in seconds; two minutes at first."""
    return int(read_number("turn_seconds", DEFAULT_SECONDS, SHORTEST, LONGEST))


def _seconds(text: str) -> int | None:
    minutes, colon, seconds = text.strip().replace(".", ":").replace(",", ":").partition(":")
    if not minutes.isdecimal() or (colon and not (seconds.isdecimal() and len(seconds) == 2)):  # noqa: PLR2004 - "m:ss"
        return None
    return int(minutes) * 60 + int(seconds or 0)
