"""Letters that fonts can draw."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from facilitatore.deliver.drawable import (
    BLANK,
    FontCoverage,
    FontFace,
    bare,
    drawable,
    families_for,
    without_foreign_marks,
)
from facilitatore.resources import resource_path
from tests.door.paper.tiny_fonts import collection, tiny_font

LATIN = FontCoverage(frozenset(map(ord, "abc è")))


def test_square_for_the_unknown() -> None:
    """A letter without a glyph becomes a square; a joiner or a mark without one goes; the form of the data stays."""
    data = {"a": ["a中b", {"b": "c\u200d\ufe0f\u0348"}], "n": 3, "none": None}
    assert drawable(data, LATIN) == {"a": [f"a{BLANK}b", {"b": "c"}], "n": 3, "none": None}


@pytest.mark.parametrize("sign", [*"\u0348\u20dd\u200d\ufe0f\u2028\u2029\U000e0100"], ids=ascii)
def test_what_has_no_shape_of_its_own_leaves_none(sign: str) -> None:
    """Marks, frames, joiners, variants, separators: no square stands for them, and bare text has none."""
    assert drawable(f"a{sign}b", LATIN) == "ab"
    assert bare(f"a{sign}b", LATIN.joined(FontCoverage(frozenset({ord(sign)})))) == "ab"


def test_foreign_marks() -> None:
    """A mark that the own font lacks goes from its letters, and stays on those of other fonts."""
    assert without_foreign_marks("a\ufe0f\u20e3 \u0915\u093f b\u0348", [LATIN]) == "a \u0915\u093f b"


def test_bare_drops_marks() -> None:
    """Bare text has no mark that would have to be composed."""
    assert bare("a\u0301b", LATIN.joined(FontCoverage(frozenset({0x301})))) == "ab"


def test_missing() -> None:
    """What is missing is found in texts at any depth; line ends are no letters."""
    assert LATIN.missing(["a\n", {"x": ("中",)}, 4]) == frozenset({ord("中")})


def test_bundled_font() -> None:
    """The bundled font covers the languages people bring along, and no private letter."""
    coverage = FontCoverage(FontFace("FiraGO", str(resource_path("fonts", "FiraGO-Regular.ttf"))).codes())
    assert not coverage.missing("àèéìòù ÀÈ «» … · € ş ț ł ž ї شكرا תודה धन्यवाद ขอบคุณ მადლობა Việt ευχαριστώ")
    assert not any(0xE000 <= code <= 0xF8FF for code in coverage.codes)


def test_broken_font(tmp_path: Path) -> None:
    """A file that is no font covers nothing, and is no error."""
    broken = tmp_path / "x.ttf"
    broken.write_bytes(b"ttcf\0\0")
    assert not FontFace("x", str(broken)).codes()
    assert not FontFace("x", str(tmp_path / "none.ttf")).codes()


def test_line_ends_and_squares_stay() -> None:
    """They are no letters that a font would have to draw."""
    assert drawable(f"a\n{BLANK}", LATIN) == f"a\n{BLANK}"
    assert not LATIN.missing(f"a\n{BLANK}")


def test_a_joiner_parts_no_mark_from_its_letter() -> None:
    """The mark upon it is foreign all the same; one that the font has stays."""
    own = LATIN.joined(FontCoverage(frozenset({0x301})))
    assert without_foreign_marks(["a\u200d\u0348", "a\u0301\u0348b"], [own]) == ["a\u200d", "a\u0301b"]


def test_one_font_has_a_letter_and_all_its_marks() -> None:
    """Two bundled fonts that share them out would each leave one undrawn; the first mark that is kept decides."""
    frames = FontCoverage(frozenset(map(ord, "1\u20e3")))
    accents = FontCoverage(frozenset(map(ord, "1\u0301")))
    assert without_foreign_marks("1\u20e3 1\u0301 1\u0301\u20e3", [accents, frames]) == "1\u20e3 1\u0301 1\u0301"


def test_every_face_of_a_collection_counts(tmp_path: Path) -> None:
    """A file may hold several fonts."""
    path = tmp_path / "x.ttc"
    collection(path, tiny_font("ab"), tiny_font("c"))
    assert [FontFace("x", str(path), index).codes() for index in (0, 1)] == [set(map(ord, "ab")), {ord("c")}]


@pytest.mark.parametrize("table", ["CBDT", "sbix", "COLR", "SVG "])
def test_a_font_in_colour_draws_nothing(table: str, tmp_path: Path) -> None:
    """Its letters would become pictures."""
    font = tiny_font("ab")
    font[table] = DefaultTable(table)
    font[table].data = b"\0\0\0\0"
    font.save(tmp_path / "x.ttf")
    assert FontFace("x", str(tmp_path / "x.ttf")).codes() == frozenset()


def test_families_add_up_to_the_wanted_letters(tmp_path: Path) -> None:
    """Each family is told with what it adds; no more fonts are read than needed: a laptop may have a thousand."""
    for name, letters in (("a", "ab\ue000"), ("b", "abc"), ("c", "d")):
        tiny_font(letters).save(tmp_path / f"{name}.ttf")
    faces = [FontFace(name, str(tmp_path / f"{name}.ttf")) for name in "cba"]
    found = families_for(frozenset(map(ord, "ac\ue000")), faces)
    assert {name: set(map(chr, coverage.codes)) for name, coverage in found.items()} == {
        "a": {"a"},
        "b": {"c"},
    }
    assert list(families_for(frozenset(map(ord, "a")), [*faces, FontFace("b", "nessuno.ttf")])) == ["a"]
