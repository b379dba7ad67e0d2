"""Names set in glyphs, with the bundled font alone so that every computer sets them alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door.paper import system_fonts
from facilitatore.door.paper.bidi import embedding_levels, visual_order
from facilitatore.door.paper.fonts import Face, Fonts
from facilitatore.door.paper.text import Line, clusters, set_line, tidy


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    """FiraGO only."""
    return Fonts(system=False)


def shown(line: Line) -> str:
    """Return the letters of `line` in the order they are seen, left to right."""
    return "".join(text for run in line.runs for *_, text in run.glyphs)


@pytest.mark.parametrize(
    "name", ["Anna", "José", "محمد", "Анна", "Đorđe", "Nguyễn Thị", "Ελένη", "שרה", "प्रियंका", "გიორგი"]
)
def test_the_bundled_font_draws_the_usual_scripts(name: str, fonts: Fonts) -> None:
    """Latin, Arabic, Cyrillic, Vietnamese, Greek, Hebrew, Devanagari and Georgian need no font of the computer's."""
    assert set_line(tidy(name), fonts).missing == ()


def test_a_letter_no_font_has_is_told(fonts: Fonts) -> None:
    """Letters without a drawing are named, once each, never dropped in silence."""
    assert set_line("A王B王明", fonts).missing == ("王", "明")


def test_private_characters_are_never_drawn() -> None:
    """An icon font of the computer's is no reason to print a drawing for a letter that means nothing."""
    assert set_line("A\ue000", Fonts()).missing == ("\ue000",)


def test_marks_are_composed() -> None:
    """A name typed with loose accents is the same name."""
    assert tidy("Jose\u0301") == "José"


def test_a_name_has_one_line_and_no_control_characters() -> None:
    """Line ends and tabs of a spreadsheet become spaces; other control characters vanish."""
    assert tidy("  Anna\r\n\tMaria\x07 ") == "Anna Maria"


@pytest.mark.parametrize("name", ["\u202eannA", "\u2067Anna\u2069", "\ufeffAnna"])
def test_no_hidden_order_turns_a_name_round(name: str, fonts: Fonts) -> None:
    """A forced direction or a byte order mark in a list neither stops the printing nor changes the letters' order."""
    assert shown(set_line(tidy(name), fonts)).strip("\ufeff").casefold() == "anna"


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u200d\u200e", "\x00"])
def test_what_cannot_be_seen_is_nothing(name: str) -> None:
    """A name of invisible characters is empty."""
    assert not tidy(name)


def test_right_to_left_is_seen_from_the_right(fonts: Fonts) -> None:
    """The last letter of an Arabic name is the leftmost."""
    assert shown(set_line("محمد", fonts)) == "دمحم"


def test_two_directions_keep_their_places(fonts: Fonts) -> None:
    """Brackets and figures around an Arabic name stay where an Italian reader looks for them."""
    assert shown(set_line("Marco (ماركو) 12", fonts)) == "Marco (وكرام) 12"


def test_an_arabic_name_may_hold_a_latin_one(fonts: Fonts) -> None:
    """In a line from right to left the Latin name still reads from the left."""
    assert shown(set_line("محمد Anna", fonts)) == "Anna دمحم"


def test_arabic_letters_join(fonts: Fonts) -> None:
    """The letters take their joined forms, not those they have alone."""
    run = set_line("محمد", fonts).runs[0]
    assert all(run.face.glyph(text) != gid for gid, *_, text in run.glyphs[1:])


def test_a_ligature_still_spells_its_letters(fonts: Fonts) -> None:
    """What stands for two letters is known to do so."""
    line = set_line("Sofia", fonts)
    assert shown(line) == "Sofia"
    assert not line.plain


def test_a_name_broken_in_two_keeps_its_direction(fonts: Fonts) -> None:
    """The second line of a name that begins at the left begins at the left too."""
    assert shown(set_line("(ماركو) 12", fonts, whole="Marco (ماركو) 12")) == "(وكرام) 12"


def test_what_stands_around_letters_is_told_by_the_levels() -> None:
    """In a line from right to left the Latin name has a level of its own, and its brackets go with it."""
    assert embedding_levels("שרה Anna (1)", base=1) == [1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]


