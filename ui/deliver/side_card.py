"""One of the values that two people wrote: who, when, the words, and the button that keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.deliver.thing_words import side_time, side_title, value_words
from ui.plain import set_description
from ui.translations import tr
from ui.widgets import Card, QuietButton, TextLabel

if TYPE_CHECKING:
    from facilitatore.deliver.deciding import Side
    from facilitatore.prepare.model import Group

_MOST_KEYS: Final = 9


class SideCard(Card):
    """A value beside the others; `keep_button` is pressed by the figure it shows."""

    def __init__(
        self, place: int, field: str, side: Side, groups: Sequence[Group], parent: QWidget | None = None
    ) -> None:
        """`place` counts from 0: the oldest value is the first."""
        super().__init__(parent=parent)
        self.body.setContentsMargins(12, 9, 12, 12)
        self.body.setSpacing(3)
        self.who = TextLabel(side_title(side, groups), "strong")
        self.when = TextLabel(side_time(side), "small")
        self.words = TextLabel(value_words(field, side.value, groups))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.keep_button = QuietButton(_keep_words(place), str(place + 1) if place < _MOST_KEYS else "")
        set_description(self.keep_button, f"{self.who.text()}: {self.words.text()}")
        self.body.addWidget(self.who)
        self.body.addWidget(self.when)
        self.body.addSpacing(4)
        self.body.addWidget(self.words, 1)
        self.body.addSpacing(6)
        self.body.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.when.setVisible(bool(self.when.text()))


def _keep_words(place: int) -> str:
    words = (tr("Tieni la prima"), tr("Tieni la seconda"), tr("Tieni la terza"))
    return words[place] if place < len(words) else tr("Tieni la {0}ª").format(place + 1)
