"""Paper as a PDF, the same bytes for the same sheets.

The text is written as glyph numbers with a way back to letters, so that it can be searched and any script is right;
a code is one path, so that no viewer draws seams between its modules.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any

from facilitatore.door.paper.drawing import (
    CURVE,
    EXACT,
    MARK_POINTS,
    Adjustment,
    Paper,
    Placed,
    PlacedCode,
    PlacedMark,
    PlacedRule,
    PlacedText,
)
from facilitatore.door.paper.fit import POINT_MM
from facilitatore.door.paper.pdf_fonts import UsedFonts
from facilitatore.door.paper.qr import MODULES, qr_runs
from facilitatore.door.paper.text import Line
from facilitatore.errors import BadValue

_WIDE_SHIFT = 0.5
"""Shifts of less, in 1/1000 em, are not written."""

_LEVEL = 3
"""Of zlib: in half the time of 6, pages are a fifth larger."""


def draw(paper: Paper, adjustment: Adjustment = EXACT) -> bytes:
    """Return `paper` as a PDF, every sheet moved and scaled by `adjustment`.

    Letters in `paper.missing` come out as empty boxes.

    Raises:
        BadValue: of what ``paper``; there is no page, and a PDF has one at least.
    """
    if not paper.pages:
        raise BadValue("paper", "0", "1")
    width, height = (side / POINT_MM for side in paper.page_mm)
    document = _document(paper.title)
    ops = _Operators()
    millimetres = _millimetres(height, adjustment)
    for page in paper.pages:
        content = "\n".join([millimetres, *[ops.of(thing) for thing in page], ""])
        _add_page(document, content, width, height)
    ops.fonts.embed(document)
    return bytes(document.GetPDFData(None))


def _document(title: str) -> Any:
    """Return reportlab's document by itself: its canvas takes 15 ms to import and is for those who draw with it."""
    from reportlab.pdfbase.pdfdoc import PDFDocument, ViewerPreferencesPDFDictionary

    document: Any = PDFDocument(invariant=1, lang="it")
    document.info.title, document.info.author, document.info.creator = title, "Facilitatore", "Facilitatore"
    preferences = ViewerPreferencesPDFDictionary()
    preferences["PrintScaling"] = "None"  # "fit to page" would move every label
    document.Catalog.ViewerPreferences = preferences
    return document


def _add_page(document: Any, content: str, width_pt: float, height_pt: float) -> None:
    from reportlab.pdfbase.pdfdoc import BasicFonts, PDFDictionary, PDFName, PDFObjectReference, PDFPage, PDFStream

    page: Any = PDFPage()
    page.pagewidth, page.pageheight = width_pt, height_pt
    # Compressed at once, not when all is written: 300 pages would wait in 10 MB.
    page.Contents = PDFStream(
        PDFDictionary({"Filter": PDFName("FlateDecode")}), zlib.compress(content.encode("ascii"), _LEVEL)
    )
    page.Resources = PDFDictionary({"Font": PDFObjectReference(BasicFonts)})
    document.addPage(page)


def _millimetres(height_pt: float, adjustment: Adjustment) -> str:
    """Return what makes of points from the bottom left mm from the top left; letters are turned upright one by one."""
    unit = 1 / POINT_MM
    across, down = adjustment.scale_x * unit, -adjustment.scale_y * unit
    return f"{across:.6f} 0 0 {down:.6f} {adjustment.dx_mm * unit:.6f} {height_pt - adjustment.dy_mm * unit:.6f} cm"


