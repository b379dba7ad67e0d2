"""Texts as they are shown: no letter carries marks without end, what is too long is cut and says so."""

from __future__ import annotations

from facilitatore.showing import MOST_MARKS, few_marks, shown

MARK = "\u0301"


def test_a_letter_keeps_as_many_marks_as_any_script_needs_and_no_more() -> None:
    """The eighth stays, the ninth goes, and the next letter begins anew."""
    full = MARK * MOST_MARKS
    assert few_marks(f"a{full}b{full}") == f"a{full}b{full}"
    assert few_marks(f"a{full}{MARK}b{full}{MARK}{MARK}c") == f"a{full}b{full}c"
    assert few_marks(f"\u00e9{full}\u4e16{full}") == f"\u00e9{full}\u4e16{full}"


def test_a_joiner_between_marks_starts_no_new_letter() -> None:
    """Else marks without end could be put upon one letter after all; the joiner itself stays."""
    half = MARK * (MOST_MARKS // 2)
    assert few_marks(f"a{half}\u200d{half}{MARK * 5}b") == f"a{half}\u200d{half}b"
    assert few_marks(f"a{half}{half}{MARK}\u200db") == f"a{half}{half}\u200db"


def test_another_sign_between_marks_carries_its_own() -> None:
    """A letter beyond ASCII inside a long run of marks is a letter like any other."""
    full = MARK * MOST_MARKS
    assert few_marks(f"a{full}{MARK}\u00e9{full}{MARK}") == f"a{full}\u00e9{full}"


def test_a_text_that_is_not_too_long_is_shown_whole() -> None:
    """One of exactly the length that is shown is not cut, and its marks are few."""
    assert shown("abc", 3) == "abc"
    assert shown(f"a{MARK * 20}", 30) == f"a{MARK * MOST_MARKS}"


def test_a_text_that_is_too_long_is_cut_and_says_how_long_it_is() -> None:
    """No blank before the dots, few marks in what is left."""
    assert shown("ab cde", 3) == "ab… (testo tagliato: 6 lettere)"
    long = shown(f"a{MARK * 20}{'x' * 1000}", 30)
    assert long == f"a{MARK * MOST_MARKS}{'x' * 9}… (testo tagliato: 1.021 lettere)"
