"""Work that goes on beside the window, in a thread of the pool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Signal, Slot

from facilitatore.errors import Problem


def raise_bug(bug: Exception) -> None:
    """Raise in the window's thread what went wrong beside it."""
    raise bug


class _WorkSignals(QObject):
    done = Signal(object)
    failed = Signal(object)
    broken = Signal(object)


class Work(QRunnable):
    """One long piece of work in the thread pool; its `signals` tell in the window's thread how it went."""

    def __init__(self, work: Callable[[], Any]) -> None:
        """`work` must touch nothing that the window holds open."""
        super().__init__()
        self.setAutoDelete(False)
        self._work = work
        self.signals = _WorkSignals()

    @Slot()
    def run(self) -> None:
        """Do it, in a thread of the pool."""
        try:
            result = self._work()
        except Problem as problem:
            self.signals.failed.emit(problem)
        except Exception as bug:  # noqa: BLE001 - it goes on in the window's thread, where bugs are told
            self.signals.broken.emit(bug)
        else:
            self.signals.done.emit(result)
