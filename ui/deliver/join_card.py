"""The files that came back: looked at first, joined only when somebody says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitatore.deliver.joining import Arrival, Held, find_evenings, gather, held, look_at, take_in
from facilitatore.prepare.evening import read_groups
from facilitatore.session.facts import Fact
from ui import theme
from ui.bridge import Bridge
from ui.deliver.file_row import Entry, FileRow
from ui.deliver.words import counted, news, to_decide
from ui.translations import tr
from ui.widgets import Card, PrimaryButton, QuietButton, TextLabel


class JoinCard(Card):
    """Rows of files, the button that joins them and what it will do.

    Signals:
        said(str, str): a message for people and its kind.
        files_wanted(): somebody wants to choose files.
        joined(Change): files were joined.
    """

    said = Signal(str, str)
    files_wanted = Signal()
    joined = Signal(object)

    def __init__(self, bridge: Bridge, origin: QWidget, parent: QWidget | None = None) -> None:
        """`origin` is the page, whose echo it is."""
        super().__init__(parent=parent)
        self._bridge = bridge
        self._origin = origin
        self._ticket = 0
        self._under_drag = False
        self._promise = ""
        self.entries: list[Entry] = []
        self.rows: dict[Path, FileRow] = {}
        self.invitation = TextLabel(tr("Trascina qui i file, una cartella o la chiavetta intera."), "soft")
        self.invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.invitation.setMinimumHeight(180)
        self.add_button = QuietButton(tr("Aggiungi file…"), "A")
        self.add_button.clicked.connect(self.files_wanted)
        self.join_button = PrimaryButton(tr("Unisci"), "U")
        self.join_button.clicked.connect(self.join)
        self.summary = TextLabel(role="soft")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.join_button)
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self.body.addWidget(self.invitation, 1)
        self.body.addLayout(self._list)
        self.body.addStretch(0)
        self.body.addLayout(foot)
        self.body.addWidget(self.summary)
        self.show_entries()

    # -- looking ------------------------------------------------------------------------------------------------

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Look for evenings among files and folders, and put them in the list."""
        wanted = list(paths)
        self._bridge.run_beside(lambda: find_evenings(wanted), self._found)

    def _found(self, paths: list[Path]) -> None:
        if not self._is_there():
            return
        own = self._bridge.session.path.resolve()
        known = {entry.path.resolve() for entry in self.entries if not entry.is_joined}
        fresh = [path for path in paths if path.resolve() != own and path.resolve() not in known]
        if not fresh:
            is_own = any(path.resolve() == own for path in paths)
            text = tr("È la serata che stai guardando.") if is_own else tr("Qui non ci sono altri file di serata.")
            self.said.emit(text, "info")
            return
        again = {path.resolve() for path in fresh}
        self.entries = [entry for entry in self.entries if entry.path.resolve() not in again]
        self.entries += [Entry(path) for path in fresh]
        self.show_entries()
        self.look()

    def look(self) -> None:
        """Look again at the files not joined yet; first at those that are wanted, as if they were joined alone."""
        waiting = [entry for entry in self.entries if not entry.is_joined]
        if not waiting:
            return
        self._ticket += 1
        ticket, there = self._ticket, held(self._bridge.session)
        wanted = [entry.path for entry in waiting if entry.is_wanted is not False]
        others = [entry.path for entry in waiting if entry.is_wanted is False]
        self._bridge.run_beside(
            lambda: [*look_at(there, wanted), *look_at(there, others)],
            lambda arrivals: self._looked(ticket, arrivals),
        )

    def _looked(self, ticket: int, arrivals: list[Arrival]) -> None:
        if ticket != self._ticket or not self._is_there():
            return
        by_path = {arrival.path: arrival for arrival in arrivals}
        left_out = False
        for entry in self.entries:
            entry.arrival = by_path.get(entry.path, entry.arrival)
            if entry.is_wanted is None and entry.arrival is not None:
                entry.is_wanted = entry.arrival.problem is None and entry.arrival.forgets == 0
                left_out |= entry.arrival.forgets > 0
        self.show_entries()
        if left_out:
            self.look()  # what a file left out would have brought counts for the others again

    def _is_there(self) -> bool:
        """Tell whether there is still a page to show things on: another evening may have been opened meanwhile."""
        return isValid(self) and self._bridge.has_session

    def forget_all(self) -> None:
        """Empty the list: another evening is open."""
        self._ticket += 1
        self.entries = []
        self.show_entries()

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_entries(self) -> None:
        """Show the rows, the button and the summary."""
        groups = read_groups(self._bridge.session) if self._bridge.has_session else []
        for path in [path for path in self.rows if path not in {entry.path for entry in self.entries}]:
            row = self.rows.pop(path)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, entry in enumerate(self.entries):
            if entry.path not in self.rows:
                self.rows[entry.path] = self._make(entry.path)
            row = self.rows[entry.path]
            if self._list.indexOf(row) != place:
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
            row.show_entry(entry, groups)
        self.invitation.setVisible(not self.entries)
        self._show_button()

    def _make(self, path: Path) -> FileRow:
        row = FileRow(path)
        row.ticked.connect(self._tick)
        row.removal_requested.connect(self._drop)
        return row

    def _show_button(self) -> None:
        wanted = self._wanted()
        self.join_button.setEnabled(bool(wanted))
        self.join_button.setText(tr("Unisci {0} file").format(len(wanted)) if wanted else tr("Unisci"))
        self.summary.setVisible(bool(wanted))
        born, changed, conflicts = _sums([entry.arrival for entry in wanted if entry.arrival])
        parts = news(born, changed) or [tr("niente di nuovo")]
        if conflicts:
            parts.append(to_decide(conflicts))
        self._promise = " · ".join(parts)
        self.summary.setText(tr("{0} · prima si salva una copia").format(self._promise))

    def _wanted(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.can_join and entry.is_wanted]

    def set_under_drag(self, under_drag: bool) -> None:
        """Show that what is being dragged may be dropped."""
        self._under_drag = under_drag
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and, where files may fall, a dashed line."""
        super().paintEvent(event)
        if self.entries and not self._under_drag:
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

    def _drop(self, path: Path) -> None:
        self.entries = [entry for entry in self.entries if entry.path != path]
        self.show_entries()
        self.add_button.setFocus()
        self.look()

    def join(self) -> None:
        """Join the wanted files: they are read beside the window, written in one go."""
        entries = self._wanted()
        if not entries or self._bridge.is_busy:
            return
        there, paths = held(self._bridge.session), [entry.path for entry in entries]
        self.join_button.setEnabled(False)
        self._bridge.run_beside(lambda: gather(there, paths), lambda facts: self._take_in(there, entries, facts))

    def _take_in(self, there: Held, entries: list[Entry], facts: list[Fact]) -> None:
        if not self._is_there() or self._bridge.session.id != there.id:
            return
        change = self._bridge.do(take_in, facts, origin=self._origin)
        if change is None:
            self._show_button()
            return
        text = counted(len(entries), tr("Unito {0} file"), tr("Uniti {0} file"))
        self.said.emit(tr("{0}: {1}. La copia di prima è al sicuro.").format(text, self._promise), "info")
        for entry in entries:
            entry.is_joined = True
        self.show_entries()
        self.look()
        self.joined.emit(change)


def _sums(arrivals: Sequence[Arrival]) -> tuple[dict[str, int], int, int]:
    """Add up what several files bring: new things by kind, changed ones, what to decide, each counted once."""
    born: dict[str, int] = {}
    for arrival in arrivals:
        for kind, count in arrival.born.items():
            born[kind] = born.get(kind, 0) + count
    changed = sum(arrival.changed for arrival in arrivals)
    undecided = frozenset[tuple[str, str]]().union(*(arrival.undecided for arrival in arrivals))
    return born, changed, len(undecided)
