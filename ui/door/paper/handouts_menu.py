"""The menu of the paper that is wanted in the room: lists, signs, the trial page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.plain import add_entry, set_name
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.prepare.model import Group


class HandoutsMenu(QMenu):
    """Asks for a paper.

    Signals:
        wanted(str, str): a kind of `facilitatore.door.handouts.choose`, or ``trial`` for the printer's trial page; and
            the id of a group, empty for all.
    """

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(tr("Elenchi e cartelli"))
        set_name(self, tr("Elenchi e cartelli da stampare"))
        self.set_groups(())

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Offer a list of first names for each group."""
        self.clear()
        self._add(tr("Elenco di riserva (con i cognomi)"), "fallback")
        self.addSeparator()
        for group in groups:
            self._add(tr("Elenco dei nomi: {0} · {1}").format(group.key, group.short_title), "group", group.id)
        if len(groups) > 1:
            self._add(tr("Elenchi dei nomi: tutti i gruppi"), "group")
        if groups:
            self.addSeparator()
        self._add(tr("Cartelli per le porte"), "signs")
        self._add(tr("Cartelli con le frecce"), "arrows")
        self.addSeparator()
        self._add(tr("Foglio di prova della stampante"), "trial")

    def _add(self, words: str, kind: str, group_id: str = "") -> None:
        add_entry(self, words, lambda: self.wanted.emit(kind, group_id))
