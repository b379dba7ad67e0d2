"""Looking at files beside the window, once for however many wishes to look come meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from facilitatore.deliver.joining import Arrival, held, look_at
from ui.deliver.entry import Entry

if TYPE_CHECKING:
    from ui.bridge import Bridge


class Looking(QObject):
    """Looks at the files that are not joined yet.

    Signals:
        looked(list[Arrival]): what they bring to the evening as it was a moment ago.
    """

    looked = Signal(object)

    def __init__(self, bridge: Bridge, waiting: Callable[[], Sequence[Entry]], parent: QObject | None = None) -> None:
        """`waiting` returns the files that are to be looked at."""
        super().__init__(parent)
        self._bridge = bridge
        self._waiting = waiting
        self._turn = 0
        self._is_looking = False
        self._again = False

    def look(self) -> None:
        """Look: first at those that are wanted, as if they were joined alone, then at those that are not."""
        if self._is_looking:
            self._again = True
            return
        waiting = self._waiting()
        if not waiting:
            return
        self._is_looking, self._again = True, False
        self._turn += 1
        turn, there = self._turn, held(self._bridge.session)
        wanted = [entry.path for entry in waiting if entry.is_wanted]
        others = [entry.path for entry in waiting if not entry.is_wanted]
        forgetting = frozenset(entry.path for entry in waiting if entry.may_forget)
        self._bridge.run_beside(
            lambda: [*look_at(there, wanted, forgetting=forgetting), *look_at(there, others, forgetting=forgetting)],
            lambda arrivals: self._tell(turn, arrivals),
            ended=lambda: self._ended(turn),
        )

    def _tell(self, turn: int, arrivals: list[Arrival]) -> None:
        if not isValid(self) or turn != self._turn:
            return
        self.looked.emit(arrivals)
        if self._again and self._bridge.has_session:
            self.look()

    def _ended(self, turn: int) -> None:
        """Be ready to look again, also when the look was refused."""
        if turn == self._turn:
            self._is_looking = False

    def stop(self) -> None:
        """Forget what is being looked at: another evening is open."""
        self._turn += 1
        self._is_looking = self._again = False
