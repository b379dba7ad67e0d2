"""Lists without an end: a page shows the first rows, and says how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from PySide6.QtWidgets import QWidget

from facilitatore.italian import number
from ui.widgets.labels import TextLabel

MOST_ROWS: Final = 60
"""Rows that are made of one kind: no evening has so many, and each costs some milliseconds."""

T = TypeVar("T")


class HowMany(TextLabel):
    """The sentence under a list that is not shown whole; hidden where it is."""

    def __init__(self, sentence: str, most: int = MOST_ROWS, parent: QWidget | None = None) -> None:
        """`sentence` says in {0} how many there are, and in {1} how many are shown."""
        super().__init__(role="warning", parent=parent)
        self._sentence = sentence
        self._most = most
        self.setVisible(False)

    def first(self, things: Sequence[T]) -> Sequence[T]:
        """Return what is to be shown of `things`, and say whether there are more."""
        self.setText(self._sentence.format(number(len(things)), self._most))
        self.setVisible(len(things) > self._most)
        return things[: self._most]
