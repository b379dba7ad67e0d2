"""The same badges with pylabels and reportlab's own QR code. LIST PDF FONT."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import labels
from reportlab.graphics import shapes
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

pdfmetrics.registerFont(TTFont("B", sys.argv[3]))
BLUE = HexColor("#0072B2")


def draw(label: Any, width: float, height: float, row: dict[str, str]) -> None:
    """Draw one badge, the name shrunk to the label as ours is."""
    size = 48
    while pdfmetrics.stringWidth(row["first"], "B", size) > width - 8 * mm:
        size -= 1
    label.add(
        shapes.String(width / 2, height - 24 * mm, row["first"], fontName="B", fontSize=size, textAnchor="middle")
    )
    label.add(shapes.Circle(8 * mm, 8 * mm, 4 * mm, strokeColor=None, fillColor=BLUE))
    label.add(shapes.String(14 * mm, 6 * mm, row["group"], fontName="B", fontSize=23, fillColor=BLUE))
    code = QrCodeWidget(row["token"], barLevel="M", barBorder=0)
    code.barWidth = code.barHeight = 14 * mm
    code.x, code.y = width - 18 * mm, 4 * mm
    label.add(code)


grid = labels.Specification(210, 297, 2, 5, 80, 50, left_margin=17.5, top_margin=13.5, column_gap=15, row_gap=5)
sheet = labels.Sheet(grid, draw, border=False)
with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
    sheet.add_labels(csv.DictReader(file))
sheet.save(sys.argv[2])