def test_only_what_is_missing_changes_font() -> None:
    """After a drawing of another font, letters are ours again."""
    line = set_line("😀 Anna", Fonts())
    assert line.runs[-1].face.path.name == "FiraGO-Bold.ttf"


def test_a_mark_without_a_letter_is_drawn(fonts: Fonts) -> None:
    """A lone accent stands on a dotted circle; it is not lost and stops nothing."""
    line = set_line(tidy("\u0301"), fonts)
    assert line.missing == ()
    assert line.right > line.left


@pytest.mark.parametrize(
    "name", ["An\x00na", "\x1b[31mAnna", "A\x7fnna", "Anna\x85", "\u2028Anna\u2029", "A\u202enna\u202c"]
)
def test_letters_that_command_are_not_printed(name: str, fonts: Fonts) -> None:
    """NUL, escape, line separators and orders to turn round leave the letters that are read."""
    line = set_line(tidy(name), fonts)
    assert line.missing == ()
    assert shown(line).endswith("nna")


@pytest.mark.parametrize("name", ["👩\u200d👩\u200d👧\u200d👦", "🏳️\u200d🌈", "\U0010ffff", "\ud800", "\ufffe"])
def test_what_nobody_can_draw_is_told_whole(name: str, fonts: Fonts) -> None:
    """A family of emoji is one sign that is missing; what is no letter at all is missing too."""
    assert set_line(tidy(name), fonts).missing == (tidy(name),)


@given(st.text(max_size=40))
def test_no_text_stops_the_setting_of_a_line(fonts: Fonts, text: str) -> None:
    """Whatever is in a cell of a list, it is set: every glyph once, in some order, and what is missing is told."""
    line = set_line(tidy(text), fonts)
    assert sorted("".join(letters for run in line.runs for *_, letters in run.glyphs)) == sorted(tidy(text))


def test_sixty_letters_without_a_space_are_one_line(fonts: Fonts) -> None:
    """However long a word, all of it is there."""
    assert shown(set_line("Wolfeschlegelstein" * 4, fonts)) == "Wolfeschlegelstein" * 4


def test_levels_of_plain_names_are_zero() -> None:
    """A name from left to right needs no algorithm."""
    assert embedding_levels("Anna") == [0, 0, 0, 0]


def test_runs_are_reversed_level_by_level() -> None:
    """Rule L2: what is odd turns round, what is even in it turns back."""
    assert visual_order([0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4]


@pytest.mark.parametrize(("text", "count"), [("é", 1), ("e\u0301", 1), ("👩\u200d🏫", 1), ("🇮🇹🇫🇷", 2), ("👋🏽", 1)])
def test_a_letter_keeps_its_marks(text: str, count: int) -> None:
    """Marks, joiners, flags and skin tones are not parted from what they belong to."""
    assert len(clusters(text)) == count


def test_the_computers_fonts_are_asked_only_for_missing_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary list never walks through the font folders."""
    monkeypatch.setattr(system_fonts, "folders", lambda: pytest.fail("walked"))
    assert set_line("Anna", Fonts()).missing == ()


def test_a_damaged_font_of_the_computer_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font file with rubbish in it, or none at all, stops nothing."""
    (tmp_path / "NotoSansCJK-Bold.ttf").write_bytes(b"no font")
    (tmp_path / "empty-cjk.ttf").write_bytes(b"")
    (tmp_path / "readme.txt").write_text("x")
    monkeypatch.setattr(system_fonts, "folders", lambda: [tmp_path, tmp_path / "absent"])
    assert set_line("王", Fonts()).missing == ("王",)


def test_the_computers_font_is_used_where_ours_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter the first font lacks is drawn with one of the computer's, the rest with ours."""
    ours = Fonts(system=False).faces[0].path
    (tmp_path / "Any-Bold.ttf").write_bytes(ours.read_bytes())
    monkeypatch.setattr(system_fonts, "folders", lambda: [tmp_path])
    line = set_line("Anna", Fonts(bundled=()))
    assert [run.face.path.name for run in line.runs] == ["Any-Bold.ttf"]


def test_only_fonts_a_pdf_may_carry_are_used() -> None:
    """The bundled font has TrueType outlines and an open licence."""
    assert Face(Fonts().faces[0].path).drawable()
