"""Letting in somebody who is in no list: the name is written already, one key says the group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.translations import tr
from ui.widgets import Card, GroupMark, KeyHint, QuietButton, TextLabel
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from facilitatore.prepare.model import Group


class WalkInCard(Card):
    """The groups with their keys, and the way back.

    Signals:
        group_chosen(int): the place of the group, from 0; -1 for none.
        left(): back to the search.
    """

    group_chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="current", parent=parent)
        self._shown: list[str] = []
        self.words = TextLabel()
        self.proposal = GroupMark()
        self._buttons = QWidget()
        self._flow = WrapLayout(self._buttons, 12, 8)
        back = QWidget()
        hints = WrapLayout(back, 14, 6)
        hints.addWidget(KeyHint(tr("Invio"), tr("senza gruppo")))
        hints.addWidget(KeyHint(tr("Esc"), tr("torna indietro")))
        self.body.addWidget(self.words)
        self.body.addWidget(self._buttons)
        self.body.addWidget(self.proposal)
        self.body.addWidget(back)

    def ask(self, name: str, groups: Sequence[Group], proposal: Group | None) -> None:
        """Ask for the group of somebody called `name`."""
        self.set_title(tr("{0} non è in elenco: in quale gruppo?").format(name))
        self.words.setText(tr("Sull’etichetta va solo il nome. Premi il numero o la lettera del gruppo."))
        self._show_groups(groups)
        self.proposal.setVisible(proposal is not None)
        if proposal is not None:
            words = tr("{0} ha più posti liberi").format(proposal.short_title)
            self.proposal.set_group(proposal.mark, words, proposal.colour)

    def _show_groups(self, groups: Sequence[Group]) -> None:
        wanted = [f"{group.key} · {group.short_title}" for group in groups]
        if wanted == self._shown:
            return
        self._shown = wanted
        self._flow.clear()
        for place, text in enumerate(wanted):
            button = QuietButton(text, str(place + 1))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, chosen=place: self.group_chosen.emit(chosen))
            self._flow.addWidget(button)
