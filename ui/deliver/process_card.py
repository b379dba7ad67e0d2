"""The percorso in figures: how many people came on several evenings, from the tokens of their badges alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from facilitatore.deliver.process_figures import process_sentences, read_process
from facilitatore.errors import Problem
from facilitatore.session import FileKind, Session
from ui.translations import tr
from ui.widgets import Card, TextLabel

if TYPE_CHECKING:
    from ui.bridge import Bridge
    from ui.deliver.entry import Entry


class ProcessCard(Card):
    """Sentences about everybody who came, shown as soon as another evening is known."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(tr("Il percorso"), "quiet", parent=parent)
        self._bridge = bridge
        self._wanted: tuple[tuple[Path, bytes], ...] = ()
        self._others: list[Session] = []
        self.people = TextLabel(role="strong")
        self.evenings = TextLabel()
        self.calm = TextLabel(role="small")
        for label in (self.people, self.evenings, self.calm):
            self.body.addWidget(label)
        self.hide()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Count over this evening and those in the files; with no other evening there is nothing to say."""
        wanted = tuple((entry.path, root.id) for entry in entries if entry.tells_of_others for root in entry.evenings)
        if wanted == self._wanted and wanted:
            return
        self._wanted = wanted
        self._others = []
        if not wanted:
            self.hide()
            return
        self._bridge.run_beside(lambda: _look(wanted), lambda sessions: self._show(wanted, sessions))

    def _show(self, wanted: tuple[tuple[Path, bytes], ...], sessions: list[Session]) -> None:
        if not isValid(self) or wanted != self._wanted or not self._bridge.has_session:
            return
        self._others = sessions
        self.count()

    def count(self) -> None:
        """Count again: the open evening has changed."""
        if not self._others or not self._bridge.has_session:
            return
        figures = read_process([self._bridge.session, *self._others])
        if all(one.people is None for one in figures.evenings):
            self.hide()  # nobody has come yet, or so few that nothing is told
            return
        people, *rest = process_sentences(figures)
        has_times = bool(figures.by_times) and len(figures.evenings) > 1
        told = 2 if has_times else 1  # how often, and sera per sera; what follows are remarks
        self.people.setText(people)
        self.evenings.setText("\n".join(rest[:told]))
        self.calm.setText(" ".join([tr("Contate dai codici delle etichette, senza un nome."), *rest[told:]]))
        self.show()


def _look(wanted: Sequence[tuple[Path, bytes]]) -> list[Session]:
    """Read the evenings of files without opening them; one that cannot be read any more is left out."""
    found = []
    for path, evening in wanted:
        try:
            found.append(Session.look(path, FileKind.EVENING, only=evening))
        except Problem:
            continue
    return found
