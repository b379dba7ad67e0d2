"""Names made readable, compared, and told apart into first and family name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door.names import (
    clean_name,
    letters_lost,
    looks_odd,
    name_key,
    readable,
    without_title,
    wrong_codec_undone,
)
from facilitatore.door.splitting import SplitName, column_order, split_name, split_people


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("MARIA GRAZIA DE LUCA", "Maria Grazia De Luca"),
        ("dall'olio", "Dall'Olio"),
        ("D\u2019ANGELO", "D\u2019Angelo"),
        ("LO BIANCO", "Lo Bianco"),
        ("EL AMRANI", "El Amrani"),
        ("degli esposti", "Degli Esposti"),
        ("ANNA-MARIA", "Anna-Maria"),
        ("M. GRAZIA", "M. Grazia"),
        ("NICOLO'", "Nicolo'"),
        ("MAR'YANA", "Mar'yana"),
        ("İPEK", "İpek"),
        ("ROSSI (BIANCHI)", "Rossi (Bianchi)"),
        ("KOVAL?UK", "Koval?uk"),
        ("BA", "Ba"),
        ("ștefania", "Ștefania"),
        ("ОЛЕНА", "Олена"),
    ],
)
def test_capitals_become_readable(written: str, shown: str) -> None:
    """Names all in capitals or all in small letters get a capital per word, and after an elided article."""
    assert readable(written) == shown


@pytest.mark.parametrize(
    "name", ["McDonald", "van der Berg", "D'angelo", "DiMaggio", "王秀英", "فاطمة", "NICOLÃ²", "=CMD|X"]
)
def test_mixed_case_stays(name: str) -> None:
    """What somebody wrote with care, what has no capitals and what is broken is left as it is."""
    assert readable(name) == name


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("  Anna \t Maria\n", "Anna Maria"),
        ("Nicolo\u0300", "Nicolò"),
        ("\u202eanna\u202c\u200f", "anna"),
        ("An\x00na\x1b[31m", "Anna[31m"),
        ("Anna\u00a0Rossi\u200b\ufeff", "Anna Rossi"),
        ("<b>Anna</b>", "<b>Anna</b>"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("Mar\u00adta", "Marta"),
    ],
)
def test_cleaning(written: str, clean: str) -> None:
    """Control, bidi and invisible characters go, spaces collapse, letters are NFC; markup and formulas stay text."""
    assert clean_name(written) == clean


@given(st.text(max_size=80))
def test_cleaning_twice_is_once(text: str) -> None:
    """A clean name is clean, and its readable form is readable."""
    assert clean_name(clean_name(text)) == clean_name(text)
    assert readable(readable(text)) == readable(text)


@given(st.text(max_size=80), st.sampled_from([True, False, None]))
def test_splitting_never_fails_nor_hides(text: str, family_first: bool | None) -> None:
    """Whatever is written, splitting gives two texts, and one of them at least says something if the name does."""
    split = split_name(text, family_first)
    assert bool(split.first or split.family) == bool(without_title(clean_name(text)))


@pytest.mark.parametrize(
    "name", ["Koval?uk", "?tefania", "Tr?n", "NicolÃ²", "NICOLÃ²", "PÃ©rez", "Bond\ufffd", "Dâ€™Angelo"]
)
def test_lost_letters_are_told(name: str) -> None:
    """A question mark inside a name and the signs of a wrong codec are told."""
    assert letters_lost(name)


@pytest.mark.parametrize(
    ("name", "undone"),
    [
        ("NICOLÃ²", "NICOLÒ"),
        ("NicolÃ² D’Angelo", "Nicolò D’Angelo"),
        ("PÃ©rez", "Pérez"),
        ("Tráº§n", "Trần"),
        ("Ã\x88lodie", "Èlodie"),
        ("Dâ€™Angelo", "D’Angelo"),
        ("Koval?uk", None),
        ("Bond\ufffd", None),
        ("João", None),
        ("Anna", None),
        ("Ã² Koval?uk", None),
    ],
)
def test_a_wrong_codec_is_undone_where_it_can_be(name: str, undone: str | None) -> None:
    """Exactly, or not at all: letters that were lost are never made up."""
    assert wrong_codec_undone(name) == undone


@given(st.text(max_size=40))
def test_undoing_invents_nothing(text: str) -> None:
    """What is undone is what the wrong codec would have made of it."""
    undone = wrong_codec_undone(clean_name(text))
    assert undone is None or not letters_lost(undone)


@pytest.mark.parametrize("name", ["João", "JOÃO", "Âgela", "Chloë", "Anna", "Nicolò", "Muñoz", "Åse", "Trần"])
def test_foreign_letters_are_not_lost(name: str) -> None:
    """Letters of other languages are no damage."""
    assert not letters_lost(name)


@pytest.mark.parametrize(
    "name", ["<b>Anna</b>", "=cmd|'x'", "@SUM(A1)", "Anna 2", "http://x.it", "a" * 61, "---", "+39"]
)
def test_odd_names_are_told(name: str) -> None:
    """Markup, formulas, figures and endless texts are told."""
    assert looks_odd(name)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Nicolò", "D'Angelo"), ("NICOLO'", "D\u2019ANGELO")),
        (("Anna Maria", "Rossi"), ("annamaria", "ROSSI ")),
        (("Đorđe", "Kovačević"), ("Dorde", "Kovacevic")),
        (("Gian Paolo", "Dall'Olio"), ("Gianpaolo", "Dall Olio")),
    ],
)
def test_one_key(one: tuple[str, str], two: tuple[str, str]) -> None:
    """Case, accents, apostrophes and spaces do not make another name."""
    assert name_key(*one) == name_key(*two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Anna", "Rossi"), ("Annarossi", "")),
        (("Nicolò", "Bo"), ("Niccolò", "Bo")),
        (("秀英", "王"), ("小明", "王")),
        (("♥", ""), ("★", "")),
    ],
)
def test_other_keys(one: tuple[str, str], two: tuple[str, str]) -> None:
    """Different names keep different keys, whatever the alphabet, and so does a different split."""
    assert name_key(*one) != name_key(*two)


@pytest.mark.parametrize(
    ("full", "family_first", "first", "family"),
    [
        ("MARIA GRAZIA DE LUCA", False, "Maria Grazia", "De Luca"),
        ("DE LUCA MARIA GRAZIA", True, "Maria Grazia", "De Luca"),
        ("Lo Bianco Anna", False, "Anna", "Lo Bianco"),
        ("gian paolo dall'olio  ", False, "Gian Paolo", "Dall'Olio"),
        ("Ba Amadou", False, "Amadou", "Ba"),
        ("Ferrari Andrea", False, "Andrea", "Ferrari"),
        ("MALAGOLI BERTANI LUCA", True, "Luca", "Malagoli Bertani"),
        ("Luca Malagoli Bertani", False, "Luca", "Malagoli Bertani"),
        ("KHAN MUHAMMAD ALI", True, "Muhammad Ali", "Khan"),
        ("EL AMRANI FATIMA ZAHRA", True, "Fatima Zahra", "El Amrani"),
        ("Muñoz Pérez José", True, "José", "Muñoz Pérez"),
        ("ROSSI Anna Maria", False, "Anna Maria", "Rossi"),
        ("Rossi, Mario", None, "Mario", "Rossi"),
        ("Dott.ssa Paola Lo Monaco", None, "Paola", "Lo Monaco"),
        ("Suor Anna Rossi", None, "Suor Anna", "Rossi"),
        ("Rossi (Bianchi) Anna", None, "Anna", "Rossi (Bianchi)"),
        ("D' Angelo Luca", None, "Luca", "D' Angelo"),
        ("Amadou Lo", None, "Amadou", "Lo"),
        ("D ANGELO NICOLO", True, "Nicolo", "D Angelo"),
        ("NICOLO D ANGELO", None, "Nicolo", "D Angelo"),
        ("L ABBATE MARCO", True, "Marco", "L Abbate"),
        ("San Giorgio Marco", True, "Marco", "San Giorgio"),
        ("WANG XIUYING", True, "Xiuying", "Wang"),
        ("Zorbas Qwertz", True, "Qwertz", "Zorbas"),
    ],
)
def test_split(full: str, family_first: bool | None, first: str, family: str) -> None:
    """First names, particles, capitals, commas and the heading tell the first name from the family name."""
    assert split_name(full, family_first) == SplitName(first, family, True)


@pytest.mark.parametrize(
    ("full", "family_first"),
    [("Zorbas Qwertz", None), ("Bruno Martino", None), ("Qwertz Martino Zorbas", False), ("De Luca", None)],
)
def test_undecided_split_is_told(full: str, family_first: bool | None) -> None:
    """Where nothing decides, the split is marked as unsure and no word is lost."""
    split = split_name(full, family_first)
    assert not split.sure
    assert sorted(f"{split.first} {split.family}".split()) == sorted(full.split())


@pytest.mark.parametrize("full", ["A Rossi", "Rossi A.", "A. ROSSI", "ROSSI A"])
def test_an_initial_is_the_first_names(full: str) -> None:
    """A single letter beside a word stands for the first name, whatever the order, and is to be looked at."""
    for family_first in (True, False, None):
        split = split_name(full, family_first)
        assert (split.first.rstrip("."), split.family, split.sure) == ("A", "Rossi", False)


def test_mixed_column_makes_unknown_names_unsure() -> None:
    """In a column that keeps to no order, a name that nothing decides is unsure even under a heading."""
    order, steady = column_order(["Anna Rossi", "Ferrari Andrea", "Luca Bondì", "Benatti Giulia"])
    assert not steady
    assert not split_name("Zorbas Qwertz", order, steady=steady).sure


def test_steady_column_decides() -> None:
    """A column without an order in its heading follows what its known names say."""
    assert column_order(["Rossi Anna", "Ferrari Andrea", "Bondì Luca", "Zorbas Qwertz"]) == (True, True)


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("ROSSI ANNA e FERRARI ANDREA", ("ROSSI ANNA", "FERRARI ANDREA")),
        ("Anna Rossi / Luca Verdi", ("Anna Rossi", "Luca Verdi")),
        ("Rossi Anna, Ferrari Andrea", ("Rossi Anna", "Ferrari Andrea")),
        ("Anna e Marco Rossi", ("Rossi, Anna", "Marco Rossi")),
        ("Ortega e Gasset Maria", ("Ortega e Gasset Maria",)),
        ("De Luca, Maria Grazia", ("De Luca, Maria Grazia",)),
        ("Anna Rossi", ("Anna Rossi",)),
    ],
)
def test_several_people_in_a_cell(cell: str, people: tuple[str, ...]) -> None:
    """Two people in a cell are two, a double family name is one."""
    assert split_people(cell)[0] == people
