"""Paper as a PDF, the same bytes for the same sheets.

The text is written as glyph numbers with a way back to letters, so that it can be searched and any script is right;
a code is one path, so that no viewer draws seams between its modules.
"""

from __future__ import annotations

from io import BytesIO
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
from facilitatore.door.paper.qr import MODULES
from facilitatore.errors import BadValue

_WIDE_SHIFT = 0.5
"""Shifts of less, in 1/1000 em, are not written."""


def draw(paper: Paper, adjustment: Adjustment = EXACT) -> bytes:
    """Return `paper` as a PDF, every sheet moved and scaled by `adjustment`.

    Letters in `paper.missing` come out as empty boxes.

    Raises:
        BadValue: of what ``paper``; there is no page, and a PDF has one at least.
    """
    from reportlab.pdfgen.canvas import Canvas

    if not paper.pages:
        raise BadValue("paper", "0", "1")
    width, height = (side / POINT_MM for side in paper.page_mm)
    output = BytesIO()
    canvas: Any = Canvas(output, pagesize=(width, height), pageCompression=1, invariant=1, lang="it")
    canvas.setTitle(paper.title)
    canvas.setAuthor("Facilitatore")
    canvas.setCreator("Facilitatore")
    canvas.setViewerPreference("PrintScaling", "None")  # "fit to page" would move every label
    fonts = UsedFonts()
    canvas._preamble = ""  # reportlab's would name a Helvetica that is neither used nor embedded
    for page in paper.pages:
        canvas._code.append(_millimetres(height, adjustment))
        canvas._code.extend([_ops(thing, fonts) for thing in page])
        canvas.showPage()
        _only_compress(canvas)
    fonts.embed(canvas._doc)
    canvas.save()
    return output.getvalue()


def _millimetres(height_pt: float, adjustment: Adjustment) -> str:
    """Return what makes of points from the bottom left mm from the top left; letters are turned upright one by one."""
    unit = 1 / POINT_MM
    across, down = adjustment.scale_x * unit, -adjustment.scale_y * unit
    return f"{across:.6f} 0 0 {down:.6f} {adjustment.dx_mm * unit:.6f} {height_pt - adjustment.dy_mm * unit:.6f} cm"


def _only_compress(canvas: Any) -> None:
    """Write the last page's content as it is compressed; reportlab would spell it in ASCII too, at 1 ms a page."""
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    page: Any = canvas._doc.Pages.pages[-1]
    page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])


def _ops(thing: Placed, fonts: UsedFonts) -> str:
    if isinstance(thing, PlacedText):
        return _text_ops(thing, fonts)
    if isinstance(thing, PlacedMark):
        return _mark_ops(thing)
    return _code_ops(thing) if isinstance(thing, PlacedCode) else _rule_ops(thing)


def _rule_ops(rule: PlacedRule) -> str:
    return f"{_colour_op(rule.colour)} {rule.x_mm:.4f} {rule.y_mm:.4f} {rule.w_mm:.4f} {rule.h_mm:.4f} re f"


def _colour_op(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5)) + " rg"


def _code_ops(code: PlacedCode) -> str:
    module = code.size_mm / MODULES
    dark = "\n".join([f"{x} {y} {length} 1 re" for x, y, length in code.runs])
    return f"q 0 g {module:.5f} 0 0 {module:.5f} {code.x_mm:.4f} {code.y_mm:.4f} cm\n{dark}\nf Q"


def _mark_ops(mark: PlacedMark) -> str:
    if mark.mark == "circle":
        near, far = 0.5 - CURVE / 2, 0.5 + CURVE / 2
        path = (
            f"0 .5 m 0 {near} {near} 0 .5 0 c {far} 0 1 {near} 1 .5 c 1 {far} {far} 1 .5 1 c {near} 1 0 {far} 0 .5 c h"
        )
    else:
        path = " l ".join(f"{x} {y}" for x, y in MARK_POINTS[mark.mark]).replace(" l ", " m ", 1) + " l h"
    size = f"{mark.size_mm:.4f}"
    return f"q {_colour_op(mark.colour)} {size} 0 0 {size} {mark.x_mm:.4f} {mark.y_mm:.4f} cm {path} f Q"


def _text_ops(text: PlacedText, fonts: UsedFonts) -> str:
    """Return the operators of a line; glyphs follow one another, and only what departs from that is written."""
    size_mm = text.size_pt * POINT_MM
    ops = ["BT", _colour_op(text.colour)]
    if not text.line.plain:
        spelt = (b"\xfe\xff" + text.line.text.encode("utf-16-be")).hex().upper()
        ops.insert(0, f"/Span <</ActualText <{spelt}>>> BDC")
    x = text.x_mm
    for run in text.line.runs:
        ops.append(f"/{fonts.name(run)} {size_mm:.4f} Tf 1 0 0 -1 {x:.4f} {text.y_mm:.4f} Tm [")
        rise = owed = 0.0
        glyphs = ""
        for gid, shift_x, shift_y, advance, _ in run.glyphs:
            if shift_y != rise:
                ops.append(f"<{glyphs}>] TJ {shift_y * size_mm / 1000:.4f} Ts [")
                glyphs, rise = "", shift_y
            move = owed + shift_x
            if abs(move) >= _WIDE_SHIFT:
                ops.append(f"<{glyphs}> {-move:.1f}")
                glyphs, owed = "", owed - move
            glyphs += f"{gid:04X}"
            owed += advance - run.face.advance(gid)
        ops.append(f"<{glyphs}>] TJ" + (" 0 Ts" if rise else ""))
        x += run.width * size_mm / 1000
    ops.append("ET" if text.line.plain else "ET EMC")
    return " ".join(ops)
