"""Promises of the names that wait: what would be wrong with them on paper is said before they are printed."""

from __future__ import annotations

from tests.ui.door.paper.card_rig import Corner
from ui.settings import change_settings

NO_FONT = "\U0001e290\U0001e291"
LONG = "Wolfeschlegelsteinhausenbergerdorff"


def test_undrawable_is_said_before(corner: Corner) -> None:
    """A name that no font can write is said while it waits, whoever is chosen."""
    corner.welcome("Khadija", NO_FONT)
    assert corner.card.batch.isVisible()
    assert f"«{NO_FONT}»" in corner.card.batch.text()
    assert corner.printed == []


def test_small_is_said_before(corner: Corner) -> None:
    """A name that comes out very small is said while it waits."""
    corner.welcome("Khadija", LONG)
    assert f"molto piccolo «{LONG}»" in corner.card.batch.text()


def test_nothing_wrong(corner: Corner) -> None:
    """Of names that are well on paper nothing is said."""
    corner.welcome("Khadija", "محمد", "Giambattista Emanuele")
    assert not corner.card.batch.isVisible()


def test_other_labels(corner: Corner) -> None:
    """On labels where the name has room, nothing is said any more."""
    corner.welcome(LONG)
    change_settings(badge_stock="DK-11202")
    corner.run.show_waiting()
    assert not corner.card.batch.isVisible()


def test_said_no_more(corner: Corner) -> None:
    """Once printed, nothing is said of the names that are out."""
    corner.welcome(LONG)
    corner.run.print_waiting()
    corner.settle()
    assert not corner.card.batch.isVisible()


def test_not_said_twice(corner: Corner) -> None:
    """What is said of who is chosen is not said again of the batch."""
    corner.welcome(LONG)
    corner.run.show_typed(LONG)
    assert (corner.card.trouble.isVisible(), corner.card.batch.isVisible()) == (True, False)


def test_many_names(corner: Corner) -> None:
    """Of many names the first few are said, and how many more there are."""
    corner.welcome(*(chr(0x1E290 + number) * 2 for number in range(30)))
    assert "e altri 26" in corner.card.batch.text()
