"""The rows of the files: all of a few, and of hundreds those that somebody should see, the others on request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.deliver.entry import Entry, in_order
from ui.deliver.file_row import FileRow
from ui.deliver.thing_words import counted
from ui.translations import tr
from ui.widgets import QuietButton, TextLabel

if TYPE_CHECKING:
    from facilitatore.prepare.model import Group

_AT_FIRST: Final = 8
_MORE: Final = 12


class FileList(QWidget):
    """Rows by path, and what is said of those that are not shown.

    Signals: those of `FileRow`.
    """

    ticked = Signal(object, bool)
    forgetting_ticked = Signal(object, bool)
    removal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[Path, FileRow] = {}
        self._room = _AT_FIRST
        self._entries: Sequence[Entry] = ()
        self._groups: Sequence[Group] = ()
        self.rest = TextLabel(role="soft")
        self.more_button = QuietButton(tr("Mostrane altri"), "M")
        self.more_button.clicked.connect(self._show_more)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 8, 0, 0)
        foot.addWidget(self.rest, 1)
        foot.addWidget(self.more_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._list)
        layout.addWidget(self._foot)

    def show_entries(self, entries: Sequence[Entry], groups: Sequence[Group]) -> None:
        """Show these files, in the words of these groups."""
        self._entries, self._groups = entries, groups
        if len(entries) <= _AT_FIRST:
            self._room = _AT_FIRST
        shown = list(entries) if len(entries) <= self._room + 1 else in_order(entries)[: self._room]
        paths = {entry.path for entry in shown}
        for path in [path for path in self.rows if path not in paths]:
            row = self.rows.pop(path)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, entry in enumerate(shown):
            row = self.rows.get(entry.path) or self._make(entry.path)
            if self._list.indexOf(row) != place:
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
            row.show_entry(entry, groups)
        self._show_rest([entry for entry in entries if entry.path not in paths])
        self.setVisible(bool(entries))

    def _show_rest(self, hidden: Sequence[Entry]) -> None:
        self._foot.setVisible(bool(hidden))
        if not hidden:
            return
        states = (
            (tr("da guardare"), [entry for entry in hidden if entry.arrival is None]),
            (tr("già uniti"), [entry for entry in hidden if entry.is_joined]),
            (tr("da controllare"), [entry for entry in hidden if entry.needs_a_look]),
        )
        told = [f"{len(some)} {words}" for words, some in states if some]
        rest = len(hidden) - sum(len(some) for _, some in states)
        if rest:
            told.append(tr("{0} senza niente di strano").format(rest if told else "").strip())
        text = counted(len(hidden), tr("E un altro file"), tr("E altri {0} file"))
        self.rest.setText(f"{text}, {', '.join(told)}.")

    def _show_more(self) -> None:
        self._room += _MORE
        self.show_entries(self._entries, self._groups)
        if self.more_button.isVisibleTo(self):
            self.more_button.setFocus()

    def _make(self, path: Path) -> FileRow:
        row = self.rows[path] = FileRow(path)
        row.ticked.connect(self.ticked)
        row.forgetting_ticked.connect(self.forgetting_ticked)
        row.removal_requested.connect(self.removal_requested)
        return row
