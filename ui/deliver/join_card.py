"""The files that came back: looked at first, joined only when somebody says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from facilitatore.deliver.joining import MOST, Arrival, Gathered, find_evenings, gather, held, take_in
from facilitatore.prepare.evening import read_groups
from facilitatore.sentences import things_counted
from ui import theme
from ui.deliver.entry import Entry, bring_together, forgets_together
from ui.deliver.file_list import FileList
from ui.deliver.looking import Looking
from ui.deliver.thing_words import counted
from ui.deliver.words import alterations, files_counted, news, to_decide
from ui.translations import tr
from ui.widgets import Card, PrimaryButton, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from ui.bridge import Bridge
    from ui.deliver.file_row import FileRow


class JoinCard(Card):
    """Rows of files, the button that joins them and what it will do.

    Signals:
        said(str, str): a message for people and its kind.
        files_wanted(): somebody wants to choose files.
        joined(Change): files were joined.
        looked(): it is known what the files are; those of other evenings are in `elsewhere`.
    """

    said = Signal(str, str)
    files_wanted = Signal()
    joined = Signal(object)
    looked = Signal()

    def __init__(self, bridge: Bridge, origin: QWidget, parent: QWidget | None = None) -> None:
        """`origin` is the page, whose echo it is."""
        super().__init__(parent=parent)
        self._bridge = bridge
        self._origin = origin
        self._under_drag = False
        self._promise = ""
        self._is_joining = False
        self.entries: list[Entry] = []
        self._looking = Looking(bridge, self._waiting, self)
        self._looking.looked.connect(self._looked)
        self.list = FileList()
        self.list.ticked.connect(self._tick)
        self.list.forgetting_ticked.connect(self._tick_forgetting)
        self.list.removal_requested.connect(self._drop)
        self.invitation = TextLabel(tr("Trascina qui i file, una cartella o la chiavetta intera."), "soft")
        self.invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.invitation.setMinimumHeight(150)
        self.add_button = QuietButton(tr("Aggiungi file…"), "A")
        self.add_button.clicked.connect(self.files_wanted)
        self.join_button = PrimaryButton(tr("Unisci"), "U")
        self.join_button.clicked.connect(self.join)
        self.summary = TextLabel(role="soft")
        self.body.addWidget(self.invitation, 1)
        self.body.addWidget(
            wrap_row(self.join_button, self.add_button)
        )  # above the rows: twenty would push it out of sight
        self.body.addWidget(self.summary)
        self.body.addWidget(self.list)
        self.body.addStretch(0)
        self.show_entries()

    @property
    def rows(self) -> dict[Path, FileRow]:
        """The rows that are shown, by path."""
        return self.list.rows

    @property
    def elsewhere(self) -> list[Entry]:
        """The files of other evenings."""
        return [entry for entry in self.entries if entry.is_elsewhere]

    # -- looking ------------------------------------------------------------------------------------------------

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Look for evenings among files and folders, and put them in the list."""
        wanted = list(paths)
        self._bridge.run_beside(lambda: find_evenings(wanted, most=MOST + 1), self._found)  # one more tells of the rest

    def _found(self, paths: list[Path]) -> None:
        if not self._is_there():
            return
        if len(paths) > MOST:
            paths = paths[:MOST]
            words = tr("Qui ci sono più di {0} file di serata: ecco i primi {0}. Gli altri, una cartella alla volta.")
            self.said.emit(words.format(MOST), "warning")
        own = self._bridge.session.path.resolve()
        known = {entry.path.resolve() for entry in self.entries if not entry.is_joined}
        places = {path: path.resolve() for path in paths}
        fresh = {path: place for path, place in places.items() if place != own and place not in known}
        if not fresh:
            text = tr("È la serata che stai guardando.") if own in places.values() else ""
            self.said.emit(text or tr("Qui non ci sono altri file di serata."), "info")
            return
        again = set(fresh.values())
        self.entries = [entry for entry in self.entries if not entry.is_joined or entry.path.resolve() not in again]
        self.entries += [Entry(path) for path in fresh]
        self.show_entries()
        self.look()

    def look(self) -> None:
        """Look again at the files not joined yet, beside the window."""
        self._looking.look()

    def _waiting(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_joined]

    def _looked(self, arrivals: list[Arrival]) -> None:
        if not self._is_there():
            return
        by_path = {arrival.path: arrival for arrival in arrivals}
        for entry in self._waiting():
            entry.arrival = by_path.get(entry.path, entry.arrival)
        self.show_entries()
        self.looked.emit()

    def _is_there(self) -> bool:
        """Tell whether there is still a page to show things on: another evening may have been opened meanwhile."""
        return isValid(self) and self._bridge.has_session

    def forget_all(self) -> None:
        """Empty the list: another evening is open."""
        self._looking.stop()
        self._is_joining = False
        self.entries = []
        self.show_entries()

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_entries(self) -> None:
        """Show the rows, the button and the summary."""
        groups = read_groups(self._bridge.session) if self._bridge.has_session else []
        here = [entry for entry in self.entries if not entry.is_elsewhere]
        self.list.show_entries(here, groups)
        self.invitation.setVisible(not here)
        self._show_button()

    def _show_button(self) -> None:
        wanted = self._wanted()
        self.join_button.setEnabled(bool(wanted) and not self._is_joining)
        self.join_button.setText(tr("Unisci {0}").format(files_counted(len(wanted))) if wanted else tr("Unisci"))
        self.summary.setVisible(bool(wanted))
        brought = bring_together([entry.arrival for entry in wanted if entry.arrival])
        parts = [*news(brought.effects), *alterations(brought.effects)] or [tr("niente di nuovo")]
        self.summary.set_role("warning" if brought.effects.is_alarming else "soft")
        if brought.conflicts:
            parts.append(to_decide(brought.conflicts))
        lost = forgets_together(wanted)
        if lost:
            parts.append(tr("se ne vanno per sempre {0}").format(things_counted(lost)))
        self._promise = " · ".join(parts)
        text = tr("{0} · le copie di prima si tolgono") if lost else tr("{0} · prima si salva una copia")
        if self._is_all_here(wanted):
            text = tr("{0}: qui c’è già tutto")
        self.summary.setText(tr("Li sto unendo…") if self._is_joining else text.format(self._promise))

    @staticmethod
    def _is_all_here(entries: Sequence[Entry]) -> bool:
        """Tell whether joining these would write nothing."""
        return not any(entry.arrival.new for entry in entries if entry.arrival) and not forgets_together(entries)

    def _wanted(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.can_join and entry.is_wanted]

    def set_under_drag(self, under_drag: bool) -> None:
        """Show that what is being dragged may be dropped."""
        self._under_drag = under_drag
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and, where files may fall, a dashed line."""
        super().paintEvent(event)
        if not self.invitation.isVisibleTo(self) and not self._under_drag:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = theme.colour("accent" if self._under_drag else "control_line")
        painter.setPen(QPen(shade, 2 if self._under_drag else 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(6, 6, -6, -6), 8, 8)

    # -- what people do -----------------------------------------------------------------------------------------

    def _tick(self, path: Path, on: bool) -> None:
        for entry in self.entries:
            if entry.path == path:
                entry.is_wanted = on
        self.show_entries()
        self.look()

    def _tick_forgetting(self, path: Path, on: bool) -> None:
        for entry in self.entries:
            if entry.path == path:
                entry.may_forget = on
        self.show_entries()
        self.look()

    def _drop(self, path: Path) -> None:
        self.entries = [entry for entry in self.entries if entry.path != path]
        self.show_entries()
        self.add_button.setFocus()
        self.look()

    def drop_elsewhere(self) -> None:
        """Take the files of other evenings off the list."""
        self.entries = [entry for entry in self.entries if not entry.is_elsewhere]

    def join(self) -> None:
        """Join the wanted files: they are read beside the window, written in one go."""
        entries = self._wanted()
        if not entries or self._is_joining:
            return
        there = held(self._bridge.session)
        paths = [entry.path for entry in self._waiting() if entry.is_wanted]  # the report tells what stays out, too
        self._is_joining = True
        self._show_button()
        self._bridge.run_beside(
            lambda: gather(there, paths),
            lambda found: self._take_in(there.id, entries, found),
            ended=self._work_ended,
        )

    def _take_in(self, evening: str, entries: list[Entry], found: Gathered) -> None:
        if not self._is_there() or self._bridge.session.id != evening:
            return
        forgetting = frozenset(entry.path for entry in entries if entry.may_forget)
        change = self._bridge.do(take_in, found, forgetting=forgetting, origin=self._origin)
        if change is None:
            return
        text = counted(len(entries), tr("Unito {0} file"), tr("Uniti {0} file"))
        safe = tr("La copia di prima è al sicuro.")
        if forgets_together(entries):
            safe = tr("Le copie di prima, che l’avevano ancora, sono state tolte.")
        if self._is_all_here(entries):
            safe = tr("Qui c’era già tutto.")  # nothing is written, and no copy is made of what does not change
        self.said.emit(tr("{0}: {1}. {2}").format(text, self._promise, safe), "info")
        for entry in entries:
            entry.is_joined = True
        self.show_entries()
        self.look()
        self.joined.emit(change)

    def _work_ended(self) -> None:
        """Offer to join again, whatever came of reading."""
        self._is_joining = False
        self._show_button()

    def taken_back(self) -> None:
        """Offer again the files that were joined: their join was taken back."""
        for entry in self.entries:
            entry.is_joined = False
        self.show_entries()
        self.look()
