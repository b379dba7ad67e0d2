"""Promises of the number of a paper note."""

from __future__ import annotations

import pytest

from ui.capture.paper_number import entry_text, missing_numbers, shown_number, split_number


@pytest.mark.parametrize(
    ("typed", "number", "text"),
    [
        ("B2-039 Un taxi la notte", "B2-039", "Un taxi la notte"),
        ("b2-039   Un taxi", "B2-039", "Un taxi"),
        ("#A-04 Sedersi", "A-04", "Sedersi"),
        ("#12 Più panchine", "12", "Più panchine"),
        ("24 ore su 24", None, "24 ore su 24"),
        ("COVID-19 ha lasciato soli gli anziani", None, "COVID-19 ha lasciato soli gli anziani"),
        ("#iorestoacasa non basta", None, "#iorestoacasa non basta"),
        ("#12", None, "#12"),
        ("B2-039", None, "B2-039"),
        ("  perché no?  ", None, "perché no?"),
    ],
)
def test_only_a_marked_number_is_a_papers(typed: str, number: str | None, text: str) -> None:
    """A number with # or a letter and a hyphen is the paper's; figures that belong to the words stay words."""
    assert split_number(typed) == (number, text)


@pytest.mark.parametrize(("number", "text"), [("12", "Un taxi"), ("B2-039", "Un taxi"), (None, "Un taxi")])
def test_a_note_comes_back_from_the_field_as_it_went_in(number: str | None, text: str) -> None:
    """What the field shows for a note is read again as the same number and the same words."""
    assert split_number(entry_text(number, text)) == (number, text)


def test_a_number_that_could_not_be_read_again_stays_out_of_the_field() -> None:
    """A number from a list that follows another rule is not typed into the words."""
    assert entry_text("foglio blu", "Un taxi") == "Un taxi"


def test_bare_numbers_are_shown_with_a_sign() -> None:
    """People see #12, and B2-039 as it is written on the paper."""
    assert [shown_number("12"), shown_number("B2-039"), shown_number(None)] == ["#12", "B2-039", ""]


def test_papers_missing_in_a_series_are_named() -> None:
    """Between A-01 and A-04 the one that was not copied is named; other series do not mix with it."""
    assert missing_numbers(["A-01", "A-02", "A-04", "B-07", "12", "14", None]) == ["#13", "A-03"]


def test_a_series_full_of_holes_is_not_a_list_to_look_for() -> None:
    """Two notes numbered 1 and 100 do not make 98 papers missing."""
    assert missing_numbers(["1", "100"]) == []