class _Operators:
    """Placed things as a PDF's operators. What comes again on many labels, a name or a group's mark, is spelt once."""

    def __init__(self) -> None:
        self.fonts = UsedFonts()
        self._lines: dict[int, tuple[Line, str]] = {}

    def of(self, thing: Placed) -> str:
        """Return the operators that draw `thing`."""
        if isinstance(thing, PlacedText):
            return self._text(thing)
        if isinstance(thing, PlacedCode):
            return _code_ops(thing)
        return _mark_ops(thing) if isinstance(thing, PlacedMark) else _rule_ops(thing)

    def _text(self, text: PlacedText) -> str:
        """Letters of size 1 are scaled to the line's size, so that a line is spelt alike at every size."""
        line, size = text.line, text.size_pt * POINT_MM
        # By identity, which the pair keeps from being given to another line: comparing lines costs more than spelling.
        known = self._lines.get(id(line))
        if known is None:
            known = self._lines[id(line)] = (line, self._spelt(line))
        place = f"{_colour_op(text.colour)} {size:.4f} 0 0 {-size:.4f} {text.x_mm:.4f} {text.y_mm:.4f} Tm"
        if line.plain:
            return f"BT {place} {known[1]} ET"
        letters = (b"\xfe\xff" + line.text.encode("utf-16-be", "surrogatepass")).hex().upper()
        return f"/Span <</ActualText <{letters}>>> BDC BT {place} {known[1]} ET EMC"

    def _spelt(self, line: Line) -> str:
        """Glyphs follow one another, and only what departs from that is written."""
        ops: list[str] = []
        font, glyphs = "", ""
        rise = owed = 0.0
        for run in line.runs:
            used = self.fonts.of(run.face)
            for glyph in run.glyphs:
                gid, shift_x, shift_y, advance, _ = glyph
                name, code = used.code(glyph)
                if name != font or shift_y != rise:
                    ops.append(f"<{glyphs}>] TJ" if font else "")
                    ops.append(f"/{name} 1 Tf" if name != font else "")
                    ops.append(f"{shift_y / 1000:.4f} Ts" if shift_y != rise else "")
                    ops.append("[")
                    font, glyphs, rise = name, "", shift_y
                move = owed + shift_x
                if abs(move) >= _WIDE_SHIFT:
                    ops.append(f"<{glyphs}> {-move:.1f}")
                    glyphs, owed = "", owed - move
                glyphs += code
                owed += advance - run.face.advance(gid)
        ops.append(f"<{glyphs}>] TJ" if font else "")
        ops.append("0 Ts" if rise else "")
        return " ".join(filter(None, ops))


def _rule_ops(rule: PlacedRule) -> str:
    return f"{_colour_op(rule.colour)} {rule.x_mm:.4f} {rule.y_mm:.4f} {rule.w_mm:.4f} {rule.h_mm:.4f} re f"


@cache
def _colour_op(colour: str) -> str:
    return " ".join([f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5)]) + " rg"


def _code_ops(code: PlacedCode) -> str:
    module = code.size_mm / MODULES
    dark = "\n".join([_run_op(*run) for run in qr_runs(code.token)])
    return f"q 0 g {module:.5f} 0 0 {module:.5f} {code.x_mm:.4f} {code.y_mm:.4f} cm\n{dark}\nf Q"


@cache
def _run_op(column: int, row: int, length: int) -> str:
    return f"{column} {row} {length} 1 re"


def _mark_ops(mark: PlacedMark) -> str:
    size, path = f"{mark.size_mm:.4f}", _mark_path(mark.mark)
    return f"q {_colour_op(mark.colour)} {size} 0 0 {size} {mark.x_mm:.4f} {mark.y_mm:.4f} cm {path} f Q"


@cache
def _mark_path(mark: str) -> str:
    if mark == "circle":
        near, far = 0.5 - CURVE / 2, 0.5 + CURVE / 2
        return (
            f"0 .5 m 0 {near} {near} 0 .5 0 c {far} 0 1 {near} 1 .5 c 1 {far} {far} 1 .5 1 c {near} 1 0 {far} 0 .5 c h"
        )
    return " l ".join(f"{x} {y}" for x, y in MARK_POINTS[mark]).replace(" l ", " m ", 1) + " l h"
