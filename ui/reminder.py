"""The reminder that the people of an evening are past their day, and the one key that forgets them.

It stays under whatever else is said until it is answered: a reminder that goes with the next sentence reminds nobody.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtWidgets import QApplication

from facilitatore.prepare.evening import read_evening
from ui.dates import after_day, today_here
from ui.message_bar import WARNING
from ui.settings import change_settings, read_table
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from facilitatore.session import Change, Session
    from ui.bridge import Bridge
    from ui.message_bar import MessageBar

KEY: Final = "F9"
"""Not F8, which the issue names: that key has a meaning at the door and in Raccogli."""

_PUT_OFF: Final = "put_off"


class Reminder(QObject):
    """Says it at each start until it is done; Esc leaves it for tomorrow.

    Signals:
        said(str, str): what was done, and what is left to do elsewhere.
    """

    said = Signal(str, str)

    def __init__(
        self, bridge: Bridge, bar: MessageBar, parent: QObject, today: Callable[[], date] = today_here
    ) -> None:
        """`bar` is for this reminder alone; `today` tells the day."""
        super().__init__(parent)
        self._bridge, self._bar, self._today = bridge, bar, today
        self._armed = False
        self._since_asked = QElapsedTimer()
        bar.closed.connect(self._put_off)
        bridge.changed.connect(self._changed)

    def look(self) -> None:
        """Say it if the evening that is open, or its register, is past its day."""
        self._armed = False
        self._bar.clear()
        due = self._due()
        if due and not self._is_put_off() and not self._is_tonight():
            self._bar.show_message(self._words(due), WARNING, tr("Dimentica…"), self._ask, KEY)

    def press(self) -> None:
        """Go on as the key does: first it asks, then it forgets. Without a reminder it does nothing."""
        if self._bar.isVisible():
            self._bar.action_button.click()

    # -- what is due --------------------------------------------------------------------------------------------

    def _due(self) -> list[Session]:
        """Return the open files that hold people whom they should not hold any more."""
        if not self._bridge.has_session:
            return []
        from facilitatore.door.forgetting import is_due, loses_of

        session, register, today = self._bridge.session, self._bridge.register, self._today()
        due = [session] if is_due(session, today) and any(loses_of(session).values()) else []
        if register is not None and is_due(register, today):
            last = last_day(session, register)
            due += [register] if last is not None and today > last and any(loses_of(register).values()) else []
        return due

    def _is_tonight(self) -> bool:
        """Tell whether the evening is today's: whoever lets people in reads no reminder about another evening's list."""
        return read_evening(self._bridge.session).date == self._today().isoformat()

    def _is_put_off(self) -> bool:
        return _put_off_days().get(self._bridge.session.id) == self._today().isoformat()

    def _put_off(self) -> None:
        """Remember on this laptop that somebody has left it for tomorrow."""
        self._armed = False
        if self._bridge.has_session:
            today = self._today().isoformat()
            kept = {one: day for one, day in _put_off_days().items() if day == today}
            change_settings(**{_PUT_OFF: {**kept, self._bridge.session.id: today}})

    def _changed(self, change: Change) -> None:
        """Look again when a register was opened; after anything else that was done, the second press is a first one."""
        if change.action == "register" or self._armed:
            self.look()

    # -- doing it -----------------------------------------------------------------------------------------------

    def _words(self, due: list[Session]) -> str:
        from facilitatore.door.forgetting import retention_of

        days = [day for one in due if (day := retention_of(one)) is not None]
        if self._bridge.session not in due:
            days = [day for day in (last_day(self._bridge.session, one) for one in due) if day is not None]
        since = after_day(min(days)) if days else ""
        if self._bridge.session not in due:
            words = tr(
                "Le persone del registro andavano dimenticate {0}. F9 le dimentica: cognomi, recapiti, iscrizioni."
            )
        elif len(due) > 1:
            words = tr(
                "Le persone di questa serata andavano dimenticate {0}. F9 le dimentica adesso: nomi, cognomi e recapiti; "
                "i numeri restano. Esc: domani."
            )
        else:
            words = tr(
                "I nomi di chi è venuto a questa serata andavano dimenticati {0}. F9 li dimentica adesso; i numeri restano."
                " Esc: domani."
            )
        return words.format(since)

    def _ask(self) -> None:
        """Ask once more, in the same place: the key may have been pressed for something else."""
        from facilitatore.door.forgetting import loses_of
        from ui.door.register.words import loses_words

        due = self._due()
        self._armed = True
        self._since_asked.start()
        words = tr(
            "Spariscono per sempre, anche dalle copie di questo portatile: {0}. I file ancora da unire si uniscono prima. "
            "Ancora F9 per farlo; Esc: domani."
        )
        lost = loses_words(_sum(loses_of(one) for one in due))
        self._bar.show_message(words.format(lost), WARNING, tr("Sì, dimentica"), self._confirm, KEY)

    def _confirm(self) -> None:
        """Forget, unless the second press was the other half of a double click."""
        if self._since_asked.elapsed() < QApplication.doubleClickInterval():
            self._ask()
            return
        from facilitatore.door.forgetting import forget_everybody, loses_of
        from ui.door.register.words import forgotten_words

        self._armed = False
        lost: dict[str, int] = {}
        for one in self._due():
            counts = loses_of(one)
            do = self._bridge.do if one is self._bridge.session else self._bridge.do_register
            if do(forget_everybody) is not None:
                lost = _sum((lost, counts))
        self.look()
        if lost:
            self.said.emit(forgotten_words(lost), "info")


def last_day(session: Session, register: Session) -> date | None:
    """Return until when a register is kept beside this evening: its own day, or a later one that was chosen in Prepara.

    There it says «Nomi e recapiti fino al», and the contacts are in the register.
    """
    from facilitatore.door.forgetting import retention_of

    days = [day for one in (session, register) if (day := retention_of(one)) is not None]
    return max(days, default=None)


def _put_off_days() -> dict[str, str]:
    return read_table(_PUT_OFF)


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Add counts up, kind by kind."""
    total: dict[str, int] = {}
    for one in counts:
        for kind, count in one.items():
            total[kind] = total.get(kind, 0) + count
    return total
