"""Sheets of badges as a PDF, the same bytes for the same sheets.

The text is written as glyph numbers with a way back to letters, so that it can be searched and any script is right;
a code is one path, so that no viewer draws seams between its modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import chain
from typing import Any

from facilitatore.door.badge_fit import POINT_MM
from facilitatore.door.badge_layout import Badge, PlacedBadge, PlacedCode, PlacedMark, PlacedText, Sheets, lay_out
from facilitatore.door.badge_pdf_fonts import UsedFonts
from facilitatore.door.badge_qr import MODULES
from facilitatore.door.badge_stock import Stock
from facilitatore.errors import BadValue, NotDrawable

_ARC = 0.5522847498
"""Length of the handles that make four Bézier curves a circle of radius 1."""

_MARK_POINTS = {
    "square": ((0.05, 0.05), (0.95, 0.05), (0.95, 0.95), (0.05, 0.95)),
    "triangle": ((-0.02, 0.96), (1.02, 0.96), (0.5, 0.04)),
    "diamond": ((0.5, -0.06), (1.06, 0.5), (0.5, 1.06), (-0.06, 0.5)),
    "hexagon": ((0.5, -0.02), (0.95, 0.24), (0.95, 0.76), (0.5, 1.02), (0.05, 0.76), (0.05, 0.24)),
}
"""Corners in the mark's square, from its top left: sizes that look alike, not sides that measure alike."""

_WIDE_SHIFT = 0.5
"""Shifts of less, in 1/1000 em, are not written."""


def print_badges(badges: Sequence[Badge], stock: Stock, start: int = 1, qr: bool = True) -> bytes:
    """Return the PDF of `badges` on sheets of `stock`, from label `start` of the first one.

    Raises:
        NotDrawable: some name has letters no font at hand can draw; nothing was made.
        BadValue: of what ``badges`` (none), or as `lay_out`, which also raises Unknown.
    """
    sheets = lay_out(badges, stock, start=start, qr=qr)
    if sheets.missing:
        raise NotDrawable(sheets.missing)
    return draw_badges(sheets)


def draw_badges(sheets: Sheets) -> bytes:
    """Return `sheets` as a PDF. Letters in `sheets.missing` come out as empty boxes.

    Raises:
        BadValue: of what ``badges``; there are none, and a PDF has a page at least.
    """
    from reportlab.pdfgen.canvas import Canvas

    if not sheets.pages:
        raise BadValue("badges", "0", "1")
    width, height = (side / POINT_MM for side in sheets.stock.page_mm)
    output = BytesIO()
    canvas: Any = Canvas(output, pagesize=(width, height), pageCompression=1, invariant=1, lang="it")
    canvas.setTitle("Badge")
    canvas.setAuthor("Facilitatore")
    canvas.setCreator("Facilitatore")
    canvas.setViewerPreference("PrintScaling", "None")  # "fit to page" would move every label
    fonts = UsedFonts()
    canvas._preamble = ""  # reportlab's would name a Helvetica that is neither used nor embedded
    for page in sheets.pages:
        # Millimetres from the top left, as in `sheets`; letters are turned back upright one by one.
        canvas._code.append(f"{1 / POINT_MM:.6f} 0 0 {-1 / POINT_MM:.6f} 0 {height:.6f} cm")
        canvas._code.extend(chain.from_iterable(_badge_ops(badge, fonts) for badge in page))
        canvas.showPage()
        _only_compress(canvas)
    fonts.embed(canvas._doc)
    canvas.save()
    return output.getvalue()


def _only_compress(canvas: Any) -> None:
    """Write the last page's content as it is compressed; reportlab would spell it in ASCII too, at 1 ms a page."""
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    page: Any = canvas._doc.Pages.pages[-1]
    page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])


def _badge_ops(badge: PlacedBadge, fonts: UsedFonts) -> list[str]:
    ops = [_text_ops(text, fonts) for text in badge.texts]
    if badge.mark:
        ops.append(_mark_ops(badge.mark))
    if badge.code:
        ops.append(_code_ops(badge.code))
    return ops


def _colour_op(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5)) + " rg"


def _code_ops(code: PlacedCode) -> str:
    module = code.size_mm / MODULES
    dark = "\n".join([f"{x} {y} {length} 1 re" for x, y, length in code.runs])
    return f"q 0 g {module:.5f} 0 0 {module:.5f} {code.x_mm:.4f} {code.y_mm:.4f} cm\n{dark}\nf Q"


def _mark_ops(mark: PlacedMark) -> str:
    if mark.mark == "circle":
        near, far = 0.5 - _ARC / 2, 0.5 + _ARC / 2
        path = (
            f"0 .5 m 0 {near} {near} 0 .5 0 c {far} 0 1 {near} 1 .5 c 1 {far} {far} 1 .5 1 c {near} 1 0 {far} 0 .5 c h"
        )
    else:
        path = " l ".join(f"{x} {y}" for x, y in _MARK_POINTS[mark.mark]).replace(" l ", " m ", 1) + " l h"
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
