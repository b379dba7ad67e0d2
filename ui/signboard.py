"""What band and rail say, whichever page is seen: which evening is open, its phase, what this laptop is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.showing import shown
from ui.dates import in_words
from ui.jobs import DOOR, GROUP
from ui.translations import tr
from ui.widgets.labels import MOST_IN_LINE

if TYPE_CHECKING:
    from ui.bridge import Bridge
    from ui.frame import Rail, TopBand


class Signboard(QObject):
    """Keeps the frame true to the open evening.

    Signals:
        titled(str): what the window is called now.
    """

    titled = Signal(str)

    def __init__(self, bridge: Bridge, rail: Rail, band: TopBand, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._rail, self._band = bridge, rail, band

    def show_evening(self) -> None:
        """Say which evening is open, if one is."""
        if not self._bridge.has_session:
            self._band.set_evening(tr("Facilitatore"), tr("Nessuna serata aperta"))
            self.titled.emit(tr("Facilitatore"))
            return
        evening = read_evening(self._bridge.session)
        title = " · ".join(shown(part, MOST_IN_LINE) for part in (evening.title, in_words(evening.date)) if part)
        place = " — ".join(part for part in (evening.theme, evening.place) if part)
        self._band.set_evening(title, place)
        self.titled.emit(f"{title} — {tr('Facilitatore')}")

    def show_job(self) -> None:
        """Say what this laptop is for."""
        job = self._bridge.job
        groups = {group.id: group for group in read_groups(self._bridge.session)} if self._bridge.has_session else {}
        group = groups.get(job.group) if job.kind == GROUP else None
        if group is not None:
            self._rail.set_job(group.short_title, group.mark, group.colour)
        else:
            self._rail.set_job(tr("Accoglienza") if job.kind == DOOR else tr("Cabina di Regia"))

    def has_phase(self) -> bool:
        """Tell whether this laptop's group is in a phase, which the band is to show whichever page is seen."""
        job = self._bridge.job
        if not self._bridge.has_session or job.kind != GROUP:
            return False
        from facilitatore.conduct.actions import current_run

        return current_run(self._bridge.session, job.group) is not None
