"""Fonts of the computer's, of every kind there is: what can be drawn is drawn, what cannot is passed over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from facilitatore.door.paper import system_fonts
from facilitatore.door.paper.drawing import Paper, PlacedText
from facilitatore.door.paper.fonts import Face, Fonts
from facilitatore.door.paper.pdf import draw
from facilitatore.door.paper.text import Line, set_line, tidy
from tests.door.paper.tiny_fonts import collection, tiny_font

HAN, KANA, HANGUL = "王秀英", "さくら", "민준"
SCRIPTS = {
    "chinese": "王秀英", "japanese": "さくら", "korean": "김민준", "bengali": "শ্রাবন্তী", "punjabi": "ਗੁਰਪ੍ਰੀਤ",
    "tamil": "தமிழ்ச்செல்வி", "sinhala": "ශ්‍රී", "amharic": "አበበ", "armenian": "Արմեն",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only font folder of the computer; empty."""
    monkeypatch.setattr(system_fonts, "folders", lambda: [tmp_path])
    return tmp_path


def drawn(*lines: Line) -> bytes:
    """Return a PDF of `lines`, each at 24 pt."""
    texts = tuple(PlacedText(line, 20, 20 + 15 * row, 24, "#000000") for row, line in enumerate(lines))
    return draw(Paper("Prova", (210, 297), (texts,)))


def text_of(pdf: bytes) -> str:
    """Return the text of the first page."""
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


def ink_mm(pdf: bytes) -> tuple[float, ...]:
    """Return the box that is black on the first page."""
    dpi = 254
    grey = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72, grayscale=True).to_pil()
    return tuple(side / 10 for side in grey.point(lambda value: 255 - value).getbbox())


@pytest.mark.parametrize("postscript", [False, True])
def test_outlines_of_both_kinds_are_drawn_and_read(folder: Path, *, postscript: bool) -> None:
    """TrueType or PostScript, a font's letters come out where they belong, and are text."""
    tiny_font(HAN, postscript=postscript).save(folder / "TinyCJK-Bold.otf")
    pdf = drawn(set_line(HAN, Fonts()))
    em = 24 * 25.4 / 72 / 1000
    assert text_of(pdf) == HAN
    assert ink_mm(pdf) == pytest.approx((20 + 50 * em, 20 - 700 * em, 20 + 2050 * em, 20), abs=0.2)


def test_many_drawn_glyphs_are_still_the_right_ones(folder: Path) -> None:
    """A type 3 font has room for 256 glyphs: 600 letters take three, in one line even."""
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
    tiny_font(letters, postscript=True).save(folder / "TinyCJK-Bold.otf")
    fonts = Fonts()
    pdf = drawn(*(set_line(letters[start : start + 60], fonts) for start in range(0, 600, 60)))
    assert "".join(text_of(pdf).split()) == letters
    assert pdf.count(b"/Type3") == 3


@pytest.mark.parametrize(("name", "family"), [("王", "CJK SC"), ("王さ", "CJK JP"), ("王민", "CJK KR")])
def test_chinese_characters_look_as_where_the_name_is_from(folder: Path, name: str, family: str) -> None:
    """Of a collection's faces the Chinese one is used, but beside kana the Japanese, beside hangul the Korean."""
    fonts = [tiny_font("王さ민", family=f"Tiny CJK {region}") for region in ("JP", "KR", "SC", "TC")]
    collection(folder / "TinyCJK.ttc", *fonts)
    assert {run.face.name for run in set_line(name, Fonts()).runs} == {f"Tiny {family} Bold"}


def test_a_collections_bold_face_is_preferred(folder: Path) -> None:
    """Where a file holds several weights, names are bold."""
    collection(folder / "Tiny.ttc", *(tiny_font("王", style=style) for style in ("Light", "Regular", "Bold", "Italic")))
    assert set_line("王", Fonts()).runs[0].face.name == "Tiny Bold"


