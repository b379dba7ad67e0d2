"""Letting in somebody who has no group yet: the name is known already, one key says the group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.translations import tr
from ui.widgets import Card, GroupMark, QuietButton, TextLabel
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from facilitatore.prepare.model import Group


class WalkInCard(Card):
    """The groups with their keys, the way back, and the badge of which nothing is written.

    Signals:
        group_chosen(int): the place of the group, from 0; -1 for none.
        unrecorded_wanted(): a badge without a trace, or again a guest as always.
        left(): back to the search.
    """

    group_chosen = Signal(int)
    unrecorded_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="current", parent=parent)
        self._shown: list[tuple[str, str]] = []
        self.words = TextLabel()
        self.left_out = TextLabel(role="strong")
        self.proposal = GroupMark()
        self._buttons = QWidget()
        self._flow = WrapLayout(self._buttons, 12, 8)
        others = QWidget()
        row = WrapLayout(others, 12, 8)
        self.without_group = _button(tr("Senza gruppo"), tr("Invio"))
        self.without_group.clicked.connect(lambda: self.group_chosen.emit(-1))
        self.unrecorded = _button(tr("Etichetta senza lasciare traccia"), "F8")
        self.unrecorded.clicked.connect(self.unrecorded_wanted)
        self.back = _button(tr("Torna indietro"), tr("Esc"))
        self.back.clicked.connect(self.left)
        for button in (self.without_group, self.unrecorded, self.back):
            row.addWidget(button)
        self.body.addWidget(self.words)
        self.body.addWidget(self.left_out)
        self.body.addWidget(self._buttons)
        self.body.addWidget(self.proposal)
        self.body.addWidget(others)

    def ask_listed(self, name: str, family_name: str) -> None:
        """Ask for the group of somebody in the list who has none, before the badge comes out."""
        self.set_title(tr("In quale gruppo va {0}?").format(name))
        whole = " ".join(part for part in (name, family_name) if part)
        words = tr(
            "{0} è in elenco, senza gruppo. Premi il numero o la lettera: l’etichetta esce con il gruppo scelto."
        )
        self.words.setText(words.format(whole))
        self.unrecorded.hide()
        self.left_out.hide()

    def ask(self, name: str, left_out: str, *, unrecorded: bool) -> None:
        """Ask for the group of somebody called `name`, whose coming is written down or (`unrecorded`) is not.

        `left_out` says what of the words that were typed is not on the badge.
        """
        self.unrecorded.show()
        if unrecorded:
            self.set_title(tr("{0}: solo l’etichetta. Quale gruppo?").format(name))
            self.words.setText(
                tr("Non si scrive niente: né il nome né la presenza. Questa persona non sarà contata fra i presenti.")
            )
            self.unrecorded.setText(tr("Segna anche la presenza"))
        else:
            self.set_title(tr("{0} non è in elenco: in quale gruppo?").format(name))
            self.words.setText(tr("Sull’etichetta va solo il nome. Premi il numero o la lettera del gruppo."))
            self.unrecorded.setText(tr("Etichetta senza lasciare traccia"))
        self.left_out.setText(tr("{0}. F3 se non è così.").format(left_out[:1].upper() + left_out[1:]))
        self.left_out.setVisible(bool(left_out))

    def show_groups(self, groups: Sequence[Group], proposal: Group | None) -> None:
        """Offer these groups, and say which has most room."""
        self._offer(groups)
        self.proposal.setVisible(proposal is not None)
        if proposal is not None:
            words = tr("{0} ha più posti liberi").format(proposal.short_title)
            self.proposal.set_group(proposal.mark, words, proposal.colour)

    def _offer(self, groups: Sequence[Group]) -> None:
        wanted = [(group.key, group.short_title) for group in groups]
        if wanted == self._shown:
            return
        self._shown = wanted
        self._flow.clear()
        for place, (key, title) in enumerate(wanted):
            button = _button(f"{key} · {title}", str(place + 1) if place < 9 else key)  # noqa: PLR2004 - figures end there
            button.clicked.connect(lambda _checked=False, chosen=place: self.group_chosen.emit(chosen))
            self._flow.addWidget(button)
            button.show()


def _button(text: str, key: str) -> QuietButton:
    button = QuietButton(text, key)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
