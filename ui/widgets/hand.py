"""A field with words in it that may not be on the disk yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit


class Hand(NamedTuple):
    """How to ask a field for the words that stand in it alone, and how to put such words back without taking the focus."""

    words: Callable[[], str]
    put_back: Callable[[str], object]


def hand_of_new(line: QLineEdit) -> Hand:
    """Return the hand of a line for something new, whose words are nowhere else until Enter."""
    return Hand(lambda: line.text().strip(), line.setText)
