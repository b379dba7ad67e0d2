"""The sheet that carries the key of the percorso to a second laptop."""

from __future__ import annotations

from collections.abc import Callable

from facilitatore.door.handouts.key_sheet import key_sheet
from facilitatore.door.handouts.writer import Writer
from facilitatore.door.paper.drawing import Paper
from facilitatore.prepare.model import Evening

KEY = "K7QX 2MPA 9RTC EVHS 46UB WXQ2 LRKM 3TYN"


def test_the_key_is_on_one_sheet_with_whose_it_is(
    soiree: Evening, writer: Writer, texts_of: Callable[[Paper], list[list[str]]]
) -> None:
    """Every group of letters, in order, and that the sheet is to be destroyed."""
    (page,) = texts_of(key_sheet(soiree, KEY, writer=writer))
    words = " ".join(page)
    assert KEY in words
    assert "distruggi questo foglio" in words
    assert soiree.process in page


def test_all_letters_stand_on_the_sheet(soiree: Evening, writer: Writer, check_ink: Callable[[Paper], None]) -> None:
    """Nothing reaches over a margin or lies on something else, and no letter is missing."""
    paper = key_sheet(soiree, KEY, writer=writer)
    assert not paper.missing
    check_ink(paper)
