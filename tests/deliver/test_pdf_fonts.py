"""The fonts of the PDF: whole, of one colour, with the widths that a checker of PDF/A and PDF/UA compares."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont

from facilitatore.deliver import pdf
from facilitatore.deliver.drawable import BLANK
from facilitatore.deliver.pdf import pdf_bytes
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.synthesis.model import EveningSynthesis

LETTERS = f"Grazie 👍 ❤️ 1️⃣ 🇮🇹 👩\u200d👩\u200d👧 ☺ → ✓ àèì ж 中文 ■ {BLANK}"

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj(.*?)^endobj", re.DOTALL)
_WIDTHS = re.compile(rb"(\d+) (\d+) ([\d.]+)")
_ITS_FONT = re.compile(rb"/FontFile[23] (\d+) 0 R")


class _Fonts:
    """The fonts of a PDF that has no object streams, by the numbers of its objects."""

    def __init__(self, data: bytes) -> None:
        self.objects = {number: body for number, body in _OBJECT.findall(data)}  # noqa: C416 - of bytes, for mypy

    def of_kind(self, subtype: bytes) -> list[bytes]:
        """Return the dictionaries of the fonts of a kind: ``Type0``, ``Type3``, ``CIDFontType2`` ..."""
        fonts = (body for body in self.objects.values() if re.search(rb"/Type\s*/Font\b(?!D)", body))
        return [body for body in fonts if re.search(rb"/Subtype\s*/" + subtype + rb"\b", body)]

    def told(self, font: bytes) -> dict[int, float]:
        """Return the width that the dictionary tells of each glyph, in 1/1000 em."""
        array = re.search(rb"/W\s*\[(.*?)\]", font, re.DOTALL)
        assert array, font
        entries = _WIDTHS.findall(array[1])
        assert b"/DW 0" in font
        return {cid: float(width) for first, last, width in entries for cid in range(int(first), int(last) + 1)}

    def drawn(self, font: bytes) -> dict[int, float]:
        """Return the width that the embedded font itself gives each glyph."""
        descriptor = re.search(rb"/FontDescriptor (\d+) 0 R", font)
        assert descriptor
        file = _ITS_FONT.search(self.objects[descriptor[1]])
        assert file, "not embedded"
        packed = self.objects[file[1]].split(b"stream\n", 1)[1]
        program = zlib.decompressobj().decompress(packed)
        return _of_cff(program) if b"CIDFontType0" in font else _of_truetype(program)


def _of_truetype(program: bytes) -> dict[int, float]:
    font = TTFont(io.BytesIO(program))
    widths = [font["hmtx"][name][0] * 1000 / font["head"].unitsPerEm for name in font.getGlyphOrder()]
    return dict(enumerate(widths))


def _of_cff(program: bytes) -> dict[int, float]:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    glyphs = fonts[0].CharStrings
    widths = {}
    for place, name in enumerate(fonts[0].charset):
        glyphs[name].draw(NullPen())
        widths[place] = glyphs[name].width * fonts[0].FontMatrix[0] * 1000
    return widths


@pytest.fixture
def printed(evening_saying: Callable[[str], EveningSynthesis]) -> bytes:
    """A synthesis with letters of many fonts."""
    return pdf_bytes(synthesis_document(evening_saying(LETTERS)))


def test_every_width_is_that_of_the_glyph(printed: bytes) -> None:
    """What the dictionary of a font says is what the font draws (ISO 14289-1, 7.21.5; ISO 19005-2, 6.2.11.5)."""
    fonts = _Fonts(printed)
    found = [*fonts.of_kind(b"CIDFontType2"), *fonts.of_kind(b"CIDFontType0")]
    assert len(found) >= 4
    for font in found:
        drawn = fonts.drawn(font)
        assert {cid: drawn[cid] for cid in fonts.told(font)} == pytest.approx(fonts.told(font), abs=1)


def test_no_letter_is_a_picture(printed: bytes) -> None:
    """No font of images, none in colour; every font says which letters its glyphs are."""
    fonts = _Fonts(printed)
    assert fonts.of_kind(b"Type3") == []
    assert all(b"/ToUnicode" in font for font in fonts.of_kind(b"Type0"))


def test_emoji_are_drawn_and_copied(printed: bytes) -> None:
    """They come from the bundled font on every computer, and are the same letters again when they are copied."""
    assert b"NotoEmoji" in printed
    read = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed))
    assert all(emoji in read for emoji in ("👍", "❤", "1\ufe0f\u20e3", "🇮🇹", "👩\u200d👩\u200d👧"))


def test_a_frame_that_no_font_has_with_its_letter_costs_no_other_letter(
    evening_saying: Callable[[str], EveningSynthesis], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frame goes, its letter stays, and the marks elsewhere are drawn at once, without a second attempt."""
    attempts = []
    compiling = pdf._compile
    monkeypatch.setattr(pdf, "_compile", lambda *given: attempts.append(1) or compiling(*given))
    data = pdf_bytes(synthesis_document(evening_saying("a\u20e3 1\ufe0f\u20e3 👍\u0301 x\u0303")))
    read = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    assert "a 1\ufe0f\u20e3 👍 x\u0303" in read
    assert attempts == [1]