def spoilt(table: str) -> Callable[[Path], None]:
    """Return what adds to a font a table that pictures in colour are in."""

    def save(path: Path) -> None:
        from fontTools.ttLib.tables.DefaultTable import DefaultTable

        font = tiny_font("王")
        font[table] = DefaultTable(table)
        font[table].data = b"\0" * 8
        font.save(path)

    return save


def restricted(path: Path) -> None:
    """Write a font whose maker forbids to embed it."""
    font = tiny_font("王")
    font["OS/2"].fsType = 2
    font.save(path)


def cut(path: Path) -> None:
    """Write the first half of a font."""
    tiny_font("王").save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scrambled(path: Path) -> None:
    """Write a font whose outlines are noise."""
    tiny_font("王").save(path)
    data = bytearray(path.read_bytes())
    entry = data.index(b"glyf")
    start = int.from_bytes(data[entry + 8 : entry + 12], "big")
    data[start:] = b"\xff" * (len(data) - start)
    path.write_bytes(data)


UNUSABLE: dict[str, Callable[[Path], object]] = {
    "pictures of Google's": spoilt("CBDT"),
    "pictures of Apple's": spoilt("sbix"),
    "a letter without ink": lambda path: tiny_font("王", ink=False).save(path),
    "an embedding that is forbidden": restricted,
    "half a file": cut,
    "noise for outlines": scrambled,
    "no font": lambda path: path.write_bytes(b"no font"),
    "nothing": lambda path: path.write_bytes(b""),
    "a collection that lies": lambda path: path.write_bytes(b"ttcf\0\1\0\0\xff\xff\xff\xff" + b"\0" * 64),
    "a folder": Path.mkdir,
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_what_cannot_be_drawn_is_passed_over(folder: Path, kind: str) -> None:
    """Pictures in colour, damaged and forbidden fonts stop nothing: the next font is used, or the letter is told."""
    UNUSABLE[kind](folder / "NotoSansCJK-Bold.ttf")
    assert set_line("王", Fonts()).missing == ("王",)
    tiny_font("王").save(folder / "Zz.ttf")
    line = set_line("王", Fonts())
    assert line.missing == ()
    assert text_of(drawn(line)) == "王"


def test_two_fonts_of_one_name_do_not_mix(folder: Path) -> None:
    """Two files may call themselves alike; each letter keeps its own drawing and its own text."""
    tiny_font("王", bar=600).save(folder / "A-Bold.ttf")
    tiny_font("秀", bar=200).save(folder / "B-Bold.ttf")
    line = set_line("王秀", Fonts())
    pdf = drawn(line)
    assert len({run.face.path for run in line.runs}) == 2
    assert text_of(pdf) == "王秀"
    assert pdf.count(b"/FontFile2") == 2


def test_a_great_many_fonts_are_each_opened_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a designer's folder of 3,000 fonts a list of letters that nobody draws opens each file once, not per letter."""
    data = tiny_font("a")
    data.save(folder / "first.ttf")
    for index in range(300):
        (folder / f"{index}.ttf").write_bytes((folder / "first.ttf").read_bytes())
    opened: list[Path] = []
    counted = system_fonts.count_faces
    monkeypatch.setattr(system_fonts, "count_faces", lambda path: opened.append(path) or counted(path))
    fonts = Fonts()
    assert set_line("王秀英 王秀英", fonts).missing == ("王", "秀", "英")
    assert len(opened) == len(set(opened)) == 301


@pytest.mark.parametrize("script", SCRIPTS)
def test_names_of_the_world_are_drawn_and_read(script: str) -> None:
    """With the fonts this computer has, a name in each script has all its letters; where it has none, that is told."""
    line = set_line(tidy(SCRIPTS[script]), Fonts())
    if line.missing:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse(f"no font for {script} here")
    assert text_of(drawn(line)) == tidy(SCRIPTS[script])


def test_a_face_says_what_it_is() -> None:
    """The bundled font is FiraGO, in bold, with outlines that may be embedded."""
    face = Face(Fonts().faces[0].path)
    assert (face.name, face.drawable(), face.variable) == ("FiraGO Bold", True, False)
