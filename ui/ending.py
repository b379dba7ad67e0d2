"""The program ends in order also when nobody closed its window: it was told to stop, or the desktop ends its session."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK")
"""The last is what Windows sends when the console is closed; the second is not known there."""


class Ending(QObject):
    """Turns signals of the system into the window's own way of closing.

    Python looks at a signal only when it runs, and in Qt's loop it does not; so the signal's number is written into a
    pair of sockets, one end of which Qt watches.
    """

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        """Begin to listen; before this the system's own way of ending holds."""
        super().__init__(window)
        self._window = window
        self._heard, self._called = socket.socketpair()
        for end in (self._heard, self._called):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        for name in _ENDING:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda _number, _frame: None)
        signal.set_wakeup_fd(self._called.fileno(), warn_on_full_buffer=False)
        # The desktop may still be kept from ending, by another program: the window closes when it really ends.
        app.commitDataRequest.connect(lambda _manager: window.drafts.keep_now())
        app.aboutToQuit.connect(window.leave)

    def _end(self) -> None:
        self._notifier.setEnabled(False)
        self._window.leave()
        QApplication.exit(0)  # also where a dialog of the system is still open
