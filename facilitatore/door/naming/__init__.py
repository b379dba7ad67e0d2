"""How what is written can be read as a first name and a family name, and whether anything is left to ask.

A name is certain, or it is a question: two columns whose words do not contradict them, or one column whose order the words
confirm and whose cut is not in doubt, are certain. Everything else is asked, of the list or of the person at the desk.
"""

from __future__ import annotations

from facilitatore.door.naming.cells import read_cells, read_typed
from facilitatore.door.naming.full import read_full
from facilitatore.door.naming.order import Order, is_turned_round, order_of
from facilitatore.door.naming.reading import Choice, Reading
from facilitatore.door.naming.words import wearable

__all__ = [
    "Choice",
    "Order",
    "Reading",
    "is_turned_round",
    "order_of",
    "read_cells",
    "read_full",
    "read_typed",
    "wearable",
]
