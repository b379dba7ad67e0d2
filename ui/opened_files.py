"""A double click on an evening while the program runs: macOS sends the file as an event, never as an argument."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent

if TYPE_CHECKING:
    from collections.abc import Callable


class OpenedFiles(QObject):
    """Hears, as a filter on the application, which file the system asks to open."""

    def __init__(self, open_file: Callable[[Path], object], parent: QObject) -> None:
        """Pass each file to `open_file`."""
        super().__init__(parent)
        self._open = open_file

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that name a file; it is opened after the event, for opening may ask the person."""
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().eventFilter(watched, event)
        path = Path(event.file())
        QTimer.singleShot(0, self, lambda: self._open(path))
        return True
